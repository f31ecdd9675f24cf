"""Short thick bars that a form sets before its headings, taken off a page: recognition sees a letter in each."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey

_INK: Final = 170
_THINNEST, _TALLEST = 10, 90  # dots: no stroke of a letter is so thick; a block of a picture is higher
_UPRIGHT: Final = (0.28, 0.62)  # its width as a part of its height: a capital I is slimmer, a square is a box
_SOLID: Final = 0.93  # of its box
_CORNER: Final = 0.9  # of a quarter of its box at each corner: an ellipse has none
_APART: Final = 6  # dots: no letter of its word stands so far behind a stem
_HALO: Final = 2  # dots
_PAPER: Final = 255


def without_accents(clean: Grey) -> Grey:
    """The page without its solid upright bars that are as high as a line of text."""
    ink = (clean < _INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return clean
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    ratio = wide / np.maximum(1, high)
    solid = stats[:, cv2.CC_STAT_AREA] > _SOLID * wide * high
    found = (wide >= _THINNEST) & (high <= _TALLEST) & (ratio > _UPRIGHT[0]) & (ratio < _UPRIGHT[1]) & solid
    found[0] = False
    bare = clean
    for left, top, width, height, _area in stats[found].tolist():
        if not _has_corners(labels[top : top + height, left : left + width] > 0):
            continue
        before = ink[top : top + height, max(0, left - height) : max(0, left - 1)]
        behind = ink[top : top + height, left + width + 1 : left + width + _APART]
        if before.any() or behind.any():
            continue  # the stem of a letter of some poster's word
        bare = clean.copy() if bare is clean else bare
        bare[max(0, top - _HALO) : top + height + _HALO, max(0, left - _HALO) : left + width + _HALO] = _PAPER
    return grey(bare)


def _has_corners(filled: Any) -> bool:
    down, across = max(1, filled.shape[0] // 4), max(1, filled.shape[1] // 4)
    corners = (
        filled[rows, columns]
        for rows in (slice(0, down), slice(-down, None))
        for columns in (slice(0, across), slice(-across, None))
    )
    return all(float(corner.mean()) > _CORNER for corner in corners)
