"""All changes between two states, figures first."""

from __future__ import annotations

from ..progress.state import State
from .change import Change, Comparison
from .contacts import contact_changes
from .figures import figure_changes
from .promises import promise_changes
from .records import article_changes, record_changes


def changes_between(before: State, after: State) -> tuple[Change, ...]:
    """What reads differently in public; both states are taken on the same day."""
    case = Comparison(before, after)
    figures = tuple(figure_changes(case))
    told = frozenset(name for change in figures for name in change.also)
    rest = (promise_changes(case, told), contact_changes(case), record_changes(case, told))
    return (*figures, *(change for group in rest for change in group), *article_changes(case))
