"""Tables that run over pages: joined, repeated headers left out, split cells made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.layout.grid import Grid, GridCell
from parsers.layout.paragraphs import would_not_fit
from parsers.layout.placed import has_text, room

_NEAR = 4.0  # points
_PROSE = 250.0  # points: a line that is full at this width is full because a sentence goes on


def continues(above: Grid, below: Grid) -> bool:
    """Whether the table at a page's head has the columns that the one at the last page's foot has."""
    if abs(above.box[0] - below.box[0]) > _NEAR or abs(above.box[2] - below.box[2]) > _NEAR:
        return False
    head = below.row(0)
    if _same(_borders(above.row(above.last_row())), _borders(head)):
        return True
    return any(_texts(head)) and _texts(above.row(0)) == _texts(head)


def join(above: Grid, below: Grid) -> None:
    """Put the rows of `below` under those of `above`."""
    rows, head, end = below.rows(), above.row(0), above.last_row()
    if end and len(head) > 1 and _texts(head) == _texts(rows[0]) and any(_texts(head)):
        rows = rows[1:]
    last = above.row(end)
    if rows and _is_rest(last, rows[0]):
        for cell, rest in zip(last, rows[0]):
            cell.lines.extend(rest.lines)
            cell.grids.extend(rest.grids)
        rows = rows[1:]
    for number, row in enumerate(rows, end + 1):
        above.cells.extend(replace(cell, row=number) for cell in row)
    above.box = (*above.box[:3], below.box[3])


def _is_rest(last: Sequence[GridCell], first: Sequence[GridCell]) -> bool:
    """Whether a page's first row is the rest of a row that the page before began.

    Then each of its cells is empty or goes on where its upper half had no more room, and one of
    them does so in the middle of a sentence; or only one or two of many cells, never the first,
    have lines left. Another child's row must never pass for it.
    """
    if not _same(_borders(last), _borders(first)) or any(cell.rowspan > 1 for cell in (*last, *first)):
        return False
    filled = [(upper, lower) for upper, lower in zip(last, first) if has_text(lower.lines)]
    if not filled:
        return len(last) > 1 and not any(line.words for cell in first for line in cell.lines)
    if any(not has_text(upper.lines) or _fonts_differ(upper, lower) for upper, lower in filled):
        return False
    goes_on = all(_overflows(upper, lower) for upper, lower in filled)
    if goes_on and any(_is_mid_sentence(upper, lower) for upper, lower in filled):
        return True
    if (
        goes_on
        and len(last) > 2
        and filled[0][1] is first[0]
        and len(filled) == 1
        and _is_half_a_name(last, first)
    ):
        return True
    unnamed = has_text(last[0].lines) and not has_text(first[0].lines)
    return len(last) > 2 and unnamed and len(filled) <= len(last) / 3


def _is_half_a_name(last: Sequence[GridCell], first: Sequence[GridCell]) -> bool:
    """Whether one word, alone in its row, follows one word that had no room for a second."""
    alone = [line for line in first[0].lines if line.words]
    return len(alone) == 1 and len(alone[0].words) == 1 and len(last[0].lines[-1].words) == 1


def _overflows(upper: GridCell, lower: GridCell) -> bool:
    return would_not_fit(upper.lines[-1], lower.lines[0].words[0], room(upper))


def _is_mid_sentence(upper: GridCell, lower: GridCell) -> bool:
    before, after = upper.lines[-1].text, lower.lines[0].text
    prose = room(upper) > _PROSE and not before.endswith((".", "?", "!", ":"))
    return after[:1].islower() or before.endswith((",", "-")) or prose


def _fonts_differ(upper: GridCell, lower: GridCell) -> bool:
    above, below = upper.lines[-1].words[-1], lower.lines[0].words[0]
    sure = min(above.confidence, below.confidence) >= 1
    return sure and above.bold != below.bold


def _borders(row: Sequence[GridCell]) -> list[float]:
    return [cell.box[0] for cell in row] + [row[-1].box[2]]


def _same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _NEAR for a, b in zip(one, other))


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) for cell in row]
