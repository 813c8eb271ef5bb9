"""Each language in its own letters, each word in one script, and nothing that cannot be seen."""

import pytest

from tests.checking.test_bad_inputs import ARTICLE, BASE, TODAY, problems_in, rewrite, site
from tests.programs import ROOT
from transparency.checking import load_site
from transparency.checking.letters import mended
from transparency.checking.passages import Passage, passages_of
from transparency.checking.words import check_words
from transparency.loading.files import Found, Origin
from transparency.loading.problems import SEVERITY
from transparency.loading.signs import faults_of_signs, unseen_in
from transparency.loading.strict_yaml import Document
from transparency.model.site import AllowedWord
from transparency.model.text import Record, Text

__all__ = ["site"]


NOWHERE = Origin("data/x.yml", (), Document({}, {}, {}))


class Note(Record):
    """A record of one text."""

    text: Text


def written(lang: str, text: str) -> Found:
    return Found("notes", Note(text={lang: text}), NOWHERE)


def allowed(word: str, *languages: str) -> AllowedWord:
    return AllowedWord(word=word, languages=languages)


def rules_of(lang: str, text: str, *words: AllowedWord) -> list[str]:
    return [problem.rule for problem in check_words(passages_of([written(lang, text)], ()), words)]


# --- letters ---


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("ky", "ѳткѳрүү"),
        ("ky", "Кѳк"),
        ("ky", "ӧкмөт"),
        ("ky", "жаӊы"),
        ("ky", "қала"),
        ("ky", "ауылұ"),
        ("ky", "білім"),
        ("ky", "әкім"),
        ("kk", "ѳмір"),
        ("kk", "жаҥа"),
        ("kk", "ҝала"),
        ("kk", "їс"),
        ("ru", "өкмөтү"),
        ("ru", "Түркістан"),
        ("ru", "місто"),
        ("ru", "ЖАҢЫ"),
    ],
)
def test_a_letter_of_another_language_is_an_error(lang, word):
    """A Cyrillic letter that is not in a language's alphabet does not stand in its texts."""
    assert rules_of(lang, f"1 {word}, 2") == ["foreign-letter"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", "Қазақстан: әрбір ауылда өз үні, құқығы және ең жаңа һәм көне ісі бар."),
        ("ky", "Кыргызстан: ар бир айылда өз үнү жана жаңы иши бар, объект, цирк, съезд, ёлка."),
        ("ru", "Съешь же ещё этих мягких французских булок, да выпей чаю."),
        ("en", "The quick brown fox, naïve café, KOICA’s Wi-Fi, 4G and COVID-19."),
        ("ru", "KOICA, Wi-Fi, COVID-19, 4G-связь, PDF-файл, 10 Мбит/с, lib.kg, https://ru.example.org/а-b"),
        ("kk", "KOICA-ның, Wi-Fi-ды, `n`, `SUM(n)`, [сөздік](page:about/glossary/)"),
        ("ru", "за́мок и замо́к, № 5, «кавычки», 5 °C, 20 м², ½"),
        ("de", "Łódź, Straße, œuvre"),
        ("tg", "Тоҷикистон, ҳақ, ғайр, қӯзӣ"),
    ],
)
def test_a_languages_own_letters_are_right(lang, text):
    """Every letter of an alphabet, foreign names in Latin, numbers, code and addresses are right."""
    assert rules_of(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "word", "meant"),
    [
        ("ky", "ѳткѳрүү", "өткөрүү"),
        ("ky", "ОРДѲ", "ОРДӨ"),
        ("ky", "жаӊы", "жаңы"),
        ("ky", "қала", "кала"),
        ("kk", "республикасi", "республикасі"),
        ("kk", "əкім", "әкім"),
        ("kk", "ɵмір", "өмір"),
        ("ru", "Бишкeк", "Бишкек"),
        ("ru", "MOCКВА", "МОСКВА"),
        ("ru", "Көкшетау", "Кокшетау"),
        ("ru", "Кοстанай", "Костанай"),
        ("en", "Вishkek", "Bishkek"),
        ("en", "inv\N{CYRILLIC SMALL LETTER IE}nted", "invented"),
        ("en", "сору", "copy"),
        ("ru", "Wi\N{CYRILLIC SMALL LETTER A}sh", "Wiash"),
        ("ru", "PDFфайл", None),
        ("ky", "республикасi", None),
    ],
)
def test_the_mended_word_is_offered(lang, word, meant):
    """Where look-alikes make plain what was meant, the check offers the whole word; else it offers none."""
    assert mended(word, lang) == meant


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        *(("ru", "Бишкeк"), ("kk", "республикасi"), ("ky", "Oш"), ("ru", "кmс"), ("ky", "Tалас")),
        *(("en", "Вishkek"), ("en", "Batk\N{CYRILLIC SMALL LETTER IE}n"), ("ru", "PDFфайл"), ("ky", "4Gнин")),
        *(("ru", "Кοстанай"), ("en", "Βishkek"), ("tg", "Tоҷикистон"), ("ru", "а1b")),
    ],
)
def test_a_word_is_in_one_script(lang, word):
    """Latin, Cyrillic and Greek letters do not meet in a word, whatever they look like."""
    assert rules_of(lang, word) == ["mixed-letters"]


