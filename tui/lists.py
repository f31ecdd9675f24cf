"""The board's lists in their order, and what each is called: on its tab, above a count, by the commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.views import MOST_FOUND, Held, Row, Sort, View

# Each with its words, and its words where there is little room.
VIEWS: tuple[tuple[View, str, str], ...] = (
    (View.AWAITING, "Awaiting form", "Awaiting"),
    (View.UNMATCHED, "Unmatched forms", "Unmatched"),
    (View.ATTENTION, "Needs attention", "Unread"),
    (View.NO_FORM, "No form", "No form"),
    (View.MATCHED, "Matched", "Matched"),
    (View.DECISIONS, "Decisions due", "Due"),
    (View.CLOCKS, "Statutory clocks", "Clock"),
)
# The key of each: 7 to 9 show what stands beside the lists.
VIEW_KEYS = dict(zip((view for view, _, _ in VIEWS), "1234560", strict=True))
# What a list is sorted by.
SORT_WORDS = {
    Sort.DUE: "time left",
    Sort.RECEIVED: "when received",
    Sort.CHILD: "child",
    Sort.AGENCY: "agency",
    Sort.HOLDER: "who has it",
    Sort.RATING: "rating",
}
# Whose alone it shows.
HELD_WORDS = {Held.MINE: "yours", Held.NOBODYS: "nobody's"}
_WORDS = {view: words for view, words, _ in VIEWS}
_ONE = {View.UNMATCHED: "unmatched form", View.DECISIONS: "decision due", View.CLOCKS: "statutory clock"}


def counted(count: int, view: View) -> str:
    """Such as "3 awaiting form" or "1 decision due"."""
    words = _WORDS[view].lower()
    return f"{count} {_ONE.get(view, words) if count == 1 else words}"


def found_words(found: Sequence[Row]) -> str:
    """How many records a search found, and where there may be more of a kind than it tells of."""
    kinds = Counter(row.key.partition(":")[0] for row in found)
    if max(kinds.values(), default=0) < MOST_FOUND:
        return f"{len(found)} found"
    return f"{len(found)} found, the newest {MOST_FOUND} of a kind: more words leave fewer"
