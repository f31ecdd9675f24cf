"""What stands below an emailed form and is none of it: the message that is answered, a signature, a disclaimer.

A form's last answer is often its longest, and has no end of its own. Whatever follows it would
be read as told of the child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.assembly.lines.inline import split_label
from parsers.blocks import Block, Document, Line, Table
from parsers.labels import LabelTables
from parsers.letters.reading import read_letter
from parsers.mail.forwarded import begins_an_earlier_message, is_mail_field
from parsers.mail.signature import is_closing, signature_places
from parsers.prose.sentences import is_furniture, sentences

LEAST_ASKED: Final = 3  # questions that make what stands above a form
_MOST_BELOW: Final = 1
_WITHIN: Final = 4  # lines from a rule to what tells what it parts off
_QUESTION: Final = re.compile(r"[^:?\t]{2,120}[:?\t]")
_OTHER_MARK: Final = re.compile(r"\s[=–-]\s")
_LONGEST_LABEL: Final = 120
_RULE: Final = re.compile(r"\s*[-_*=~#.]{2,}\s*")
_LONG_RULE: Final = re.compile(r"\s*_{20,}\s*")
_NOTICE: Final = re.compile(
    r"[\w ]{2,40} mailing list|\W*(?:disclaimer|(?:confidentiality|privacy|important|legal) (?:notice|information))\W*",
    re.IGNORECASE,
)
#: What a web form's program adds of itself.
_OF_THE_PROGRAM: Final = re.compile(
    r"\s*(?:page url|user[ -]agent|remote ip|ip address|powered by|sent from|browser|referrer url|entry url)\s*:",
    re.IGNORECASE,
)
#: Where a form's program sends its owner.
_TO_THE_PROGRAM: Final = re.compile(
    r"\W*(?:please )?(?:(?:log|sign) ?in (?:to|and) (?:view|see|read|download)|(?:view|see|download|manage) (?:all |your |the |this |full )*(?:responses?|submissions?|entry|entries|results)\b)",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"\s*(?:date|time|submitted(?: on| at)?)\s*:", re.IGNORECASE)
_REACHED_AT: Final = re.compile(
    r"^(?:https?://\S+|\S+@\S+)$|\bwww\.\w|\b(?:tel|telephone|phone|fax|t)\b\.?\s*:?\s*\+?\d[\d ()]{8,}",
    re.IGNORECASE,
)
_SOMEBODY: Final = re.compile(r"\b(?:he|she|him|her|his|they|them|their|i|me|my)\b", re.IGNORECASE)
_TO_THE_READER: Final = re.compile(
    r"\b(?:hope (?:that )?this|let me know|(?:do not|don['’]t) hesitate|any (?:further |more |other )?(?:questions|queries|information)|"
    r"please (?:could you |can you )?(?:confirm|acknowledge|let)|get in touch|(?:ring|call|contact|phone|email) me\b[^.]{0,30}\b(?:if|should|on)|look forward to)\b",
    re.IGNORECASE,
)
_AFTERTHOUGHT: Final = re.compile(r"\W*p\.?\s?s\b", re.IGNORECASE)


def without_tail(document: Document, labels: LabelTables) -> Document:
    """A body without what stands below its form; a letter, and what holds no form, as it is.

    The words stay in `text`.
    """
    blocks = document.blocks
    signed = signature_places(document, labels)
    asked = [
        0 if at in signed or _is_of_a_program(blocks, at) else labels_in(block, labels)
        for at, block in enumerate(blocks)
    ]
    if sum(asked) < LEAST_ASKED or read_letter(document) is not None:
        return document
    end = _earlier_message(blocks, asked)
    last = max((at for at in range(end) if asked[at]), default=end)
    name_below = _signed(blocks, last, end, labels)
    end = next(
        (
            at
            for at in range(last + 1, end)
            if at == name_below or _ends_a_form(blocks[last + 1 : end], at - last - 1)
        ),
        end,
    )
    while end < len(blocks) and end > last + 1 and _is_rule(blocks[end - 1]):
        end -= 1
    return document if end == len(blocks) else replace(document, blocks=blocks[:end])


def _earlier_message(blocks: Sequence[Block], asked: Sequence[int]) -> int:
    """Where a message begins that is answered below the form, and holds none itself; else the end."""
    asked_above = 0
    for at, asked_here in enumerate(asked):
        if asked_above >= LEAST_ASKED and begins_an_earlier_message(blocks, at):
            return at if sum(asked[at:]) <= _MOST_BELOW else len(blocks)
        asked_above += asked_here
    return len(blocks)


def labels_in(block: Block, labels: LabelTables) -> int:
    """How many of a block's words are labels that are known."""
    if isinstance(block, Table):
        return sum(_is_label(cell.text, labels) for row in block.rows for cell in row)
    return int(
        not is_mail_field(block) and any(_is_label(segment.text, labels) for segment in block.segments)
    )


