"""A picture divided by its own paper, so that shadows and tints are gone."""

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


def evenly_lit(page: Grey) -> Grey:
    """The page with its paper white, and what is printed dark over a large area still dark."""
    small = cv2.resize(page, None, fx=_SHRUNK, fy=_SHRUNK, interpolation=cv2.INTER_AREA)
    bright = grey(cv2.dilate(small, np.ones((_LETTERS, _LETTERS), np.uint8)))
    near = cv2.medianBlur(bright, _NEAR)
    paper = grey(np.maximum(near, _around(bright) * _DARKEST_SHADOW))
    whole = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return grey(cv2.divide(page, np.maximum(whole, 1), scale=_WHITE))


def _around(bright: Grey) -> Any:
    """How bright the paper is for some way around each dot: the bright ones there, smoothed."""
    tiny = cv2.resize(bright, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = min(_FAR // 4, min(tiny.shape)) | 1
    wide = cv2.dilate(tiny, np.ones((size, size), np.uint8))
    wide = cv2.blur(cv2.erode(wide, np.ones((size, size), np.uint8)), (size, size))
    return cv2.resize(wide, (bright.shape[1], bright.shape[0]), interpolation=cv2.INTER_LINEAR)
