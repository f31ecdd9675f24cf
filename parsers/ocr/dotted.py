"""Rows of dots to write on: taken off a page, so that no answer is read with the dots that touch it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey
from parsers.ocr.mark import Mark

#: Grey levels: dots that a blur has run together at the lighter one are apart at the darker.
_INKS: Final = (120, 175)
_WIDEST: Final = 8  # dots of the picture: the width and height of a printed dot
_PITCHES: Final = (4.0, 22.0)  # dots of the picture, from one printed dot to the next
_OFF_PITCH: Final = 1.6
_OFF_LEVEL: Final = 2.0
_FEWEST: Final = 7
_REGULAR: Final = 0.75  # of the steps are one pitch
_ALIKE: Final = 0.85  # of the dots are one width
_FILLED: Final = 0.65  # of the pitch: a printed dot is no wider
_BESIDE_WORDS: Final = 900  # dots of the picture: how much of a row words may cover
_DRIFT: Final = 5.0
_UNDER: Final = 0.6  # of the places of hidden dots hold ink
_MOST_ON_STEMS: Final = 0.5  # of the dots
_BLURRED: Final = 2  # dots of the picture by which a printed dot that touches a letter is wider
_LINE_ABOVE: Final = 16  # dots of the picture above a row of dots in which the feet of its words stand
_CLEAR_OF_DOTS: Final = 1
_PAPER: Final = 255


@dataclass(slots=True)
class _Row:
    """Dots in a row, from left to right: left, centre down the page, right and height of each."""

    dots: list[tuple[int, float, int, int]] = field(default_factory=list)
    pitch: float = 0.0

    @property
    def last(self) -> tuple[int, float, int, int]:
        return self.dots[-1]


def take_dotted(page: Grey) -> tuple[list[Mark], Grey]:
    """The dotted lines of a level page as thin rules, and the page without their dots.

    Under words, where the dots touch the letters, what lies level with the dots is taken too, but
    for strokes that go on below them.
    """
    found = [list(_rows(page < ink)) for ink in _INKS]
    if not any(found):
        return [], page
    tall = _tall(page)
    rows = [row for own in found for row in _joined([row for row in own if _is_apart(row, tall)], page)]
    if not rows:
        return [], page
    clean = page.copy()
    marks: list[Mark] = []
    for row in rows:
        mark = _erased(clean, page, row)
        if not any(_is_same(mark, other) for other in marks):
            marks.append(mark)
    return marks, clean


def _rows(ink: Any) -> Iterator[_Row]:
    """Rows of evenly spaced dots that nothing touches."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= _WIDEST) & (stats[:, cv2.CC_STAT_HEIGHT] <= _WIDEST)
    order = sorted(np.flatnonzero(small).tolist(), key=lambda number: int(stats[number, cv2.CC_STAT_LEFT]))
    open_rows: dict[int, list[_Row]] = {}
    for number in order:
        left, _, width, height, _area = stats[number].tolist()
        dot = (left, float(centres[number][1]), left + width, height)
        level = int(dot[1])
        near = [
            row for y in range(level - 2, level + 3) for row in open_rows.get(y, ()) if _goes_on(row, dot)
        ]
        row = max(near, key=lambda row: len(row.dots), default=None)
        if row is None:
            row = _Row()
        else:
            open_rows[int(row.last[1])].remove(row)
        row.dots.append(dot)
        open_rows.setdefault(level, []).append(row)
    for row in (row for rows in open_rows.values() for row in rows if len(row.dots) >= _FEWEST):
        if _is_regular(row):
            yield row


def _tall(page: Grey) -> Any:
    """Where ink stands that is higher than a printed dot, its grey edges too."""
    ink = (page < _INKS[1]).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    higher = stats[:, cv2.CC_STAT_HEIGHT] > _WIDEST + _BLURRED
    higher[0] = False
    return higher[labels]


