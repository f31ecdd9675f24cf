"""How certain it is that a sentence of plain prose speaks of a particular child."""

from __future__ import annotations

import re
from typing import Final

from parsers.letters.about import CHILD
from parsers.letters.words import NAME
from parsers.prose.harm_words import GONE, WORRY, worried_about
from parsers.prose.named import names
from parsers.prose.passed_on import tells_of_an_injury


def how_certain_a_child(sentence: str, context: bool) -> int:
    """3 where a certain child is named or pointed at, 2 where it is some one child ("a boy"), 1 where that is likely.

    `context` is whether the text speaks of a family or a school anywhere.
    """
    if any(pattern.search(sentence) for pattern in _THIS_ONE):
        return 3
    if any(pattern.search(sentence) for pattern in _SOME_ONE):
        return 2
    if _LIKELY.search(sentence) or worried_about(sentence):
        return 1
    if _FIGURES.search(sentence):
        return 0
    named = any(names(sentence))
    if named and (tells_of_an_injury(sentence) or GONE.search(sentence)):
        return 1
    return int(context and named and _OF_THEM.search(sentence) is not None)


_ONE: Final = (
    r"(?:boys?|girls?|lads?|lass(?:ie)?|pupils?|students?|sons?|daughters?|bab(?:y|ies)|toddlers?|infants?|"
    r"teen(?:ager)?s?|youngsters?|kids?|kiddies|bairns?|newborn|twins|brothers|sisters|step-?(?:sons?|daughters?|children|child)|"
    r"grand-?(?:sons?|daughters?|children|child|kids?)|"
    r"nieces?|nephews?|siblings?|(?:little|younger|older|big|half|step|baby)[- ]?(?:brothers?|sisters?)|"
    r"little (?:ones?|man|lady)|young (?:person|people|man|woman|lady|mum)|foster child(?:ren)?|unborn(?: baby| child)?)"
)
_AGE: Final = (
    r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
    r"[- ]?(?:years?|yrs?|months?|mths?|weeks?|wks?)[- ]?olds?|\d{1,2} ?y/?o\b"
)
_DESCRIBED: Final = r"(?:(?!(?:an?|about|of|for|on|with|to|and|in|or|from)\b)[\w'’-]+\s+){0,3}?"
_DATE: Final = (
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\s+\d{2,4}"
)
#: A name that no meeting, board or day bears.
_PERSON: Final = (
    rf"(?!(?:[A-Z][\w'’&-]*\s+){{0,4}}?(?:Boards?|Groups?|Committee|Panel|Forum|Meetings?|Bulletin|Newsletter|News|Team|Council|Partnership|Conference|"
    r"Training|Webinar|Workshop|School|Academy|Hospital|Trust|Services?|Office|Centre|Week|Month|Term|Holidays?|Deadline|Review|Report|Strategy|Audit|"
    rf"Update|Minutes|Agenda|Event|Session|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Date|Dates|Time)\b)\b{NAME}"
)
_AGED: Final = re.compile(
    r"\b(?!(?:Room|Level|Unit|Stage|Chapter|Part|Page|Building|Floor|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w'’-]+\s*(?:,\s*|\(\s*|[–-]\s*|(?:who )?(?:is|['’]s|was|has just turned)\s+|\baged?\s+)(?:only |just |aged? )?"
    rf"(?:{_AGE}|(?:\d|1[0-7])(?=\s*(?:[.,;)](?!\d)|$|\s(?:and|who|in|at)\b)))"
)
_YEARS: Final = r"(?:\d|1[0-7])\b(?!\s*(?:%|minutes|mins|hours|days|miles|pages|per|to\b|[-–]))"
_THIS_ONE: Final = (
    CHILD,
    re.compile(rf"{_PERSON}\s*[,(–-]*\s*(?:{_DATE})"),
    _AGED,
    re.compile(r"\b(?:[A-Z]\.?){2}\s*\((?i:yr|year|y|reception|class)\s?\w{0,3}\)"),
    re.compile(
        rf"\baged {_YEARS}|(?<!\bfor )(?<!\ball )(?<!\bto )(?<![-–])\b(?:{_AGE})|\b\d{{1,2}}/(?:12|52)\b|\b(?:boy|girl|child|baby|lad) of {_YEARS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:my|this|that|these|those|(?:one|two|three|four|some|both|all|none|\d) of (?:our|my|the|your|her|his|their|these|those)|neighbou?r['’]?s['’]?|"
        rf"next door['’]?s?|friend['’]s|sister['’]s|brother['’]s|partner['’]s|ex['’]s|cousin['’]s)\s+{_DESCRIBED}(?:{_ONE}|child(?:ren)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bi(?: am|['’]?m) (?:only |just )?(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b(?! (?:years in|minutes|miles|weeks))|"
        rf"\b(?:i am|i['’]?m|(?:friend|she|he|sister|brother|girlfriend|boyfriend|cousin)(?: is|['’]s))\s+(?:only |just )?{_YEARS}|"
        r"\bmy (?:(?:step|foster|grand)[- ]?)?(?:mum|mam|mom|dad|mother|father|parents?|uncle|brother|boyfriend|carer)\b.{0,80}\bme\b",
        re.IGNORECASE,
    ),
)
_SOME_ONE: Final = (
    re.compile(
        rf"\b(?:the|that|those|these|her|his|their) {_DESCRIBED}(?:{_ONE}|child(?:ren)?)\b[^.\n]{{0,40}}\b(?:flat|number|no\.?|room|plot|house) ?\d",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bBaby (?!Clinic|Group|Massage|Bank|Week|Show|Loss|Box|Club|Sensory|Milk|Friendly|Unit|Ward)[A-Z][a-z]+\b"
    ),
    re.compile(
        rf"\b(?:a|an|another|two|three|four|both|his|her|their|y(?:ea)?r? ?\d{{1,2}})\s+{_DESCRIBED}(?:{_ONE})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:two|three|four|five|six|\d) {_DESCRIBED}child(?:ren)?\s+(?:alone|outside|inside|in (?:a|the)|at the (?!school\b)|on the|playing|sleeping|sharing|left|were|was|with no|without)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^\W*(?:Child|Boy|Girl|Baby|Student|Pupil|Infant|Toddler)\s+(?!friendly|care|seats?|benefits?|maintenance|mind\w+|sized?|proof|led|voice|first)[a-z]"
    ),
)
_LIKELY: Final = re.compile(
    rf"\b(?:the|our|both|other|her|his|their|year (?:\d{{1,2}}|R)|reception)\s+{_DESCRIBED}(?:{_ONE}|child(?:ren)?)\b|"
    r"\b(?:an?|one|another|two|three) (?:\w+ ){0,2}child(?:ren)? (?:with|in|at(?! risk)|from|has|had|was|were|is|are|came|come|told|said|says|being|sitting|standing|walking|crying|asleep|outside)\b|"
    r"\b(?:for|to|with|at|of|by|and) (?:young |teenage |small |little |school ?)?(?:girls|boys|kids|schoolgirls|schoolboys|teenagers) (?:in|from|at|who|outside|near|after)\b|"
    r"\b(?:under[- ]?|u)(?:\d|1[0-8])s\b|\bunder[- ](?:ones|twos|threes|fours|fives|sixes|tens)\b|\bi (?:told|asked|tried to tell) (?:my|the|a) (?:teacher|school|tutor|mum|mam|dad|nan|gran|social worker|aunt(?:ie)?|friend)\b|\b(?:yr|year) ?(?:\d|1[0-3])\b|"
    r"\b(?:a|another|further|the|this|her|his) disclosure\b|\babout (?:a|the|this|that) family\b|"
    r"\b(?:a|two|three|four) (?:small|little|young|tiny|very young) child(?:ren)?\b|"
    r"\b(?:a|two|three|some|several) (?:\w+ )?child(?:ren)? (?:i|we|who|whose|called|named|known|(?:in|at|from|on|here|of|attending) (?:my|our|the|year|this|mine))\b|"
    rf"{WORRY}\s+(?:about|for|re|regarding|over) (?:a|two|some|several|one|an)\b(?: \w+)? (?:child(?:ren)?|famil(?:y|ies)|bab(?:y|ies)|mum|mother)\b|"
    r"\b(?:his|her|their|the) (?:(?:step|foster|grand)[- ]?)?(?:mum|mam|mom|dad|mother|father|parents?|uncle|carers?|teacher|nan|gran)\b|"
    r"\b(?:previous|first|last|older|elder|earlier) child(?:ren)? (?:was|were|had|has|is|are|removed|taken|in care|died)\b|(?-i:^\W*[B-HJ-Z] (?:was|is|has|had|did|told|said|came|went|disclosed)\b)|"
    r"\b(?:kids|bairns|unborn)\b|(?-i:\b[Cc]hild(?:ren)? [A-Z]\b)|\ba (?:family|case|mum|mother) (?:I|we|in|at|on|who|with|that)\b|"
    r"\b(?:mum|dad|mother|father|parent)['’]s (?:new )?(?:boyfriend|girlfriend|partner)\b",
    re.IGNORECASE,
)
A_CHILD: Final = re.compile(
    rf"\b(?:child(?:ren)?(?! friendly)|famil(?:y|ies)|young (?:person|people)|kids?|{_ONE})\b(?!['’])",
    re.IGNORECASE,
)
KIN: Final = re.compile(
    r"\b(?:step-?)?(?:mum|mam|dad|mummy|daddy|mother|father|parents?|grandad|granddad|nan|gran|uncles?|aunt(?:ie)?s?|boyfriend|girlfriend|carer)\b(?!['’]s day)",
    re.IGNORECASE,
)
#: Shares of a whole are statistics; who is meant by "them" is nobody.
_FIGURES: Final = re.compile(r"\d\s?%|\bper cent\b", re.IGNORECASE)
PRONOUN: Final = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_OF_THEM: Final = re.compile(rf"{PRONOUN.pattern}|\b(?:they|them|their)\b|{KIN.pattern}", re.IGNORECASE)
