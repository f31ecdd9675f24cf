"""Colour behind words that parts nothing: titles or every other row in colour, a frame around open columns.

Pages made from web forms and by word processors colour a table's titles or labels, draw a frame around it,
and no rule between its rows. The edges of the colour make boxes, but what they hold are only some of the
words of a row, or the words of several: as free words they are read by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Grid, GridCell
from parsers.layout.paragraphs import would_not_fit
from parsers.layout.strips import Strip, is_field, strips

_NEAR: Final = 4.0  # points that words of one column stand aside of each other
_ROWS_APART: Final = 0.28  # of a line's height: the lines of one answer stand nearer
_UNDER: Final = 1.6  # line heights: a title's answers stand no farther below its box
_LEVEL: Final = 0.35  # of a line's height
_PADDING: Final = 3.0  # points that a cell's words keep from each side, at least
_FEWEST: Final = 2
_SEVERAL: Final = 3  # columns whose lines begin anew together are rows, however close
_LABELS: Final = 3  # in one box: fewer may be a label with its help, and another


def part_tall_cells(grid: Grid) -> None:
    """Part each cell that spans the rows of those on its left, where its lines stand level with theirs.

    So does a column of answers between two columns of coloured labels.
    """
    parted: set[int] = set()  # the columns of what was parted
    for cell in sorted(grid.cells, key=lambda cell: cell.column):
        beside = cell.column in parted  # the column of a child whom nobody wrote there is parted as theirs is
        if cell.rowspan < _FEWEST or cell.grids or any(map(is_field, cell.words)):
            continue
        if not (cell.words or beside):
            continue
        left = [other for other in grid.cells if _touches(other, cell) and other.rowspan < cell.rowspan]
        left.sort(key=lambda other: other.row)
        if sum(other.rowspan for other in left) != cell.rowspan:
            continue
        if _stand_level(grid, cell, left) if cell.words else beside:
            _part(grid, cell, left)
            parted.add(cell.column + cell.colspan)


def _touches(other: GridCell, cell: GridCell) -> bool:
    begins = cell.row <= other.row and other.row + other.rowspan <= cell.row + cell.rowspan
    return begins and other.column + other.colspan == cell.column


def _stand_level(grid: Grid, cell: GridCell, left: Sequence[GridCell]) -> bool:
    """Whether every line of a cell stands in one row on its left, begun or centred as the words there are."""
    answered = 0
    for lines, other in zip(_by_row(cell, left), left):
        if not lines:
            continue
        answered += 1
        labels = _nearest_words(grid, cell, other.row)
        height = lines[0].bottom - lines[0].top
        slack = _LEVEL * height
        if lines[0].top < other.box[1] - slack or lines[-1].bottom > other.box[3] + slack or not labels:
            return False
        begun = abs(_middle(lines[0]) - _middle(labels[0]))
        centred = abs(lines[0].top + lines[-1].bottom - labels[0].top - labels[-1].bottom) / 2
        if min(begun, centred) > slack:
            return False
    return answered >= _FEWEST


def _nearest_words(grid: Grid, cell: GridCell, row: int) -> list[Strip]:
    """The lines in the nearest cell on the left, in one row, that has any."""
    before = [
        other for other in grid.cells if other.row == row and other.column < cell.column and other.words
    ]
    return strips(max(before, key=lambda other: other.column).words, 1) if before else []


def _by_row(cell: GridCell, left: Sequence[GridCell]) -> list[list[Strip]]:
    rows: list[list[Strip]] = [[] for _ in left]
    ends = [other.box[3] for other in left[:-1]]
    for line in strips(cell.words, 1):
        rows[sum(_middle(line) > end for end in ends)].append(line)
    return rows


def _part(grid: Grid, cell: GridCell, left: Sequence[GridCell]) -> None:
    x0, _, x1, _ = cell.box
    fresh = [
        GridCell(
            (x0, other.box[1], x1, other.box[3]),
            other.row,
            cell.column,
            other.rowspan,
            cell.colspan,
            [word for line in lines for word in line.words],
        )
        for lines, other in zip(_by_row(cell, left), left)
    ]
    at = next(index for index, other in enumerate(grid.cells) if other is cell)
    grid.cells[at : at + 1] = fresh


def opened(grid: Grid, free: Sequence[Word], *, scanned: bool = False) -> tuple[list[Grid], list[GridCell]]:
    """A grid without those rows whose boxes part nothing, as one grid or several, and the cells of those rows.

    The rules of a scan are lines that were drawn, no edges of colour, and its words are as high as their letters,
    which do not tell how far apart lines stand: there several boxes in a row part what they hold. One box may
    hold columns even so, where the rules between them are too faint.
    """
    for cell in grid.cells:
        cell.lines = strips(cell.words, grid.page)
    rows = grid.rows()
    shaded = {at for at, row in enumerate(rows) if not (scanned and len(row) > 1) and _is_open(row, free)}
    shaded |= {at - 1 for at in shaded if at and len(rows[at]) > 1 and _are_titles(rows[at - 1], rows[at])}
    if not shaded or any(cell.rowspan > 1 for cell in grid.cells):
        return [grid], []
    kept = list(_runs([row for at, row in enumerate(rows) if at not in shaded], grid))
    return kept, [cell for at in sorted(shaded) for cell in rows[at]]


def _runs(rows: Sequence[list[GridCell]], grid: Grid) -> Iterator[Grid]:
    """The rows that are left of a grid, those that follow each other together."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at][0].row != rows[at - 1][0].row + 1:
            yield _grid(rows[start:at], grid)
            start = at


