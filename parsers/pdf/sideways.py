"""Titles that are written up or down the side of their section: each made a line above what it heads.

PDFium gives such text in words, or letter by letter, a line to each. The band in which it stands is no column of the
section: without its rules the section is laid out as it would be under a title that stands upright.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.blocks import Rule, Word
from parsers.pdf.frame import Box
from parsers.pdf.words import PageText, Token

_LETTERS: Final = re.compile(r"(?:\S\r?\n){3}\S(?:\r?\n|\Z)")
#: All of them but the first: a line's end is found sooner than a letter, of which a page has thousands.
_LETTERS_BELOW: Final = re.compile(r"\n(?:\S\r?\n){2}\S(?:\r?\n|\Z)")
_FEWEST: Final = 4  # letters
_ASIDE: Final = 1.0  # points
_SPACE: Final = 0.15  # of the size
_FARTHEST: Final = 2.0  # sizes between letters of one title
_ACROSS: Final = 1.05  # sizes: the height of a font, which is wider than its letters
_TALL: Final = 1.5  # sizes: a word of several letters up the page
_WIDEST: Final = 5.0  # sizes: the band
_NEAR: Final = 2.5  # points
_END: Final = 1.5  # points
_LONG: Final = 12.0  # points


@dataclass(frozen=True, slots=True)
class Title:
    """Words written sideways, and the box around them."""

    words: tuple[str, ...]
    box: Box
    size: float


def without_sideways(tokens: list[Token], layer: PageText) -> tuple[list[Token], list[Title]]:
    """The words of a page but for those that are written sideways, and the titles that those make."""
    if not layer.sideways and (
        _LETTERS_BELOW.search(layer.text) is None or _LETTERS.search(layer.text) is None
    ):
        return tokens, []
    kept: list[Token] = []
    titles: list[Title] = []
    for run in _runs(tokens, layer):
        if sum(end - start for (_, start, end), _ in run) < _FEWEST or not _is_sideways(run):
            kept += [token for token, _ in run]
        else:
            titles.append(_title(run))
    return kept, titles


def _runs(tokens: Sequence[Token], layer: PageText) -> Iterator[list[tuple[Token, Box]]]:
    """Single letters that stand above each other, all in one direction; any other word by itself."""
    run: list[tuple[Token, Box]] = []
    for token in tokens:
        word = token[0]
        box = _letters_above_each_other(token, layer)
        if box is not None and run and _goes_on(run, box, word.size):
            run.append((token, box))
            continue
        if run:
            yield run
        run = [(token, box)] if box is not None else []
        if box is None:
            yield [(token, (word.x0, word.top, word.x1, word.bottom))]
    if run:
        yield run


def _letters_above_each_other(token: Token, layer: PageText) -> Box | None:
    """The box of a letter that lies on its side, or of several that stand above each other."""
    word, start, end = token
    first = layer.char_box(start)
    if first[2] - first[0] < _ACROSS * word.size:
        return None  # letters of a column, each upright
    if end == start + 1:
        return first
    last = layer.char_box(end - 1)
    if abs(first[0] - last[0]) > _ASIDE or abs(first[1] - last[1]) < _SPACE * word.size:
        return None
    return first[0], min(first[1], last[1]), first[2], max(first[3], last[3])


def _goes_on(run: Sequence[tuple[Token, Box]], box: Box, size: float) -> bool:
    before = run[-1][1]
    if abs(box[0] - before[0]) > _ASIDE or abs(box[2] - before[2]) > _ASIDE:
        return False
    upwards = box[1] < before[1]
    gap = before[1] - box[3] if upwards else box[1] - before[3]
    if not -size < gap < _FARTHEST * size or box[1] == before[1]:
        return False
    return len(run) < 2 or upwards == (run[1][1][1] < run[0][1][1])


def _is_sideways(run: Sequence[tuple[Token, Box]]) -> bool:
    """Whether a run is letters above each other, or a word by itself that is written so."""
    (_, start, end), (_, top, _, bottom) = run[0]
    size = run[0][0][0].size
    return len(run) > 1 or (end - start > 1 and bottom - top > size * _TALL)


def _title(run: Sequence[tuple[Token, Box]]) -> Title:
    size = run[0][0][0].size
    texts = [run[0][0][0].text]
    for (_, before), ((word, _, _), box) in pairwise(run):
        gap = before[1] - box[3] if box[1] < before[1] else box[1] - before[3]
        if gap > _SPACE * size:
            texts.append(word.text)
        else:
            texts[-1] += word.text
    boxes = [box for _, box in run]
    around = (
        boxes[0][0],
        min(box[1] for box in boxes),
        boxes[0][2],
        max(box[3] for box in boxes),
    )
    return Title(tuple(texts), around, size)


def headed(
    words: list[Word], rules: Sequence[Rule], titles: Sequence[Title]
) -> tuple[list[Word], list[Rule]]:
    """A page's words and rules with each title as a line of its own; its band is no part of the table beside it."""
    left = list(rules)
    for title in titles:
        band = _band(title, left)
        if band is None or _goes_on_above(band, left):
            words = [*words, *_stacked(title)]
            continue
        x0, top, right, bottom = band
        left = [part for rule in left for part in _clipped(rule, x0, top, right, bottom)]
        left = [_shortened(rule, top, bottom) for rule in left]
        words = [*words, *_line(title, right, top)]
    return words, left


