"""Boxes to tick: square, rounded or round, and whether something stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.mark import Mark
from parsers.ocr.run_out import run_out

_SIDES: Final = range(14, 60)  # dots
_BROKEN: Final = 5  # dots: so far faint toner breaks a side
_THIN: Final = 14  # dots: a side's thickness, with what of a mark lies on it
_TICKED: Final = 0.09  # of the inside: as much ink is a mark
_CLEAN: Final = 0.04  # as much is dust; between them nobody can tell
_FRAMED: Final = 0.9  # of a side is drawn
_OUTSIDE: Final = 4  # dots beyond a side
_MOST_BEYOND: Final = 0.5  # of a side
_OFF: Final = 5  # dots by which the ends of two sides lie apart
_LEANING: Final = 2  # dots by which they lie apart where the side between them leans
_OVERRUN: Final = 14  # dots by which a tick that runs out of a corner makes one of them longer
_REACHED: Final = 30  # dots by which it does where it runs on to the serif of the letter behind its box
_LEAST_OVERRUN: Final = (
    20  # dots: a smaller square that a stroke leaves, or with a letter beside it, is a letter's
)
_ROUND: Final = range(20, 60)  # dots: a ring smaller than this is a letter
_ALL_ROUND: Final = 46  # of 48 directions
_LETTER_GAP: Final = 6  # dots: what stands closer to a box is a letter of the same word
_ALONE: Final = 0.3  # of a ring's side: letters stand closer together
_MARK_REACH: Final = 2.4  # of a side: how far a tick may run out of its box
_HALO: Final = 5  # dots: the grey edges of a mark go with it
_BEYOND: Final = 6  # dots beyond a box's right side: farther right and
_AT_ITS_FOOT: Final = 0.6  # of its height lower, what a mark touches is a letter
_RUNS_OUT: Final = 0.2  # of a side: so far beyond it a tick ends that runs out of a box
_RISES: Final = 0.4  # of its way across
_PAPER: Final = 255


def take_boxes(page: Grey) -> tuple[list[Mark], Grey]:
    """The boxes to tick on a page, and the page without them and their marks."""
    ink = (page < 150).astype(np.uint8) * 255
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found: list[Mark] = []
    for box in (*_outlines(ink, stats), *_squares(ink, labels), *_rings(ink, stats)):
        if not any(_overlap(box, other) for other in found) and not _is_in_word(labels, box):
            found.append(box)
    clean = page.copy()
    seen = [_settled(_looked_into(ink, box), labels) for box in found]
    for box in seen:
        _erase(clean, labels, stats, box)
    return seen, clean


def holds_a_box(ink: Grey) -> bool:
    """Whether a box stands among joined ink: its sides are no strokes through a word."""
    room = grey(cv2.copyMakeBorder(ink, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=0))
    _, labels = cv2.connectedComponents(room, connectivity=8)
    return any(True for _ in _squares(room, labels))


# --- finding --------------------------------------------------------------------------


def _outlines(ink: Grey, stats: Any) -> Iterator[Mark]:
    """Pieces of ink that are as wide as high and drawn along all four sides."""
    for left, top, width, height, _ in stats[1:].tolist():
        if _square(width, height) and _framed(ink[top : top + height, left : left + width]):
            yield Mark(left, top, left + width, top + height)


def _squares(ink: Grey, labels: Any) -> Iterator[Mark]:
    """Two level strokes one above the other with sides between them: a mark may run over them."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _BROKEN), np.uint8))
    level = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, _SIDES.start - 2), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    strokes = [
        (left, top, left + width, top + height)
        for left, top, width, height, _ in stats[1:].tolist()
        if width in _SIDES and height <= _THIN
    ]
    edges = np.array(strokes).reshape(-1, 4)
    for left, top, right, _ in strokes:
        off_left, off_right = abs(edges[:, 0] - left), abs(edges[:, 2] - right)
        level_with = (np.minimum(off_left, off_right) <= _OFF) & (np.maximum(off_left, off_right) <= _REACHED)
        below = level_with & (edges[:, 3] - top >= _SIDES.start) & (edges[:, 3] - top < _SIDES.stop)
        for other_left, _, other_right, bottom in edges[below].tolist():
            edges_at = Mark(_side(left, other_left, max), top, _side(right, other_right, min), bottom)
            box = _between_sides(ink, edges_at)
            width, height = box.right - box.left, box.bottom - box.top
            large = min(width, height) >= _LEAST_OVERRUN
            if not large or not _square(width, height) or any(_letters_beside(labels, box)):
                continue
            if _framed(ink[top:bottom, box.left : box.right]) and not _bulges(ink, box):
                yield box


