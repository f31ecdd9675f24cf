"""What in a match speaks of two children, so that a person has to say why it is one all the same."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.domain.model import Evidence, Verdict

_THE_CHILDS_OWN = frozenset({"child.forename", "child.dob", "child.nhs_number"})


def are_two_children(evidence: Iterable[Evidence]) -> bool:
    """Whether forename, date of birth or NHS number differ between form and call."""
    return any(one.field in _THE_CHILDS_OWN and one.verdict is Verdict.CONFLICTS for one in evidence)
