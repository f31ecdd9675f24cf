"""Options chosen with a pen and no box: one of several ringed, highlighted, or ticked beside or across it.

What is chosen gets a `TICKED` word before it, and the options on its line that are not get
an `UNTICKED` one, so that a consumer reads them as it reads check boxes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Rule, Word
from parsers.pdf.frame import Box
from parsers.pdf.glyphs import MARKS

_TEXT: Final = itemgetter(0)  # of a word
_MOST: Final = 60  # pen marks on a page: more are a pattern
_LEVEL: Final = 0.45  # of a word's height
_GAP: Final = 0.85  # of the size: no gap up to this parts two options
_NEAR: Final = 1.6  # of the size: no farther from its option does a mark stand
_PLAINLY: Final = 0.7  # of the distance to the option on its other side
_FARTHEST: Final = 7.0  # of the size: no farther apart do a line's options stand
_EVEN: Final = 1.4  # of the usual gap: a wider one parts the question from its options
_LONGEST: Final = 5  # words
_NARROW: Final = 0.2  # of the size
_HUGGED, _TALLEST = 0.6, 2.2  # of the size: a highlighter's stroke beside its words, and over them
_OTHERS: Final = 2
_PARTING: Final = frozenset("/|\\")
_ANSWERS: Final = frozenset(["yes", "no", "y", "n", "not known", "unknown", "not sure", "n/a", "nk", "n/k"])
_SEXES: Final = frozenset(["male", "female", "other", "m", "f"])
_TICKS: Final = frozenset("✓✔")
_FIRST_WORDS: Final = frozenset(answer.split()[0] for answer in _ANSWERS | _SEXES)
_THIN: Final = 2.0  # points
_LONGEST_UNDERLINE: Final = 70.0  # points
_ABOUT: Final = 0.35  # of the size

Run = list[Word]


def choose(
    words: Sequence[Word], rules: Sequence[Rule], loops: Sequence[Box], strokes: Sequence[Box]
) -> list[Word]:
    """The words of a page, with those for what a pen has chosen.

    `loops` are ovals, `strokes` ticks and crosses that stand in no check box. A mark that
    could mean either of two options chooses neither; one that stands by itself is a tick.
    """
    printed = [word for word in words if not word.filled]
    off = _set_off(printed, rules)
    typed = {
        id(word): run for word in printed if word.text in _TICKS and (run := _ticked(word, printed, rules))
    }
    off += typed.values()
    words = [word for word in words if id(word) not in typed] if typed else words
    if not (loops or strokes or off) or len(loops) + len(strokes) > _MOST:
        return list(words)
    ringed = [run for loop in loops if (run := _within(loop, printed))]
    marked = off
    alone: list[Word] = []
    for stroke in strokes:
        line = _line_at(stroke, printed, rules)
        meant = _meant(stroke, line)
        if meant is not None:
            marked.append(meant)
        elif not _near(stroke, line):
            alone.append(Word("✓", *stroke, size=0.9 * (stroke[3] - stroke[1])))
    return [*words, *alone, *_boxes(ringed, marked, printed, rules)]


def highlighted(words: Sequence[Word], highlights: Sequence[Box], rules: Sequence[Rule]) -> list[Box]:
    """Those of `highlights` that lie over one of several options, and over it alone.

    `rules` are the borders that part an option from what stands in the cell beside it. A shaded label, a word marked in a sentence and a cell's ground are none: what is chosen stands
    apart, its colour ends where it ends, and is a usual answer or one of three options at least.
    """
    if not highlights or len(highlights) > _MOST:
        return []
    printed = [word for word in words if not word.filled]
    over = [(box, run) for box in highlights if (run := _within(box, printed)) and _hugs(box, run)]
    apart = {id(word) for _, run in over for word in run}
    return [box for box, run in over if _is_one_of_several(run, _line_at(box, printed, rules), apart)]


def _set_off(words: Sequence[Word], rules: Sequence[Rule]) -> list[Run]:
    """Usual answers that are in bold or underlined, where the others that are offered beside them are not.

    The type of words that were recognised is a guess, and what is bold or under them may be the pen's or shine
    through: no answer hangs on it.
    """
    texts = set(map(_TEXT, words))  # of which a page has half as many as words
    usual = {text for text in texts if text.casefold().strip(".,") in _FIRST_WORDS}
    lines = [
        rule for rule in rules if rule.bottom - rule.top < _THIN and rule.x1 - rule.x0 < _LONGEST_UNDERLINE
    ]
    found: list[Run] = []
    seen: set[int] = set()
    for word in [word for word in words if word[0] in usual]:
        if id(word) in seen or word.confidence < 1:
            continue
        if not (word.bold or _is_underlined(word, lines)):
            continue
        runs = _runs(_line_at(_around([word]), words, rules), set())
        run = next(run for run in runs if any(each is word for each in run))
        seen.update(map(id, run))
        others = _siblings(runs, [run])
        is_off = run[0].bold, _is_underlined(run[0], lines)
        alike = any((other[0].bold, _is_underlined(other[0], lines)) == is_off for other in others)
        if (
            others
            and not alike
            and all(map(_is_answer, [run, *others]))
            and (is_off[1] or not _any_bold(others))
        ):
            found.append(run)
    return found if len(found) <= _MOST else []


def _ticked(mark: Word, words: Sequence[Word], rules: Sequence[Rule]) -> Run | None:
    """The usual answer that a typed tick stands behind or before, with another offered beside it."""
    line = [word for word in _line_at(_around([mark]), words, rules) if word.text not in _TICKS]
    meant = _meant(_around([mark]), line)
    runs = _runs(line, set())
    run = next((run for run in runs if meant and any(each is meant[0] for each in run)), None)
    others = _siblings(runs, [run]) if run else []
    return run if run and others and all(map(_is_answer, [run, *others])) else None


def _any_bold(runs: Sequence[Run]) -> bool:
    return any(word.bold for run in runs for word in run)


def _is_underlined(word: Word, lines: Sequence[Rule]) -> bool:
    """Whether a line is drawn under a word, and not much beyond it."""
    size = word.size
    return any(
        abs(rule.x0 - word.x0) < _ABOUT * size
        and rule.x1 > word.x1 - _ABOUT * size
        and word.bottom - _ABOUT * size < rule.top < word.bottom + _NARROW * size
        for rule in lines
    )


def _hugs(box: Box, run: Run) -> bool:
    size = run[0].size
    beside = max(run[0].x0 - box[0], box[2] - run[-1].x1)
    return beside < _HUGGED * size and box[3] - box[1] < _TALLEST * size and _is_option(run)


def _is_one_of_several(run: Run, line: Sequence[Word], apart: set[int]) -> bool:
    at = next(index for index, word in enumerate(line) if word is run[0])
    before, after = line[:at][-1:], line[at + len(run) :][:1]
    others = _siblings(_runs(line, apart), [run])
    stands_apart = all(_part(*pair) for pair in [(*before, run[0]), (run[-1], *after)] if len(pair) == 2)
    return stands_apart and bool(others) and (_is_answer(run) or len(others) >= _OTHERS)


def _part(word: Word, after: Word) -> bool:
    if word.text in _PARTING or after.text in _PARTING or word.text.endswith(("?", ":", ")")):
        return True
    return after.x0 - word.x1 > _GAP * after.size


def _boxes(ringed: list[Run], marked: list[Run], words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """A box word before each option of every line on which one is chosen."""
    boxes: list[Word] = []
    done: set[int] = set()
    apart = {id(word) for run in ringed for word in run}
    picked = apart | {id(word) for run in marked for word in run}
    for run in [*ringed, *marked]:
        if id(run[0]) in done:
            continue
        runs = _runs(_line_at(_around(run), words, rules), apart)
        mine = [each for each in runs if any(id(word) in picked for word in each)]
        done.update(id(word) for each in mine for word in each)
        others = _siblings(runs, mine)
        # What goes around every option of a line is its frame.
        framed = len(mine) > 1 and not others and all(id(word) in apart for each in mine for word in each)
        if not framed:
            boxes += [_before(each, TICKED, words) for each in mine]
            boxes += [_before(each, UNTICKED, words) for each in others]
    return boxes


def _siblings(runs: list[Run], mine: list[Run]) -> list[Run]:
    """The options on a line that could have been chosen instead: beside those that were, up to the question.

    The question may be the same words ("Male / Female: male  female"): then the last ones are the options.
    """
    ours = {id(run[0]) for run in mine}
    found: set[int] = set()
    for at in [at for at, run in enumerate(runs) if id(run[0]) in ours]:
        first = last = at
        while last + 1 < len(runs) and _is_sibling(runs, last + 1):
            last += 1
        while first and _is_sibling(runs, first - 1) and not _is_said_again(runs[first - 1 : last + 1]):
            first -= 1
        found.update(range(first, last + 1))
    return [runs[at] for at in sorted(found) if id(runs[at][0]) not in ours]


def _is_sibling(runs: list[Run], at: int) -> bool:
    return _is_option(runs[at]) and bool(at or _opens_options(runs)) and _is_close(runs, at)


def _is_said_again(runs: list[Run]) -> bool:
    """Whether the first run's words come again in the runs behind it."""
    first, *others = [" ".join(word.text for word in run).casefold() for run in runs]
    return first in others


