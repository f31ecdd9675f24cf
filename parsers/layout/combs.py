"""Boxes for one character each, or for a date's day, month and year: what they hold is one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Final

from parsers.blocks import PageGeometry, Rule, Word

_TEXT: Final = itemgetter(0)  # of a word
_FEWEST: Final = 4  # characters
_WIDEST: Final = 26.0  # points: one box
_HIGHEST: Final = 30.0  # points: one box
_UNEVEN: Final = 0.35  # of a box: letters are set to the left or in the middle
_ASIDE: Final = 3.0  # points
_GROUP: Final = 1.4  # of the distance between two characters: a group of boxes ends
_YEAR: Final = 4  # figures
_FARTHEST: Final = 40.0  # points between a date's day, month and year
_MOST_WORDS: Final = 4000


def without_combs(page: PageGeometry) -> PageGeometry:
    """The page with each row of such boxes as one word, and the boxes' own rules gone."""
    if len(page.words) > _MOST_WORDS:
        return page
    texts = {text for text in set(map(_TEXT, page.words)) if len(text) <= _YEAR and text.isalnum()}
    short = [word for word in page.words if word[0] in texts]
    single = [word for word in short if len(word.text) == 1 and not word.filled]
    numbers = [word for word in short if word.text.isdecimal()]
    uprights = [rule for rule in page.rules if rule.x1 - rule.x0 < 1 < rule.bottom - rule.top]
    words, rules = list(page.words), list(page.rules)
    runs = [
        (run, _joined(run))
        for row in _rows(single)
        for run in _runs(row, uprights)
        if _is_even(run, uprights) and _stands_alone(run, uprights)
    ]
    runs += [
        (run, _date(run))
        for row in _rows(numbers)
        for run in _dates(row, uprights)
        if _stands_alone(run, uprights)
    ]
    for run, whole in runs:
        words = [word for word in words if word not in run] + [whole]
        end = _end_of_last_box(run, uprights)
        rules = [rule for rule in rules if not _is_of(rule, run, end)] + [_written_on(run, end)]
    return page if len(words) == len(page.words) else replace(page, words=tuple(words), rules=tuple(rules))


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    row: list[Word] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        if row and abs(word.bottom - row[-1].bottom) > _ASIDE:
            yield sorted(row, key=lambda word: word.x0)
            row = []
        row.append(word)
    yield sorted(row, key=lambda word: word.x0)


def _runs(row: Sequence[Word], uprights: Sequence[Rule]) -> Iterator[list[Word]]:
    """Characters in neighbouring boxes: one box may be empty, as in a postcode."""
    run: list[Word] = []
    for word in row:
        if run and not _are_neighbours(run[-1], word, uprights):
            if len(run) >= _FEWEST:
                yield run
            run = []
        run.append(word)
    if len(run) >= _FEWEST:
        yield run


def _are_neighbours(left: Word, right: Word, uprights: Sequence[Rule]) -> bool:
    between = _between(left, right, uprights)
    return 1 <= between <= 2 and right.x0 - left.x0 <= between * _WIDEST


def _between(left: Word, right: Word, uprights: Sequence[Rule]) -> int:
    """How many sides of boxes stand between two characters."""
    sides = sorted(
        rule.x0 for rule in uprights if _stands_at(rule, left) and left.x1 - 1 <= rule.x0 <= right.x0 + 1
    )
    return sum(side - before > _ASIDE for before, side in zip([float("-inf"), *sides], sides, strict=False))


def _stands_at(rule: Rule, word: Word) -> bool:
    """Whether an upright stands at a character's height, or at its foot only, as the teeth of open combs do."""
    return rule.top < word.bottom - 1 and rule.bottom >= (word.top + word.bottom) / 2


def _stands_alone(run: Sequence[Word], uprights: Sequence[Rule]) -> bool:
    """Whether the boxes are no row of a table: their sides end with them."""
    inside = [rule for rule in uprights if run[0].x1 - 1 <= rule.x0 <= run[-1].x0 + 1]
    own = [rule for rule in inside if _stands_at(rule, run[0])]
    top, bottom = min(rule.top for rule in own), max(rule.bottom for rule in own)
    above_or_below = [
        rule
        for rule in inside
        if rule not in own and (abs(rule.bottom - top) < _ASIDE or abs(rule.top - bottom) < _ASIDE)
    ]
    return not above_or_below and bottom - top <= _HIGHEST


def _is_even(run: Sequence[Word], uprights: Sequence[Rule]) -> bool:
    """Whether characters stand at one distance, but for where a group of boxes ends and the next begins."""
    steps = [right.x0 - left.x0 for left, right in pairwise(run)]
    inside = [
        step
        for step, (left, right) in zip(steps, pairwise(run), strict=True)
        if _between(left, right, uprights) == 1
    ]
    checked = inside if 2 * len(inside) >= len(steps) else steps
    return all(abs(step / min(steps) - round(step / min(steps))) < _UNEVEN for step in checked)


def _dates(row: Sequence[Word], uprights: Sequence[Rule]) -> Iterator[list[Word]]:
    """Day, month and year in three boxes beside each other."""
    at = 0
    while at + 3 <= len(row):
        run = list(row[at : at + 3])
        day, month, year = (word.text for word in run)
        lengths = len(day) <= 2 and len(month) <= 2 and len(year) in (2, _YEAR)
        if lengths and all(_are_beside(left, right, uprights) for left, right in pairwise(run)):
            yield run
            at += 3
        else:
            at += 1


def _are_beside(left: Word, right: Word, uprights: Sequence[Rule]) -> bool:
    return right.x0 - left.x1 <= _FARTHEST and 1 <= _between(left, right, uprights) <= 2


def _date(run: Sequence[Word]) -> Word:
    return _joined(run)._replace(text="/".join(word.text for word in run))


def _joined(run: Sequence[Word]) -> Word:
    pitch = min(right.x0 - left.x0 for left, right in pairwise(run))
    text = run[0].text
    for left, right in pairwise(run):
        text += (" " if right.x0 - left.x0 > _GROUP * pitch else "") + right.text
    return run[0]._replace(
        text=text,
        x1=run[-1].x1,
        top=min(word.top for word in run),
        bottom=max(word.bottom for word in run),
        confidence=min(word.confidence for word in run),
    )


def _end_of_last_box(run: Sequence[Word], uprights: Sequence[Rule]) -> float:
    """Where the box of the last word ends: a year's is wider than a letter's."""
    last = run[-1]
    sides = [
        rule.x0
        for rule in uprights
        if last.x1 - 1 <= rule.x0 <= last.x1 + _FARTHEST
        and _stands_at(rule, last)
        and rule.bottom <= rule.top + _HIGHEST
    ]
    return max(min(sides, default=last.x1), last.x1 + _WIDEST / 2)


def _written_on(run: Sequence[Word], end: float) -> Rule:
    """The line to write on that the boxes stand for: what stands in them is an answer of its own."""
    level = max(word.bottom for word in run) + 1
    return Rule(run[0].x0 - _ASIDE, level, max(end, run[-1].x1 + _ASIDE), level)


def _is_of(rule: Rule, run: Sequence[Word], end: float) -> bool:
    """Whether a rule is a side of these boxes, and of nothing larger."""
    height = run[0].bottom - run[0].top
    return (
        run[0].x0 - _WIDEST / 2 <= rule.x0
        and rule.x1 <= end + 1
        and run[0].top - height <= rule.top
        and rule.bottom <= run[0].bottom + height
    )
