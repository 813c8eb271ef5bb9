"""What an edit changes in public: two states of the site on one day, and a sentence for each change."""

from .change import Change
from .every import changes_between
from .words import Speaker

__all__ = ["Change", "Speaker", "changes_between"]
