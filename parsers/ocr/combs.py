"""Combs: boxes in a row for one character each, as for a date or a name in capitals.

Their uprights stand between the letters and are read as letters: a comb is taken off the page,
its characters are set side by side and read as one line, box by box where that fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.mark import Mark

_DARK: Final = 170
_LEVEL: Final = 40  # dots: two narrow boxes are as wide
_UPRIGHT: Final = 16  # dots
_BROKEN: Final = (15, 9)  # dots, across and down: a fax leaves gaps in rules
_THICKEST: Final = 9  # dots
_HEIGHT: Final = range(20, 72)  # dots
_PITCH: Final = (15, 66)  # dots from upright to upright
_SHAPE: Final = (0.5, 1.7)  # a box's width by its height
_OFF: Final = 4  # dots beside its place an upright may stand
_SAME_END: Final = 9  # dots
_SOLID: Final = 0.9  # of a rule's length
_DRAWN: Final = 0.8  # of an upright's height
_MOST_AMISS: Final = 0.2  # of the uprights: broken beyond finding
_MOST_BESIDE: Final = 0.3  # of the uprights: stems of letters that stand from rule to rule
_FEWEST: Final = 4  # boxes in one row, in one piece or several
_MOST: Final = 60
_APART: Final = 1.6  # of a box's width: pieces of one row, as of a date
_INSET: Final = 3  # dots
_INK: Final = 150
_LEAST_INK: Final = 10  # dots
_LETTER: Final = 8  # dots high
_CROWDED: Final = 0.25  # of the boxes: with two letters each it is a table
_PAPER: Final = 255


@dataclass(frozen=True, slots=True)
class Comb:
    """One row of boxes: its rules' inner edges, and for each piece of it where its uprights stand."""

    top: int
    bottom: int
    pieces: tuple[tuple[int, ...], ...]

    @property
    def left(self) -> int:
        """Where the first box begins."""
        return self.pieces[0][0]

    @property
    def right(self) -> int:
        """Where the last box ends."""
        return self.pieces[-1][-1]

    def boxes(self) -> Iterator[Mark]:
        """The boxes from left to right."""
        for piece in self.pieces:
            for left, right in pairwise(piece):
                yield Mark(left, self.top, right, self.bottom)


def take_combs(page: Grey) -> tuple[list[Comb], Grey]:
    """The combs of a level page, and the page without them and what they hold."""
    ink = grey((page < _DARK).astype(np.uint8) * 255)
    level = _opened(ink, across=True)
    rows = _rows(list(_pieces(level, ink)))
    combs = [comb for comb in rows if not _is_table(page, comb)]
    clean = page.copy() if combs else page
    for comb in combs:
        clean[comb.top - _THICKEST : comb.bottom + _THICKEST, comb.left - 5 : comb.right + 6] = _PAPER
    return combs, clean


def letters(page: Grey, comb: Comb) -> list[Grey | None]:
    """What stands in each box, cut close at its sides; `None` in an empty one."""
    return [_letter(page, box) for box in comb.boxes()]


# --- finding --------------------------------------------------------------------------


def _opened(ink: Grey, *, across: bool) -> Grey:
    """Straight strokes one way, gaps as in a fax closed."""
    gap, least = (_BROKEN[0], _LEVEL) if across else (_BROKEN[1], _UPRIGHT)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _stroke(gap, across=across))
    return grey(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _stroke(least, across=across)))


def _stroke(length: int, *, across: bool) -> Grey:
    return np.ones((1, length) if across else (length, 1), np.uint8)


