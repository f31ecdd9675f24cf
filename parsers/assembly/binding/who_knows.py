"""Whether the parents know of the referral, where no answer of its own says it.

A statement says it by what is not struck out; a list of parents by a column of its own.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.assembly.binding.grids import Columns
from parsers.assembly.pieces import Answer, Grid
from parsers.labels import Field, LabelTables
from parsers.options import chosen
from parsers.prose.awareness import awareness_of_statement
from parsers.spelling import key
from parsers.values import read_tri

PARENTS_INFORMED: Final = "information_sharing.parents_informed"
_COLUMN: Final = re.compile(
    r"\W*(?:(?:is|are|was|were) )?(?:they |he/she )?(?:aware|informed|told|notified)(?: (?:of|about) (?:(?:this|the|your) )?(?:referral|contact|report|form|notification|request))?\W*(?:\(?y/n\)?)?\W*",
    re.IGNORECASE,
)
_OF_CONCERNS: Final = re.compile(r"\b(?:concerns?|worr(?:y|ies))\b", re.IGNORECASE)
_OF_A_REFERRAL: Final = re.compile(
    r"\b(?:refer\w*|report\w*|contact\w*|notif\w+|request\w*|shar\w+|submi\w+|pass\w*|this form|form)\b",
    re.IGNORECASE,
)
_A_PARENT: Final = re.compile(
    r"\b(?:parents?|mother|father|mum|dad|carers?|guardian)\b(?!['’]s\b)", re.IGNORECASE
)


_TOLD: Final = {
    "child": "information_sharing.child_informed",
    "young person": "information_sharing.child_informed",
    "child young person": "information_sharing.child_informed",
    "parent": PARENTS_INFORMED,
    "parent carer": PARENTS_INFORMED,
    "carer": PARENTS_INFORMED,
    "family": PARENTS_INFORMED,
}


def who_is_told(label: str) -> str | None:
    """The field for whether whoever a label names and no more, "Child" or "Parent(s)", was told."""
    return _TOLD.get(key(label))


def is_of_concerns(label: str) -> bool:
    """ "Have you discussed your concerns with the parents?": of the worry, and no word of a referral."""
    return _OF_CONCERNS.search(label) is not None and _OF_A_REFERRAL.search(label) is None


def stated(found: Field, label: str) -> Answer | None:
    """What a statement itself answers, once a part of it is struck out."""
    said = awareness_of_statement(label) if found.path == PARENTS_INFORMED else None
    return Answer(said) if said is not None else None


def goes_back_to(found: Field, answer: Answer | None, last: Field | None) -> Field:
    """Which question an "If no, why?" after this one is about: not the child's, if the child was told."""
    if last is None or found.path != "information_sharing.child_informed" or answer is None:
        return found
    said = read_tri(" ".join(chosen(answer.text)) or answer.text).value
    return last if said == "yes" and last.path == PARENTS_INFORMED else found


def told_in_a_column(grid: Grid, columns: Columns, labels: LabelTables) -> Answer | None:
    """ "Parent | Relationship | Aware of referral?": what is said of every parent in the list; nothing where they differ."""
    at = next((at for at, label in enumerate(grid.header) if _COLUMN.fullmatch(label)), None)
    if columns.rows_of != "people" or at is None:
        return None
    said = [
        cells[at] for cells in grid.rows if at < len(cells) and _is_a_parent(columns.answers(cells), labels)
    ]
    answers = {read_tri(answer.text).value for answer in said}
    return said[0] if len(answers) == 1 and None not in answers else None


def _is_a_parent(answers: dict[str, Answer], labels: LabelTables) -> bool:
    tie = answers.get("relationship")
    if tie is None or tie.empty:
        return False
    return _A_PARENT.search(labels.kin(tie.text) or tie.text) is not None
