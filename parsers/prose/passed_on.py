"""Does somebody pass a worry on, whatever it is about?

Harm is told between the lines of other mail: at the end of an invoice, in an answer about a
rota. Those who tell it say so: they thought that somebody ought to know, it may be nothing,
they would rather not be named. A form of theirs is put right, or waited for. And a mark on a
body is told in four words.
"""

from __future__ import annotations

import re
from typing import Final

_PASSES_ON: Final = re.compile(
    r"\b(?:thought|felt|feel|think)\s(?:that\s)?(?:i|we|you|someone|somebody|it|this)\s(?:should|ought|had better|might want to|needed to|must)\s(?:to\s)?(?:know|be told|say|tell|mention|report|pass|flag|let|hear)\b|"
    r"\b(?:flag|mention|say|raise|highlight|make you aware|let you know|report|tell you)(?: to (?:you|someone|somebody))? that (?:he|she|they|his|her|their|mum|dad|mother|father|the (?:child|boy|girl|baby|family|parents?))\b|"
    r"\bsome(?:one|body) (?:should|ought to|needs to|has to) (?:know|look|check|go|do something|be told)\b|\byou (?:should|ought to|need to) know\b|"
    r"\b(?:probably|may be|might be|maybe|it['’]s|is) nothing\b|\bnot (?:entirely |really |quite )?sure (?:if|whether|that|who|where)\b[^.\n]{0,40}\b(?:you|tell|report|ring|right place|this)\b|"
    r"\b(?:didn|don)['’]?t know who (?:else )?(?:to|i)\b|\bwho (?:do|should|can|would) i (?:tell|report|send|ring|speak|talk)\b|"
    r"\b(?:none of my business|not one to (?:gossip|interfere|complain)|rather (?:you didn['’]?t|not) (?:say|be named|give)|don['’]?t (?:say|tell \w+) (?:it was|who)|keep my name|without my name|(?:did|does|doing|done|do) (?:it|that|this|things) to (?:me|him|her|them|us)|can['’]?t (?:say|tell you) (?:who|my name|where)|"
    r"(?:don['’]?t|do not) want (?:to get|any|to cause) \w+ (?:in |into )?trouble|on my conscience|can['’]?t (?:sleep|stop thinking))\b|"
    r"\b(?:as i['’]?m writing|while i(?: have|['’]ve got) you|by the way|one more thing|on another note|between (?:us|you and me)|off the record)\b[^.\n]{0,80}\b(?:he|she|they|him|her|them|kids?|child\w*|boys?|girls?|lads?|bab\w+)\b",
    re.IGNORECASE,
)
#: "On the form I sent at ten": whoever speaks of a form of theirs puts something right, or waits.
_OF_A_FORM_SENT: Final = re.compile(
    r"\b(?<!booking )(?<!order )(?<!expenses )(?<!claim )(?<!leave )(?<!feedback )(?<!registration )(?:form|referral|marf|ppn|body map)s?\b[^.\n]{0,30}\b(?:i|we)(?: have|['’]ve)? (?:\w+ )?(?:sent|submitted|e-?mailed|made|put in|filled|completed|did)\b|"
    r"\b(?:i|we)(?: have|['’]ve)? (?:\w+ )?(?:sent|submitted|e-?mailed|made|put in)\b[^.\n]{0,30}\b(?<!booking )(?<!order )(?<!expenses )(?<!claim )(?:referral|contact form|safeguarding form|marf|ppn)\b",
    re.IGNORECASE,
)
#: Whoever asks after a form of theirs waits for a child, whether they name one or not.
_FORM: Final = r"(?:referral|contact form|concern form|safeguarding form|marf|iacf|ppn|notification)s?"
_OURS: Final = r"(?:my|our|the|this|that|a|his|her|their)"
_ASKS_AFTER: Final = re.compile(
    rf"\b(?:did|have|has) (?:you|anyone|anybody|someone|mash|the team|duty)(?: (?:all|guys|actually|even|yet|not))? (?:get|got|receive|received|had|seen|picked up|read|look(?:ed)? at) {_OURS}(?: \w+){{0,3}} {_FORM}\b(?! (?:form )?(?:training|guidance|template|figures|data))|"
    rf"\b(?:confirm(?:ed|ing|ation)?|acknowledge(?:d|ment)?|check(?:ing)?|sure|know|wondering)\b[^.\n]{{0,40}}\b(?:receipt of|(?:have|had|did) (?:received?|got|get|gotten)|received?) {_OURS}(?: \w+){{0,3}} {_FORM}\b|"
    rf"\b{_OURS} {_FORM}\b[^.\n]{{0,40}}\b(?:was|has been|been|is|got) (?:received|picked up|looked at|seen|acted on|allocated|processed)\b|"
    rf"\b(?:heard|hear|update|news|outcome|progress|happen(?:ed|ing)|status|result|follow(?:ing)?[- ]?up|chas(?:e|er|ing))\b[^.\n]{{0,40}}\b(?:my|our|this|that|the) (?:\w+ ){{0,2}}{_FORM}\b(?! (?:form )?(?:training|guidance|template|figures|data|pathway|process)\b)",
    re.IGNORECASE,
)
#: A form that is taken back or left elsewhere, or what stands on it put right.
_PUTS_RIGHT: Final = re.compile(
    r"\b(?:disregard|ignore|withdraw|delete|cancel|retract)\b[^.\n]{0,30}\b(?<!order )(?<!booking )(?:form|referral|marf)s?\b|"
    r"\b(?:form|referral|marf)s?\b[^.\n]{0,40}\b(?:in error|by mistake|by accident|for the wrong (?:child|family|person|one))\b|"
    r"\b(?:i|we)(?: have|['’]ve)? (?:\w+ )?(?:sent|submitted|put|filled|e-?mailed) (?:in )?(?:a|the|my|our|your) form\b|"
    r"\b(?:i|we)(?: have|['’]ve)? (?:put|left|saved|uploaded|posted|faxed|dropped|shared)\b(?![^.\n]{0,20}\b(?:new|updated|revised|blank)\b)"
    r"[^.\n]{0,25}\b(?:referral|contact form|safeguarding form|marf|ppn)s?\b|"
    r"\b(?:dates? of birth|d\.?o\.?b|birthday|born|address|flat|house|surname|forename|first name|name is|spel(?:t|led|ling)|nhs number|postcode)\b[^.\n]{0,40}\b"
    r"(?:should (?:be|read|say|have (?:been|read|said))|(?:is|was) wrong|(?:is|was) (?:in)?correct\w*)\b",
    re.IGNORECASE,
)
#: What somebody who worked there says was done to children.
_ALLEGES: Final = re.compile(
    r"\b(?:alleg(?:es?|ed|ing)|accus(?:es?|ed)|blew the whistle|whistleblow\w+)\b[^.\n]{0,100}\b(?:child(?:ren)?|pupils?|boys?|girls?|students?|bab(?:y|ies)|toddlers?)\b|"
    r"\b(?:child(?:ren)?|pupils?|boys?|girls?|students?|bab(?:y|ies)|toddlers?)\b[^.\n]{0,60}\b(?:alleges?|alleged|accuses?|accused)\b",
    re.IGNORECASE,
)
#: Written small: "Mark" is a man.
_MARK: Final = (
    r"(?:marks?|bruis\w+|burns?|scratch(?:es)?|bites?|swelling|welts?|weals?|lumps?|scabs?|scars?|blisters?)"
)
_BODY: Final = r"(?:legs?|arms?|necks?|faces?|thighs?|shins?|wrists?|ankles?|cheeks?|ears?|chests?|bottoms?|buttocks?|stomachs?|shoulders?|foreheads?|knees?|elbows?|hands?|fingers?|eyes?|lips?|mouths?|heads?|jaws?|feet|ribs?|scalps?|noses?|backs? of|(?:his|her|their|the) back)"
_ON_A_BODY: Final = re.compile(rf"\b{_MARK}\b[^.\n]{{0,60}}\b{_BODY}\b|\b{_BODY}\b[^.\n]{{0,60}}\b{_MARK}\b")

_INJURED: Final = re.compile(
    r"\b(?:bruis\w+|fractur\w+|(?:inflicted|non-?accidental|unexplained) injur\w+|black eye|slapp\w+|punched|kicked|choked|strangled|self[- ]harm\w*|bite marks?|finger ?marks?)\b",
    re.IGNORECASE,
)


def tells_of_an_injury(text: str) -> bool:
    """Whether a text speaks of bruises, blows or self-harm."""
    return _INJURED.search(text) is not None


def passes_a_worry_on(sentence: str) -> bool:
    """Whether a sentence says that somebody ought to know, or tells of a form that was sent or of a mark on a body."""
    return any(
        pattern.search(sentence)
        for pattern in (_PASSES_ON, _OF_A_FORM_SENT, _ASKS_AFTER, _PUTS_RIGHT, _ON_A_BODY, _ALLEGES)
    )
