"""How many records of a list each agency has; one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ingest.views import AgencyCount
from tui.screens.asking import AskChoice
from tui.text import clean, fit
from tui.times import span

NAME = 26


def agency_line(counted: AgencyCount, now: datetime) -> str:
    """Such as "Testshire Police      12    3 overdue    oldest 4 d 02 h"."""
    late = f"{counted.overdue:,} overdue" if counted.overdue else ""
    name = fit(clean(counted.agency or "no agency known"), NAME)
    return f"{name} {counted.count:>5,}  {late:>13}  oldest {span(now - counted.oldest_at)}"


class Agencies(AskChoice[str]):
    """Dismissed with an agency (the empty text: of none that is known)."""

    def __init__(self, agencies: Sequence[AgencyCount], now: datetime) -> None:
        total = sum(counted.count for counted in agencies)
        super().__init__(
            f"Which agency? {_counted(total, 'record')} of {_counted(len(agencies), 'agency', 'agencies')}",
            [(agency_line(counted, now), counted.agency or "") for counted in agencies],
            wide=True,
        )


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
