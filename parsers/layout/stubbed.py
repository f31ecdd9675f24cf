"""Columns without rules whose labels stand in the margin: "Child 1 | Child 2" over "Forename | Ida | Ben"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.blocks import Cell, Table
from parsers.layout.paragraphs import paragraphs
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, text_of

_NEAR: Final = 6.0  # points that a value may stand aside of its column's title
_FARTHEST: Final = 3.2  # line heights between rows
_TIGHT: Final = 0.8  # of a line's height: lines of one row stand no farther apart
_LARGER: Final = 1.06  # of a label's size
_LONGEST: Final = 30  # letters in a title
_FEWEST: Final = 2  # columns, and rows
_NUMBER: Final = re.compile(r"\d+|\b(?:one|two|three|four|first|second|third)\b", re.IGNORECASE)


def stubbed_table(lines: Sequence[Strip]) -> tuple[int, Placed] | None:
    """How many of `lines`, from the first, make such a table, and the table; `None` if they do not.

    The titles are numbered alike, or bold over values that are not; what stands on their left
    in each row is its label.
    """
    titles = lines[0].segments
    if len(titles) < _FEWEST or lines[0].has_glyph() or max(len(title.text) for title in titles) > _LONGEST:
        return None
    rows: list[list[list[Strip]]] = []
    used, answered = 1, 0
    for at, (before, line) in enumerate(pairwise(lines), 2):
        height = line.bottom - line.top
        cells = _cells(line, titles)
        if cells is None or line.top - before.bottom > _FARTHEST * height:
            break
        if cells[0] and rows and _is_a_title(cells, rows[0][0][0]):
            break
        if cells[0]:
            rows.append(cells)
        elif rows and line.top - before.bottom <= _TIGHT * height:
            for held, more in zip(rows[-1], cells):
                held += more
        else:
            break
        if any(cells[1:]):
            used, answered = at, len(rows)
    del rows[answered:]  # a label alone at the end is no row of it
    full = [row for row in rows if sum(map(bool, row[1:])) >= _FEWEST]
    if len(rows) < _FEWEST or 2 * len(full) < len(rows) or not _are_titles(titles, rows):
        return None
    page = lines[0].page
    header = (Cell(header=True), *(Cell((text_of(title.words, page),), header=True) for title in titles))
    width = min(other.x0 - title.x0 for title, other in pairwise(titles))
    table = Table((header, *(tuple(_cell(part, width) for part in row) for row in rows)), page=page)
    return used, Placed(lines[0].top, lines[0].x0, max(line.bottom for line in lines[:used]), table)


def _cells(line: Strip, titles: Sequence[Strip]) -> list[list[Strip]] | None:
    """A line's label and its values by column; `None` where something stands in no column."""
    cells: list[list[Strip]] = [[] for _ in range(len(titles) + 1)]
    for at, part in enumerate(line.segments):
        column = next((at for at, title in enumerate(titles, 1) if abs(part.x0 - title.x0) <= _NEAR), None)
        if column is None and at == 0 and part.x1 < titles[0].x0 - _NEAR and not part.has_glyph():
            column = 0
        if column is None or cells[column] or part.words[0].filled:
            return None
        if 0 < column < len(titles) and part.x1 > titles[column].x0:
            return None
        cells[column] = [*(part.lines or (part,))]
    return cells


def _is_a_title(cells: Sequence[Sequence[Strip]], label: Strip) -> bool:
    """Whether what stands alone in the margin is set larger than the labels: the next part begins there."""
    alone = cells[0] and not any(cells[1:])
    return bool(alone) and cells[0][0].bold and cells[0][0].size > _LARGER * label.size


def _are_titles(titles: Sequence[Strip], rows: Sequence[Sequence[Sequence[Strip]]]) -> bool:
    alike = {_NUMBER.sub("#", title.text.casefold()) for title in titles}
    if len(alike) == 1 and "#" in next(iter(alike)):
        return True
    values = [part for row in rows for cell in row[1:] for part in cell]
    return all(title.bold for title in titles) and not any(part.bold for part in values)


def _cell(parts: Sequence[Strip], width: float) -> Cell:
    return Cell(tuple(paragraphs(parts, max(width, 1.0)))) if parts else Cell()
