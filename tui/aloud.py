"""A record in lines that read well aloud: what the dashboard shows of it, without columns and bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar, Final

from ingest.duty_desk import DutyDesk
from ingest.errors import NotFound
from ingest.views import ChildHistory, Detail, TimelineEntry
from tui.email_words import as_it_reads
from tui.text import clean
from tui.widgets.around_lines import audit_lines, happening_lines, row_words
from tui.widgets.record_lines import Item, Line, Page, PartItem, Span
from tui.widgets.whole_record import title_of, write_record

_UNBROKEN: Final = 1_000_000  # cells: a reader breaks lines itself, or reads them on
_GAPS: Final = re.compile(r" +· +| {2,}")


class AloudPage(Page):
    """Lines of a label and its value each, a heading above those that belong together."""

    drawn: ClassVar[bool] = False

    def __init__(self, now: datetime) -> None:
        super().__init__(_UNBROKEN, now)

    def heading(self, text: str) -> None:
        if self.lines:
            self.blank()
        self.lines.append(Line(((f"{text}:", "heading"),)))

    def write(self, text: str, role: str = "", *, item: Item | None = None, indent: int = 0) -> None:
        is_list = role == "label" or isinstance(item, PartItem)  # of several things about one part or note
        super().write(_without_gaps(text) if is_list else text, role, item=item, indent=indent)

    def spans(self, *spans: Span, item: Item | None = None) -> None:
        super().spans((_without_gaps("".join(text for text, _ in spans)), ""), item=item)

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
        shown = self.hidden(value, personal=personal)
        told = f"{label}: {shown}" + (f" ({beside})" if beside else "")
        self.write(told, role, item=item)


def record_aloud(detail: Detail, now: datetime) -> Iterator[str]:
    """Everything about a record, in clean lines."""
    page = AloudPage(now)
    page.spans((title_of(detail, private=False), "strong"))
    write_record(page, detail, blanks=False)
    return (line.text for line in page.lines)


def child_aloud(history: ChildHistory, now: datetime) -> Iterator[str]:
    """All that may be about one child, and what happened to it, in clean lines."""
    yield "May be the same child, compare before you rely on it:"
    for row in history.records:
        yield f"{clean(row.key)}: {_without_gaps(row_words(row, now, private=False))}"
    yield ""
    yield "What happened, oldest first:"
    for line in happening_lines(history, now, private=False, in_columns=False):
        yield _without_gaps(line)


def audit_aloud(entries: Iterable[TimelineEntry], now: datetime) -> Iterator[str]:
    """What the audit chain holds of a record, in clean lines."""
    return (_without_gaps(line) for line in audit_lines(entries, now, private=False, in_columns=False))


def email_aloud(desk: DutyDesk, key: str, now: datetime) -> Iterator[str]:
    """The words of an email, or of the one that a form came in, in clean lines. Raises `NotFound`."""
    kind, _, name = key.partition(":")
    if kind == "referral":
        referral = desk.detail(key).referral
        assert referral is not None
        name = str(referral.message.id)
    elif kind != "message":
        raise NotFound("A call has no email.")
    return (clean(line) for line in as_it_reads(desk, int(name), now).splitlines())


def _without_gaps(text: str) -> str:
    """Text whose columns are parted by commas and no longer by spaces."""
    return _GAPS.sub(", ", text.strip())
