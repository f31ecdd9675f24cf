"""What is drawn on a page beside its words: rules, and boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.page import Grey

_LEAST_RULE: Final = 60  # dots: 7.6 mm; longer than the widest letter
_LEAST_UPRIGHT: Final = 38  # dots: the height of a row with one line of text
_BOX_SIDES: Final = range(14, 60)
_GAP_IN_RULE: Final = 23  # dots: faxes break rules into dashes and dots
_LETTER: Final = range(9, 70)
_PAPER: Final = 255


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule or a box, in dots. For a box `ticked` tells whether something stands in it."""

    left: int
    top: int
    right: int
    bottom: int
    ticked: bool = False


def take_rules(page: Grey) -> tuple[list[Mark], Grey]:
    """The rules of a level page, and the page without them.

    A rule is at most as thick as a thin pen stroke; thicker bars are left as they are.
    """
    ink = (page < 190).astype(np.uint8) * 255
    rules: list[Mark] = []
    erased = np.zeros_like(ink)
    drawn = _without_letters(ink)
    for across in (True, False):
        found, mask = _runs(ink, drawn, across)
        rules += found
        erased |= mask
    clean = page.copy()
    clean[_beside_ink(erased, page)] = _PAPER
    return rules, clean


def _without_letters(ink: Grey) -> Grey:
    """The ink less what has a letter's size: a row of letters must not be taken for a broken rule."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (height >= _LETTER.start) & (height < _LETTER.stop) & (width < _LETTER.stop) & (width > 4)
    # A dash of a broken rule down the page is as high as an l, but thinner.
    letter |= (height >= _LETTER.start) & (height < 45) & (width >= 3) & (width <= 4)
    letter[0] = False
    drawn = ink.copy()
    drawn[letter[labels]] = 0
    return drawn


def _runs(ink: Grey, drawn: Grey, across: bool) -> tuple[list[Mark], Grey]:
    bridge = np.ones((1, _GAP_IN_RULE) if across else (_GAP_IN_RULE, 1), np.uint8)
    least = _LEAST_RULE if across else _LEAST_UPRIGHT
    length = np.ones((1, least) if across else (least, 1), np.uint8)
    # A rule drifts by a dot or two over its length: it is thickened before it is followed.
    thicken = np.ones((3, 1) if across else (1, 3), np.uint8)
    joined = cv2.morphologyEx(cv2.dilate(drawn, thicken), cv2.MORPH_CLOSE, bridge)
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, length)
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found: list[Mark] = []
    mask = np.zeros_like(ink)
    labels: Any = None
    for number, (left, top, width, height, _area) in enumerate(stats):
        thickness, extent = (height, width) if across else (width, height)
        if number == 0 or extent < least or thickness > 14:
            continue
        rule = Mark(int(left), int(top), int(left + width), int(top + height))
        if not _stands_alone(ink if across else ink.T, rule if across else _transposed(rule)):
            continue
        found.append(rule)
        if labels is None:
            _, labels = cv2.connectedComponents(runs, connectivity=8)
        window = labels[top : top + height, left : left + width]
        mask[top : top + height, left : left + width][window == number] = 255
    return found, mask


def _transposed(mark: Mark) -> Mark:
    return Mark(mark.top, mark.left, mark.bottom, mark.right)


def _stands_alone(ink: Grey, rule: Mark) -> bool:
    """Whether a run across is a rule: mostly inked, and with next to nothing on one side.

    The tops of a word's letters run straight too, but stand on their stems.
    """
    columns = slice(rule.left, rule.right)
    inked = (ink[rule.top : rule.bottom, columns] > 0).any(axis=0).mean()
    above = _share_of_ink(ink[max(0, rule.top - 5) : max(0, rule.top - 1), columns])
    below = _share_of_ink(ink[rule.bottom + 1 : rule.bottom + 5, columns])
    return bool(inked > 0.3 and min(above, below) < 0.06 and max(above, below) < 0.5)


def _share_of_ink(band: Grey) -> float:
    return float((band > 0).any(axis=0).mean()) if band.size else 0.0


def _beside_ink(erased: Grey, page: Grey) -> Any:
    """Where to erase: the rules and the grey halo around them."""
    halo = cv2.dilate(erased, np.ones((3, 3), np.uint8))
    return (erased > 0) | ((halo > 0) & (page > 120))


def take_boxes(page: Grey) -> tuple[list[Mark], Grey]:
    """The boxes to tick on a page, and the page without them."""
    ink = (page < 150).astype(np.uint8) * 255
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    clean = page.copy()
    boxes: list[Mark] = []
    for number, contour in enumerate(contours):
        if tree is None or tree[0][number][3] != -1:
            continue  # a hole, not an outline
        left, top, width, height = cv2.boundingRect(contour)
        if not _square(width, height) or not _framed(ink[top : top + height, left : left + width]):
            continue
        inside = ink[
            top + height // 5 : top + height - height // 5, left + width // 5 : left + width - width // 5
        ]
        boxes.append(Mark(left, top, left + width, top + height, ticked=float((inside > 0).mean()) > 0.09))
        clean[max(0, top - 2) : top + height + 2, max(0, left - 2) : left + width + 2] = _PAPER
    return boxes, clean


def _square(width: int, height: int) -> bool:
    return width in _BOX_SIDES and height in _BOX_SIDES and 0.75 < width / height < 1.33


def _framed(window: Grey) -> bool:
    """Whether all four sides are drawn straight along the window's edges."""
    thick = max(2, min(window.shape) // 7)
    sides = (
        window[:thick].max(axis=0),
        window[-thick:].max(axis=0),
        window[:, :thick].max(axis=1),
        window[:, -thick:].max(axis=1),
    )
    return all(float((side > 0).mean()) > 0.9 for side in sides)
