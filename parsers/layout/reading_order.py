"""A document's pages as blocks in reading order.

What a consumer may rely on:

* Each visual line is a `Line` of its own, except that a paragraph of prose, whose lines end
  only because the next word had no room, is one `Line` with its lines run together.
* Label and value are segments of one `Line` where a wide gap, a change from bold, or a form
  field parts them; options on one line are one segment ("☒ Yes ☐ No"), box before label.
  Options listed under each other beside a label are one segment with a line break between.
* Ruled tables, tables of form fields, and columns under bold headers are `Table`s. A cell has
  a `Text` for each paragraph, and for label and value where their fonts differ.
* A form field has a `Text` to itself with `filled` set, empty where the field is; it comes
  directly after its label in the line, or in the column of its header.
* Tables that run over pages are one; headers, footers and page numbers are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import itemgetter
from statistics import median

from parsers.blocks import Block, PageGeometry, Word
from parsers.layout.answer_boxes import answer_boxes
from parsers.layout.beside import Halves, halves, in_frames, parted
from parsers.layout.bridges import bridged
from parsers.layout.captions import captions_first
from parsers.layout.columns import part_at_columns
from parsers.layout.combs import without_combs
from parsers.layout.continuing import continues, join
from parsers.layout.corners import fill_between, fill_corner, joined_columns
from parsers.layout.fields import place_fields
from parsers.layout.flow import flow
from parsers.layout.furniture import without_furniture
from parsers.layout.grid import Box, Grid, GridCell, grids
from parsers.layout.leaders import leaders, without_leaders, without_underlines
from parsers.layout.margin_labels import label_columns
from parsers.layout.open_rows import part_open_rows
from parsers.layout.open_sides import with_sides
from parsers.layout.over_pages import rest
from parsers.layout.own_borders import without_own_borders
from parsers.layout.placed import Placed, table
from parsers.layout.ragged import even_parts
from parsers.layout.rows import in_rows
from parsers.layout.shades import opened, part_tall_cells
from parsers.layout.strips import Strip, is_field, strips
from parsers.layout.tick_columns import is_frame_of_ticks
from parsers.layout.titled_columns import titled_tables
from parsers.layout.writing_lines import part_at_writing_lines

_HEIGHTS = itemgetter(2, 4)  # a word's top and foot
_LEFT, _RIGHT, _CONFIDENCE = map(itemgetter, (1, 3, 8))
_RIGHT_UNDER, _AT_FIELD = 16.0, 1.5  # points
_OF_BODY = 0.3  # of all letters: no heading's size has so many
_LINES_OF_BODY = 4
_FOOT, _HEAD = 0.6, 0.4  # of the page: where a table must reach, and where the next one begin


@dataclass(slots=True)
class _Page:
    geometry: PageGeometry
    grids: list[Grid]
    lines: list[Strip]
    fields: list[Word]
    frames: list[Box]


def blocks(pages: Sequence[PageGeometry]) -> tuple[Block, ...]:
    """The blocks of a document's pages, in reading order. See above for what they promise."""
    parted = [_part(without_combs(page)) for page in pages]
    kept = without_furniture(
        [page.lines for page in parted], [page.geometry.height for page in parted], list(map(_foot, parted))
    )
    body = _body_size(parted)
    placed: list[list[Placed]] = []
    for page, lines in zip(parted, kept):
        page.lines = lines
        head = _rest(placed, page)
        placed.append([*head, *_arrange(page, body, _right_edge(page.geometry))])
    _join_over_pages(placed, [page.geometry.height for page in parted])
    return tuple(_block(item) for items in placed for item in items)


def _foot(page: _Page) -> float:
    """Where the lowest of a page's tables and fields ends."""
    ends = [grid.box[3] for grid in page.grids] + [field.bottom for field in page.fields]
    return max(ends, default=0.0)


def _rest(pages: Sequence[list[Placed]], page: _Page) -> list[Placed]:
    """The rows at a page's head that go on with a table without rules at the foot of the page before."""
    last = pages[-1][-1] if pages and pages[-1] else None
    if last is None or last.bottom < _FOOT * page.geometry.height:
        return []
    first = min([*[field.top for field in page.fields], *[grid.box[1] for grid in page.grids]], default=inf)
    found, page.lines = rest(last, page.lines, first, page.geometry.rules)
    return found


