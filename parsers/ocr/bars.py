"""Dark bars with light words, as headings often are: set dark on light, their edges kept."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from parsers.ocr.mark import Mark
from parsers.ocr.page import Grey

_DARK: Final = 140
_THICKER: Final = 17  # dots: than a rule or the stroke of a heading's letters
_HEIGHT: Final = range(24, 160)  # dots
_LEAST_WIDTH: Final = 150  # dots
_SOLID: Final = 0.5  # of a bar's box
_PAPER: Final = 255


def take_bars(page: Grey) -> tuple[list[Mark], Grey]:
    """The dark bars of a level page, and the page with their words dark on light."""
    dark = (page < _DARK).astype(np.uint8) * 255
    thick = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, _THICKER), np.uint8))
    # The words leave holes in a bar, the rules that meet it do not belong to it.
    whole = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((_THICKER * 2, _THICKER * 2), np.uint8))
    whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((_THICKER, _THICKER), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    bars: list[Mark] = []
    clean = page.copy()
    for left, top, width, height, _area in stats[1:]:
        window = dark[top : top + height, left : left + width]
        if height not in _HEIGHT or width < _LEAST_WIDTH or float((window > 0).mean()) < _SOLID:
            continue
        bar = Mark(int(left), int(top), int(left + width), int(top + height))
        bars.append(bar)
        _invert(clean, bar)
    return bars, clean


def _invert(page: Grey, bar: Mark) -> None:
    inside = page[bar.top : bar.bottom, bar.left : bar.right]
    light = _PAPER - inside
    # What was the bar's own grey is paper now, however dark it was printed.
    paper = max(int(np.median(light)), 1)
    page[bar.top : bar.bottom, bar.left : bar.right] = np.clip(light * (250.0 / paper), 0, _PAPER)
    page[bar.top - 4 if bar.top > 4 else 0 : bar.top + 3, bar.left : bar.right] = _PAPER
    page[bar.bottom - 3 : bar.bottom + 4, bar.left : bar.right] = _PAPER


def edges(bars: list[Mark]) -> list[Mark]:
    """The four sides of each bar, as rules."""
    found: list[Mark] = []
    for bar in bars:
        found += [
            Mark(bar.left, bar.top, bar.right, bar.top + 2),
            Mark(bar.left, bar.bottom - 2, bar.right, bar.bottom),
            Mark(bar.left, bar.top, bar.left + 2, bar.bottom),
            Mark(bar.right - 2, bar.top, bar.right, bar.bottom),
        ]
    return found
