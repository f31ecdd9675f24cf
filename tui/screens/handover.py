"""The handover on the screen, to be read through and kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from ingest.domain.handover import Handover
from ingest.duty_desk import DutyDesk
from ingest.errors import MashError
from tui.screens.on_duty import OnDuty, ask_for
from tui.screens.raw_message import SourceLines
from tui.text import clean
from tui.widgets.strips import KeyBar

if TYPE_CHECKING:
    pass

SHIFT = timedelta(hours=8)
_LONGEST = timedelta(days=7)


class HandoverScreen(OnDuty[None]):
    """What the next shift must know, as of now: asked once, and again when the shift's start moves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save('text')", "Save text", tooltip="Save it as text"),
        Binding("P", "save('pdf')", "As PDF", tooltip="Save it as a PDF"),
        Binding("comma", "shift(1)", "Earlier", tooltip="Begin an hour earlier"),
        Binding("full_stop", "shift(-1)", "Later", tooltip="Begin an hour later"),
        Binding("question_mark", "app.keys", "Help"),
        Binding("escape,q", "go_back", "Back"),
    ]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._length = SHIFT

    def compose(self) -> ComposeResult:
        yield Static(Text(" Shift handover"), classes="screen--title")
        yield SourceLines()
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(SourceLines).focus()
        self._look()

    def _look(self) -> None:
        ask_for(self, self._question(None), self._show, self._not_shown)

    def _question(self, written_as: str | None) -> Callable[[DutyDesk], Handover]:
        now = self.duty.clock.now()
        since = now - self._length
        return lambda desk: desk.handover(since, now, written_as=written_as)

    def _show(self, handover: Handover) -> None:
        from ingest.report.handover import text

        self.query_one(SourceLines).show([clean(line) for line in text(handover).splitlines()])

    def _not_shown(self, error: MashError) -> None:
        self.query_one(SourceLines).show([f"NOT SHOWN: {clean(error.sentence)}"])

    def _refused(self, error: MashError) -> None:
        self.duty.notify(clean(error.sentence), severity="error", markup=False)

    def action_shift(self, hours: int) -> None:
        length = self._length + timedelta(hours=hours)
        if timedelta(hours=1) <= length <= _LONGEST:
            self._length = length
            self._look()

    def action_save(self, form: str) -> None:
        """Keep it in a file of the officer's own, also where this screen is left meanwhile."""
        self.duty.line.ask(self._question(form), lambda handover: self._keep(handover, form), self._refused)

    def _keep(self, handover: Handover, form: str) -> None:
        from ingest.owner_only import write_new
        from ingest.report.handover import document, text

        path = self._folder / _file_name(handover.at, form)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new(
                path, document(handover) if form == "pdf" else clean(text(handover), multiline=True).encode()
            )
        except (OSError, MashError) as error:
            said = error.sentence if isinstance(error, MashError) else f"{self._folder} cannot be made."
            self.duty.notify(clean(said), severity="error", markup=False)
            return
        self.duty.notify(clean(f"Kept in {path}, for your eyes only."), markup=False)

    def action_go_back(self) -> None:
        self.dismiss(None)


def handover_folder() -> Path:
    """Where the officer's handovers are kept."""
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state, "mash", "handovers")


def _file_name(at: datetime, form: str) -> str:
    return f"handover-{at:%Y%m%d-%H%M%S}Z.{'pdf' if form == 'pdf' else 'txt'}"
