"""One row as cells: how wide each column is, and what each says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from ingest.views import AS_IT_COMES, CALL_WAITS, WHICH_PART, Arrangement, Row, Sort, View
from tui.clock_words import status_of
from tui.text import HIDDEN_NAME, clean, fit, fit_label
from tui.times import Urgency, bar, day_in_column, moment_in_column, time_left

GAP, NARROW_GAP = 2, 1
STATUS, LONGEST_STATUS = 14, 24  # "awaiting ○form", "overdue, form suggested"
GUTTER = 1
BAR, NARROW_BAR = 5, 3
NARROW = 100  # cells: below them nothing is spent on looks
LONGEST_TIME = 19  # "OVERDUE 99 h 59 min"
DUE = 16
CUT = 300
# What a status is cut down to where it would not fit otherwise.
SHORTER = (
    ("police protection", "PP"),
    ("return-home interview", "RHI"),
    ("acknowledge and decide", "ack. + decide"),
    ("acknowledge", "ack."),
    ("matched automatically", "automatic"),
    (", form suggested", " ○form"),
    (CALL_WAITS, "○call "),
    ("email to open", "open email"),
    ("no suggestion", "none found"),
    ("awaiting form", "awaiting"),
    ("form received", "form in"),
    # What the time beside it says too.
    ("overdue ○form", "○form"),
    ("due soon ○form", "○form"),
    ("awaiting ○form", "○form"),
    ("AMBER, ", "AMB "),
    ("GREEN, ", "GRN "),
    ("RED, ", "RED "),
    ("open email", "open mail"),
)
_OPENING = re.compile(
    r"^(?:(?:the|an?) (?:\w+ )?(?:document|attachment|email|message|file) (?:is|that) |an? file of an? |it (?:is )?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the columns, in cells. `due` is 0 where there is no room for it."""

    time: int
    due: int
    label: int
    from_words: int
    status: int
    claimed: int
    timed: bool
    gap: int = GAP
    bar: int = BAR


@dataclass(frozen=True, slots=True)
class Cells:
    """What one row says, each at its column's width."""

    time: str
    label: str
    from_words: str
    status: str
    claimed: str
    urgency: Urgency | None


def columns_for(width: int, *, timed: bool, subjects: bool = False) -> Columns:
    """Columns that fill `width` cells; `timed` where the rows have a clock that runs,
    `subjects` where their labels are emails' subjects."""
    # Who rang, and why an email could not be read, are worth more room than the hour at which it is due.
    due = DUE + GAP if timed and width >= (140 if subjects else 116) else 0
    gap, bar = (NARROW_GAP, NARROW_BAR) if width < NARROW else (GAP, BAR)
    time = (bar + 1 + LONGEST_TIME if timed else DUE) + due
    rest = max(20, width - GUTTER - time - 4 * gap)
    claimed = 9 if rest < 60 else 12
    rest -= claimed
    if subjects:
        label, status = rest * 38 // 100, rest * 38 // 100
    else:
        label, status = rest * 30 // 100, min(LONGEST_STATUS, max(STATUS, rest * 26 // 100))
    return Columns(time, due, label, rest - label - status, status, claimed, timed, gap, bar)


def headings(view: View, columns: Columns, arranged: Arrangement = AS_IT_COMES) -> str:
    """The line above the rows; an arrow marks the column that they are sorted by."""
    message = view in {View.ATTENTION, View.NO_FORM}
    clock = {View.AWAITING: "Form due", View.CLOCKS: "Clock ends"}.get(view, "Decision due")
    first = fit(_marked("Received", arranged, Sort.DUE, Sort.RECEIVED), columns.time)
    if columns.timed:
        by_time = _marked(f"{clock} in", arranged, Sort.DUE)
        first = fit(" " * (columns.bar + 1) + by_time, columns.time - columns.due)
        first += fit(f"  {clock}", columns.due) if columns.due else ""
    caller = "Caller" if view in {View.AWAITING, View.CLOCKS} else "From"
    texts = (
        (first, columns.time),
        (_marked("Subject" if message else "Child", arranged, Sort.CHILD), columns.label),
        (_marked(caller, arranged, Sort.AGENCY), columns.from_words),
        (_marked("Why" if message else "Status", arranged, Sort.RATING), columns.status),
        (_marked("Claimed", arranged, Sort.HOLDER), columns.claimed),
    )
    return " " * GUTTER + (" " * columns.gap).join(fit(text, width) for text, width in texts)


