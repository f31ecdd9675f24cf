"""A picture of a page -> a level, evenly lit, grey page at about 200 dots an inch."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

#: Dots along the long side of A4 at 200 dpi; recognition gets no better above it.
LONG_SIDE: Final = 2339
DPI: Final = 200
_WIDEST_SKEW: Final = 12.0


def flatten(picture: Grey) -> Grey:
    """The page alone, upright edges, level and evenly lit.

    `picture` is 8-bit grey, of any size. A photographed sheet on a darker ground is cut out
    and its perspective undone; a scan is only levelled.
    """
    page = _cut_out(picture)
    page = _scaled(page)
    page = _evenly_lit(page)
    return level(page)


def _scaled(picture: Grey) -> Grey:
    scale = LONG_SIDE / max(picture.shape)
    if 0.95 < scale < 1.05:
        return picture
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return _grey(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how))


def _grey(array: Any) -> Grey:
    return np.asarray(array, dtype=np.uint8)


# --- a sheet on a table ---------------------------------------------------------------


def _cut_out(picture: Grey) -> Grey:
    corners = _sheet(picture)
    if corners is None:
        return picture
    top_left, top_right, bottom_right, bottom_left = corners
    width = int(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    height = int(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return _grey(cv2.warpPerspective(picture, matrix, (width, height), borderValue=255))


def _sheet(picture: Grey) -> NDArray[np.float32] | None:
    """The corners of a bright sheet that fills most, but not all, of the picture."""
    small_scale = 600 / max(picture.shape)
    small = cv2.resize(picture, None, fx=small_scale, fy=small_scale, interpolation=cv2.INTER_AREA)
    border = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    if np.median(border) > 0.8 * np.percentile(small, 90):
        return None  # the paper reaches the edges: a scan
    _, bright = cv2.threshold(cv2.GaussianBlur(small, (5, 5), 0), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    sheet = max(contours, key=cv2.contourArea)
    if cv2.contourArea(sheet) < 0.35 * small.size:
        return None
    corners = _four_corners(sheet)
    return None if corners is None else (corners / small_scale).astype(np.float32)


def _four_corners(contour: Any) -> NDArray[np.float32] | None:
    hull = cv2.convexHull(contour)
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        found = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(found) == 4:
            return _clockwise(found.reshape(4, 2).astype(np.float32))
    return None


def _clockwise(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """From top left, clockwise."""
    total, difference = points.sum(axis=1), np.diff(points, axis=1).ravel()
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return points[order]


# --- light and level ------------------------------------------------------------------


def _evenly_lit(page: Grey) -> Grey:
    """The page divided by its own paper, so that shadows and tints are gone."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    paper = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(page, np.maximum(paper, 1), scale=250))


def level(page: Grey) -> Grey:
    """The page turned by its skew, which is at most 12 degrees."""
    angle = skew(page)
    if abs(angle) < 0.05:
        return page
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return _grey(turned)


def skew(page: Grey) -> float:
    """Degrees by which lines rise to the left: turning by them levels the page.

    The angle at which the rows of ink are most sharply told apart, found coarse to fine.
    """
    small = cv2.resize(page, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    ink = (small < 170).astype(np.uint8) * 255
    if not ink.any():
        return 0.0
    best, step = 0.0, 1.0
    span = _WIDEST_SKEW / 2
    for step in (1.0, 0.25, 0.05):
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
        span = step
    return best


def _sharpness(ink: Grey, angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turned(page: Grey, quarters: int) -> Grey:
    """The page turned clockwise by quarter turns."""
    return np.ascontiguousarray(np.rot90(page, -quarters % 4))
