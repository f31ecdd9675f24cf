"""Does plain prose raise a concern about a particular child?

Safeguarding mail of every kind uses the same words: newsletters, training, absence notes. What
sets a concern apart is a particular child (named, aged, "my son", "a girl in my class"), harm
or worry, and somebody who saw, heard or was told. Where those three stand close together the
text raises a concern; where some of it does, it may, and a person reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from parsers.letters.about import CHILD
from parsers.prose.advice import is_advice, is_of_learning, is_of_the_news
from parsers.prose.family_words import is_of_ones_own_day, is_praise, speaks_of_a_family
from parsers.prose.harm_words import ASKS, GONE, HARM, TOLD, WORRIED
from parsers.prose.named import NO_NAMES, names
from parsers.prose.office_words import is_outside_the_office
from parsers.prose.particular_child import A_CHILD, KIN, PRONOUN, how_certain_a_child
from parsers.prose.passed_on import passes_a_worry_on
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

    `child` is how certain a child it speaks of, as `how_certain_a_child` has it. `theirs` marks words of
    a third person or of kin.
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
    spoken_of = any(match["name"] not in NO_NAMES for match in _CALL_ABOUT.finditer(words))
    if spoken_of or any(pattern.search(words) for pattern in _ABOUT_SOMEBODY):
        return Says.PERHAPS
    return strongest


def _is_of_a_review(sentence: str) -> bool:
    """Whether a sentence speaks of a child whom a review calls by a letter, and not of the writer's own."""
    return _PSEUDONYM.search(sentence) is not None and _FIRST_PERSON.search(sentence) is None


def _speaks_of_one_unnamed(words: str) -> bool:
    """Whether "he" or "she" comes before anybody is named: the middle of a talk about somebody."""
    first = PRONOUN.search(words)
    if first is None:
        return False
    before = _GREETING.sub("", words[: first.start()].lstrip(". \n"))
    return not any(names(before)) and not is_of_learning(words)


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
    child = how_certain_a_child(sentence, context)
    worried = WORRIED.search(sentence) is not None
    if (
        is_advice(sentence)
        or is_of_the_news(sentence)
        or (is_of_learning(sentence) and not _is_own(sentence, child, worried))
    ):
        return _Sentence(0, harm=False, told=False, asks=False, theirs=False)
    harm = worried or HARM.search(sentence) is not None or GONE.search(sentence) is not None
    if not harm and (is_of_ones_own_day(sentence) or is_praise(sentence)):
        return _Sentence(0, harm=False, told=False, asks=False, theirs=False)
    return _Sentence(
        child,
        harm=harm,
        told=worried or TOLD.search(sentence) is not None,
        asks=ASKS.search(sentence) is not None and (child > 0 or A_CHILD.search(sentence) is not None),
        theirs=PRONOUN.search(sentence) is not None or KIN.search(sentence) is not None,
    )


def _is_own(sentence: str, child: int, worried: bool) -> bool:
    """Whether a sentence that speaks of training or a policy speaks of a child of its own too."""
    return worried or child > 2 or (child > 1 and _FIRST_PERSON.search(sentence) is not None)


def _bare_subject(subject: str) -> str:
    return re.sub(r"^(?:\s*(?:re|fw|fwd)\s*:)+\s*", "", subject, flags=re.IGNORECASE)


# --- how the sentences around it are read ------------------------------------------------

_GREETING: Final = re.compile(r"^\s*(?:dear|hello|hi|hiya|hey|good \w+)\b[^\n,]{0,40},?[ \n]", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(r"\b(?:I|my|me|mine)\b|\bi\b")
_FAMILY_OR_SCHOOL: Final = re.compile(
    r"\b(?:mum|mam|dad|daddy|mummy|mother|father|parents?|step-?\w+|foster|school|class|nursery|teacher|tutor|playground|"
    r"year (?:\d{1,2}|R)|reception|child(?:ren)?|kids?|pupils?|students?|boys?|girls?|baby|home)\b",
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
