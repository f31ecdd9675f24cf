"""The signature of an email: "Kind regards", a name, a role, telephone numbers.

It says who sent the email, not who made the referral: its numbers never become the form's, and
where the form names no referrer an officer is told what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Document, Line
from parsers.form import Referrer
from parsers.labels import LabelTables
from parsers.letters.reading import read_letter
from parsers.prose.sentences import is_sent_on

_CLOSING: Final = re.compile(
    r"(?:--|yours (?:sincerely|faithfully|truly)|(?:with |many |very )*(?:kind|kindest|best|warm|warmest)? ?(?:regards|wishes|thanks)|"
    r"thank you|thanks (?:again|very much)|cheers|sincerely)\W*",
    re.IGNORECASE,
)
_REACHED_AT: Final = re.compile(
    r"(?:(?:direct|work|office|main|duty|switchboard|mobile|team)[ -]?(?:line|tel\w*|phone|number|no)?|tel\w*|t|m|d|e|mob\w*|phone|ph|e-?mail|fax|web\w*)"
    r"(?: ?(?:no|number|line|address))?\.?\s*[:|]\s*\S.*",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4}(?:\s*[,|(].{0,80})?")
_LONGEST_LINE: Final = 100
_MOST_LINES: Final = 8
_LEAST_LINES: Final = 2
_LONGEST_TOLD: Final = 200


def without_signature(document: Document, labels: LabelTables) -> Document:
    """A body without the telephone numbers and addresses in signatures; a letter as it is."""
    lines = [_plain_text(block) for block in document.blocks]
    taken = {at for at in signature_places(document, labels) if _REACHED_AT.fullmatch(lines[at] or "")}
    if not taken or read_letter(document) is not None:
        return document
    return replace(
        document, blocks=tuple(block for at, block in enumerate(document.blocks) if at not in taken)
    )


def signature_places(document: Document, labels: LabelTables) -> frozenset[int]:
    """The places of the blocks that stand below a closing and are a signature's."""
    lines = [_plain_text(block) for block in document.blocks]
    return frozenset(at for run in _signatures(lines, labels) for at in run)


def signed_by(body: str, subject: str | None, labels: LabelTables) -> str | None:
    """What the last signature of a covering text says, on one line; `None` for a forwarder's."""
    if is_sent_on(body, subject or ""):
        return None
    lines: list[str | None] = [line.strip() for line in body.splitlines() if line.strip()]
    said = [[lines[at] or "" for at in run] for run in _signatures(lines, labels)]
    telling = [block for block in said if len(block) >= _LEAST_LINES]
    return ", ".join(telling[-1])[:_LONGEST_TOLD] if telling else None


def is_closing(line: str) -> bool:
    """Whether a line is what stands above whoever signs: "Kind regards", "--"; a longer rule is none."""
    return line.strip() == "--" or (any(map(str.isalpha, line)) and _CLOSING.fullmatch(line) is not None)


def names_nobody(referrer: Referrer) -> bool:
    """Whether a form says nothing of who made it, and not that they want to stay unnamed."""
    known = (referrer.name, referrer.agency, referrer.phone, referrer.email, referrer.role)
    return not any(known) and referrer.anonymous != "yes"


def _plain_text(block: Block) -> str | None:
    return block.text if isinstance(block, Line) and block.heading is None else None


def _signatures(lines: Sequence[str | None], labels: LabelTables) -> Iterator[range]:
    """The places of the lines below each closing, as far as they are a signature's."""
    for at, line in enumerate(lines):
        if line is None or not _CLOSING.fullmatch(line):
            continue
        end = at + 1
        while end < len(lines) and end <= at + _MOST_LINES and _belongs(lines[end], end - at, labels):
            end += 1
        if end > at + 1:
            yield range(at + 1, end)


def _belongs(line: str | None, place: int, labels: LabelTables) -> bool:
    """Whether a line may stand in a signature at `place`, which begins with a name."""
    if line is None or not line or len(line) > _LONGEST_LINE:
        return False
    if _REACHED_AT.fullmatch(line):
        return place > 1
    if ":" in line or line.endswith("?") or labels.known(line) or labels.heading(line) is not None:
        return False
    return place > 1 or _NAME.fullmatch(line) is not None
