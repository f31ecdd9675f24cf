"""Tables without rules that run over pages: their rows at the next page's head, under titles printed again or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Cell, Rule, Table
from parsers.layout.aligned import rest_of_table
from parsers.layout.grid import Grid
from parsers.layout.paragraphs import one_paragraph
from parsers.layout.placed import Placed, Tail
from parsers.layout.rows import in_rows
from parsers.layout.strips import Strip
from parsers.layout.titled_columns import begins_row, parts_by_column

_FEWEST: Final = 3  # titles
_MOST_OF_TITLES: Final = 4  # lines
_ALIKE: Final = 0.12  # of the size


def rest(
    last: Placed, lines: Sequence[Strip], first: float, rules: Sequence[Rule]
) -> tuple[list[Placed], list[Strip]]:
    """The rows at a page's head that go on with the `last` table of the page before, and the lines that do not.

    `first` is the top of the page's first table or field. What is left of the last row is given to it.
    """
    header = last.header or _stranded(last.block)
    if header is None:
        return [], list(lines)
    ordered = sorted(lines, key=lambda line: line.top)
    above = _without_repeated(header, [line for line in ordered if line.bottom < first])
    below = [line for line in ordered if line.bottom >= first]
    above = _without_rest_of_row(last, above)
    found = rest_of_table(header, in_rows(above, rules)) if above else None
    if found is None:
        return [], [*above, *below]
    left = [line for line in above if (line.top + line.bottom) / 2 > found[1].bottom]
    return [found[1]], [*left, *below]


def _stranded(block: Block | Grid) -> Strip | None:
    """The titles of a table of which nothing else had room on its page."""
    if not isinstance(block, Grid) or block.last_row() or len(block.cells) < _FEWEST:
        return None
    titles = [line for cell in block.row(0) for line in cell.lines]
    if len(titles) != len(block.cells) or not all(title.bold for title in titles):
        return None
    header = Strip([word for title in titles for word in title.words], block.page)
    header.part(titles)
    return header


def _without_repeated(header: Strip, lines: Sequence[Strip]) -> Sequence[Strip]:
    """A page's first lines without a table's titles, printed again as on the page before."""
    titles = sorted(word.text for word in header.words)
    for count in range(1, min(_MOST_OF_TITLES, len(lines)) + 1):
        if sorted(word.text for line in lines[:count] for word in line.words) == titles:
            return lines[count:]
    return lines


def _without_rest_of_row(last: Placed, lines: Sequence[Strip]) -> Sequence[Strip]:
    """The lines behind those that go on with the cells of the last row, which are put into it."""
    at = 0
    while last.tail is not None and at < len(lines) and isinstance(last.block, Table):
        parts = parts_by_column(lines[at], last.tail.starts)
        if (
            not parts
            or not _are_alike(last.tail.parts, parts)
            or begins_row(last.tail.cells, last.tail.parts, parts, last.tail.rooms)
        ):
            break
        _lengthen(last, last.block, last.tail, parts)
        at += 1
    return lines[at:]


def _are_alike(above: dict[int, Strip], parts: dict[int, Strip]) -> bool:
    """Whether parts are set as what stands over them is: a title of the next section is not."""
    pairs = [(above[column], part) for column, part in parts.items() if column in above]
    return all(
        upper.bold == part.bold and abs(upper.size - part.size) < _ALIKE * upper.size for upper, part in pairs
    )


def _lengthen(last: Placed, table: Table, tail: Tail, parts: dict[int, Strip]) -> None:
    row = list(table.rows[-1])
    for column, part in parts.items():
        row[column] = _longer(row[column], tail.parts[column], part, tail.rooms[column])
    last.block = replace(table, rows=(*table.rows[:-1], tuple(row)))
    last.tail = replace(tail, parts=parts)


def _longer(cell: Cell, above: Strip, part: Strip, room: float) -> Cell:
    """A cell with one more line, which goes on in the words of its last paragraph."""
    *before, end = cell.texts
    both = one_paragraph([above, part], room)[0].text
    text = (
        end.text.removesuffix(above.text) + both
        if end.text.endswith(above.text)
        else f"{end.text} {part.text}"
    )
    return replace(cell, texts=(*before, replace(end, text=text)))
