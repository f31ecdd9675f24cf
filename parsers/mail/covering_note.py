"""Covering notes: do they send something that is not there?

A form that its sender forgot to attach, or that a gateway took off, is a referral that nobody
would look for.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.prose.sentences import own_words, quoted_words

_ATTACHED: Final = re.compile(
    r"\b(?:attach(?:ed|ing)?|enclos(?:ed|ing))\b[^.\n]{0,60}\b(?:referral|contact form|marf|iacf|ppn|c&f|cp1|section 47|chronology|strategy form)\b(?! (?:figures|data|training|pathway|guidance|template|statistics))|"
    r"\b(?:referral|contact form|marf|iacf|ppn)\b[^.\n]{0,40}\b(?:is |are )?(?:attached|enclosed)\b",
    re.IGNORECASE,
)
#: A covering note is hardly longer; what it sends may be called anything but what is plainly no form.
_LONGEST_NOTE: Final = 30  # words
_ENCLOSES: Final = re.compile(
    r"\b(?:attach(?:ed|ing)(?! to (?:the|your|our|an?)\b)|enclos(?:ed|ing)|(?:see|open|find|in|read) (?:the |my |our )?attachments?)\b|"
    r"\b(?:see|find|here(?:['’]s| is| are)|sending) (?:the |my |our |your |this |a )?(?:completed |filled[- ]in |signed )?(?:forms?|referrals?|body maps?)\b|"
    r"\b(?:forms?|referrals?|body maps?) (?:as|that you) (?:requested|discussed|agreed|promised|asked|wanted)\b",
    re.IGNORECASE,
)
_NO_FORMS: Final = re.compile(
    r"\b(?:invoices?|quot(?:e|ation)s?|minutes|agendas?|slides|presentation|leaflets?|posters?|flyers?|rotas?|timetables?|newsletters?|bulletins?|brochures?|"
    r"purchase orders?|receipts?|statements?|figures|statistics|spreadsheets?|polic(?:y|ies)|guidance|training|terms of reference|cvs?|contracts?|agreements?|leases?|photos?|menus?|(?<!body )maps?|"
    r"(?:phone|telephone|contact|mailing|distribution|price|staff) lists?|mileage|expenses|timesheets?|job descriptions?|drafts?|"
    r"(?:weekly|monthly|quarterly|annual|performance|budget|board|committee|progress)\s(?:\w+\s){0,2}reports?)\b",
    re.IGNORECASE,
)
_PROMISES: Final = re.compile(
    r"\b(?:referral|marf|iacf|contact form|ppn|child protection|cause for concern|concern form|safeguarding (?:concern|form|report|alert)|section 47|s47)\b",
    re.IGNORECASE,
)
_OF_NO_CHILD: Final = re.compile(
    rf"{_NO_FORMS.pattern}|\b(?:pathways?|process|procedures?|meetings?|templates?|query|queries|question|audit|conference|course|workshop|webinar|briefing|"
    r"rates?|numbers|team|duty|board|forum|group|week|update)\b",
    re.IGNORECASE,
)
_REPLIES: Final = re.compile(
    r"\s*(?:re|aw|automatic reply|accepted|declined|tentative|read|recall)\s*:", re.IGNORECASE
)
_SIGN_OFF: Final = re.compile(
    r"^\W*(?:(?:kind|best|warm|many) )?(?:regards|wishes|thanks|thank you|yours \w+|cheers)\b",
    re.IGNORECASE | re.MULTILINE,
)
_HELD: Final = re.compile(
    r"\b(?:quarantin\w+|(?:messages?|e-?mails?) (?:\w+ ){0,3}(?:held|blocked|withheld|on hold)|held (?:for review|messages?)|spam digest|junk (?:mail )?(?:report|digest))\b",
    re.IGNORECASE,
)
_FEW: Final = 8  # words, before whoever signs


def sends_something(note: str) -> bool:
    """Whether a note's own words send a form, or something in few words that they do not name."""
    if _ATTACHED.search(note):
        return True
    sends = len(note.split()) <= _LONGEST_NOTE and _ENCLOSES.search(note) is not None
    return sends and _NO_FORMS.search(note) is None


def promises_a_form(subject: str, text: str) -> bool:
    """Whether a subject speaks of a referral under which next to nothing is written, nor quoted."""
    promised = _PROMISES.search(subject) is not None and _OF_NO_CHILD.search(subject) is None
    if not promised or _REPLIES.match(subject) or quoted_words(text).strip():
        return False
    return len(_SIGN_OFF.split(own_words(text), maxsplit=1)[0].split()) <= _FEW


def tells_of_one_held_back(text: str) -> bool:
    """Whether a mail filter's notice lists a message that it holds back and that may be a referral."""
    own = own_words(text)
    return _HELD.search(own) is not None and any(
        _PROMISES.search(line) is not None and _OF_NO_CHILD.search(line) is None for line in own.splitlines()
    )
