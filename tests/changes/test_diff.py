"""What an edit changes in public: one true sentence for each change, in each language."""

import json
import shutil
from pathlib import Path

import pytest

from tests.built import TODAY as SHIPPED_TODAY
from tests.built import ashyq
from tests.changes.repository import (
    BLUE,
    COMMITMENTS,
    OBSERVATIONS,
    REGION,
    SOURCES,
    TODAY,
    Repository,
    invented,
    shipped,
)
from transparency.changes import Change
from transparency.sentences import speaker_of

NEWER = """
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-11-01
  source: nowhere-gazette
  value: 12
"""

CORRECTION = """
- region: nowhere/blue-oblast
  indicator: schools-online
  date: 2025-02-01
  source: nowhere-gazette
  value: 9
  correction:
    date: 2025-12-01
    reason:
      en: The gazette had misprinted it.
"""

BODY = """
- id: hall
  name:
    en: Invented Hall
  kind: akimat
  region: nowhere/blue-oblast
  contacts:
    - kind: phone
      value: "100"
    - kind: email
      value: hall@example.org
"""

BATKEN = "data/regions/kg/batken"


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return invented(tmp_path / "site")


def sentences(site: Repository, lang: str = "en") -> list[str]:
    speaker = speaker_of(site.checked().data.site, lang)
    return [speaker.sentence(change.words) for change in site.changes()]


def only(site: Repository) -> tuple[Change, str]:
    (change,), (sentence,) = site.changes(), sentences(site)
    return change, sentence


# --- figures ---


def test_a_newer_figure_with_its_status_and_source(tmp_path):
    """Figure before and after, what it is of, its date, the status and the new source are one sentence."""
    site = shipped(tmp_path / "site")
    site.append(f"{BATKEN}/sources.yml", "- id: letter-2019\n  title:\n    en: A letter\n  kind: letter\n")
    site.append(
        f"{BATKEN}/observations.yml",
        "- region: kg/batken\n  indicator: schools-online-by-project\n  date: 2019-06-01\n"
        "  source: letter-2019\n  value: 97\n",
    )
    change, sentence = only(site)
    assert change.kind == "figure-added"
    assert sentence == (
        "Batken Oblast: Schools connected by the school-internet project: 85 → 97 of 143, 1 June 2019;"
        " status unchanged: No deadline stated; source added: A letter"
    )


def test_a_status_that_stays_is_said(site):
    """Beside a new figure it is said that the status did not change."""
    site.append(OBSERVATIONS, NEWER.replace("2025-11-01", "2025-03-01"))
    change, sentence = only(site)
    assert (change.before, change.after) == ("8", "12")
    assert sentence == (
        "Blue Oblast: Invented schools online: 8 → 12 of 16, 1 March 2025; status unchanged: On track"
    )


def test_a_status_that_changes_is_said(site):
    """Beside a new figure it is said what the status was and is."""
    site.append(OBSERVATIONS, NEWER.replace("value: 12", "value: 9"))
    _, sentence = only(site)
    assert sentence.endswith("8 → 9 of 16, 1 November 2025; status: On track → Behind")


def test_an_older_figure_has_no_arrow(site):
    """A figure of an earlier date replaces nothing, and no promise hears of it."""
    site.append(OBSERVATIONS, NEWER.replace("2025-11-01", "2024-11-01").replace("12", "4"))
    assert only(site)[1] == "Blue Oblast: Invented schools online: 4 of 16, 1 November 2024"


def test_a_correction_is_said_with_its_reason(site):
    """A corrected figure says from what to what, when and why."""
    site.append(OBSERVATIONS, CORRECTION)
    change, sentence = only(site)
    assert (change.kind, change.before, change.after) == ("figure-corrected", "8", "9")
    assert sentence == (
        "Blue Oblast: Invented schools online: 8 → 9 of 16, 1 February 2025;"
        " corrected, 1 December 2025: The gazette had misprinted it.; status unchanged: On track"
    )


def test_an_overwritten_figure_is_called_so(site):
    """A figure written over says that no correction stands behind it."""
    site.rewrite(OBSERVATIONS, "value: 8", "value: 9")
    change, sentence = only(site)
    assert change.kind == "figure-changed"
    assert "8 → 9 of 16, 1 February 2025; changed without a correction" in sentence


def test_a_figure_computed_from_a_corrected_one(site):
    """A derived figure that follows another says that it was computed again."""
    site.append(OBSERVATIONS, NEWER.replace("value: 12", "formula: blue-online"))
    site.commit()
    correction = CORRECTION.replace("- region", "- id: blue-online\n  region")
    site.append(OBSERVATIONS, correction)
    assert sorted(site.kinds()) == ["figure-corrected", "figure-recomputed"]
    assert any("computed again from other figures" in sentence for sentence in sentences(site))