def sort_at(x: int, columns: Columns) -> Sort:
    """By what the column at `x` is sorted."""
    widths = (columns.time, columns.label, columns.from_words, columns.status)
    sorts = (Sort.DUE, Sort.CHILD, Sort.AGENCY, Sort.RATING)
    right = GUTTER
    for width, sort in zip(widths, sorts, strict=True):
        right += width + columns.gap
        if x < right:
            return sort
    return Sort.HOLDER


def _marked(words: str, arranged: Arrangement, *sorts: Sort) -> str:
    if arranged.sort not in sorts:
        return words
    return f"{words} {'▴' if arranged.reverse else '▾'}"


def grouped_words(row: Row, before: Row | None) -> str:
    """From whom a row is where rows stand by agency: the agency first, and once only."""
    agency = row.agency or "no agency known"
    caller = row.from_words.removesuffix(row.agency).rstrip(", ")
    if before is not None and before.agency == row.agency:
        return f"  ″ {caller}"
    return f"{agency}: {caller}" if caller else agency


def cells_of(
    row: Row, now: datetime, columns: Columns, *, private: bool, from_words: str | None = None
) -> Cells:
    """`row` as it is shown at `now`; `from_words` in the place of its own."""
    time, urgency = _time(row, now, columns)
    label = HIDDEN_NAME if private else clean(row.label[:CUT])
    told = row.from_words if from_words is None else from_words
    from_words = HIDDEN_NAME if private else clean(told[:CUT])
    return Cells(
        time=time,
        label=fit_label(label, columns.label),
        from_words=_from(from_words, columns.from_words),
        status=_status_of(row, now, columns.status),
        claimed=fit(clean((row.claimed_by or "")[:CUT]), columns.claimed),
        urgency=urgency,
    )


def _from(words: str, width: int) -> str:
    """A sender's name alone where it does not fit with the address: half an address tells nobody anything."""
    name, bracket, _ = words.partition(" <")
    return fit(name if bracket and name and cell_len(words) > width else words, width)


def _status_of(row: Row, now: datetime, width: int) -> str:
    words = clean(status_of(row, now)[:CUT])
    return _status(
        _why(words) if row.key.startswith("message:") and cell_len(words) > width else words, width
    )


def _why(words: str) -> str:
    """Why an email was not read, from the word on that tells it from others: which part it was, and that it is
    a document, stand in the record."""
    waits, told = (
        (CALL_WAITS, words.removeprefix(CALL_WAITS)) if words.startswith(CALL_WAITS) else ("", words)
    )
    return waits + _OPENING.sub("", WHICH_PART.sub("", told))


def _status(words: str, width: int) -> str:
    for long, short in SHORTER:
        if cell_len(words) > width:
            words = words.replace(long, short)
    return fit(words, width)


def _time(row: Row, now: datetime, columns: Columns) -> tuple[str, Urgency | None]:
    if not columns.timed:
        return fit(_at(row.at, now), columns.time), None
    if row.due_at is None:
        return fit(f"came {_at(row.at, now)}", columns.time), None
    since = next((one.started_at for one in row.clocks if one.due_at == row.due_at), row.at)
    left = time_left(since, row.due_at, now, may_have_come=row.may_have_come)
    told = f"due {left.words}" if row.may_have_come and row.due_at <= now else left.words
    words = fit(f"{bar(left.run, columns.bar)} {told}", columns.time - columns.due)
    due = fit("  " + _at(row.due_at, now), columns.due) if columns.due else ""
    return words + due, left.urgency


def _at(at: datetime, now: datetime) -> str:
    words = moment_in_column(at, now)
    return words if cell_len(words) <= DUE else day_in_column(at)
