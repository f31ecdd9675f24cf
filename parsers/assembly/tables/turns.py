"""A row of labels and answers in turn, read from the left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from parsers.assembly.lines.inline import looks_like_a_label
from parsers.assembly.pieces import Answer, Ask, Head, Piece, Say, joined
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.somebody import asked_of_somebody
from parsers.blocks import TICKED, UNTICKED
from parsers.boxes import normalise_boxes
from parsers.chosen_look import is_option
from parsers.labels import ROWS, Heading, LabelTables
from parsers.values import blank

TRI_WORDS: Final = frozenset(
    ["yes", "no", "not known", "unknown", "don't know", "nk", "n/k", "n/a", "y", "n", "unsure", "not sure"]
)
CROSSES: Final = frozenset(["x", "✓", "✔", "√", "/", "tick"])


def walk(
    row: list[Placed | Head],
    labels: LabelTables,
    columns: frozenset[int] = frozenset(),
    asking: frozenset[int] = frozenset(),
) -> Iterator[Piece]:
    """A row of labels and answers, from the left.

    Other rows have labels in `columns`, and in `asking` cells that hold a label and its answer.
    """
    label: str | None = None
    values: list[Answer] = []
    if row and isinstance(row[0], Head):
        # Places are counted from the first pair: labels stand at even ones.
        yield row[0]
        row = row[1:]
    row = row[1:] if _is_titled(row) else row
    for index, cell in enumerate(row):
        if isinstance(cell, Head):
            yield cell
            continue
        if label is not None and _asks_unknown(cell, values, index, row, columns):
            yield _ask(label, values)
            label, values = cell.answer.text.strip(), []
            continue
        is_asked = cell.kind is Kind.LABEL and cell.column in asking
        if label is not None and not is_asked and _is_value(cell, label, values, index, labels):
            values.append(cell.answer)
            continue
        if cell.kind in (Kind.LABEL, Kind.INLINE):
            if label is not None:
                yield _over(label, values, cell, labels) or _ask(label, values)
            label, values = None, []
            if cell.kind is Kind.LABEL:
                label = cell.label
            else:
                yield from cell.titled_asks
        elif label is None and cell.kind is Kind.TEXT and not cell.filled and index + 1 < len(row):
            label = cell.answer.text.strip()
        elif label is None and cell.kind is not Kind.EMPTY:
            yield Say(cell.answer, boxed=True)
    if label is not None:
        yield _ask(label, values)


def in_one_cell(row: list[Placed], labels: LabelTables) -> list[Head | Ask]:
    """ "Patient 1 | Tom Vale, DOB ..., NHS ...": a block in one cell, a line to each of its answers."""
    if len(row) != 2:
        return []
    label = row[0].answer.text
    opens = labels.heading(label)
    if opens is None or opens.section not in ("children", "people"):
        return []
    if opens.block and len(row[1].asks) == 1:
        return _with_their_part(row[0], opens, row[1].asks[0], labels)
    asks = asked_of_somebody(row[1].answer, opens.section, labels)
    return [Head(label, opens, 2, row[0].answer.page, row[0].answer.confidence), *asks] if asks else []


def _with_their_part(cell: Placed, opens: Heading, ask: Ask, labels: LabelTables) -> list[Head | Ask]:
    """ "Person 1 | Role: Child": a block of its own, whose answers are that child's, or that parent's."""
    said = ask.answer.text.strip() if ask.answer is not None else ""
    if not _PART.fullmatch(ask.label.strip(" :")) or not said:
        return []
    if _IS_A_CHILD.fullmatch(said):
        return [Head(cell.answer.text, replace(opens, section="children"), 2, cell.answer.page)]
    tie = [Ask("Relationship", ask.answer)] if labels.kin(said) is not None else []
    return [Head(cell.answer.text, opens, 2, cell.answer.page, cell.answer.confidence), *tie]


_PART: Final = re.compile(
    r"(?:role|involvement|status|type|person type|part|relationship|capacity)", re.IGNORECASE
)
_IS_A_CHILD: Final = re.compile(
    r"(?:subject |index |the )?(?:child|young person|yp|juvenile|unborn(?: baby| child)?)(?: (?:subject|victim|at risk))?",
    re.IGNORECASE,
)


def _over(label: str, values: list[Answer], cell: Placed, labels: LabelTables) -> Head | None:
    """ "Child | Name: ...": what stands beside labels with their answers is their heading."""
    if cell.kind is not Kind.INLINE or len(cell.asks) < 2 or any(not value.empty for value in values):
        return None
    opens = labels.heading(label)
    return Head(label, opens, 2) if opens is not None and opens.section in (*ROWS, "referrer") else None


def _is_titled(row: list[Placed | Head]) -> bool:
    """Whether a row's first cell is a title over pairs: "Language | Spoken | Urdu | Written | None"."""
    if len(row) < 5 or len(row) % 2 == 0 or any(isinstance(cell, Head) for cell in row):
        return False
    cells = [cell for cell in row if isinstance(cell, Placed)]
    pairs = cells[1:]
    return (
        cells[0].kind in (Kind.TEXT, Kind.LABEL)
        and not cells[0].filled
        and all(cell.kind is Kind.LABEL for cell in pairs[::2])
        and all(cell.kind in (Kind.TEXT, Kind.EMPTY) for cell in pairs[1::2])
    )


