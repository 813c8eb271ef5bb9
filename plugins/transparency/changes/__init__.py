"""What an edit or the calendar changes in public: two states of the site, a sentence for each change."""

from .calendar import calendar_changes
from .change import Change
from .every import changes_between
from .words import Speaker

__all__ = ["Change", "Speaker", "calendar_changes", "changes_between"]
