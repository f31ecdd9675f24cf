"""Whether the parents know, answered in a sentence: "Mum is aware", "Parents have not been told"."""

from __future__ import annotations

import re
from typing import Final

from parsers.value import Value
from parsers.values import blank

_WHO: Final = (
    r"(?:(?:both|the|his|her|their|all|birth) )*(?:parents?|mother|mum|mam|father|dad|carers?|guardians?|family|foster carers?)"
    r"(?:(?: and | & |/)(?:mother|mum|father|dad|carers?|family))?"
)
#: What they know of is the referral: that they are "aware of the risk" says nothing of it.
_OF_IT: Final = (
    r"(?!\s+(?:of|that|about)\b(?!\s+(?:the |this |our |my )?(?:referral|contact|report|call|request)\b))"
)
_KNOW: Final = rf"(?:aware|informed|told|notified|in agreement)\b{_OF_IT}"
_VERB: Final = r"(?:is|are|was|were|has been|have been|had been|been)"
_KNOWS: Final = re.compile(
    rf"\W*(?:{_WHO}\s+)?(?:{_VERB}\s+)?(?:(?:both|all|fully|already|now|also|verbally)\s+)*{_KNOW}",
    re.IGNORECASE,
)
_KNOWS_NOT: Final = re.compile(
    rf"\W*(?:{_WHO}\s+)?(?:(?:is|are|was|were|has|have|had)\s*)?(?:not|n['’]t)\s+(?:yet\s+)?(?:been\s+)?(?:made\s+)?{_KNOW}"
    rf"|\W*(?:{_WHO}\s+)?(?:{_VERB}\s+)?un(?:aware|informed)\b",
    re.IGNORECASE,
)
#: Each "have", "have not" and "are not" of a statement from which one is to be struck out.
_STATED: Final = re.compile(
    r"\b(?:have|has|had|is|are|was|were)\b(\s+not\b|\s*n['’]t\b)?(?=\s*(?:/|been\b|(?:made )?aware\b|informed\b|told\b|notified\b|discussed\b|yet\b))",
    re.IGNORECASE,
)
#: What follows may take back what was said, or tell of the other parent.
_TAKES_BACK: Final = re.compile(
    r"\b(?:not|but|except|only|however|unaware|unless|if|when|should|will|whether)\b|n['’]t\b|\?",
    re.IGNORECASE,
)
_LONGEST: Final = 300
_SURE: Final = 0.9


def awareness_of_statement(statement: str) -> str | None:
    """ "The parents / have not been told of this referral (delete as applicable)": yes or no by what is not struck out.

    `None` where both, or neither, are left.
    """
    said = _STATED.findall(statement)
    return None if len(said) != 1 or "delete" not in statement.casefold() else ("no" if said[0] else "yes")


def read_awareness(text: str | None) -> Value[str]:
    """yes or no; `None` where the sentence says neither, or says more than one thing."""
    words = blank(text)
    if words is None or len(words) > _LONGEST:
        return Value()
    for answer, pattern in (("no", _KNOWS_NOT), ("yes", _KNOWS)):
        found = pattern.match(words)
        if found is not None:
            return Value() if _TAKES_BACK.search(words[found.end() :]) else Value(answer, _SURE)
    return Value()
