"""The names under which records are read, and the digest of everything that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields

from ..model.dataset import Dataset, depth_of, with_all_above
from ..model.figures import NO_SPLIT
from ..model.text import Record
from .noted import CHOSEN, COLLECTION_OF, GROUPS, TOLD, noted_kind
from .state import State


class Surface:
    """Gives the digest of an input by its name; the empty one for what is not there.

    `digest_of` gives that of the records read under a name; what is computed from all records together
    is its own digest.
    """

    def __init__(self, digest_of: Callable[[str], bytes], state: State):
        self._digest_of = digest_of
        self._state = state

    def __call__(self, name: str) -> bytes:
        kind, _, key = name.partition(":")
        if kind in COMPUTED:
            return str(COMPUTED[kind](self._state, key)).encode()
        return self._digest_of(name)


COMPUTED: Mapping[str, Callable[[State, str], object]] = {
    "today": lambda state, _: state.today,
    "tally": lambda state, name: state.tally(name),
    "tally-within": lambda state, name: state.tally_within(*name.split(":", 1)),
    "listed-depth": lambda state, _: state.listed_depth,
    "lists-all": lambda state, _: state.lists_all,
    "register": lambda state, _: state.register.entries,
    "register-within": lambda state, key: state.register.within(key),
    "register-of": lambda state, key: state.register.of_body(key),
}


def of_records(with_tallies: bool) -> frozenset[str]:
    """The kinds of names under which records are read; with those under which they are only counted."""
    return _OF_RECORDS | _TALLIES if with_tallies else _OF_RECORDS


_TALLIES = frozenset({"tally", "tally-within", "listed-depth", "lists-all"})

_OF_RECORDS = frozenset(
    (
        *(field.name for field in fields(Dataset)),
        *COLLECTION_OF.values(),
        *CHOSEN,
        *map(noted_kind, GROUPS),
        "parts-of",
        "former-keys",
    )
)


def names_of(collection: str, record: Record) -> list[str]:
    """Every name under which a record is read."""
    identity = getattr(record, _IDENTITY.get(collection, "id"), None)
    own = [collection, f"{collection}:{identity}"] if identity else [collection]
    own += _GROUPED[collection](record) if collection in _GROUPED else ()
    return own


def is_shared(name: str) -> bool:
    """Whether records of many files are read under a name, as the rule and not by chance."""
    kind, colon, _ = name.partition(":")
    return not colon or kind in _SHARED


_SHARED = frozenset(
    ("observations-from", "observations-measuring", "commitments-within", "articles-within", TOLD)
)

_IDENTITY = {"regions": "key", "articles": "slug", "texts": "slug"}
"""What records are known by where it is not their id."""


def _of_region(region) -> Iterator[str]:
    yield f"parts-of:{region.parent or ''}"
    yield from (f"former-keys:{key}" for key in region.former_keys)
    if region.former_keys:
        yield "renamed"


def _of_observation(observation) -> list[str]:
    # A list, made at once: there are hundreds of thousands, most with three names.
    depth = depth_of(observation.region)
    names = [f"observations-of:{observation.region}", f"observations-from:{observation.source}@{depth}"]
    if observation.dimensions is NO_SPLIT or not observation.dimensions:
        names.append(f"observations-measuring:{observation.indicator}@{depth}")
    if observation.correction is not None:
        names.append("corrected")
    if observation.formula is not None:
        names.append("formulas")
    return names + [f"{kind}:{place}" for place in observation.named for kind in _NAMING]


_NAMING = ("observations-naming", TOLD)


def _of_commitment(commitment) -> Iterator[str]:
    yield f"commitments-of:{commitment.region}"
    for key in with_all_above(commitment.region):
        yield f"commitments-within:{key}"
        yield f"{TOLD}:{key}"


def _of_organization(body) -> Iterator[str]:
    yield from (f"posts:{post.id}" for post in body.posts)
    if body.door:
        yield f"doors-of:{body.region}"


def _of_meeting(meeting) -> Iterator[str]:
    yield f"meetings-of:{meeting.region}"
    yield f"{TOLD}:{meeting.region}"


def _of_article(article) -> Iterator[str]:
    above = (key for region in article.regions for key in with_all_above(region))
    for key in dict.fromkeys(above):
        yield f"articles-within:{key}"
        yield f"{TOLD}:{key}"


_GROUPED: Mapping[str, Callable[[Record], Iterable[str]]] = {
    "regions": _of_region,
    "observations": _of_observation,
    "commitments": _of_commitment,
    "organizations": _of_organization,
    "meetings": _of_meeting,
    "articles": _of_article,
}
