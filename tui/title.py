"""The terminal's title: what waits, for whoever has something else in front. It names nobody."""

from __future__ import annotations

from ingest.views import Counts

NAME = "MASH duty desk"


def title(counts: Counts | None, is_well: bool) -> str:
    """Such as "3 OVERDUE, MASH duty desk". Where the board cannot be relied on it says so first: a calm title
    would tell that all is well."""
    told = [] if is_well else ["LOOK AT THE BOARD"]
    if counts is not None and counts.overdue:
        told.append(f"{counts.overdue:,} OVERDUE")
    if counts is not None and counts.clocks_overdue:
        told.append(f"{counts.clocks_overdue:,} RUN OUT")
    return ", ".join((*told, NAME))
