"""Addresses and surnames said by whose they are: "as above", "same as mother", "as victim"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from parsers.assembly.draft import IDENTITY, Draft, Row
from parsers.assembly.pieces import Answer
from parsers.labels import LabelTables
from parsers.spelling import key

_ABOVE: Final = re.compile(
    r"(?:as |see )?(?:above|previous)|a/a|same(?: as (?:above|first child|sibling|previous))?|ditto",
    re.IGNORECASE,
)
#: "As child 1", "same as person 2": the form numbers whom it tells of.
_AS_NUMBERED: Final = re.compile(
    r"(?:the )?(?:same )?(?:address )?as (?:for )?(?P<who>child|pupil|student|young person|yp|sibling|person|subject|adult)(?: (?:no\.?|number))? ?#?(?P<number>\d|one|two|three)(?: above)?",
    re.IGNORECASE,
)
_YOUNG: Final = ("child", "pupil", "student", "young person", "yp", "sibling")
_NUMBERS: Final = {"one": 1, "two": 2, "three": 3}
_AS_SOMEBODY: Final = re.compile(
    r"(?:(?:the )?same(?: address)?|lives|living|resides|lives at same address)? ?(?:as|with) (?:for |per )?(?:the |his |her |their )?(?P<who>[a-z][a-z' /-]{2,30}?)(?:'s)?(?: address)?(?: above| below)?",
    re.IGNORECASE,
)
#: Whom a section's heading calls so, and no relationship does.
_CALLED: Final = (
    "victim",
    "suspect",
    "client",
    "service user",
    "tenant",
    "occupier",
    "patient",
    "perpetrator",
)
_HEADS_ONE_HOME: Final = re.compile(
    r"\b(?:living|live|lives|residing|resident|resides) (?:at|in) (?:the |this )?(?:above|same|this|home|family) (?:address|home|household)\b",
    re.IGNORECASE,
)
_PARENT: Final = frozenset(["parent", "carer", "parent carer", "family"])


def settle_addresses(draft: Draft, labels: LabelTables) -> None:
    """Put the address that is meant where a child's says only whose it is; blank it where nobody's is known."""
    children = [row for row in draft.rows["children"] if row.answers]
    _look_at_number(children, draft)
    _look_above(children)
    _look_to_the_home(children, draft)
    _house_at_the_same(children)
    for row in draft.rows["people"]:
        said = row.answers.get("address")
        found = _AS_SOMEBODY.fullmatch(" ".join(said.text.split()).strip(' ."')) if said is not None else None
        if found is not None and _is_somebody(found["who"], labels):
            del row.answers["address"]  # whose it is says where they live to nobody who reads this row alone
    for row in children:
        said = row.answers.get("address")
        words = " ".join(said.text.split()).strip(' ."') if said is not None else ""
        found = _AS_SOMEBODY.fullmatch(words) if words else None
        if found is None or re.search(r"\d", words):
            continue
        owner = _owner(found["who"], draft.rows["people"], labels)
        if owner is None and not _is_somebody(found["who"], labels):
            continue
        del row.answers["address"]
        if owner is not None:
            _lend(owner, row)


def _owner(who: str, people: list[Row], labels: LabelTables) -> Row | None:
    """The one person so called who has an address of their own."""
    housed = [row for row in people if not _says_nothing(row.answers.get("address"))]
    if key(who) in _PARENT:
        found = housed
    else:
        kin = labels.kin(who) or who
        found = [row for row in housed if _is_called(row, who, kin, labels)]
    return found[0] if len(found) == 1 else None


def _is_called(row: Row, who: str, kin: str, labels: LabelTables) -> bool:
    said = row.answers.get("relationship")
    words = said.text.strip() if said is not None else ""
    return bool(words and (labels.kin(words) or words).casefold() == kin.casefold()) or key(who) in key(
        row.under
    )


def _is_somebody(who: str, labels: LabelTables) -> bool:
    return labels.kin(who) is not None or key(who) in {*map(key, _CALLED), *_PARENT}


def _look_at_number(rows: list[Row], draft: Draft) -> None:
    """A child's address that says "as person 1" is that of whom the form numbers so; blank where nobody is."""
    everybody = [row for section in ("children", "people") for row in draft.rows[section]]
    for row in rows:
        said = row.answers.get("address")
        found = _AS_NUMBERED.fullmatch(" ".join(said.text.split()).strip(' ."')) if said is not None else None
        if found is None:
            continue
        number = _NUMBERS.get(found["number"].casefold()) or int(found["number"])
        meant = [one for one in everybody if one.number == number and one is not row]
        if found["who"].casefold() in _YOUNG:
            meant = [one for one in meant if one in rows] or rows[number - 1 : number]
        del row.answers["address"]
        if len(meant) == 1 and meant[0] is not row:
            _lend(meant[0], row)