@pytest.mark.parametrize("letter", ["a", "c", "o", "y"])
def test_a_lone_latin_letter_among_cyrillic_words_is_a_warning(letter):
    """A Latin letter that looks like a Russian word is hardly ever meant."""
    assert rules_of("ru", f"школы {letter} интернетом") == ["latin-letter"]
    assert rules_of("en", f"schools {letter} Internet") == []


def test_a_cyrillic_word_in_english_is_a_warning():
    """An English text may quote a word, but the word is listed."""
    assert rules_of("en", "the айыл өкмөтү of Leilek") == ["foreign-word", "foreign-word"]


# --- the list of allowed words ---


def test_an_allowed_word_passes():
    """A listed word passes whatever its letters, in small and in capital letters."""
    assert rules_of("ru", "СӨМ и сөм", allowed("СӨМ", "ru")) == []


def test_a_word_is_allowed_only_in_its_languages():
    """A word allowed in one language is still wrong in another; without languages it is allowed in all."""
    assert rules_of("ru", "СӨМ", allowed("СӨМ", "en")) == ["foreign-letter"]
    assert rules_of("ru", "СӨМ", allowed("СӨМ")) == []


def test_only_the_whole_word_is_allowed():
    """A listed word allows none that contains it."""
    assert rules_of("ru", "СӨМдун", allowed("СӨМ")) == ["foreign-letter"]


# --- whole texts ---

RUSSIAN = "Эта область выдумана для проверки, и в ней нет ни одной настоящей школы, одни слова."
KYRGYZ = (
    "Айылдык акиматтарга телефон жана зымсыз интернет орнотуу сунушталган. Сунуш колдоо тапса,"
    " аларды каалаган жаран пайдалана алат."
)


@pytest.mark.parametrize(
    ("lang", "text"), [("ky", RUSSIAN), ("kk", RUSSIAN), ("kk", KYRGYZ)], ids=["ky-ru", "kk-ru", "kk-ky"]
)
def test_a_long_text_in_another_language_is_a_warning(lang, text):
    """Russian in a Kyrgyz field, and Russian or Kyrgyz in a Kazakh one, are told by their letters."""
    assert rules_of(lang, text) == ["other-language"]
    assert rules_of(lang, text[:50]) == []


def test_a_long_kyrgyz_text_needs_no_letter_of_its_own():
    """Kyrgyz is often written without ң, ө and ү; only Russian's small words show that it is Russian."""
    assert rules_of("ky", KYRGYZ) == []


def test_what_may_be_right_is_no_error():
    """What the letters only make likely is a warning."""
    rules = ("foreign-word", "latin-letter", "other-language")
    assert {SEVERITY[rule] for rule in rules} == {"warning"}


# --- where texts stand ---


def test_every_language_of_every_text_is_read(site):
    """No text of a site escapes the check: titles, nouns in all their forms, names, lines of articles."""
    checked = load_site(site, TODAY)
    texts = {(p.field, p.lang) for p in passages_of(checked.found, ())}
    assert {("Unit.counted", "ru"), ("Site.name", "en"), ("SiteLanguage.name", None)} <= texts
    assert {("Level.plural", "ru"), ("Observation.formula", None), ("Licence.name", None)} - texts == {
        ("Observation.formula", None)
    }


