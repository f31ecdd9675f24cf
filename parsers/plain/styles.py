"""Ways in which machines and hurried people write label and value, told by the whole text.

"Q1: …" over "A1: …", "label","value", "Label - value", "Label = value", "Label | value", "-> value" below its label, "Q1: …" over its
answer: one such line proves nothing, several are the text's own style. Each comes out as label, tab, value, or as a
label that ends in its mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.plain.lines import SourceLine

_LEAST: Final = 4
_QUESTION: Final = re.compile(r"Q(?:uestion)?\s?\d{0,3}\s?[.:)]\s*(?P<label>\S.*)", re.IGNORECASE)
_ANSWER: Final = re.compile(r"A(?:ns(?:wer)?)?\s?\d{0,3}\s?[.:)]\s*(?P<value>.*)", re.IGNORECASE)
_QUOTED_PAIR: Final = re.compile(r'"(?P<label>[^"]+)"\s*[,;]\s*"(?P<value>(?:[^"]|"")*)"[,;]?')
_DASHED: Final = re.compile(
    r"(?P<label>[^\W\d_][^:\t]{0,48}?\S?)[ \t]+[-–—](?:[ \t]+(?P<value>\S.*))?", re.DOTALL
)
_EQUATED: Final = re.compile(
    r"(?P<label>[^\W_][^:=\t]{0,119}?)[ \t]+(?:=>?|->|>>|[→»>]|::)(?:[ \t]+(?P<value>\S.*))?", re.DOTALL
)
_PIPED: Final = re.compile(
    r"(?P<label>[^\W_][^:=\t|]{0,119}?)[ \t]+\|(?:[ \t]+(?P<value>[^|\s][^|]*))?", re.DOTALL
)
_NUMBERED_QUESTION: Final = re.compile(
    r"Q(?:uestion)?\s?\d{1,3}\s*[.:)]\s*(?P<label>[^:?]*\w[^:?]*)", re.IGNORECASE
)
_COLON: Final = re.compile(r"[^\W_][^:]{0,79}:(?:\s|$)")
_ARROW: Final = re.compile(r"(?:[-=]{1,2}>|[→⇒➔➜»↳])\s*(?=\S)")
_BARE: Final = re.compile(r"(?:\d{1,2}[.)]\s+)?[^\W\d_](?:(?![:?]\s|\t| {3}).){0,138}")
#: What parts a label from its answer on one line.
_IS_PARTED: Final = re.compile(
    r"^[^\W_][^:]{0,79}:(?:\s|$)|\t| {3}|\.{3}|…|_{3}|\?\s+\S|\s(?:[-–—=|]|=>|->)\s"
)
_SET_IN: Final = 2
_LEAST_UNDER: Final = 0.5
_LEAST_OVER: Final = 6
_LEAST_OF_OVER: Final = 0.8  # of the paragraphs of several lines
_MOST_LABEL_WORDS: Final = 7
_NO_WRAP_FROM: Final = 100
"""Characters: no program wraps lines as late as this."""
_SHORT: Final = 60
"""Characters: a line that ends before this was ended by its writer."""


def with_one_style(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """The lines, with the styles that the text certainly uses written as label, tab, value."""
    if sum(_ARROW.match(line.text) is not None for line in lines) >= _LEAST:
        lines = [
            replace(line, text=_ARROW.sub("", line.text, count=1)) if _ARROW.match(line.text) else line
            for line in lines
        ]
    if sum(_asks(lines, at) for at in range(len(lines))) >= _LEAST:
        lines = _answers_beside(lines)
    if sum(_QUOTED_PAIR.fullmatch(line.text) is not None for line in lines) >= _LEAST:
        lines = [_parted(line, _QUOTED_PAIR.fullmatch(line.text)) for line in lines]
    colons = sum(_COLON.match(line.text) is not None for line in lines)
    equated = sum(_EQUATED.fullmatch(line.text) is not None for line in lines)
    if sum(_dashed(line) is not None for line in lines) >= max(_LEAST, 2 * colons, equated):
        lines = [_parted(line, _dashed(line)) for line in lines]
    if equated >= max(_LEAST, 2 * colons):
        lines = [_parted(line, _EQUATED.fullmatch(line.text)) for line in lines]
    piped = [_PIPED.fullmatch(line.text) for line in lines]
    if sum(map(bool, piped)) >= max(_LEAST, 2 * colons) and all(
        found or "|" not in line.text for found, line in zip(piped, lines, strict=True)
    ):
        lines = [_parted(line, found) for line, found in zip(lines, piped, strict=True)]
    under = sum(_is_over_indented(lines, at) for at in range(len(lines)))
    if under >= max(_LEAST, _LEAST_UNDER * sum(not line.blank and not line.indent for line in lines)):
        lines = _indented_beside(lines)
    lines = _answers_under(lines)
    return _with_questions_ended(lines)


def _answers_under(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """Each answer on the line of its label, where nearly all of a text is a label over an answer, and a blank line."""
    starts = [at for at, line in enumerate(lines) if not line.blank and (not at or lines[at - 1].blank)]
    several = [at for at in starts if at + 1 < len(lines) and not lines[at + 1].blank]
    over = {at for at in several if _is_over_its_answer(lines[at], lines[at + 1])}
    if len(over) < max(_LEAST_OVER, _LEAST_OF_OVER * len(several)):
        return lines
    beside: list[SourceLine] = []
    for at, line in enumerate(lines):
        if at - 1 in over:
            before = beside.pop()
            # The answer's line is as long as it was, whatever stands before it now.
            indent = line.indent - len(before.text) - 1
            line = replace(before, text=f"{before.text}\t{line.text}", indent=indent)
        beside.append(line)
    return beside


def _is_over_its_answer(line: SourceLine, below: SourceLine) -> bool:
    """Whether a line is a bare label, and no first line of a paragraph that wraps."""
    bare = not line.indent and _BARE.fullmatch(line.text) is not None and not line.text.endswith((".", ","))
    answers = any(map(str.isalnum, below.text)) and _IS_PARTED.search(below.text) is None
    return (
        bare
        and answers
        and line.level == below.level
        and not (len(line.text) >= _SHORT and below.text[0].islower())
    )


def _is_over_indented(lines: Sequence[SourceLine], at: int) -> bool:
    """Whether a bare label stands at the margin over an answer that is set in: "Home address" over "   1 Any Street"."""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else SourceLine("")
    bare = not line.blank and not line.indent and _BARE.fullmatch(line.text) is not None
    return bare and not below.blank and below.indent >= _SET_IN and below.level == line.level


def _indented_beside(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Each answer that is set in on the line of its label; its further lines hang below it."""
    beside: list[SourceLine] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _is_over_indented(lines, at):
            at += 1
            line = replace(line, text=f"{line.text}\t{lines[at].text}")
        beside.append(line)
        at += 1
    return beside


