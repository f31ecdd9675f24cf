"""Prose apart: the writer's own words, what is quoted below them, and its sentences."""

from __future__ import annotations

import re
from typing import Final

_QUOTED_LINE: Final = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_QUOTED_FROM: Final = re.compile(
    r"^[ \t]*(?:On .{5,160} wrote:|-{2,} ?(?:original|forwarded) (?:message|e-?mail) ?-{2,}|begin forwarded message:?|_{10,})[ \t]*$|"
    r"^[ \t*]*From:.{1,200}\n(?:[ \t*]*(?:Sent|Date|To|Cc|Subject)[ \t*]*:.{0,200}\n)",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDS: Final = re.compile(r"\s*(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_ANSWERS: Final = re.compile(r"\s*(?:re|aw|sv)\s*:", re.IGNORECASE)
_WROTE: Final = re.compile(r"^[ \t]*On .{5,160} wrote:", re.MULTILINE)
_SIGNATURE: Final = re.compile(r"^--[ \t]*$", re.MULTILINE)
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]*)*[.!?]?")
_WRAPPED: Final = re.compile(r"(?<=[a-z,;)'’])[ \t]*\n(?=[a-z(])")
_INSTITUTIONS: Final = re.compile(
    r"\bchild(?:ren)?['’]?s? (?:services?|social care|social work(?:ers?)?|directorates?|departments?|teams?|practitioners?|commissioning|cent(?:re|er)s?|boards?|trusts?|act|commissioner|hospitals?|society|workforce|plans?|homes|home team|partnership|"
    r"protection|exploitation|sexual (?:exploitation|abuse)|criminal exploitation|safeguarding|abuse|poverty|development|minder\w*|bereavement|rights|wards?|advocacy)\b|"
    r"\b(?:children|child) (?:and|&) (?:young (?:people|person)['’]?s?|famil(?:ies|y))\b(?: services?)?|\bsafeguarding (?:of )?children\b|\byoung people['’]s services?\b|"
    r"\bworking together to safeguard children\b|\bkeeping children safe in education\b|\b(?:phd|pgce|doctoral|master['’]?s|university|law|midwifery|nursing|medical|research|trainee|(?:final|first|second|third)[- ]year(?: social work)?|social work) students?\b|\bstudent (?:union|nurses?|social workers?|placements?)\b|\bdomestic (?:abuse|violence) (?:services?|forum|coordinator)\b|"
    r"\b(?:pages?|leaflets?|posters?|booklets?|guides?|sections?|courses?|webinars?|workshops?|sessions?|links?|titled|called|entitled|on)\s(?:\w+\s){0,3}?[\"'‘“](?-i:[A-Z])[^\"’”'\n]{2,80}[\"'’”]|"
    r"\b(?:the )?voices? of (?:the )?child(?:ren)?\b|\bchild(?:ren)?['’]?s? voices?\b|\bchild[- ](?:level|centred|focus(?:s)?ed|facing|friendly)\b|\bh(?:is|er) majesty['’]?s\b|"
    r"\bcommitted to safeguarding\b[^.\n]*|\bbab(?:y|ies) (?:clinic|group|bank|massage)\b|\b(?:young people|children) (?:everywhere|in general)\b|\bprivate and confidential\b",
    re.IGNORECASE,
)
#: "Neglect | 31 | 28": a row's title with its figures, a cell to a line or parted by tabs. No date, no telephone.
_FIGURE: Final = r"[-+–£]{0,2}\d[\d,.]{0,8} ?%?"
_ROW_OF_FIGURES: Final = re.compile(
    rf"^(?P<title>[^\n\t.!?:]{{2,80}})(?:[\t\n][ \t\n]{{0,6}}{_FIGURE}[ ]{{0,4}}){{2,}}$", re.MULTILINE
)
_SAID_OF_SOMEBODY: Final = re.compile(
    r"\b(?:i|me|my|we|our|he|she|him|her|his|they|them|their)\b|(?-i:\b[A-Z][\w'’-]+ [A-Z][\w'’-]+)",
    re.IGNORECASE,
)
#: A sentence over the lines that it wraps into.
_OVER_LINES: Final = re.compile(
    r"(?:[^.!?\n]|[.!?]+(?=[^\s.!?])|(?<=[\w,;)'’-])\n(?=[a-z(]))+[.!?]*|[.!?]+|\n"
)
#: What gateways put above a text, and the law and the house below it. Whole phrases: "confidential" alone is a writer's own.
_FURNITURE: Final = re.compile(
    r"\b(?:e-?mail|message|sender)\b[^.]{0,40}\b(?:(?:from|is) (?:an? )?(?:outside|external)|originated outside)\b|^\W*(?:caution\W+)?external (?:e-?mail|sender|message)\W*$|"
    r"\b(?:click|open|follow)(?:ing)?\s(?:\w+\s){0,3}?(?:links?|attachments?)\b|\b(?:care|careful|cautious|wary)\s(?:\w+\s){0,4}?(?:links?|attachments?)\b|"
    r"\byou don['’]t often get e-?mail\b|\blearn why this is important\b|"
    r"\b(?:this|the) (?:e-?mail|message|communication|transmission)\b[^.]{0,90}\b(?:confidential|privileged|intended|monitored|scanned|virus\w*)\b|"
    r"\b(?:contents?|information)\s[^.]{0,60}\b(?:is|are|may be) (?:\w+ )?(?:confidential|privileged)\b|\bintended (?:solely |only |recipient)|\bthe intended recipient|"
    r"\b(?:received|sent)\s[^.]{0,40}\bin error\b|\b(?:views|opinions) (?:\w+ )?(?:are|expressed|of the)\b|\b(?:computer|software) virus|\b(?:for|from|of|any) viruses\b|\bbefore printing\b|"
    r"\bregistered (?:in england|charity|office|company|number|address)|\bcompany (?:registered|no\b|number)|\bcommitted to safeguarding\b|\bprivacy (?:notice|policy)\b|\bsent from (?:my|outlook|yahoo|mail)\b|\bget outlook for\b",
    re.IGNORECASE,
)


