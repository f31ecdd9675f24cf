"""Letters: a letterhead, an addressee, a "Re:" line, prose, a signature.

The letterhead and the signature are the referrer's; the addressee's block is the MASH's. What
a sentence says is taken only where it says so plainly: blank is better than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.blocks import Block, Document, Line, Text
from parsers.letters.about import (
    CHILD,
    SALUTATION,
    blocks_about,
    children_named,
    give_house,
    lines_about,
    matches,
)
from parsers.letters.heads import (
    ESTABLISHMENT,
    is_a_name,
    is_a_person,
    is_of_a_council,
    is_the_establishment,
    name_and_address,
    parts_of,
)
from parsers.letters.people import Relative, called_parents, relatives
from parsers.letters.sentences import answers_in, sentences_of
from parsers.letters.words import BORN, DATE, NAME, NOT_A_NAME, ONLY_A_ROLE
from parsers.values import blank, read_date, read_email, read_phone, read_postcode

_CLOSING: Final = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|(?:kind|kindest|best|warm) (?:regards|wishes)|regards|many thanks|sincerely|with thanks)\b",
    re.IGNORECASE,
)
_ADDRESSEE: Final = re.compile(
    r"multi[- ]?agency safeguarding|\bmash\b|\bchildren'?s (?:social care|services)|front door|\bduty (?:desk|team|social|officer)|safeguarding hub|"
    r"\bby (?:email|post|hand|fax)\b|social care|\bthe manager\b|referral (?:team|unit)",
    re.IGNORECASE,
)
# Possessive: "&" is a word here and no word to \W, and a run of them could be parted in any way.
_BANNER: Final = re.compile(
    r"^\W*+(?:(?:private|strictly|confidential|official|sensitive|urgent|safeguarding|and|&|report|by|email|to|in|confidence|referral)\W*+)++$",
    re.IGNORECASE,
)

_LABELLED: Final = re.compile(r"\s*[A-Z][^:\n?]{1,40}:(?:\s|$)")
_DATED: Final = re.compile(rf"\s*(?:dated?\s*:?\s*)?{DATE}\s*$", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"\s*(?:(?:child|pupil|patient|student|young person)(?:['’]?s)?\s+)?(?:full\s+)?name(?: of (?:child|pupil|patient))?\s*:|"
    r"\s*(?:child|pupil|patient|student|young person)\s*:",
    re.IGNORECASE,
)
#: "Mother: Ann Vale (DOB 01/02/1990)." on a line of its own.
_PARENT_LABELLED: Final = re.compile(rf"\b(?:Mother|Father|Mum|Dad)\s*:\s*(?P<name>{NAME})")
_BORN_ON: Final = re.compile(rf"\s*(?:(?:child|pupil|patient|student)(?:['’]?s)?\s+)?{BORN}\.?\s*:")
#: A filing system's line over a letterhead: "Case reference 2025/004417", "CONFIDENTIAL - Ref: SG/25/1182".
_FILED: Final = re.compile(
    r"^\W*+(?:(?:private|strictly|confidential|official|sensitive|restricted|and|in|confidence|our|your|my|case|file|record|document|"
    r"client|pupil|patient|person|printed|system)\W++)*+(?:ref(?:erence)?(?: (?:no|number))?|id|(?:case|file|record|document) (?:no|number))\b"
    r"[\s:.#–-]*[\w/.-]*\d",
    re.IGNORECASE,
)
_MOST_LABELS: Final = 7
_SHORTEST_PROSE: Final = 60
_LEAST_PROSE: Final = 2
_LONG_PARAGRAPH: Final = 200
#: That of a letter which closes as letters do.
_LONG_IN_A_LETTER: Final = 120


@dataclass(slots=True)
class Letter:
    """What a letter says outside its labelled passages.

    `answers` is by path (`referrer.name`), `children` by field; `body` is what stands between
    the salutation and the closing, without what is in the "Re:" line. `people` are the relatives
    whom sentences name; `parents` what the sentences call the parents by.
    """

    answers: dict[str, Text] = field(default_factory=dict)
    children: list[dict[str, Text]] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    people: list[Relative] = field(default_factory=list)
    parents: frozenset[str] = frozenset()
    warnings: list[str] = field(default_factory=list)


def read_letter(document: Document) -> Letter | None:
    """The letter that a document is; `None` where it is none, or names no child."""
    blocks = list(document.blocks)
    start = next((at for at, block in enumerate(blocks[:60]) if matches(block, SALUTATION)), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(blocks)) if matches(blocks[at], _CLOSING)), len(blocks))
    letter = Letter()
    about = lines_about(blocks[max(0, start - 4) : end])
    above = _particulars(blocks[:start])
    for text in about:
        found = children_named(text)
        letter.children += found
        if not found:
            give_house(letter.children, text)
    first = blocks[start + 1] if start + 1 < end else None
    if not about and isinstance(first, Line) and _names_its_child(first):
        letter.children += children_named(first.segments[0])
        blocks[start + 1 : end] = blocks[start + 2 : end]
        end -= 1
    within = blocks[above:start] + blocks[start + 1 : end]
    if not letter.children and not _names_by_labels(within, closed=end < len(blocks)):
        return None
    told = {id(block) for block in blocks_about(blocks)}
    letter.body = [block for block in within if id(block) not in told]
    # A birthday stands beside its label, the letter's date in a line of its own.
    dated = [block for block in blocks[above:start] if matches(block, _DATED)]
    _read_head([*_lines(blocks[:above]), *_lines(dated)], letter)
    _read_signature(_lines(blocks[end + 1 : end + 12]), letter)
    _read_prose(letter, _names_told(letter, within))
    return letter


def _names_its_child(line: Line) -> bool:
    """Whether a letter's first line only says who its child is: "Ida Vale, DOB 01/02/2015, 4 High Street ..."."""
    words = " ".join(line.text.split())
    found = CHILD.match(words)
    if found is None or len(line.segments) > 1 or NOT_A_NAME.search(found["name"]):
        return False
    rest = words[found.end() :].strip(" ,;.")
    return not rest or (len(rest) < 160 and read_postcode(rest[-9:]).value is not None)


