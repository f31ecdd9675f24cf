"""Where columns begin on a page: an answer that reaches the next column's label is parted from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.boxes_in_line import GLYPHS
from parsers.layout.strips import Strip, size_of

_LEAST: Final = 0.45  # of the size: no narrower is the gap between columns
_ROOM: Final = 0.32  # of the size: a gap that is wider than most between words
_PLAIN: Final = 0.9  # of the size: no gap between words is so wide
_WIDER: Final = 1.3  # of the narrowest gap on the line
_NEAR: Final = 1  # points
_OFTEN: Final = 3  # lines that have a part there
_MANY: Final = 5  # lines
_SOME: Final = 2  # lines, where the label is set apart by its weight
_COLUMNS: Final = 3  # parts of a table's header or of a row under it
_FARTHEST: Final = 2.5  # line heights between lines of the same columns


def part_at_columns(lines: Sequence[Strip]) -> None:
    """Give lines of several parts the places where a part begins on other lines near them.

    A label in bold behind an answer that is not needs fewer lines to say so, and no gap. A line
    that nothing else parts needs a gap that is plainly wider than its others.
    """
    for near in _blocks(lines):
        begins = [part.words[0] for line in near for part in line.segments[1:] if not part.has_glyph()]
        if len(begins) >= _SOME:
            begun = Counter(round(word.x0) for word in begins)
            bold = Counter(round(word.x0) for word in begins if word.bold)
            for line in near:
                single = len(line.segments) == 1
                alone = (_alone(line, begun) or _typed_wider(line, begun, near)) if single else []
                line.break_at(alone if single else _places(line, begun, bold))
        for header, row in pairwise(near):
            if header.bold and not row.bold and max(len(header.segments), len(row.segments)) >= _COLUMNS:
                shared = _shared(header, row)
                header.break_at(shared)
                row.break_at(shared)
            elif len(row.segments) > max(_COLUMNS - 1, len(header.segments)):
                header.break_at(_over_each(header, row))
            if len(header.segments) > max(_COLUMNS, len(row.segments)) and len(row.segments) > 1:
                row.break_at(_under_each(header, row))


def _alone(line: Strip, begun: Counter[int]) -> list[float]:
    """Where the one wide gap of a line ends, if parts begin there on other lines."""
    gaps = list(map(_gap, line.words, line.words[1:]))
    if len(gaps) < _SOME or line.has_glyph():
        return []
    widest = max(gaps)
    after = line.words[1 + gaps.index(widest)]
    others = sorted(gaps)[-2]
    plain = widest >= max(_LEAST * size_of(after), _WIDER * others)
    return [after.x0] if plain and _count(begun, after) >= _OFTEN else []


def _typed_wider(line: Strip, begun: Counter[int], near: Sequence[Strip]) -> list[float]:
    """Where an answer typed in type of one width begins, no farther behind its label than its own words stand apart.

    The label's are nearer, and its line begins where others do whose answers begin there too.
    """
    gaps = list(map(_gap, line.words, line.words[1:]))
    level = sum(len(other.segments) > 1 and abs(other.x0 - line.x0) <= _NEAR for other in near)
    if level < _MANY or line.has_glyph():
        return []
    return [
        after.x0
        for at, (after, gap) in enumerate(zip(line.words[1:], gaps))
        if at
        and gap >= max(_LEAST * size_of(after), _WIDER * max(gaps[:at]))
        and _count(begun, after) >= _MANY
    ][:1]


def _shared(header: Strip, row: Strip) -> list[float]:
    """Where a title and what is under it begin level, each behind a gap that is wider than between words."""
    begins = _behind_gaps(row)
    return [x for x in _behind_gaps(header) if any(abs(x - other) <= _NEAR for other in begins)]


def _over_each(header: Strip, row: Strip) -> list[float]:
    """Where the titles over a row begin, if each part of the row has one that is level with it behind a plain gap."""
    begins = [part.x0 for part in row.segments[1:]]
    behind = _behind_gaps(header, _PLAIN)
    return behind if all(any(abs(x - at) <= _NEAR for x in behind) for at in begins) else []


def _under_each(header: Strip, row: Strip) -> list[float]:
    """Where words begin under titles that nothing stands under, if each part of the row has one that it begins level with."""
    begun = [title.x0 for title in header.segments]
    parts = [part.x0 for part in row.segments]
    if not all(any(abs(x - at) <= _NEAR for at in begun) for x in parts):
        return []
    behind = _behind_gaps(row, _ROOM)
    return [x for x in behind if any(abs(x - at) <= _NEAR for at in begun)]


def _behind_gaps(line: Strip, least: float = _LEAST) -> list[float]:
    """Where words begin behind gaps of at least so much of their size."""
    pairs = pairwise(line.words)
    return [after.x0 for before, after in pairs if _gap(before, after) >= least * size_of(after)]


def _blocks(lines: Sequence[Strip]) -> Iterator[list[Strip]]:
    """Runs of lines without a wide gap between them."""
    block: list[Strip] = []
    for line in lines:
        if block and line.top - block[-1].bottom > _FARTHEST * (line.bottom - line.top):
            yield block
            block = []
        block.append(line)
    yield block


def _places(line: Strip, begun: Counter[int], bold: Counter[int]) -> Iterator[float]:
    firsts = {id(part.words[0]) for part in line.segments}
    usual = min((gap for gap in map(_gap, line.words, line.words[1:]) if gap > 0), default=0.0)
    for before, after in pairwise(line.words):
        if id(after) in firsts or before.text in GLYPHS:
            continue
        if (after.bold and not before.bold) or "@" in before.text:
            parted = _count(bold if after.bold else begun, after) >= _SOME
        else:
            gap = _gap(before, after)
            wide = gap >= _LEAST * size_of(after) or (usual and gap >= _WIDER * usual)
            times = _SOME if gap >= _PLAIN * size_of(after) else _OFTEN
            parted = bool(wide) and _count(begun, after) >= times and not _is_typed_wide(line, after, gap)
        if parted:
            yield after.x0


def _is_typed_wide(line: Strip, after: Word, gap: float) -> bool:
    """Whether the words of its part stand as far apart as a word from the one before it: a typewriter's do."""
    part = next(part for part in line.segments if any(word is after for word in part.words))
    others = [_gap(one, other) for one, other in pairwise(part.words) if other is not after]
    return bool(others) and gap < _WIDER * min(others)


def _gap(before: Word, after: Word) -> float:
    return after.x0 - before.x1


def _count(places: Counter[int], word: Word) -> int:
    at = round(word.x0)
    return sum(places[place] for place in range(at - _NEAR, at + _NEAR + 1))
