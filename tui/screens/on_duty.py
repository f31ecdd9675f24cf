"""What the screens of the duty desk have in common: the app that they stand in, by its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

if TYPE_CHECKING:
    from tui.app import DutyApp

_Result = TypeVar("_Result")


class OnDuty(Screen[_Result]):
    """A screen of the duty desk."""

    @property
    def duty(self) -> DutyApp:
        """The app, with its desk line, its clock, and what it hides."""
        return cast("DutyApp", self.app)  # Textual knows it as an app of any kind