def _grid(rows: Sequence[list[GridCell]], grid: Grid) -> Grid:
    cells = [cell for row in rows for cell in row]
    first = cells[0].row
    for cell in cells:
        cell.row -= first
    box = (
        min(cell.box[0] for cell in cells),
        cells[0].box[1],
        max(cell.box[2] for cell in cells),
        max(cell.box[3] for cell in cells),
    )
    return Grid(grid.page, box, grid.edges, cells)


def _are_titles(row: Sequence[GridCell], below: Sequence[GridCell]) -> bool:
    """Whether a row's cells stand over those of the row below, each with words in bold."""
    same = [cell.column for cell in row] == [cell.column for cell in below]
    return same and all(word.bold for cell in row for word in cell.words)


def _is_open(row: Sequence[GridCell], free: Sequence[Word]) -> bool:
    if any(cell.grids or any(map(is_field, cell.words)) for cell in row):
        return False
    if len(row) == 1:
        return _holds_columns(row[0]) or _holds_labels(row[0]) or _is_every_other(row[0], free)
    return _holds_rows(row) or _stands_over_answers(row, free)


def _holds_columns(cell: GridCell) -> bool:
    """Whether what stands in one box are lines of several parts, in columns."""
    lines = cell.lines
    parted = [line for line in lines if len(line.segments) > 1 and not line.has_glyph()]
    if any(len(line.segments) > _FEWEST for line in parted) and len(parted) == len(lines):
        return True
    begins = [part.x0 for line in parted for part in line.segments[1:]]
    shared = any(sum(abs(x - other) <= _NEAR for other in begins) > 1 for x in begins)
    return len(parted) > 1 and 2 * len(parted) > len(lines) and shared


def _holds_labels(cell: GridCell) -> bool:
    """Whether what stands in one box are labels in bold with an answer under each."""
    bold = [line.bold for line in cell.lines]
    answered = sum(label and not answer for label, answer in pairwise(bold))
    return answered >= _LABELS and bold[0] and not any(line.has_glyph() for line in cell.lines if line.bold)


