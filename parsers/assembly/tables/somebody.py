"""A cell that tells who somebody is: a name on its first line, and a label on each line below.

"Tom Vale / DOB 01/02/2015 / NHS 999 123 4567" stands beside "Patient 1" or under "Child 2".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.lines.inline import split_label
from parsers.assembly.pieces import Answer, Ask
from parsers.labels import LabelTables

_NAMED: Final = re.compile(r"[^\W\d_][\w'’.\-]*(?:,?\s+[^\W\d_][\w'’.\-]*){1,4}")
#: What tells a child or a person from others, beside the name.
_TELLING: Final = frozenset(
    ["dob", "dob_or_edd", "age_dob", "age", "nhs_number", "upn", "gender", "relationship", "school"]
)
_MOST_WORDS_OF_A_LABEL: Final = 3


def asked_of_somebody(answer: Answer, section: str, labels: LabelTables) -> list[Ask]:
    """The name and the labelled lines of a cell about one of `section`; empty where it is no such cell."""
    first, *below = [line.strip() for line in answer.text.split("\n") if line.strip()] or [""]
    if not below or not _NAMED.fullmatch(first) or labels.known(first):
        return []
    pairs = [_pair(line, section, labels) for line in below]
    known = [pair for pair in pairs if pair is not None]
    if len(known) != len(pairs) or not any(_tells(label, section, labels) for label, _ in known):
        return []
    told = [("Name", first), *known]
    return [Ask(label, replace(answer, text=text)) for label, text in told]


def _pair(line: str, section: str, labels: LabelTables) -> tuple[str, str] | None:
    """ "DOB: 01/02/2015", and "NHS 999 123 4567" without a mark between label and answer."""
    parted = split_label(line, labels)
    if parted is not None:
        return parted
    words = line.split()
    for size in range(min(_MOST_WORDS_OF_A_LABEL, len(words) - 1), 0, -1):
        label = " ".join(words[:size])
        asked = labels.field(label, section)
        if asked is not None and asked.section == section and not asked.ignored:
            return label, " ".join(words[size:])
    return None


def _tells(label: str, section: str, labels: LabelTables) -> bool:
    asked = labels.field(label, section)
    return asked is not None and asked.name in _TELLING
