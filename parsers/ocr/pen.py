"""What a pen did to printed words: rings around answers, lines through what does not apply.

Both are taken off the page, so that the words under them can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import or_
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.boxes import holds_a_box
from parsers.ocr.grey import Grey, grey
from parsers.ocr.mark import Mark
from parsers.ocr.tesseract import SeenWord

_INK: Final = 165
_GAP: Final = 5  # dots: a ring that a rule crossed is closed again
_WIDTH: Final = range(28, 480)  # dots: from "No" to three words
_HEIGHT: Final = range(18, 114)
_HOLLOW: Final = 0.6  # of an oval is one room: letters may reach into it
_FILLED: Final = 0.66  # of the box around it: an oval fills .78
_SQUARE: Final = 0.91  # of it: more fills a frame with corners
_LIKE_ELLIPSE: Final = 0.9  # of an oval and the ellipse nearest to it is common to both
_LEAST_POINTS: Final = 5  # that tell an ellipse
_STROKE: Final = 8  # dots: a pen's, and how far it trembles
_LINE: Final = 0.5  # of what lies so far from a room is ink: the line around it
_AROUND: Final = 24  # dots around a room in which the line is that encloses it
_LETTER: Final = range(9, 60)  # dots high
_RADIO: Final = 1.2  # a ring less wide by its height, with one thing in it, is a button

_STRUCK: Final = 34  # dots: the width of "No"
_LONGEST: Final = 700
_JOINED: Final = range(14, 72)  # dots: the height of letters that a line joins
_THROUGH: Final = 0.8  # of the width of what it joins
_END_TO_END: Final = 0.92  # of it, where it leans: the strokes of letters that touch lean too
_TREMBLE: Final = 5  # dots
_THIN: Final = 12  # dots, with what it trembles
_STEEPEST: Final = 24  # dots by which one end lies above the other
_MOST_LEAN: Final = 0.2  # of its length: letters' own strokes lean more
_LEAN_STEP: Final = 4  # dots: less is within what a line trembles
_BESIDE: Final = (1, 9)  # dots above and below a line: where letters stand
_LETTERS: Final = 0.3  # of the line's length, above and below
_OVERHANG: Final = 14  # dots that a line reaches beyond its words
_COVERED: Final = 0.6  # of a line's length lies in words
_WHOLE: Final = 0.8  # of a word's width
_MOST_OF_IT: Final = 0.55  # of what is no answer: with the stroke behind it, "Yes /" is one misread word
_TOUCHED: Final = 0.2  # of it
_BESIDE_ONE: Final = 2.0  # of a word's height
_OPTIONS: Final = 10.0  # of a stroke's height: so far answers reach on both sides of it
_PARTING: Final = ("/", "|", "\\")
_PLAIN: Final = 80  # dots: shorter ones may be a letter's own strokes
_MIDDLE: Final = (0.25, 0.8)  # of a word's height
_SURE_OF_STRUCK: Final = 0.4
_TWO_AND_A_STROKE: Final = 3
_AS_PARTED: Final = 0.86  # an answer that was read with a struck one
_ANSWERS: Final = frozenset(
    [
        "yes",
        "no",
        "not",
        "known",
        "unknown",
        "unsure",
        "sure",
        "n/a",
        "nk",
        "n/k",
        "y",
        "n",
        "male",
        "female",
        "m",
        "f",
        "other",
        "don't",
        "know",
        "applicable",
    ]
)
_PAPER: Final = 255


def take_rings(page: Grey, ruled: Grey) -> tuple[list[Mark], Grey]:
    """The ovals drawn around words on a page without rules, and the page without them.

    An oval is told by the room in it: what it is drawn over, the end of a question or the stroke between
    two answers, is one piece of ink with it. Where it crosses a rule, that closes it: `ruled` has them still.
    """
    ink = (page < _INK).astype(np.uint8)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((_GAP, _GAP), np.uint8))
    closed = cv2.bitwise_or(closed, (ruled < _INK).astype(np.uint8))
    contours, ranks = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    rings: list[Mark] = []
    clean = page
    for room, rank in zip(contours, [] if ranks is None else ranks[0], strict=True):
        if rank[3] < 0 or len(room) < _WIDTH.start or not _is_oval(room):
            continue
        left, top, width, height = cv2.boundingRect(room)
        across = slice(max(0, left - _AROUND), left + width + _AROUND)
        down = slice(max(0, top - _AROUND), top + height + _AROUND)
        inside, drawn = _room_and_line(closed[down, across], room - [across.start, down.start])
        inner: Any = cv2.erode(inside, np.ones((_TREMBLE, _TREMBLE), np.uint8))
        if not _holds_words(ink[down, across] & inner, width, height):
            continue
        clean = page.copy() if clean is page else clean
        clean[down, across][(drawn > 0) & (inner == 0)] = _PAPER
        rings.append(
            Mark(
                left - _STROKE // 2,
                top - _STROKE // 2,
                left + width + _STROKE // 2,
                top + height + _STROKE // 2,
            )
        )
    return rings, clean


def _is_oval(room: Any) -> bool:
    """Whether an empty room in ink is as wide and high as words, and an ellipse: no cell's corner, no letters' gap."""
    left, top, width, height = cv2.boundingRect(room)
    if width not in _WIDTH or height not in _HEIGHT:
        return False
    hull = cv2.convexHull(room)
    around = cv2.contourArea(hull)
    if not _FILLED * width * height < around < _SQUARE * width * height:
        return False
    if cv2.contourArea(room) <= _HOLLOW * around or len(hull) < _LEAST_POINTS:
        return False
    shapes = np.zeros((2, height + 2 * _AROUND, width + 2 * _AROUND), np.uint8)
    moved = hull - [left - _AROUND, top - _AROUND]
    cv2.fillConvexPoly(shapes[0], moved, 1)
    cv2.ellipse(shapes[1], cv2.fitEllipse(moved), 1, cv2.FILLED)
    return bool((shapes[0] & shapes[1]).sum() > _LIKE_ELLIPSE * (shapes[0] | shapes[1]).sum())


def _room_and_line(closed: Any, room: Any) -> tuple[Any, Any]:
    """All that lies in a room, and of the ink around it the line that encloses it, with no letters that the line touches."""
    inside = np.zeros_like(closed)
    cv2.fillConvexPoly(inside, cv2.convexHull(room), 1)
    _, labels = cv2.connectedComponents(closed, connectivity=8)
    x, y = room[0][0]
    own = labels == labels[y, x]
    near = _reach_of_line(inside, own)
    far = own & ~near
    return inside, np.where(own & near, 1, 0) if far.any() else own.astype(np.uint8)


def _reach_of_line(inside: Any, own: Any) -> Any:
    """A room and as much around it as its line is thick: words that the line touches stand farther off."""
    near = inside
    for thick in range(1, _STROKE):
        wider = cv2.dilate(inside, np.ones((2 * thick + 1, 2 * thick + 1), np.uint8))
        if float(own[(wider > 0) & (near == 0)].mean()) < _LINE:
            break
        near = wider
    # Its outer edge is grey, and trembles.
    return cv2.dilate(near, np.ones((_TREMBLE, _TREMBLE), np.uint8)) > 0


def _holds_words(inside: Any, width: int, height: int) -> bool:
    _, _, stats, _ = cv2.connectedComponentsWithStats(grey(inside), connectivity=8)
    letters = sum(high in _LETTER and wide < 2 * high for _, _, wide, high, _ in stats[1:].tolist())
    return letters > 1 or (letters == 1 and width > _RADIO * height)


# --- struck out -----------------------------------------------------------------------


def take_strikes(page: Grey) -> tuple[list[Mark], Grey]:
    """The lines drawn through the middle of words, and the page with the words alone."""
    ink = grey((page < _INK).astype(np.uint8) * 255)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    strikes: list[Mark] = []
    clean = page
    for number, (left, top, width, height, _) in enumerate(stats.tolist()):
        if number == 0 or not _STRUCK <= width <= _LONGEST or height not in _JOINED:
            continue
        window = (slice(top, top + height), slice(left, left + width))
        line = _line_through((labels[window] == number).astype(np.uint8))
        if line is None:
            continue
        rows = np.flatnonzero(line.any(axis=1))
        clean = page.copy() if clean is page else clean
        clean[window] = np.where(line > 0, _PAPER, clean[window])
        strikes.append(Mark(left, top + int(rows[0]), left + width, top + int(rows[-1]) + 1))
    return strikes, clean


def _line_through(word: Any) -> Any | None:
    """The dots of a line that joins the letters of a word from end to end, level or leaning; `None` where none does."""
    line = _level_line_through(word)
    if line is not None:
        return line
    steepest = min(_STEEPEST, round(_MOST_LEAN * word.shape[1]))
    for rise in range(_LEAN_STEP, steepest + 1, _LEAN_STEP):
        for lean in (rise, -rise):
            sheared = _sheared(word, lean)
            if (line := _level_line_through(sheared, _END_TO_END)) is not None:
                if holds_a_box(grey(word * 255)):
                    return None
                return _sheared(line, -lean)[2 * (rise // 2) :][: word.shape[0]]
    return None


def _sheared(word: Any, lean: int) -> Any:
    """A word with its right end `lean` dots lower against its left one, and half as much room above and below."""
    height, width = word.shape
    room = abs(lean) // 2
    down = np.round(np.linspace(-lean / 2, lean / 2, width)).astype(int)
    rows = np.arange(-room, height + room)[:, None] - down[None, :]
    inside = (rows >= 0) & (rows < height)
    return np.where(inside, word[rows.clip(0, height - 1), np.arange(width)[None, :]], 0)


def _level_line_through(word: Any, least: float = _THROUGH) -> Any | None:
    """The same for a line that is level. What joins a letter above it to one below stays the letter's."""
    height, width = word.shape
    level = cv2.morphologyEx(
        cv2.dilate(word, np.ones((_TREMBLE, 1), np.uint8)),
        cv2.MORPH_OPEN,
        np.ones((1, max(_STRUCK - 4, round(least * width))), np.uint8),
    )
    rows = np.flatnonzero(level.any(axis=1))
    if (
        not rows.size
        or rows[-1] - rows[0] > _THIN
        or not _MIDDLE[0] * height < rows.mean() < _MIDDLE[1] * height
    ):
        return None
    ends = np.concatenate([word[:, :2], word[:, -2:]], axis=1)
    if any(np.ptp(np.flatnonzero(column)) > _THIN for column in ends.T if column.any()):
        return None  # a stroke begins before its words and ends behind them: this is a letter's stem
    near, far = _BESIDE
    above = word[max(0, rows[0] - far) : max(0, rows[0] - near)].any(axis=0)
    below = word[rows[-1] + near : rows[-1] + far].any(axis=0)
    if min(float(above.mean()), float(below.mean())) < _LETTERS:
        return None
    over, under = (
        word[max(0, rows[0] - 2) : rows[0]].any(axis=0),
        word[rows[-1] + 1 : rows[-1] + 3].any(axis=0),
    )
    line = np.where(level > 0, word, 0)
    line[:, over & under] = 0
    return line if line.any() else None


