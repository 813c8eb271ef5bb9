"""Every component keeps its contract, in every example and in both languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from babel.messages.pofile import read_po
from jinja2 import UndefinedError
from markupsafe import Markup

from tests.theme.drawn import (
    COMPONENTS,
    EXAMPLES,
    LANGUAGES,
    PARTS,
    THEME,
    classes_in,
    drawing_of,
    drawn,
    elements,
    environment,
    gallery,
    name_of,
    page_tree,
    text_of,
    tree_of,
)
from tests.theme.test_stylesheet import UNSTYLED, stylesheet_classes
from transparency.gallery import draw, type_named
from transparency.languages.catalogues import catalogue_path
from transparency.pages.wording import KIND_WORDS, STATUS_SHAPES, STATUS_TONES, STATUS_WORDS
from transparency.progress.status import Status
from transparency.theme import macro_of

MARKUP = "<b>&\"'"
LARGEST = "999\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}999,9"
ALWAYS = {"default", "longest words", "markup in text", "largest number"}
FORBIDDEN_ELEMENTS = ("script", "style", "meter", "progress", "iframe", "img")
WITHOUT_A_BAR = ("number without a whole", "unknown", "not applicable", "withheld")

by_component = pytest.mark.parametrize("name", COMPONENTS)
by_language = pytest.mark.parametrize("lang", LANGUAGES)
by_example = pytest.mark.parametrize(
    ("name", "example"), [pytest.param(*each, id="-".join(each)) for each in EXAMPLES]
)


# --- contracts ---


def test_each_component_has_one_contract():
    """Every component has a contract beside it, and every contract a component."""
    assert {file.stem for file in PARTS.glob("*.html")} == {file.stem for file in PARTS.glob("*.yml")}


@by_component
def test_params_are_the_macros_arguments(name):
    """A contract names the arguments of the macro, in their order."""
    macro = macro_of(environment("kk"), name)

    assert list(macro.arguments) == [param.name for param in COMPONENTS[name].params]


@by_component
def test_params_name_types_that_exist(name):
    """The type of each argument is a view or a plain type."""
    for param in COMPONENTS[name].params:
        type_named(param.type)


@by_component
def test_a_missing_argument_fails(name):
    """A required argument that is left out stops the build, and any other may be left out."""
    component = COMPONENTS[name]
    given = component.arguments("default", LANGUAGES["kk"])
    for param in component.params:
        rest = {key: value for key, value in given.items() if key != param.name}
        if param.required:
            with pytest.raises(UndefinedError):
                draw(environment("kk"), name, rest)
        else:
            draw(environment("kk"), name, rest)


@by_component
def test_a_misspelt_argument_fails(name):
    """An argument that the macro does not know stops the build."""
    given = COMPONENTS[name].arguments("default", LANGUAGES["kk"])
    with pytest.raises(TypeError, match="misspelt"):
        draw(environment("kk"), name, given | {"misspelt": ""})


def test_a_misspelt_field_fails():
    """A field that the view does not know is refused, with the example's place."""
    wrong = replace(COMPONENTS["tag"], examples={"wrong": {"tag": {"txt": "a", "shape": "disc done"}}})
    with pytest.raises(ValueError, match=r"tag\.yml, example 'wrong': 'txt' is not one of text, shape"):
        wrong.arguments("wrong", LANGUAGES["kk"])


@by_component
def test_help_is_one_sentence(name):
    """What a component and its arguments are for is said in one sentence each."""
    component = COMPONENTS[name]
    for text in (component.help, *(param.help for param in component.params)):
        assert re.fullmatch(r"[A-Z][^.]*\.", text), text


@by_component
def test_examples_show_the_hard_cases(name):
    """Each component is shown at its usual, longest, emptiest, most hostile and largest."""
    examples = set(COMPONENTS[name].examples)

    assert examples >= ALWAYS
    assert any(example.startswith(("empty", "unknown")) for example in examples)


@by_component
@by_language
def test_longest_words_are_long(name, lang):
    """The longest example holds a word of at least 25 letters."""
    words = re.findall(r"\w+", text_of(tree_of(drawn(name, "longest words", lang))))

    assert len(max(words, key=len)) >= 25


@by_component
@by_language
def test_largest_number_is_drawn_whole(name, lang):
    """The largest number keeps its digits and its no-break spaces; a telephone number has fifteen digits."""
    text = "".join(tree_of(drawn(name, "largest number", lang)).itertext())

    assert (LARGEST if name != "contacts" else "+999 999 999 999 999") in text


@by_language
def test_messages_in_examples_are_in_the_catalogue(lang):
    """A message that an example says is one that the site says too."""
    with catalogue_path(THEME / "translations", lang).open("rb") as file:
        known = {message.id for message in read_po(file)}
    said = {message for component in COMPONENTS.values() for message in messages_in(component.examples)}

    assert said - known == set()


def messages_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.keys() == {"say"}:
            yield value["say"]
        for each in value.values():
            yield from messages_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from messages_in(each)