def _is_label(text: str, labels: LabelTables) -> bool:
    question = _QUESTION.match(text)
    if labels.known(text) or (question is not None and labels.known(question.group())):
        return True
    return _OTHER_MARK.search(text[:_LONGEST_LABEL]) is not None and split_label(text, labels) is not None


def _signed(blocks: Sequence[Block], last: int, end: int, labels: LabelTables) -> int | None:
    """The place of the last line where it is no more than the name of whoever made the form, below an answer."""
    at = end - 1
    line = blocks[at]
    if at <= last or not isinstance(line, Line) or not (_answer(blocks[last], labels) or at > last + 1):
        return None
    return at if line.text.strip(" .,-–") in set(_writers(blocks, labels)) else None


def _writers(blocks: Sequence[Block], labels: LabelTables) -> Iterator[str]:
    """The names that the form gives for whoever made it, and each word of them."""
    for block, below in pairwise([*blocks, None]):
        asked = labels.field(_label(block, labels)) if isinstance(block, Line) else None
        if (
            asked is not None
            and asked.section == "referrer"
            and asked.name in ("name", "forename", "surname")
        ):
            name = _answer(block, labels) or (below.text.strip() if isinstance(below, Line) else "")
            yield from (name, *name.split())


def _label(line: Line, labels: LabelTables) -> str:
    parted = split_label(line.segments[0].text, labels)
    return parted[0] if parted is not None else line.segments[0].text


def _answer(block: Block | None, labels: LabelTables) -> str:
    """What stands beside a line's label."""
    if not isinstance(block, Line):
        return ""
    first, *beside = (segment.text for segment in block.segments)
    parted = split_label(first, labels)
    return (beside[0] if beside else parted[1] if parted is not None else "").strip()


def _ends_a_form(rest: Sequence[Block], at: int) -> bool:
    """Whether what stands at a place among the `rest` below the last answer's label is no answer any more."""
    block = rest[at]
    if not isinstance(block, Line) or any(_matches(later, _AFTERTHOUGHT) for later in rest[at:]):
        return False
    text = block.text.strip()
    if is_closing(text) or is_furniture(text) or _NOTICE.fullmatch(text) or _LONG_RULE.fullmatch(text):
        return True
    if _TO_THE_PROGRAM.match(text):
        return True
    if _REACHED_AT.search(text) and not _SOMEBODY.search(text):
        return True
    if _RULE.fullmatch(text) or _is_of_a_program(rest, at):
        return any(_matches(later, _OF_THE_PROGRAM) for later in rest[at : at + _WITHIN + 1])
    below = rest[at + 1] if at + 1 < len(rest) else None
    signed = isinstance(below, Line) and is_closing(below.text.strip())
    return signed and all(_TO_THE_READER.search(sentence) for sentence in sentences(text))


def _is_rule(block: Block) -> bool:
    return isinstance(block, Line) and _RULE.fullmatch(block.text) is not None


def _is_of_a_program(blocks: Sequence[Block], at: int) -> bool:
    """Whether a line tells what a web form's program adds: its address, or the time beside it."""
    if _matches(blocks[at], _OF_THE_PROGRAM):
        return True
    below = blocks[at : at + _WITHIN]
    return _matches(blocks[at], _WHEN) and any(_matches(later, _OF_THE_PROGRAM) for later in below)


def _matches(block: Block, pattern: re.Pattern[str]) -> bool:
    return isinstance(block, Line) and pattern.match(block.text) is not None
