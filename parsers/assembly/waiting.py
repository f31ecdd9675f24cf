"""A question that waits for its answer: what can be the answer, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.people import names_a_role
from parsers.assembly.pieces import Answer
from parsers.labels import Field, Heading
from parsers.options import options
from parsers.values import read_postcode, read_tri

_LONGEST_SHORT_ANSWER: Final = 300
_MOST_ADDRESS_LINES: Final = 6
_SAYS_WHAT_THEY_ARE: Final = frozenset(["role", "relationship", "agency"])


@dataclass(slots=True)
class Waiting:
    """A question that waits for its answer, and where the answer goes."""

    field: Field
    label: str
    answers: dict[str, Answer] | None
    lines: int = 0


def takes(waiting: Waiting, answer: Answer) -> bool:
    """Whether a text can be the answer, or more of the answer, to what was asked."""
    if kinds.is_narrative(waiting.field):
        return not options(answer.text)
    if kinds.is_list(waiting.field) or answer.empty:
        return True
    if kinds.is_tri(waiting.field):
        return read_tri(answer.text).value is not None or bool(options(answer.text))
    if kinds.is_choice(waiting.field):
        return waiting.lines == 0 or bool(options(answer.text))
    return len(answer.text) <= _LONGEST_SHORT_ANSWER


def takes_more(waiting: Waiting, answer: Answer) -> bool:
    """Whether lines that follow may belong to the answer too."""
    if kinds.is_narrative(waiting.field) or kinds.is_list(waiting.field):
        return not answer.filled
    if kinds.is_address(waiting.field):
        return (
            waiting.lines < _MOST_ADDRESS_LINES
            and read_postcode(answer.text).value is None
            and not answer.filled
        )
    return bool(options(answer.text)) and (kinds.is_choice(waiting.field) or kinds.is_tri(waiting.field))


def may_be_heads(waiting: Waiting, opens: Heading) -> bool:
    """Whether a heading's words may be what was asked: "Mother", or "Practitioner" under "Role"."""
    return opens.bare_kin or (not waiting.lines and waiting.field.name in _SAYS_WHAT_THEY_ARE)


def is_role_asked(waiting: Waiting, found: Field, label: str) -> bool:
    """Whether a label is the role that was asked right above it: "Probation practitioner"."""
    return (
        not waiting.lines
        and waiting.field.name == "role"
        and found.name == "name"
        and names_a_role(label)
        and "name" not in label.casefold()
    )
