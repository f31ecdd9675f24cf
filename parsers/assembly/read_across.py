"""Questions in boxes side by side, a parent in each, in the order in which they are asked of each.

Where they stand level they are read across. Numbers tell whose each answer is: 1 to 6 stand on the left and 7 to 12
on the right, and were read 1, 7, 2, 8. Without numbers each question comes twice in a row: Name, Name, Relationship,
Relationship.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.assembly.pieces import Answer, Ask, Piece, Say
from parsers.spelling import key

_NUMBER: Final = re.compile(r"\s*(?:q(?:uestion)?\s*)?(?:(\d{1,2})[.):]?|([a-z])[.)])\s+\S", re.IGNORECASE)
_FEWEST: Final = 4  # questions that say by their numbers that they were read across
_FEWEST_TWICE: Final = 3  # questions that come twice in a row each
_ONE_LINE: Final = 30  # letters that a box of half a page holds surely
_ALIKE: Final = 6


def as_asked_of_each(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, each run of questions that was read across put into its order."""
    return _one_box_at_a_time(_in_numbered_order(pieces))


def _one_box_at_a_time(pieces: Sequence[Piece]) -> Sequence[Piece]:
    ordered: list[Piece] = []
    at = 0
    while at < len(pieces):
        twice = 0
        while _is_asked_twice(pieces[at + 2 * twice : at + 2 * twice + 2]):
            twice += 1
        run = pieces[at : at + 2 * twice] if twice >= _FEWEST_TWICE else pieces[at : at + 1]
        level = _while_level(run)
        ordered += [*level[::2], *level[1::2]]
        at += len(run)
    return ordered


def _while_level(run: Sequence[Piece]) -> Sequence[Piece]:
    """A run without the answers below one that takes more lines than the one beside it: the boxes are level no more
    from there on, and whichever stands higher was read first. They are left blank: they may be the other's."""
    for at in range(0, len(run) - 2, 2):
        lengths = [
            len(piece.answer.text) if isinstance(piece, Ask) and piece.answer else 0
            for piece in run[at : at + 2]
        ]
        if max(lengths) > _ONE_LINE and max(lengths) - min(lengths) > _ALIKE:
            below = [replace(piece, answer=Answer("")) for piece in run[at + 2 :] if isinstance(piece, Ask)]
            return [*run[: at + 2], *below]
    return run


def _is_asked_twice(pieces: Sequence[Piece]) -> bool:
    labels = [key(piece.label) for piece in pieces if isinstance(piece, Ask)]
    return len(labels) == 2 and labels[0] == labels[1] != ""


def _in_numbered_order(pieces: Sequence[Piece]) -> Sequence[Piece]:
    ordered: list[Piece] = []
    run: list[tuple[int, list[Piece]]] = []  # a question's number, and it with what stands behind it
    for piece in pieces:
        number = _number(piece)
        if number is not None:
            run.append((number, [piece]))
        elif run and isinstance(piece, Say):
            run[-1][1].append(piece)
        else:
            ordered += _in_order(run) if run else ()
            ordered.append(piece)
            run = []
    return [*ordered, *_in_order(run)]


def _number(piece: Piece) -> int | None:
    found = _NUMBER.match(piece.label) if isinstance(piece, Ask) else None
    if found is None:
        return None
    return int(found[1]) if found[1] else ord(found[2].lower()) - ord("a") + 1


def _in_order(run: Sequence[tuple[int, list[Piece]]]) -> list[Piece]:
    if _was_read_across([number for number, _ in run]):
        run = sorted(run, key=lambda item: item[0])
    return [piece for _, group in run for piece in group]


def _was_read_across(numbers: list[int]) -> bool:
    """Whether numbers without a gap come from two columns in turn, each of them in order."""
    first, many = min(numbers, default=0), len(numbers)
    if many < _FEWEST or sorted(numbers) != list(range(first, first + many)):
        return False
    turns = [number for number, after in pairwise(numbers) if after < number]
    if not turns:
        return False
    middle = min(turns)  # the right column's first: nothing smaller goes back
    left, right = ([n for n in numbers if n < middle], [n for n in numbers if n >= middle])
    return left == sorted(left) and right == sorted(right) and len(turns) > 1
