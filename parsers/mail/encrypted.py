"""Messages that are notices of a message: encrypted text, and links to a portal.

What a child needs may stand behind them, the program cannot go there, and the link often
expires. So they are told apart from mail that is plainly no form, by each product's own marks
and by the words that all such notices share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_MOST_TEXT: Final = 200_000  # notices are short
_PGP_MESSAGE: Final = re.compile(r"^[> \t]*-----BEGIN PGP MESSAGE-----", re.MULTILINE)

#: Product, and what only its notices hold: link hosts, file names, its own phrases.
_PORTALS: Final = (
    ("Egress", r"\begress\.com\b|\begress (?:switch|protect|secure|webform)"),
    (
        "Microsoft 365 encrypted message",
        r"message(?:_v\d)?\.rpmsg|office365\.com/encryption|sent you a protected message|"
        r"\bmicrosoft (?:purview|office 365) message encryption|\bmicrosoft information protection",
    ),
    ("Mimecast", r"mimecast\.com/(?:s|secure|portal)|securemsg[^\s]*mimecast|\bmimecast secure messag"),
    ("Zix", r"\bzix(?:mail|corp|messagecenter|port)\b|zixmessagecenter\.com|zixmail\.net"),
    (
        "Proofpoint",
        r"securereader|securemessageatt\.html?|\bproofpoint (?:encryption|secure)|\bsecuremail\.proofpoint",
    ),
    (
        "Cisco secure email",
        r"securedoc(?:_\w+)?\.html?|\bres\.cisco\.com|\bcisco (?:registered envelope|secure email encryption)",
    ),
    ("Galaxkey", r"\bgalaxkey\b"),
    (
        "CJSM",
        r"\bcjsm\.net/(?:login|webmail)|\bcjsm (?:web ?mail|account|secure|message)|log ?in to (?:the )?(?:cjsm|criminal justice secure)",
    ),
    (
        "Trend Micro (NHSmail)",
        r"encrypted[_ ]message\.html?|trend micro email encryption|\btrendmicro[^\s]*encrypt",
    ),
    ("Barracuda", r"barracuda(?:networks)?[^\n]{0,40}(?:encrypt|message center)|encrypt\.barracudanetworks"),
    ("Sophos", r"sophos secure (?:message|email)"),
    ("Virtru", r"\bvirtru\b"),
    ("Voltage SecureMail", r"message_zdm\.html?|voltage securemail"),
    ("Kiteworks", r"\bkiteworks\b|\baccellion\b"),
    ("e-signature", r"\bdocusign\b|\bechosign\b|\badobe ?sign\b|\bhellosign\b|\bsignnow\b|\bdropbox sign\b"),
    ("Proton Mail", r"proton(?:mail)?\.(?:com|me)/eo/|password-protected message from proton"),
)
_PORTAL_MARKS: Final = tuple((name, re.compile(marks, re.IGNORECASE)) for name, marks in _PORTALS)
_FILE_SHARE: Final = re.compile(
    r"https?://[^\s/\"'<>]*(?:sharepoint|onedrive|1drv|drive\.google|docs\.google|forms\.gle|dropbox|wetransfer|\bwe\.tl|sharefile|\bbox\.com|icloud|"
    r"hightail|mega\.nz|mailbigfile|filemail|filetransfer|securefile|sendthisfile|smash\b)[^\s/\"'<>]*/",
    re.IGNORECASE,
)
_SHARED: Final = re.compile(
    r"\b(?:shared|sent)\b[^\n]{0,60}\b(?:with you|you (?:a )?(?:files?|folder|documents?|link)|via wetransfer)|"
    r"\b(?:form|referral|report|document|file)s?\b[^\n]{0,60}\b(?:link|here|download)\b|"
    r"\b(?:here(?:['’]?s| is| are)|see|view|open|download|link (?:to|for)|uploaded|saved)\b[^\n]{0,60}\b(?:form|referral|report|document|file|chronology|statement)s?\b",
    re.IGNORECASE,
)
#: Whatever the product: somebody sent a file that is not here.
_SENT_A_FILE: Final = re.compile(
    r"\b(?:has |have )?(?:shared|sent) (?:a|an|the|this|\d+) (?:\w+ )?(?:files?|folder|documents?|form|referral) (?:with|to|for) you\b|"
    r"\b(?:has |have )?sent you (?:a|an|the|\d+) (?:\w+ )?(?:files?|folder|documents?|form|referral)\b",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
_MOST_BESIDE_A_LINK: Final = 4  # words: "As promised", "Thanks, Jo"
_SECURE: Final = re.compile(
    r"\b(?:secure(?:d|ly)?|encrypted|protected|password[- ]protected)\s+(?:and encrypted\s+)?"
    r"(?:e-?mail|message|document|file|communication|delivery|envelope|link|portal|inbox)",
    re.IGNORECASE,
)
_WAITING: Final = re.compile(
    r"\byou(?:['’]ve| have| are)?\s+(?:just\s+)?(?:received|been sent|got|been granted)|\bhas sent you\b|\b(?:is|are) waiting\b|"
    r"\byou(?:['’]ve| have)\s+(?:a|an|one|\d+)\s+(?:new |unread )?(?:secure|encrypted|protected)|\b(?:message|e-?mail|document|file|letter)s?\s+(?:waiting|is here|for you)\b|"
    r"\bsent (?:to )?you\b|\bnew (?:secure|encrypted|protected)\b",
    re.IGNORECASE,
)
_OPEN_IT: Final = re.compile(
    r"\b(?:click|open|read|view|review|sign|access|retrieve|collect|decrypt|unlock|download|log ?in|sign in|register)\b"
    r"[^\n]{0,80}\b(?:here|link|button|message|e-?mail|document|file|portal|attachment|account|below)\b",
    re.IGNORECASE,
)
#: Whatever the product: somebody's message lies where one has to log in.
_MESSAGE_ELSEWHERE: Final = re.compile(
    r"\byou(?:['’]ve| have)\s+(?:just |been sent |received |got )*(?:a|an|one|\d+)\s+(?:new |unread |important |confidential )*(?:message|e-?mail|letter|document|fax|communication)s?\b(?! about your\b)|"
    r"\b(?:new|unread) (?:message|letter|document)s? (?:from|for you|in your|has been|is|are)\b",
    re.IGNORECASE,
)
_READ_IT_THERE: Final = re.compile(
    r"\b(?:log|sign) ?(?:in|on)\b[^.\n]{0,80}\bto (?:read|view|see|open|access)\b|\b(?:read|view|open|collect) (?:it|your|the|this) (?:\w+ )?(?:message|e-?mail|letter|document|fax|communication)\b",
    re.IGNORECASE,
)
#: What systems of schools and partners write when something about a child waits in them.
_WAITS_IN_A_SYSTEM: Final = re.compile(
    r"\b(?:new|unread|urgent|an?|\d+|assigned|shared)\b[^.\n]{0,40}\b(?:alerts?|incidents?|concerns?|referrals?|safeguarding \w+|notifications?)\b",
    re.IGNORECASE,
)
_LOG_IN: Final = re.compile(
    r"\b(?:log|sign) ?(?:in|on)\b[^.\n]{0,60}\bto (?:read|view|see|open|access|respond|review|action)\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_NOTICE: Final = 80
_LINK: Final = re.compile(r"https?://|\bhref\s*=", re.IGNORECASE)


def encrypted_text(text: str) -> str | None:
    """The sentence for a text with a PGP message in it, or `None`."""
    if _PGP_MESSAGE.search(text):
        return "encrypted (PGP): open it in the mail program that has the key, and key it by hand"
    return None


def portal_notice(subject: str, text: str, source: str, filenames: Iterable[str | None]) -> str | None:
    """The sentence for a notice that a message waits elsewhere, or `None`.

    `text` is what a person reads, `source` the body as sent (with its links), `filenames`
    those of the attachments.
    """
    words = f"{subject}\n{text[:_MOST_TEXT]}"
    everything = "\n".join((words, source[:_MOST_TEXT], *filter(None, filenames)))
    notifies = _notifies(words, everything)
    for product, marks in _PORTAL_MARKS:
        # A product's name in somebody's signature is no notice.
        if marks.search(everything) and (notifies or _SECURE.search(words) or _OPEN_IT.search(words)):
            return f"a link to a secure message ({product}): open it before it expires and key it by hand"
    if notifies:
        return "a link to a secure message: open it before it expires and key it by hand"
    linked = _LINK.search(everything) is not None
    if (_FILE_SHARE.search(everything) and _SHARED.search(words)) or (linked and _SENT_A_FILE.search(words)):
        return "a link to a shared file: open it by hand and key it if it is a form"
    if linked and _lies_elsewhere(words):
        return "a link to a message: open it there before it expires, and key it if it is a form"
    if linked and _waits_in_a_system(words):
        return "a notice of something that waits in another system: open it there, or ask the sender for it, and key it if it is a form"
    if _is_only_a_link(text[:_MOST_TEXT]):
        return "nothing but a link: open it by hand, if it can be trusted, and key it if it is a form"
    return None


def _lies_elsewhere(words: str) -> bool:
    """Whether a short text says that a message has come and can be read somewhere else."""
    # An address breaks a sentence at its dots.
    told = _ADDRESS.sub("there", words)
    return (
        len(told.split()) <= _MOST_WORDS_OF_A_NOTICE
        and _MESSAGE_ELSEWHERE.search(told) is not None
        and _READ_IT_THERE.search(told) is not None
    )


def _waits_in_a_system(words: str) -> bool:
    """Whether a short text says that an alert, an incident or a referral can be read after logging in."""
    return (
        len(words.split()) <= _MOST_WORDS_OF_A_NOTICE
        and _LOG_IN.search(words) is not None
        and _WAITS_IN_A_SYSTEM.search(words) is not None
    )


def _is_only_a_link(text: str) -> bool:
    """Whether what a person reads is a link, and hardly a word beside it."""
    rest, links = _ADDRESS.subn(" ", text)
    return links > 0 and len(re.findall(r"[^\W\d_]{2,}", rest)) <= _MOST_BESIDE_A_LINK


def _notifies(words: str, everything: str) -> bool:
    return (
        _SECURE.search(words) is not None
        and _WAITING.search(words) is not None
        and (_LINK.search(everything) is not None or "attach" in words.lower())
        and _OPEN_IT.search(words) is not None
    )
