"""Does plain prose raise a concern about a particular child?

Safeguarding mail of every kind uses the same words: newsletters, training, absence notes. What
sets a concern apart is a particular child (named, aged, "my son", "a girl in my class"), harm
or worry, and somebody who saw, heard or was told. Where those three stand close together the
text raises a concern; where some of it does, it may, and a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from parsers.letters.reading import CHILD
from parsers.letters.words import NAME
from parsers.prose.advice import is_advice, is_of_learning, is_of_the_news
from parsers.prose.family_words import is_of_ones_own_day, is_praise, speaks_of_a_family
from parsers.prose.office_words import is_outside_the_office
from parsers.prose.passed_on import passes_a_worry_on, tells_of_an_injury
from parsers.prose.sentences import (
    own_words,
    quoted_words,
    sentences,
    signature_words,
    without_figures,
    without_institutions,
)


class Says(IntEnum):
    """How surely a text speaks of a child to worry about."""

    NOTHING = 0
    PERHAPS = 1
    CONCERN = 2


_NEAR: Final = 2
_LONGEST: Final = 200_000
# No word: an address, a key, a file pasted as letters. The patterns would try it from each letter.
_NO_WORD: Final = re.compile(
    r"\S{100,}|\S{1,64}@\S+|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:example|com|org|net|uk|eu|info)\b\S*"
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What one sentence holds.

    `child` is 3 where a certain child is named or pointed at, 2 where it is some one child
    ("a boy"), 1 where that is likely. `theirs` marks words of a third person or of kin.
    """

    child: int
    harm: bool
    told: bool
    asks: bool
    theirs: bool


# A verdict asks for the same text several times, by different ways: of a letter that was a third of its time.
@lru_cache(maxsize=16)
def what_it_says(text: str, subject: str = "", *, of_whom: int = 1) -> Says:
    """What a covering text says in its writer's own words, with the subject before it.

    `of_whom` is how certain a child a concern must be about, as `_Sentence.child` has it.
    """
    own = without_figures(_NO_WORD.sub(" ", own_words(text[:_LONGEST])))
    if _ASKS_FOR_OWN_RECORDS.search(f"{subject}\n{own}"):
        own = _GROWN_UP.sub(" ", own)
    said = _judge(f"{_bare_subject(subject)}.\n{own}", of_whom)
    reviewed = _CASE_REVIEW.search(own) is not None
    told = [
        sentence
        for sentence in sentences(without_institutions(own))
        if not (is_advice(sentence) or is_of_learning(sentence))
        and not (reviewed and _is_of_a_review(sentence))
    ]
    unsure = (
        _speaks_of_one_unnamed(own)
        or speaks_of_a_family(own, told)
        or any(map(passes_a_worry_on, told))
        or _says_below_its_signature(text)
    )
    return Says.PERHAPS if said is Says.NOTHING and unsure else said


def _says_below_its_signature(text: str) -> bool:
    """Whether a signature holds more than whose it is: harm is told in afterthoughts too."""
    below = _NO_WORD.sub(" ", signature_words(text[:_LONGEST]))
    said = what_it_says(below) if below else Says.NOTHING
    return said is Says.CONCERN or (said is Says.PERHAPS and is_outside_the_office(below, ""))


def what_is_quoted(text: str) -> Says:
    """What the earlier messages say that stand below a reply."""
    return _judge(_NO_WORD.sub(" ", quoted_words(text[:_LONGEST])))


def _judge(text: str, of_whom: int = 1) -> Says:
    words = without_institutions(text)
    context = _FAMILY_OR_SCHOOL.search(words) is not None
    reviewed = _CASE_REVIEW.search(words) is not None
    read = [
        _read(sentence, context)
        for sentence in sentences(words)
        if not (reviewed and _is_of_a_review(sentence))
    ]
    strongest = max((_near(read, at, of_whom) for at in range(len(read))), default=Says.NOTHING)
    if strongest is Says.CONCERN:
        return strongest
    spoken_of = any(match["name"] not in _NO_NAMES for match in _CALL_ABOUT.finditer(words))
    if spoken_of or any(pattern.search(words) for pattern in _ABOUT_SOMEBODY):
        return Says.PERHAPS
    return strongest


