"""Help that a form prints where its answer goes, told from the answer by how it is set.

Forms print "Please include the postcode" in italics or in grey in the answer's own place, and
people write under it. How words are set is no proof by itself, since writers use italics too,
mostly to quote: only what instructs, or names what is asked, and has other words after it is help.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.guidance import is_guidance
from parsers.blocks import Block, Cell, Line, Text
from parsers.labels import LabelTables

_LONGEST: Final = 500
_LEAST: Final = 3
_LONGEST_HINT: Final = 90
_QUOTED: Final = re.compile(r"\s*[\"'“‘«]")
_OWN_WORDS: Final = re.compile(r"\b(?:i|me|my|mine|he|she|his|her|him|hers)\b", re.IGNORECASE)
_EXAMPLE: Final = re.compile(r"\b[eE]\.?g\.")
_FIRST_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_NAMES_WHAT_IS_ASKED: Final = re.compile(
    r"\b(?:names?|address(?:es)?|postcode|telephone|phone|mobile|numbers?|e-?mail|titles?|roles?|organisation|agency|dates?|"
    r"relationships?|details?|full|known|applicable|include|including|please|e\.g\.|i\.e\.|etc|yes or no|dd/mm)\b",
    re.IGNORECASE,
)


def without_help(cell: Cell) -> Cell:
    """The cell without the help that stands before its answer, at its head or under its label."""
    texts = cell.texts
    if len(texts) < 2 or not any(text.quiet for text in texts):
        return cell
    start = 0 if texts[0].quiet else 1
    end = next((at for at in range(start, len(texts)) if not _is_help(texts[at])), len(texts))
    if end == start or not any(_answers(text) for text in texts[end:]):
        return cell
    return replace(cell, texts=texts[:start] + texts[end:])


def help_lines(blocks: Sequence[Block], labels: LabelTables) -> frozenset[int]:
    """The places of lines of help printed between a question and the answer on the line below.

    One such line is help where it instructs. Where several questions stand so, it is help whatever it says.
    """
    between = [at for at in range(len(blocks) - 1) if _stands_between(blocks[at], blocks[at + 1])]
    of_labels = {at for at in between if at and _is_between_label_and_answer(blocks, at, labels)}
    several = of_labels if len(of_labels) >= _LEAST else set[int]()
    return frozenset(at for at in between if at in several or _all_instruct(blocks[at]))


def _stands_between(line: Block, below: Block) -> bool:
    return (
        isinstance(line, Line)
        and isinstance(below, Line)
        and all(text.quiet and not text.filled and not text.bold for text in line.segments)
        and below.heading is None
        and all(_answers(text) for text in below.segments)
    )


def _is_between_label_and_answer(blocks: Sequence[Block], at: int, labels: LabelTables) -> bool:
    above, line, below = blocks[at - 1 : at + 2]
    if not isinstance(above, Line) or not isinstance(line, Line) or not isinstance(below, Line):
        return False
    if len(above.segments) != 1 or above.segments[0].quiet or labels.known(line.text):
        return False
    return labels.known(above.text) and not labels.known(below.text)


def _all_instruct(line: Block) -> bool:
    return isinstance(line, Line) and all(_instructs(text) for text in line.segments)


def _answers(text: Text) -> bool:
    return text.filled or (bool(text.text.strip()) and not text.quiet and not text.bold)


def _instructs(text: Text) -> bool:
    """Whether words set as help is set begin as instructions do."""
    words = _EXAMPLE.sub("for example ", text.text.strip())
    if not text.quiet or text.filled or text.bold or len(words) > _LONGEST or _QUOTED.match(words):
        return False
    first = _FIRST_SENTENCE.match(words)
    return is_guidance(words) or (first is not None and is_guidance(first[0]))


def _is_help(text: Text) -> bool:
    """Whether they instruct, or name in a few words what is asked."""
    words = text.text.strip()
    if _instructs(text) or not text.quiet or text.filled or text.bold or _QUOTED.match(words):
        return _instructs(text)
    short = len(words) <= _LONGEST_HINT and not words.endswith(".") and not re.search(r"\d", words)
    return short and bool(_NAMES_WHAT_IS_ASKED.search(words)) and not _OWN_WORDS.search(words)
