"""Tables without upright rules, told by where words begin: titles, and rows whose cells wrap under them.

Gaps tell little where columns stand close: "Relationship PR" may be nearer than two words of a sentence.
But a program that sets a table begins whatever stands in a column at the very same place on every line.
Such a run of lines under a line of titles is a table, and its rows are told from each other by what a
word processor does: a cell begins on its row's first line, and goes on below only where no room was left.
What ordinary gaps part already, line by line, is left to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median
from typing import Final

from parsers.blocks import Cell, Rule, Table, Word
from parsers.layout.leaders import is_underline
from parsers.layout.paragraphs import one_paragraph, paragraphs, would_not_fit
from parsers.layout.placed import Placed, Tail
from parsers.layout.strips import Strip

_LEVEL: Final = 0.8  # points: no farther apart begins what stands in one column
_OVER: Final = 0.5  # points that a word may reach into the next column
_WIDE: Final = 1.0  # of the size: so wide is no gap between words
_SPACE: Final = 0.28  # of the size: between words, where a line tells nothing better
_WIDER: Final = 1.3  # of the space between words
_FEWEST: Final = 3  # columns: two are labels with their answers
_ALIKE: Final = 0.12  # of the size
_TIGHT: Final = 0.55  # of a line's height: no farther apart stand the lines of one title
_FARTHEST: Final = 3.0  # line heights between rows
_PLAINLY: Final = 0.25  # of a line's height: so much farther apart stand rows that are set apart
_OVERLAP: Final = -0.3  # of a line's height: lines that are not set on one grid
_MOST_LINES: Final = 120
_THIN: Final = 2.0  # points
_MOST_KEPT: Final = 12.0  # points: no table keeps more free between what stands in two columns
_UNDER: Final = 0.9  # of a line's height: so near stands the rule under titles
_WHOLE: Final = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}|yes|no|y|n"
    r"|(?:\(?0[\d ()-]{9,14}\d)",
    re.IGNORECASE,
)

_Parts = dict[int, Strip]  # what stands on a line, by column


@dataclass(slots=True)
class _Titles:
    """The lines of titles, and where their columns begin."""

    lines: list[Strip]
    starts: list[float]


def titled_tables(lines: Sequence[Strip], rules: Sequence[Rule]) -> tuple[list[Placed], list[Strip]]:
    """The tables among free `lines`, from top to bottom, and the lines that are in none."""
    placed: list[Placed] = []
    rest: list[Strip] = []
    at = 0
    while at < len(lines):
        found = _table(lines, at, rules)
        if found is None:
            rest.append(lines[at])
            at += 1
        else:
            placed.append(found[1])
            at += found[0]
    return placed, rest


def _table(lines: Sequence[Strip], at: int, rules: Sequence[Rule]) -> tuple[int, Placed] | None:
    titles = _bold_titles(lines, at) or _underlined_titles(lines, at, rules)
    first = at + len(titles.lines) if titles else at + 2
    titles = titles or _dashed_titles(lines, at)
    if titles is None:
        return None
    body = list(_body(lines[first : first + _MOST_LINES], titles))
    if not body:
        return None
    dashed = first > at + len(titles.lines)
    more = [] if dashed else _more_starts(titles, body)  # dashes show all
    starts = sorted([*titles.starts, *more])
    split = list(_split(body, starts))
    del body[len(split) :]
    heads = [parts_by_column(line, starts) for line in titles.lines]
    if len(starts) < _FEWEST or not body or None in heads:
        return None
    rooms = _rooms(body, split, starts)
    rows = _rows(body, split, rules, rooms)
    shown = (
        not dashed
        and len(starts) == len(titles.starts)
        and all(_is_shown(line, parts) for line, parts in zip(body, split))
    )
    if rows is None or (shown and all(len(row) == 1 for row in rows)):
        return None
    header = _header(titles.lines, [head for head in heads if head], starts)
    table = Table((_title_cells(header, starts, rooms), *_cells(rows, rooms)), page=body[0].page)
    used = [*lines[at:first], *body]
    tail = Tail(len(rows[-1][0]), rows[-1][-1], starts, rooms)
    return len(used), Placed(used[0].top, used[0].x0, max(line.bottom for line in used), table, header, tail)


def _is_shown(line: Strip, parts: _Parts) -> bool:
    """Whether wide gaps part a line as its columns do."""
    return [part.x0 for part in line.segments] == [parts[column].x0 for column in sorted(parts)]


# --- titles ------------------------------------------------------------------------------


def _bold_titles(lines: Sequence[Strip], at: int) -> _Titles | None:
    """Titles in bold from the line `at`, the first of them the fullest, over a line that is not."""
    first = lines[at]
    if not first.bold or len(first.words) < _FEWEST or _is_foreign(first):
        return None
    starts = _wide_starts(first)
    held = [first]
    for line in lines[at + 1 :]:
        if not line.bold or line.top - held[-1].bottom > _TIGHT * (line.bottom - line.top):
            break
        if not all(_is_start(x, first) for x in _wide_starts(line)):
            return None
        held.append(line)
    return _Titles(held, starts)


def _underlined_titles(lines: Sequence[Strip], at: int, rules: Sequence[Rule]) -> _Titles | None:
    """Titles from the line `at` that only a rule under all of them tells; the last line is the fullest."""
    first = lines[at]
    if _is_foreign(first) or not rules:
        return None
    for end in range(at, min(at + 3, len(lines))):
        line = lines[end]
        if end > at and line.top - lines[end - 1].bottom > _TIGHT * (line.bottom - line.top):
            return None
        starts = _wide_starts(line)
        if len(starts) < _FEWEST - 1 or not _is_underlined(line, rules):
            continue
        held = list(lines[at : end + 1])
        if all(
            _is_start(x, line) and _is_upper_part(line, x) for above in held[:-1] for x in _wide_starts(above)
        ):
            return _Titles(held, starts)
        return None
    return None


def _dashed_titles(lines: Sequence[Strip], at: int) -> _Titles | None:
    """Titles from a typewriter: each with its dashes under it, as wide as its column."""
    if at + 1 >= len(lines) or len(lines[at + 1].words) < _FEWEST or not is_underline(lines[at + 1]):
        return None
    starts = [word.x0 for word in lines[at + 1].words]
    return None if _is_foreign(lines[at]) else _Titles([lines[at]], starts)


def _is_upper_part(line: Strip, x: float) -> bool:
    """Whether what begins at `x` is a title's upper part, and no title of the whole table."""
    return x > line.x0 + _LEVEL or line.words[0].text.islower()


