"""A table that holds several: sections one below the other, each of a shape of its own.

Sections are parted by rows of one cell. A section may be turned on its side, or be two that
stand beside each other ("Referrer" | "Child") under headings of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.assembly.cells import Kind, Placed
from parsers.assembly.pieces import Grid, Head
from parsers.assembly.turned import names_blocks, turned
from parsers.labels import Heading, LabelTables

Rows = list[list[Placed]]

_LABELLED = 0.6  # of a half's rows begin with a label


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to be read from the top, after their heading; or a grid that stood on its side."""

    rows: Rows
    head: Head | None = None
    grid: Grid | None = None


def parts_of(rows: Rows, labels: LabelTables) -> Iterator[Part]:
    """The parts of a table, in reading order. Sections of the usual shape stay together."""
    plain: Rows = []
    for banner, body in _sections(rows):
        own = banner + body
        odd = _of_its_own_shape(own, [], labels) or _of_its_own_shape(body, banner, labels)
        if not odd:
            plain += own
            continue
        before, parts = odd
        plain += before
        if plain:
            yield Part(plain)
        plain = []
        yield from parts
    if plain:
        yield Part(plain)


def _sections(rows: Rows) -> Iterator[tuple[Rows, Rows]]:
    """Each row of one cell with what follows it to the next; a row of "Child 1 | Child 2" begins one too."""
    banner: Rows = []
    body: Rows = []
    columns: list[int] = []
    for row in rows:
        here = [cell.column for cell in row]
        begins, ends = row[0].kind is not Kind.LABEL and names_blocks(row), bool(columns) and here != columns
        if body and (len(row) == 1 or begins or ends):
            yield banner, body
            banner, body = [], []
        columns = here if begins else [] if ends else columns
        if len(row) == 1:
            banner.append(row)
        else:
            body.append(row)
    yield banner, body


def _of_its_own_shape(body: Rows, before: Rows, labels: LabelTables) -> tuple[Rows, list[Part]] | None:
    grid = turned(body)
    if grid is not None:
        return before, [Part([], grid=grid)]
    parts = _halves(body, labels) or _aside(body, labels)
    return (before, parts) if parts else None


def _aside(rows: Rows, labels: LabelTables) -> list[Part]:
    """A section of labels and answers down the right of a column table: "Referrer's details"."""
    for at, row in enumerate(rows[:-2]):
        head = row[-1]
        opens = labels.heading(head.answer.text) if len(row) > 2 and head.cell.colspan > 1 else None
        if opens is None or opens.block or head.filled:
            continue
        right = [[cell for cell in below if cell.column >= head.column] for below in rows[at + 1 :]]
        if not _are_labelled(right):
            continue
        left = [[cell for cell in below if cell.column < head.column] for below in rows[at + 1 :]]
        return [
            Part([*rows[:at], row[:-1], *(below for below in left if below)]),
            Part([below for below in right if below], Head(head.answer.text, opens, 2, head.answer.page)),
        ]
    return []


def _halves(rows: Rows, labels: LabelTables) -> list[Part]:
    """Two sections beside each other, each under a heading in the first row."""
    live = [cell for cell in rows[0] if cell.kind is not Kind.EMPTY] if rows else []
    if len(live) < 2 or len(rows) < 3 or any(cell.filled or cell.boxes for cell in live):
        return []
    starts = [cell.column for cell in live]
    inside = [
        [[item for item in row if start <= item.column < end] for row in rows[1:]]
        for start, end in zip(starts, [*starts[1:], 10_000], strict=True)
    ]
    opened = [labels.heading(cell.answer.text) for cell in live]
    if not _are_known(opened) and not _are_set_apart(live, inside):
        return []
    return [
        Part([row for row in half if row], Head(cell.answer.text, opens, 2, cell.answer.page))
        for cell, opens, half in zip(live, opened, inside, strict=True)
    ]


def _are_known(opened: list[Heading | None]) -> bool:
    """Whether each heading opens a section of its own."""
    return len({found.section for found in opened if found}) == len(opened)


def _are_set_apart(heads: list[Placed], halves: list[Rows]) -> bool:
    """Whether wide headings that nobody knows stand over labels with their answers."""
    if any(cell.kind is not Kind.TEXT or cell.cell.colspan < 2 or not cell.bold for cell in heads):
        return False
    return all(_are_labelled(half) for half in halves)


def _are_labelled(half: Rows) -> bool:
    rows = [row for row in half if row]
    labelled = sum(len(row) > 1 and row[0].kind is Kind.LABEL for row in rows)
    return labelled >= 2 and labelled >= _LABELLED * len(rows)
