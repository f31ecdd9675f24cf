"""A table that holds several: sections one below the other, each of a shape of its own.

Sections are parted by rows of one cell. A section may be turned on its side, or be two that
stand beside each other ("Referrer" | "Child") under headings of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.assembly.pieces import Ask, Grid, Head
from parsers.assembly.tables.cells import Kind, Placed
from parsers.assembly.tables.somebody import asked_of_somebody
from parsers.assembly.tables.turned import names_blocks, titled_columns, turned
from parsers.labels import Heading, LabelTables

Rows = list[list[Placed]]

_LABELLED = 0.6  # of a half's rows begin with a label


@dataclass(frozen=True, slots=True)
class Part:
    """Rows to be read from the top, after their heading; or a grid that stood on its side."""

    rows: Rows
    head: Head | None = None
    grid: Grid | None = None
    asks: tuple[Ask, ...] = ()


def parts_of(rows: Rows, labels: LabelTables) -> Iterator[Part]:
    """The parts of a table, in reading order. Sections of the usual shape stay together."""
    for at, row in enumerate(rows):
        long = titled_columns(rows[at:]) if names_blocks(row) else None
        if long is not None:
            grid, taken = long
            yield from parts_of(rows[:at], labels) if at else ()
            yield Part([], grid=grid)
            yield from parts_of(rows[at + taken :], labels) if at + taken < len(rows) else ()
            return
    plain: Rows = []
    for banner, body in _sections(rows):
        own = banner + body
        odd = (
            _turned_under_its_title(banner, body, labels)
            or _of_its_own_shape(own, [], labels)
            or _of_its_own_shape(body, banner, labels)
        )
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


def _turned_under_its_title(banner: Rows, body: Rows, labels: LabelTables) -> tuple[Rows, list[Part]] | None:
    """ "Parents / carers" over "Parent 1 | Parent 2": the title tells whose columns stand below it."""
    title = banner[-1][0] if banner else None
    if title is None or title.filled or labels.heading(title.answer.text, marked=title.bold) is None:
        return None
    grid = turned(body)
    return (banner, [Part([], grid=grid)]) if grid is not None else None


def _of_its_own_shape(body: Rows, before: Rows, labels: LabelTables) -> tuple[Rows, list[Part]] | None:
    grid = turned(body)
    if grid is not None:
        return before, [Part([], grid=grid)]
    parts = _halves(body, labels) or _halves_below(body, labels) or _aside(body, labels)
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
            Part(
                [below for below in right if below],
                Head(head.answer.text, opens, 2, head.answer.page, head.answer.confidence),
            ),
        ]
    return []


def _halves(rows: Rows, labels: LabelTables) -> list[Part]:
    """Two sections beside each other, each under a heading in the first row."""
    live = [cell for cell in rows[0] if cell.kind is not Kind.EMPTY] if rows else []
    if len(live) < 2 or any(cell.filled or cell.boxes for cell in live):
        return []
    if len(live) == len(rows[0]) and len(rows) > 1 and (_are_blocks(live, labels) or _are_told(rows, labels)):
        blocks = _blocks(rows, labels)
        if blocks:
            return blocks
    if len(rows) < 3:
        return []
    starts = [cell.column for cell in live]
    own = rows[1:]
    # Columns that do not stand under their heading to the point part nothing: only a row of one answer does.
    over = next((at for at, row in enumerate(own) if at and _stands_over(row, starts)), len(own))
    own, below = own[:over], own[over:]
    inside = [
        [[item for item in row if start <= item.column < end] for row in own]
        for start, end in zip(starts, [*starts[1:], 10_000], strict=True)
    ]
    opened = [labels.heading(cell.answer.text) for cell in live]
    if not _are_known(opened) and not _are_set_apart(live, inside, opened):
        return []
    halves = [
        Part(
            [row for row in half if row],
            Head(cell.answer.text, opens, 2, cell.answer.page, cell.answer.confidence),
        )
        for cell, opens, half in zip(live, opened, inside, strict=True)
    ]
    return [*halves, *([Part(below)] if below else [])]


def _stands_over(row: list[Placed], starts: list[int]) -> bool:
    """Whether a row's one answer stands in two halves at once: what it says is of neither alone."""
    last = row[-1]
    return len(row) <= 2 and any(last.column < start < last.column + last.cell.colspan for start in starts)