def _is_underlined(line: Strip, rules: Sequence[Rule]) -> bool:
    height = line.bottom - line.top
    return any(
        rule.bottom - rule.top < _THIN
        and line.bottom - _UNDER / 2 * height < rule.top < line.bottom + _UNDER * height
        and rule.x0 <= line.x0 + _OVER
        and rule.x1 >= line.words[-1].x0
        for rule in rules
    )


def _is_foreign(line: Strip) -> bool:
    """Whether a line has a box, a form field or recognised words: none tells columns by its places."""
    return line.has_glyph() or any(line.columns[7]) or min(line.columns[8]) < 1


def _wide_starts(line: Strip) -> list[float]:
    pairs = pairwise(line.words)
    behind = [after.x0 for before, after in pairs if after.x0 - before.x1 > _WIDE * line.size]
    return [line.x0, *behind]


def _is_start(x: float, line: Strip) -> bool:
    return any(abs(word.x0 - x) <= _LEVEL for word in line.words)


# --- columns -----------------------------------------------------------------------------


def _body(lines: Sequence[Strip], titles: _Titles) -> Iterator[Strip]:
    """The lines under titles that stand in those columns which the titles' wide gaps show."""
    above = titles.lines[-1]
    for line in lines:
        far = line.top - above.bottom > _FARTHEST * (line.bottom - line.top)
        other = abs(line.size - titles.lines[0].size) > _ALIKE * line.size
        if far or other or any(line.columns[6]) or _is_foreign(line):
            return
        if above is titles.lines[-1] and len(line.words) < _FEWEST:
            return
        if not _may_stand(line, titles):
            return
        yield line
        above = line


