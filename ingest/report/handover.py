"""A handover as text for a screen or a file, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ingest.domain.clocks import LONDON
from ingest.domain.handover import Handover, OpenItem, OpenList
from ingest.report.paper import Paper

_TITLE = "MASH duty desk: shift handover"
_KEEP = "Special-category data: for the next shift only. Destroy it when the shift is over."
_WIDTHS = (3, 2, 5, 4, 5, 3)
_MOST_LETTERS = 100  # of an agency, as its form wrote it
_COLUMNS = ("record", "child", "from", "due", "status", "who has it")


def text(handover: Handover) -> str:
    """The handover in plain lines."""
    return "\n".join(_lines(handover)) + "\n"


def document(handover: Handover) -> bytes:
    """The handover as a PDF, made at its own time."""
    paper = Paper(_TITLE, _KEEP, handover.at, landscape=True)
    paper.words(_span(handover), 10)
    paper.words(_health(handover), 10)
    for each in handover.lists:
        paper.heading(_head(each))
        paper.table(_COLUMNS, [_cells(item, handover.at) for item in each.items], _WIDTHS)
    paper.heading("Who has what")
    paper.words("\n".join(_held(handover)))
    paper.heading("What was done in this shift")
    paper.words("\n".join(_done(handover)))
    paper.heading("Notes of this shift")
    paper.words("\n".join(_notes(handover)) or "none")
    return paper.file()


def _lines(handover: Handover) -> Iterator[str]:
    yield from (_TITLE, _span(handover), _health(handover), _KEEP)
    for each in handover.lists:
        yield from ("", _head(each))
        yield from (f"  {_line(item, handover.at)}" for item in each.items)
    for title, lines in (
        ("Who has what", _held(handover)),
        ("What was done in this shift", _done(handover)),
        ("Notes of this shift", _notes(handover) or ["none"]),
    ):
        yield from ("", title)
        yield from (f"  {line}" for line in lines)


def _span(handover: Handover) -> str:
    return f"{_at(handover.since, handover.at)} to {_at(handover.at, handover.at)} (London), handed over by {handover.by}"


def _health(handover: Handover) -> str:
    return f"{'!! ' if handover.alarm else ''}The worker: {handover.worker}"


def _head(each: OpenList) -> str:
    more = each.total - len(each.items)
    return f"{each.title}: {each.total}" + (f" ({more} of them are not listed here)" if more > 0 else "")


def _line(item: OpenItem, now: datetime) -> str:
    name, child, of, due, status, holder = _cells(item, now)
    of = " ".join(of.split())
    of = of if len(of) <= _MOST_LETTERS else f"{of[:_MOST_LETTERS]}…"
    parts = (name, child, of, due, status, f"with {holder}" if holder else "")
    return "  ".join(part for part in parts if part)


def _cells(item: OpenItem, now: datetime) -> tuple[str, ...]:
    due = f"due {_at(item.due_at, now)}" if item.due_at else ""
    return item.name, item.child, item.of, due, item.status, item.holder or ""


def _held(handover: Handover) -> list[str]:
    return [f"{holder}: {', '.join(names)}" for holder, names in handover.held] or [
        "nobody has claimed anything"
    ]


def _done(handover: Handover) -> list[str]:
    lines = []
    for done in handover.done:
        lines.append(f"{done.by}:")
        for words, count, names in done.acts:
            more = ", …" if count > len(names) else ""
            lines.append(f"  {count} {words} ({', '.join(names)}{more})")
    return lines or ["nothing"]


def _notes(handover: Handover) -> list[str]:
    return [
        f"{_at(note.at, handover.at)}  {note.name}  {note.by}: {' '.join(note.text.split())}"
        for note in handover.notes
    ]


def _at(at: datetime, now: datetime) -> str:
    """A time in London; with its year where that is not the handover's own."""
    local = at.astimezone(LONDON)
    year = "" if local.year == now.astimezone(LONDON).year else f"/{local:%Y}"
    return f"{local:%a %d/%m}{year} {local:%H:%M}"
