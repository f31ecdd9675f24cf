"""A page whose lines lean or bend, as in a photograph, drawn anew with its lines straight.

How much the lines lean at each place is taken from the page's own: long edges, and the lines
of its text. Perspective makes them lean more and more across the page, a curled sheet bends them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.ocr.grey import Grey, grey

Numbers = NDArray[np.float64]

_HALF: Final = 0.5
_COARSE: Final = 120  # places along each side: lines bend slowly
_SHORTEST: Final = 40  # half dots
_STEEPEST: Final = 0.12  # from the level: what leans more is no line of the page
_FEWEST_ACROSS: Final = 8
_FEWEST_DOWN: Final = 4
_LEAST_DOWN: Final = 1.5  # of the page's height, all together: few short uprights tell nothing
_SPREAD: Final = 0.35  # of the page's height or width: lines closer together tell little of the rest
_UNNOTICED: Final = 2.5  # dots
_ROUNDS: Final = 2
_OUTLYING: Final = 0.004  # of slope: what differs more from the rest counts less
_TEXT_LINE: Final = (120, 28)  # half dots: at least as wide, at most as high


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of a page: middles in parts of the page (-1 to 1), slopes, and how long each is."""

    x: Numbers
    y: Numbers
    slope: Numbers
    length: Numbers


def straightened(page: Grey) -> Grey:
    """The page with its lines straight and level; the page itself where they are."""
    for _ in range(_ROUNDS):
        moved = _moves(page)
        if moved is None:
            break
        page = grey(cv2.remap(page, *moved, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))
    return page


def _moves(page: Grey) -> tuple[Any, Any] | None:
    """Where each dot of the straight page comes from; `None` where nothing leans."""
    across, down = _lines(page)
    leaning = _fit(across, across.y, _FEWEST_ACROSS, curved=True)
    if leaning is None:
        return None
    height, width = page.shape
    # Without uprights the page is taken to be turned, not seen from the side.
    told = float(down.length.sum()) >= _LEAST_DOWN * height / 2
    keystone = _fit(down, down.x, _FEWEST_DOWN, curved=False) if told else None
    u, v = np.linspace(-1, 1, _COARSE)[None, :], np.linspace(-1, 1, _COARSE)[:, None]
    a0, ax, ay, axx = leaning
    rise = width / 2 * (a0 * u + ax * u**2 / 2 + ay * u * v + axx * u**3 / 3)
    b0, bx, by, _ = keystone if keystone is not None else (-a0, 0.0, 0.0, 0.0)
    shift = height / 2 * (b0 * v + bx * u * v + by * v**2 / 2)
    if max(np.abs(rise).max(), np.abs(shift).max()) < _UNNOTICED:
        return None
    x = np.arange(width, dtype=np.float32)[None, :] + _fine(shift, page)
    y = np.arange(height, dtype=np.float32)[:, None] + _fine(rise, page)
    return x, y


def _fine(coarse: Numbers, page: Grey) -> Any:
    """Moves known at few places, for every dot."""
    size = (page.shape[1], page.shape[0])
    return cv2.resize(coarse.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)


def _fit(lines: _Lines, spread: Numbers, fewest: int, *, curved: bool) -> Numbers | None:
    """How the slope depends on the place: its constant, x, y and x squared; the outlying count less."""
    if len(lines.slope) < fewest or np.ptp(spread) / 2 < _SPREAD:
        return None
    terms = [np.ones_like(lines.x), lines.x, lines.y] + ([lines.x**2] if curved else [])
    matrix = np.stack(terms, axis=1)
    weights, found = lines.length, np.zeros(len(terms))
    for _ in range(8):
        scaled = np.sqrt(weights)[:, None]
        # Held back a little: few lines must not bend a page.
        ridge = np.diag([1e-6, *[0.02 * float(lines.length.sum())] * (len(terms) - 1)]) * 0.05
        normal = (matrix * scaled).T @ (matrix * scaled) + ridge
        found = np.linalg.solve(normal, (matrix * weights[:, None]).T @ lines.slope)
        off = np.abs(lines.slope - matrix @ found)
        weights = lines.length / np.maximum(1, off / _OUTLYING) ** 2
    return np.concatenate([found, np.zeros(4 - len(found))])


# --- the lines of a page --------------------------------------------------------------


def _lines(page: Grey) -> tuple[_Lines, _Lines]:
    """Lines across and lines down the page."""
    half = grey(cv2.resize(page, None, fx=_HALF, fy=_HALF, interpolation=cv2.INTER_AREA))
    segments = np.array([*_edges(half), *_lines_of_text(half)], dtype=np.float64).reshape(-1, 4)
    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    across, down = np.abs(dy) < _STEEPEST * np.abs(dx), np.abs(dx) < _STEEPEST * np.abs(dy)
    return (
        _as_lines(segments[across], dy[across] / dx[across], half),
        _as_lines(segments[down], dx[down] / dy[down], half),
    )


def _as_lines(segments: Numbers, slope: Numbers, half: Grey) -> _Lines:
    height, width = half.shape
    return _Lines(
        (segments[:, 0] + segments[:, 2]) / width - 1,
        (segments[:, 1] + segments[:, 3]) / height - 1,
        slope,
        np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]),
    )


def _edges(half: Grey) -> Iterator[tuple[float, ...]]:
    found = cv2.createLineSegmentDetector(0).detect(half)[0]
    for left, top, right, bottom in [] if found is None else found.reshape(-1, 4):
        if max(abs(right - left), abs(bottom - top)) >= _SHORTEST:
            yield float(left), float(top), float(right), float(bottom)


def _lines_of_text(half: Grey) -> Iterator[tuple[float, ...]]:
    """The middle of each line of text, from end to end."""
    ink = (half < 150).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 13), np.uint8))
    _, labels, stats, middles = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for number, (left, top, width, height, _area) in enumerate(stats):
        if number == 0 or width < _TEXT_LINE[0] or not 6 <= height <= _TEXT_LINE[1]:
            continue
        y, x = np.nonzero(labels[top : top + height, left : left + width] == number)
        slope = float(np.polyfit(x, y, 1)[0])
        middle = float(middles[number][1])
        yield float(left), middle - slope * width / 2, float(left + width), middle + slope * width / 2
