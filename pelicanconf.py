"""Settings of the site for Pelican. Facts about the site itself stand in data/site.yml."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "plugins"))

import transparency  # noqa: E402, F401  (Pelican only logs a plugin that fails to load; this line stops)

TRANSPARENCY_ROOT = str(HERE)
TRANSPARENCY_TODAY = None
TRANSPARENCY_OPERATOR = ""

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "themes" / "transparency")
PLUGIN_PATHS = [str(HERE / "plugins")]
PLUGINS = ["transparency"]

SITENAME = "Ashyq Aimaq"
SITEURL = ""
TIMEZONE = "Asia/Bishkek"
DEFAULT_LANG = "en"

# Our plugin reads the articles and makes every page. What is switched off here is Pelican's own.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
FEED_ATOM = FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Docutils knows neither Kazakh nor Kyrgyz and would warn at every start.
READERS = {"rst": None}
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}

# A template that does not exist. Our plugin takes it from the list; a build without our plugin fails.
DIRECT_TEMPLATES = ["transparency-plugin-did-not-run"]


def _jinja_environment() -> dict:
    from jinja2 import StrictUndefined

    return {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
        "undefined": StrictUndefined,
        "extensions": ["jinja2.ext.i18n"],
    }


JINJA_ENVIRONMENT = _jinja_environment()
