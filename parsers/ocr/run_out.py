"""The part of a tick that runs out of its box and into the label behind: followed until it meets a letter's stem."""

from __future__ import annotations

from statistics import median
from typing import Any, Final

import numpy as np

from parsers.ocr.mark import Mark

_EDGE: Final = 2  # dots around a box that are taken off with it
_UPPER: Final = 0.6  # of a box's height, from its top: lower, letters stand
_REACH: Final = 1.3  # of a box's side: how far a tick runs out
_STEM: Final = 2.0  # times as long as the stroke's own cuts: this cut goes down a letter
_TREMBLE: Final = 4  # dots
_LONGEST: Final = 0.6  # of a box's side: no stroke's first cut is as long


def run_out(ink: Any, box: Mark) -> Any:
    """Of the ink that is one piece with a box's mark, what its strokes are to the right of the box and above it.

    `ink` is true or false for each dot, and `box` stands in it. A stroke that meets a letter ends at its stem.
    """
    beyond = ink.copy()
    rows, columns = (
        slice(max(0, box.top - _EDGE), box.bottom + _EDGE),
        slice(max(0, box.left - _EDGE), box.right + _EDGE),
    )
    beyond[rows, columns] = False
    stroke = np.zeros_like(beyond)
    side = max(box.right - box.left, box.bottom - box.top)
    lowest = box.top + round(_UPPER * side)
    for lines, strokes, begins, first, end in (
        (beyond.T, stroke.T, box.right + _EDGE, 0, lowest),
        (beyond[::-1], stroke[::-1], len(beyond) - box.top + _EDGE, box.left + side // 3, box.right + _EDGE),
    ):
        if begins < len(lines):
            for run in _runs(lines[begins, first:end], first):
                if run[1] - run[0] < _LONGEST * side:
                    _follow(lines, strokes, begins, run, round(_REACH * side))
    return stroke


def _follow(lines: Any, stroke: Any, begins: int, run: tuple[int, int], reach: int) -> None:
    """Mark a stroke, cut by cut, from where it leaves the box to its end, or to a cut that is a letter's."""
    lengths: list[int] = []
    for at in range(begins, min(begins + reach, len(lines))):
        near = max(0, run[0] - 1)
        touching = [(low, high) for low, high in _runs(lines[at], 0) if low <= run[1] and high >= near]
        if not touching:
            return
        run = touching[0]  # of two ways, a tick goes the one up
        length = run[1] - run[0]
        if lengths and length > _STEM * median(lengths) + _TREMBLE:
            return
        lengths.append(length)
        stroke[at, run[0] : run[1]] = True


def _runs(line: Any, offset: int) -> list[tuple[int, int]]:
    """Where ink begins and ends in one cut."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
    return [(offset + low, offset + high) for low, high in edges.reshape(-1, 2).tolist()]
