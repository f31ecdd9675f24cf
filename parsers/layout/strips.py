"""Words into visual lines, and visual lines into segments where wide gaps part them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter, sub
from typing import Any

from parsers.blocks import Text, Word
from parsers.layout.boxes_in_line import GLYPHS, carry_boxes, with_labels
from parsers.layout.raised import with_raised

_NARROW = 0.85  # of the size: no gap up to this parts a line
_TOUCHING = 0.08  # of the size: words nearer than this are one
_SAME = 0.01  # points: no difference in height
_HEIGHT = itemgetter(0)  # of a place
_LEFT, _TOP, _BOTTOM, _FILLED = map(itemgetter, (1, 2, 4, 7))  # of a word
_ASIDE = 2.0  # points that words may reach over a break
_BRACKETED = 6  # words behind a gap
_SENTENCE = 8  # words: names, addresses and numbers have fewer
_TALL = 24.0  # points: a form field of more than one line


_Columns = tuple[tuple[Any, ...], ...]


class Strip:
    """Words that stand on one line, from left to right, on page `page`.

    `x0`, `top`, `x1` and `bottom` are around all of them, `size` is the size of most of them;
    `breaks` are places between them where something drawn parts the line. A part that wraps in its
    column has `lines` of its own. `columns` are the words' texts, their left edges and so on: nearly all
    that is asked of a line is asked of one of these.
    """

    __slots__ = (
        "_segments",
        "_text",
        "bottom",
        "breaks",
        "columns",
        "lines",
        "page",
        "size",
        "top",
        "words",
        "x0",
        "x1",
    )

    def __init__(self, words: Sequence[Word], page: int) -> None:
        """`words` are never none."""
        self.words = tuple(words)
        self.page = page
        self.breaks: tuple[float, ...] = ()
        self.lines: tuple[Strip, ...] = ()
        self.columns = tuple(zip(*words))
        _, starts, tops, ends, bottoms, sizes, *_ = self.columns
        self.x0: float = starts[0]
        self.top: float = min(tops)
        self.x1: float = max(ends)
        self.bottom: float = max(bottoms)
        self.size = _usual(sizes if all(sizes) else list(map(size_of, words)))
        self._segments: list[Strip] | None = None
        self._text: str | None = None

    @property
    def bold(self) -> bool:
        """Whether every word is bold; box glyphs have no say."""
        texts, bolds = self.columns[0], self.columns[6]
        if not any(bolds):
            return False
        letters = [bold for text, bold in zip(texts, bolds) if text not in GLYPHS]
        return bool(letters) and all(letters)

    @property
    def text(self) -> str:
        """Its words, as they would be typed."""
        if self.lines:
            return " ".join(line.text for line in self.lines)
        if self._text is None:
            self._text = _joined(self.words, self.columns)
        return self._text

    def as_text(self, text: str | None = None) -> Text:
        """All of it as a `Text`, which says what its words say if not `text`."""
        return _text_of(self.words, self.columns, self.page, text)

    @property
    def segments(self) -> list[Strip]:
        """The parts that wide gaps keep apart; a check box stays with its label."""
        if self._segments is None:
            self._segments = _segments(self)
        return self._segments

    def break_at(self, places: Iterable[float]) -> None:
        """Part it at further places."""
        more = tuple(places)
        if more:
            self.breaks, self._segments = (*self.breaks, *more), None

    def part(self, segments: Sequence[Strip]) -> None:
        """Give it segments that gaps do not show."""
        self._segments = list(segments)

    def has_glyph(self) -> bool:
        """Whether a check box stands on it."""
        return not GLYPHS.isdisjoint(self.columns[0])


def _usual(values: Sequence[float]) -> float:
    """The middle one of several values."""
    return sorted(values)[len(values) // 2]


def size_of(word: Word) -> float:
    """A word's type size; from its height where the reader could not tell."""
    return word.size or max(1.0, 0.8 * (word.bottom - word.top))


def middle(word: Word) -> float:
    """The height on the page of a word's middle; for a tall form field, of its first line."""
    if word.bottom - word.top > _TALL and is_field(word):
        return word.top + _TALL / 2
    return (word.top + word.bottom) / 2


def is_field(word: Word) -> bool:
    """Whether a word is a form field's value that stands by itself: not a check box."""
    return word.filled and word.text not in GLYPHS


def strips(words: Iterable[Word], page: int) -> list[Strip]:
    """The visual lines of `words`, from top to bottom.

    Words belong to one line where their middles differ by little against their height, so a
    line may lean a little and mix sizes.
    """
    words = list(words)
    if _are_level(words):
        return [Strip(sorted(words, key=_LEFT), page)]
    places = [
        (middle(word) if word.filled else (word.top + word.bottom) / 2, word)  # a call less for each
        for word in words
    ]
    lines: list[list[tuple[float, Word]]] = []
    line: list[tuple[float, Word]] = []
    for height, group in groupby(sorted(places, key=_HEIGHT), _HEIGHT):
        level = list(group)
        if line and (height - line[-1][0] < _SAME or _is_level(line, *level[0])):
            line += level
        else:
            line = level
            lines.append(line)
    found = [sorted([word for _, word in line], key=_LEFT) for line in lines]
    if any(words[-1].text in GLYPHS for words in found):
        carry_boxes(found)
    return [Strip(words, page) for words in with_raised([words for words in found if words])]


