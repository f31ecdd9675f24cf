"""The relatives whom a letter's sentences name: "his mother, Jodie Fenwick", "Liam Croft (father)".

Only whole names, and only where the sentence says plainly that they are the child's: "her
mother" in a sentence about somebody else is that person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.letters.words import BORN, DATE, NAME, NOT_A_NAME, WORD

_SORT: Final = r"(?:(?:birth|biological|natural|adoptive|adopted|older|elder|eldest|younger|youngest|twin|half|maternal|paternal|foster|great)[ -])*"
_PARENT: Final = r"(?:step[ -]?)?(?:mother|father|mum|mummy|dad|daddy)"
_PARTNER: Final = (
    rf"{_PARENT}['’]s (?:new |current |former )?(?:ex-)?(?:partner|boyfriend|girlfriend|husband|wife)"
)
_KIN: Final = (
    rf"{_SORT}(?:{_PARTNER}|{_PARENT}|grand-?(?:mother|father|ma|pa|dad)|nan|nana|gran|aunt|auntie|uncle|"
    r"(?:step-?|half-?)?(?:brother|sister|sibling)|cousin|carer|guardian)"
)
_TITLE: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+)?"
_WHOLE_NAME: Final = rf"{_TITLE}{NAME}"
_BIRTHDAY: Final = rf"(?:\s*[,(]\s*(?:{BORN})\s*:?\s*(?P<dob>{DATE})\)?)?"
_KIN_FIRST: Final = re.compile(
    rf"(?:(?P<whose>[\w'’-]+)\s+)?\b(?P<kin>(?i:{_KIN}))(?:\s*,\s*|\s*\(\s*|\s+)(?:(?i:called|named)\s+)?(?P<name>{_WHOLE_NAME}){_BIRTHDAY}"
)
_NAME_FIRST: Final = re.compile(
    rf"(?P<name>{_WHOLE_NAME}){_BIRTHDAY}\s*(?:\(\s*(?:(?i:his|her|their|the)\s+)?(?P<kin>(?i:{_KIN}))\s*(?:,\s*(?:{BORN})\s*:?\s*(?P<born>{DATE}))?\s*\)|"
    rf",\s*(?P<whose>[\w'’-]+)\s+(?P<after>(?i:{_KIN}))(?=\s*[,.;]|\s*$))"
)
_BOTH: Final = re.compile(
    rf"(?P<whose>(?i:his|her|their|the|both))\s+(?i:parents)\s*[,(]\s*(?P<name>{_WHOLE_NAME})\s+and\s+(?P<other>{_WHOLE_NAME})"
)
_PARENT_CALLED: Final = re.compile(
    rf"(?:(?P<whose>[\w'’-]+['’]s?)\s+)?\b(?i:{_PARENT})(?!['’]s)(?:\s*,\s*|\s*\(\s*|\s+)(?P<name>{_TITLE}{WORD}(?:\s+{WORD})?)"
)
_MINE: Final = frozenset(["my", "your", "our", "whose", "own", "whom", "another"])
_PRONOUNS: Final = frozenset(["his", "her", "their"])
_CHILDS: Final = re.compile(
    r"(?:child|children|baby|babies|boy|girl|twins?|patient|pupil)['’]s?", re.IGNORECASE
)
_CAPITALISED: Final = re.compile(r"\b[A-Z][^\W\d_]+")
_ANYBODY: Final = re.compile(rf"\b(?:{_KIN})\b", re.IGNORECASE)
#: Capitals that open a sentence and name nobody.
_OPENERS: Final = frozenset(
    re.findall(
        r"\w+",
        "I We He She They It The This That These Those There A An On At In By During When While After Before Since Today "
        "Yesterday Both His Her Their Please As For From With And But Also Although Following Last Two Three Monday Tuesday "
        "Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
        "November December GP DSL School Nursery Staff Home Police Mr Mrs Ms Miss Dr Mx",
    )
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A relative as a sentence names them: `relationship` as written, `None` for "his parents, A and B"."""

    name: str
    relationship: str | None
    dob: str | None
    sentence: str


def relatives(sentences: Iterable[str], children: Sequence[str]) -> list[Relative]:
    """Who is named as a relative of the children, each once; `children` are their names."""
    own = {word for name in children for word in name.split()}
    found: dict[str, Relative] = {}
    for sentence in sentences:
        for relative in _in_sentence(" ".join(sentence.split()), own):
            if relative.name not in children:
                found.setdefault(relative.name.casefold(), relative)
    return list(found.values())


def called_parents(sentences: Iterable[str], children: Sequence[str]) -> frozenset[str]:
    """What sentences call the parents by: the words of "his mother, Bryn" and "Mum (Jodie Fenwick)"."""
    own = {word for name in children for word in name.split()}
    called: set[str] = set()
    for sentence in sentences:
        for match in _PARENT_CALLED.finditer(sentence):
            if match["whose"] and not _is_theirs(match["whose"], "", own):
                continue
            called |= set(match["name"].split()) - own - _OPENERS
    return frozenset(called)


def _in_sentence(sentence: str, own: set[str]) -> Iterator[Relative]:
    for match in _BOTH.finditer(sentence):
        if _is_theirs(match["whose"], sentence[: match.start()], own):
            yield from (Relative(match[name], None, None, sentence) for name in ("name", "other"))
    for match in _KIN_FIRST.finditer(sentence):
        before = sentence[: match.start("whose" if match["whose"] else "kin")]
        if _is_person(match["name"]) and _is_the_childs(match["whose"], match["kin"], before, own):
            yield Relative(match["name"], _told(match["kin"]), match["dob"], sentence)
    for match in _NAME_FIRST.finditer(sentence):
        kin, whose = match["kin"] or match["after"], match["whose"]
        if not _is_person(match["name"]) or (match["after"] and not _is_theirs(whose, "", own)):
            continue
        yield Relative(match["name"], _told(kin), match["dob"] or match["born"], sentence)


def _told(kin: str) -> str:
    return kin[:1].upper() + kin[1:]


def _is_person(name: str) -> bool:
    return NOT_A_NAME.search(name) is None


def _is_the_childs(whose: str | None, kin: str, before: str, own: set[str]) -> bool:
    """Whether a relative is the child's: "his mother", "Ida's aunt", or a mother who is nobody else's."""
    if whose and _is_theirs(whose, before, own):
        return True
    if whose and (whose.casefold() in _MINE | _PRONOUNS or re.search(r"['’]s?$", whose)):
        return False
    return re.match(rf"(?i:{_PARENT})\b", kin) is not None


def _is_theirs(whose: str, before: str, own: set[str]) -> bool:
    if whose.casefold() in _PRONOUNS | {"the", "both"}:
        return not _speaks_of_another(before, own)
    name = re.sub(r"['’]s?$", "", whose)
    return _CHILDS.fullmatch(whose) is not None or (name != whose and name in own)


def _speaks_of_another(before: str, own: set[str]) -> bool:
    """Whether somebody else stands before a pronoun in the same sentence, whose kin it may mean."""
    named = any(word not in own and word not in _OPENERS for word in _CAPITALISED.findall(before))
    return named or _ANYBODY.search(before) is not None