def without_struck(words: Sequence[SeenWord], strikes: Sequence[Mark]) -> Iterator[SeenWord]:
    """The words, less the printed answers that are struck out; any other struck word is doubtful.

    So are figures through which a short line seemed to go: blurred into each other, a 9 and a 0 make one.
    """
    lines = [strike for strike in strikes if _ends_with_words(strike, words)]
    words = [part for word in words for part in _parted(word, lines)]
    gone = [word for word in words if any(_is_gone(word, line, words) for line in lines)]
    for word in words:
        if _parts_nothing(word, words, gone):
            continue
        through = [line for line in lines if _shared(word, line) > _TOUCHED * (word.right - word.left)]
        if not through:
            yield word
        elif any(_is_gone(word, line, words) for line in through):
            continue
        elif any(line.right - line.left >= _PLAIN or _is_through_a_figure(word, line) for line in through):
            yield replace(word, confidence=min(word.confidence, _SURE_OF_STRUCK), final=True)
        else:
            yield word


def _is_through_a_figure(word: SeenWord, line: Mark) -> bool:
    """Whether a line goes through a figure: the bars of the capitals of "1AA" are a line too, and meet none."""
    letter = (word.right - word.left) / len(word.text)
    return any(
        sign.isdigit() and line.left <= word.left + (at + 0.5) * letter <= line.right
        for at, sign in enumerate(word.text)
    )