def _are_level(words: Sequence[Word]) -> bool:
    """Whether words have one top and one foot, as those of most cells have: they are one line."""
    return (
        len(set(map(_TOP, words))) == len(set(map(_BOTTOM, words))) == 1
        and len(set(map(_FILLED, words))) == 1  # a tall field's middle is that of its first line
    )


def _is_level(line: Sequence[tuple[float, Word]], height: float, word: Word) -> bool:
    above, last = line[-1]
    tall = min(last.bottom - last.top, word.bottom - word.top)
    if height - above <= 0.25 * tall and height - line[0][0] <= 0.7 * tall:
        return True
    if height - above > 0.4 * tall:
        return False  # as are all before it, which stand no lower
    nearest = min(line, key=lambda other: abs(other[1].x0 - word.x0))
    return height - nearest[0] <= 0.4 * tall


def _segments(strip: Strip) -> list[Strip]:
    words = strip.words
    if len(words) == 1 or (not strip.breaks and _is_unbroken(strip)):
        return [strip]
    runs = [run for piece in _pieces(words, strip.breaks) for run in _parted_by_gaps(piece)]
    return [Strip(tuple(run), strip.page) for run in with_labels(runs)]


def _pieces(words: Sequence[Word], breaks: Sequence[float]) -> list[list[Word]]:
    """The words as what is drawn and what is filled in part them."""
    pieces: list[list[Word]] = [[words[0]]]
    for before, after in pairwise(words):
        parted = any(
            after.x0 >= place - _ASIDE and (before.x1 <= place + _ASIDE or abs(after.x0 - place) < _SAME)
            for place in breaks
        )
        if parted or is_field(before) or is_field(after):
            pieces.append([after])
        else:
            pieces[-1].append(after)
    return pieces


def _parted_by_gaps(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of one piece as its wide gaps part them: an answer may be typed wider than its label is set.

    What stands between brackets is in one part.
    """
    if len(words) == 1:
        yield list(words)
        return
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    usual = _usual(gaps)
    run = [words[0]]
    for at, (before, after, gap) in enumerate(zip(words, words[1:], gaps), 1):
        if _is_wide(gap, usual, before, after) and not _is_in_brackets(run, words[at:]):
            yield run
            run = []
        run.append(after)
    yield run


def _is_in_brackets(before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Whether a bracket stands open before a gap, with a word or two in it, and is closed soon behind."""
    opened = next((at for at, word in enumerate(before) if "(" in word.text and ")" not in word.text), None)
    if opened is None or any(")" in word.text for word in before[opened:]):
        return False
    return any(")" in word.text for word in after[:_BRACKETED])


def _is_unbroken(strip: Strip) -> bool:
    """Whether nothing can part a line, as is so of most: no gap, no form field, no check box."""
    texts, starts, _, ends, _, sizes, _, filled, *_ = strip.columns
    if any(filled) or not GLYPHS.isdisjoint(texts):
        return False
    least = min(sizes) or min(map(size_of, strip.words))
    return bool(max(map(sub, starts[1:], ends)) <= _NARROW * least)


def _is_wide(gap: float, usual: float, before: Word, after: Word) -> bool:
    size = min(size_of(before), size_of(after))
    if gap <= _NARROW * size:
        return False
    return gap > 1.6 * size or gap > 2.2 * max(usual, 0.2 * size)


def joined(words: Sequence[Word]) -> str:
    """Words as one text: a space between them unless they touch."""
    return _joined(words, tuple(zip(*words)))


def _joined(words: Sequence[Word], columns: _Columns) -> str:
    if len(words) == 1:
        return words[0].text
    texts, starts, _, ends, _, sizes, *_ = columns
    if all(sizes) and min(map(sub, starts[1:], ends)) >= _TOUCHING * max(sizes):
        return " ".join(texts)
    parts = [words[0].text]
    for before, after in pairwise(words):
        touching = -0.5 <= after.x0 - before.x1 < _TOUCHING * size_of(after) and before.text not in GLYPHS
        parts.append(after.text if touching else f" {after.text}")
    return "".join(parts)


def text_of(words: Sequence[Word], page: int, text: str | None = None) -> Text:
    """Words as a `Text`. A form field's hint and certainty hold for the whole."""
    return _text_of(words, tuple(zip(*words)), page, text)


def _text_of(words: Sequence[Word], columns: _Columns, page: int, text: str | None) -> Text:
    if len(words) == 1:
        (word,) = words
        shown = word.text if text is None else text
        return Text(shown, page, word.bold, word.filled, word.confidence, word.hint or None)
    texts, _, _, _, _, _, bolds, filled, confidences, hints = columns
    if not GLYPHS.isdisjoint(texts):
        bolds = tuple(is_bold for word, is_bold in zip(texts, bolds) if word not in GLYPHS) or bolds
    return Text(
        _joined(words, columns) if text is None else text,
        page=page,
        bold=all(bolds),
        filled=any(filled),
        confidence=_certainty(confidences),
        hint=next(filter(None, hints), None),
    )


def _certainty(confidences: Sequence[float]) -> float:
    """How sure a text is: as its least sure word; in a sentence one bad word is not the whole."""
    least = min(confidences)
    if least >= 1 or len(confidences) < _SENTENCE:
        return least
    return sorted(confidences)[len(confidences) // _SENTENCE]