def _side(upper: int, lower: int, inner: Callable[[int, int], int]) -> int:
    """Where a side stands whose ends two strokes show: all of one that leans, and no more of one where a tick that
    runs out of a corner made a stroke longer."""
    outer = min if inner is max else max
    return outer(upper, lower) if abs(upper - lower) <= _LEANING else inner(upper, lower)


def _between_sides(ink: Grey, box: Mark) -> Mark:
    """The box from its left to its right side, where a cross that runs out of two corners made both strokes longer."""
    drawn = (ink[box.top : box.bottom, box.left : box.right] > 0).mean(axis=0) > _FRAMED
    left, right = np.flatnonzero(drawn[:_OVERRUN]), np.flatnonzero(drawn[-_OVERRUN:][::-1])
    if not left.size or not right.size:
        return box
    return replace(box, left=box.left + int(left[0]), right=box.right - int(right[0]))


def _rings(ink: Grey, stats: Any) -> Iterator[Mark]:
    """Round and rounded outlines that stand apart, and are no letter."""
    height = stats[1:, cv2.CC_STAT_HEIGHT]
    letters = height[(height >= 8) & (height < 40)]
    usual = float(np.median(letters)) if letters.size else 0.0
    for left, top, width, high, area in stats[1:].tolist():
        if width not in _ROUND or high not in _ROUND or not 0.88 < width / high < 1.14:
            continue
        if high < 1.4 * usual or area > 0.9 * width * high:
            continue
        window = ink[top : top + high, left : left + width]
        gap = int(_ALONE * width) + 1
        beside = ink[top : top + high, max(0, left - gap) : left + width + gap].copy()
        inner_left = min(left, gap)
        beside[:, inner_left : inner_left + width] = 0
        if not beside.any() and _is_ring(window):
            yield Mark(left, top, left + width, top + high)


def _is_ring(window: Grey) -> bool:
    """Whether ink goes all the way round close to the edges, as a circle or a rounded square."""
    height, width = window.shape
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    hits = 0
    for turn in turns:
        # From the middle outwards: the outermost ink must lie on the outline.
        reach = np.linspace(0.78, 1.3, 24)
        x = np.clip((width / 2 + np.cos(turn) * reach * width / 2).astype(int), 0, width - 1)
        y = np.clip((height / 2 + np.sin(turn) * reach * height / 2).astype(int), 0, height - 1)
        hits += bool(window[y, x].any())
    return hits >= _ALL_ROUND


def _square(width: int, height: int) -> bool:
    return width in _SIDES and height in _SIDES and 0.75 < width / height < 1.33


