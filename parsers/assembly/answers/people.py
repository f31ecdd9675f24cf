"""One row's answers -> somebody: a parent, carer or member of the household, or a practitioner."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.children import name_and_birthday
from parsers.assembly.answers.entry import Entry
from parsers.assembly.answers.several_in_one import (
    join_names,
    split_address_contact,
    split_contact,
    split_name_and_number,
)
from parsers.assembly.people import is_kin, names_a_role
from parsers.assembly.remarks import without_maiden_name, without_remark
from parsers.labels import Hub
from parsers.letters.words import NAME

_OF_A_NUMBERED_ONE: Final = re.compile(r"\b(?:of|to)\s+(?:the\s+)?\w+\s*\d\W*$", re.IGNORECASE)
_HOLDS_RESPONSIBILITY: Final = re.compile(
    r"(?P<kin>[^\W\d][^()\d\n]{2,40}?)\s*[(\[,/–-]+\s*(?:(?P<none>no|without)|has|holds|with)?\s*(?:PR|P\.R\.?|parental responsibility)\s*[)\]]?",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|DC|Sgt)\.?\s+)?{NAME}")
_PLACE: Final = re.compile(
    r"\b(?:surgery|practice|school|academy|nursery|college|centre|center|hospital|clinic|service|services|team|trust|council|police|health|constabulary|welfare|education|social (?:care|work)|housing|nhs|camhs|probation|cafcass|midwifery|hub|project|charity|association|foundation|department)\b",
    re.IGNORECASE,
)

#: "Accompanied by: Uncle": what somebody is to the child, and no name.
_ONLY_A_TIE: Final = re.compile(
    r"(?:(?:maternal|paternal|step|half|foster|great|family|birth|close|older|elder|younger)[ -]*)*"
    r"(?:mother|mum|mummy|father|dad|daddy|parents?|carer|guardian|grand(?:mother|father|parents?|ma|dad)|nan|nana|granny|aunt(?:ie|y)?|uncle|"
    r"brother|sister|sibling|cousin|partner|friend|neighbour|childminder|babysitter|relative)",
    re.IGNORECASE,
)


def read_person(entry: Entry) -> None:
    """A parent, carer, member of the household or significant other."""
    split_address_contact(entry)
    join_names(entry, "name")
    split_name_and_number(entry)
    _name_as_far_as_known(entry)
    _name_with_kin(entry)
    _tie_for_name(entry)
    _name_with_part(entry, "relationship", lambda words: not re.search(r"\d", words))
    _without_number(entry)
    _kin_with_responsibility(entry)
    entry.text("name", "relationship")
    entry.dob("dob", "age_dob")
    entry.gender()
    entry.tri("parental_responsibility", "in_household")
    entry.address()
    entry.phone(Hub())


def _name_as_far_as_known(entry: Entry) -> None:
    """ "Ann (surname not known)", "Ann Vale DOB 1/2/80": neither the remark nor the birthday is part of the name."""
    answer = entry.answer("name")
    if answer is None:
        return
    name, born = name_and_birthday(without_maiden_name(without_remark(answer.text)))
    entry.answers = {**entry.answers, "name": replace(answer, text=name)}
    if born and not {"dob", "age_dob"} & entry.answers.keys():
        entry.answers["dob"] = replace(answer, text=born)


def _name_with_kin(entry: Entry) -> None:
    """ "Ann Vale - mother" where a name was asked: who that is stands behind the dash."""
    answer = entry.answer("name")
    name, dash, kin = answer.text.strip().rpartition(" - ") if answer else ("", "", "")
    if answer is None or not dash or not is_kin(kin) or entry.answer("relationship") is not None:
        return
    entry.answers = {
        **entry.answers,
        "name": replace(answer, text=name),
        "relationship": replace(answer, text=kin),
    }


def _tie_for_name(entry: Entry) -> None:
    """ "Neighbour" where a name was asked tells who it was, and not what they are called."""
    answer = entry.answer("name")
    if answer is None or _ONLY_A_TIE.fullmatch(answer.text.strip(" .")) is None:
        return
    kept = {field: said for field, said in entry.answers.items() if field != "name"}
    entry.answers = {"relationship": answer, **kept}


def _without_number(entry: Entry) -> None:
    """ "Sibling 1" in a first column numbers the row: the relationship is without it; "Father of child 2" says whose."""
    answer = entry.answer("relationship")
    if answer is None or _OF_A_NUMBERED_ONE.search(answer.text):
        return
    if found := re.fullmatch(r"([^\W\d][^\d\n]+?)\s*\d", answer.text.strip()):
        entry.answers = {**entry.answers, "relationship": replace(answer, text=found[1])}


def _kin_with_responsibility(entry: Entry) -> None:
    """ "Mother (PR)" where who holds parental responsibility is told beside the relationship."""
    answer = entry.answer("relationship")
    found = _HOLDS_RESPONSIBILITY.fullmatch(answer.text.strip()) if answer else None
    if found is None or answer is None:
        return
    told = "no" if found["none"] else "yes"
    entry.answers = {**entry.answers, "relationship": replace(answer, text=found["kin"])}
    if entry.answer("parental_responsibility") is None:
        entry.answers["parental_responsibility"] = replace(answer, text=told)


def _name_with_part(entry: Entry, part: str, is_one: Callable[[str], bool]) -> None:
    """ "Mary Smith (mother)", "Jo Hill (tutor)" where the form has no place for what somebody is."""
    answer = entry.answer("name")
    found = re.fullmatch(r"([^()]+)\(([^()]{3,40})\)", answer.text.strip()) if answer else None
    if found and answer and entry.answer(part) is None and is_one(found[2]):
        entry.answers = {
            **entry.answers,
            "name": replace(answer, text=found[1]),
            part: replace(answer, text=found[2]),
        }


def read_professional(entry: Entry) -> None:
    """A practitioner involved with the family."""
    split_contact(entry)
    join_names(entry, "name")
    _name_with_part(entry, "role", names_a_role)
    _name_and_agency(entry)
    entry.text("name", "role", "agency")
    entry.phone(Hub())
    entry.email(Hub())


_LINE_BREAK: Final = re.compile(r"\s*\n\s*")


def _name_and_agency(entry: Entry) -> None:
    """ "Dr Snow, Quayside Surgery" where the form has no place for the agency, or asks for both at once."""
    named, placed = entry.answer("name"), entry.answer("agency")
    answer = named or placed
    if answer is None or (named is not None and placed is not None):
        return
    name, parted, place = _LINE_BREAK.sub(", ", answer.text.strip()).partition(", ")
    is_name = named is not None or _PERSON.fullmatch(name) is not None
    if parted and is_name and _PLACE.search(place) and not _PLACE.search(name):
        said = {"name": replace(answer, text=name), "agency": replace(answer, text=place)}
        entry.answers = {**entry.answers, **said}