def _asks_unknown(
    cell: Placed, values: list[Answer], index: int, row: list[Placed | Head], columns: frozenset[int]
) -> bool:
    """Whether words that no table knows stand where labels stand, with a place for their answer."""
    if cell.kind is not Kind.TEXT or cell.filled or index % 2 or not values or index + 1 >= len(row):
        return False
    words = cell.answer.text.strip()
    if words.casefold() in TRI_WORDS or words.casefold() in CROSSES or len(words) > _LONGEST_LABEL:
        return False
    if _is_box(words) or _offered_too(words, values):
        return False
    return cell.column in columns or any(not value.empty for value in values)


_LONGEST_LABEL: Final = 120


def _is_value(cell: Placed, label: str, values: list[Answer], index: int, labels: LabelTables) -> bool:
    """Whether a cell belongs to the label before it."""
    if cell.filled or cell.kind is Kind.EMPTY:
        return True
    if cell.kind is Kind.BOXES:
        return True
    words = (cell.answer.text.strip(" \t\n/|") or cell.answer.text.strip()).casefold()
    if words in TRI_WORDS or words in CROSSES or _is_box(words) or _offered_too(words, values):
        return True
    written = any(not value.empty for value in values)
    if cell.kind is Kind.TEXT:
        # An even place after an answer is where the next label would stand.
        return not (written and index % 2 == 0)
    if values:
        return False
    if cell.kind is Kind.INLINE:
        own = cell.has_its_label or looks_like_a_label(cell.answer.text) is not None
        return not own and index % 2 == 1
    # Where this form's labels end in a colon, words without one are an answer.
    colon = label.rstrip().endswith(":") and cell.answer.text.rstrip().endswith(":")
    return (index % 2 == 1 and not cell.bold and not colon) or labels.kin(cell.answer.text) is not None


def _offered_too(words: str, values: list[Answer]) -> bool:
    """ "Gender | Male | Female": another option beside one, with which a question is not answered yet."""
    return bool(values) and is_option(words) and is_option(values[-1].text)


def _ask(label: str, values: list[Answer]) -> Ask:
    values = _without_placeholders(values)
    kept = [value for value in values if not value.empty]
    if len(kept) > 1 and len(kept) == 2 and kept[1].text.strip().casefold() in {"x", "✓", "✔", "√"}:
        return Ask(label, kept[0])
    marked = _typed_mark(kept) or _marked_beside(kept) or _in_boxes(kept)
    return Ask(label, marked or joined(map(_with_box_first, values), "   "))


def _without_placeholders(values: list[Answer]) -> list[Answer]:
    """ "71 Any Street | Click or tap here to enter text.": a second control that nobody used adds nothing."""
    if len(values) < 2:
        return values
    said = [value for value in values if value.empty or blank(value.text) is not None]
    return said if any(not value.empty for value in said) else values[:1]


def _with_box_first(value: Answer) -> Answer:
    """ "YES" over its box in a cell of its own: whichever way the next cell has it, each box keeps its option."""
    text = normalise_boxes(value.text)
    if text.count(TICKED) + text.count(UNTICKED) != 1:
        return value
    mark = TICKED if TICKED in text else UNTICKED
    option = " ".join(text.replace(mark, " ").split())
    return replace(value, text=f"{mark} {option}") if option.casefold() in TRI_WORDS else value


def _is_box(words: str) -> bool:
    """A character, or a part of a date, in a box of its own."""
    return len(words) == 1 or (len(words) <= 4 and words.isdecimal())


def _in_boxes(values: list[Answer]) -> Answer | None:
    """A date in three boxes, or words with a box for each character."""
    words = [value.text.strip() for value in values if value.text.strip() not in ("/", "-", ".")]
    if len(words) < 3 or not all(_is_box(word) for word in words):
        return None
    if len(words) == 3 and all(word.isdecimal() for word in words):
        return replace(joined(values), text="/".join(words))
    if any(len(word) > 1 for word in words):
        return None
    whole = "".join(words)
    if len(whole) == _DATE_DIGITS and whole.isdecimal():
        whole = f"{whole[:2]}/{whole[2:4]}/{whole[4:]}"
    return replace(joined(values), text=whole)


_DATE_DIGITS: Final = 8
_MARKED: Final = re.compile(
    rf"(?P<before>[xX]\b|[✓✔√{TICKED}])?\s*(?P<option>.+?)\s*(?P<mark>\b[xX]|[✓✔√{TICKED}])?"
)


def _marked_beside(values: list[Answer]) -> Answer | None:
    """ "Yes ✓ | No", "✓ Yes | No": options in cells of their own, one of them with a mark beside it."""
    found = [_MARKED.fullmatch(" ".join(value.text.split())) for value in values]
    parts = [(match["option"], match["mark"] or match["before"]) for match in found if match is not None]
    if len(parts) < 2 or len(parts) < len(values) or sum(mark is not None for _, mark in parts) != 1:
        return None
    if not all(option.casefold() in TRI_WORDS for option, _ in parts):
        return None
    at = next(index for index, (_, mark) in enumerate(parts) if mark)
    return replace(values[at], text=parts[at][0])


def _typed_mark(values: list[Answer]) -> Answer | None:
    """ "Yes | X | No | ": the option before or after a typed cross, where each has a cell."""
    words = [value.text.strip() for value in values]
    if len(words) < 3 or sum(word.casefold() in {"x", "✓", "✔", "√"} for word in words) != 1:
        return None
    options = [word for word in words if word.casefold() in TRI_WORDS]
    at = next(index for index, word in enumerate(words) if word.casefold() in {"x", "✓", "✔", "√"})
    if len(options) < 2 or len(options) + 1 != len(words):
        return None
    return values[at - 1] if words[0].casefold() in TRI_WORDS and at else values[at + 1]