def _halves_below(rows: Rows, labels: LabelTables) -> list[Part]:
    """Two sections beside each other below rows of their own shape: "Child" and "Caller", each over a pair."""
    for at, row in enumerate(rows[:-2]):
        wide = at > 0 and len(row) > 1 and all(cell.cell.colspan > 1 and not cell.filled for cell in row)
        opened = [labels.heading(cell.answer.text) for cell in row] if wide else []
        if len({(found.section, found.number, found.preset) for found in opened if found}) == len(row):
            return [Part(rows[:at]), *_halves(rows[at:], labels)]
    return []


def _are_blocks(heads: list[Placed], labels: LabelTables) -> bool:
    """Whether a row heads one block a column, and nothing else: "Child 1 | Child 2"."""
    opened = [labels.heading(cell.answer.text) for cell in heads]
    told = {(found.section, found.number) for found in opened if found is not None and found.block}
    return len(told) == len(opened) and len({section for section, _ in told}) == 1


def _are_told(rows: Rows, labels: LabelTables) -> bool:
    """Whether sections of their own stand in one cell each, labels and answers on its lines."""
    opened = [labels.heading(cell.answer.text) for cell in rows[0]]
    return (
        _are_known(opened)
        and [cell.column for cell in rows[1]] == [cell.column for cell in rows[0]]
        and all(cell.kind is Kind.INLINE and len(cell.asks) > 1 for cell in rows[1])
    )


def _blocks(rows: Rows, labels: LabelTables) -> list[Part]:
    """Blocks side by side, each cell with labels and answers of its own; then the rows below them."""
    heads = rows[0]
    opened = [opens for cell in heads if (opens := labels.heading(cell.answer.text)) is not None]
    columns: list[list[Ask]] = [[] for _ in heads]
    taken = 1
    for row in rows[1:]:
        told = [_told(cell, opens.section, labels) for cell, opens in zip(row, opened)]
        if [cell.column for cell in row] != [cell.column for cell in heads] or None in told:
            break
        taken += 1
        for column, asks in zip(columns, told, strict=True):
            column += asks or []
    if not any(columns):
        return []
    blocks = [
        Part([], Head(head.answer.text, opens, 2, head.answer.page, head.answer.confidence), asks=tuple(asks))
        for head, opens, asks in zip(heads, opened, columns, strict=True)
    ]
    # What stands below all the blocks is about all of them.
    alike = len({opens.section for opens in opened}) == 1
    below = Part(rows[taken:], Head("", Heading(opened[0].section), 2) if alike else None)
    return [*blocks, *([below] if alike or taken < len(rows) else [])]


def _told(cell: Placed, section: str, labels: LabelTables) -> list[Ask] | None:
    """What a cell says of whom it is about; `None` where it holds no labels with their answers."""
    if cell.kind is Kind.EMPTY:
        return []
    return asked_of_somebody(cell.answer, section, labels) or (
        cell.asks if cell.kind is Kind.INLINE else None
    )


def _are_known(opened: list[Heading | None]) -> bool:
    """Whether each heading opens a section of its own."""
    return len({(found.section, found.number, found.preset) for found in opened if found}) == len(opened)


def _are_set_apart(heads: list[Placed], halves: list[Rows], opened: list[Heading | None]) -> bool:
    """Whether wide headings that nobody knows, or of one kind, stand over labels with their answers."""
    wide = all(cell.cell.colspan > 1 and cell.bold for cell in heads)
    alike = len({found.section for found in opened if found}) == 1 and None not in opened
    if not wide or not (alike or all(cell.kind is Kind.TEXT for cell in heads)):
        return False
    return all(_are_labelled(half) for half in halves)


def _are_labelled(half: Rows) -> bool:
    rows = [row for row in half if row]
    labelled = sum(len(row) > 1 and row[0].kind is Kind.LABEL for row in rows)
    return labelled >= 2 and labelled >= _LABELLED * len(rows)
