"""What kind of answer each field takes: how long it may be, and where it ends."""

from __future__ import annotations

import re
from typing import Final

from parsers.labels import Field

NARRATIVES: Final = frozenset(
    [
        "concern.reason",
        "concern.impact",
        "concern.history",
        "concern.strengths",
        "concern.actions_taken",
        "concern.desired_outcome",
        "concern.child_views",
        "concern.missing_episodes",
        "information_sharing.parents_not_informed_reason",
        "information_sharing.consent_refused_reason",
        "children.disability_detail",
    ]
)
CHOICES: Final = frozenset(["concern.types", "call.request_type", "call.threshold_level"])
TRIS: Final = frozenset(
    [
        "children.unborn",
        "children.interpreter_required",
        "children.disability",
        "children.looked_after",
        "people.parental_responsibility",
        "people.in_household",
        "referrer.anonymous",
        "concern.immediate_danger",
        "information_sharing.parents_informed",
        "information_sharing.consent_obtained",
        "information_sharing.child_informed",
    ]
)
_CONTINUED: Final = re.compile(r"\b(?:continued|continuation|cont['’]?d|cont)\b\W*$", re.IGNORECASE)
LINES_OF_AN_ADDRESS: Final = frozenset(["address_first", "address_more"])
OF_A_HOME: Final = LINES_OF_AN_ADDRESS | {"address", "postcode"}
#: Fields of a child that a form may ask once for all the children.
COMMON: Final = frozenset(
    [
        "address",
        "address_first",
        "address_more",
        "postcode",
        "gp",
        "religion",
        "first_language",
        "interpreter_required",
        "disability",
        "disability_detail",
        "current_location",
        "ethnicity",
        "school",
        "legal_status",
        "looked_after",
        "surname",
    ]
)


def is_continued(label: str) -> bool:
    """Whether a label is asked a second time for the rest of its answer: "Details of concern (continued)"."""
    return _CONTINUED.search(label) is not None


def is_narrative(field: Field) -> bool:
    """Whether an answer may run over many lines."""
    return field.path in NARRATIVES


def is_choice(field: Field) -> bool:
    """Whether the answer is boxes ticked, as labelled."""
    return field.path in CHOICES


def is_tri(field: Field) -> bool:
    """Whether the answer is yes, no or not known."""
    return field.path in TRIS


def is_address(field: Field) -> bool:
    """Whether the answer is an address, which takes several lines."""
    return field.name in {"address", "current_location"}


def is_list(field: Field) -> bool:
    """Whether each line of the answer is a person."""
    return field.name == "line"