def _parted(word: SeenWord, lines: Sequence[Mark]) -> list[SeenWord]:
    """ "Yes/No" as two answers and the stroke between them, where a line goes through one of them and not the other."""
    texts = [text for text in re.split(r"(/)", word.text) if text]
    if len(texts) < _TWO_AND_A_STROKE or not all(map(_answers, texts)):
        return [word]
    letter = (word.right - word.left) / len(word.text)
    ends = [word.left + round(letter * len("".join(texts[:count]))) for count in range(len(texts) + 1)]
    parts = [
        replace(word, text=text, left=left, right=right, confidence=max(word.confidence, _AS_PARTED))
        for text, (left, right) in zip(texts, pairwise(ends), strict=True)
    ]
    told = [_covered(part, lines) for part in parts if part.text not in _PARTING]
    struck, kept = [share > _WHOLE for share in told], [share < _TOUCHED for share in told]
    return parts if any(struck) and any(kept) and all(map(or_, struck, kept)) else [word]


def _covered(word: SeenWord, lines: Sequence[Mark]) -> float:
    return sum(_shared(word, line) for line in lines) / max(1, word.right - word.left)


def _is_gone(word: SeenWord, line: Mark, words: Sequence[SeenWord]) -> bool:
    """Whether a line goes through all of a printed answer, or through most of what its letters were taken for."""
    # In "Yes/No" as one word the line goes through one answer, and the other is meant.
    may_hold_two = _is_answer(word) or "/" in word.text.strip("/")
    least = _WHOLE if may_hold_two else _MOST_OF_IT
    return _shared(word, line) >= least * (word.right - word.left) and _is_option(word, words)


