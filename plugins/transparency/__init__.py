"""Facts in YAML, articles in Markdown, a public transparency site out: Ashyq Aimaq's Pelican plugin."""


def register() -> None:
    """Pelican's entry: connect our generator. Imported late, so that the domain needs no Pelican."""
    from .adapter import connect

    connect()
