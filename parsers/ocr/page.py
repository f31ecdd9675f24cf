"""A picture of a page -> a level, evenly lit, grey page at about 200 dots an inch."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.halftone import descreened, is_halftone
from parsers.ocr.light import evenly_lit
from parsers.ocr.sheet import cut_out
from parsers.ocr.straight import straightened
from parsers.ocr.streaks import without_streaks

#: Dots along the long side of A4 at 200 dpi; recognition gets no better above it.
LONG_SIDE: Final = 2339
DPI: Final = 200
_WIDEST_SKEW: Final = 12.0
_INK: Final = 170
_PRINTED: Final = 0.3  # percent of a page, at least, is print
_DARK_ENOUGH: Final = 90  # grey levels
_NO_PRINT: Final = 200
_WHITE: Final = 250
_BLACK: Final = 30
_MOST_GAIN: Final = 3.0

_ENOUGH: Final = 1200  # dots of the long side: enough to see how large letters are
_AROUND, _DARKER = 61, 25  # a letter is so much darker than what is so near it
_LEAST: Final = 5  # dots: less is dust
_FEWEST: Final = 12  # letters
_USUAL: Final = 18.0  # dots: letters of 11 points, capitals among them, at 200 dots an inch
_LARGE: Final = 30.0


def flatten(picture: Grey) -> Grey:
    """The page alone, upright edges, level and evenly lit.

    `picture` is 8-bit grey, of any size. A photographed sheet on a darker ground is cut out,
    its perspective undone and its lines straightened; a scan is only levelled.
    """
    picture = without_streaks(picture)
    if is_halftone(picture):
        return straightened(level(_scaled(descreened(picture))))
    return straightened(level(contrasted(evenly_lit(_scaled(cut_out(picture))))))


def _scaled(picture: Grey) -> Grey:
    scale = LONG_SIDE / max(picture.shape)
    if (height := _height_of_letters(picture)) * scale > _LARGE:
        # Part of a page, seen from near: as a whole one its letters would pass for boxes and rules.
        scale = _USUAL / height
    if 0.95 < scale < 1.05:
        return picture
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return grey(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how))


def _height_of_letters(picture: Grey) -> float:
    """How high most letters of a picture stand, in its dots; 0 where few stand on it."""
    shrunk = min(1.0, _ENOUGH / max(picture.shape))
    small = cv2.resize(picture, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(
        small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _AROUND, _DARKER
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    across, down, area = (stats[1:, at] for at in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    letters = down[
        (down >= _LEAST) & (across < 2 * down) & (down < 8 * across) & (area > 0.1 * across * down)
    ]
    return float(np.median(letters)) / shrunk if len(letters) >= _FEWEST else 0.0


def contrasted(page: Grey) -> Grey:
    """The page with its print as dark as a good scan's: faint toner, a light copy, a fogged lens."""
    dark = float(np.percentile(page[::4, ::4], _PRINTED))
    if not _DARK_ENOUGH < dark < _NO_PRINT:
        return page
    gain = min(_MOST_GAIN, (_WHITE - _BLACK) / (_WHITE - dark))
    greys = np.clip(_WHITE - (_WHITE - np.arange(256)) * gain, 0, 255)
    return grey(cv2.LUT(page, grey(greys.round())))


def level(page: Grey) -> Grey:
    """The page turned by its skew, which is at most 12 degrees."""
    angle = skew(page)
    if abs(angle) < 0.05:
        return page
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return grey(turned)


def skew(page: Grey) -> float:
    """Degrees by which lines rise to the left: turning by them levels the page.

    The angle at which the rows of ink are most sharply told apart, found coarse to fine.
    """
    best = 0.0
    span = _WIDEST_SKEW / 2 + 1
    # Few lines agree within a quarter of a degree: larger steps pass over their angle.
    for step, scale in ((0.25, 0.2), (0.05, 0.4)):
        small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        ink = (small < _INK).astype(np.uint8) * 255
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle)))) if ink.any() else best
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
