"""Articles, pages, lists and feeds of a Pelican site that is not ours: spared, and always right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.incremental.pond_site import ENVIRONMENT, Pond

POSTS = "content/posts"
TEMPLATES = "theme/templates"


@pytest.fixture(scope="module")
def still(tmp_path_factory, pelicans) -> Pond:
    """A pond that is built and left as it was found."""
    site = Pond(tmp_path_factory.mktemp("still") / "pond", pelicans)
    site.made()
    return site


def test_an_unchanged_site_renders_nothing(still):
    """When nothing has changed no template is rendered, no article read, no file written or removed."""
    again = still.made()
    assert again.rendered == ()
    assert (again.made, again.read, again.written, again.removed) == (0, 0, 0, 0)
    assert again.files == len(still.files())


def test_it_is_what_pelican_makes(still):
    """The plugin changes nothing in what Pelican makes of a site."""
    assert still.files() == still.plain()


def test_without_the_index_all_is_rendered(still):
    """Asked for a clean build, nothing remembered is believed, and still nothing needs to be written."""
    clean = still.made(INCREMENTAL_CLEAN=True)
    assert (clean.spared, clean.written) == (0, 0)
    assert len(clean.rendered) == len(set(clean.rendered)) > 20


EDITS: dict[str, tuple[Callable[[Pond], None], set[str] | None]] = {
    "a text": (
        lambda pond: pond.replace(f"{POSTS}/heron.md", "all this", "all that"),
        {"the-heron.html", "index.html", "author/heron.html", "category/posts.html"},
    ),
    "a page": (
        lambda pond: pond.replace("content/pages/pond.md", "deep", "shallow"),
        {"pages/the-pond.html"},
    ),
    "a hidden page": (
        lambda pond: pond.replace("content/pages/reed.md", "rustles", "sings"),
        {"pages/the-reed.html"},
    ),
    "a draft": (
        lambda pond: pond.replace(f"{POSTS}/draft.md", "sure", "certain"),
        {"drafts/a-toad-perhaps.html"},
    ),
    "what an article includes": (
        lambda pond: pond.add(f"{POSTS}/carp.txt", "It is younger than the pond.\n"),
        {"the-carp.html", "index3.html", "author/heron3.html", "category/posts3.html"},
    ),
    "a template": (
        lambda pond: pond.replace(f"{TEMPLATES}/tag.html", "<h1>", "<h1>#"),
        {f"tag/{name}.html" for name in ("frog", "green", "newt", "bird")},
    ),
    "a title of a page in each menu": (
        lambda pond: pond.replace("content/pages/pond.md", "The pond", "The lake"),
        None,
    ),
    "a title": (lambda pond: pond.replace(f"{POSTS}/brown.md", "brown frog", "red frog"), None),
    "a tag": (lambda pond: pond.replace(f"{POSTS}/newt.md", "Tags: newt", "Tags: newt, frog"), None),
    "a date": (lambda pond: pond.replace(f"{POSTS}/newt.md", "2026-01-05", "2024-01-05"), None),
    "a translation's title": (lambda pond: pond.replace(f"{POSTS}/green.ru.md", "Зел", "Жел"), None),
    "the address of what is linked": (
        lambda pond: pond.replace(f"{POSTS}/heron.md", "Title:", "Slug: grey\nTitle:"),
        None,
    ),
    "what was linked in vain": (
        lambda pond: pond.add(f"{POSTS}/stork.md", "Title: Stork\nDate: 2020-01-01\n\nRare.\n"),
        None,
    ),
    "a new name": (
        lambda pond: pond.at(f"{POSTS}/brown.md").rename(pond.at(f"{POSTS}/brownish.md")),
        None,
    ),
    "a draft comes out": (lambda pond: pond.replace(f"{POSTS}/draft.md", "draft", "published"), None),
    "an attached file": (lambda pond: pond.add(f"{POSTS}/croak.txt", "quack"), set()),
    "an attached file's article moves": (
        lambda pond: pond.replace(f"{POSTS}/green.md", "Slug:", "Save_as: far/green.html\nUrl: far/\nSlug:"),
        None,
    ),
    "a picture": (lambda pond: pond.add("content/images/leaf.svg", "<svg/>"), set()),
    "a style": (lambda pond: pond.add("theme/static/pond.css", "body {}"), set()),
    "an included template": (lambda pond: pond.replace(f"{TEMPLATES}/parts/foot.html", "All", "Much"), None),
    "an imported macro": (lambda pond: pond.replace(f"{TEMPLATES}/parts/macros.html", '" m"', '" ft"'), None),
    "a template looked for in vain": (lambda pond: pond.add(f"{TEMPLATES}/parts/banner.html", "Hi"), None),
    "what the settings read": (lambda pond: pond.add("words/depth.json", '{"metres": 4}'), None),
    "a template that overlays one": (lambda pond: pond.add("overrides/parts/foot.html", "over"), None),
    "a setting": (lambda pond: pond.replace("pelicanconf.py", '"The pond"', '"A pond"'), None),
    "a setting for lists": (
        lambda pond: pond.replace("pelicanconf.py", "DEFAULT_PAGINATION = 2", "DEFAULT_PAGINATION = 1"),
        None,
    ),
    "a setting for summaries": (
        lambda pond: pond.replace("pelicanconf.py", "DEFAULT_PAG", "SUMMARY_MAX_LENGTH = 2\nDEFAULT_PAG"),
        None,
    ),
    "what a filter reads": (lambda pond: pond.add("words/mark.txt", "?"), None),
    "code": (lambda pond: pond.replace("helpers.py", "upper", "lower"), None),
    "what is linked goes": (lambda pond: pond.at(f"{POSTS}/heron.md").unlink(), None),
}


@pytest.fixture(scope="module")
def edited(tmp_path_factory, pelicans) -> Pond:
    """A pond that is edited again and again."""
    site = Pond(tmp_path_factory.mktemp("edited") / "pond", pelicans)
    site.made()
    return site


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_it_is_as_if_built_anew(edited, edit):
    """Whatever is edited, what is built then is what a clean build makes; no page is rendered in vain."""
    change, expected = EDITS[edit]
    before = edited.files()
    change(edited)

    after = edited.made()

    assert edited.files() == edited.clean() != before
    if expected is not None:
        assert set(after.rendered) == expected


def test_an_edit_that_keeps_size_and_time_is_seen(pond):
    """Files are known by their bytes, not by their times."""
    path = pond.at(f"{POSTS}/heron.md")
    status = path.stat()
    pond.replace(f"{POSTS}/heron.md", "all this", "all that")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert pond.made().read == 1
    assert b"all that" in pond.files()["the-heron.html"]


def test_a_failing_template_leaves_the_output(pond):
    """A template that fails is named with its line; the output stays whole, and mended all is right."""
    before = pond.files()
    pond.replace(f"{TEMPLATES}/tag.html", "<h1>", "\n{{ 1 / 0 }}<h1>No. ")

    failed = pond.build()

    assert failed.code == 2 and f"{TEMPLATES}/tag.html:3: ZeroDivisionError" in failed.said
    assert pond.files() == before
    pond.replace(f"{TEMPLATES}/tag.html", "{{ 1 / 0 }}", "")
    pond.made()
    assert pond.files() == pond.clean() != before


@pytest.mark.parametrize("moment", ["while staging", "while publishing"])
def test_a_killed_build_is_mended(pond, moment):
    """A build that is killed leaves something that the next one puts right."""
    pond.replace("pelicanconf.py", '"The pond"', '"A pond"')
    if moment == "while publishing":
        program = (
            "import os, incremental.tree as tree; publish = tree.Tree.publish; left = [9]\n"
            "def dying(self, path):\n"
            "    left.append(left.pop() - 1)\n"
            "    return publish(self, path) if left[0] else os.kill(os.getpid(), 9)\n"
            "tree.Tree.publish = dying\n"
        )
    else:
        program = (
            "import os; from pelican import signals\n"
            "def dying(*_, **__): os.kill(os.getpid(), 9)\n"
            "signals.page_writer_finalized.connect(dying)\n"
        )
    program += "import pelican; pelican.main([])"
    environment = {**ENVIRONMENT, "PYTHONPATH": ENVIRONMENT["POND_PLUGINS"]}
    before = pond.files()
    killed = subprocess.run([sys.executable, "-c", program], cwd=pond.folder, env=environment)
    assert killed.returncode == -signal.SIGKILL
    assert (pond.files() == before) == (moment == "while staging")

    pond.made()

    assert pond.files() == pond.clean() != before
    assert pond.made().rendered == ()


@pytest.mark.parametrize("way", ["flipped", "cut", "foreign", "gone", "older"])
def test_a_damaged_index_is_not_believed(edited, way):
    """An index that is damaged, foreign or of an earlier run may cost time, never truth."""
    path, raw, before = f"{POSTS}/draft.md", edited.index.read_bytes(), edited.files()
    edited.replace(path, "Nobody", f"{way}, nobody")
    edited.made()
    damaged = {
        "flipped": raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
        "cut": raw[:50],
        "foreign": b"{}" * 99,
        "older": raw,
    }
    edited.index.unlink() if way == "gone" else edited.index.write_bytes(damaged[way])
    edited.replace(path, f"{way}, nobody", "Nobody")
    edited.made()
    assert edited.files() == before


@pytest.mark.parametrize("way", ["written", "deleted", "stray"])
def test_a_touched_output_is_mended(still, way):
    """Whatever somebody did to the output, the next build puts right."""
    before = still.files()
    page = still.output / "the-newt.html"
    if way == "deleted":
        page.unlink()
    else:
        (page if way == "written" else page.with_name("stray.html")).write_text("I was here")
    still.made()
    assert still.files() == before


def test_a_function_nobody_vouches_for_is_asked_again(pond):
    """What depends on the clock or on chance is rendered each time, unless the site calls it pure."""
    pond.add(f"{TEMPLATES}/page.html", "{{ [1, 2, 3]|random }} {{ now() }}")
    pond.replace("helpers.py", "def shout", "def now():\n    return 1\n\n\ndef shout")
    pond.replace("pelicanconf.py", '{"tick"', '{"now": helpers.now, "tick"')
    pond.made()
    again = pond.made("-v")
    assert again.made == 2 and "pages/the-reed.html is made anew each time" in again.said


def test_an_undeclared_filter_spares_nothing(pond):
    """A filter can read anything: where the site does not call it pure, its templates are rendered."""
    pond.replace("pelicanconf.py", '["shout", "tick"]', '["tick"]')
    pond.made()
    again = pond.made()
    assert len(again.rendered) == len(set(again.rendered)) > 20


PLUGINS = {
    "changes what was written": (
        "signals.content_written.connect(squeeze)\n\n\n"
        "def squeeze(path, context):\n"
        "    from pathlib import Path\n"
        "    text = Path(path).read_text('utf-8')\n"
        "    Path(path).write_text(text.replace('\\n', ' '), 'utf-8')\n"
    ),
    "changes what is written": (
        "signals.article_generator_write_article.connect(sign)\n\n\n"
        "def sign(generator, content):\n"
        "    content._content += f'<p>{len(generator.articles)}</p>'\n"
    ),
    "gathers at the end": (
        "signals.finalized.connect(gather)\n\n\n"
        "def gather(pelican):\n"
        "    from pathlib import Path\n"
        "    out = Path(pelican.output_path)\n"
        "    names = sorted(path.name for path in out.rglob('*.html'))\n"
        "    (out / 'all.txt').write_text(' '.join(names))\n"
    ),
    "relates articles": (
        "signals.article_generator_finalized.connect(relate)\n\n\n"
        "def relate(generator):\n"
        "    for article in generator.articles:\n"
        "        article.title += f' of {len(generator.articles)}'\n"
    ),
}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_other_plugins_do_their_work(pond, plugin):
    """A plugin that changes articles, what is written, or gathers all of it, does so as in a clean build."""
    connecting, _, code = PLUGINS[plugin].partition("\n")
    pond.add("other.py", f"from pelican import signals\n\n{code}\n\ndef register():\n    {connecting}\n")
    pond.replace("pelicanconf.py", '["incremental"]', '["incremental", "other"]')
    pond.made()
    assert pond.made().written == 0
    pond.add(f"{POSTS}/stork.md", "Title: Stork\nDate: 2020-01-01\n\nRare.\n")
    pond.made()
    assert pond.files() == pond.clean()
    assert pond.files() == pond.plain(PLUGINS=["other"])


def test_relative_addresses(pond):
    """Where addresses are relative, each page has its own; all holds as well."""
    pond.made(RELATIVE_URLS=True)
    assert pond.made(RELATIVE_URLS=True).rendered == ()
    pond.replace(f"{POSTS}/heron.md", "all this", "all that")
    pond.made(RELATIVE_URLS=True)
    assert pond.files() == pond.clean(RELATIVE_URLS=True) == pond.plain(RELATIVE_URLS=True)


def test_the_order_of_three_translations_is_one(pond):
    """Pelican reads files in the order of a set; what is built has one order all the same."""
    for lang in ("ky", "kk", "de"):
        text = f"Title: {lang}\nDate: 2025-05-01\nSlug: green\nLang: {lang}\n\n{lang}\n"
        pond.add(f"{POSTS}/green.{lang}.md", text)
    pond.made()
    assert pond.files() == pond.clean() == pond.clean()


def test_what_is_retained_stays(pond):
    """What OUTPUT_RETENTION names is left alone, down to its empty folders."""
    (pond.output / ".git" / "refs").mkdir(parents=True)
    (pond.output / ".git" / "HEAD").write_text("ref: refs/heads/main")
    pond.replace(f"{POSTS}/heron.md", "all this", "all that")
    pond.made()
    assert (pond.output / ".git" / "refs").is_dir() and (pond.output / ".git" / "HEAD").is_file()


def test_a_folder_of_somebody_else_is_refused(still):
    """An output folder that was not made here is not touched."""
    foreign = still.at("letters")
    still.add("letters/one.txt", "dear")
    refused = still.build("-o", str(foreign))
    assert refused.code == 2 and "was not made by this program" in refused.said
    assert [path.name for path in foreign.iterdir()] == ["one.txt"]


def test_pelican_that_watches_spares_as_well(pond):
    """`pelican --autoreload` builds again in one process, and leaves what a later process believes."""
    command = [sys.executable, "-m", "pelican", "-r"]
    watching = subprocess.Popen(command, cwd=pond.folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    page = pond.output / "the-heron.html"
    try:
        for word in ("that", "those"):
            deadline = time.monotonic() + 20
            while word.encode() not in page.read_bytes() and time.monotonic() < deadline:
                pond.add(f"{POSTS}/heron.md", f"Title: The heron\nDate: 2026-03-01\n\nIt writes {word}.\n")
                time.sleep(0.5)
    finally:
        watching.kill()
        watching.communicate()
    assert b"those" in page.read_bytes()
    pond.made()
    assert pond.files() == pond.clean()