def _pieces(level: Grey, ink: Grey) -> Iterator[Comb]:
    """Two level strokes one above the other, with uprights from one to the other at even steps."""
    joined = cv2.dilate(level, np.ones((3, 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    strokes = sorted(
        (top, left, left + width, top + height)
        for left, top, width, height, _ in stats[1:].tolist()
        if height <= _THICKEST
    )
    for number, stroke in enumerate(strokes):
        near = takewhile(lambda other: other[0] - stroke[3] <= _HEIGHT.stop, strokes[number + 1 :])  # noqa: B023
        below = [piece for other in near if (piece := _piece(stroke, other, ink))]
        # Letters whose feet stand level make a stroke with the sides of their boxes: broken, and not the lowest.
        yield from [piece for piece in below if _is_unbroken(piece, ink)][:1] or below[-1:]


def _piece(upper: tuple[int, ...], lower: tuple[int, ...], ink: Grey) -> Comb | None:
    _, left, right, under = upper
    bottom, other_left, other_right, _ = lower
    if bottom - under not in _HEIGHT:
        return None
    if abs(left - other_left) > _SAME_END or abs(right - other_right) > _SAME_END:
        return None
    uprights = _uprights(ink[under:bottom], max(left, other_left), min(right, other_right))
    return Comb(under, bottom, (uprights,)) if uprights else None


def _is_unbroken(piece: Comb, ink: Grey) -> bool:
    """Whether the rule under a row of boxes is drawn from end to end."""
    rule = ink[piece.bottom : piece.bottom + _THICKEST, piece.left : piece.right]
    return float((rule > 0).any(axis=0).mean()) >= _SOLID


def _uprights(band: Grey, left: int, right: int) -> tuple[int, ...]:
    """The even steps at which uprights stand in a band, its ends included; none where there are none."""
    start = max(0, left - _SAME_END)
    upright = _opened(grey(band[:, start : right + _SAME_END]), across=False)
    window = cv2.dilate(upright, np.ones((1, 3), np.uint8)) > 0
    drawn = np.flatnonzero(window.mean(axis=0) >= _DRAWN) + start
    if not drawn.size:
        return ()
    runs = np.split(drawn, np.flatnonzero(np.diff(drawn) > 2) + 1)
    found = _with_lost_end(np.array([(run[0] + run[-1]) / 2 for run in runs]), left, right)
    if found.size < 3 or abs(found[0] - left) > 2 * _SAME_END or abs(found[-1] - right) > 2 * _SAME_END:
        return ()
    width, height = found[-1] - found[0], band.shape[0]
    for boxes in range(min(_MOST, int(width / _PITCH[0])), 1, -1):
        pitch = width / boxes
        if not (_PITCH[0] <= pitch <= _PITCH[1] and _SHAPE[0] <= pitch / height <= _SHAPE[1]):
            continue
        places = found[0] + pitch * np.arange(boxes + 1)
        away = np.abs(places[:, None] - found[None, :])
        missing = float((away.min(axis=1) > _OFF).mean())
        beside = float((away.min(axis=0) > _OFF).mean())
        if missing <= _MOST_AMISS and beside <= _MOST_BESIDE:
            nearest = [
                found[column] if gap <= _OFF else place
                for gap, column, place in zip(away.min(axis=1), away.argmin(axis=1), places, strict=True)
            ]
            return tuple(round(place) for place in nearest)
    return ()


def _with_lost_end(found: Any, left: int, right: int) -> Any:
    """The uprights with the one at an end of the rules, where a scanner's edge or a hole took that one alone."""
    lost = (found[0] - left > 2 * _SAME_END, right - found[-1] > 2 * _SAME_END)
    if lost == (True, False) and found[0] - left <= _PITCH[1]:
        return np.insert(found, 0, left)
    if lost == (False, True) and right - found[-1] <= _PITCH[1]:
        return np.append(found, right)
    return found


def _rows(pieces: Sequence[Comb]) -> list[Comb]:
    """Pieces that stand side by side as one comb, such as a date's; what has too few boxes is none."""
    rows: list[Comb] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        before = next((number for number, row in enumerate(rows) if _goes_on(row, piece)), None)
        if before is None:
            rows.append(piece)
        else:
            row = rows[before]
            rows[before] = Comb(
                max(row.top, piece.top), min(row.bottom, piece.bottom), row.pieces + piece.pieces
            )
    return [row for row in rows if len(list(row.boxes())) >= _FEWEST]


def _goes_on(row: Comb, piece: Comb) -> bool:
    level = abs(row.top - piece.top) <= 6 and abs(row.bottom - piece.bottom) <= 6
    pitch = row.pieces[-1][1] - row.pieces[-1][0]
    return level and -2 <= piece.left - row.right <= _APART * pitch


def _is_table(page: Grey, comb: Comb) -> bool:
    """Whether many boxes hold more than one letter each: they are a table's cells."""
    boxes = list(comb.boxes())
    crowded = sum(_count(_inside(page, box)) > 1 for box in boxes)
    return crowded > _CROWDED * len(boxes)


def _count(inside: Grey) -> int:
    """How many letters stand side by side."""
    dark = (inside < _INK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    tall = [(left, left + width) for left, _, width, high, _ in stats[1:].tolist() if high >= _LETTER]
    apart = 0
    end = -1
    for left, right in sorted(tall):
        apart += left > end
        end = max(end, right)
    return apart


# --- what stands in a box ---------------------------------------------------------------


def _inside(page: Grey, box: Mark) -> Grey:
    return page[box.top + 1 : box.bottom - 1, box.left + _INSET : box.right - _INSET + 1]


def _letter(page: Grey, box: Mark) -> Grey | None:
    inside = _inside(page, box)
    dark = inside < _INK
    columns = np.flatnonzero(dark.any(axis=0))
    rows = np.flatnonzero(dark.any(axis=1))
    if np.count_nonzero(dark) < _LEAST_INK or max(columns.size, rows.size) < 4:
        return None
    return grey(inside[:, max(0, columns[0] - 1) : columns[-1] + 2])
