"""Check boxes that are drawn or typed rather than fields: each becomes one TICKED or UNTICKED word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Rule, Word
from parsers.pdf.chosen import choose, highlighted
from parsers.pdf.drawing import Drawing, edges
from parsers.pdf.frame import Box
from parsers.pdf.glyphs import MARKS

_TEXT: Final = itemgetter(0)  # of a word
_BRACKETS: Final = {"[": "]", "(": ")"}
_CLOSED: Final = {"[]", "()", "[_]", "[ ]"}
_NEAR: Final = 1.5  # points
_APART: Final = 1.0  # points: a square's sides reach over half the width of their lines
_SHARED: Final = 2.5  # points: the sides of two boxes that are one line, its width included
_FILLED_SHAPES: Final = frozenset("●⚫⬤■◼⬛")
_LEVEL: Final = 0.4  # of a shape's height
_LINES_APART: Final = 3.0  # of a shape's height: the next option of a column stands no farther
_MOST: Final = 600  # squares on a page: more are a pattern, or graph paper


def tick_boxes(
    words: Sequence[Word], drawing: Drawing, marks: Iterable[Box] = ()
) -> tuple[list[Word], list[Rule]]:
    """The page's words and rules with drawn check boxes as glyph words.

    `marks` are the boxes of stamps and pen strokes. A square that belongs to a grid, or holds
    text that is no mark, is not a check box: its sides stay rules.
    """
    if len(drawing.squares) > _MOST:
        return list(words), [*drawing.rules, *(side for square in drawing.squares for side in edges(square))]
    ringed = [ring for ring in drawing.rounds if _holds_text(ring, words)]
    squares = [square for square in drawing.squares if square not in ringed]
    found, sides = _check_boxes(_distinct(squares), words, drawing.rules)
    rules = [*drawing.rules, *sides]
    picked = _picked(words, drawing.highlights, rules)
    painted = {side for box in picked for side in edges(box)}
    rules = [rule for rule in rules if rule not in painted] if painted else rules
    strokes = [stroke for stroke in drawing.strokes if not _is_marked(stroke, found, words)]
    words = choose(words, rules, [*drawing.loops, *ringed, *picked], strokes)
    texts = set(map(_TEXT, words))
    boxes = [word for word in words if word.text == UNTICKED and not word.filled] if UNTICKED in texts else []
    if boxes and not _FILLED_SHAPES.isdisjoint(texts):
        words = [word._replace(text=TICKED) if _is_filled_shape(word, boxes) else word for word in words]
    used = set(map(id, boxes))
    printed = [box for box in boxes if not _is_inside(box, found)]
    ticked = _marked(
        [*found, *printed], words, [*(mark for mark in drawing.marks if mark not in picked), *marks], used
    )
    kept = [word for word in words if id(word) not in used] if used else words
    opened = any(text[:1] in _BRACKETS for text in texts)
    return _brackets([*kept, *ticked]) if opened else [*kept, *ticked], rules


def _picked(words: Sequence[Word], highlights: Sequence[Box], rules: Sequence[Rule]) -> list[Box]:
    """Those of `highlights` that choose an option; the edges of none of them are a border."""
    if not highlights:
        return []
    painted = {side for box in highlights for side in edges(box)}
    return highlighted(words, highlights, [rule for rule in rules if rule not in painted])


def _is_filled_shape(word: Word, boxes: Sequence[Word]) -> bool:
    """Whether a black disc or square stands beside an empty one, or in a column with it: by itself it is a bullet."""
    if word.text not in _FILLED_SHAPES or word.filled:
        return False
    height = word.bottom - word.top
    return any(
        abs(_middle(box)[1] - _middle(word)[1]) < _LEVEL * height
        or (abs(box.x0 - word.x0) < _NEAR and abs(_middle(box)[1] - _middle(word)[1]) < _LINES_APART * height)
        for box in boxes
    )


def _is_marked(stroke: Box, squares: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a tick stands in a check box, drawn or printed."""
    boxes = [*squares, *(word for word in words if word.text in (TICKED, UNTICKED))]
    return any(_holds(_box(box), _centre(stroke), _NEAR) for box in boxes)


def _distinct(squares: Sequence[Box]) -> list[Box]:
    """Squares drawn twice, or as an outline within an outline, are one: the outer."""
    kept: list[Box] = []
    for square in sorted(squares, key=lambda box: box[0] - box[2]):
        if not any(_holds(other, _centre(square), _NEAR) for other in kept):
            kept.append(square)
    return kept


def _check_boxes(
    squares: Sequence[Box], words: Sequence[Word], rules: Sequence[Rule]
) -> tuple[list[Word], list[Rule]]:
    found: list[Word] = []
    sides: list[Rule] = []
    for square in squares:
        if any(_is_field(word) and _holds(square, _middle(word), 0.0) for word in words):
            continue
        if _is_in_grid(square, squares, rules) or _holds_text(square, words):
            sides.extend(edges(square))
        else:
            x0, top, x1, bottom = square
            found.append(Word(UNTICKED, x0, top, x1, bottom, size=0.9 * (bottom - top)))
    return found, sides


