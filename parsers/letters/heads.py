"""What stands in a letterhead: the name of the establishment that writes, and its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.blocks import Text
from parsers.values import read_postcode

ESTABLISHMENT: Final = re.compile(
    r"\b(?:school|academy|college|nursery|pre-?school|hospital|infirmary|surgery|practice|medical centre|health centre|clinic|trust|council|constabulary|"
    r"police|church|charity|association|service|services)\b",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"\s*(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Rev|Sister)\.?\s+[A-Z](?!.*(?:&|\band\b|\bpartners\b))",
    re.IGNORECASE,
)
_PART_OF_ONE: Final = re.compile(
    r"\b(?:team|department|unit|ward|office|division|directorate)\b", re.IGNORECASE
)

_NEXT_PART: Final = re.compile(
    r"\s*[|•·]\s*|[\s,;]+(?=(?:tel(?:ephone)?|phone|fax|e-?mail|web(?:site)?)\b[.:]*\s*[\w(+@])|\s+(?=[\w.+'-]+@[\w-]+\.)",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?:tel(?:ephone)?|phone|fax|e-?mail)[.:]*", re.IGNORECASE)
_FEWEST_LETTERS: Final = 2


def parts_of(line: str) -> list[str]:
    """What a letterhead's line holds side by side: "1 Low Road, HX1 1AA Tel 01632 960118" is an address and a number.

    A letter alone, as a staple is seen on a scan, is none.
    """
    parts: list[str] = []
    for part in _NEXT_PART.split(line):
        if parts and _LABEL.fullmatch(parts[-1].strip()):
            part = f"{parts.pop()} {part}"
        parts.append(part)
    return [part.strip() for part in parts if sum(map(str.isalnum, part)) >= _FEWEST_LETTERS]


def name_and_address(text: str) -> tuple[str, str] | None:
    """ "Mill Road Surgery, 20 Water Lane, Hexby HX1 1AA": a letterhead of one line."""
    name, parted, address = text.strip().partition(", ")
    if not parted or re.search(r"\d", name) or ESTABLISHMENT.search(name) is None:
        return None
    whole = re.search(r"\d", address) is not None and read_postcode(address[-9:]).value is not None
    return (name, address) if whole else None


def is_a_name(text: str) -> bool:
    """Whether a letterhead's first line names who writes: "Solent 0-19 Service", and not "12 Low Road"."""
    if not re.search(r"\d", text):
        return True
    named = ESTABLISHMENT.search(text) is not None and not re.match(r"\W*\d", text)
    return named and read_postcode(text).value is None


def is_a_person(text: str) -> bool:
    """Whether a letterhead's first line is whoever writes: "Dr A. Vale MRCGP", and not "Dr Vale and Partners"."""
    return _PERSON.match(text) is not None and ESTABLISHMENT.search(text) is None


def is_the_establishment(text: str, above: str) -> bool:
    """Whether a letterhead's second line is the hospital whose team the first one names."""
    return (
        ESTABLISHMENT.search(text) is not None
        and not re.search(r"\d", text)
        and _PART_OF_ONE.search(above) is not None
        and not re.search(r"\b(?:hospital|school|academy|trust|council)\b", above, re.IGNORECASE)
    )


def is_of_a_council(text: str, head: Sequence[Text]) -> bool:
    """Whether a line is a department of the council that alone stands above it in a letterhead."""
    above = head[0].text.strip() if len(head) == 1 else ""
    department = re.search(r"\b(?:services?|social care|department|directorate|team)\b", text, re.IGNORECASE)
    hub = re.search(r"\b(?:mash|hub)\b", text, re.IGNORECASE)
    return above.casefold().endswith(" council") and department is not None and hub is None
