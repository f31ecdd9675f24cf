"""Tables without rules: a header's words with what stands in line under them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.blocks import Cell, Table, Text
from parsers.layout.paragraphs import paragraphs, would_not_fit
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, text_of

_NEAR = 6.0  # points that a value may stand aside of its column's header
_FEWEST_OVER_PAGES = 3  # columns: labels with their answers stand in two
_TIGHT = 0.8  # of a line's height: no farther apart stand the lines of one row
_FARTHEST = 3.2  # line heights between rows


def aligned_table(lines: Sequence[Strip]) -> tuple[int, Placed] | None:
    """How many of `lines`, from the first, make a table, and the table; `None` if they do not.

    The first line must be a header: bold over lines that are not, or at least three parts
    over at least two rows in line with them, none of which ends with a colon.
    """
    header = lines[0].segments
    if len(header) < 2 or any(part.has_glyph() for part in header):
        return None
    rows = _rows(header, lines)
    count = sum(len(row) for row in rows)
    if not rows or not _is_header(header, rows):
        return None
    used = lines[: 1 + count]
    cells = [_cells(header, [lines[0]], header=True), *(_cells(header, row) for row in rows)]
    top, bottom = used[0].top, max(line.bottom for line in used)
    table = Table(tuple(cells), page=lines[0].page)
    return len(used), Placed(top, lines[0].x0, bottom, table, lines[0])


def rest_of_table(header: Strip, lines: Sequence[Strip]) -> tuple[int, Placed] | None:
    """How many of a page's first `lines` go on with a table whose `header` stands on the page before."""
    titles = header.segments
    count = 0
    for line in lines:
        parts = line.segments
        apart = count == 0 or line.top - lines[count - 1].bottom > _TIGHT * (line.bottom - line.top)
        begins_row = apart and abs(parts[0].x0 - titles[0].x0) <= _NEAR
        if not _in_columns(parts, titles) or (begins_row and len(parts) < 2):
            break
        count += 1
    if not count or min(len(titles), len(lines[0].segments)) < _FEWEST_OVER_PAGES:
        return None
    found = aligned_table([header, *lines[:count]])
    if found is None or found[0] == 1:
        return None
    used = lines[: found[0] - 1]
    found[1].top, found[1].bottom = used[0].top, max(line.bottom for line in used)
    return len(used), found[1]


def _is_header(header: Sequence[Strip], rows: Sequence[Sequence[Strip]]) -> bool:
    values = [part for row in rows for line in row for part in line.segments]
    if all(part.bold for part in header) and not any(part.bold for part in values):
        return True
    colons = any(part.text.endswith(":") for part in (*header, *values))
    full = all(len(row[0].segments) >= 3 for row in rows)
    return len(header) >= 3 and len(rows) >= 2 and full and not colons and not _are_pairs(header, rows)


def _are_pairs(header: Sequence[Strip], rows: Sequence[Sequence[Strip]]) -> bool:
    """Whether every other column is bold: labels and values in turn."""
    columns = [part.bold for part in header] + [part.bold for row in rows for part in row[0].segments]
    return any(columns) and not all(columns)


def _rows(header: Sequence[Strip], lines: Sequence[Strip]) -> list[list[Strip]]:
    """The lines under a header by rows: one that leaves the first column empty goes on with the row."""
    rows: list[list[Strip]] = []
    previous = lines[0]
    for line in lines[1:]:
        parts = line.segments
        gap = line.top - previous.bottom
        if gap > _FARTHEST * (line.bottom - line.top) or not _in_columns(parts, header):
            break
        if all(part.bold for part in parts) and (
            all(part.bold for part in header)
            or not any(part.bold for row in rows for part in row[0].segments)
        ):
            break
        starts_row = parts[0].x0 < header[1].x0 - _NEAR and not (rows and _wraps(header, rows[-1], parts))
        if not starts_row and not rows:
            break
        if starts_row and (len(parts) > 1 or gap > _TIGHT * (line.bottom - line.top)):
            rows.append([line])
        elif rows:
            rows[-1].append(line)
        else:
            break
        previous = line
    return rows if any(len(row[0].segments) > 1 for row in rows) else []


def _wraps(header: Sequence[Strip], row: Sequence[Strip], parts: Sequence[Strip]) -> bool:
    """Whether none of a line's parts had room behind what stands over it in the row before.

    The room of the last column is not known: what stands in it begins a row.
    """
    for part in parts:
        column = _column(part, header)
        above = [cell for line in row for cell in line.segments if _column(cell, header) == column]
        if column is None or column + 1 >= len(header) or not above:
            return False
        room = header[column + 1].x0 - header[column].x0 - _NEAR
        if not would_not_fit(above[-1], part.words[0], room):
            return False
    return True


def _in_columns(parts: Sequence[Strip], header: Sequence[Strip]) -> bool:
    """Whether every part begins under a header of its own and ends before the next one's."""
    seen: set[int] = set()
    for part in parts:
        column = _column(part, header)
        if column is None or column in seen:
            return False
        seen.add(column)
        if column + 1 < len(header) and part.x1 > header[column + 1].x0 + 1:
            return False
    return True


def _column(part: Strip, header: Sequence[Strip]) -> int | None:
    for index, title in enumerate(header):
        if abs(part.x0 - title.x0) <= _NEAR:
            return index
    return None


def _cells(titles: Sequence[Strip], row: Sequence[Strip], *, header: bool = False) -> tuple[Cell, ...]:
    columns: list[list[Strip]] = [[] for _ in titles]
    for line in row:
        for part in line.segments:
            column = _column(part, titles)
            if column is not None:
                columns[column].extend(part.lines or (part,))
    widths = [after.x0 - title.x0 - 2 for title, after in pairwise(titles)]
    widths.append(max(1.0, max(line.x1 for line in row) - titles[-1].x0))
    if header:
        return tuple(Cell((_title(parts),), header=True) for parts in columns)
    return tuple(Cell(tuple(paragraphs(parts, max(width, 1.0)))) for parts, width in zip(columns, widths))


def _title(parts: Sequence[Strip]) -> Text:
    """A column's title, which may wrap."""
    words = [word for part in parts for word in part.words]
    return text_of(words, parts[0].page, " ".join(part.text for part in parts))