def _band(title: Title, rules: Sequence[Rule]) -> Box | None:
    """The box around a title that runs along it, if one is drawn."""
    x0, top, x1, bottom = title.box
    y, x = (top + bottom) / 2, (x0 + x1) / 2
    upright = [rule.x0 for rule in rules if rule.x1 - rule.x0 < _NEAR and rule.top <= y <= rule.bottom]
    level = [rule.top for rule in rules if rule.bottom - rule.top < _NEAR and rule.x0 <= x <= rule.x1]
    lefts, rights = [at for at in upright if at <= x], [at for at in upright if at >= x]
    tops = [at for at in level if at <= y]
    bottoms = [at for at in level if at >= y]
    if not (lefts and rights and tops and bottoms):
        return None
    band = max(lefts), max(tops), min(rights), min(bottoms)
    return (
        band if band[2] - band[0] <= _WIDEST * title.size and band[3] - band[1] > band[2] - band[0] else None
    )


def _goes_on_above(band: Box, rules: Sequence[Rule]) -> bool:
    """Whether the table beside a band began above it: the title heads rows in its middle."""
    return any(
        rule.x1 - rule.x0 < _NEAR
        and abs(rule.x0 - band[2]) < _NEAR
        and rule.top < band[1] - _NEAR
        and rule.bottom >= band[1] - _ASIDE
        for rule in rules
    )


def _clipped(rule: Rule, left: float, top: float, right: float, bottom: float) -> Iterator[Rule]:
    """What of a rule is none of a band's own sides."""
    beside = rule.bottom < top - _NEAR or rule.top > bottom + _NEAR or rule.x0 > right - _NEAR
    if beside or rule.x0 < left - _NEAR:
        yield rule
    elif rule.bottom - rule.top < _NEAR:
        if rule.x1 > right + _NEAR:
            yield rule._replace(x0=right)
    else:
        if rule.top < top - _NEAR:
            yield rule._replace(bottom=top)
        if rule.bottom > bottom + _NEAR:
            yield rule._replace(top=bottom)


def _shortened(rule: Rule, top: float, bottom: float) -> Rule:
    """An upright rule without its ends at a band's own: sections that stand close would be one table, and
    the title between them nobody's.
    """
    if rule.x1 - rule.x0 >= _NEAR or rule.bottom - rule.top < _LONG:
        return rule
    if abs(rule.top - top) < _NEAR:
        rule = rule._replace(top=rule.top + _END)
    return rule._replace(bottom=rule.bottom - _END) if abs(rule.bottom - bottom) < _NEAR else rule


def _line(title: Title, left: float, level: float) -> Iterator[Word]:
    """A title's words beside each other, on the edge of what they head."""
    for text in title.words:
        width = max(1, len(text)) * title.size / 2
        yield Word(text, left, level - 1, left + width, level, title.size, True)
        left += width + title.size / 4


def _stacked(title: Title) -> Iterator[Word]:
    """A title's words one under the other, where they stand."""
    x0, top, x1, _ = title.box
    for at, text in enumerate(title.words):
        level = top + at * title.size
        yield Word(text, x0, level, x1, level + 0.9 * title.size, title.size, True)
