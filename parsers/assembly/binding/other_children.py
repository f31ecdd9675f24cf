"""Headings over children besides the first: whether the form is about them too."""

from __future__ import annotations

import re
from typing import Final

from parsers.assembly.pieces import Head
from parsers.labels import Heading

#: A heading that says that those under it are not the children whom the form is about.
_OTHER_CHILDREN: Final = re.compile(
    r"\bsiblings?\b|\bbrothers? (?:and|&|or|/) sisters?\b|\bother (?:children|household|family|people|adults|members)|\bnot (?:the )?(?:subjects?|being referred|referred)\b",
    re.IGNORECASE,
)
#: "Other children in the family being referred": those besides the first, and the form is about them too.
_REFERRED_TOO: Final = re.compile(
    r"(?<!not )\bbeing referred\b|\b(?:also|you are|you're|who are) (?:being )?(?:referred|referring)\b|\b(?:included in|subject (?:of|to)) th(?:is|e) (?:referral|request)\b",
    re.IGNORECASE,
)

#: "Please mark with * any who are also being referred": it says so of none of them by itself.
_IF_MARKED: Final = re.compile(r"\b(?:if|whether|indicate|mark|tick|circle|asterisk)\b", re.IGNORECASE)


def tells_of_others(heading: str) -> bool:
    """Whether those under a heading are others of the family than whom the form began with."""
    return _OTHER_CHILDREN.search(heading) is not None


def opened_by(head: Head) -> Heading | None:
    """The section that a heading opens: others of the family are no children, unless they are referred too."""
    if _refers_to_others(head.text):
        return Heading("children")
    unknown = head.opens is None and tells_of_others(head.text) and head.marked
    return Heading("people") if unknown else head.opens


def _refers_to_others(heading: str) -> bool:
    """ "Other children in the family being referred": whether the form is about these others too."""
    return (
        tells_of_others(heading)
        and "child" in heading.casefold()
        and _REFERRED_TOO.search(heading) is not None
        and _IF_MARKED.search(heading) is None
    )
