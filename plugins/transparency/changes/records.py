"""Records that are new or gone, and what else of a record reads differently: texts and details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..languages.catalogues import mark
from ..model.dataset import Dataset
from ..model.documents import Article
from ..model.text import Counted, Record, Text
from .change import Change, Comparison, Kind
from .figures import name_of
from .words import COLON, COMMA, SEMICOLON, Coded, row, said

_NOUNS: Mapping[str, str] = {
    "site": mark("site"),
    "regions": mark("region"),
    "units": mark("unit"),
    "dimensions": mark("dimension"),
    "indicators": mark("indicator"),
    "observations": mark("figure"),
    "organization_kinds": mark("kind of organization"),
    "organizations": mark("organization"),
    "persons": mark("person"),
    "sources": mark("source document"),
    "meetings": mark("meeting"),
    "programmes": mark("programme"),
    "services": mark("service"),
    "reply_periods": mark("reply period"),
    "terms": mark("word of the glossary"),
    "requests": mark("request"),
    "articles": mark("article"),
    "texts": mark("page"),
}

_OWN_KIND = {"regions": "region", "commitments": "promise", "sources": "source"}
"""Collections whose coming and going has a kind of its own; others are records."""

_TOLD_ELSEWHERE = {
    "observations": {"id", "value", "missing", "formula", "count", "correction"},
    "commitments": {"target", "deadline", "moves"},
    "regions": {"retired", "retired_reason"},
}

Pair = tuple[Any, Any]


def record_changes(case: Comparison, told: frozenset[str]) -> Iterator[Change]:
    """Changes of every kind of record; `told` names those that a figure's change has told."""
    for collection in ("regions", "commitments", *sorted(set(_NOUNS) - {"regions", "articles", "texts"})):
        for before, after in _pairs(collection, case):
            if before is None or after is None:
                yield from _come_or_gone(collection, before, after, case, told)
            elif before is not after:
                yield from _retired(collection, before, after)
                yield from _reads_otherwise(collection, before, after, case)


def _pairs(collection: str, case: Comparison) -> Iterator[Pair]:
    """Each record of both states beside what it was; None where there was none or is none."""
    if collection == "site":
        yield case.before.data.site, case.after.data.site
    elif collection == "observations":
        for step in case.lineage.steps:
            if step.before and step.after and not step.differs:
                yield step.before.observation, step.after.observation
    else:
        now = case.lineage.region_now if collection == "regions" else str
        yield from _matched(_by_key(case.before.data, collection, now), _by_key(case.after.data, collection))


def _by_key(data: Dataset, collection: str, now=str) -> dict[str, Record]:
    return {now(_key(record)): record for record in getattr(data, collection)}


def _key(record: Any) -> str:
    return getattr(record, "key", None) or getattr(record, "slug", None) or record.id


def _matched(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Pair]:
    for key, record in after.items():
        yield before.get(key), record
    for key, record in before.items():
        if key not in after:
            yield record, None


# --- come and gone ---


def _come_or_gone(
    collection: str, before: Any, after: Any, case: Comparison, told: frozenset[str]
) -> Iterator[Change]:
    record = after or before
    name = _name(collection, record)
    if name in told:
        return
    message = mark("%(kind)s added: %(name)s") if after else mark("%(kind)s removed: %(name)s")
    status = None
    if collection == "commitments" and after:
        status = said(
            mark("status: %(status)s"), status=Coded("status", case.after.promises[after.id].status)
        )
    words = said(message, kind=_noun(collection, record), name=_title(record))
    kind: Kind = f"{_OWN_KIND.get(collection, 'record')}-{'added' if after else 'removed'}"
    place = None if collection == "regions" else _place(record, case)
    yield Change(kind, name, record, row(SEMICOLON, row(COLON, place, words), status), _region(record))


def _retired(collection: str, before: Any, after: Any) -> Iterator[Change]:
    if collection != "regions" or after.retired is None or before.retired == after.retired:
        return
    reason = after.retired_reason or said(mark("not stated"))
    words = said(mark("not kept any more, %(date)s: %(reason)s"), date=after.retired, reason=reason)
    yield Change(
        kind="region-retired",
        name=_name(collection, after),
        record=after,
        words=row(COLON, after.name, words),
        region=after.key,
        after=after.retired.text,
        inside=("retired",),
    )


# --- what reads otherwise ---


