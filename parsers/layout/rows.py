"""Rows of columns without upright rules: several visual lines that are one row of labels and answers.

A label or an answer that wraps in its column, beside one that does not, makes lines that mean nothing
by themselves. Where lines stand in common columns, and the rows plainly farther apart than the lines
within one, or parted by a rule, each row becomes one `Strip` whose segments are its columns' parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from parsers.blocks import Rule
from parsers.layout.paragraphs import in_groups
from parsers.layout.strips import Strip

_NEAR: Final = 3.0  # points that parts of one column stand aside of each other
_TIGHT: Final = 0.55  # of a line's height: no farther apart do the lines of one row stand
_LEADING: Final = 0.35  # of a line's height: no farther apart do the lines of one answer stand
_PLAINLY: Final = 0.25  # of a line's height: so much farther apart stand the rows
_FARTHEST: Final = 3.0  # line heights between rows of the same columns
_ALIKE: Final = 0.12  # of the size
_APART: Final = 5.0  # of the size: farther apart stand the options of two questions
_LEAST_RULE: Final = 20.0  # points
_FEWEST_RULED: Final = 2
_MOSTLY: Final = 0.5  # of the lines of a table that rules part
_THIN: Final = 2.0  # points
_MOST_LINES: Final = 400
_RULES_A_LINE: Final = 5

Parts = dict[int, Strip]  # a line's parts by column, the first column is 0


@dataclass(slots=True)
class _Columns:
    """Where columns begin; or where they end, if what stands in them is set to the right."""

    begin: list[float]
    end: list[float]

    def parts(self, line: Strip) -> dict[tuple[int, int], Strip] | None:
        """A line's parts by column; `None` where one stands in none, or two in the same.

        Options beside each other are one part, which may begin a column that no other line has.
        """
        found: dict[tuple[int, int], Strip] = {}
        for group in _groups(line):
            part = group[0] if len(group) == 1 else _whole(group)
            column = self._of(part)
            if column is None and part.has_glyph():
                self.begin.append(part.x0)
                column = 0, len(self.begin) - 1
            if column is None or column in found:
                return None
            found[column] = part
        return found

    def _of(self, part: Strip) -> tuple[int, int] | None:
        for kind, places, x in ((0, self.begin, part.x0), (1, self.end, part.x1)):
            at = next((at for at, place in enumerate(places) if abs(place - x) <= _NEAR), None)
            if at is not None:
                return kind, at
        return None


def _whole(parts: Sequence[Strip]) -> Strip:
    return Strip([word for part in parts for word in part.words], parts[0].page)


def _groups(line: Strip) -> list[list[Strip]]:
    """A line's parts, the options of each question together."""
    groups: list[list[Strip]] = []
    for group in in_groups(line.segments):
        start = 0
        for at, (before, after) in enumerate(pairwise(group), 1):
            if after.x0 - before.x1 > _APART * line.size:
                groups.append(group[start:at])
                start = at
        groups.append(group[start:])
    return groups


def in_rows(lines: Sequence[Strip], rules: Sequence[Rule]) -> list[Strip]:
    """`lines`, from top to bottom, those that are one row of columns as one."""
    if all(len(line.segments) == 1 for line in lines):
        return list(lines)  # one column is none
    level = [rule for rule in rules if rule.x1 - rule.x0 >= _LEAST_RULE and rule.bottom - rule.top < _THIN]
    if max(len(lines), len(level) / _RULES_A_LINE) > _MOST_LINES:
        return list(lines)
    out: list[Strip] = []
    at = 0
    while at < len(lines):
        small = _under_small_labels(lines, at)
        if small is not None:
            out.append(_strip(small))
            at += len(small.lines)
            continue
        run = _run(lines[at:])
        out += _rows(run, lines[at : at + len(run)], level) if len(run) > 1 else [lines[at]]
        at += max(1, len(run))
    return out


def _under_small_labels(lines: Sequence[Strip], at: int) -> _Row | None:
    """The answers under a line of labels in other type, where one of them takes more lines."""
    line = lines[at]
    if not at or len(line.segments) < _FEWEST_RULED or line.has_glyph():
        return None
    starts = [part.x0 for part in line.segments]
    over = [part.x0 for part in lines[at - 1].segments]
    alike = abs(lines[at - 1].size - line.size) <= _ALIKE * line.size
    if alike or len(over) != len(starts) or any(abs(x - y) > _NEAR for x, y in zip(over, starts)):
        return None
    row = _Row([])
    row.add(line, dict(enumerate(line.segments)))
    for below in lines[at + 1 :]:
        parts = {_place(part.x0, starts): part for part in below.segments}
        close = below.top - row.lines[-1].bottom <= _LEADING * (below.bottom - below.top)
        same = abs(below.size - line.size) <= _ALIKE * line.size and not below.has_glyph()
        if not (close and same) or None in parts or len(parts) < len(below.segments):
            break
        row.add(below, {column: part for column, part in parts.items() if column is not None})
    return row if len(row.lines) > 1 else None


def _place(x: float, starts: Sequence[float]) -> int | None:
    return next((at for at, start in enumerate(starts) if abs(start - x) <= _NEAR), None)


# --- lines in common columns -------------------------------------------------------------


