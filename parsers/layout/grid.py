"""Ruled tables: rules into grids, grids into cells, merged ones included."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise

from parsers.blocks import Rule, Word
from parsers.layout.strips import Strip

_TOLERANCE = 3.0  # points: recognised pages jitter by that much
_REACH = 4.5  # points: boxes that stand no farther apart are one table's
_MOST_LINES = 1500  # each way
_MOST_CELLS = 20_000
_ALL = 4  # sides
_LEAST = 5.0  # points: no cell is smaller

Box = tuple[float, float, float, float]
Line = tuple[float, float, float]  # where it lies, from where, to where
Area = tuple[int, int, int, int]  # its first row and column, and how many of each


@dataclass(slots=True)
class GridCell:
    """One cell: its box, its place, what stands in it. Row and column count from 0."""

    box: Box
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    words: list[Word] = field(default_factory=list)
    lines: list[Strip] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    sides: int = 4

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        x0, top, x1, bottom = self.box
        return x0 <= x <= x1 and top <= y <= bottom


@dataclass(slots=True)
class Grid:
    """One ruled table on page `page`.

    `edges` and `levels` are where the borders of its columns and rows lie, `places` its cells
    by the strip between two levels and the one between two edges.
    """

    page: int
    box: Box
    edges: tuple[float, ...]
    cells: list[GridCell]
    levels: tuple[float, ...] = ()
    places: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def row_at(self, y: float) -> int:
        """Between which two of its levels a height of its box lies."""
        return bisect_right(self.levels, y) - 1

    def cell_in(self, row: int, x: float) -> GridCell | None:
        """The cell that stands there at a place of its box."""
        return self.places.get((row, bisect_right(self.edges, x) - 1))

    def rows(self) -> list[list[GridCell]]:
        """Its cells by rows, each where it begins."""
        rows: dict[int, list[GridCell]] = {}
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows.setdefault(cell.row, []).append(cell)
        return list(rows.values())

    def row(self, number: int) -> list[GridCell]:
        """The cells that begin in one row."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)

    def last_row(self) -> int:
        """The number of the last row."""
        return max(cell.row for cell in self.cells)

    def holds(self, box: Box) -> bool:
        """Whether a smaller box's middle lies in it."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


def grids(rules: Iterable[Rule], page: int) -> list[Grid]:
    """The grids that level and upright rules make, from top to bottom."""
    level: list[Line] = []
    upright: list[Line] = []
    for rule in dict.fromkeys(rules):  # neighbours have their sides in common
        if rule.x1 - rule.x0 >= rule.bottom - rule.top:
            level.append(((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        else:
            upright.append(((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
    level, upright = _merged(level), _merged(upright)
    found = [grid for members in _components(level, upright) if (grid := _grid(*members, page)) is not None]
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _merged(lines: list[Line]) -> list[Line]:
    """Lines that lie on each other or continue each other, as one."""
    out: list[list[float]] = []
    open_lines: deque[list[float]] = deque()
    for at, start, end in sorted(set(lines)):
        while open_lines and at - open_lines[0][0] > _TOLERANCE:
            open_lines.popleft()  # in the order in which they lie
        for line in open_lines:
            if start <= line[2] + _TOLERANCE and end >= line[1] - _TOLERANCE:
                line[1], line[2] = min(line[1], start), max(line[2], end)
                break
        else:
            fresh = [at, start, end]
            out.append(fresh)
            open_lines.append(fresh)
    longest = sorted(out, key=lambda line: line[1] - line[2])[:_MOST_LINES]
    return [(at, start, end) for at, start, end in longest if end - start >= _LEAST]


def _components(level: list[Line], upright: list[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Lines that cross or touch, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    upright.sort()
    places = [line[0] for line in upright]
    for index, (y, x0, x1) in enumerate(level):
        for other in range(bisect_left(places, x0 - _REACH), bisect_right(places, x1 + _REACH)):
            if upright[other][1] - _REACH <= y <= upright[other][2] + _REACH:
                parent[root(len(level) + other)] = root(index)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(level):
            group[0].append(level[index])
        else:
            group[1].append(upright[index - len(level)])
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _borders(lines: list[Line], crossing: list[Line]) -> list[float]:
    """Where a grid's lines lie one way; its open ends close where the crossing lines end."""
    places = sorted(line[0] for line in lines)
    ends = [min(line[1] for line in crossing), max(line[2] for line in crossing)]
    for end in ends:
        if not places or all(abs(end - place) > 2 * _TOLERANCE for place in places):
            places.append(end)
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _TOLERANCE:
            out.append(place)
    return out


class _Covers:
    """Whether a line is drawn at a border over a stretch."""

    def __init__(self, lines: list[Line], borders: list[float]) -> None:
        self._by_border: list[list[Line]] = [[] for _ in borders]
        for line in lines:
            self._by_border[_nearest(borders, line[0])].append(line)

    def drawn(self, border: int, place: float) -> bool:
        # any() over a generator takes twice the time, and this is asked for every cell's sides
        for _, start, end in self._by_border[border]:  # noqa: SIM110
            if start - 1 <= place <= end + 1:
                return True
        return False


def _nearest(borders: list[float], place: float) -> int:
    above = bisect_left(borders, place, 1, len(borders) - 1)
    return above - 1 if place - borders[above - 1] <= borders[above] - place else above


def _grid(level: list[Line], upright: list[Line], page: int) -> Grid | None:
    ys, xs = _borders(level, upright), _borders(upright, level)
    columns, rows = len(xs) - 1, len(ys) - 1
    if rows < 1 or columns < 1 or rows * columns > _MOST_CELLS:
        return None
    cells = _cells(xs, ys, _Covers(level, ys), _Covers(upright, xs))
    if not cells:
        return None
    grid = Grid(page, (xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), cells, tuple(ys), _places(cells))
    close_ranks(grid)
    return grid


