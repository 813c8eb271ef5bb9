"""Code of the site itself: a filter, and a count of the pages that are rendered."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
RENDERED = HERE / "rendered.log"


def shout(text: str) -> str:
    """Depends on its text, and on a file that the settings name."""
    return text.upper() + (HERE / "words" / "mark.txt").read_text().strip()


def tick(page: str) -> str:
    """Write down that a page is being rendered. It is called pure, so that it can count what is spared."""
    with RENDERED.open("a") as log:
        log.write(f"{page}\n")
    return ""
