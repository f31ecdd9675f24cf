"""Check boxes on a line of words: which words each is the box of, those before it or those behind it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.blocks import TICKED, UNTICKED, Word

GLYPHS = frozenset({TICKED, UNTICKED})
_ANSWERS = frozenset({"yes", "no", "nk", "n/k", "n/a", "unsure", "unknown", "y", "n"})
_PLACE = 2.0  # points: boxes that stand so near are in one column
_TWO_WORD_ANSWERS = (["not", "known"], ["don't", "know"], ["not", "sure"], ["not", "applicable"])


def carry_boxes(lines: list[list[Word]]) -> None:
    """Put a box that stands alone at a line's end before its label, which wrapped to the next line.

    It stands so only where the other boxes of its line stand before their labels, and the lines
    above and below do not end with a box as it does.
    """
    ends = [_closing_boxes(line) for line in lines]
    for at, (line, following) in enumerate(pairwise(lines)):
        box, first = line[-1], following[0]
        if ends[at] and ends[at] in (ends[at + 1], ends[at - 1] if at else None):
            continue
        if box.text not in GLYPHS or first.text in GLYPHS or not _boxes_before(line):
            continue
        if first.top - box.bottom > 0.8 * (first.bottom - first.top) or first.x1 > box.x0:
            continue
        del line[-1]
        following.insert(
            0, box._replace(x0=first.x0 - 0.2, x1=first.x0 - 0.1, top=first.top, bottom=first.bottom)
        )


def _closing_boxes(line: Sequence[Word]) -> tuple[int, ...]:
    """Where the boxes stand of a line that begins with words and ends with a box; nothing for others."""
    if line[0].text in GLYPHS or line[-1].text not in GLYPHS:
        return ()
    return tuple(round(word.x0 / _PLACE) for word in line if word.text in GLYPHS)


def _around_boxes(line: Sequence[Word]) -> list[tuple[float, float]]:
    """For each box within a line that words follow, how far those before and behind it stand."""
    return [
        (box.x0 - before.x1, after.x0 - box.x1)
        for before, box, after in zip(line, line[1:], line[2:])
        if box.text in GLYPHS and after.text not in GLYPHS
    ]


def _boxes_behind(line: Sequence[Word]) -> bool:
    """Whether all boxes within a line plainly belong to the words before them."""
    inner = _around_boxes(line)
    return len(inner) > 1 and all(2 * before < after for before, after in inner)


def _boxes_before(line: Sequence[Word]) -> bool:
    """Whether the boxes within a line stand nearer to the words behind them than to those before."""
    inner = _around_boxes(line)
    first = [line[0]] if line[0].text in GLYPHS and len(line) > 2 else []
    nearer = sum(after < before for before, after in inner)
    return len(inner) + len(first) > 0 and nearer * 2 >= len(inner)


def with_labels(runs: list[list[Word]]) -> list[list[Word]]:
    """Check boxes beside their labels: box first, also where the form prints it after the label."""
    if any(word.text in GLYPHS for run in runs for word in run):
        flat = [word for run in runs for word in run]
        if flat[0].text not in GLYPHS and (flat[-1].text in GLYPHS or _boxes_behind(flat)):
            return [_box_first(run) for run in _closed_by_boxes(runs)]
        return _opened_by_boxes(runs)
    return runs


def _opened_by_boxes(runs: list[list[Word]]) -> list[list[Word]]:
    """A lone box joins the run that follows; a box after words opens a run of its own."""
    out: list[list[Word]] = []
    for run in runs:
        for position, word in enumerate(run):
            if word.text in GLYPHS or (position == 0 and not (out and out[-1][-1].text in GLYPHS)):
                out.append([word])
            else:
                out[-1].append(word)
    return out


def _closed_by_boxes(runs: list[list[Word]]) -> list[list[Word]]:
    """A box joins the words before it, back to the question; words after it open a run of their own."""
    out: list[list[Word]] = []
    for run in runs:
        for position, word in enumerate(run):
            after_box = bool(out) and out[-1][-1].text in GLYPHS
            is_box = word.text in GLYPHS
            if is_box and out and not after_box:
                out[-1:] = _closed(out[-1], word)
            elif position and not after_box and not is_box:
                out[-1].append(word)
            else:
                out.append([word])
    return out


def _closed(run: list[Word], box: Word) -> list[list[Word]]:
    """A run that ends with its box; a question before the option's own words stands apart."""
    cut = _option_start(run)
    return [run[:cut], [*run[cut:], box]] if cut else [[*run, box]]


def _option_start(run: list[Word]) -> int:
    for index in range(len(run) - 1, 0, -1):
        if run[index - 1].text.endswith(("?", ":")):
            return index
    answers = [word.text.casefold().strip(",/") for word in run]
    if len(run) > 3 and answers[-2:] in _TWO_WORD_ANSWERS:
        return len(run) - 2
    return len(run) - 1 if len(run) > 2 and answers[-1] in _ANSWERS else 0


def _box_first(run: list[Word]) -> list[Word]:
    return [run[-1], *run[:-1]] if run[-1].text in GLYPHS else run