def own_words(text: str) -> str:
    """What the writer wrote, without quoted messages, the signature below "--", banners and disclaimers.

    Where there is nothing else, the message was sent on for what is quoted: that is kept.
    """
    whole = text.replace("\r\n", "\n")
    own = _SIGNATURE.split(_before_quotes(whole), maxsplit=1)[0].strip()
    return without_furniture(own) or _unquoted(whole)


def signature_words(text: str) -> str:
    """What stands below "--" and above any earlier message: a signature, and what somebody added to it."""
    below = _SIGNATURE.split(_before_quotes(text.replace("\r\n", "\n")), maxsplit=1)[1:]
    return without_furniture(below[0].strip()) if below else ""


def is_furniture(text: str) -> bool:
    """Whether a text holds a phrase of a gateway's, of the law's or of a telephone's."""
    return _FURNITURE.search(text) is not None


def without_furniture(text: str) -> str:
    """A text without the sentences that gateways, houses and telephones add to every message."""
    if _FURNITURE.search(text) is None:
        return text
    pieces = (match.group() for match in _OVER_LINES.finditer(text))
    return "".join(piece for piece in pieces if _FURNITURE.search(piece) is None).strip()


def quoted_words(text: str) -> str:
    """The earlier messages that stand below, without their ">"."""
    whole = text.replace("\r\n", "\n")
    return _unquoted(whole[len(_QUOTED_FROM.split(whole, maxsplit=1)[0]) :]) + "\n" + _lines_quoted(whole)


def sent_on_words(text: str, subject: str = "") -> str:
    """The words of a message that is passed on, not answered: whoever sends it on may say nothing of it. Else nothing."""
    whole = text.replace("\r\n", "\n")
    own, *below = _QUOTED_FROM.split(whole, maxsplit=1)
    if not below or _ANSWERS.match(subject) or (_WROTE.search(whole) and not _FORWARDS.match(subject)):
        return ""
    return _unquoted(whole[len(own) :])


def is_sent_on(text: str, subject: str = "") -> bool:
    """Whether a message forwards another: its signature is then the forwarder's."""
    return _FORWARDS.match(subject) is not None or _QUOTED_FROM.search(text) is not None


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line that wraps goes on in the next."""
    return [
        match.group().strip()
        for match in _SENTENCE.finditer(_WRAPPED.sub(" ", text))
        if match.group().strip()
    ]


def without_figures(text: str) -> str:
    """The text without the rows of tables of figures: what they count is no child in particular."""
    return _ROW_OF_FIGURES.sub(
        lambda row: row.group() if _SAID_OF_SOMEBODY.search(row["title"]) else "", text
    )


def without_institutions(text: str) -> str:
    """The text without names of services, laws and boards: they speak of no child."""
    return _INSTITUTIONS.sub(" ", text)


def _before_quotes(text: str) -> str:
    return _QUOTED_LINE.sub("", _QUOTED_FROM.split(text, maxsplit=1)[0])


def _lines_quoted(text: str) -> str:
    return "\n".join(match.group().lstrip("> \t") for match in _QUOTED_LINE.finditer(text))


def _unquoted(text: str) -> str:
    return re.sub(r"^[> \t]+", "", text, flags=re.MULTILINE)