def _is_apart(row: _Row, tall: Any) -> bool:
    """Whether most of its dots are no more than dots: the tops of small grey letters stand on their stems."""
    parts = [tall[round(level), (left + right) // 2] for left, level, right, _ in row.dots]
    return float(np.mean(parts)) <= _MOST_ON_STEMS


def _goes_on(row: _Row, dot: tuple[int, float, int, int]) -> bool:
    step = (dot[0] + dot[2] - row.last[0] - row.last[2]) / 2
    return _PITCHES[0] <= step <= _PITCHES[1] and abs(dot[1] - row.last[1]) <= _OFF_LEVEL


def _is_regular(row: _Row) -> bool:
    """Whether its dots are alike and stand at one pitch, which a fax's streak does not; gives the row its pitch."""
    steps = np.array([(b[0] + b[2] - a[0] - a[2]) / 2 for a, b in pairwise(row.dots)])
    widths = np.array([right - left for left, _, right, _ in row.dots])
    row.pitch = float(np.median(steps))
    is_even = float((np.abs(steps - row.pitch) <= _OFF_PITCH).mean()) >= _REGULAR
    are_alike = float((np.abs(widths - np.median(widths)) <= _OFF_PITCH).mean()) >= _ALIKE
    return is_even and are_alike and float(np.median(widths)) <= _FILLED * row.pitch


def _joined(rows: list[_Row], page: Grey) -> list[_Row]:
    """Rows that go on under words as one: level with each other, of one pitch, and with dots between."""
    whole: list[_Row] = []
    for row in sorted(rows, key=lambda row: row.dots[0][0]):
        before = next((other for other in whole if _is_one(other, row, page)), None)
        if before is None:
            whole.append(row)
        else:
            before.dots += row.dots
    return whole


def _is_one(left: _Row, right: _Row, page: Grey) -> bool:
    gap = right.dots[0][0] - left.last[2]
    level = abs(left.last[1] - right.dots[0][1]) <= _OFF_LEVEL + _DRIFT * gap / _BESIDE_WORDS
    alike = abs(left.pitch - right.pitch) <= _OFF_PITCH / 2
    return 0 <= gap <= _BESIDE_WORDS and level and alike and _goes_under(left, right, page)


def _goes_under(left: _Row, right: _Row, page: Grey) -> bool:
    """Whether dots stand between two rows: under an answer they do, under the next label they do not."""
    x0, x1 = (left.last[0] + left.last[2]) / 2, (right.dots[0][0] + right.dots[0][2]) / 2
    steps = round((x1 - x0) / left.pitch)
    if steps < 2:
        return True
    places = np.arange(1, steps) / steps
    across = np.round(x0 + (x1 - x0) * places).astype(int)
    down = np.round(left.last[1] + (right.dots[0][1] - left.last[1]) * places).astype(int)
    window = page[down.min() : down.max() + 2, across[0] - 1 : across[-1] + 2]
    around = cv2.erode(window, np.ones((2, 3), np.uint8), anchor=(1, 0))
    dark = around[down - down.min(), across - across[0] + 1] < _INKS[1]
    return float(dark.mean()) >= _UNDER


def _erased(clean: Grey, page: Grey, row: _Row) -> Mark:
    """Take the row's dots out of `clean`, those under words too; the rule that they stand for."""
    high = int(np.median([height for *_, height in row.dots])) // 2 + 1
    across = np.arange(max(0, row.dots[0][0] - 1), min(page.shape[1], row.last[2] + 1))
    middles = [(left + right) / 2 for left, _, right, _ in row.dots]
    down = np.interp(across, middles, [centre for _, centre, _, _ in row.dots]).round().astype(int)
    reach = 2 if _stand_clear(page, across, down - high) else 0
    for column in np.flatnonzero(_is_dot(page, row, across, down)).tolist():
        x, top, bottom = int(across[column]), max(0, int(down[column]) - high), int(down[column]) + high + 1
        if reach and _is_tail(page[max(0, top - reach) : top, x]):
            continue
        if not _is_stroke(page[max(0, top - 2) : top, x], page[bottom : bottom + 2, x]):
            clean[top:bottom, x] = _PAPER
    middle = int(np.median(down))
    return Mark(row.dots[0][0], middle - 1, row.last[2], middle + 1)


def _stand_clear(page: Grey, across: Any, tops: Any) -> bool:
    """Whether the words on a row stand clear of its dots: what reaches down to them are tails, as of a y."""
    over = np.stack([page[np.maximum(tops - up, 0), across] < _INKS[0] for up in range(1, _LINE_ABOVE)])
    gaps = over.argmax(axis=0)[over.any(axis=0)]
    return gaps.size > 0 and float(np.median(gaps)) >= _CLEAR_OF_DOTS


def _is_tail(above: Grey) -> bool:
    return bool(above.size) and int(above.max()) < _INKS[0]


def _is_dot(page: Grey, row: _Row, across: Any, down: Any) -> Any:
    """For each column of a row whether a dot stands there, and no wider stroke: the tail of a g lies level with them."""
    lowest = page.shape[0] - 1
    darkness = np.minimum(page[np.minimum(down, lowest), across], page[np.minimum(down + 1, lowest), across])
    seen = [int(left + right) // 2 - int(across[0]) for left, _, right, _ in row.dots]
    between = [(one + other) // 2 for one, other in pairwise(seen) if other - one <= _PITCHES[1]]
    dot, paper = float(np.median(darkness[seen])), float(np.median(darkness[between]))
    dark = darkness < (dot + paper) / 2
    wide = int(np.median([right - left for left, _, right, _ in row.dots])) + _BLURRED
    found = np.zeros_like(dark)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], dark.astype(np.int8), [0]])))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        found[max(0, start - 1) : end + 1] |= end - start <= wide
    return found


def _is_stroke(above: Grey, below: Grey) -> bool:
    """Whether a letter's stroke goes through: ink on both sides of the dots."""
    return bool(above.size and below.size and above.min() < _INKS[0] and below.min() < _INKS[1])


def _is_same(mark: Mark, other: Mark) -> bool:
    shared = min(mark.right, other.right) - max(mark.left, other.left)
    return abs(mark.top - other.top) <= 3 and shared > 0.5 * min(
        mark.right - mark.left, other.right - other.left
    )