def _is_option(word: SeenWord, words: Sequence[SeenWord]) -> bool:
    """Whether a word is a printed answer, or stands beside one: struck letters are misread."""
    return _is_answer(word) or any(_is_answer(other) and _is_beside(other, word) for other in words)


def _parts_nothing(word: SeenWord, words: Sequence[SeenWord], gone: Sequence[SeenWord]) -> bool:
    """Whether a word is the stroke between the one answer left and one that is struck out."""
    if word.text not in _PARTING or not any(_is_beside(word, other) for other in gone):
        return False
    return not _are_several([other for other in words if other not in gone], word)


def _are_several(words: Sequence[SeenWord], stroke: SeenWord) -> bool:
    """Whether more than one printed answer is left in the line of a stroke between them."""
    reach = _OPTIONS * (stroke.bottom - stroke.top)
    left = [
        word
        for word in words
        if word.text not in _PARTING and _is_answer(word) and _is_beside(word, stroke, reach=reach)
    ]
    return len(left) > 1


def _is_beside(one: SeenWord, other: SeenWord, *, reach: float = 0.0) -> bool:
    reach = reach or _BESIDE_ONE * (other.bottom - other.top)
    near = max(one.left - other.right, other.left - one.right) < reach
    return near and min(one.bottom, other.bottom) > max(one.top, other.top)


def _is_answer(word: SeenWord) -> bool:
    return _answers(word.text)


def _answers(text: str) -> bool:
    return text in _PARTING or text.casefold().strip(" .,/()|") in _ANSWERS


def _ends_with_words(line: Mark, words: Sequence[SeenWord]) -> bool:
    """A streak that a fax leaves runs on where no word stands."""
    struck = [word for word in words if _shared(word, line)]
    if not struck:
        return False
    first, last = min(word.left for word in struck), max(word.right for word in struck)
    covered = sum(_shared(word, line) for word in struck)
    within = line.left > first - _OVERHANG and line.right < last + _OVERHANG
    return within and covered > _COVERED * (line.right - line.left)


def _shared(word: SeenWord, line: Mark) -> int:
    middle, high = (line.top + line.bottom) / 2, word.bottom - word.top
    if not word.top + _MIDDLE[0] * high < middle < word.top + _MIDDLE[1] * high:
        return 0
    return max(0, min(word.right, line.right) - max(word.left, line.left))
