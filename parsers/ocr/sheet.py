"""A sheet on a table, cut out of its photograph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.grey import Grey, grey

Corners = NDArray[np.float32]

_SMALL: Final = 600  # dots along the long side: enough to find a sheet
_PAPER_AT_EDGES: Final = 0.9  # of the brightest: the paper reaches the picture's edges
_LEAST_SHEET: Final = 0.3  # of the picture
_LEAST_STEP: Final = 8  # grey levels between paper and table
_BESIDE: Final = 6  # small dots on each side of an edge
_EDGE: Final = 0.006  # of the long side
_MOST_SLANTED: Final = 0.5  # cosine of a corner's angle


def cut_out(picture: Grey) -> Grey:
    """The sheet alone, its perspective undone; the picture as it is where paper is all it shows."""
    corners = _sheet(picture)
    if corners is None:
        return picture
    top_left, top_right, bottom_right, bottom_left = corners
    width = int(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    height = int(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    sheet = cv2.warpPerspective(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return _trimmed(grey(sheet))


def _trimmed(sheet: Grey) -> Grey:
    """The sheet without its outermost dots, where the table and the paper's own shadow are left."""
    edge = max(2, round(max(sheet.shape) * _EDGE))
    inside = sheet[edge:-edge, edge:-edge]
    return grey(cv2.copyMakeBorder(inside, edge, edge, edge, edge, cv2.BORDER_REPLICATE))


def _sheet(picture: Grey) -> Corners | None:
    """The corners of a sheet that is brighter than what it lies on, clockwise from top left."""
    scale = _SMALL / max(picture.shape)
    small = cv2.GaussianBlur(
        cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), (5, 5), 0
    )
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    if np.median(border) > _PAPER_AT_EDGES * np.percentile(small, 90):
        return None
    found = [corners for mask in _masks(grey(small)) for corners in _quadrilaterals(mask)]
    good = [corners for corners in found if _is_sheet(grey(small), corners)]
    if not good:
        return None
    largest = max(good, key=lambda corners: float(cv2.contourArea(corners)))
    return np.asarray(largest / scale, dtype=np.float32)


def _masks(small: Grey) -> Iterator[Any]:
    """What may be the sheet: the bright part of the picture, or what its edges enclose."""
    _, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    for low, high in ((40, 120), (15, 45)):
        lines = cv2.Canny(small, low, high)
        yield cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))


def _quadrilaterals(mask: Any) -> Iterator[Corners]:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:3]:
        hull = cv2.convexHull(contour)
        if cv2.contourArea(hull) < _LEAST_SHEET * mask.size:
            continue
        corners = _four_corners(hull)
        if corners is not None:
            yield corners


def _four_corners(hull: Any) -> Corners | None:
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        found = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(found) == 4:
            return _clockwise(found.reshape(4, 2).astype(np.float32))
    return None


def _clockwise(points: Corners) -> Corners:
    """From top left, clockwise."""
    total, difference = points.sum(axis=1), np.diff(points, axis=1).ravel()
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return points[order]


def _is_sheet(small: Grey, corners: Corners) -> bool:
    """Whether corners are about square, and the inside brighter along at least three sides."""
    if len({tuple(corner) for corner in corners.tolist()}) < 4:
        return False
    around = [*corners, corners[0], corners[1]]
    sides = [after - before for before, after in pairwise(around)]
    slanted = [
        abs(float(one @ other)) / max(1e-6, float(np.linalg.norm(one) * np.linalg.norm(other)))
        for one, other in pairwise(sides)
    ]
    if max(slanted) > _MOST_SLANTED:
        return False
    centre = corners.mean(axis=0)
    steps = [_step(small, before, after, centre) for before, after in pairwise(around[:5])]
    return sum(step >= _LEAST_STEP for step in steps) >= 3


def _step(small: Grey, start: Any, end: Any, centre: Any) -> float:
    """By how much the inside of a side is brighter than the outside."""
    along = np.linspace(0.1, 0.9, 40)[:, None] * (end - start) + start
    inward = np.array([start[1] - end[1], end[0] - start[0]], dtype=np.float32)
    inward /= max(1e-6, float(np.linalg.norm(inward)))
    inward *= 1 if float(inward @ (centre - start)) > 0 else -1
    inside, outside = (_at(small, along + sign * _BESIDE * inward) for sign in (1, -1))
    return float(np.median(inside) - np.median(outside))


def _at(small: Grey, points: Any) -> Any:
    height, width = small.shape
    x = np.clip(points[:, 0].round().astype(int), 0, width - 1)
    y = np.clip(points[:, 1].round().astype(int), 0, height - 1)
    return small[y, x]