def _block(item: Placed) -> Block:
    return table(item.block) if isinstance(item.block, Grid) else item.block


def _part(page: PageGeometry) -> _Page:
    """A page's words given to the cells of its grids; the others in free lines."""
    scanned = min(map(_CONFIDENCE, page.words), default=1) < 1
    rules = bridged(page.rules, page.words) if scanned else without_own_borders(page.rules, page.words)
    drawn = grids(with_sides(rules, page.words), page.number)
    parts = joined_columns([part for grid in drawn for part in even_parts(grid)], page.words)
    for grid in parts:
        fill_corner(grid, page.words, parts)
        fill_between(grid, page.words, parts)
    tables = _nested(parts)
    free = label_columns(tables, _give_out(without_leaders(page.words), tables))
    for grid in tables:
        part_open_rows(grid)
        part_tall_cells(grid)
    frames = [grid.box for grid in tables if len(grid.cells) == 1]
    tables, behind = _without_shades(tables, free, scanned=scanned)
    answers = answer_boxes(tables, free)
    kept = [
        grid
        for grid in tables
        if not (_is_frame(grid, page) or _is_shade(grid, free) or grid in answers or is_frame_of_ticks(grid))
    ]
    for grid in tables:
        if grid not in kept:
            free.extend(word for cell in grid.cells for word in cell.words)
            kept.extend(inner for cell in grid.cells for inner in cell.grids)
    for grid in kept:
        _set_lines(grid)
    fields = [word for word in free if word.filled and is_field(word)]
    printed = [word for word in free if not is_field(word)] if fields else free
    lines = strips(printed, page.number)
    part_at_writing_lines(lines, [*page.rules, *leaders(page.words)])
    _part_at_boxes(lines, [grid.box for grid in answers])
    _part_at_boxes(lines, [cell.box for cell in behind])
    part_at_columns(without_underlines(lines))
    return _Page(page, kept, lines, fields, frames)


def _without_shades(
    tables: Sequence[Grid], free: list[Word], *, scanned: bool
) -> tuple[list[Grid], list[GridCell]]:
    """The tables without the boxes that part nothing, whose words go to the free ones, and those boxes."""
    kept: list[Grid] = []
    behind: list[GridCell] = []
    for grid in tables:
        rest, cells = opened(grid, free, scanned=scanned)
        kept += rest
        behind += cells
    free += [word for cell in behind for word in cell.words]
    return kept, behind


def _part_at_boxes(lines: Sequence[Strip], boxes: Sequence[Box]) -> None:
    """Part each line where the boxes that stood on it begin and end."""
    for line in lines:
        middle = (line.top + line.bottom) / 2
        on = [box for box in boxes if box[1] < middle < box[3]]
        line.break_at(place for box in on for place in (box[0], box[2]))


def _nested(found: list[Grid]) -> list[Grid]:
    """Grids that stand in a cell of a larger one are that cell's."""
    by_size = sorted(found, key=lambda grid: (grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1]))
    outer: list[Grid] = []
    for index, grid in enumerate(by_size):
        home = next((cell for other in by_size[index + 1 :] if (cell := _cell_around(other, grid))), None)
        if home is None:
            outer.append(grid)
        elif len(grid.cells) > 1:
            home.grids.append(grid)
    return outer


def _cell_around(grid: Grid, inner: Grid) -> GridCell | None:
    if not grid.holds(inner.box):
        return None
    x, y = (inner.box[0] + inner.box[2]) / 2, (inner.box[1] + inner.box[3]) / 2
    return next((cell for cell in grid.cells if cell.holds(x, y)), None)


def _give_out(words: Iterable[Word], tables: Sequence[Grid]) -> list[Word]:
    """Each word into the cell in which its middle lies; the others are given back."""
    if not tables:
        return list(words)
    free: list[Word] = []
    for (top, bottom), line in groupby(words, _HEIGHTS):
        y = (top + bottom) / 2
        rows = _rows_at(y, tables)
        if not rows:
            free.extend(line)
            continue
        for word in line:
            cell = _home((word.x0 + word.x1) / 2, y, rows)
            (free if cell is None else cell.words).append(word)
    return free


