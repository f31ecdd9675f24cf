"""What is seen on a page, in dots -> its words, boxes and rules, in points."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import TICKED, UNTICKED, PageGeometry, Rule, Word
from parsers.ocr.combs import Comb
from parsers.ocr.holes import without_holes
from parsers.ocr.lines import apart, levelled
from parsers.ocr.looking import Sight, mean_confidence
from parsers.ocr.mark import Mark
from parsers.ocr.page import DPI
from parsers.ocr.repeats import without_repeats
from parsers.ocr.ringed import without_rings
from parsers.ocr.second_look import LEGIBLE
from parsers.ocr.tesseract import (
    SeenWord,
    is_noise,
    with_hyphens,
    with_slashes,
    with_tail,
    without_line,
    without_remains,
)
from parsers.ocr.touched import with_letters_touched
from parsers.ocr.type_size import CAPITALS, type_sizes
from parsers.ocr.unboxed import unsure_of_unboxed
from parsers.pdf.chosen import choose

_POINTS: Final = 72 / DPI
_DOUBTFUL_BOX: Final = 0.3
_LEVEL: Final = 0.25  # of a box's or a word's height stands beside the other
_NEAR_ITS_LABEL: Final = 60  # dots
_LEVEL_WITH_COMB: Final = 12  # dots
_BESIDE_COMB: Final = 7  # dots: a line that is no longer than the words on it only underlines them


def placed(sight: Sight, number: int) -> PageGeometry:
    """The page `number` as seen; without words where they are mere guesses."""
    sight = _said_once(sight)
    legible = sight.words and mean_confidence(sight.words) >= LEGIBLE
    words = levelled(apart(sight.words)) if legible else []
    height, width = sight.page.shape
    sizes = type_sizes(sight.words) if legible else []
    printed = [
        _word(word, size, is_bold)
        for word, size, is_bold in zip(words, sizes, sight.thick, strict=bool(words))
    ]
    boxes = [_box(_level_with_label(box, words)) for box in without_holes(sight.boxes, words)]
    printed, boxes = unsure_of_unboxed(with_letters_touched(printed, boxes), boxes)
    rules = (*map(_rule, sight.rules), *(rule for comb in sight.combs for rule in _drawn(comb, sight.rules)))
    rings = [_around(ring) for ring in sight.rings]
    chosen = choose(without_rings(printed, rings, rules), rules, rings, ())
    return PageGeometry(number, width * _POINTS, height * _POINTS, (*chosen, *boxes), rules)


def _said_once(sight: Sight) -> Sight:
    """The page without words that say again what others say, and without those that were noise at a second look."""
    seen = without_repeats(sight.words)
    kept = [number for number, word in enumerate(seen) if word is not None and not is_noise(word)]
    if seen == list(sight.words) and len(kept) == len(seen):
        return sight
    return replace(
        sight,
        words=tuple(word for number in kept if (word := seen[number])),
        thick=tuple(sight.thick[number] for number in kept) if sight.thick else (),
    )


def _drawn(comb: Comb, rules: Sequence[Mark]) -> tuple[Rule, ...]:
    """The rules that a row of boxes stands for: a box of its own beside one, else the line to write on.

    The line parts what they hold from the label before them.
    """
    left, right = (comb.left - _BESIDE_COMB) * _POINTS, (comb.right + _BESIDE_COMB) * _POINTS
    top, bottom = comb.top * _POINTS, comb.bottom * _POINTS
    under = Rule(left, bottom, right, bottom)
    if not (_is_led_to(comb, comb.top, rules) and _is_led_to(comb, comb.bottom, rules)):
        return (under,)
    return (
        Rule(left, top, right, top),
        under,
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    )


def _is_led_to(comb: Comb, level: int, rules: Sequence[Mark]) -> bool:
    """Whether beside a comb, and not over it as the rules of a cell around it, a rule runs level with one of its own."""
    return any(
        abs((rule.top + rule.bottom) / 2 - level) <= _LEVEL_WITH_COMB
        for rule in rules
        if rule.right - rule.left > rule.bottom - rule.top
        and (rule.right < comb.left or rule.left > comb.right)
    )


def _around(ring: Mark) -> tuple[float, float, float, float]:
    return ring.left * _POINTS, ring.top * _POINTS, ring.right * _POINTS, ring.bottom * _POINTS


def _word(word: SeenWord, type_size: float, is_bold: bool) -> Word:
    return Word(
        with_hyphens(with_tail(without_line(with_slashes(without_remains(word.text))))),
        word.left * _POINTS,
        word.top * _POINTS,
        word.right * _POINTS,
        word.bottom * _POINTS,
        # As high as its capitals, whichever letters it has: "Pemberly" is no title among lines without a tail.
        size=CAPITALS * type_size * _POINTS,
        bold=is_bold,
        confidence=max(0.0, min(0.99, word.confidence)),
    )


def _level_with_label(box: Mark, words: Sequence[SeenWord]) -> Mark:
    """The box moved up or down to the word that it stands before or behind: its line is the word's."""

    def away(word: SeenWord) -> float:
        gap = word.left - box.right if word.left >= box.right else 1.5 * (box.left - word.right)
        shared = min(word.bottom, box.bottom) - max(word.top, box.top)
        level = shared > _LEVEL * min(word.bottom - word.top, box.bottom - box.top)
        return gap if gap >= 0 and level else math.inf

    nearest = min(words, key=away, default=None)
    if nearest is None or away(nearest) > _NEAR_ITS_LABEL:
        return box
    return replace(box, top=nearest.top, bottom=nearest.bottom)


def _box(mark: Mark) -> Word:
    return Word(
        TICKED if mark.ticked else UNTICKED,
        mark.left * _POINTS,
        mark.top * _POINTS,
        mark.right * _POINTS,
        mark.bottom * _POINTS,
        size=(mark.bottom - mark.top) * _POINTS,
        confidence=_DOUBTFUL_BOX if mark.doubtful else 0.95,
    )


def _rule(mark: Mark) -> Rule:
    """A rule's middle line: its thickness is the picture's, not the page's."""
    if mark.right - mark.left >= mark.bottom - mark.top:
        middle = (mark.top + mark.bottom) / 2 * _POINTS
        return Rule(mark.left * _POINTS, middle, mark.right * _POINTS, middle)
    middle = (mark.left + mark.right) / 2 * _POINTS
    return Rule(middle, mark.top * _POINTS, middle, mark.bottom * _POINTS)