def _framed(window: Grey) -> bool:
    """Whether all four sides are drawn straight along the window's edges."""
    thick = max(2, min(window.shape) // 7)
    sides = (
        window[:thick].max(axis=0),
        window[-thick:].max(axis=0),
        window[:, :thick].max(axis=1),
        window[:, -thick:].max(axis=1),
    )
    return all(float((side > 0).mean()) > _FRAMED for side in sides)


def _bulges(ink: Grey, box: Mark) -> bool:
    """Whether ink goes on beyond half of a side: a letter's bowl is wider than its straight strokes."""
    rows, columns = slice(box.top, box.bottom), slice(box.left, box.right)
    beyond = (
        ink[rows, max(0, box.left - _OUTSIDE) : max(0, box.left - 1)].T,
        ink[rows, box.right + 1 : box.right + _OUTSIDE].T,
        ink[max(0, box.top - _OUTSIDE) : max(0, box.top - 1), columns],
        ink[box.bottom + 1 : box.bottom + _OUTSIDE, columns],
    )
    return any(band.size and float((band > 0).any(axis=0).mean()) > _MOST_BEYOND for band in beyond)


def _overlap(one: Mark, other: Mark) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _is_in_word(labels: Any, box: Mark) -> bool:
    """Whether other ink stands as close as letters stand in a word: on both sides, or on one of what is no larger
    than a bold "s" that ends a word."""
    small = min(box.right - box.left, box.bottom - box.top) < _LEAST_OVERRUN
    return (any if small else all)(_letters_beside(labels, box))


def _letters_beside(labels: Any, box: Mark) -> tuple[bool, bool]:
    """Whether ink that is not the box's stands close before it, and close behind it."""
    rows = slice(box.top, box.bottom)
    own = labels[rows, box.left : box.right]
    before = labels[rows, max(0, box.left - _LETTER_GAP) : box.left]
    behind = labels[rows, box.right : box.right + _LETTER_GAP]
    return bool(np.setdiff1d(before, own).any()), bool(np.setdiff1d(behind, own).any())


# --- looking into them ----------------------------------------------------------------


def _looked_into(ink: Grey, box: Mark) -> Mark:
    """The box, with whether it is ticked, or that nobody can tell."""
    width, height = box.right - box.left, box.bottom - box.top
    inside = ink[
        box.top + height // 5 : box.bottom - height // 5, box.left + width // 5 : box.right - width // 5
    ]
    share = float((inside > 0).mean())
    return Mark(
        box.left, box.top, box.right, box.bottom, ticked=share > _TICKED, doubtful=_CLEAN < share <= _TICKED
    )


def _settled(box: Mark, labels: Any) -> Mark:
    """The box, ticked where of the little ink in it nobody could tell, but it runs on as a stroke outside."""
    if not box.doubtful:
        return box
    side = max(box.right - box.left, box.bottom - box.top)
    around = (
        slice(max(0, box.top - 2 * side), box.bottom + side),
        slice(max(0, box.left - side), box.right + 2 * side),
    )
    within = _within(box, around)
    inside = labels[box.top + 1 : box.bottom - 1, box.left + 1 : box.right - 1]
    own = np.bincount(inside[inside > 0]).argmax()
    down, across = np.nonzero(run_out(labels[around] == own, within))
    if not down.size or np.ptp(across) < _RUNS_OUT * side:
        return box
    rise = down[across == across.min()].mean() - down[across == across.max()].mean()
    # The arm of a letter that touches the box is level.
    is_stroke = rise > _RISES * np.ptp(across)
    return replace(box, ticked=True, doubtful=False) if is_stroke else box


def _erase(page: Grey, labels: Any, stats: Any, box: Mark) -> None:
    """Take a box off the page, and the mark in it where that runs out of the box.

    The first letter of the label behind it, which a mark may touch, stays.
    """
    window = (slice(max(0, box.top - 2), box.bottom + 2), slice(max(0, box.left - 2), box.right + 2))
    most = _MARK_REACH * max(box.right - box.left, box.bottom - box.top)
    for number in np.unique(labels[window]).tolist():
        if not number:
            continue
        left, top, width, height, _ = stats[number].tolist()
        left, right = max(left, box.left - round(most)), min(left + width, box.right + round(most))
        top, bottom = max(top, box.top - round(most)), min(top + height, box.bottom + round(most))
        around = (
            slice(max(0, top - _HALO), bottom + _HALO),
            slice(max(0, left - _HALO), right + _HALO),
        )
        own = labels[around] == number
        if max(width, height) > most or _reaches_a_letter(own, box, around):
            if not box.ticked:
                continue
            own = run_out(own, _within(box, around))
        edged = cv2.dilate(own.astype(np.uint8), np.ones((_HALO, _HALO), np.uint8)) > 0
        page[around][edged & (own | (labels[around] == 0))] = _PAPER
    page[window] = _PAPER


def _within(box: Mark, around: tuple[slice, slice]) -> Mark:
    """The box as it stands in a part of the page."""
    down, across = around[0].start, around[1].start
    return Mark(box.left - across, box.top - down, box.right - across, box.bottom - down)


def _reaches_a_letter(own: Any, box: Mark, around: tuple[slice, slice]) -> bool:
    """Whether a mark goes on beside the lower half of its box: ticks run out upwards, letters stand there."""
    high = box.bottom - box.top
    rows = slice(max(0, box.top + round(_AT_ITS_FOOT * high) - around[0].start), box.bottom - around[0].start)
    return bool(own[rows, box.right + _BEYOND - around[1].start :].any())
