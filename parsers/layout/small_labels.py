"""Labels in small type, each over its answer in larger type, several on one line and no rules between.

So do a browser's forms look in print. Where an answer nearly fills its column no gap parts it from the
next: what stands in line on both lines does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from parsers.blocks import Cell, Table, Text
from parsers.layout.paragraphs import label_and_value
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, is_field, text_of

_SMALLER: Final = 0.87  # of the answer's type
_ALIKE: Final = 0.05  # of the size
_ON: Final = 1.5  # points that an answer may stand aside of its label
_GAP: Final = 0.5  # of the size: no words of one label stand so far apart
_UNDER: Final = 0.9  # of its height: no answer stands farther below its label
_TIGHT: Final = 0.6  # of a line's height: nor the next line of the answer below the one before
_FEWEST: Final = 2  # labels on the line
_MOST_LINES: Final = 6  # of an answer


def small_labels(lines: Sequence[Strip]) -> tuple[int, Placed] | None:
    """How many of `lines`, from the first, are labels with their answers below, and the table that they make."""
    if len(lines) < 2 or not _is_over(lines[0], lines[1]):
        return None
    starts = _columns(lines[0], lines[1])
    if len(starts) < _FEWEST or not _stands_in(lines[1], starts):
        return None
    count = 2
    while count < min(len(lines), 1 + _MOST_LINES) and _goes_on(lines[count - 1], lines[count], starts):
        count += 1
    used = lines[:count]
    table = Table((_cells([lines[0]], starts, header=True), _cells(used[1:], starts)), page=lines[0].page)
    placed = Placed(lines[0].top, lines[0].x0, used[-1].bottom, table)
    return count + _unanswered(lines[count:], lines[0], starts), placed


def _is_over(label: Strip, answer: Strip) -> bool:
    """Whether a line stands right over another in larger type."""
    near = -_ON <= answer.top - label.bottom <= _UNDER * (answer.bottom - answer.top)
    marked = any(line.has_glyph() or any(map(is_field, line.words)) for line in (label, answer))
    return near and not marked and label.size <= _SMALLER * answer.size


def _columns(label: Strip, answer: Strip) -> list[float]:
    """Where the labels of a line begin: at its gaps, and where a word of the answer's line begins with one of its own."""
    begun = [word.x0 for word in answer.words]
    starts = [label.words[0].x0, *(part.x0 for part in label.segments[1:])]
    for before, word in pairwise(label.words):
        apart = word.x0 - before.x1 >= _GAP * label.size
        if apart and any(abs(word.x0 - x0) <= _ON for x0 in begun):
            starts.append(word.x0)
    return sorted(set(starts))


def _stands_in(line: Strip, starts: Sequence[float]) -> bool:
    """Whether each part of a line begins under a label, and none reaches under the next one."""
    if not all(any(abs(part.x0 - x0) <= _ON for x0 in starts) for part in line.segments):
        return False
    return not any(word.x0 < x0 - _ON and word.x1 > x0 + _ON for word in line.words for x0 in starts)


def _goes_on(above: Strip, line: Strip, starts: Sequence[float]) -> bool:
    """Whether a line is more of the answers: in their type, close under them, in their columns."""
    close = line.top - above.bottom <= _TIGHT * (line.bottom - line.top)
    alike = abs(line.size - above.size) <= _ALIKE * above.size and not line.has_glyph()
    return close and alike and line.words[0].bold == above.words[0].bold and _stands_in(line, starts)


def _unanswered(lines: Sequence[Strip], label: Strip, starts: Sequence[float]) -> int:
    """1 where the same labels stand once more with nothing below: nobody was named."""
    if not lines or abs(lines[0].size - label.size) > _ALIKE * label.size:
        return 0
    same = [word.text for word in lines[0].words] == [word.text for word in label.words]
    answered = len(lines) > 1 and _is_over(lines[0], lines[1]) and _stands_in(lines[1], starts)
    return int(same and not answered)


def _cells(lines: Sequence[Strip], starts: Sequence[float], *, header: bool = False) -> tuple[Cell, ...]:
    columns: list[list[Text]] = [[] for _ in starts]
    for line in lines:
        for part in line.segments:
            homes = [bisect_right(starts, word.x0 + _ON) - 1 for word in part.words]
            if len(set(homes)) == 1:
                columns[homes[0]].extend(label_and_value(part))
                continue
            for home in sorted(set(homes)):
                words = [word for word, at in zip(part.words, homes, strict=True) if at == home]
                columns[home].append(text_of(words, line.page))
    return tuple(Cell(tuple(texts), header=header) for texts in columns)
