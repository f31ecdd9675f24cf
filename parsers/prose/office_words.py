"""Is a text about an office's own business, or does it tell of something that somebody came upon?

The ways in which harm is told have no end, and often no child stands in them: a bed in a boiler
house, a man at a night shelter with a girl who "looks eighteen". What offices write to each
other about is a small world, which can be listed. A text whose greater part is outside that
world, and tells of people or of what was found, is read by a person.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.prose.advice import is_of_learning
from parsers.prose.family_words import is_circular, is_of_the_work
from parsers.prose.sentences import own_words, sentences, without_institutions

_MOST_TEXT: Final = 20_000
_LEAST_OUTSIDE: Final = 7  # words
_SHARE_OUTSIDE: Final = 0.5
_SHORTEST: Final = 4  # words of a sentence that says anything
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]+")

#: What is announced, asked of colleagues, or answered.
_OFFICE_TALK: Final = re.compile(
    r"^\W*(?:hi|hello|dear|thanks|thank you|many thanks|cheers|yes|no (?:worries|problem)|sure|sorry|well done|please (?!help|come|ring|call|check|tell|go|look|do something|send (?:some|help|police))|"
    r"can (?:you|we|i|anyone|someone) (?:swap|confirm|have|move|book|send|do)|could (?:whoever|you|we)|may (?:i|we) (?:interview|ask|visit|use|have|borrow)|who (?:can|is)|bring|reply|book|join|register|meet|read|watch|see you)\b|"
    r"\b(?:will|won['’]t|shall) (?:be|have|visit|attend|take|look|meet|move|close|open|run|hold|start|end|need|cut|go|chair|host|reply|respond|come (?:out|round))\b|"
    r"\bfrom (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|next)\b|"
    r"\b(?:to say (?:how|thank)|how (?:good|helpful|kind)|thanks?|thank you|grateful|appreciat\w+|pleased|delighted|congratulat\w+|welcom\w+|look(?:ing)? forward|good luck|"
    r"reminder|for (?:your )?information|fyi|as agreed|last day|working day|swap(?:s|ped)?|fine by me|apologies|(?:on|in) (?:my|his|her) (?:behalf|place)|(?:suits|works for|ok with) me|how many|(?:the )?numbers? of|on behalf of)\b",
    re.IGNORECASE,
)
#: The things of an office, and of those who work in it.
_OFFICE_THINGS: Final = re.compile(
    r"\b(?:"
    # the building and what stands in it
    r"(?:meeting|conference|training|server|post|interview) rooms?|room \d[\w.]*|(?:in|to) \d\.\d\d|offices?|desks?|lifts?|car ?parks?|parking|permits?|barrier|bins?|recycling|toners?|printers?|"
    r"photocopiers?|stationery|staplers?|papers|lanyards?|badges?|(?:at|in) reception|lost property|alarm test|fire (?:drill|wardens?)|water cooler|fridge|heating engineer|"
    # its machines
    r"laptops?|passwords?|accounts?|log ?ins?|log(?:ged)? (?:in|on|out)|logs? on|systems?|upgrades?|outages?|software|servers?|mosaic|liquidlogic|e-?mails?|inbox(?:es)?|mailbox(?:es)?|spam|"
    r"extension|(?:duty|work|office|desk|team) (?:phone|mobile|line|number)s?|switchboard|handsets?|voicemail|teams|zoom|printer|ticket|helpdesk|service desk|support desk|wi-?fi|network|back-?up|database|dashboard|"
    # what people who work together do
    r"lunch|sandwich(?:es)?|away day|cakes?|collection|retire\w*|birthday|wedding|condolences|maternity|annual leave|sick leave|dentist|working from|holiday|day off|time off|"
    r"diar(?:y|ies)|calendar|reschedul\w+|postpon\w+|cancel\w*|slots?|availab\w+|dates?|items? (?:for|on)|deadlines?|feedback|versions?|cop(?:y|ies)|documents?|files?|attach\w+|enclos\w+|"
    r"quer(?:y|ies)|payments?|payable|payroll|payslip|pension|salary|mileage|expenses|timesheets?|remittance|refunds?|archived?|processed|vat|discount|catalogue|offer|subscription|account|order|"
    r"hir(?:e|ing)|hired|iro|practice week|quality circle|peer review|learning|improvement|records?|case ?loads?|allocation|cases|outcomes?|"
    # those whom offices write to, and whom they answer
    r"solicitors?|legal|freedom of information|foi|data protection|subject access|access request|media|journalists?|news|councillors?|cabinet|committees?|elections?|planning|"
    r"conferences?|lectures?|exhibition|museum|choir|quiz|marathon|stalls?|volunteers?|members(?:hip)?|vote|governors?|trustees?|partners|partnership|nominations?|"
    r"power (?:cut|supply)|cut the power|roadworks|court|hearings?|judge|timetables?|bookings?|interpreters?|replaces|confirmed|open on|donations?|hub|department|service|services|council|authority|"
    r"project|pilot|rollout|launch\w*|scheme|version|contract|supplier|(?:dear|our|valued) customers?|customer (?:services?|portal|feedback)|product|parcel|delivery|dispatch\w*|tracking"
    r")\b",
    re.IGNORECASE,
)
#: Somebody who is told of, or something that was seen or found.
_TELLS: Final = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|someone|somebody|nobody|no one|anybody|man|men|woman|women|lady|ladies|bloke|fella|guy|male|female|"
    r"passenger|candidate|client|patient|caller|tenant|occup(?:ier|ant)|resident|lodger|visitor|neighbours?|people|person|youths?|"
    r"was|were|had|been|found|saw|said|says|told|heard|came|went|left|took|gave|got|kept|wrote|ran|fell|slept|sleeping|asleep|living|hiding|crying|seen|gone|turned up|asked|answered|begged|rang|hid|miss(?:ed|ing)|refus\w+|declined|unopened|unanswered|discharged|admitted|presented|attended|ignored|locked|blocked|returned|"
    r"hasn['’]t|hasnt|haven['’]t|won['’]t|wouldn['’]t|couldn['’]t|didn['’]t|isn['’]t|there['’]s|i['’]m|keeps?|again)\b|\bmy \w+|\b(?:me|i)\b",
    re.IGNORECASE,
)
_REVIEW: Final = re.compile(
    r"\b(?:(?:case|practice|rapid|thematic) reviews?|learning from (?:a |the |case )?reviews?|lessons learn\w+)\b",
    re.IGNORECASE,
)
#: Whoever signs stands below it.
_CLOSING: Final = re.compile(
    r"^[ \t]*(?:yours (?:sincerely|faithfully|truly)|(?:with |many |very )*(?:kind|kindest|best|warm|warmest)? ?(?:regards|wishes|thanks)|"
    r"thank you|thanks(?: again| in advance| very much)?|cheers|sincerely|sent from (?:my|outlook|yahoo|mail|samsung)[^\n]*|get outlook for[^\n]*)[ \t]*[,.!]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


def is_outside_the_office(text: str, subject: str) -> bool:
    """Whether the greater part of what a writer says is no office's business, and tells of somebody or something."""
    own = own_words(text[:_MOST_TEXT])
    if is_circular(own) or _REVIEW.search(own):
        return False
    said = _CLOSING.split(own, maxsplit=1)[0].strip() or own
    told = [part for part in (subject, *sentences(said)) if part.strip()]
    lengths = [len(_WORD.findall(sentence)) for sentence in told]
    outside = [
        (sentence, length)
        for sentence, length in zip(told, lengths, strict=True)
        if length >= _SHORTEST and not _is_of_the_office(sentence)
    ]
    counted = sum(length for _, length in outside)
    enough = counted >= max(_LEAST_OUTSIDE, _SHARE_OUTSIDE * sum(lengths))
    return enough and any(_TELLS.search(sentence) for sentence, _ in outside)


def _is_of_the_office(sentence: str) -> bool:
    names_an_institution = without_institutions(sentence) != sentence
    return (
        names_an_institution
        or is_of_the_work(sentence)
        or is_of_learning(sentence)
        or any(pattern.search(sentence) for pattern in (_OFFICE_TALK, _OFFICE_THINGS))
    )
