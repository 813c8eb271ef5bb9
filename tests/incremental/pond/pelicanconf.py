"""A tiny site about a pond: what Pelican itself can make of it, with every kind of page and link."""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import helpers  # noqa: E402

SITENAME = "The pond"
SITEURL = "https://pond.example"
TIMEZONE = "Asia/Bishkek"
LOCALE = ["C"]
DEFAULT_LANG = "en"
AUTHOR = "Heron"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_TEMPLATES_OVERRIDES = ["overrides"]
ARTICLE_PATHS = ["posts"]
STATIC_PATHS = ["images"]
TEMPLATE_PAGES = {"src/map.html": "map.html"}
DEFAULT_PAGINATION = 2
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
FEED_ALL_RSS = "feeds/all.rss.xml"
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"
DELETE_OUTPUT_DIRECTORY = True
OUTPUT_RETENTION = [".git"]
MENUITEMS = [("Water", "/water")]

PLUGIN_PATHS = [os.environ["POND_PLUGINS"], str(HERE)]
PLUGINS = ["incremental"]
INCREMENTAL_DEPENDS = ["../words"]
INCREMENTAL_PURE = ["shout", "tick"]

# The words of the pond lie beside the content, where only this file and its helpers look for them.
JINJA_FILTERS = {"shout": helpers.shout}
JINJA_GLOBALS = {"tick": helpers.tick, "depth": json.loads((HERE / "words" / "depth.json").read_text())}
