"""What forwarding adds to a body: blocks of From, Sent, To and Subject above the first text.

A label reader would take those for the form's own answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from parsers.blocks import Block, Document, Line

_FIELD: Final = re.compile(
    r"^[ \t*_|>]*(from|sent|to|cc|bcc|date|subject|importance|attachments|reply-to|sent by)[ \t*_]*:",
    re.IGNORECASE,
)
_DIVIDER: Final = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:original|forwarded) (?:message|e-?mail)[ \t]*-{2,}|begin forwarded message:?|"
    r"-{2,}[ \t]*forwarded by .*|on .{4,120} wrote:)[ \t]*$",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"^[\s>]+")
_LEAST_FIELDS: Final = 3
_LINES_OF_A_HEADER: Final = 12


def without_forward_headers(document: Document) -> Document:
    """The document without the header blocks that forwarding and replying add.

    Several such fields together, From and a subject or a time among them, are no form's.
    """
    kept: list[Block] = []
    run: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Line) and is_mail_field(block):
            run.append(block)
            continue
        kept.extend(_unless_header(run))
        run = []
        if not (isinstance(block, Line) and _DIVIDER.match(block.text)):
            kept.append(block)
    kept.extend(_unless_header(run))
    return replace(document, blocks=tuple(kept))


def begins_an_earlier_message(blocks: Sequence[Block], at: int) -> bool:
    """Whether a message that is answered or forwarded begins at that place."""
    first = blocks[at]
    if not isinstance(first, Line):
        return False
    if _DIVIDER.match(_QUOTED.sub("", first.text)):
        return True
    header = blocks[at : at + _LINES_OF_A_HEADER]
    run = list(takewhile(lambda line: isinstance(line, Line) and is_mail_field(line), header))
    return bool(run) and not _unless_header([line for line in run if isinstance(line, Line)])


def is_mail_field(line: Line) -> bool:
    """Whether a line is such a field: "From: ...", "Sent: ..."."""
    parts = [part for part in line.text.split("\n") if part.strip()]
    return bool(parts) and _FIELD.match(parts[0]) is not None and len(list(_names(line))) * 2 >= len(parts)


def _unless_header(run: list[Line]) -> list[Line]:
    names = {name for line in run for name in _names(line)}
    is_header = len(names) >= _LEAST_FIELDS and "from" in names and names & {"subject", "sent", "date"}
    return [] if is_header else run


def _names(line: Line) -> Iterator[str]:
    for part in line.text.split("\n"):
        found = _FIELD.match(part)
        if found is not None:
            yield found.group(1).lower()
