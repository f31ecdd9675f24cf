"""Dark bars and cells, as headings and labels often are: their words set dark on light, their edges kept."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.mark import Mark

_TINTED: Final = 200  # what is darker over an area is no paper
_DARK: Final = 150  # on what is darker, light words may stand
_STROKES: Final = 9  # dots: rules and letters are thinner
_THICK: Final = 17  # dots
_WIDEST_STROKE: Final = 41  # dots: what letters leave open in a bar is closed again
_LEAST_HEIGHT: Final = 24  # dots
_LEAST_WIDTH: Final = 110  # dots
_MOST: Final = 0.6  # of the page: more is a picture, or a page in negative
_SOLID: Final = 0.55  # of an area: how much is dark; the rest is its letters
_STROKE: Final = 15  # dots: wider than the strokes of a heading's letters
_RULE: Final = 9  # dots: wider than a rule
_OFF_STRAIGHT: Final = 5  # dots
_LEAST_EDGE: Final = 24  # dots
_WHITE: Final = 250
_BLACK: Final = 40  # as dark as print on a tint may be


def take_bars(page: Grey) -> tuple[list[Mark], Grey]:
    """The edges of the dark areas of a level page, and the page with all words dark on light."""
    areas = _areas(page)
    if not areas.any():
        return [], page
    tinted = (cv2.medianBlur(page, 3) < _TINTED).astype(np.uint8) * 255
    _, labels, stats, _ = cv2.connectedComponentsWithStats(areas, connectivity=8)
    edges: list[Mark] = []
    clean = page.copy()
    for number, (left, top, width, height, area) in enumerate(stats[1:], 1):
        window = (slice(top, top + height), slice(left, left + width))
        mask = labels[window] == number
        if (
            height < _LEAST_HEIGHT
            or width < _LEAST_WIDTH
            or area > _MOST * page.size
            or float((tinted[window][mask] > 0).mean()) < _SOLID
        ):
            continue
        own = _own_grey(page[window], mask)
        clean[window][mask] = _dark_on_light(page[window], own)[mask]
        edges += _edges(mask, int(left), int(top))
    return edges, clean


def _areas(page: Grey) -> Grey:
    """What is dark over an area: without rules and letters, light letters in it closed."""
    lighter = cv2.dilate(page, np.ones((_STROKES, _STROKES), np.uint8))
    dark = (lighter < _DARK).astype(np.uint8)
    if not dark.any() and not (lighter < _TINTED).any():
        return dark
    # Only letters on what is dark are light: to close tinted rows would join them.
    dark = grey(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((_WIDEST_STROKE, _WIDEST_STROKE), np.uint8)))
    areas = cv2.dilate(dark | (lighter < _TINTED).astype(np.uint8), np.ones((_STROKES, _STROKES), np.uint8))
    return grey(cv2.morphologyEx(areas, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8)))


def _own_grey(window: Grey, mask: Any) -> Any:
    """The grey of the bar or tint itself at each dot: without its letters and rules.

    Letters on what is dark are light, on a light tint they are dark.
    """
    bare = cv2.morphologyEx(window, cv2.MORPH_OPEN, np.ones((_STROKE, _STROKE), np.uint8))
    bar = cv2.morphologyEx(bare, cv2.MORPH_CLOSE, np.ones((_RULE, _RULE), np.uint8))
    inside = np.where(mask, cv2.medianBlur(window, 3), 0).astype(np.uint8)
    tint = cv2.morphologyEx(inside, cv2.MORPH_CLOSE, np.ones((_WIDEST_STROKE, _WIDEST_STROKE), np.uint8))
    own = np.where(cv2.medianBlur(window, _WIDEST_STROKE) < _DARK, bar, np.maximum(bar, tint))
    return cv2.blur(own, (5, 5)).astype(np.float32)


def _dark_on_light(window: Grey, own: Any) -> Grey:
    """What is lighter or darker than the bar, dark; the bar, white. On a light tint only what is darker."""
    off = window.astype(np.float32) - own
    lighter = np.where(own < _DARK, off / np.maximum(_WHITE - own, 1), 0)
    darker = -off / np.maximum(own - _BLACK, 110)
    return grey(np.clip(_WHITE * (1 - np.maximum(lighter, darker)), 0, _WHITE))


def _edges(mask: Any, left: int, top: int) -> list[Mark]:
    """The straight sides of an area, level or upright, as rules."""
    contours, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Mark] = []
    for contour in contours:
        corners = cv2.approxPolyDP(contour, _OFF_STRAIGHT, True).reshape(-1, 2).tolist()
        for (x0, y0), (x1, y1) in pairwise([*corners, corners[0]]):
            across, down = sorted((x0 + left, x1 + left)), sorted((y0 + top, y1 + top))
            if across[1] - across[0] >= _LEAST_EDGE and down[1] - down[0] <= _OFF_STRAIGHT:
                found.append(Mark(across[0], sum(down) // 2, across[1], sum(down) // 2 + 2))
            elif down[1] - down[0] >= _LEAST_EDGE and across[1] - across[0] <= _OFF_STRAIGHT:
                found.append(Mark(sum(across) // 2, down[0], sum(across) // 2 + 2, down[1]))
    return found
