"""Two sections side by side: where a page's two halves are read one after the other.

The headings of both stand level, each over questions of its own, and nothing reaches from the
one half into the other until the form goes on across the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.blocks import Word
from parsers.layout.grid import Box, Grid
from parsers.layout.strips import Strip

_ON: Final = 3.0  # points
_INDENT: Final = 6.0  # points that a title may stand in from its questions
_UNDER: Final = 16.0  # points between a label and the field below it
_GAP: Final = 1.0  # of the size: no words of one line stand so far apart
_ALIKE: Final = 0.06  # of the size
_ALIKE_SEEN: Final = 0.2  # of it where type was recognised: one line's letters are higher than another's
_LARGER_SEEN: Final = 0.5  # of it
_FEWEST: Final = 2  # questions on each side
_QUESTION: Final = re.compile(r"[^:]{2,40}:")
_COLUMN: Final = 5  # lines: no column is shorter
_FLUSH, _FEW_LEVEL = 0.8, 0.6  # of a column's lines
_LONGEST: Final = 70  # letters in a heading
_MOST_LINES: Final = 300  # on a page: one with more is searched for none


@dataclass(frozen=True, slots=True)
class Halves:
    """A stretch of the page, and where its right half begins."""

    top: float
    bottom: float
    split: float

    def holds(self, top: float, bottom: float) -> bool:
        """Whether something stands on this stretch of the page."""
        return self.top <= (top + bottom) / 2 < self.bottom

    def is_left(self, x0: float, x1: float) -> bool:
        """Whether something stands in the left half."""
        return (x0 + x1) / 2 < self.split


@dataclass(frozen=True, slots=True)
class _Heads:
    """Two headings that stand level; `size` is nothing where bars show that they are headings."""

    top: float
    bottom: float
    left: float
    right: float
    size: float = 0.0
    bold: bool = False
    recognised: bool = False

    @property
    def alike(self) -> float:
        """By what share of it the size of one type may seem to differ."""
        return _ALIKE_SEEN if self.recognised else _ALIKE

    def is_like(self, other: _Heads) -> bool:
        """Whether two pairs are of one kind: both bars, or set in one type."""
        return self.bold == other.bold and abs(self.size - other.size) <= self.alike * self.size


def halves(lines: Sequence[Strip], fields: Sequence[Word], grids: Sequence[Grid]) -> list[Halves]:
    """The stretches of a page that hold two sections side by side, from the top."""
    found: list[Halves] = []
    if len(lines) > _MOST_LINES:
        return found
    heads = sorted([*_level_bars(grids), *_level_titles(lines)], key=lambda head: head.top)
    for index, head in enumerate(heads):
        foot = next((other.top for other in heads[index + 1 :] if other.is_like(head)), float("inf"))
        stretch = _stretch(head, foot, lines, fields, grids)
        if stretch and (not found or found[-1].bottom <= stretch.top + _ON):
            found.append(stretch)
    return found


def in_frames(lines: Sequence[Strip], frames: Sequence[Box]) -> list[Halves]:
    """The stretches of a page with two frames side by side, each around questions of its own, from the top."""
    found: list[Halves] = []
    by_place = sorted(frames, key=lambda box: (round(box[1]), box[0]))
    for one, other in pairwise(by_place):
        level = abs(one[1] - other[1]) <= _ON and one[2] < other[0] + _ON
        free = not found or found[-1].bottom <= one[1] + _ON
        if level and free and all(_asked_in(frame, lines) >= _FEWEST for frame in (one, other)):
            found.append(Halves(one[1], max(one[3], other[3]), (one[2] + other[0]) / 2))
    return found


def _asked_in(frame: Box, lines: Sequence[Strip]) -> int:
    """How many lines in a frame hold a question."""
    x0, top, x1, bottom = frame
    asked = 0
    for line in lines:
        if top < (line.top + line.bottom) / 2 < bottom:
            words = [word for word in line.words if x0 < (word.x0 + word.x1) / 2 < x1]
            asked += bool(words) and _asks(Strip(words, line.page))
    return asked


def parted(lines: Iterable[Strip], stretch: Halves) -> tuple[list[Strip], list[Strip]]:
    """The lines of a stretch, parted where its right half begins."""
    left: list[Strip] = []
    right: list[Strip] = []
    for line in lines:
        for side, words in (
            (left, [word for word in line.words if stretch.is_left(word.x0, word.x1)]),
            (right, [word for word in line.words if not stretch.is_left(word.x0, word.x1)]),
        ):
            if len(words) == len(line.words):
                side.append(line)
            elif words:
                part = Strip(words, line.page)
                part.break_at(line.breaks)
                side.append(part)
    return left, right


def _level_bars(grids: Sequence[Grid]) -> Iterator[_Heads]:
    """Two boxes of one cell side by side, each with a title in it."""
    bars = [grid for grid in grids if len(grid.cells) == 1 and _is_title(grid)]
    for one, other in pairwise(sorted(bars, key=lambda grid: (round(grid.box[1]), grid.box[0]))):
        level = abs(one.box[1] - other.box[1]) <= _ON and abs(one.box[3] - other.box[3]) <= _ON
        if level and one.box[2] < other.box[0] + _ON:
            yield _Heads(one.box[1], one.box[3], one.box[0], other.box[0])


def _is_title(grid: Grid) -> bool:
    lines = grid.cells[0].lines
    words = grid.cells[0].words
    return len(lines) == 1 and len(lines[0].text) <= _LONGEST and not any(word.filled for word in words)


def _level_titles(lines: Sequence[Strip]) -> Iterator[_Heads]:
    """Lines of two parts in one type, which may be titles if what stands below is in another."""
    for line in lines:
        parts = line.segments
        if len(parts) != 2 or line.has_glyph() or any(word.filled for word in line.words):
            continue
        one, other = parts
        head = _Heads(line.top, line.bottom, one.x0, other.x0, one.size, one.bold, _is_recognised(line))
        alike = one.bold == other.bold and abs(one.size - other.size) <= head.alike * one.size
        alike = alike and (head.bold or not head.recognised)  # how high letters were seen makes no title
        short = max(len(one.text), len(other.text)) <= _LONGEST
        if alike and short and not one.text.endswith(":") and not other.text.endswith(":"):
            yield head


def _is_recognised(line: Strip) -> bool:
    return any(word.confidence < 1 for word in line.words)


def _stretch(
    head: _Heads, foot: float, lines: Sequence[Strip], fields: Sequence[Word], grids: Sequence[Grid]
) -> Halves | None:
    split = head.right - _INDENT
    if _stand_over_fields(head, fields):
        return None
    below = [line for line in lines if head.bottom - _ON <= line.top < foot]
    boxes = [(word.x0, word.top, word.x1, word.bottom) for word in fields]
    boxes += [grid.box for grid in grids if grid.box[1] >= head.bottom - _ON]
    crossing = [box[1] for box in boxes if box[1] >= head.top and box[0] < split - _ON < split + _ON < box[2]]
    crossing += [
        line.top for line in below if _reaches_over(line, split, head.right) or _is_larger(line, head)
    ]
    foot = min([foot, *crossing])
    within = [line for line in below if line.top < foot]
    foot = min([foot, *_next_section(within, head, split, boxes, foot)])
    stretch = Halves(head.top - 1, foot, split)
    within = [line for line in within if line.top < foot]
    if any(line.x0 < head.left - _INDENT for line in within) or (head.size and not _stand_out(head, within)):
        return None
    inside = [box for box in boxes if head.bottom - _ON <= box[1] < foot]
    sides = [stretch.is_left(box[0], box[2]) for box in inside]
    asked = [sides.count(True), sides.count(False)]
    left, right = parted(within, stretch)
    for at, side in enumerate((left, right)):
        asked[at] += sum(map(_asks, side))
    asks = min(asked) >= _FEWEST or all(_stand_over_answers(side) for side in (left, right))
    return stretch if asks or _are_columns(left, right, head) else None


def _stand_over_answers(lines: Sequence[Strip]) -> bool:
    """Whether several labels in bold stand each over an answer that is not, all flush left."""
    flush = [abs(line.x0 - lines[0].x0) <= _ON for line in lines]
    over = sum(one.bold and not other.bold for one, other in pairwise(lines))
    return over >= _FEWEST + 1 and flush.count(True) >= _FLUSH * len(flush)


def _are_columns(left: Sequence[Strip], right: Sequence[Strip], head: _Heads) -> bool:
    """Whether both halves run down the page for themselves: their lines begin where their titles do, and few stand level.

    The rows of a table, and labels with their answers, stand level all the way.
    """
    if min(len(left), len(right)) < _COLUMN:
        return False
    begin = [
        abs(line.x0 - x0) <= _ON for side, x0 in ((left, head.left), (right, head.right)) for line in side
    ]
    tops = sorted(line.top for line in left)
    level = sum(any(abs(line.top - top) < _ON / 2 for top in tops) for line in right)
    return begin.count(True) >= _FLUSH * len(begin) and level <= _FEW_LEVEL * min(len(left), len(right))


def _stand_over_fields(head: _Heads, fields: Sequence[Word]) -> bool:
    """Whether both titles have a field of their own right under them: they are its label."""
    under = [field.x0 for field in fields if -_ON <= field.top - head.bottom <= _UNDER]
    return all(any(abs(x0 - place) <= _ON for x0 in under) for place in (head.left, head.right))


def _asks(line: Strip) -> bool:
    """Whether a line holds a question: a label with its answer beside it, or behind a colon."""
    return len(line.segments) > 1 or _QUESTION.match(line.text) is not None


def _is_larger(line: Strip, head: _Heads) -> bool:
    """Whether a line is set larger than two titles: the next section's own title."""
    larger = _LARGER_SEEN if head.recognised else _ALIKE
    return bool(head.size) and line.size > (1 + larger) * head.size