def _may_stand(line: Strip, titles: _Titles) -> bool:
    """Whether nothing lies across a column's start, and what is behind it begins with one of the titles' words."""
    column = -1
    for word in line.words:
        at = sum(word.x0 >= start - _LEVEL for start in titles.starts) - 1
        if at < 0 or (at > column and not any(_is_start(word.x0, head) for head in titles.lines)):
            return False
        if at + 1 < len(titles.starts) and word.x1 > titles.starts[at + 1] + _OVER:
            return False
        column = at
    return True


def parts_by_column(line: Strip, starts: Sequence[float]) -> _Parts | None:
    """What stands in each column; `None` where something begins in none, or reaches into the next."""
    held: dict[int, list[Word]] = {}
    for word in line.words:
        column = sum(word.x0 >= start - _LEVEL for start in starts) - 1
        begins = column not in held
        if column < 0 or (begins and word.x0 > starts[column] + _LEVEL):
            return None
        if column + 1 < len(starts) and word.x1 > starts[column + 1] + _OVER:
            return None
        held.setdefault(column, []).append(word)
    return {column: Strip(words, line.page) for column, words in held.items()}


def _split(body: Sequence[Strip], starts: Sequence[float]) -> Iterator[_Parts]:
    """The parts by column of the lines, from the first, that stand in all columns."""
    for line in body:
        parts = parts_by_column(line, starts)
        if parts is None or (0 in parts and parts[0].text.endswith(":")):
            return  # what ends in a colon is a label with its answer
        yield parts


def _rooms(body: Sequence[Strip], split: Sequence[_Parts], starts: Sequence[float]) -> list[float]:
    """How wide each column's text may be: what stands nearest to the next column tells what is kept free."""
    free = [
        starts[column + 1] - part.x1
        for parts in split
        for column, part in parts.items()
        if column + 1 < len(starts)
    ]
    kept = min(max(0.0, min(free, default=0.0)), _MOST_KEPT)
    rooms = [after - start - kept for start, after in pairwise(starts)]
    return [*rooms, max(1.0, max(line.x1 for line in body) - starts[-1])]


def _more_starts(titles: _Titles, body: Sequence[Strip]) -> list[float]:
    """Where further titles begin without a wide gap before them, as the lines under them prove."""
    found: list[float] = []
    fullest = titles.lines[0] if titles.lines[0].bold else titles.lines[-1]
    for word in reversed(fullest.words[1:]):
        limit = min((start for start in (*titles.starts, *found) if start > word.x0 + _LEVEL), default=inf)
        if not any(abs(word.x0 - start) <= _LEVEL for start in titles.starts) and _begins(
            word.x0, limit, (*titles.lines, *body), len(titles.lines)
        ):
            found.append(word.x0)
    return found


def _begins(x: float, limit: float, lines: Sequence[Strip], titles: int) -> bool:
    """Whether a column begins at `x`: nothing lies across it, and what is behind it, up to `limit`, begins there.

    The first of `lines` are so many `titles`.
    """
    stands_under, widest, space = False, 0.0, _space(lines)
    for at, line in enumerate(lines):
        before = [word for word in line.words if word.x0 < x - _LEVEL]
        behind = [word for word in line.words if x - _LEVEL <= word.x0 < limit - _LEVEL]
        if (before and before[-1].x1 > x + _OVER) or (behind and behind[0].x0 > x + _LEVEL):
            return False
        if behind and before:
            stands_under = stands_under or at >= titles
            widest = max(widest, behind[0].x0 - before[-1].x1)
    return stands_under and widest >= _WIDER * space


def _space(lines: Sequence[Strip]) -> float:
    """How far the words of most lines stand apart: a typewriter's more than a printer's."""
    gaps = [after.x0 - before.x1 for line in lines for before, after in pairwise(line.words)]
    close = [
        gap
        for gap, size in zip(gaps, (line.size for line in lines for _ in line.words[1:]))
        if 0 < gap < size
    ]
    return median(close) if close else _SPACE * lines[0].size


