"""Rows of boxes, ticks and typed marks, beside their labels or in cells of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from parsers.assembly.pieces import Answer, Ask, Piece, Say, joined
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.turns import TRI_WORDS
from parsers.blocks import TICKED, UNTICKED

_MARKED_OPTION: Final = re.compile(rf"(.+?)\s*+[✓✔√✗xX{TICKED}]")


def marks_one(row: list[Placed]) -> bool:
    """A question with a mark in one of the cells beside it, and nothing in the others."""
    marks = [cell for cell in row[1:] if cell.kind is not Kind.EMPTY]
    return row[0].kind is not Kind.EMPTY and len(marks) == 1 and is_marked(marks[0])


def is_marked(cell: Placed) -> bool:
    """Whether a cell is chosen, by a mark or by a yes in it."""
    words = cell.answer.text.strip()
    return (cell.boxes and TICKED in words) or is_tick(words) or words.casefold() == "yes"


def is_tick(words: str) -> bool:
    """Whether words are nothing but a mark that people tick with."""
    return words.strip().casefold() in {"x", "×", "✓", "✔", "√", "/", "tick", "ticked", TICKED}


def options_apart(live: list[Placed]) -> bool:
    """Whether each cell is an option, and those chosen have a mark behind them: "Yes ✔ | No"."""
    words = [cell.answer.text.strip() for cell in live]
    found = [_MARKED_OPTION.fullmatch(text) for text in words]
    bare = [mark[1] if mark else text for mark, text in zip(found, words)]
    return len(live) > 1 and any(found) and all(text.casefold() in TRI_WORDS for text in bare)


def told_by_marks(row: list[Placed], live: list[Placed]) -> list[Piece] | None:
    """What a row of boxes, ticks or options says; `None` where it is none. `live` are its cells with words."""
    asked = _asked_with_marks(row)
    if asked is not None:
        return [asked]
    if options_apart(live):
        return [offered(live)]
    return list(ticks(live)) if boxes_apart(live) else None


def _asked_with_marks(row: list[Placed]) -> Ask | None:
    """ "Parent told? | Yes | ✓ | No | ": a question, and behind each of its options a cell for the mark."""
    options, marks = row[1::2], row[2::2]
    if len(options) < 2 or len(options) != len(marks) or row[0].kind not in (Kind.LABEL, Kind.TEXT):
        return None
    if not all(cell.answer.text.strip().casefold() in TRI_WORDS for cell in options):
        return None
    if not all(cell.kind is Kind.EMPTY or is_marked(cell) for cell in marks):
        return None
    words = " ".join(
        f"{TICKED if is_marked(mark) else UNTICKED} {option.answer.text.strip()}"
        for option, mark in zip(options, marks, strict=True)
    )
    return Ask(row[0].label, replace(options[0].answer, text=words))


def offered(live: list[Placed]) -> Say:
    """The options of a row as one answer."""
    return Say(joined((_with_its_box(cell) for cell in live), " "), boxed=True)


def _with_its_box(cell: Placed) -> Answer:
    """An option with its box before it."""
    words = cell.answer.text.strip()
    marked = _MARKED_OPTION.fullmatch(words)
    return replace(cell.answer, text=f"{TICKED} {marked[1]}" if marked else f"{UNTICKED} {words}")


def boxes_apart(live: list[Placed]) -> bool:
    """Whether boxes have cells of their own, beside the cells of their labels."""
    alone = [cell for cell in live if cell.boxes and len(cell.answer.text.strip()) == 1]
    labels = [cell for cell in live if not cell.boxes]
    return (
        bool(alone)
        and len(labels) >= len(alone)
        and len(live) > 1
        and not (len(live) == 2 and live[0].kind is Kind.LABEL)
    )


def ticks(live: list[Placed]) -> Iterator[Piece]:
    """A row of boxes and labels as one text; a question before them keeps its answer."""
    first, rest = live[0], live[1:]
    if first.kind is Kind.LABEL and len(rest) > 1 and rest[0].boxes != rest[1].boxes and len(rest) % 2 == 0:
        yield Ask(first.label, joined((cell.answer for cell in rest), " "))
    else:
        yield Say(joined((cell.answer for cell in live), " "), boxed=True)
