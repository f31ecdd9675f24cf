"""Label and value that a page sets apart by its own style, the same all down the page -> `Pair`s.

Programs that send forms on mark each answer alike: in bold behind a plain label, below a label that
is small or grey, or in an element that holds the two and nothing else. One such place proves nothing;
several are the page's style, and then a label that no table knows is told from an answer too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.html.flow import LONGEST_LABEL, Item, Pair, Paragraph, bold_answer, split_at_breaks
from parsers.pieces import Piece

_LEAST: Final = 4
_A_PAIR: Final = 2
_LARGER: Final = 1.1
_LONGEST_TITLE: Final = 90
_MOST_TITLES: Final = 0.25  # of the paragraphs: with more it is the answers that are large
_LEAST_OF_ALL: Final = 0.6  # of the elements that hold several paragraphs hold two


def paired(items: Sequence[Item]) -> list[Item]:
    """A page's flow with its labels and values put together, where the page shows them in one way."""
    found = _held_together(_with_titles_marked(items))
    found = _below_faint_labels(found)
    return list(_before_bold_answers(found))


def _with_titles_marked(items: Sequence[Item]) -> Sequence[Item]:
    """The few short paragraphs that are set larger than the page's words, as if they were bold: they are titles."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    letters: Counter[float] = Counter()
    for item in paragraphs:
        letters[item.size] += len(item.text)
    if len(letters) < _A_PAIR:
        return items
    usual = letters.most_common(1)[0][0]
    large = [item for item in paragraphs if item.size >= _LARGER * usual and len(item.text) <= _LONGEST_TITLE]
    if len(large) > _MOST_TITLES * len(paragraphs):
        return items
    for item in large:
        item.pieces = [replace(piece, bold=True) for piece in item.pieces]
    return items


def _held_together(items: Sequence[Item]) -> list[Item]:
    """ "<div><div>Label</div><div>Value</div></div>", time after time."""
    held = Counter(item.within for item in items if isinstance(item, Paragraph) and item.within)
    pairs = [
        (first, second)
        for first, second in pairwise(items)
        if isinstance(first, Paragraph)
        and isinstance(second, Paragraph)
        and first.within == second.within
        and held[first.within] == _A_PAIR
        and _may_be_label(first)
        and second.heading is None
    ]
    several = sum(times >= _A_PAIR for times in held.values())
    if len(pairs) < max(_LEAST, _LEAST_OF_ALL * several):
        return list(items)
    values = {id(label): value for label, value in pairs}
    taken = {id(value) for _, value in pairs}
    return [
        Pair(item, (values[id(item)],)) if isinstance(item, Paragraph) and id(item) in values else item
        for item in items
        if id(item) not in taken
    ]


def _below_faint_labels(items: Sequence[Item]) -> list[Item]:
    """A label that is small or grey over its value, which may be empty or have several paragraphs."""
    labels = [at for at, item in enumerate(items) if _is_faint_label(item)]
    over = sum(at + 1 < len(items) and _is_value(items[at + 1]) for at in labels)
    first = next((item for item in items if _is_faint_label(item) or _is_value(item)), None)
    if over < _LEAST or not _is_faint_label(first):
        return list(items)
    found: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if not isinstance(item, Paragraph) or not _is_faint_label(item):
            found.append(item)
            continue
        values: list[Paragraph] = []
        while at < len(items) and isinstance(value := items[at], Paragraph) and _is_value(value):
            values.append(value)
            at += 1
        found.append(Pair(item, tuple(values)) if values else item)
    return found


def _before_bold_answers(items: Sequence[Item]) -> Iterator[Item]:
    """ "Label <b>value</b>", a line or a paragraph each."""
    lines = [
        line for item in items if isinstance(item, Paragraph) for line in split_at_breaks(item.pieces) if line
    ]
    answered = sum(bold_answer(line) is not None for line in lines)
    led = sum(_is_led_by_bold(line) for line in lines)
    if answered < _LEAST or led * 2 > answered:
        yield from items
        return
    for item in items:
        if isinstance(item, Paragraph):
            item.answers_in_bold = True
        yield item


def _is_led_by_bold(line: Sequence[Piece]) -> bool:
    """Whether a line begins in bold and goes on in plain type, as a label before its answer does."""
    weights = [piece.bold for piece in line if piece.text.strip()]
    return bool(weights) and weights[0] and not all(weights)


def _may_be_label(paragraph: Paragraph) -> bool:
    words = paragraph.text
    return (
        paragraph.heading is None
        and 0 < len(words) <= LONGEST_LABEL
        and "\n" not in words
        and not words.endswith(".")
    )


def _is_faint_label(item: Item | None) -> bool:
    return isinstance(item, Paragraph) and item.faint and _may_be_label(item)


def _is_value(item: Item) -> bool:
    return (
        isinstance(item, Paragraph)
        and item.heading is None
        and not item.faint
        and not all(piece.bold for piece in item.pieces if piece.text.strip())
    )
