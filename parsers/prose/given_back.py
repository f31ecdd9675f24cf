"""A message that a mail system gives back: does it speak of a child and of harm?"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from parsers.mail.covering_note import promises_a_form
from parsers.mime.header import decode_words
from parsers.prose.advice import is_advice, is_of_learning
from parsers.prose.concern import Says, what_is_quoted, what_it_says
from parsers.prose.harm_words import HARM
from parsers.prose.particular_child import A_CHILD
from parsers.prose.sentences import quoted_words, sentences, without_institutions

_WRITER: Final = re.compile(r"^[ \t*>]*From:(.{0,300})$", re.IGNORECASE | re.MULTILINE)
_SUBJECT: Final = re.compile(r"^Subject:((?:[^\n]|\n[ \t]){0,500})", re.IGNORECASE | re.MULTILINE)
_ADDRESS: Final = re.compile(r"[^\s<>()\[\]:;,\"]{1,64}@[^\s<>()\[\]:;,\"]{1,255}")


def is_somebody_elses(headers: str, mailbox: Collection[str]) -> bool:
    """Whether a message with these headers says that somebody else than the mailbox wrote it."""
    writer = _WRITER.search(headers)
    return writer is not None and not any(found.lower() in mailbox for found in _ADDRESS.findall(writer[1]))


def names_a_referral(headers: str, mailbox: Collection[str]) -> bool:
    """Whether the headers that a bounce gives back are of somebody else's message, whose subject speaks of a referral or of a child."""
    subject = _SUBJECT.search(headers)
    if subject is None or not is_somebody_elses(headers, mailbox):
        return False
    titled = decode_words(subject[1]).strip()
    return promises_a_form(titled, "") or what_it_says(titled) is not Says.NOTHING


def may_be_of_a_child(text: str, mailbox: Collection[str]) -> bool:
    """Whether the message that stands below a bounce may raise a concern.

    `mailbox` are the addresses, in lower case, that the bounce was sent to: what they wrote themselves is known here.
    """
    given_back = quoted_words(text)
    writer = _WRITER.search(given_back)
    if writer is not None and any(found.lower() in mailbox for found in _ADDRESS.findall(writer[1])):
        return False
    return what_is_quoted(text) is not Says.NOTHING and any(
        HARM.search(sentence) and A_CHILD.search(sentence)
        for sentence in sentences(without_institutions(given_back))
        if not (is_advice(sentence) or is_of_learning(sentence))
    )
