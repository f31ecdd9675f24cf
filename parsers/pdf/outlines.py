"""What a small drawn figure looks like: a box or ring, a loop around words, a tick, a cross, a blot."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from itertools import pairwise
from typing import Final

import pypdfium2.raw as pdfium

Point = tuple[float, float]
#: A segment's kind, its end point, and whether it closes its figure; curves have two points before their end.
Segment = tuple[int, float, float, bool]

_FULL: Final = 0.7  # of its own box: what an outline encloses, were it round
_ROUND: Final = (0.45, 0.84)  # of its own box: what an ellipse's points enclose, however few there are
_THIN: Final = 0.7  # of the outer contour's width and height: the hole of a ring that is filled
_STEEP: Final = 0.25  # of its length: less is a level or an upright stroke
_MOST_STROKES: Final = 4


class Look(Enum):
    """What a figure's path resembles."""

    OUTLINE = "outline"
    LOOP = "loop"
    FRAME = "frame"
    RING = "ring"
    TICK = "tick"
    RISE = "rise"
    FALL = "fall"
    OTHER = "other"


def look(segments: Iterable[Segment]) -> Look:
    """What a path of drawn segments resembles.

    `OUTLINE` goes once around its own box, `LOOP` is one that is round, `RING` and `FRAME` are
    the area between two of them, `TICK` is a few strokes that slant to both sides, `RISE` and
    `FALL` are one of them.
    """
    contours = _contours(segments)
    if not contours:
        return Look.OTHER
    if len(contours) == 2 and all(map(_is_closed, contours)) and _is_band(contours):
        return Look.RING if _closed(max(contours, key=_extent)) is Look.LOOP else Look.FRAME
    if len(contours) == 1 and _is_closed(contours[0]) and len(set(contours[0])) > 3:
        return _closed(contours[0])
    return _strokes(contours)


def _contours(segments: Iterable[Segment]) -> list[list[Point]]:
    """The points that the path goes through, a list for each part; a curve's handles are left out."""
    contours: list[list[Point]] = []
    handles = 0
    for kind, x, y, closes in segments:
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            contours.append([(x, y)])
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO and handles < 2:
            handles += 1
        elif contours:
            handles = 0
            contours[-1].append((x, y))
            if closes:
                contours[-1].append(contours[-1][0])
    return [contour for contour in contours if len(contour) > 1]


def _is_band(contours: list[list[Point]]) -> bool:
    """Whether one of two figures is a border's outer side, and the other its inner."""
    (inner_width, inner_height), (width, height) = sorted(map(_extent, contours))
    return inner_width >= _THIN * width and inner_height >= _THIN * height


def _closed(contour: list[Point]) -> Look:
    share = _enclosed(contour)
    if _ROUND[0] <= share <= _ROUND[1]:
        return Look.LOOP
    return Look.OUTLINE if share >= _FULL else Look.OTHER


def _strokes(contours: list[list[Point]]) -> Look:
    pieces = [piece for contour in contours for piece in pairwise(contour) if piece[0] != piece[1]]
    if not 1 <= len(pieces) <= _MOST_STROKES or not all(map(_slants, pieces)):
        return Look.OTHER
    rises = {(x1 - x0) * (y1 - y0) > 0 for (x0, y0), (x1, y1) in pieces}
    if len(rises) == 2:
        return Look.TICK
    if len(pieces) > 1:
        return Look.OTHER
    return Look.RISE if True in rises else Look.FALL


def _slants(piece: tuple[Point, Point]) -> bool:
    (x0, y0), (x1, y1) = piece
    width, height = abs(x1 - x0), abs(y1 - y0)
    return min(width, height) > _STEEP * max(width, height)


def _is_closed(contour: list[Point]) -> bool:
    width, height = _extent(contour)
    (x0, y0), (x1, y1) = contour[0], contour[-1]
    return abs(x0 - x1) < 0.1 * width and abs(y0 - y1) < 0.1 * height


def _extent(contour: list[Point]) -> Point:
    xs, ys = zip(*contour)
    return max(xs) - min(xs), max(ys) - min(ys)


def _enclosed(contour: list[Point]) -> float:
    """The area within, as a share of the box around it."""
    width, height = _extent(contour)
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*contour, contour[0]]))
    return abs(twice) / 2 / (width * height) if width and height else 0.0