def _places(cells: list[GridCell]) -> dict[tuple[int, int], GridCell]:
    return {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }


def _cells(xs: list[float], ys: list[float], level: _Covers, upright: _Covers) -> list[GridCell]:
    """Every area that rules enclose; what is open on two sides lies outside the table."""
    columns, rows = len(xs) - 1, len(ys) - 1
    x_middles = [(left + right) / 2 for left, right in pairwise(xs)]
    y_middles = [(top + bottom) / 2 for top, bottom in pairwise(ys)]
    area = _areas(columns, rows, x_middles, y_middles, level, upright)
    members: dict[int, list[int]] = {}
    for index, number in enumerate(area):
        members.setdefault(number, []).append(index)
    cells: list[GridCell] = []
    open_cells: list[GridCell] = []
    for indexes in members.values():
        whole = _spanned(indexes, columns)
        sides = _sides(whole, x_middles, y_middles, level, upright)
        for row, column, rowspan, colspan in _rectangles(indexes, whole, columns):
            box = (xs[column], ys[row], xs[column + colspan], ys[row + rowspan])
            if sides >= 2 and box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST:
                cell = GridCell(box, row, column, rowspan, colspan, sides=sides)
                (cells if sides > 2 else open_cells).append(cell)
    return cells + _in_line(open_cells, cells)


def _spanned(indexes: list[int], columns: int) -> Area:
    """The smallest rectangle around elementary cells, of which the first is in the first row."""
    row, last_row = indexes[0] // columns, indexes[-1] // columns
    across = [index % columns for index in indexes]
    return row, min(across), last_row - row + 1, max(across) - min(across) + 1


def _sides(
    area: Area, x_middles: list[float], y_middles: list[float], level: _Covers, upright: _Covers
) -> int:
    """On how many sides of an area a rule is drawn, at its middle."""
    row, column, rowspan, colspan = area
    x, y = x_middles[column + (colspan - 1) // 2], y_middles[row + (rowspan - 1) // 2]
    return sum((
        level.drawn(row, x),
        level.drawn(row + rowspan, x),
        upright.drawn(column, y),
        upright.drawn(column + colspan, y),
    ))  # fmt: skip


def _rectangles(indexes: list[int], whole: Area, columns: int) -> Iterator[Area]:
    """An area as it is, or cut below and above what reaches into it: a cell has four corners.

    What reaches into one are coloured labels that touch the frame around them.
    """
    if len(indexes) == whole[2] * whole[3]:
        yield whole
        return
    growing: dict[tuple[int, int], Area] = {}  # by where their rows begin and end
    for row, level in groupby(indexes, lambda index: index // columns):
        runs = list(_runs([index % columns for index in level]))
        yield from (area for ends, area in growing.items() if ends not in runs)
        growing = {
            (start, end): (above[0], start, above[2] + 1, end - start)
            for start, end in runs
            if (above := growing.get((start, end), (row, start, 0, 0)))
        }
    yield from growing.values()


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Where those of ascending numbers begin and end that follow each other."""
    for _, run in groupby(enumerate(places), lambda place: place[1] - place[0]):
        members = [place for _, place in run]
        yield members[0], members[-1] + 1


def _in_line(open_cells: list[GridCell], cells: list[GridCell]) -> list[GridCell]:
    """Those cells open at a corner of the table that stand in a row and in a column of closed ones.

    So does the first answer beside a column of shaded labels, over which no rule is drawn.
    """
    rows = {(cell.row, cell.rowspan) for cell in cells}
    columns = {(cell.column, cell.colspan) for cell in cells}
    # Rows without a rule above them, of which some cells are closed by the shade of their neighbours.
    bare = {(cell.row, cell.rowspan) for cell in cells if cell.sides == _ALL - 1 and not cell.row}
    return [
        cell
        for cell in open_cells
        if (cell.row, cell.rowspan) in rows
        and ((cell.column, cell.colspan) in columns or (cell.row, cell.rowspan) in bare)
    ]


def _areas(
    columns: int,
    rows: int,
    x_middles: list[float],
    y_middles: list[float],
    level: _Covers,
    upright: _Covers,
) -> list[int]:
    """For each elementary cell, row by row, the number of the area that it belongs to."""
    area = list(range(rows * columns))

    def root(index: int) -> int:
        while area[index] != index:
            area[index] = area[area[index]]
            index = area[index]
        return index

    for row in range(rows):
        for column in range(columns):
            index = row * columns + column
            if column + 1 < columns and not upright.drawn(column + 1, y_middles[row]):
                area[root(index + 1)] = root(index)
            if row + 1 < rows and not level.drawn(row + 1, x_middles[column]):
                area[root(index + columns)] = root(index)
    return [root(index) for index in range(rows * columns)]


def close_ranks(grid: Grid) -> None:
    """Number rows and columns by where cells begin: borders that only pass by count for nothing."""
    rows = _begun([cell.row for cell in grid.cells], len(grid.levels))
    columns = _begun([cell.column for cell in grid.cells], len(grid.edges))
    for cell in grid.cells:
        row, column = rows[cell.row], columns[cell.column]
        cell.rowspan = max(1, rows[cell.row + cell.rowspan] - row)
        cell.colspan = max(1, columns[cell.column + cell.colspan] - column)
        cell.row, cell.column = row, column


def _begun(starts: Iterable[int], count: int) -> list[int]:
    """How many different `starts` lie before each of `count` borders."""
    begins = set(starts)
    return list(accumulate((border in begins for border in range(count - 1)), initial=0))
