"""Greys that a copier or a fax made of black dots on white paper, made grey again."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey

_DARK: Final = 128
#: Of a picture: dots that stand alone. A fax's specks are no more than a quarter as many.
_MANY: Final = 0.006
_SMOOTHED: Final = 1.0  # dots


def is_halftone(picture: Grey) -> bool:
    """Whether a picture's greys are dots that stand alone: such a copy has no shadows of its own."""
    dark = (picture < _DARK).astype(np.uint8)
    around = cv2.filter2D(dark, -1, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT)
    return int(np.count_nonzero((dark == 1) & (around == 1))) > _MANY * picture.size


def descreened(picture: Grey) -> Grey:
    """The picture with its dotted greys run together."""
    return grey(cv2.GaussianBlur(picture, (0, 0), _SMOOTHED))
