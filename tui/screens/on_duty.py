"""What the screens of the duty desk have in common: the app that they stand in, by its own type; answers that
come in their own turn; and a way out that takes away no other screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.widget import Widget

from ingest.duty_desk import DutyDesk
from ingest.errors import MashError

if TYPE_CHECKING:
    from tui.app import DutyApp

_Result = TypeVar("_Result")
_Told = TypeVar("_Told")


class OnDuty(Screen[_Result]):
    """A screen of the duty desk. A modal one names `ModalScreen` first: Textual styles it by its first base."""

    @property
    def duty(self) -> DutyApp:
        """The app, with its desk line, its clock, and what it hides."""
        return duty_of(self)

    @property
    def stands(self) -> bool:
        """Whether all of it is there and it was not left: what is in it may be asked for."""
        return self.is_mounted and self.is_running and self in self.duty.screen_stack

    def dismiss(self, result: _Result | None = None) -> AwaitComplete:
        """Leave this screen, once. Textual takes away whatever lies on top: of a key that is pressed twice in
        one go the second would take the screen below too, and where there is none, end the dashboard."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


def duty_of(part: Widget) -> DutyApp:
    """The app in which `part` stands."""
    return cast("DutyApp", part.app)  # Textual knows it as an app of any kind


def ask_for(
    part: Widget,
    question: Callable[[DutyDesk], _Told],
    answer: Callable[[_Told], None],
    refused: Callable[[MashError], None],
) -> None:
    """Ask the desk for what `part` shows. What it says is heard in the part's own turn, as its messages are:
    once all that it is made of is there, and never while it is being taken away."""

    def heard(told: _Told) -> None:
        part.call_later(answer, told)

    def heard_no(error: MashError) -> None:
        part.call_later(refused, error)

    duty_of(part).line.ask(question, heard, heard_no)