def _is_of_a_review(sentence: str) -> bool:
    """Whether a sentence speaks of a child whom a review calls by a letter, and not of the writer's own."""
    return _PSEUDONYM.search(sentence) is not None and _FIRST_PERSON.search(sentence) is None


def _speaks_of_one_unnamed(words: str) -> bool:
    """Whether "he" or "she" comes before anybody is named: the middle of a talk about somebody."""
    first = _PRONOUN.search(words)
    if first is None:
        return False
    before = _GREETING.sub("", words[: first.start()].lstrip(". \n"))
    return not any(_names(before)) and not is_of_learning(words)


def _near(read: list[_Sentence], at: int, of_whom: int) -> Says:
    """What a sentence says together with those beside it."""
    here = read[at]
    beside = read[max(0, at - _NEAR) : at + _NEAR + 1]
    child = max(sentence.child for sentence in beside)
    if here.asks or (here.harm and child >= of_whom and any(sentence.told for sentence in beside)):
        return Says.CONCERN
    likely = here.child > 1 or (here.harm and (child or any(sentence.theirs for sentence in beside)))
    return Says.PERHAPS if likely or (here.child and here.theirs) else Says.NOTHING


@lru_cache(maxsize=256)  # the same text comes with its subject and without
def _read(sentence: str, context: bool) -> _Sentence:
    child = _child(sentence, context)
    worried = _WORRIED.search(sentence) is not None
    if (
        is_advice(sentence)
        or is_of_the_news(sentence)
        or (is_of_learning(sentence) and not _is_own(sentence, child, worried))
    ):
        return _Sentence(0, harm=False, told=False, asks=False, theirs=False)
    harm = worried or HARM.search(sentence) is not None or _GONE.search(sentence) is not None
    if not harm and (is_of_ones_own_day(sentence) or is_praise(sentence)):
        return _Sentence(0, harm=False, told=False, asks=False, theirs=False)
    return _Sentence(
        child,
        harm=harm,
        told=worried or _TOLD.search(sentence) is not None,
        asks=_ASKS.search(sentence) is not None and (child > 0 or A_CHILD.search(sentence) is not None),
        theirs=_PRONOUN.search(sentence) is not None or _KIN.search(sentence) is not None,
    )


def _is_own(sentence: str, child: int, worried: bool) -> bool:
    """Whether a sentence that speaks of training or a policy speaks of a child of its own too."""
    return worried or child > 2 or (child > 1 and _FIRST_PERSON.search(sentence) is not None)


def _child(sentence: str, context: bool) -> int:
    if any(pattern.search(sentence) for pattern in _THIS_ONE):
        return 3
    if any(pattern.search(sentence) for pattern in _SOME_ONE):
        return 2
    if _LIKELY.search(sentence) or worried_about(sentence):
        return 1
    if _FIGURES.search(sentence):
        return 0
    named = any(_names(sentence))
    if named and (tells_of_an_injury(sentence) or _GONE.search(sentence)):
        return 1
    return int(context and named and _OF_THEM.search(sentence) is not None)


def worried_about(text: str) -> list[str]:
    """The names, or the initials, that stand after "worried about"."""
    return [match["name"] for match in _WORRIED_ABOUT.finditer(text) if match["name"] not in _NO_NAMES]


_APOSTROPHE: Final = re.compile("['’]")


def _names(sentence: str) -> Iterator[str]:
    for match in _CAPITALISED.finditer(sentence):
        if _APOSTROPHE.split(match.group())[0] not in _NO_NAMES:
            yield match.group()


