"""A picture divided by its own paper, so that shadows are gone. What is printed on a tint stays so."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey

_SHRUNK: Final = 0.25
_LETTERS: Final = 7  # shrunk dots: wider than a stroke
_NEAR: Final = 31  # shrunk dots: 12 mm, as sharp as a shadow may be
_FAR: Final = 161  # shrunk dots: 80 mm, wider than a dark heading is high
_DARKEST_SHADOW: Final = 0.7  # of the light around it: what is darker is printed so
_WHITE: Final = 250

_TILE: Final = 8  # shrunk dots
_ROUNDS: Final = 6
_OFF_PAPER: Final = 0.94  # of the paper's light: what is darker is a tint or a shadow
_PART_OF_A_LETTER: Final = 9  # shrunk dots: smaller areas are neither
_BESIDE: Final = 4  # shrunk dots from an area's edge
_SHARP: Final = 0.6  # of the step from paper to tint is done within them


def evenly_lit(page: Grey) -> Grey:
    """The page with its paper white, and what is printed dark over an area still dark.

    A shadow's edge is soft, a printed tint's sharp.
    """
    small = cv2.resize(page, None, fx=_SHRUNK, fy=_SHRUNK, interpolation=cv2.INTER_AREA)
    bright = grey(cv2.dilate(small, np.ones((_LETTERS, _LETTERS), np.uint8)))
    near = cv2.medianBlur(bright, _NEAR)
    paper = np.maximum(near, _around(bright) * _DARKEST_SHADOW)
    light = _light(bright)
    tints = _tints(bright, light)
    paper = grey(np.where(tints, np.clip(light, 1, 255), paper))
    whole = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return grey(cv2.divide(page, np.maximum(whole, 1), scale=_WHITE))


def _around(bright: Grey) -> Any:
    """How bright the paper is for some way around each dot: the bright ones there, smoothed."""
    tiny = cv2.resize(bright, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = min(_FAR // 4, min(tiny.shape)) | 1
    wide = cv2.dilate(tiny, np.ones((size, size), np.uint8))
    wide = cv2.blur(cv2.erode(wide, np.ones((size, size), np.uint8)), (size, size))
    return cv2.resize(wide, (bright.shape[1], bright.shape[0]), interpolation=cv2.INTER_LINEAR)


def _light(bright: Grey) -> Any:
    """The light on the whole sheet: a smooth surface through the brighter of its tiles."""
    height, width = (max(2, side // _TILE) for side in bright.shape)
    tiles = cv2.resize(bright, (width, height), interpolation=cv2.INTER_AREA).astype(np.float64)
    terms = _terms(height, width)
    wanted, kept = tiles.ravel(), np.ones(tiles.size, dtype=bool)
    fitted = np.full(tiles.size, tiles.max())
    for _ in range(_ROUNDS):
        if kept.sum() < 4 * terms.shape[1]:
            break
        # The normal equations of ten smooth terms: a general solver takes a hundred times as long.
        fitted = terms @ np.linalg.solve(terms[kept].T @ terms[kept], terms[kept].T @ wanted[kept])
        kept = wanted > _OFF_PAPER * fitted
    surface = fitted.reshape(height, width).astype(np.float32)
    return cv2.resize(surface, (bright.shape[1], bright.shape[0]), interpolation=cv2.INTER_CUBIC)


def _terms(height: int, width: int) -> Any:
    y, x = (part.ravel() for part in np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j])
    powers = [x**across * y**down for across in range(4) for down in range(4 - across)]
    return np.stack(powers, axis=1)


def _tints(bright: Grey, light: Any) -> Any:
    """Where the paper is printed darker: areas with sharp edges, and a little around them."""
    share = bright / np.maximum(light, 1)
    size = np.ones((_PART_OF_A_LETTER, _PART_OF_A_LETTER), np.uint8)
    darker = cv2.morphologyEx((share < _OFF_PAPER).astype(np.uint8), cv2.MORPH_OPEN, size)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(darker, connectivity=8)
    found = np.zeros(bright.shape, dtype=bool)
    for number in range(1, count):
        left, top, width, height = (int(stats[number, which]) for which in range(4))
        window = (
            slice(max(0, top - 2 * _BESIDE), top + height + 2 * _BESIDE),
            slice(max(0, left - 2 * _BESIDE), left + width + 2 * _BESIDE),
        )
        area = (labels[window] == number).astype(np.uint8)
        if _is_sharp(area, share[window]):
            found[window] |= cv2.dilate(area, np.ones((2 * _BESIDE + 1,) * 2, np.uint8)) > 0
    return found


def _is_sharp(area: Any, share: Any) -> bool:
    """Whether the light steps down to an area within a few dots of its edge, along most of it."""
    reach = np.ones((2 * _BESIDE + 1,) * 2, np.uint8)
    inner, outer = cv2.erode(area, reach), cv2.dilate(area, reach)
    inside = (inner > 0) & (cv2.erode(inner, np.ones((3, 3), np.uint8)) == 0)
    outside = (outer > 0) & (cv2.erode(outer, np.ones((3, 3), np.uint8)) == 0)
    if not inside.any() or not outside.any():
        return False
    level = float(np.median(share[inner > 0]))
    step = float(np.median(share[outside])) - float(np.median(share[inside]))
    return step >= _SHARP * (1 - level)
