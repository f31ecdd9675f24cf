"""Screens that open over the board: each has a key and a line in the palette and the help.

A screen of its own is one more row here: what opens it is imported when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.app import DutyApp


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is what configuration calls it, `words` what officers read, `open` makes the screen."""

    name: str
    key: str
    words: str
    open: Callable[[DutyApp], Screen[Any]]


def _insights(app: DutyApp) -> Screen[Any]:
    from tui.screens.insights import last_weeks

    return last_weeks(app)


def _handover(app: DutyApp) -> Screen[Any]:
    from tui.screens.handover import HandoverScreen, handover_folder

    del app
    return HandoverScreen(handover_folder())


PLACES: tuple[Place, ...] = (
    Place("insights", "I", "Insights", _insights),
    Place("handover", "H", "Shift handover", _handover),
)
