"""Tables turned on their side: a first column of labels over columns of children."""

from __future__ import annotations

from parsers.assembly.pieces import Answer, Grid
from parsers.assembly.tables.cells import Kind, Placed
from parsers.labels import ROWS
from parsers.values import read_tri


def turned(rows: list[list[Placed]]) -> Grid | None:
    """The grid of a table that is turned on its side, or `None` where it is not one."""
    body = [row for row in rows if len(row) > 2]
    if len(body) < 3 or len({len(row) for row in body}) != 1:
        return None
    shared = [row for row in rows if row[0].kind is Kind.LABEL and _spans_all(row, body[0])]
    if len(body) + len(shared) + 1 < len(rows):
        return None
    head = rows[0] if names_blocks(rows[0]) else None
    asks = [row for row in body if row is not head]
    firsts = [row[0] for row in asks]
    named = sum(cell.kind is Kind.LABEL for cell in firsts)
    others = [cell for row in asks for cell in row[1:]]
    least = 0.5 if head is not None else 0.75
    if named < len(firsts) * least:
        return None
    if head is None and (any(_is_label(cell) for cell in others) or not _identities_in_columns(asks)):
        return None
    width = len(body[0])
    told = [
        (row[0], [row[1].answer] * (width - 1) if len(row) == 2 else [cell.answer for cell in row[1:]])
        for row in rows
        if row is not head and (len(row) == width or row in shared)
    ]
    return _grid(told, width, shared)


def _grid(asks: list[tuple[Placed, list[Answer]]], width: int, shared: list[list[Placed]]) -> Grid:
    """The columns as rows; what stands once for all is nobody's where a column says nothing else."""
    alike = {id(row[0]) for row in shared}
    columns: list[tuple[Answer, ...]] = []
    for at in range(width - 1):
        empty = all(answers[at].empty for label, answers in asks if id(label) not in alike)
        columns.append(
            tuple(Answer("") if empty and id(label) in alike else answers[at] for label, answers in asks)
        )
    return Grid(tuple(label.answer.text for label, _ in asks), tuple(columns))


def titled_columns(rows: list[list[Placed]]) -> tuple[Grid, int] | None:
    """The grid of a column a child whose rows stand under titles of their own, and how many rows it takes.

    `rows` begin with the one that names the children. A row may answer once for all of them:
    "Address | (one cell over all the columns)". `None` where no row does either.
    """
    width, taken = len(rows[0]), 1
    asks: list[tuple[Placed, list[Answer]]] = []
    for at, row in enumerate(rows[1:], start=1):
        if len(row) == 1 and not row[0].filled:
            if _opens_another(row[0], rows[0]):
                break
            continue
        answers = _in_columns(row, rows[0])
        if answers is None:
            break
        asks.append((row[0], answers))
        taken = at + 1
    parted = any(len(row) != width for row in rows[1:taken])
    named = sum(label.kind is Kind.LABEL for label, _ in asks)
    if not parted or len(asks) < _LEAST_ASKED or named < len(asks) * 0.5:
        return None
    shared = [row for row in rows[1:taken] if _spans_all(row, rows[0])]
    return _grid(asks, width, shared), taken


_LEAST_ASKED = 3


def _opens_another(title: Placed, head: list[Placed]) -> bool:
    """Whether a title begins a section of somebody else's: "Referrer" below columns of children."""
    opens = title.labels.heading(title.answer.text, marked=True)
    blocks = [title.labels.heading(cell.answer.text) for cell in head[1:]]
    return (
        opens is not None
        and opens.section in (*ROWS, "referrer", "signature")
        and all(block is None or block.section != opens.section for block in blocks)
    )


def _in_columns(row: list[Placed], head: list[Placed]) -> list[Answer] | None:
    """A row's answers, one a column; one over all of them is each one's."""
    if row[0].column != head[0].column or row[0].filled or row[0].kind is Kind.EMPTY:
        return None
    if [cell.column for cell in row] == [cell.column for cell in head]:
        return [cell.answer for cell in row[1:]]
    return [row[1].answer] * (len(head) - 1) if _spans_all(row, head) else None


def _spans_all(row: list[Placed], head: list[Placed]) -> bool:
    """Whether a row has one answer over all the columns."""
    return len(row) == 2 and row[1].column == head[1].column and row[1].cell.colspan == len(head) - 1


def _is_label(cell: Placed) -> bool:
    if cell.kind is not Kind.LABEL or cell.filled:
        return False
    return read_tri(cell.answer.text).value is None and cell.labels.kin(cell.answer.text) is None


def names_blocks(row: list[Placed]) -> bool:
    """Whether a row heads the columns of a turned table: "Child 1 | Child 2", "Adults | 1 | 2", " | 1 | 2"."""
    if len(row) > 2 and _counts_up(row):
        if row[0].kind is Kind.EMPTY:
            return True
        opens = row[0].labels.heading(row[0].answer.text)
        return opens is not None and opens.section in ROWS
    heads = [cell.labels.heading(cell.answer.text) for cell in row[1:]]
    return len(heads) > 1 and all(head is not None and head.block for head in heads)


def _counts_up(row: list[Placed]) -> bool:
    return [cell.answer.text.strip(" .)") for cell in row[1:]] == [str(at) for at in range(1, len(row))]


def _identities_in_columns(rows: list[list[Placed]]) -> bool:
    """A row of names, each in a column of its own."""
    for row in rows:
        asked = row[0].labels.field(row[0].answer.text, "children")
        if asked and asked.name in {"name", "forename", "surname"}:
            names = [cell for cell in row[1:] if cell.kind is not Kind.EMPTY]
            return len(names) > 1 and all(not cell.boxes for cell in names)
    return False