def test_a_removed_figure_is_said(site):
    """A figure that is gone is named with its value and date, and with what becomes of the promise."""
    text = (site.root / OBSERVATIONS).read_text(encoding="utf-8")
    (site.root / OBSERVATIONS).write_text(text[: text.index("- id: blue-online")], encoding="utf-8")
    change, sentence = only(site)
    assert (change.kind, change.before, change.after) == ("figure-removed", "8", None)
    assert sentence == (
        "Blue Oblast: Invented schools online: figure removed: 8 of 16, 1 February 2025;"
        " status: On track → Nothing reported"
    )


def test_a_disputed_figure_names_the_other(site):
    """A second source for one date says what the first gives."""
    site.append(SOURCES, "- id: rival\n  title:\n    en: Rival\n")
    site.append(OBSERVATIONS, NEWER.replace("2025-11-01", "2025-02-01").replace("nowhere-gazette", "rival"))
    assert "another source, same date: 8" in " ".join(sentences(site))


# --- promises ---


def test_a_moved_deadline_and_a_changed_target(site):
    """Each is a sentence with before and after; the status is said once."""
    site.rewrite(COMMITMENTS, "deadline: 2026-06-01", "deadline: 2027-06-01")
    site.rewrite(COMMITMENTS, "target: 16", "target: 18")
    assert site.kinds() == ["deadline-moved", "target-changed"]
    assert sentences(site) == [
        "Blue Oblast: Connect sixteen invented schools: deadline: 1 June 2026 → 1 June 2027;"
        " status unchanged: On track",
        "Blue Oblast: Connect sixteen invented schools: target: 16 → 18",
    ]


def test_a_deadline_named_too_late_moves_nothing(site):
    """A new date announced after the deadline is said together with the deadline that stays in force."""
    site.rewrite(COMMITMENTS, "deadline: 2026-06-01", "deadline: 2025-06-01")
    site.commit()
    move = "  moves:\n    - to: 2026-06-01\n      announced: 2025-07-01\n      source: nowhere-gazette\n"
    site.append(COMMITMENTS, move)
    change, sentence = only(site)
    assert change.kind == "deadline-moved"
    assert "another date named: 1 June 2026; deadline in force: 1 June 2025" in sentence


def test_a_status_that_changes_by_itself(site):
    """A promise withdrawn changes its status without any figure."""
    site.append(COMMITMENTS, "  withdrawn:\n    date: 2025-12-01\n    source: nowhere-gazette\n")
    assert "Blue Oblast: Connect sixteen invented schools: status: On track → Withdrawn" in sentences(site)


def test_promises_come_and_go(site):
    """A promise that is added or removed is named with its kind, a new one with its status."""
    text = (site.root / COMMITMENTS).read_text(encoding="utf-8")
    more = text.replace("all-online", "plan-b").replace("kind: promise", "kind: plan").replace("16", "18")
    site.append(COMMITMENTS, more.replace("sixteen", "eighteen"))
    assert sentences(site) == ["Blue Oblast: Plan added: Connect eighteen invented schools; status: On track"]
    site.commit()
    (site.root / COMMITMENTS).unlink()
    assert site.kinds() == ["promise-removed", "promise-removed"]


# --- regions, contacts, texts, articles ---


def test_regions_come_and_are_retired(site):
    """A new region is named; a retired one says since when and why."""
    green = "id: green-oblast\nparent: nowhere\nlevel: oblast\nname:\n  en: Green Oblast\n"
    site.append("data/regions/nowhere/green-oblast/region.yml", green)
    site.append(REGION, "retired: 2025-12-01\nretired_reason:\n  en: It was joined to Green Oblast.\n")
    assert sorted(sentences(site)) == [
        "Blue Oblast: not kept any more, 1 December 2025: It was joined to Green Oblast.",
        "region added: Green Oblast",
    ]


def test_contacts_change_one_by_one(site):
    """Each contact that is new, changed, confirmed or gone is a sentence of its own."""
    site.append("data/organizations.yml", "kinds:\n- id: akimat\n  name:\n    en: akimat\n")
    site.append(f"{BLUE}/institutions.yml", BODY)
    site.commit()
    changed = BODY.replace('"100"', '"200"\n      confirmed: 2025-12-01')
    changed = changed.replace("kind: email", "kind: website").replace("hall@", "https://hall.")
    (site.root / BLUE / "institutions.yml").write_text(changed, encoding="utf-8")
    assert site.kinds() == ["contact-changed"] * 3
    assert sentences(site) == [
        "Blue Oblast: Invented Hall: contact changed: Telephone: 100 → 200; confirmed: 1 December 2025",
        "Blue Oblast: Invented Hall: contact removed: E-mail: hall@example.org",
        "Blue Oblast: Invented Hall: contact added: Website: https://hall.example.org",
    ]


def test_texts_name_their_languages(site):
    """A changed text says of which record and in which languages; other fields are named as in the file."""
    site.rewrite(REGION, "  en: Blue Oblast", "  en: Azure Oblast")
    site.rewrite(REGION, "level: oblast\n", "level: oblast\niso: NO-B\n")
    assert sentences(site) == [
        "region, text changed: Azure Oblast (English)",
        "region changed: Azure Oblast (iso)",
    ]