_DITTO: Final = re.compile(r"[\"“”'’〃,]{1,2}|[-–]\s*[\"”“]\s*[-–]|do\.", re.IGNORECASE)


def settle_surnames(draft: Draft) -> None:
    """A surname that says "as above", "as child 1" or has a ditto mark is that of the child before, or of the first."""
    rows = [row for row in draft.rows["children"] if row.answers]
    for at, row in enumerate(rows):
        said = row.answers.get("surname")
        words = " ".join(said.text.split()) if said is not None else ""
        numbered = _AS_NUMBERED.fullmatch(words.strip(' ."'))
        if not words or not (numbered or _DITTO.fullmatch(words) or _ABOVE.fullmatch(words.strip(' ."'))):
            continue
        del row.answers["surname"]
        first = (
            int(_NUMBERS.get(numbered["number"].casefold()) or numbered["number"]) - 1 if numbered else at - 1
        )
        if 0 <= first < at and "surname" in rows[first].answers:
            row.answers["surname"] = rows[first].answers["surname"]


def _lend(owner: Row, row: Row) -> None:
    if not _says_nothing(owner.answers.get("address")):
        row.answers["address"] = owner.answers["address"]
    if "postcode" in owner.answers and _says_nothing(row.answers.get("postcode")):
        row.answers["postcode"] = owner.answers["postcode"]


def _look_above(rows: list[Row]) -> None:
    """A child's address that says "as above" is that of the child before."""
    for earlier, row in pairwise(rows):
        said = row.answers.get("address")
        if said is not None and _ABOVE.fullmatch(said.text.strip(' ."')) and "address" in earlier.answers:
            _lend(earlier, row)


def _look_to_the_home(rows: list[Row], draft: Draft) -> None:
    """ "As above" below the address of all the children, or below that of an incident and nobody's own."""
    people = [row for row in draft.rows["people"] if not _says_nothing(row.answers.get("address"))]
    place = draft.single.get("concern.risk_location") if not people else None
    for row in rows:
        said = row.answers.get("address")
        if said is None or _ABOVE.fullmatch(said.text.strip(' ."')) is None:
            continue
        if not _says_nothing(draft.shared.get("address")):
            del row.answers["address"]
        elif place is not None and re.match(r"\W*(?:flat\W+)?\d", place.text, re.IGNORECASE):
            row.answers["address"] = place


def _house_at_the_same(rows: list[Row]) -> None:
    """ "Children living at the above address": those named under such a heading live where the first child does."""
    for row in rows[1:]:
        named = any(name in row.answers and not row.answers[name].empty for name in IDENTITY)
        if not named or _HEADS_ONE_HOME.search(row.under) is None or {"address", "postcode"} & set(row.asked):
            continue
        for name in ("address", "postcode"):
            if name in rows[0].answers:
                row.answers[name] = rows[0].answers[name]


def _says_nothing(answer: Answer | None) -> bool:
    if answer is None or answer.empty:
        return True
    words = " ".join(answer.text.split()).strip(' ."')
    return _ABOVE.fullmatch(words) is not None or _AS_NUMBERED.fullmatch(words) is not None
