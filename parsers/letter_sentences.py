"""What a letter's sentences say: whether the family know of it, and which only open or close it.

What a sentence says is taken only where it says so plainly: blank is better than wrong.
"""

from __future__ import annotations

import re
from typing import Final

SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.](?=\d)[^.!?\n]*)*[.!?]?")
_FAMILY: Final = r"(?:parents?|mother|father|mum|dad|carers?|family|guardians?)"
_THIS: Final = re.compile(
    r"\b(?:this|referral|report|letter|contact|concerns?|(?:we are|i am|i['’]m|we['’]re) (?:writing|referring|contacting))\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    rf"\b(?:told|informed|notified|advised)\b[^.]*\b{_FAMILY}\b|\b{_FAMILY}\b[^.]*\b(?:told|informed|notified|aware|unaware)\b|"
    rf"\b{_FAMILY}\b[^.]*\bknows?\b[^.]*\b(?:we are|i am|i['’]m|we['’]re) (?:writing|referring|contacting|making|sending)|"
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


def is_formula(paragraph: str) -> bool:
    """Whether a paragraph only opens or closes a letter, or says what is read elsewhere: who was told."""
    said = [match.group().strip() for match in SENTENCE.finditer(paragraph) if match.group().strip()]
    return bool(said) and all(
        (len(words) <= _LONGEST_FORMULA and _OPENS_OR_CLOSES.match(words)) or parents_told(words) is not None
        for words in said
    )


def parents_told(sentence: str) -> str | None:
    """ "yes" or "no" where a sentence plainly says whether the family know of the report."""
    main = BECAUSE.sub("", sentence)
    if not _TOLD.search(main) or not _THIS.search(main) or _UNCERTAIN.search(main):
        return None
    return "no" if _NOT.search(main) else "yes"