def _is_every_other(cell: GridCell, free: Sequence[Word]) -> bool:
    """Whether a box holds one row of parts, and a free row right above or below has its parts where they are."""
    lines = cell.lines
    if len(lines) != 1 or len(lines[0].segments) < _FEWEST or lines[0].has_glyph():
        return False
    line = lines[0]
    begun = [part.x0 for part in line.segments]
    for below in (True, False):
        beside = _next_line(cell, free, line.bottom - line.top, below=below)
        if beside is None or len(beside.segments) < _FEWEST:
            continue
        near = [any(abs(part.x0 - x) <= _NEAR for x in begun) for part in beside.segments]
        if near[0] and sum(near) >= _FEWEST:
            return True
    return False


def _stands_over_answers(row: Sequence[GridCell], free: Sequence[Word]) -> bool:
    """Whether the free line right under a row of boxes has its parts in line with them."""
    lines = [line for cell in row for line in cell.lines[:1]]
    if len(lines) < _FEWEST or row[0].row or not all(cell.words for cell in row if cell.column):
        return False
    lowest = max(row, key=lambda cell: cell.box[3])
    under = _next_line(lowest, free, lines[0].bottom - lines[0].top, below=True, within=_sides(row))
    if under is None or (under.has_glyph() and len(under.segments) < _FEWEST):
        return False
    begun = [line.x0 for line in lines]
    near = [any(abs(part.x0 - x) <= _NEAR for x in begun) for part in under.segments]
    stub = not row[0].words  # the titles of rows are written on their left
    return sum(near) >= _FEWEST and (all(near) or (stub and all(near[1:])))


def _sides(row: Sequence[GridCell]) -> tuple[float, float]:
    return min(cell.box[0] for cell in row), max(cell.box[2] for cell in row)


def _next_line(
    cell: GridCell,
    free: Sequence[Word],
    height: float,
    *,
    below: bool,
    within: tuple[float, float] | None = None,
) -> Strip | None:
    """The free line that stands next to a box, above or below it, if one stands near."""
    x0, x1 = within or (cell.box[0], cell.box[2])
    top, bottom = cell.box[1], cell.box[3]
    reach = _UNDER * height
    if below:
        level = [word for word in free if bottom - 1 <= word.top <= bottom + reach]
    else:
        level = [word for word in free if top - reach <= word.bottom <= top + 1]
    near = [word for word in level if x0 - _NEAR <= word.x0 and word.x1 <= x1 + _NEAR]
    if not near:
        return None
    lines = strips(near, 1)
    return lines[0] if below else lines[-1]


def _holds_rows(row: Sequence[GridCell]) -> bool:
    """Whether the cells of a row hold lines that stand level, each of them ended before its column was full.

    The lines of one answer stand nearer to each other, or end where the next word had no room.
    """
    lines = [cell.lines for cell in row]
    first = next((at for at, found in enumerate(lines) if found), None)
    if first is None or len(lines[first]) < _FEWEST:
        return False
    for upper, lower in pairwise(lines[first]):
        if not _is_new(upper, lower, row[first]):
            continue
        others = [
            cell
            for cell, found in zip(row[first + 1 :], lines[first + 1 :])
            for one, other in pairwise(found)
            if _is_level(other, lower) and _is_new(one, other, cell)
        ]
        if len(others) >= (1 if _is_apart(upper, lower) else _SEVERAL):
            return True
    return False


def _is_apart(upper: Strip, lower: Strip) -> bool:
    return lower.top - upper.bottom > _ROWS_APART * (lower.bottom - lower.top)


def _is_new(upper: Strip, lower: Strip, cell: GridCell) -> bool:
    """Whether a line is none that goes on with the one above: its first word had room there."""
    padding = max(_PADDING, min(line.x0 for line in cell.lines) - cell.box[0])
    room = cell.box[2] - cell.box[0] - 2 * padding
    return not lower.text[:1].islower() and not would_not_fit(upper, lower.words[0], room)


def _is_level(line: Strip, other: Strip) -> bool:
    return abs(_middle(line) - _middle(other)) <= _LEVEL * (line.bottom - line.top)


def _middle(line: Strip) -> float:
    return (line.top + line.bottom) / 2
