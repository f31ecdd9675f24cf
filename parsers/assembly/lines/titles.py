"""Titles of forms: what stands behind a dash or a colon in one answers nothing."""

from __future__ import annotations

import re
from typing import Final

#: A form's own title, whatever concern it speaks of.
OF_A_FORM: Final = re.compile(
    r"\b(?:form|summary|record|report|notification|referral|template|proforma|sheet)\s*$", re.IGNORECASE
)
#: What titles say of their form, whoever it goes to.
_TELLS_A_FORM: Final = re.compile(
    r"\b(?:form|referrals?|notification|(?:request|enquiry) for|confidential|services|social (?:care|work)|council|partnership|hub|mash)\b",
    re.IGNORECASE,
)
#: "Cause for concern: referral to children's services": a title, whatever stands before its colon.
_OF_A_REFERRAL: Final = re.compile(
    r":\s+(?:request|referral|notification|report)s? (?:for|to) (?:[\w'’&-]+ ){0,6}(?:services?|social (?:care|work)|council|partnership|hub|mash)\W*$",
    re.IGNORECASE,
)
_LONGEST_BEHIND: Final = 5  # words behind its dash


def is_a_title(text: str, marked: int, *, set_as_one: bool) -> bool:
    """Whether a line is the title of its form or of a part, and what stands behind its dash or colon no answer."""
    if ":" in text or "?" in text:
        return _OF_A_REFERRAL.search(text) is not None
    return set_as_one or _is_dashed(text, marked)


def _is_dashed(text: str, marked: int) -> bool:
    """ "SAFEGUARDING CONCERN - REFERRAL TO CHILDREN'S SERVICES": what stands behind its dash is no answer."""
    _, dash, more = text.partition(" - ") if " - " in text else text.partition(" – ")
    if not dash:
        return False
    if not marked:  # "Cause for concern - external referral", set in large letters and no more than that
        return len(more.split()) <= _LONGEST_BEHIND and OF_A_FORM.search(more) is not None
    return _TELLS_A_FORM.search(more) is not None or (text.isupper() and marked > 0)
