"""Messages that stand in for another, or show only its beginning: what a mail system gives in place of what
it could not fetch, convert or send whole, and what an archive leaves behind.

Nothing in them says what the message held, so they are told from mail that is plainly no form.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.prose.sentences import own_words

_MOST_WORDS: Final = 120  # what stands in is short
_MESSAGE: Final = (
    r"(?:the |this |your )?(?:following |original |full |whole |entire )?(?:message|e-?mail|item)"
)
#: Beside what newsletters say above themselves: "if this email is not displayed correctly".
_NOT_GIVEN: Final = re.compile(
    r"\bretrieval using the \w+ protocol failed\b|"
    r"\b(?:server|system|gateway)\b[^.\n]{0,30}\b(?:could not|couldn['’]t|can ?not|can['’]t|was unable to|failed to) "
    rf"(?:retrieve|convert|display|render|decode|process|read|deliver) {_MESSAGE}\b|"
    rf"\berror\b[^.\n]{{0,30}}\b(?:retrieving|converting|displaying|rendering|decoding|reading) {_MESSAGE}\b|"
    rf"(?<!if )\b(?:{_MESSAGE}|content)\b(?: \w+)? (?:could not|couldn['’]t|can ?not|can['’]t) be "
    r"(?:retrieved|converted|displayed|rendered|decoded|shown)\b(?! (?:correctly|properly|as intended|well))",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(
    rf"\b{_MESSAGE} (?:has been|was|is) (?:archived|moved to (?:the|an|your) (?:archive|vault))\b|"
    rf"\b(?:the )?(?:original|full|whole|entire) (?:message|e-?mail|item)\b (?:is|are|can be|has been|remains) "
    r"(?:available|stored|kept|viewed|opened|archived)\b",
    re.IGNORECASE,
)
_ONLY_A_PART: Final = re.compile(
    r"\[ ?message (?:clipped|truncated)|\bmessage (?:was |has been |is )?(?:clipped|truncated)\b|"
    r"\bonly (?:a )?part of (?:it|this message|the message|this e-?mail) (?:is|was|has been) (?:shown|downloaded|displayed|sent|included)\b|"
    r"\b(?:download|retrieve) the (?:full|rest of the|whole|entire|complete) (?:message|e-?mail)\b",
    re.IGNORECASE,
)


def stands_in(subject: str, text: str) -> str | None:
    """The sentence for a message that stands in for one that is not here, or shows a part of it, or `None`."""
    words = f"{subject}\n{own_words(text)}"
    if _ONLY_A_PART.search(words):
        return "only a part of the message came: open it in the mailbox, and key it if it is a form"
    if len(words.split()) <= _MOST_WORDS and (_NOT_GIVEN.search(words) or _ELSEWHERE.search(words)):
        return "the mail system gave a notice in place of the message: open it in the mailbox, and key it if it is a form"
    return None