def _particulars(head: Sequence[Block]) -> int:
    """Where the patient's own lines begin that stand above the salutation: "Patient: … DOB: …"; else its end."""
    named = next(
        (at for at, block in enumerate(head) if any(_NAMED.match(text.text) for text in _lines([block]))),
        len(head),
    )
    born = any(_BORN_ON.match(text.text) for text in _lines(head[named:]))
    return named if born else len(head)


def _names_by_labels(blocks: Sequence[Block], *, closed: bool) -> bool:
    """Whether a letter tells its child by a few labels ("Name: ... DOB: ...") before its prose."""
    lines = [text.text for text in _lines(blocks)]
    labelled = [line for line in lines if _LABELLED.match(line)]
    told = [any(pattern.match(line) for line in labelled) for pattern in (_NAMED, _BORN_ON)]
    prose = [line for line in lines if len(line) > _SHORTEST_PROSE and line not in labelled]
    # An email program joins a paragraph to one line.
    enough = len(prose) >= _LEAST_PROSE or any(
        len(line) >= (_LONG_IN_A_LETTER if closed else _LONG_PARAGRAPH) for line in prose
    )
    return all(told) and len(labelled) <= _MOST_LABELS and enough


def _lines(blocks: Sequence[Block]) -> list[Text]:
    """Every line and segment on its own."""
    return [
        replace(segment, text=part.strip())
        for block in blocks
        if isinstance(block, Line)
        for segment in block.segments
        for part in segment.text.split("\n")
        if blank(part)
    ]


# --- letterhead and signature ------------------------------------------------------------


def _read_head(lines: list[Text], letter: Letter) -> None:
    head: list[Text] = []
    addressed = False
    for line in lines:
        if _only_a_date(line.text):
            letter.answers.setdefault("call.completed_on", line)
            letter.answers.setdefault("signature.signed_on", line)
            addressed = True
        elif _ADDRESSEE.search(line.text) and "@" not in line.text and not is_of_a_council(line.text, head):
            addressed = True
        elif not addressed and not _BANNER.match(line.text) and not _FILED.match(line.text):
            head.append(line)
    _read_letterhead(head, letter)


