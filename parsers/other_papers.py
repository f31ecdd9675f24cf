"""What a document calls itself, where that is another kind of paper than a contact form.

Assessments, minutes and forms about adults ask for a name, a date of birth and an address, as
contact forms do. Their titles say what they are. An officer reads them: a record of a meeting
is no referral, and a resident of eighty is no child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import Final

from parsers.blocks import Document, Line
from parsers.form import ContactForm


class OtherPaper(Enum):
    """A kind of paper that has a contact form's questions. Each value tells an officer what it is."""

    EXAMPLE = "it calls itself an example of a filled-in form: read it by hand, and check that no real child is told of"
    OF_AN_ADULT = "it is a form about an adult at risk: pass it on to adult services, and read it for children who live there"
    RECORD = "it is titled a record, a plan or an assessment, not a contact form: read it by hand"
    OF_HAZARDS = (
        "it is a table of an activity's hazards, and yet answers what contact forms ask: read it by hand"
    )
    FOR_WORK = "it is titled an application for work, and yet answers what contact forms ask: read it by hand"


def other_paper(document: Document) -> OtherPaper | None:
    """The kind of paper that a document's first lines, or a line that stands alone, call it."""
    titles = list(islice(_titles(document), _FIRST_LINES))
    if any(_EXAMPLE.match(line) for line in _titles(document)):
        return OtherPaper.EXAMPLE
    if any(_OURS.search(line) and not _OF_ADULTS.search(line) for line in titles):
        return None
    if any(_OF_ADULTS.search(line) and not _OF_CHILDREN.search(line) for line in titles):
        return OtherPaper.OF_AN_ADULT
    if any(_RISKS.search(line) for line in titles) and all(p.search(document.text) for p in _HAZARDS):
        return OtherPaper.OF_HAZARDS
    if any(_RECORD.match(line) or _ASSESSMENT.search(line) for line in titles):
        return OtherPaper.RECORD
    return OtherPaper.FOR_WORK if any(_FOR_WORK.search(line) for line in titles) else None


def calls_itself_an_example(document: Document) -> bool:
    """Whether one of a document's first lines, or what is told above a form, says that nobody real is told of in it."""
    return any(_EXAMPLE.match(line) for line in islice(_titles(document), _FIRST_LINES))


def is_titled_an_example(title: str) -> bool:
    """Whether a title, or an email's subject, says that what stands below is an example or a test."""
    return _EXAMPLE.match(title) is not None


def calls_itself_a_form(document: Document) -> bool:
    """Whether a document is titled a form by which harm is told, whoever it is about."""
    return any(_TELLS_OF_HARM.match(line) for line in islice(_titles(document), _FIRST_LINES))


def is_no_referral(paper: OtherPaper, document: Document, form: ContactForm) -> bool:
    """Whether such a paper is none, whatever was read out of it. An assessment that names who refers may be one."""
    if paper is not OtherPaper.RECORD or any(
        _RECORD.match(line) for line in islice(_titles(document), _FIRST_LINES)
    ):
        return True
    referrer = form.referrer
    return not (referrer.name or referrer.agency or referrer.email or referrer.phone)


def _titles(document: Document) -> Iterator[str]:
    """The short lines that say no sentence and answer no label."""
    for block in document.blocks:
        if isinstance(block, Line) and len(block.segments) == 1:
            words = " ".join(block.text.split())
            if 0 < len(words) <= _LONGEST and not words.endswith((".", "?", ":", ";", ",")):
                yield words


_FIRST_LINES: Final = 5
_LONGEST: Final = 90
_OURS: Final = re.compile(r"\b(?:referral|contact form|marf|notification|request for|concern)", re.IGNORECASE)
_TELLS_OF_HARM: Final = re.compile(
    r"\W*(?:[\w'’&/()-]+ ){0,5}(?:referral|cause for concern|concern|allegation|safeguarding|child protection|welfare)(?: (?:report|record|incident|notification))? form\b"
    r"(?! (?:training|launch|guidance|template|workshop|figures|review|changes|update))",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"\W*(?:(?:sample|specimen|worked example)\b(?!\s*:)|(?:an? )?example of an?\b|(?-i:EXAMPLE)\b(?!\s*:))|"
    r"\W*(?:this (?:is|was) )?(?:only |just )?(?:an? |the )?(?:test|training|dummy|demo|demonstration|mock|practice)(?: (?:web ?)?form)?"
    r"(?: (?:submission|example|exercise|entry|data|version|purposes)\W*(?:$|[-–—:,;(!])|(?: \w+)?\W*[-–—:,;(!]\W*(?:please )?(?:ignore|disregard|delete|do not (?:process|action|use)|not (?:a )?real|no action|only)\b)|"
    r"\W*this is (?:only |just )?an? test\b|\W*(?-i:TEST)(?: form)?\W*$|"
    r".*\b(?:not an? (?:real|actual) (?:child|person|case|family|referral)|(?:sample|example|specimen|form|referral|submission|case) for training\b(?: purposes)?|for training purposes only|"
    r"all (?:names|details) (?:are )?(?:fictitious|fictional|invented|made up))\b",
    re.IGNORECASE,
)
_OF_ADULTS: Final = re.compile(
    r"\b(?:safeguarding (?:vulnerable )?adults?|adults? safeguarding|adults?['’]? (?:at risk|protection|social care)|vulnerable adults?|care act)\b",
    re.IGNORECASE,
)
_OF_CHILDREN: Final = re.compile(r"\b(?:child(?:ren)?|young p|famil|under (?:18|eighteen))", re.IGNORECASE)
_RECORD: Final = re.compile(
    r"\W*(?:(?:draft|final|confidential|signed|the)\W+)*(?:"
    r"(?:minutes|notes?|record|summary)\b(?: (?:of|from|and \w+ of))? (?:[\w'’/()-]+ ){0,5}(?:meeting|discussion|conference|panel|visit|supervision)\b|"
    r"(?:strategy|core group|child protection|professionals['’]?|network|review) (?:[\w'’-]+ ){0,2}(?:meeting|discussion|conference)\b[^.]{0,20}\b(?:minutes|record|notes)\b|"
    r"(?:[\w'’&/-]+ ){0,5}risk assessments?\b|"
    r"(?:child(?:ren)? (?:and|&) famil(?:y|ies)|c ?& ?f|single|core|parenting|pre-birth) assessments?\b|chronology\b|"
    r"(?:education,? health,? and care|ehc|child protection|child in need|care|pathway|personal education) plan\b)",
    re.IGNORECASE,
)
_ASSESSMENT: Final = re.compile(
    r"\bassessment\b(?: (?:form|report|record|tool))?\W*$|\bcourt report\b", re.IGNORECASE
)
_RISKS: Final = re.compile(r"\brisk assessment\b", re.IGNORECASE)
#: The columns of an assessment of an activity, as the law on health and safety has them.
_HAZARDS: Final = (
    re.compile(r"^\W*hazards?\b", re.IGNORECASE | re.MULTILINE),
    re.compile(r"\b(?:existing |further )?controls?(?: measures?)?\W*$", re.IGNORECASE | re.MULTILINE),
)
_FOR_WORK: Final = re.compile(
    r"\b(?:applications? (?:form )?for (?:employment|work|(?:the|a) (?:post|role|job|position|vacancy))|(?:job|employment) application)\b",
    re.IGNORECASE,
)
