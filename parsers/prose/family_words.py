"""Does somebody write of children or a family, though nothing that they write is known for a concern?

Nobody can list the ways in which harm is told. A person's own mail that speaks of children, and
not of meetings, orders, training or the like, is read by a person: it cannot be told for certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_OF_A_FAMILY: Final = re.compile(
    r"\b(?:child(?:ren)?|kids?|kiddies?|boys?|girls?|lads?|bab(?:y|ies)|newborns?|toddlers?|infants?|teens?|teenagers?|youngsters?|sons?|daughters?|twins|siblings?|"
    r"pupils?|schoolboys?|schoolgirls?|grandsons?|granddaughters?|grandchild(?:ren)?|nieces?|nephews?|stepson|stepdaughter|stepdad|stepmum|stepfather|stepmother|"
    r"boarders?|(?-i:guardians?)|uncles?|cubs?|brownies|beavers|guides|cots?|prams?|potty|nappies|nappy|buggy|mums?|mam|mummy|dads?|daddy|nan|nana|gran|grandad|auntie|"
    r"famil(?:y|ies)(?= (?:of|who|that|with|in|at|is|are|was|were|has|have|living|next)\b)|youths?|dependants?|youngest|eldest|great-?grand\w+|\d{1,2}(?:\+\d)?/40|"
    r"(?:previous|other|older) (?:two|three|one|\d|child(?:ren)?) (?:\w+ )?(?:removed|adopted|in care)|let (?:us|me) see (?:our|my|him|her|them)|(?:\d|1[0-7]) ?yrs?|"
    r"(?<!\bto )\b\d{1,2}[- ]?year[- ]?olds?|my teacher|my school|foster)\b",
    re.IGNORECASE,
)
#: What mail between offices is about. In one sentence with a child it is about the work.
_OF_THE_WORK: Final = re.compile(
    r"^\W*(?:(?:please )?do not|don['’]t|question \d|section \d|chapter \d)\b|\bin aid of\b|\bhow children are\b|\b(?:draft|specification|advocacy|(?<!paediatric )(?<!paeds )(?<!children's )(?<!children’s )(?<!labour )(?<!maternity )wards?)\b|"
    r"\b(?:meetings?|agendas?|minutes|forums?|panels?|boards?|conferences?|seminars?|webinars?|workshops?|courses?|training|trainer|train|briefings?|talk(?: by| to (?:staff|our)|s\b)|"
    r"presentation|slides|toolkits?|tools?|leaflets?|posters?|leaflet|website|web ?page|pages?|link|online|intranet|portal|app\b|forms?|templates?|"
    r"polic(?:y|ies)|procedures?|guidance|guide|thresholds?|strategy|strategies|plans? for|consultation|survey|research|study|stud(?:y|ies)|interviews? (?:for|with)|thesis|students?|placements?|"
    r"newsletters?|bulletins?|news|edition|articles?|(?<!colouring )(?<!exercise )(?<!school )books?|library|event|launch|sale|raffle|spaces|cr[eè]che|baby shower|congratulations|good luck|welcome back|farewell|item \d+|(?:all|everyone|partners|families|kids|children)(?: and \w+)? (?:are )?welcome|work experience|working from home|open evening|counselling service|business cards|adopting|sponsor\w*|charity|fundrais\w+|appeal|hospice|donat\w+|run\b|theatre|"
    r"vacanc\w+|posts?|job|applicants?|candidates?|recruit\w*|agency workers?|staff(?:ing)?|team|managers?|colleagues?|rota|leave\b(?! (?:her|him|them|the|my|his))|cover(?:ing)?|supervision|appraisal|"
    r"invoices?|orders?|deliver(?:y|ed|ies)|purchas\w+|quotes?|budget|spend|cost\w*|fees?|prices?|funding|contract\w*|tender\w*|commission\w*|provider\w*|"
    r"statistics|figures|(?:the )?(?:average|mean|median|total)\b(?= (?:is|was|of|number)\b)|data|returns?|performance|percentage|per cent|census|audits?|inspect(?!or\b)\w*|ofsted|cqc|consult\w*|"
    r"term dates?|opening (?:times|hours)|holiday(?:s| (?:club|camp|programme))|menu|assembly|concert|trip|competition|awards?|week\b(?= of action)|awareness|campaign|anniversary|"
    r"services? (?:is|are|has|have|will|offers?|provides?)|our (?:service|charity|project|programme|school|nursery)|places (?:for|are|left)|offer\w* (?:you )?a place|care leavers|admissions?|"
    r"unsubscribe|subscri\w+|register(?:ed)? (?:for|at the link)|book(?:ed|ings?)?(?= (?:a|your|by|now|for)\b)|tickets?)\b|%",
    re.IGNORECASE,
)
_OWN_DAY: Final = re.compile(
    r"\bi['’]?(?:ll| will) be (?:in|back|off|late|online|working from)\b|\bworking from home\b|\blog(?:ging)? (?:on|in|off)\b|\bschool run\b|\bparents['’]? evening\b|"
    r"\b(?:sports day|nativity|inset day)\b|\bswap (?:my|the|a)\b|\b(?:on|back from|take|taking) (?:annual |maternity |paternity )?leave\b|\bstart without me\b|\bschool (?:play|concert|show|fair|disco)\b|\b(?:play|concert|show) at school\b",
    re.IGNORECASE,
)
_PRAISE: Final = re.compile(
    r"\bto say (?:how|thank)\b|\bhow (?:kind|good|helpful|patient|lovely|grateful|supportive)\b[^.\n]{0,40}\b(?:was|were|had been|has been|have been|is|are)\b",
    re.IGNORECASE,
)
#: A department's name has capitals: "Children, Families and Education".
_PLAIN_WORD: Final = re.compile(r"\b(?!(?:and|of|for|the|in|to)\b)[a-z]{2,}")
_LEAST_PLAIN: Final = 2
_NOT_REAL: Final = re.compile(
    r"\bnot (?:his|her|their) real names?\b|\bnames? (?:have been|has been|were|was) changed\b", re.IGNORECASE
)
_MARKS_OF_A_CIRCULAR: Final = re.compile(
    r"\b(?:unsubscribe|newsletter|bulletin|in this issue|issue \d+\b|closing date|minutes of (?:the|our)|apologies (?:for absence|were)|names? (?:have been|has been|were) changed|dear (?:all|colleagues|parents|partners|headteachers|heads))\b",
    re.IGNORECASE,
)


def speaks_of_a_family(own: str, told: Iterable[str]) -> bool:
    """Whether one of the sentences `told` in a writer's `own` words is about children or kin, and not about the work."""
    if is_circular(own):
        return False
    return any(
        _OF_A_FAMILY.search(sentence) is not None
        and not is_of_the_work(sentence)
        and len(_PLAIN_WORD.findall(sentence)) >= _LEAST_PLAIN
        for sentence in told
    )


def is_of_the_work(sentence: str) -> bool:
    """Whether a sentence is about meetings, training, orders and the like."""
    known = _OF_THE_WORK.search(sentence) is not None or is_of_ones_own_day(sentence)
    return known or is_praise(sentence)


def is_of_ones_own_day(sentence: str) -> bool:
    """Whether somebody at work tells colleagues when they are in, and that their own family is why."""
    return _OWN_DAY.search(sentence) is not None


def is_praise(sentence: str) -> bool:
    """Whether a sentence passes on how kind somebody at work was."""
    return _PRAISE.search(sentence) is not None


def is_about_nobody_real(text: str) -> bool:
    """Whether a text says of whom it tells that the name is made up, as charities' stories do."""
    return _NOT_REAL.search(text) is not None


def is_circular(own: str) -> bool:
    """Whether a text is written to many: a newsletter, minutes, a letter to all colleagues."""
    return _MARKS_OF_A_CIRCULAR.search(own) is not None