def _reads_otherwise(collection: str, before: Record, after: Record, case: Comparison) -> Iterator[Change]:
    languages: dict[str, None] = {}
    fields: dict[str, None] = {}
    for path, lang in _differences(before, after, ()):
        if path[0] in _TOLD_ELSEWHERE.get(collection, ()) or _follows_region(path, before, after, case):
            continue
        if lang:
            languages[lang] = None
        else:
            fields[str(path[0])] = None
    if languages:
        message = mark("%(kind)s, text changed: %(name)s (%(what)s)")
        names = row(COMMA, *_language_names(languages, case.after.data))
        yield _changed("text-changed", collection, after, case, message, names)
    if fields:
        message = mark("%(kind)s changed: %(name)s (%(what)s)")
        yield _changed("record-changed", collection, after, case, message, row(COMMA, *fields))


def _changed(
    kind: Kind, collection: str, record: Record, case: Comparison, message: str, what: Any
) -> Change:
    values = {"kind": _noun(collection, record), "name": _title(record, case.after.data), "what": what}
    words = row(COLON, _place(record, case), said(message, **values))
    return Change(kind, _name(collection, record), record, words, _region(record))


def _differences(before: Any, after: Any, path: tuple) -> Iterator[tuple[tuple, str | None]]:
    """The path of each value that differs, with the language where it is a text."""
    if isinstance(before or after, (Text, Counted)):
        old, new = before or {}, after or {}
        changed = (lang for lang in {**old, **new} if old.get(lang) != new.get(lang))
        yield from ((path, lang) for lang in changed)
    elif isinstance(before, Record) and type(before) is type(after):
        for name in type(after).model_fields:
            if name != "contacts":
                yield from _differences(getattr(before, name), getattr(after, name), (*path, name))
    elif isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for position, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(old, new, (*path, position))
    elif before != after:
        yield path, None


def _follows_region(path: tuple, before: Record, after: Record, case: Comparison) -> bool:
    """Whether a record only moved with its region to the region's new key."""
    field = path[0]
    if field not in ("region", "parent"):
        return False
    old, new = getattr(before, field), getattr(after, field)
    return old is not None and case.lineage.region_now(old) == new


def _language_names(languages: Mapping[str, None], data: Dataset) -> Iterator[str]:
    names = {language.code: language.name for language in data.site.languages}
    return (names.get(lang, lang) for lang in languages)


# --- articles ---


def article_changes(case: Comparison) -> Iterator[Change]:
    """Markdown texts: articles, and the site's own pages."""
    for collection in ("articles", "texts"):
        for before, after in _pairs(collection, case):
            if before is None or after is None:
                message = mark("%(kind)s added: %(name)s") if after else mark("%(kind)s removed: %(name)s")
                kind: Kind = "article-added" if after else "article-removed"
                yield _article(kind, collection, after or before, case, said_of=message)
            elif before != after:
                yield _rewritten(collection, before, after, case)


def _rewritten(collection: str, before: Article, after: Article, case: Comparison) -> Change:
    old, new = ({text.lang: text for text in article.texts} for article in (before, after))
    languages = {lang: None for lang in {**old, **new} if old.get(lang) != new.get(lang)}
    fields = [
        name for name in ("date", "regions", "sources") if getattr(before, name) != getattr(after, name)
    ]
    what = row(COMMA, *_language_names(languages, case.after.data), *fields)
    message = mark("%(kind)s changed: %(name)s (%(what)s)")
    text = next((new[lang] for lang in languages if lang in new), after.texts[0])
    return _article("article-changed", collection, after, case, said_of=message, what=what, text=text)


def _article(
    kind: Kind, collection: str, article: Article, case: Comparison, said_of: str, text=None, **values: Any
) -> Change:
    title = Text({text.lang: text.title for text in article.texts})
    words = said(said_of, kind=said(_NOUNS[collection]), name=title, **values)
    region = next(iter(article.regions), None)
    place = case.place(region) if region else None
    name = f"{collection}/{article.slug}"
    return Change(kind, name, text or article.texts[0], row(COLON, place, words), region)


# --- records in words ---


def _name(collection: str, record: Any) -> str:
    if collection in ("site", "observations"):
        return "site" if collection == "site" else name_of(record)
    return f"{collection}/{_key(record)}"


def _noun(collection: str, record: Any) -> Any:
    return Coded("saying", record.kind) if collection == "commitments" else said(_NOUNS[collection])


def _title(record: Any, data: Dataset | None = None) -> Text | str:
    """How people know a record: its name, its title, or what it is about."""
    if data and hasattr(record, "indicator") and hasattr(record, "value"):
        return data.indicator[record.indicator].name
    fields = ("name", "title", "topic", "basis", "id")
    return next(getattr(record, field) for field in fields if hasattr(record, field))


def _region(record: Any) -> str | None:
    return record.key if hasattr(record, "former_keys") else getattr(record, "region", None)


def _place(record: Any, case: Comparison) -> Text | str | None:
    key = getattr(record, "region", None)
    return case.place(key) if key else None
