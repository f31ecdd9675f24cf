"""The board's lists in their order, and what each is called: on its tab, above a count, by the commands."""

from __future__ import annotations

from ingest.views import View

# Each with its words, and its words where there is little room.
VIEWS: tuple[tuple[View, str, str], ...] = (
    (View.AWAITING, "Awaiting form", "Awaiting"),
    (View.UNMATCHED, "Unmatched forms", "Unmatched"),
    (View.ATTENTION, "Needs attention", "Unread"),
    (View.NO_FORM, "No form", "No form"),
    (View.MATCHED, "Matched", "Matched"),
    (View.DECISIONS, "Decisions due", "Due"),
)
_WORDS = {view: words for view, words, _ in VIEWS}


def counted(count: int, view: View) -> str:
    """Such as "3 awaiting form"."""
    return f"{count} {_WORDS[view].lower()}"
