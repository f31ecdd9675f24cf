"""Streaks that dust on a scanner's glass draws from one edge of the picture to the other, taken off it.

No rule of a form reaches both edges of its paper. Left in, a streak passes for the side of a column
and cuts the words that it goes through.
"""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey

_WIDEST: Final = 0.0035  # of the picture's short side: 6 dots at 200 dots an inch
_DARKER: Final = 18  # grey levels than the paper on both sides of it
_THROUGH: Final = 0.8  # of the picture's length: the rest is print that it crosses
_PARTS: Final = 24  # of its length, in each of which
_LEAST: Final = 0.3  # of a part a streak is seen: a long rule is not there in the margins
_GREYED: Final = 4  # grey levels: by so much a streak that is not sharp darkens the dots beside it


def without_streaks(picture: Grey) -> Grey:
    """The picture, what streaks cover filled in from both sides of them."""
    return _upright_gone(np.ascontiguousarray(_upright_gone(picture).T)).T.copy()


def _upright_gone(picture: Grey) -> Grey:
    if len(picture) < _PARTS:
        return picture  # a strip of a few dots has no edge opposite
    reach = max(3, round(_WIDEST * min(picture.shape)))
    columns = _streaked(picture, reach)
    if not columns.any():
        return picture
    clean = picture.copy()
    ends = np.flatnonzero(np.diff(np.concatenate([[0], columns.astype(np.int8), [0]]))).tolist()
    for left, right in zip(ends[::2], ends[1::2], strict=True):
        first, last = _clear_of(picture, left, -1), _clear_of(picture, right - 1, 1)
        if last - first > 2 * reach or first < 0 or last >= picture.shape[1]:
            continue
        share = np.linspace(0, 1, last - first + 1)[None, :]
        ends_of = picture[:, [first, last]].astype(np.float32)
        clean[:, first : last + 1] = grey((ends_of[:, :1] * (1 - share) + ends_of[:, 1:] * share).round())
    return clean


def _clear_of(picture: Grey, edge: int, way: int) -> int:
    """The nearest column beside a streak's edge that it has not darkened: the next one, or the one after."""
    beside, far = edge + way, edge + 2 * way
    if not 0 <= far < picture.shape[1]:
        return beside
    darker = np.median(picture[:, far].astype(np.int16) - picture[:, beside])
    return far if darker > _GREYED else beside


def _streaked(picture: Grey, reach: int) -> Any:
    """For each column whether it is darker than what is on both sides of it, from edge to edge."""
    brighter = cv2.dilate(picture, np.ones((1, reach), np.uint8), anchor=(0, 0)).astype(np.int16)
    before = np.roll(brighter, reach, axis=1)  # the brightest of the few dots before each
    behind = np.roll(brighter, -1, axis=1)
    darker = np.minimum(before, behind) - picture >= _DARKER
    parts = np.stack([part.mean(axis=0) for part in np.array_split(darker, _PARTS)])
    found = (parts.mean(axis=0) >= _THROUGH) & (parts.min(axis=0) >= _LEAST)
    found[:reach], found[-reach - 1 :] = False, False
    return found