def _bare_subject(subject: str) -> str:
    return re.sub(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", "", subject, flags=re.IGNORECASE)


# --- a particular child ------------------------------------------------------------------

_WORRY: Final = (
    r"(?:worr(?:ied|ying|y|ies)|concern(?:ed|ing)?|anxious|uneasy|alarmed|fearful|scared|frightened|fears?)"
)
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
    rf"{_WORRY}\s+(?:about|for|re|regarding|over) (?:a|two|some|several|one|an)\b(?: \w+)? (?:child(?:ren)?|famil(?:y|ies)|bab(?:y|ies)|mum|mother)\b|"
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
_KIN: Final = re.compile(
    r"\b(?:step-?)?(?:mum|mam|dad|mummy|daddy|mother|father|parents?|grandad|granddad|nan|gran|uncles?|aunt(?:ie)?s?|boyfriend|girlfriend|carer)\b(?!['’]s day)",
    re.IGNORECASE,
)
#: Shares of a whole are statistics; who is meant by "them" is nobody.
_FIGURES: Final = re.compile(r"\d\s?%|\bper cent\b", re.IGNORECASE)
#: Said of somebody by name, whoever says it.
_GONE: Final = re.compile(
    r"\b(?:(?:does|did|has|have) not|(?:does|did|has|have)n['’]?t|never) (?:arrived?|come|came|return(?:ed)?|turn(?:ed)?|been seen|be seen)\b(?: (?:back|home|up))?|"
    r"\b(?:ran|run|runs) away\b|\b(?:is|went|gone|been|reported) missing\b",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(r"^\s*(?:dear|hello|hi|hiya|hey|good \w+)\b[^\n,]{0,40},?[ \n]", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|my|me|mine)\b|\bi\b")
_FAMILY_OR_SCHOOL: Final = re.compile(
    r"\b(?:mum|mam|dad|daddy|mummy|mother|father|parents?|step-?\w+|foster|school|class|nursery|teacher|tutor|playground|"
    r"year (?:\d{1,2}|R)|reception|child(?:ren)?|kids?|pupils?|students?|boys?|girls?|baby|home)\b",
    re.IGNORECASE,
)
_PRONOUN: Final = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_OF_THEM: Final = re.compile(rf"{_PRONOUN.pattern}|\b(?:they|them|their)\b|{_KIN.pattern}", re.IGNORECASE)
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z][\w'’-]*|\b[A-Z]{2}\b|\b(?:[A-Z]\.){2}")
_NO_NAMES: Final = frozenset(
    re.findall(
        r"\w+",
        "I He She They We You It The This That These Those There Dear Hello Hi Thanks Thank Please My Our His Her Their Your "
        "Regards Kind Best Many Yours When If As At In On To For From And But So Also After Before Since Could Can Would Will "
        "Has Have Had Is Are Was Were Not No Yes Any All Some What Who How Why Where Just Good Morning Afternoon Evening "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
        "September October November December MASH School Ofsted Brexit Christmas Easter Covid GP IT HR PE UK NHS Team Office "
        # what somebody is called who is not named
        "Driver Passenger Candidate Client Patient Caller Tenant Occupier Resident Claimant Applicant Visitor Customer Neighbour "
        "Nothing Nobody Everyone Everybody Everything Someone Somebody Something Anyone Anybody Each Every Both One Two Three "
        "First Second Third Last Next Then Now Still Once Only Even Here Over While Until During With Without By Of Off Out Up "
        "About Because Although Though Today Yesterday Tonight Tomorrow Do Does Did Got Let Same Again Always Never More Sorry "
        "Female Male Young Old Man Woman Lady Boy Girl Child Pupil Student Baby Mum Mother Dad Father Parent Staff Police Ambulance",
    )
)


# --- harm, worry, and who saw or heard ---------------------------------------------------

_WORRIED: Final = re.compile(
    rf"(?<!you are )(?<!you're )(?<!you’re )(?<!you may be )(?<!you have )\b(?:{_WORRY}\s+(?:about|for|re\b|regarding|over|that|with|to see)|"
    rf"(?:i|we|i've|i’ve|we've|staff|am|i'm|i’m|are|was|were|is|been|very|really|so|have|had|got|increasingly|extremely|quite)\s+"
    rf"(?:\w+\s+){{0,3}}{_WORRY}|concerns (?:about|for|re\b|regarding|around|over))\b",
    re.IGNORECASE,
)
_WORRIED_ABOUT: Final = re.compile(
    r"(?i:worr(?:ied|ying|y)|concern(?:ed|s)?|scared|afraid|anxious|fears?)\s+(?i:about|for|re:?|regarding|over|around)\s+(?:(?:his|her|their) (?:[a-z-]+ ){1,2})?(?P<name>[A-Z][\w'’-]+|[A-Z]{2})"
)
HARM: Final = re.compile(
    r"\b(?:not (?:at all )?happy (?:about|with|at)|(?:doesn|didn|don)['’]t (?:sit|feel|look|seem) right|(?:sent|sending|sends|asked for|asking for|asks for|wants|shar\w+|taking|takes|took) (?:\w+ ){0,3}(?:pictures|photos|images|videos|pics|ones)|"
    r"what (?:he|she|they|my \w+) (?:does|did|do|has done|have done|is doing)|nothing (?:happened|was done|has been done)|nobody (?:listen\w*|believe\w*|did anything|came)|"
    r"against (?:medical |our |the )?advice|alive|"
    r"no (?:furniture|beds?|mattress(?:es)?|carpets?|cot|bedding)|bare (?:floors?|floorboards|mattress(?:es)?)|mattress on the floor|"
    r"changing rooms?|cages?|put out|offer\w* (?:\w+ )?sweets|(?:man|men|bloke|male|stranger|guy|driver)\b[^.\n]{0,40}\b(?:van|follow\w*|watch\w*|approach\w*|film\w*|photograph\w*)|no (?:breakfast|lunch|dinner|tea|supper|clothes)|missed (?:the|his|her|their|both|all)|vodka|spirits|beers?|cider|vapes|cigarettes|lighter|in the snow|no gloves|screwdriver|blade|bed with|gets in(?:to)? (?:her|his|my|their) bed|in (?:a|the) (?:wardrobe|cupboard|shed|loft|garage|cellar)|marks? from|"
    r"unwell|poorly|barefoot|no shoes|shivering|alone (?:in|at|with|on|outside|for|all|while|when|by)|all alone|bit(?:ten)? (?:him|her|one|them|the|by)|conceal\w*|"
    r"removed (?:in|from|by|at|from)|taken into care|not returned|failed to return|last seen|absconded|run(?:ning|s)? away|(?:can|could)(?:no|n['’]?)t (?:go|stay|be at) home|paraphernalia|faeces|"
    r"bruis\w*|rap(?:e|ed|ing|ist)\b|indecent\w*|offen[cd]\w+|convict\w+|arrest\w*|dealing|scabies|ringworm|rash|sores?\b|finger ?marks|off (?:his|her|their) (?:head|face)|begged|stopped (?:speaking|talking|eating|going)|lost (?:\w+ )?(?:weight|stone)|not answering|running water|tak(?:en|ing) (?:the|my|her|his|our) (?:children|kids|baby|son|daughter)|not (?:come|been|turned up|attended)|missing|bath(?:room)?|in (?:his|her|my|their) (?:room|bed)|sleeps? (?:with|on)|welfare|at risk|high risk|black eye|hit|hits|hitting|slap\w*|smack\w*|punch\w*|kick\w*|grabb\w*|push\w*|dragg\w*|thr[eo]w\w*|chok\w*|strangl\w*|"
    r"hurt\w*|injur\w*|wound\w*|fractur\w*|broken (?:arm|leg|rib|bone)\w*|limping|abus\w*|neglect\w*|disclos\w*|safeguarding (?:concerns?|issue)|"
    r"frighten\w*|scared|afraid|terrified|petrified|flinch\w*|assault\w*|attack\w*|violen\w*|domestic|self[- ]?harm\w*|cutting (?:him|her|them)\w*|"
    r"cuts? on|suicid\w*|end (?:it all|(?:his|her|their) life)|kill (?:him|her|them)sel\w*|want(?:s|ed)? to die|overdos\w*|sexual\w*|touch(?:ed|es|ing)|naked|nudes?|"
    r"groom\w*|exploit\w*|county lines|older (?:man|men|boys?|males?|boyfriend)|gone missing|went missing|reported missing|is missing|(?:been )?missing (?:since|from)|run away|ran away|"
    r"not (?:been|come|came|returned) (?:seen|home|back|in|to school)|(?:hasn|haven|didn)['’]t (?:been seen|come home|been in|been to school|come back|eaten|turned up)|"
    r"unsafe|not safe|isn['’]t safe|at risk|risk of|in danger|significant harm|harm(?:ed|ing)?|drunk|drinking|alcohol\w*|intoxicated|drugs?|cannabis|weed|cocaine|heroin|"
    r"needles?|hungry|struck|(?<!on )strik(?:e|ing)(?! action)|stab\w*|weapons?|crack|wraps|hotels?|kicked out|can['’]?t cope|threats?|hungry|starv\w*|no food|not (?:been )?(?:fed|eating|eaten)|thin|underweight|los(?:es|ing|t)(?: (?:a lot of|so much|too much|some|more))? weight|weight loss|(?:hid(?:es|ing)|hid|hoards?|hoarding|steals|stole) (?:food|bread|biscuits|snacks)|skeletal survey|subdural|dirty|filthy|smell\w*|unwashed|nits|head lice|soiled|nappy|nappies|"
    r"left (?:\w+ ){0,3}(?:alone|outside|on (?:his|her|their) own|by (?:him|her|them)\w+|unattended|in the car)|home alone|(?:on|all on) (?:his|her|their) own|unsupervised|unattended|locked|"
    r"threaten\w*|shout\w*|scream\w*|yell\w*|swear\w*|crying|cries|sobb\w*|upset|distress\w*|withdrawn|weapon|knife|machete|trafficked|slavery|forced marriage|(?:get(?:ting)?|be|being) married|marry|marriage|taken (?:abroad|out of the country)|fgm|circumcis\w*|"
    r"beat(?:s|en|ing)?|belt(?:ed)?|burn(?:t|s|ed)?|marks? (?:on|round|around|all)|handprint|bite marks?|shak(?:en|ing|es) (?:him|her|the)|unexplained|(?:was )?not brought|wnb|dna|did not attend|"
    r"failed to attend|missed (?:\w+ )?(?:appointments?|immunisations?)|not (?:registered|attending)|something (?:is )?(?:not|n['’]t|very|really)? ?(?:right|wrong)|isn['’]t right|doesn['’]t feel right|"
    r"mouldy|no (?:heating|electric\w*|bed|coat)|squalor|chaotic|pregnan\w*|radicalis\w*|extremis\w*|homeless|sleeping rough|sofa surfing|begging|stealing|shoplifting|gang|"
    r"passed out|unconscious|collapsed|vape|snapchat|blackmail\w*|sextort\w*|bullied|bullying|took (?:her|his|my|the) (?:kids?|children|son|daughter)|prostitut\w*|hospital\w*)\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:reported|been|handed in|told|tells?|disclos\w*|said|says|saying|confided|admitted|mentioned|claim\w*|alleg\w*|showed|shows|witnessed|saw|seen|noticed|heard|hear|hearing|found|observed|"
    r"came|come|comes|arrived|turned up|turns up|attend\w*|present\w*|ha(?:s|ve|d|sn['’]t|ven['’]t|dn['’]t)|keeps?|kept|is|are|was|were|isn['’]t|wasn['’]t|weren['’]t|did|didn['’]t|won['’]t|refus\w*|"
    r"live[sd]?|living|today|yesterday|tonight|this (?:morning|afternoon|week|evening)|last (?:night|week|month|weekend)|again|every (?:night|day|morning|week)|"
    r"since|what happened|please (?:ring|call|help|phone|send|can)|help|x\d)\b|he['’]s|she['’]s|they['’]re|there['’]s",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\b(?:(?:ring|call|phone|contact|email|speak (?:to|with)|talk (?:to|with)|get back to) (?:me|us|someone|somebody|you|a social worker|the duty)|call(?:ed)? back|"
    r"(?:want|like|need|wish|wanting|wanted|trying|hoping) (?:to|some|your|someone to|advice) (?:\w+ )?(?:report|refer|discuss|raise|share|advice|speak|talk|flag|check|make a referral|log)\w*|"
    r"(?:did|have|has) (?:you|anyone|anybody|someone|it) (?:get|got|received?|had|been (?:seen|received|picked up|looked at))\b|checking (?:that|if|whether) you\b|(?:can|could|would|will) (?:someone|somebody|anyone|anybody|you) (?:please )?(?:look|check|help|visit|see|go|ring|call|pick)\b|"
    r"(?:i|we)['’]?(?: am|m| are|re)? (?:making|reporting|referring|report|refer)\b|make a referral|referral for|advice (?:about|on|re|regarding)|discuss)\b",
    re.IGNORECASE,
)
_CALL_ABOUT: Final = re.compile(
    r"\b(?i:ring|call|phone|contact|speak|talk|chat|word|update|news|advice|worried|concern\w*)\b[^.\n]{0,50}\b(?i:about|re|regarding|concerning):? (?P<name>[A-Z][\w'’-]+|[A-Z]{2}\b)"
)
#: What is written about somebody, whatever it says: a person reads it.
_ABOUT_SOMEBODY: Final = (
    CHILD,
    re.compile(
        r"\b(?:d\.?o\.?b\.?|date of birth|born)\s*(?:is|was|as|[:\-])?\s*(?:on )?\d{1,2}[./ -]\w{1,9}[./ -]\d{2,4}", re.IGNORECASE
    ),
    re.compile(r"\bNHS (?:no|number)\.?\s*:?\s*\d{3}\s?\d{3}\s?\d{4}\b", re.IGNORECASE),
    re.compile(
        r"\b(?i:strategy (?:discussion|meeting)|section 47|s\.? ?47|icpc|child protection (?:medical|conference)|conference|rhi|return home interview|lado)\b[^.\n]{0,20}"
        r"(?:\b(?i:for|about|re|regarding|on|with)\b:?|[-–:])\s+(?!The\b|Our\b|Your\b|Monday|Tuesday|Wednesday|Thursday|Friday|January|February|March|April|May|June|July|August|September|October|November|December)"
        r"(?:[A-Z][a-z]+ [A-Z]\w*\b|[A-Z]{2}\b)"
    ),
    re.compile(
        r"\b(?i:update|outcome|news|chas(?:e|ing|er)|heard (?:back|anything)|follow(?:ing)?[- ]?up|happening)\b[^.\n]{0,80}"
        r"\b(?i:referral|contact|call|report|form|concerns?)\b[^.\n]{0,40}\b(?i:for|about|re|regarding|on|of)\s+(?!The\b|Our\b|Your\b|Monday|Tuesday|Wednesday|Thursday|Friday|Safeguarding)[A-Z]"
    ),
)  # fmt: skip

#: Who asks for what is held about them says when they were born.
_ASKS_FOR_OWN_RECORDS: Final = re.compile(
    r"\b(?:subject access|data protection officer|uk gdpr|freedom of information|my (?:own )?(?:social (?:care|services) )?(?:records?|files?))\b",
    re.IGNORECASE,
)
_GROWN_UP: Final = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|born)\s*(?:is|was|on|:|-)*\s*\d{1,2}(?:st|nd|rd|th)?[./ -]\w{1,9}[./ -](?:19\d\d|200[0-5])\b",
    re.IGNORECASE,
)

#: A review of a case that is over, which calls its child by a letter.
_CASE_REVIEW: Final = re.compile(
    r"\b(?:case|practice|rapid|learning|thematic) reviews?\b|\blearning from (?:a |the |case )?reviews?\b|\b(?:lcspr|cspr|scr)\b|\blessons (?:learn(?:ed|t)|from)\b",
    re.IGNORECASE,
)
_PSEUDONYM: Final = re.compile(r"\b(?:Child|Baby|Family) [A-Z]{1,2}\b(?!['’]?[a-z])")