def _only_a_date(text: str) -> bool:
    words = re.sub(r"^\s*(?:date|dated)\s*:?\s*", "", text, flags=re.IGNORECASE)
    return len(words) < 32 and read_date(words).value is not None and not re.search(r"\d{4,}\s+\d{3,}", words)


def _read_letterhead(head: list[Text], letter: Letter) -> None:
    head = [replace(line, text=part) for line in head for part in parts_of(line.text)]
    if head and is_a_person(head[0].text):
        head = head[1:]
    address: list[Text] = []
    for number, line in enumerate(head):
        email, phone = read_email(line.text), read_phone(line.text)
        if email.value:
            letter.answers.setdefault("referrer.email", line)
        if re.match(r"fax\b", line.text, re.IGNORECASE):
            continue
        if phone.value and phone.confidence > 0.5 and read_postcode(line.text).value is None:
            letter.answers.setdefault("referrer.phone", replace(line, text=_without_email(line.text)))
        elif email.value or re.match(r"(?:www\.|https?:)", line.text, re.IGNORECASE):
            continue
        elif number == 0 and (parted := name_and_address(line.text)) is not None:
            letter.answers["referrer.agency"] = replace(line, text=parted[0])
            address.append(replace(line, text=parted[1]))
        elif (number == 0 and is_a_name(line.text)) or (
            number == 1 and is_the_establishment(line.text, head[0].text)
        ):
            letter.answers["referrer.agency"] = line
        elif number != 1 or not is_of_a_council(line.text, head[:1]):
            address.append(line)
    if address and any(read_postcode(line.text).value for line in address):
        letter.answers["referrer.address"] = replace(
            address[0], text="\n".join(line.text for line in address)
        )


def _without_email(text: str) -> str:
    found = read_email(text).value
    return text.replace(found, " ") if found else text


def _read_signature(lines: list[Text], letter: Letter) -> None:
    named = [line for line in lines if not re.match(r"^\s*(?:cc|enc|pp)\b", line.text, re.IGNORECASE)]
    if not named or not re.fullmatch(
        rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s+)?{NAME}", named[0].text.strip(" ,.")
    ):
        return
    if ONLY_A_ROLE.fullmatch(named[0].text.strip(" ,.")):
        letter.answers["referrer.role"] = named[0]
        return
    letter.answers["referrer.name"] = letter.answers["signature.name"] = replace(
        named[0], text=named[0].text.strip(" ,.")
    )
    if len(named) > 1 and not re.search(r"\d|@", named[1].text) and len(named[1].text) < 80:
        letter.answers["referrer.role"] = named[1]
    for line in named[2:]:
        if ESTABLISHMENT.search(line.text) and not re.search(r"\d|@", line.text) and len(line.text) < 80:
            letter.answers.setdefault("referrer.agency", line)
    for line in named[1:]:
        if read_email(line.text).value:
            letter.answers.setdefault("referrer.email", line)
        if read_phone(line.text).confidence > 0.5 and read_phone(line.text).value:
            letter.answers.setdefault("referrer.phone", replace(line, text=_without_email(line.text)))


# --- what sentences say ------------------------------------------------------------------


def _read_prose(letter: Letter, names: Sequence[str]) -> None:
    """Whom the sentences name as the children's relatives, and what they say of the call and the family."""
    sentences = [
        replace(block.segments[0], text=sentence)
        for block in letter.body
        if isinstance(block, Line) and not re.match(r"[^.\d]{1,60}:\s", block.text)
        for sentence in sentences_of(block.text)
    ]
    letter.people = relatives([sentence.text for sentence in sentences], names)
    labelled = [found for text in _lines(letter.body) for found in _PARENT_LABELLED.finditer(text.text)]
    letter.parents = called_parents([sentence.text for sentence in sentences], names) | {
        word for found in labelled for word in found["name"].split()[:1]
    }
    for path, said in answers_in(sentences, letter.parents).items():
        letter.answers.setdefault(path, said)


def _names_told(letter: Letter, within: Sequence[Block]) -> list[str]:
    """The children's names, from the "Re:" line or from a label."""
    labelled = [text.text.partition(":")[2].strip() for text in _lines(within) if _NAMED.match(text.text)]
    return [child["name"].text for child in letter.children if "name" in child] or labelled[:1]