def _rows_at(y: float, tables: Sequence[Grid]) -> list[tuple[Grid, int]]:
    """The tables that reach to a height, each with its row there."""
    return [(grid, grid.row_at(y)) for grid in tables if grid.box[1] <= y <= grid.box[3]]


def _home(x: float, y: float, rows: Sequence[tuple[Grid, int]]) -> GridCell | None:
    for grid, row in rows:
        if grid.box[0] <= x <= grid.box[2]:
            cell = grid.cell_in(row, x)
            if cell is not None:
                return (_home(x, y, _rows_at(y, cell.grids)) if cell.grids else None) or cell
    return None


def _is_frame(grid: Grid, page: PageGeometry) -> bool:
    """Whether a grid is only a frame around fields, around other tables, or around most of a page."""
    words = [word for cell in grid.cells for word in cell.words]
    if words and all(is_field(word) for word in words) and all(len(cell.words) < 2 for cell in grid.cells):
        return True
    if len(grid.cells) > 1:
        return False
    cell = grid.cells[0]
    height = grid.box[3] - grid.box[1]
    if cell.grids or height > 0.6 * page.height or sum(map(is_field, words)) > 1:
        return True
    lines = strips(words, page.number)
    parted = [line for line in lines if not line.has_glyph() and len(line.segments) > 1]
    return len(parted) > 1 or any(len(line.segments) > 2 for line in parted)


def _is_shade(grid: Grid, free: Sequence[Word]) -> bool:
    """Whether a column of boxes is only the colour behind labels whose answers stand beside it."""
    words = [word for cell in grid.cells for word in cell.words if word.text]
    if not words or any(cell.column or cell.grids for cell in grid.cells):
        return False
    x0, top, _, bottom = grid.box
    x1 = max(cell.box[2] for cell in grid.cells)
    level = [word for word in free if top < (word.top + word.bottom) / 2 < bottom and not word.filled]
    before = any(word.x1 <= x0 for word in level)
    bold = all(word.bold for word in words)
    return any(word.x0 >= x1 for word in level) and (bold or not before)


def _set_lines(grid: Grid) -> None:
    for cell in grid.cells:
        cell.lines = cell.lines or strips(cell.words, grid.page)
        for inner in cell.grids:
            _set_lines(inner)


def _body_size(pages: Sequence[_Page]) -> float:
    """The usual type size: of most lines; of the answers, where they are set larger than the labels."""
    lines = [line for page in pages for line in page.lines]
    lines += [line for page in pages for grid in page.grids for cell in grid.cells for line in cell.lines]
    if not lines:
        return 10.0
    usual = median([line.size for line in lines])
    times = Counter(round(line.size) for line in lines)
    written: Counter[int] = Counter()
    for line in lines:
        written[round(line.size)] += sum(map(len, line.columns[0]))
    least = _OF_BODY * written.total()
    large = [size for size, letters in written.items() if letters >= least and times[size] >= _LINES_OF_BODY]
    return max([usual, *large])


def _arrange(page: _Page, body: float, right: float) -> list[Placed]:
    """A page's grids, fields and free lines, from top to bottom; of sections side by side, the left one first."""
    out: list[Placed] = []
    framed = in_frames(page.lines, page.frames)
    for stretch in framed or halves(page.lines, page.fields, page.grids):
        above, page = _cut(page, stretch.top)
        beside, page = _cut(page, stretch.bottom)
        out += _arrange(above, body, right) if framed else _placed(above, body, right)
        for half, edge in zip(_halved(beside, stretch), (stretch.split, right)):
            out += _arrange(half, body, edge) if framed else _placed(half, body, edge)
    return [*out, *(_arrange(page, body, right) if framed else _placed(page, body, right))]


def _cut(page: _Page, level: float) -> tuple[_Page, _Page]:
    """What stands above a level of a page, and what below."""
    parts = []
    for above in (True, False):
        grids = [grid for grid in page.grids if ((grid.box[1] + grid.box[3]) / 2 < level) == above]
        lines = [line for line in page.lines if ((line.top + line.bottom) / 2 < level) == above]
        fields = [field for field in page.fields if ((field.top + field.bottom) / 2 < level) == above]
        frames = [frame for frame in page.frames if ((frame[1] + frame[3]) / 2 < level) == above]
        parts.append(_Page(page.geometry, grids, lines, fields, frames))
    return parts[0], parts[1]


