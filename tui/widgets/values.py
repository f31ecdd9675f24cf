"""A record as values that can be copied: each with its label, in the words that stand on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

from ingest.views import Detail
from tui.widgets.record_lines import Item, Line, Page
from tui.widgets.whole_record import write_record

_UNBROKEN: Final = 1_000_000  # cells


class _Values(Page):
    """Keeps what is told with a label, and of the rest nothing."""

    drawn: ClassVar[bool] = False

    def __init__(self, now: datetime) -> None:
        super().__init__(_UNBROKEN, now)
        self.found: list[tuple[str, str]] = []
        self._under = ""

    def heading(self, text: str) -> None:
        self._under = text

    def entry(
        self,
        label: str,
        value: str | None,
        role: str = "",
        *,
        beside: str = "",
        item: Item | None = None,
        personal: bool = True,
    ) -> None:
        del role, beside, item, personal
        if value:
            self.found.append((f"{self._under}: {label}", value))

    def write(self, text: str, role: str = "", *, item: Item | None = None, indent: int = 0) -> None:
        del indent
        if text and not role and item is None:
            self.found.append((self._under, text))

    def spans(self, *spans: tuple[str, str], item: Item | None = None) -> None:
        del item
        self.lines.append(Line(spans))


def values_of(detail: Detail, now: datetime) -> list[tuple[str, str]]:
    """Each value of a record behind its heading and label, in the order in which they stand."""
    page = _Values(now)
    write_record(page, detail, blanks=False)
    return page.found