# --- rows --------------------------------------------------------------------------------


def _rows(
    body: Sequence[Strip], split: Sequence[_Parts], rules: Sequence[Rule], rooms: Sequence[float]
) -> list[list[_Parts]] | None:
    """The rows, each its lines' parts by column; `None` where cells are not set from their rows' tops."""
    if 0 not in split[0]:
        return None
    gaps = [(line.top - above.bottom) / (line.bottom - line.top) for above, line in pairwise(body)]
    if any(gap < _OVERLAP for gap in gaps):
        return None
    tiered = bool(gaps) and max(gaps) > min(gaps) + _PLAINLY
    parted = [_is_parted(above, line, rules) for above, line in pairwise(body)]
    rows = [[split[0]]]
    for parts, gap, ruled in zip(split[1:], gaps, parted):
        apart = gap > min(gaps) + _PLAINLY
        if any(parted) or tiered:
            new = ruled if any(parted) else apart
            if not new and not parts.keys() <= rows[-1][0].keys():
                return None
        else:
            new = begins_row(len(rows[-1][0]), rows[-1][-1], parts, rooms)
        if new and 0 not in parts:
            return None
        if new:
            rows.append([parts])
        else:
            rows[-1].append(parts)
    return rows if max(map(len, split)) >= _FEWEST - 1 else None


def _is_parted(above: Strip, line: Strip, rules: Sequence[Rule]) -> bool:
    """Whether a level rule runs between two lines."""
    top, foot = (above.top + above.bottom) / 2, (line.top + line.bottom) / 2
    return any(
        top < rule.top < foot and rule.bottom - rule.top < _THIN and rule.x1 - rule.x0 > line.x1 - line.x0
        for rule in rules
    )


def begins_row(cells: int, above: _Parts, parts: _Parts, rooms: Sequence[float]) -> bool:
    """Whether a line's `parts` begin a row, where all lines stand equally close.

    The row before has so many `cells`, and `above` stands on its last line.
    """
    if not parts.keys() <= above.keys():
        return True  # a cell begins on its row's first line
    if 0 not in parts:
        return False
    if len(parts) == cells >= _FEWEST or any(
        _WHOLE.fullmatch(part.text) and _WHOLE.fullmatch(above[column].text) for column, part in parts.items()
    ):
        return True
    return not all(
        above[column].text.endswith(",") or would_not_fit(above[column], part.words[0], rooms[column])
        for column, part in parts.items()
    )


# --- cells -------------------------------------------------------------------------------


def _header(lines: Sequence[Strip], heads: Sequence[_Parts], starts: Sequence[float]) -> Strip:
    """The titles as one line, each of them a segment."""
    whole = Strip([word for line in lines for word in line.words], lines[0].page)
    whole.x0 = starts[0]
    titles = []
    for column in range(len(starts)):
        held = [head[column] for head in heads if column in head]
        if held:
            title = Strip([word for part in held for word in part.words], lines[0].page)
            title.x0, title.lines = starts[column], tuple(held) if len(held) > 1 else ()
            titles.append(title)
    whole.part(titles)
    return whole


def _title_cells(header: Strip, starts: Sequence[float], rooms: Sequence[float]) -> tuple[Cell, ...]:
    held = {round(title.x0, 2): title for title in header.segments}
    cells = []
    for start, room in zip(starts, rooms):
        title = held.get(round(start, 2))
        texts = tuple(one_paragraph(title.lines or (title,), room)) if title else ()
        cells.append(Cell(texts, header=True))
    return tuple(cells)


def _cells(rows: Sequence[Sequence[_Parts]], rooms: Sequence[float]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        columns = [[parts[column] for parts in row if column in parts] for column in range(len(rooms))]
        yield tuple(
            Cell(tuple(paragraphs(held, max(1.0, room)))) if held else Cell()
            for held, room in zip(columns, rooms)
        )