def _reaches_over(line: Strip, split: float, right: float) -> bool:
    """Whether a line goes on from one half into the other."""
    left = [word for word in line.words if (word.x0 + word.x1) / 2 < split]
    rest = line.words[len(left) :]
    if not left:
        return False
    end = max(word.x1 for word in left)
    if not rest:
        return end > split + _ON
    return rest[0].x0 < right - _INDENT or rest[0].x0 - end < _GAP * line.size


def _stand_out(head: _Heads, lines: Sequence[Strip]) -> bool:
    """Whether two titles are set in another type than the labels below them."""
    first = [line.segments[0] for line in lines]
    alike = [
        part
        for part in first
        if part.bold == head.bold and abs(part.size - head.size) <= head.alike * head.size
    ]
    return bool(first) and len(alike) <= len(first) / 4


def _next_section(
    lines: Sequence[Strip], head: _Heads, split: float, boxes: Sequence[Box], foot: float
) -> Iterator[float]:
    """Where a title of the same type stands on the left, and nothing beside it or nothing more on the right."""
    for line in lines:
        title = head.size and line.bold == head.bold and line.size >= (1 - head.alike) * head.size
        if not title or line.x1 >= split:
            continue
        room = (line.top - line.size, line.bottom + line.size / 2)
        words = [word for other in lines if other is not line for word in other.words if word.x0 >= split]
        spans = [(word.top, word.bottom) for word in words]
        spans += [(box[1], box[3]) for box in boxes if box[0] >= split and box[1] < foot]
        beside = any(top < room[1] and bottom > room[0] for top, bottom in spans)
        if not beside or not any(top > line.bottom for top, _ in spans):
            yield line.top
