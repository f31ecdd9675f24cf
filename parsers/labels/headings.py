"""Headings: which section opens, and whose block it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.labels.fields import ROWS, Heading
from parsers.labels.index import LabelIndex
from parsers.spelling import bag, key

_TITLE: Final = re.compile(
    r"^\W*(?:request|referral|application|enquiry)s? (?:for|to)\b|\b(?:form|notification|notice|marf|report|polic(?:y|ies)|procedures?|handbook|newsletter|minutes|agenda|training|partnership|board|council|hub|ppn\d?|tool(?:kit)?|pro-?forma|template|checklist|(?:incident|referral|concern) record|children'?s? (?:services|social care)|"
    r"(?:referral|request|contact|enquiry) (?:to|for) (?:children|social|support|service|early|help)\w*)\b|\b(?:referrals?|requests?)(?:\s*\([^()]{1,20}\))?\s*$",
    re.IGNORECASE,
)
#: "Details of mother   Is mother the main carer? Y / N": a question that shares a heading's cell.
_ASIDE: Final = re.compile(r"(?<=\w)\s+(?:Is|Are|Does|Do|Has|Have)\s[^?]{3,60}\?.*$", re.DOTALL)
#: "Subject 2 (Adult)": what stands in brackets says who it is.
_GROWN_UP: Final = re.compile(
    r"[(\[]\s*(?:adult|parent|carer|guardian|mother|father|perpetrator|suspect|victim's parent)\b",
    re.IGNORECASE,
)
#: "the child you are referring": whoever is told of, not who tells.
_REFERRED: Final = re.compile(
    r"(?<=\w)\s+(?:that |who |whom )?(?:you|we|i)(?: are|'re| am| wish to| want to|) (?:referring|refer|reporting|requesting)\b.*$"
)
#: "Victim / child at risk": who the child is besides, and no grown-up.
_OR_CHILD: Final = re.compile(
    r"^\W*(?:victim|client|service user|patient)s?\s*/\s*(?=(?:the )?(?:child|young person)\b)", re.IGNORECASE
)
#: "Child A": forms letter their blocks as they number them.
_LETTERED: Final = re.compile(
    r"\b(child|young person|pupil|adult|parent|carer|parent/carer|sibling|person|subject)\s+\(?([A-H])\)?\s*:?$",
    re.IGNORECASE,
)
_LETTERS: Final = tuple("ABCDEFGH")
#: "Section: Where they live", as web forms print their pages' titles.
_BARE_SECTION: Final = re.compile(r"^\s*(?:section|part|page)\s*(?::|[-–—]\s)\s*(?=\w)", re.IGNORECASE)
#: What the police and others call the grown-ups of an incident.
_PARTS: Final = frozenset(
    ["victim", "suspect", "offender", "perpetrator", "witness", "informant", "aggrieved", "adult"]
)
#: "Child 2 of the family": where a child belongs says nothing of who it is.
_OF_THE_FAMILY: Final = re.compile(
    r"(?<=\d)\s+(?:of|in) (?:the|this) (?:family|household)\W*$", re.IGNORECASE
)
#: "Parent or other adult present 2": a grown-up with a number is one of several, whatever is said of them.
_GROWN_UP_NUMBERED: Final = re.compile(
    r"(?:(?:other|significant|any)\s+)*(?:parent|carer|guardian|adult|(?:family|household) member|relative)\b[\w/ ,'’]{0,50}\s(?P<number>\d{1,2})",
    re.IGNORECASE,
)
_HALVES: Final = re.compile(r"\s+/\s+")
#: "Parent / carer of the child: Ann Vale": a label with its answer.
_ANSWERED: Final = re.compile(r":\s*\S")
_MOST_WORDS: Final = 12
_MOST_WORDS_OF_A_BLOCK: Final = 8
_ORDINALS: Final = {
    "first": "1", "one": "1", "second": "2", "two": "2", "third": "3", "three": "3", "fourth": "4", "four": "4", "fifth": "5", "five": "5",
    "sixth": "6", "six": "6", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "6th": "6",
}  # fmt: skip
_AROUND_A_SUBJECT: Final = frozenset(["detail", "information", "about", "number", "particular", "continued"])


def heading_of(index: LabelIndex, text: str, *, marked: bool) -> Heading | None:
    """The section that a text opens; `marked` where the document shows it as a heading."""
    if "?" in text:
        text = _ASIDE.sub("", text)
    text = _OF_THE_FAMILY.sub("", _BARE_SECTION.sub("", text))
    alternative = _OR_CHILD.match(text)
    if alternative:
        text = text[alternative.end() :]
    # Few texts end in such a letter, and to look at their end takes less than for a pattern.
    ends = text.strip().rstrip(":)").rstrip().rstrip(")")
    lettered = _LETTERED.search(text.strip()) if ends.endswith(_LETTERS) else None
    if lettered is not None:
        text = f"{text[: lettered.start(2)]}{ord(lettered[2]) - ord('A') + 1}"
    words = key(text.strip("=-–—_*#•· \t"))
    plain = "/" in text and "?" not in text and not _ANSWERED.search(text)
    halves = [key(half) for half in _HALVES.split(text)] if plain else []
    part = _part_and_kin(index, halves)
    if part is not None:
        return part
    exact = _printed(index, [words, *(halves if len(halves) == 2 else ())])
    #: "Rhiant neu ofalwr / Parent or carer 1": the number stands behind the half that is known.
    block = block_of(index, words) or next(filter(None, (block_of(index, half) for half in halves)), None)
    counted = None if block else _GROWN_UP_NUMBERED.fullmatch(text.strip())
    if counted is not None:
        block = Heading("people", int(counted["number"]), block=True)
    if block and block.section == "children" and _GROWN_UP.search(text):
        block = replace(block, section="people")
    if exact and not (block and block.number and block.section == exact.section):
        return exact
    folded = " ".join(text.casefold().replace("’", "'").split())
    # A question in bold is asked of the writer, a long sentence tells: only the tables make a heading of them.
    told = len(folded.split()) > _MOST_WORDS and folded.endswith(".")
    if (
        block
        or not marked
        or told
        or len(words.split()) > _MOST_WORDS
        or _TITLE.search(folded)
        or "?" in folded
    ):
        return block
    folded = _REFERRED.sub(" ", folded)
    return next((Heading(section) for section, words in index.heading_words if words.search(folded)), None)


def _part_and_kin(index: LabelIndex, halves: list[str]) -> Heading | None:
    """ "Suspect / Father": the part that somebody of the family plays, and who they are."""
    kin = [index.kin[half] for half in halves if half in index.kin]
    others = [half for half in halves if half not in index.kin]
    if len(kin) != 1 or len(others) != 1 or others[0] not in _PARTS:
        return None
    return Heading("people", block=True, preset=kin[0])


def _printed(index: LabelIndex, spellings: list[str]) -> Heading | None:
    whole = spellings[0]
    tried = [whole, bag(whole), *spellings[1:]]
    return next((index.headings[spelled] for spelled in tried if spelled in index.headings), None)


def block_of(index: LabelIndex, words: str) -> Heading | None:
    """ "Child 2", "Details of parent or carer 1", "Subject 2 of 3", "Second child"."""
    tokens = [_ORDINALS.get(token, token) for token in words.split()]
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) < 3]
    names = {token for token in tokens if not token.isdecimal()} - _AROUND_A_SUBJECT
    if not names or len(tokens) > _MOST_WORDS_OF_A_BLOCK:
        return None
    kin = index.kin.get(" ".join(token for token in tokens if token in names))
    if kin:
        return Heading("people", numbers[0] if numbers else None, block=True, preset=kin)
    owner = _owner(index, names) or _numbered_title(index, tokens) if numbers else None
    return Heading(owner, numbers[0], block=True) if owner in ROWS and owner else None


def _numbered_title(index: LabelIndex, tokens: list[str]) -> str | None:
    """The section of a title with a number behind it: "Adult subject 2". One before it counts the form's parts."""
    if not tokens[-1].isdecimal():
        return None
    title = " ".join(tokens[:-1])
    found = index.headings.get(title) or index.headings.get(bag(title))
    return found.section if found else None


def _owner(index: LabelIndex, names: set[str]) -> str | None:
    """The section whose rows are called so, by one of its words or by several at once."""
    exact = index.owners.get(frozenset(names))
    return exact or next((section for section in ROWS if names <= index.words_for(section)), None)
