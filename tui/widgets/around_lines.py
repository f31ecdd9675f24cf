"""What stands around a record, as lines: notes on it, and others that may be about the same child."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rich.cells import cell_len

from ingest.views import MOST_AWAITED_TOLD, ChildHistory, Note, Row, TimelineEntry
from tui.text import HIDDEN_NAME, clean, fit, fit_label
from tui.times import moment, moment_in_column, time_left
from tui.widgets.record_lines import NoteItem, Page, RecordItem, key_words

REFERENCE = 13
STATUS = 28
LABEL, LONGEST_LABEL = 14, 28
HAPPENED_TO = 16  # cells for the reference of the record that something happened to
CUT = 300  # characters: more than any line holds


def write_notes(page: Page, notes: Iterable[Note]) -> None:
    """What officers wrote, oldest first; nothing where nobody wrote."""
    written = list(notes)
    if not written:
        return
    page.heading("Notes")
    for note in written:
        item = NoteItem(note.id)
        page.write(f"{moment(note.at, page.now)}  {clean(note.by)}", "label", item=item)
        page.write(page.hidden(note.text, personal=True), item=item, indent=2)


def write_awaited_by(page: Page, calls: Iterable[Row]) -> None:
    """Calls of an email's sender whose form it may be, or tell of."""
    waiting = list(calls)
    if not waiting:
        return
    page.heading("Its sender rang before and owes a form: this may be about it")
    for row in waiting[:MOST_AWAITED_TOLD]:
        due = time_left(row.at, row.due_at, page.now, may_have_come=True).words if row.due_at else ""
        label = HIDDEN_NAME if page.private else clean(row.label[:CUT])
        words = "  ·  ".join((clean(row.reference[:CUT]), label, f"form due: {due}"))
        page.spans((fit(words, page.width) if page.drawn else words, "soon"), item=RecordItem(row.key))
    if len(waiting) > MOST_AWAITED_TOLD:
        page.write("and others that are due later", "quiet")


def write_alike(page: Page, alike: Iterable[Row]) -> None:
    """Others that may be about the same child: pointed out, never joined."""
    others = list(alike)
    if not others:
        return
    page.heading("May be the same child: compare before you rely on it")
    for row in others:
        if page.drawn:
            words = fit(row_words(row, page.now, private=page.private, width=page.width), page.width)
        else:
            words = row_words(row, page.now, private=page.private)
        page.spans((words, ""), item=RecordItem(row.key))


def audit_lines(
    entries: Iterable[TimelineEntry], now: datetime, *, private: bool, in_columns: bool = True
) -> list[str]:
    """Events of the audit chain, a clean line each; where names are hidden so are reasons."""
    told = moment_in_column if in_columns else moment
    return [
        f"{told(entry.at, now)}  "
        + clean(entry.words.partition(":")[0] if private else f"{entry.words}{_what(entry)}")
        for entry in entries
    ] or ["nothing is told of it"]


def happening_lines(
    history: ChildHistory, now: datetime, *, private: bool, in_columns: bool = True
) -> list[str]:
    """What happened, a clean line each, oldest first. Reasons are hidden where names are."""
    lines = []
    for one in history.happenings:
        reference, words = clean(one.reference), one.words.partition(":")[0] if private else one.words
        if in_columns:
            at, reference = moment_in_column(one.at, now), fit(reference, HAPPENED_TO)
        else:
            at = moment(one.at, now)
        lines.append("  ".join((at, reference, clean(words))))
    return lines


def _what(entry: TimelineEntry) -> str:
    return f"   [{entry.action}]"


def row_words(row: Row, now: datetime, *, private: bool, width: int | None = None) -> str:
    """A record as one clean line: what it is, when, about whom, how it stands, from whom. In columns where it
    is to stand in `width` cells, else whole."""
    label = HIDDEN_NAME if private else clean(row.label[:CUT])
    words = HIDDEN_NAME if private else clean(row.from_words[:CUT])
    reference = clean(row.reference[:CUT] or key_words(row.key))
    at, status = moment(row.at, now), clean(row.status[:CUT])
    if width is not None:
        at = moment_in_column(row.at, now)
        room = width - REFERENCE - cell_len(at) - STATUS - 8  # for the names, with four gaps
        label = fit_label(label, max(LABEL, min(LONGEST_LABEL, room // 3)))
        reference, status = fit(reference, REFERENCE), fit(status, STATUS)
    return "  ".join((reference, at, label, status, words))
