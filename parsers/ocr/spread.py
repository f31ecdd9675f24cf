"""Two pages side by side in one picture, as from an open booklet: each is read by itself, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np

from parsers.blocks import PageGeometry, PageImage

_LEAST_WIDE: Final = 1.2  # times as wide as high
_MOST_WIDE: Final = 1.7
_SMALL: Final = 500  # rows
_DARK: Final = 0.78  # of the paper
_MIDDLE: Final = (0.43, 0.57)  # of the width: where pages meet
_GUTTER: Final = 0.035  # of the width
_EMPTY: Final = 0.003  # of a column's dots: dust
_SHARPER: Final = 1.5
_WRITTEN: Final = 0.1  # of a page's rows


def halves(page: PageImage) -> list[PageImage]:
    """The left and the right page of a spread; the page itself where something stands in its middle, or on its side."""
    if not _LEAST_WIDE <= page.width / page.height <= _MOST_WIDE:
        return [page]
    grey = np.frombuffer(page.grey, dtype=np.uint8).reshape(page.height, page.width)
    scale = _SMALL / page.height
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    dark = small < _DARK * np.percentile(small, 90)
    if _lies_on_its_side(dark):
        return [page]
    start, end = (round(part * dark.shape[1]) for part in _MIDDLE)
    gutter = _longest_run(dark[:, start:end].mean(axis=0) <= _EMPTY)
    if gutter is None or gutter[1] - gutter[0] < _GUTTER * dark.shape[1]:
        return [page]
    middle = start + sum(gutter) // 2
    if not any(_is_written(half) for half in (dark[:, :middle], dark[:, middle:])):
        return [page]
    cut = round(middle / scale)
    return [
        replace(page, width=half.shape[1], grey=np.ascontiguousarray(half).tobytes())
        for half in (grey[:, :cut], grey[:, cut:])
    ]


def _lies_on_its_side(dark: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    """Whether lines of text run down the picture: its columns are more sharply told apart than its rows."""
    rows, columns = (float(np.square(np.diff(dark.mean(axis=axis))).mean()) for axis in (1, 0))
    return columns > _SHARPER * rows


def _longest_run(free: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, int] | None:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], free, [False]]).astype(np.int8)))
    runs = list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
    return max(runs, key=lambda run: run[1] - run[0], default=None)


def _is_written(dark: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    return float(dark.any(axis=1).mean()) > _WRITTEN


def stacked(parts: Sequence[PageGeometry]) -> PageGeometry:
    """The pages of a spread as one page, the right one under the left."""
    first, *others = parts
    for other in others:
        down = first.height
        first = PageGeometry(
            first.number,
            max(first.width, other.width),
            down + other.height,
            first.words
            + tuple(word._replace(top=word.top + down, bottom=word.bottom + down) for word in other.words),
            first.rules
            + tuple(rule._replace(top=rule.top + down, bottom=rule.bottom + down) for rule in other.rules),
        )
    return first
