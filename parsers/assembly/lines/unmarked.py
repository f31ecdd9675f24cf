"""Labels that nothing parts from their answers but what these are: "Postcode PO4 8QS", "Surname VALE".

Programs that take a table apart leave label and answer on one line, with a space between them. Only an
answer that is wholly of the kind that the label asks for is believed: a date, a number, a postcode, a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Line
from parsers.labels import ROWS, LabelTables
from parsers.values import read_date, read_datetime, read_email, read_nhs_number, read_phone, read_postcode

_LONGEST: Final = 120
_LEAST: Final = 4
_MOST_WORDS: Final = 6
_MOST_WORDS_OF_AN_ANSWER: Final = 9
_WORD: Final = re.compile(r"\S+")
_FIGURE: Final = re.compile(r"\d")
#: A mark that parts label and answer already, or the end of a sentence.
_MARKED: Final = re.compile(r"[:?]|\.\s*$")
_BEFORE_AN_ADDRESS: Final = re.compile(r"(?<=\w)\s+(?=[^\s@]+@[^\s@]+\s*$)")
_BEFORE_A_NUMBER: Final = re.compile(r"(?<=[\w).])\s+(?=[+(]?\d)")
_BEFORE_A_FLAT: Final = re.compile(r"(?<=[\w)])\s+(?=(?:Flat|Apartment|Apt|Unit)\s+\d)")
_BEFORE_A_POSTCODE: Final = re.compile(r"(?<=[a-z])\s+(?=[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\s*$)")
_BEFORE_A_NAME: Final = re.compile(
    r"(?<=[nN]ame)s?\s+(?=(?:[A-Z][\w'’.\-]*\s+){0,3}[A-Z][\w'’\-]+\s*$)|(?<=NAME)S?\s+(?=[A-Z])"
)
_BEFORE_A_YES: Final = re.compile(
    r"(?<=[a-z)])\s+(?=(?:Yes|YES|No|NO|Y|N|Not known|Unknown)(?:\s*$|\s+[-–—]\s|[,;]\s))"
)
_TOLD: Final = frozenset(["parents_informed", "child_informed", "consent_obtained"])
_INTO_AN_ANSWER: Final = re.compile(r"(?:\d\)?|\b(?:the|an?))$", re.IGNORECASE)
_OF_A_HOUSE: Final = re.compile(r"\b(?:Flat|Apartment|Apt|Unit)$")
_HOUSE: Final = re.compile(
    r"(?:(?:Flat|Apartment|Apt|Unit)\s+\w{1,4},?\s+)?\d{1,4}[A-Za-z]?,?(?:\s+[A-Z][\w'’.\-]*){2,4}"
    r"(?:,\s*(?:[A-Z][\w'’.\-]*\s*){1,4}){1,4}(?:,?\s*[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})?"
)
_DATES: Final = frozenset(["dob", "dob_or_edd", "edd", "completed_on", "signed_on", "call_date"])
_NAMES: Final = frozenset(["name", "forename", "surname"])
_PHONE: Final = re.compile(r"[+(]?\d[\d\s()./-]{6,22}(?:\s*ext?\.?\s*\d{1,6})?", re.IGNORECASE)
_SURE: Final = 0.5
#: What is printed behind the word "name" and is nobody's.
_NO_NAME: Final = re.compile(
    r"\b(?:details?|information|only|printed?|block|capitals?|position|title|signed|signature|date|here|below|above|full|known)\b",
    re.IGNORECASE,
)


def unmarked(line: str, tables: LabelTables) -> tuple[int, int] | None:
    """Where a label ends and its answer begins in a line without a mark between them, or `None`."""
    if len(line) > _LONGEST:
        return None
    has_number = _FIGURE.search(line) is not None
    for with_number, gap_before, is_answer in _KINDS:
        if with_number and not has_number:
            continue  # as in most lines
        gap = gap_before.search(line)
        label = line[: gap.end()].rstrip() if gap else ""
        is_label = tables.known if is_answer is _is_yes_or_no else tables.printed
        if gap is None or not is_label(label):
            continue
        if is_answer(line[gap.end() :].strip(), _asked(label, tables), tables):
            return len(label), gap.end()
    return None


def with_labels_apart(blocks: Sequence[Block], tables: LabelTables) -> Sequence[Block]:
    """The lines "Role Learning Mentor" cut behind their labels, where others show that the form writes so.

    `unmarked` believes a line by itself; four of those are the document's own way to write.
    """
    lines = [_whole(block) for block in blocks]
    if sum(line is not None and unmarked(line, tables) is not None for line in lines) < _LEAST:
        return blocks
    ends = [None if line is None else end_of_label(line, tables) for line in lines]
    apart = list(blocks)
    for at, (block, end) in enumerate(zip(blocks, ends, strict=True)):
        # In a story a line may begin with a label's word; beside others that do it is a form's.
        beside = ends[max(0, at - 1) : at] + ends[at + 1 : at + 2]
        if end is None or not isinstance(block, Line) or not any(beside):
            continue
        (text,) = block.segments
        label, value = text.text[:end], text.text[end:].strip()
        apart[at] = replace(block, segments=(replace(text, text=label), replace(text, text=value)))
    return apart


def _whole(block: Block) -> str | None:
    """The words of a line that nothing parts, and nobody typed into a field."""
    if not isinstance(block, Line) or len(block.segments) != 1 or block.heading is not None:
        return None
    text = block.segments[0]
    return None if text.filled or "\n" in text.text or len(text.text) > _LONGEST else text.text


def end_of_label(line: str, tables: LabelTables) -> int | None:
    """Where the longest printed label ends that a short answer stands behind, where the form is known to write so."""
    if _MARKED.search(line) or tables.known(line) or tables.heading(line):
        return None
    ends = [word.end() for word in _WORD.finditer(line)]
    for end in reversed(ends[:-1][:_MOST_WORDS]):
        words = line[end:].split()
        # "Child address 5 Any Road" is no fifth line of an address.
        if not _ends_within_an_answer(line[:end]) and tables.printed(line[:end]):
            told = _asked(line[:end], tables) - {"line"}
            capital = words[0][0].isupper() or words[0][0].isdigit()
            return end if told and capital and len(words) <= _MOST_WORDS_OF_AN_ANSWER else None
    return None


def _ends_within_an_answer(label: str) -> bool:
    """Whether a label would end in the first words of an answer: "Telephone (023)", "Agency The"."""
    return _INTO_AN_ANSWER.search(label) is not None or _OF_A_HOUSE.search(label) is not None


def _asked(label: str, tables: LabelTables) -> frozenset[str]:
    """The names of the fields that a label feeds, wherever it stands."""
    found = [tables.field(label, section) for section in (None, *ROWS, "referrer")]
    return frozenset(field.name for field in found if field is not None and not field.ignored)


def _is_address(words: str, _asked: frozenset[str], _tables: LabelTables) -> bool:
    return read_email(words).value is not None


def _is_number(words: str, asked: frozenset[str], _tables: LabelTables) -> bool:
    if read_datetime(words).value is not None or (asked & _DATES and read_date(words).value is not None):
        return True
    if "nhs_number" in asked and read_nhs_number(words).value is not None:
        return True
    return "phone" in asked and _PHONE.fullmatch(words) is not None and read_phone(words).confidence > _SURE


def _is_house(words: str, asked: frozenset[str], _tables: LabelTables) -> bool:
    """Whether words are an address from its number to its town or postcode: "34 Low Road, Hexby, HX1 1AA"."""
    return "address" in asked and _HOUSE.fullmatch(words) is not None


def _is_postcode(words: str, asked: frozenset[str], _tables: LabelTables) -> bool:
    return "postcode" in asked and read_postcode(words).value is not None


def _is_name(words: str, asked: frozenset[str], tables: LabelTables) -> bool:
    if not asked & _NAMES or _NO_NAME.search(words) or tables.heading(words) is not None:
        return False
    return not any(tables.in_a_row(word) for word in (words, *words.split()))


def _is_yes_or_no(_words: str, asked: frozenset[str], _tables: LabelTables) -> bool:
    return bool(asked & _TOLD)


#: Whether an answer of the kind has a figure in it, what stands between it and its label, and what tells it.
_KINDS: Final[
    tuple[tuple[bool, re.Pattern[str], Callable[[str, frozenset[str], LabelTables], bool]], ...]
] = (
    (False, _BEFORE_AN_ADDRESS, _is_address),
    (True, _BEFORE_A_NUMBER, _is_number),
    (True, _BEFORE_A_FLAT, _is_house),
    (True, _BEFORE_A_NUMBER, _is_house),
    (True, _BEFORE_A_POSTCODE, _is_postcode),
    (False, _BEFORE_A_NAME, _is_name),
    (False, _BEFORE_A_YES, _is_yes_or_no),
)