def test_articles_change_come_and_go(site):
    """An article says in which languages it changed; a missing or new one is named."""
    site.append("content/articles/first-report.en.md", "\nMore was invented.\n")
    assert sentences(site) == ["Blue Oblast: article changed: An invented report (English)"]
    for lang in ("en", "ru"):
        old = site.root / f"content/articles/first-report.{lang}.md"
        shutil.move(old, site.root / f"content/articles/second-report.{lang}.md")
    assert sorted(site.kinds()) == ["article-added", "article-removed"]


def test_a_source_alone(site):
    """A source on which no new figure stands is a change of its own."""
    site.append(SOURCES, "- id: rival\n  title:\n    en: Rival\n")
    assert sentences(site) == ["source document added: Rival"]


def test_a_moved_record_is_no_change(site):
    """Where a record is written, and in which order, changes nothing in public."""
    text = (site.root / SOURCES).read_text(encoding="utf-8")
    rest = "- id: other\n  title:\n    en: Other\n"
    site.append(SOURCES, rest)
    site.commit()
    site.append(f"{BLUE}/sources.yml", text)
    (site.root / SOURCES).write_text(rest, encoding="utf-8")
    assert site.changes() == ()


# --- the command ---


def test_nothing_changes(site):
    """An edit that changes nothing in public says so and ends in exit 0."""
    site.commit()
    site.rewrite(SOURCES, "kind: article\n", "kind:   article\n")
    done = ashyq("diff", "--root", site.root, "--today", TODAY)
    assert (done.returncode, done.stdout) == (0, "nothing changes in public\n")
    assert json.loads(ashyq("diff", "--root", site.root, "--format", "json").stdout) == []


@pytest.mark.parametrize("lang", ["en", "kk", "ky", "ru"])
def test_every_language_says_it(tmp_path, lang):
    """Each language names place and figure in its own words, before, after and target in the same digits."""
    site = shipped(tmp_path / "site")
    site.append(
        f"{BATKEN}/observations.yml",
        "- region: kg/batken\n  indicator: schools-online-by-project\n  date: 2019-06-01\n"
        "  source: batken-online-2019\n  value: 97\n",
    )
    done = ashyq("diff", "--root", site.root, "--today", SHIPPED_TODAY, "--lang", lang)
    assert done.returncode == 0, done.stderr
    names = {"en": "Batken Oblast", "kk": "Баткен облысы", "ky": "Баткен облусу", "ru": "Баткенская область"}
    assert done.stdout.startswith(f"{names[lang]}: ")
    assert "85 → 97" in done.stdout
    assert "143" in done.stdout
    assert "%" not in done.stdout


def test_a_language_that_the_site_lacks(site):
    """Our words are said in the language asked for, and the site's texts as they are."""
    site.append(OBSERVATIONS, NEWER)
    (sentence,) = sentences(site, "ky")
    assert sentence.startswith("Blue Oblast: Invented schools online: ")
    assert "8 → 12" in sentence
    assert "2025-жылдын 1-ноябры" in sentence


def test_json(site):
    """A program gets kind, region, record, before, after, sentence and where the record is written."""
    site.append(OBSERVATIONS, CORRECTION)
    site.rewrite("content/articles/first-report.ru.md", "Чего не считали", "Что не считали")
    done = ashyq("diff", "--root", site.root, "--today", TODAY, "--format", "json")
    figure, article = json.loads(done.stdout)
    assert figure == {
        "kind": "figure-corrected",
        "region": "nowhere/blue-oblast",
        "record": "observations/nowhere/blue-oblast schools-online 2025-02-01 nowhere-gazette",
        "before": "8",
        "after": "9",
        "sentence": sentences(site)[0],
        "path": OBSERVATIONS,
        "line": 18,
    }
    assert (article["path"], article["line"]) == ("content/articles/first-report.ru.md", 1)


def test_markdown_keeps_words_as_words(site):
    """In a comment nothing of the data becomes markup, and the base is named."""
    site.rewrite(REGION, "  en: Blue Oblast", '  en: "*Blue* <b>Oblast</b>"')
    done = ashyq("diff", "--root", site.root, "--today", TODAY, "--format", "markdown")
    assert done.stdout == (
        "### What changes in public\n\n"
        r"- region, text changed: \*Blue\* &lt;b&gt;Oblast&lt;/b&gt; \(English\)"
        f"\n\nCompared with: `{site.head[:12]}`\n"
    )


def test_an_older_state_that_is_not_whole_is_named(site):
    """What could not be read of the base is said beside the changes."""
    site.append(SOURCES, "- id: old\n  title:\n    en: Old\n  colour: red\n")
    site.commit()
    site.rewrite(SOURCES, "  colour: red\n", "")
    done = ashyq("diff", "--root", site.root, "--today", TODAY)
    assert "has 1 fault under today's rules" in done.stderr
    done = ashyq("diff", "--root", site.root, "--today", TODAY, "--format", "markdown")
    assert "Not compared, because of faults under today's rules: 1" in done.stdout