def _run(lines: Sequence[Strip]) -> list[Parts]:
    """The parts by column of the lines, from the first, that stand in common columns."""
    near = _near(lines)
    columns = _columns(near)
    if len(columns.begin) + len(columns.end) < 2:
        return []
    found: list[dict[tuple[int, int], Strip]] = []
    for line in near:
        parts = columns.parts(line)
        if parts is None:
            break
        found.append(parts)
    lefts: dict[tuple[int, int], float] = {}
    for parts in found:
        for column, part in parts.items():
            lefts[column] = min(part.x0, lefts.get(column, part.x0))
    order = {column: at for at, column in enumerate(sorted(lefts, key=lambda column: lefts[column]))}
    starts = sorted(lefts.values())
    run: list[Parts] = []
    for parts in found:
        ordered = {order[column]: part for column, part in parts.items()}
        if any(at + 1 < len(starts) and part.x1 > starts[at + 1] - 1 for at, part in ordered.items()):
            break
        run.append(ordered)
    return run


def _near(lines: Sequence[Strip]) -> list[Strip]:
    """The lines from the first down to the first wide gap or the first of other type."""
    near = [lines[0]]
    for line in lines[1:]:
        far = line.top - near[-1].bottom > _FARTHEST * (line.bottom - line.top)
        if far or abs(line.size - near[0].size) > _ALIKE * near[0].size:
            break
        near.append(line)
    return near


def _columns(lines: Sequence[Strip]) -> _Columns:
    parts = [part for line in lines if len(line.segments) > 1 for part in line.segments]
    beside = [part.x0 for part in parts]
    alone = [
        line.x0
        for line in lines
        if len(line.segments) == 1 and any(abs(line.x0 - place) <= _NEAR for place in beside)
    ]
    begin = _often([*beside, *alone])
    uneven = [part.x1 for part in parts if all(abs(part.x0 - place) > _NEAR for place in begin)]
    return _Columns(begin, _often(uneven))


def _often(places: Iterable[float]) -> list[float]:
    """The places at which more than one stands, from left to right."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][0] <= _NEAR:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups if len(group) > 1]


# --- rows --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """Visual lines that are one row, and the lines of each of its columns."""

    lines: list[Strip]
    parts: dict[int, list[Strip]] = field(default_factory=dict)
    last: frozenset[int] = frozenset()

    def add(self, line: Strip, parts: Parts) -> None:
        """Take in one more line."""
        self.lines.append(line)
        self.last = frozenset(parts)
        for column, part in parts.items():
            self.parts.setdefault(column, []).append(part)


def _rows(run: Sequence[Parts], lines: Sequence[Strip], level: Sequence[Rule]) -> list[Strip]:
    widest = max(after.top - before.bottom for before, after in pairwise(lines))
    parted = [_is_parted(before, after, level) for before, after in pairwise(lines)]
    ruled = sum(parted) >= max(_FEWEST_RULED, _MOSTLY * len(parted))
    rows = [_Row([])]
    for line, parts, apart in zip(lines, run, [False, *parted]):
        row = rows[-1]
        if row.lines and (apart or not _goes_on(row, line, parts, widest, ruled=ruled)):
            row = _Row([])
            rows.append(row)
        row.add(line, parts)
    return [_strip(row) for row in rows]


def _is_parted(line: Strip, below: Strip, level: Sequence[Rule]) -> bool:
    """Whether a rule runs between two lines."""
    top, foot = (line.top + line.bottom) / 2, (below.top + below.bottom) / 2
    x0, x1 = min(line.x0, below.x0), max(line.x1, below.x1)
    return any(top < rule.top < foot and rule.x0 < x1 and rule.x1 > x0 for rule in level)


def _goes_on(row: _Row, line: Strip, parts: Parts, widest: float, *, ruled: bool) -> bool:
    height = line.bottom - line.top
    gap = line.top - row.lines[-1].bottom
    if gap > _TIGHT * height or not _are_alike(row, parts):
        return False
    if ruled:
        return True
    if gap < 0 and row.last.isdisjoint(parts):
        return True  # set to the middle of a row, beside what takes more lines
    small = all(part.text[:1].islower() for part in parts.values())
    if not small and gap > widest - _PLAINLY * height:
        return False
    if len(parts) > 1 and not _are_titles(row, parts) and any(map(_is_new_label, parts.values())):
        return False
    lead = min(row.parts)
    if lead != min(parts):
        # What stands beside a label of several lines, above the middle or below it.
        return True
    if row.parts[lead][-1].text.endswith((":", "?", ".")):
        return False
    if parts[lead].text[:1].islower():
        return True
    return set(row.parts) != {lead} and (len(parts) == 1 or _are_titles(row, parts))


def _is_new_label(part: Strip) -> bool:
    return part.bold and part.text[:1].isupper()


def _are_titles(row: _Row, parts: Parts) -> bool:
    """Whether a line goes on with titles of columns: all of them bold, and not every column's."""
    own = [part for column in row.parts.values() for part in column]
    return all(part.bold for part in (*own, *parts.values())) and len(parts) < len(row.parts)


def _are_alike(row: _Row, parts: Parts) -> bool:
    """Whether what stands in each column is of the type of what stands above it there."""
    return all(
        above[-1].bold == parts[column].bold
        and abs(above[-1].size - parts[column].size) < _ALIKE * above[-1].size
        for column, above in row.parts.items()
        if column in parts and not (above[-1].has_glyph() or parts[column].has_glyph())
    )


def _strip(row: _Row) -> Strip:
    if len(row.lines) == 1:
        return row.lines[0]
    columns = [_cell(row.parts[column]) for column in sorted(row.parts)]
    whole = Strip([word for cell in columns for word in cell.words], row.lines[0].page)
    whole.x0 = min(cell.x0 for cell in columns)
    whole.part(columns)
    return whole


def _cell(lines: Sequence[Strip]) -> Strip:
    if len(lines) == 1:
        return lines[0]
    cell = Strip([word for line in lines for word in line.words], lines[0].page)
    cell.x0 = min(line.x0 for line in lines)
    cell.lines = tuple(lines)
    return cell