def test_a_spelling_kept_as_printed_is_left_alone(site):
    """What a source printed is kept letter for letter, also where it is wrong."""
    region = site / "data/regions/nowhere/region.yml"
    rewrite(region, "level: country", "level: country\nprinted: Нигдѳния")
    assert problems_in(site) == ()


def test_a_plain_field_is_in_letters_we_know(site):
    """A field without languages takes the letters of any of them, but no others."""
    sources = site / "data/sources.yml"
    rewrite(sources, "  kind: article\n", "  kind: article\n  author: Әсел Өмүрова\n")
    assert problems_in(site) == ()
    rewrite(sources, "Өмүрова", "Ѳмүрова")
    assert [problem.rule for problem in problems_in(site)] == ["foreign-letter"]


def test_an_article_is_faulted_at_the_word(site):
    """In Markdown the line and the column are those of the word itself."""
    rewrite(site / ARTICLE, "Title: An invented", "Title:  An inv\N{CYRILLIC SMALL LETTER IE}nted")
    (problem,) = problems_in(site)
    assert (problem.path, problem.line, problem.column) == (ARTICLE.as_posix(), 1, 12)


def test_columns_in_data_are_those_of_the_text():
    """In YAML a text may be folded or escaped, so that its beginning is all that can be pointed at."""
    passage = Passage("x", "en", "Note.text", "notes", "data/x.yml", (3, 5))
    assert (passage.problem("invisible", 7, seen="x").column) == 5


# --- what cannot be seen ---


@pytest.mark.parametrize(
    "sign",
    [
        *("\u0007", "\u001b", "\u007f", "\u0085", "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d"),
        *("\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060"),
        *("\u2066", "\u2067", "\u2068", "\u2069", "\ufeff", "\ufffd", "\ufff9", "\ue000", "\uf8ff"),
        *("\U000f0000", "\U00100000", "\U000e0041", "\u3164"),
    ],
    ids=lambda sign: f"U+{ord(sign):04X}",
)
def test_a_sign_that_cannot_be_seen_is_refused(sign):
    """Controls, marks of direction, blanks of no width and signs of private use stand in no file."""
    (problem,) = faults_of_signs(f"a: 1\nb: x{sign}y\n", "data/x.yml")
    assert (problem.rule, problem.line, problem.column) == ("invisible", 2, 5)
    assert f"U+{ord(sign):04X}" in problem.message


@pytest.mark.parametrize(
    "text", ["3\u00a0800", "12\u202f500", "👩\u200d🏫", "☀️", "\tx", "ё й ң", "é", "🇰🇬", "—…№«»"]
)
def test_what_can_be_seen_is_right(text):
    """No-break spaces within a text, emoji of several signs and all letters are right."""
    assert list(unseen_in(text)) == []


def test_a_message_shows_what_cannot_be_seen(site):
    """A hidden sign is quoted by its number, so that no report hides or turns what it says."""
    rewrite(site / "data/regions/nowhere/region.yml", "en: Nowhereland", 'en: "No\\u202ewhere"')
    (problem,) = problems_in(site)
    assert "\u202e" not in str(problem) and "U+202E" in str(problem)


@pytest.mark.parametrize(
    "text", ["Title\n=======\nwords\n", "a < b\n>>>>>>>>> x\n", "<<<<<<<x\n", "'<<<<<<<'\n"]
)
def test_a_heading_is_no_mark_of_a_merge(text):
    """Seven equals signs under a title, and longer or shorter rows, are no conflict."""
    assert faults_of_signs(text, "content/x.md") == []


# --- the sites we have ---


@pytest.mark.parametrize(
    ("folder", "today"),
    [(".", "2026-11-22"), ("tests/sites/demo", "2026-06-15"), ("tests/sites/small", "2026-06-15")],
)
def test_our_own_sites_have_no_warnings(folder, today):
    """What we ship and what we invent passes the strict check."""
    assert load_site(ROOT / folder, TODAY.fromisoformat(today)).warnings == ()


def test_the_good_site_has_neither_warnings_nor_notices():
    """What every faulty site departs from gives nothing to ask."""
    checked = load_site(BASE, TODAY)
    assert (checked.warnings, checked.notices) == ((), ())