def _is_option(run: Run) -> bool:
    text = " ".join(word.text for word in run)
    says_how = text.startswith("(") and text.endswith(")")  # "(please circle)"
    return len(run) <= _LONGEST and not text.endswith(("?", ":")) and text not in MARKS and not says_how


def _opens_options(runs: list[Run]) -> bool:
    """Whether a line's first words are one of its options, and not the question."""
    if len(runs) > 1 and runs[0][0].bold and not runs[1][0].bold:
        return False
    if _is_answer(runs[0]):
        return True
    gaps = [after[0].x0 - before[-1].x1 for before, after in pairwise(runs)]
    return len(gaps) > 1 and gaps[0] <= _EVEN * median(gaps[1:]) and not _is_answer(runs[1])


def _is_answer(run: Run) -> bool:
    return " ".join(word.text for word in run).casefold().strip(".,") in _ANSWERS | _SEXES


def _is_close(runs: list[Run], at: int) -> bool:
    beside = [(runs[at - 1], runs[at])] if at else []
    beside += [(runs[at], runs[at + 1])] if at + 1 < len(runs) else []
    return any(after[0].x0 - before[-1].x1 < _FARTHEST * after[0].size for before, after in beside)


def _runs(line: Sequence[Word], apart: set[int]) -> list[Run]:
    """A line's options: parted by gaps, strokes, and where the ringed words begin and end."""
    runs: list[Run] = []
    for word in line:
        if word.text in _PARTING:
            runs.append([])
        elif runs and runs[-1] and _goes_on(runs[-1][-1], word, apart):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [run for run in runs if run]