def _halved(page: _Page, stretch: Halves) -> Iterator[_Page]:
    """The left half of a stretch, then the right one."""
    for left, lines in zip((True, False), parted(page.lines, stretch)):
        grids = [grid for grid in page.grids if stretch.is_left(grid.box[0], grid.box[2]) == left]
        fields = [field for field in page.fields if stretch.is_left(field.x0, field.x1) == left]
        frames = [frame for frame in page.frames if stretch.is_left(frame[0], frame[2]) == left]
        yield _Page(page.geometry, grids, lines, fields, frames)


def _placed(page: _Page, body: float, right: float) -> list[Placed]:
    number = page.geometry.number
    lines = page.lines
    placed: list[Placed] = []
    if page.fields:
        _part_above_fields(lines, page.fields)
        parts = [part for line in lines for part in line.segments]
        placed, rest = place_fields(parts, page.fields, number)
        lines = _relined(rest)
    if lines:
        tables, lines = titled_tables(lines, page.geometry.rules)
        placed += tables
        lines = without_underlines(lines)
    if lines:
        lines = in_rows(captions_first(lines, page.geometry.rules), page.geometry.rules)
    placed += [Placed(grid.box[1], grid.box[0], grid.box[3], grid) for grid in page.grids]
    placed.sort(key=lambda item: (item.top, item.x0))
    return _woven(placed, lines, body, right)


def _part_above_fields(lines: Sequence[Strip], fields: Sequence[Word]) -> None:
    """Part a line of labels where those fields begin that stand right under it."""
    for line in lines:
        under = [field.x0 for field in fields if -4 <= field.top - line.bottom <= _RIGHT_UNDER]
        begun = [word.x0 for word in line.words[1:]]
        line.break_at(x for x in begun if any(abs(x - place) < _AT_FIELD for place in under))


def _right_edge(page: PageGeometry) -> float:
    """How far text may run: as far as some does, or to a margin like the one on the left."""
    left: float = min(map(_LEFT, page.words), default=0.0)
    return max(page.width - left, max(map(_RIGHT, page.words), default=0.0))


def _relined(parts: Sequence[Strip]) -> list[Strip]:
    if not parts:
        return []
    return strips([word for part in parts for word in part.words], parts[0].page)


def _woven(placed: Sequence[Placed], lines: Sequence[Strip], body: float, right: float) -> list[Placed]:
    """The free lines between what is placed already, each run of them as it flows."""
    out: list[Placed] = []
    waiting = sorted(lines, key=lambda line: line.top)
    for item in placed:
        before = [line for line in waiting if _comes_before(line, item)]
        if before:
            out.extend(flow(before, body, right))
            waiting = [line for line in waiting if line not in before]
        out.append(item)
    return [*out, *flow(waiting, body, right)]


def _comes_before(line: Strip, item: Placed) -> bool:
    """Whether a free line stands above what is placed, or level with its first line and on its left."""
    middle = (line.top + line.bottom) / 2
    beside = line.x1 <= item.x0 and middle < min(item.bottom, item.top + 2 * (line.bottom - line.top))
    return middle < item.top + 2 or beside


def _join_over_pages(pages: Sequence[list[Placed]], heights: Sequence[float]) -> None:
    """Let each page's first table go on with the page before's last one, where it is its rest."""
    last: Placed | None = None
    reach = 0.0
    for items, height in zip(pages, heights):
        first = items[0] if items else None
        if last and first and reach > _FOOT and first.top < _HEAD * height and _joined(last, first):
            items.pop(0)
            reach = first.bottom / height
        if items:
            last, reach = items[-1], items[-1].bottom / height


def _joined(last: Placed, first: Placed) -> bool:
    if not isinstance(last.block, Grid) or not isinstance(first.block, Grid):
        return False
    if not continues(last.block, first.block):
        return False
    join(last.block, first.block)
    return True
