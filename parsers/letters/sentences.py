"""What a letter's sentences say: when its writer rang, whether the family know of it and agree, and which
only open or close it.

What a sentence says is taken only where it says so plainly: blank is better than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from parsers.blocks import Text
from parsers.letters.words import NAME
from parsers.values import read_datetime

SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.](?=\d)[^.!?\n]*)*[.!?]?")
_FAMILY: Final = r"(?:(?:step-?)?(?:parents?|mother|father|mum|dad)|carers?|family|guardians?)"
_THIS: Final = re.compile(
    r"\b(?:this|referral|report|letter|contact|concerns?|(?:we are|i am|i['’]m|we['’]re) (?:writing|referring|contacting))\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"\b(?:told|informed|notified|advised)\b[^.]*\b{_FAMILY}\b|\b{_FAMILY}\b[^.]*\b(?:told|informed|notified|aware|unaware)\b|"
    rf"\b{_FAMILY}\b[^.]*\bknows?\b[^.]*\b(?:we are|i am|i['’]m|we['’]re) (?:writing|referring|contacting|making|sending)|"
    rf"\b(?:not (?:yet )?been able|unable|(?:decided|chosen|chose) not|not (?:yet )?managed) to (?:tell|inform|notify|speak to|contact)\b[^.]*\b{_FAMILY}\b|"
    rf"\bdiscussed (?:this|the referral|the report|our concerns|my concerns)\b[^.]*\b{_FAMILY}\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\b(?:not|never|without|unaware|unable)\b|n['’]t\b", re.IGNORECASE)
BECAUSE: Final = re.compile(
    r"\b(?:because|since|as (?=(?:we|i|this|it|there|that|to do)\b))\s*(?P<why>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_UNCERTAIN: Final = re.compile(
    r"\b(?:but|however|although|will|plan|intend|going to|should|would|if|may|might|asked|said|says|school|police)\b",
    re.IGNORECASE,
)
_OPENS_OR_CLOSES: Final = re.compile(
    r"(?:(?:i am|i['’]m|we are) writing (?:to|in|with|as)|i write (?:as|to|on|in)|please (?:accept|find|treat|see)|thank you|"
    r"(?:i|we) (?:look forward|would be grateful|should be grateful)|(?:please )?do not hesitate)\b(?!.*\b(?:that|because|after|who|when|told|said)\b)",
    re.IGNORECASE,
)
_LONGEST_FORMULA: Final = 160


_CALLED: Final = re.compile(
    r"\b(?:telephone|telephoned|phone|phoned|rang|call|called|spoke)\b", re.IGNORECASE
)
_SPOKE_TO: Final = re.compile(rf"\bspoken?\s+(?:to|with)\s+(?P<name>{NAME})")
_AGREES: Final = re.compile(
    r"\b(?:agree[sd]?|consent(?:s|ed)?)\b(?! (?:that|with)\b)|\b(?:given|gave|gives) (?:\w+ )?(?:consent|permission|agreement)\b|"
    r"\bconsent (?:has been|was) (?:given|obtained|gained|sought and given)\b|\bhappy for (?:this|the) (?:referral|report)\b",
    re.IGNORECASE,
)
_REFUSES: Final = re.compile(
    r"\b(?:refus|declin|withh[eo]ld)\w*\b[^.]*\b(?:consent|permission|agreement)\b", re.IGNORECASE
)
#: "told of this referral and does not agree with it": what is not agreed to was told all the same.
_DISAGREES: Final = re.compile(
    r"\b(?:do(?:es)? not|did not|do(?:es)?n['’]t|didn['’]t) (?:agree (?:to|with)|consent to) (?:it|this|the referral|the report|our referral)\b|\bdisagrees? with (?:it|this|the referral)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r",? (?:and|but|who|although)(?= (?:\w+ )?(?:do(?:es)?|did|has|have|had|is|are|was|were)\b)"
)
_NOBODY: Final[frozenset[str]] = frozenset()


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a passage."""
    return (match.group().strip() for match in SENTENCE.finditer(text))


def answers_in(sentences: Iterable[Text], parents: frozenset[str] = _NOBODY) -> dict[str, Text]:
    """What sentences answer, by path; `parents` are the words that name the parents."""
    answers: dict[str, Text] = {}
    for sentence in sentences:
        for path, said in _answers(sentence, parents):
            answers.setdefault(path, replace(sentence, text=said))
    return answers


def _answers(sentence: Text, parents: frozenset[str]) -> Iterator[tuple[str, str]]:
    words = sentence.text
    if _CALLED.search(words) and read_datetime(words).value:
        yield "call.telephone_contact_at", words
        spoke = _SPOKE_TO.search(words)
        if spoke:
            yield "call.contact_taken_by", spoke["name"]
    told = parents_told(words, parents)
    if told is not None:
        yield "information_sharing.parents_informed", told
        why = BECAUSE.search(words) if told == "no" else None
        if why:
            yield "information_sharing.parents_not_informed_reason", why["why"]
    agreed = consented(words, parents)
    if agreed is not None:
        yield "information_sharing.consent_obtained", agreed


def is_formula(paragraph: str, parents: frozenset[str] = _NOBODY) -> bool:
    """Whether a paragraph only opens or closes a letter, or says what is read elsewhere: who was told."""
    said = [sentence for sentence in sentences_of(paragraph) if sentence]
    return bool(said) and all(
        (len(words) <= _LONGEST_FORMULA and _OPENS_OR_CLOSES.match(words))
        or parents_told(words, parents) is not None
        for words in said
    )


def parents_told(sentence: str, parents: frozenset[str] = _NOBODY) -> str | None:
    """ "yes" or "no" where a sentence plainly says whether the family know of the report."""
    main = _of_the_family(BECAUSE.sub("", sentence), parents)
    if not _TOLD.search(main) or not _THIS.search(main) or _UNCERTAIN.search(main):
        return None
    return (
        "no"
        if _NOT.search(_CLAUSE.split(main, maxsplit=1)[0] if _DISAGREES.search(main) else main)
        else "yes"
    )


def consented(sentence: str, parents: frozenset[str] = _NOBODY) -> str | None:
    """ "yes" or "no" where a sentence plainly says whether the family agree to the report."""
    main = _of_the_family(BECAUSE.sub("", sentence), parents)
    if not re.search(_FAMILY, main, re.IGNORECASE) or not _THIS.search(main) or _UNCERTAIN.search(main):
        return None
    if _REFUSES.search(main):
        return "no"
    agrees = _AGREES.search(main)
    if _DISAGREES.search(main):
        return "no"
    if agrees is None:
        return None
    return "no" if _NOT.search(main) else "yes"


def _of_the_family(sentence: str, parents: frozenset[str]) -> str:
    """The sentence, with a parent's name read as what it stands for."""
    if not parents:
        return sentence
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(parents)))})\b(?:\s+[A-Z][\w'’-]+)?")
    return named.sub("parent", sentence)