def _goes_on(before: Word, word: Word, apart: set[int]) -> bool:
    same = (id(before) in apart) == (id(word) in apart) and before.bold == word.bold
    return same and word.x0 - before.x1 <= _GAP * word.size and not before.text.endswith(("?", ":"))


def _within(loop: Box, words: Sequence[Word]) -> Run:
    """The words in a loop, where they are one line with a letter in it."""
    inside = [word for word in words if _holds(loop, word)]
    if not any(mark.isalpha() for word in inside for mark in word.text):
        return []
    level = all(abs(word.bottom - inside[0].bottom) < _LEVEL * (word.bottom - word.top) for word in inside)
    return sorted(inside, key=lambda word: word.x0) if level else []


def _meant(stroke: Box, line: Sequence[Word]) -> Run | None:
    """The words that a tick stands across or plainly beside."""
    centre = (stroke[0] + stroke[2]) / 2
    across = [word for word in line if word.x0 - 1 <= centre <= word.x1 + 1]
    if across:
        return across[:1]
    left = [word for word in line if word.x1 <= centre]
    right = [word for word in line if word.x0 >= centre]
    before = stroke[0] - left[-1].x1 if left else None
    after = right[0].x0 - stroke[2] if right else None
    if after is not None and after < _NEAR * right[0].size and (before is None or after < _PLAINLY * before):
        return right[:1]
    if before is not None and before < _NEAR * left[-1].size and (after is None or before < _PLAINLY * after):
        return left[-1:]
    return None


def _near(stroke: Box, line: Sequence[Word]) -> bool:
    return any(
        word.x0 - _NEAR * word.size < stroke[2] and stroke[0] < word.x1 + _NEAR * word.size for word in line
    )


def _line_at(box: Box, words: Sequence[Word], rules: Sequence[Rule]) -> list[Word]:
    """The words level with a box, from left to right, up to the borders beside it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    borders = [
        rule.x0 for rule in rules if rule.bottom - rule.top > rule.x1 - rule.x0 and rule.top < y < rule.bottom
    ]
    left = max((border for border in borders if border <= x), default=float("-inf"))
    right = min((border for border in borders if border > x), default=float("inf"))
    level = [
        word
        for word in words
        if abs((word.top + word.bottom) / 2 - y) < _LEVEL * (word.bottom - word.top)
        and left < (word.x0 + word.x1) / 2 < right
    ]
    return sorted(level, key=lambda word: word.x0)


def _before(run: Run, glyph: str, words: Sequence[Word]) -> Word:
    """A box word in the room before an option."""
    first = run[0]
    y = (first.top + first.bottom) / 2
    ends = [word.x1 for word in words if word.top < y < word.bottom and word.x1 <= first.x0]
    # No wider: a border may stand close before the option, and the box belongs on its side of it.
    x0 = max([first.x0 - _NARROW * first.size, *[end + 0.1 for end in ends]])
    return Word(glyph, min(x0, first.x0 - 0.1), first.top, first.x0 - 0.05, first.bottom, first.size)


def _around(run: Run) -> Box:
    return run[0].x0, run[0].top, run[-1].x1, run[0].bottom


def _holds(box: Box, word: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