def _is_field(word: Word) -> bool:
    """Whether a form field stands there, so that a square around it is the field's own border."""
    return word.filled and word.text not in MARKS


def _is_in_grid(square: Box, squares: Sequence[Box], rules: Sequence[Rule]) -> bool:
    """Whether a longer rule runs along one of its sides, or another square shares a side."""
    x0, top, x1, bottom = square
    for rule in rules:
        level = rule.x1 - rule.x0 >= rule.bottom - rule.top
        if level and rule.x1 - rule.x0 > 1.6 * (x1 - x0):
            beside = _is_side(top - rule.bottom) or _is_side(rule.top - bottom)
            if beside and rule.x0 - _NEAR < x0 and x1 < rule.x1 + _NEAR:
                return True
        elif not level and rule.bottom - rule.top > 1.6 * (bottom - top):
            beside = _is_side(x0 - rule.x1) or _is_side(rule.x0 - x1)
            if beside and rule.top - _NEAR < top and bottom < rule.bottom + _NEAR:
                return True
    return any(
        other is not square
        and abs(other[1] - top) < _NEAR
        and min(abs(other[0] - x1), abs(other[2] - x0)) < _SHARED
        for other in squares
    )


def _is_side(gap: float) -> bool:
    """Whether a rule lies on a square's side, by how far outside it lies: a check box may stand close below a table."""
    return -_NEAR < gap < _APART


def _holds_text(square: Box, words: Sequence[Word]) -> bool:
    return any(
        _holds(square, _middle(word), 0.0) and word.text not in MARKS and word.text not in (TICKED, UNTICKED)
        for word in words
    )


def _marked(
    boxes: Sequence[Word], words: Sequence[Word], shapes: Sequence[Box], used: set[int]
) -> list[Word]:
    """`boxes`, those ticked that have a mark in them; the words that were marks are put in `used`."""
    if not boxes:
        return []
    typed = [word for word in words if word.text in MARKS or (word.text == TICKED and not word.filled)]
    return [_judge(box, typed, shapes, used) for box in boxes]


def _is_inside(box: Word, squares: Sequence[Word]) -> bool:
    """Whether a glyph stands within a drawn square that is counted already."""
    place = _middle(box)
    return any(_holds(_box(square), place, 0.0) for square in squares)


def _judge(box: Word, typed: Sequence[Word], shapes: Sequence[Box], used: set[int]) -> Word:
    square = _glyph_square(box)
    inside = [word for word in typed if word is not box and _holds(square, _middle(word), _NEAR)]
    if inside:
        used.update(map(id, inside))
        return box._replace(text=TICKED, filled=inside[0].filled, hint=inside[0].hint)
    side = min(square[2] - square[0], square[3] - square[1])
    for shape in shapes:
        longest = max(shape[2] - shape[0], shape[3] - shape[1])
        if 0.3 * side <= longest <= 2.5 * side and _holds(square, _centre(shape), _NEAR):
            return box._replace(text=TICKED)
    return box


def _glyph_square(box: Word) -> Box:
    """A printed box glyph fills the middle of its word's box only."""
    slack = max(0.0, (box.bottom - box.top) - 1.3 * (box.x1 - box.x0)) / 2
    return box.x0, box.top + slack, box.x1, box.bottom - slack


def _brackets(words: list[Word]) -> list[Word]:
    """`[ ]` and `[X]`, typed with brackets, as box glyphs."""
    joined: list[Word] = []
    index = 0
    while index < len(words):
        length, text = _bracketed(words, index)
        if length:
            last = words[index + length - 1]
            joined.append(words[index]._replace(text=text, x1=max(words[index].x1, last.x1)))
        else:
            joined.append(words[index])
        index += length or 1
    return joined


def _bracketed(words: Sequence[Word], index: int) -> tuple[int, str]:
    """How many words from `index` on make one bracketed box, and the glyph for it."""
    text = words[index].text
    if text in _CLOSED:
        return 1, UNTICKED
    if len(text) == 3 and text[0] == "[" and text[2] == "]" and text[1] in MARKS:
        return 1, TICKED
    if text not in _BRACKETS:
        return 0, ""
    close = _BRACKETS[text]
    follow = [word.text for word in words[index + 1 : index + 3] if _is_beside(words[index], word)]
    if follow[:1] == [close]:
        return 2, UNTICKED
    if text == "[" and len(follow) == 2 and follow[0] in MARKS and follow[1] == close:
        return 3, TICKED
    return 0, ""


def _is_beside(word: Word, other: Word) -> bool:
    return abs(word.bottom - other.bottom) < 2 and -1 < other.x0 - word.x1 < 2.5 * max(word.size, 4.0)


def _box(word: Word) -> Box:
    return word.x0, word.top, word.x1, word.bottom


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _holds(box: Box, place: tuple[float, float], slack: float) -> bool:
    x, y = place
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack
