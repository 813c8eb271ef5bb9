"""Spares the articles, pages, lists and feeds of any Pelican site that have not changed.

Pelican goes its usual way through the site; it writes into a staging folder, templates and feeds are
asked before they are made, and what differs is published when all has been written. docs/incremental.md
tells how another site uses it, and where its limits are.
"""

from .run import connect

__all__ = ["connect"]