# --- every example ---


@by_example
@by_language
def test_example_is_clean_html(name, example, lang):
    """Every example is drawn, and a strict parser finds no fault in its HTML."""
    tree_of(drawn(name, example, lang))


@by_example
@by_language
def test_example_obeys_the_content_policy(name, example, lang):
    """No component brings scripts, inline styles, event handlers, foreign pictures or a progress role."""
    tree = tree_of(drawn(name, example, lang))

    assert not elements(tree, *FORBIDDEN_ELEMENTS)
    for one in tree.iter():
        assert one.get("style") is None
        assert one.get("role") != "progressbar"
        assert not [attribute for attribute in one.keys() if attribute.startswith("on")]  # noqa: SIM118


@by_example
@by_language
def test_classes_are_styled(name, example, lang):
    """Every class that a component gives has a rule in the stylesheet, or a reason to have none."""
    assert classes_in(tree_of(drawn(name, example, lang))) - stylesheet_classes() <= UNSTYLED.keys()


@by_component
@by_language
def test_markup_in_text_is_inert(name, lang):
    """Text that looks like markup stays text: it adds no element and no attribute."""
    component = COMPONENTS[name]
    example = component.examples["markup in text"]
    harmless = replace(component, examples={"harmless": replaced(example, MARKUP, "мәтін")})
    hostile_tree = tree_of(drawn(name, "markup in text", lang))
    harmless_tree = tree_of(drawing_of(harmless, "harmless", LANGUAGES[lang]))

    assert skeleton(harmless_tree) == skeleton(hostile_tree)
    assert MARKUP in text_of(hostile_tree)


def replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Mapping):
        return {key: replaced(each, old, new) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(replaced(each, old, new) for each in value)
    return value.replace(old, new) if isinstance(value, str) else value


def skeleton(tree) -> list[tuple]:
    return [(one.tag, sorted(one.keys())) for one in tree.iter()]


@by_language
def test_ids_are_unique_on_a_page(lang):
    """With every example on one page no id stands twice, and every label finds its id."""
    tree = page_tree(gallery()[f"{lang}/index.html"])
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    labels = [one.get("aria-labelledby") for one in tree.iter() if one.get("aria-labelledby")]

    assert sorted(set(ids)) == sorted(ids)
    assert set(labels) <= set(ids)


# --- tables ---


@pytest.mark.parametrize("example", COMPONENTS["table"].examples)
@by_language
def test_table_has_a_caption_and_scoped_heads(example, lang):
    """A table says what it is about, and each head which way it heads."""
    tree = tree_of(drawn("table", example, lang))
    (table,) = elements(tree, "table")

    assert text_of(elements(table, "caption")[0])
    assert name_of(table[0]) == "caption"
    assert {head.get("scope") for head in elements(elements(table, "thead")[0], "th")} == {"col"}
    for row in elements(table, "tr")[1:]:
        assert [name_of(cell) for cell in row] == ["th"] + ["td"] * (len(row) - 1)
        assert row[0].get("scope") == "row"


@by_language
def test_wide_table_scrolls_by_keyboard(lang):
    """The box around a table can take the focus and has the caption as its name."""
    box = tree_of(drawn("table", "many columns", lang))[0]

    assert (box.get("role"), box.get("tabindex")) == ("group", "0")
    assert box.get("aria-label") == text_of(elements(box, "caption")[0])


# --- bars ---


@pytest.mark.parametrize("example", COMPONENTS["bar"].examples)
@by_language
def test_drawing_of_a_bar_is_silent(example, lang):
    """The drawing is hidden from screen readers and takes its lengths from attributes."""
    for drawing in elements(tree_of(drawn("bar", example, lang)), "svg"):
        assert (drawing.get("aria-hidden"), drawing.get("focusable")) == ("true", "false")
        assert drawing.get("width") and drawing.get("height")
        for part in elements(drawing, "rect"):
            assert 0 <= float(part.get("width").rstrip("%")) <= 100


@pytest.mark.parametrize("example", COMPONENTS["bar"].examples)
@by_language
def test_bar_is_said_before_it_is_drawn(example, lang):
    """The figure, its date and a link to its source stand in words beside the drawing."""
    tree = tree_of(drawn("bar", example, lang))
    bar = tree[0]
    names = [name_of(one) for one in bar]
    source = elements(tree, "a")[1]

    assert names[:2] == ["h3", "p"]
    assert text_of(bar[1])
    assert source.get("href")
    assert text_of(bar[0][0]) in text_of(source)


@pytest.mark.parametrize("example", WITHOUT_A_BAR)
@by_language
def test_number_without_a_whole_has_no_bar(example, lang):
    """Where there is no share there is no drawing."""
    assert not elements(tree_of(drawn("bar", example, lang)), "svg")


@by_language
@pytest.mark.parametrize(
    ("example", "number_first"),
    [
        ("share of a whole", {"kk": False, "ru": True}),
        ("over plan", {"kk": False, "ru": True}),
        ("less is better, from a baseline", {"kk": True, "ru": True}),
        ("promised, nothing reported", {"kk": True, "ru": True}),
        ("number without a whole", {"kk": True, "ru": True}),
    ],
)
def test_figure_stands_in_the_order_of_the_language(lang, example, number_first):
    """Kazakh says the whole before its part, and every language a number before the noun it counts."""
    figure = figure_of(example, lang)

    assert (figure[0].get("class") == "bar__n") is number_first[lang]


def figure_of(example: str, lang: str):
    """The words of a bar's figure as they are seen."""
    paragraphs = elements(tree_of(drawn("bar", example, lang)), "p")
    return next(one for one in paragraphs if one.get("class") == "bar__figure")


@by_language
def test_nothing_reported_is_not_drawn_as_zero(lang):
    """A promise without a figure is an empty outline and zero an empty track; they share no part."""
    promised = [
        classes_in(tree_of(drawn("bar", example, lang)))
        for example in COMPONENTS["bar"].examples
        if example.endswith("nothing reported")
    ]
    zero = classes_in(tree_of(drawn("bar", "zero", lang)))

    assert len(promised) == 2
    assert all("e" in classes and not {"t", "d"} & classes for classes in promised)
    assert {"t", "d"} <= zero
    assert "e" not in zero


@by_language
def test_zero_unknown_not_applicable_and_withheld_differ(lang):
    """Four ways of having no amount are four different displays."""
    displays = {
        text_of(figure_of(example, lang)) for example in ("zero", "unknown", "not applicable", "withheld")
    }

    assert len(displays) == 4


@by_language
def test_tick_stands_where_progress_should_be(lang):
    """The tick of the expected pace is drawn at its percentage, and only where a pace is expected."""
    ticks = {
        example: [
            part.get("x")
            for part in elements(tree_of(drawn("bar", example, lang)), "rect")
            if part.get("class") == "k"
        ]
        for example in ("expected pace", "progress to a target")
    }

    assert ticks == {"expected pace": ["62.5%"], "progress to a target": []}


# --- tags ---


@by_language
def test_tag_examples_are_the_words_of_the_site(lang):
    """The tags in the gallery are the statuses and kinds of wording.py, word for word and shape for shape."""
    language, component = LANGUAGES[lang], COMPONENTS["tag"]
    statuses = {
        f"status {status.value}": (
            language.say(STATUS_WORDS[status]),
            f"{STATUS_SHAPES[status]} {STATUS_TONES.get(status, 'plain')}",
        )
        for status in Status
    }
    kinds = {f"kind {kind}": (language.say(word), "kind plain") for kind, word in KIND_WORDS.items()}
    tags = {example: component.arguments(example, language)["tag"] for example in component.examples}
    shown = {
        example: (tag.text, tag.shape)
        for example, tag in tags.items()
        if example.startswith(("status ", "kind "))
    }

    assert statuses | kinds == shown


@by_language
def test_each_status_has_a_word_of_its_own(lang):
    """The seventeen statuses have seventeen words, so that no colour is needed to tell them apart."""
    words = {text_of(tree_of(drawn("tag", f"status {status.value}", lang))) for status in Status}

    assert len(words) == len(Status) == 17


@pytest.mark.parametrize("status", Status)
def test_each_status_has_a_shape(status):
    """Beside the word every status has a shape, and then a tone."""
    (tag,) = tree_of(drawn("tag", f"status {status.value}", "kk"))
    base, shape, tone = tag.get("class").split()

    assert ("tag", f"tag--{STATUS_SHAPES[status]}") == (base, shape)
    assert tone in {"tag--plain", "tag--done", "tag--wait", "tag--late"}


def test_each_status_has_a_shape_of_its_own():
    """No two statuses share a shape, so that neither colour nor a word in a strange language is needed."""
    assert len(set(STATUS_SHAPES.values())) == len(Status)


# --- words of another language ---


@pytest.mark.parametrize(
    "name", [name for name, one in COMPONENTS.items() if "words of another language" in one.examples]
)
@by_language
def test_words_of_another_language_are_marked(name, lang):
    """Words in a language that is not the page's carry their own."""
    tree = tree_of(drawn(name, "words of another language", lang))

    assert [one for one in tree.iter() if one.get("lang") == "ky" and text_of(one)]


def test_prose_alone_takes_html():
    """HTML comes in by one argument of one component, named html; everything else is text."""
    takes_html = {
        name
        for name, component in COMPONENTS.items()
        for example in component.examples
        if any(isinstance(value, Markup) for value in flat(component.arguments(example, LANGUAGES["kk"])))
    }

    assert takes_html <= {"prose", "section"}


def flat(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        children = value.values()
    elif isinstance(value, tuple):
        children = value
    elif hasattr(value, "__dataclass_fields__"):
        children = (getattr(value, name) for name in value.__dataclass_fields__)
    else:
        yield value
        return
    for child in children:
        yield from flat(child)