def _with_questions_ended(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """ "Q7: Home address" over its answer: the label alone, with the mark that parts it from what follows.

    What may be the first line of a wrapped question is left as it is.
    """
    unwrapped = any(len(line.text) > _NO_WRAP_FROM for line in lines)
    ended: list[SourceLine] = []
    for line in lines:
        found = _NUMBERED_QUESTION.fullmatch(line.text)
        whole = found is not None and (unwrapped or len(line.text) < _SHORT)
        ended.append(replace(line, text=f"{found['label'].strip()}:") if found and whole else line)
    return ended if sum(map(_ends_numbered, lines)) >= _LEAST else lines


def _ends_numbered(line: SourceLine) -> bool:
    return _NUMBERED_QUESTION.fullmatch(line.text) is not None


def _asks(lines: Sequence[SourceLine], at: int) -> bool:
    below = lines[at + 1] if at + 1 < len(lines) else SourceLine("")
    return (
        _QUESTION.fullmatch(lines[at].text) is not None
        and _ANSWER.fullmatch(below.text) is not None
        and lines[at].level == below.level
    )


def _answers_beside(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Each answer on the line of its question; what stands elsewhere is left alone."""
    beside: list[SourceLine] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _asks(lines, at):
            at += 1
            question, answer = _QUESTION.fullmatch(line.text), _ANSWER.fullmatch(lines[at].text)
            assert question is not None
            assert answer is not None
            # The answer's line is as long as it was, whatever stands before it now.
            before = len(question["label"]) + 1
            text = f"{question['label']}\t{answer['value']}".strip()
            line = replace(line, text=text, indent=lines[at].indent - before)
        beside.append(line)
        at += 1
    return beside


def _dashed(line: SourceLine) -> re.Match[str] | None:
    """A short label and what a dash parts from it: never a list's item, nor a sentence's aside."""
    found = _DASHED.fullmatch(line.text)
    return found if found is not None and len(found["label"].split()) <= _MOST_LABEL_WORDS else None


def _parted(line: SourceLine, found: re.Match[str] | None) -> SourceLine:
    if found is None:
        return line
    value = (found["value"] or "").replace('""', '"')
    return replace(line, text=f"{found['label']}\t{value}".strip() if value else f"{found['label']}:")
