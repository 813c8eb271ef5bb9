"""Code of the site itself: a filter, and a count of the pages that are rendered."""

from pathlib import Path

RENDERED = Path(__file__).resolve().parent / "rendered.log"


def shout(text: str) -> str:
    return f"{text}!"


def tick(page: str) -> str:
    """Write down that a page is being rendered. It is called pure, so that it can count what is spared."""
    with RENDERED.open("a") as log:
        log.write(f"{page}\n")
    return ""
