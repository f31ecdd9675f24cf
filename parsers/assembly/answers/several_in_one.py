"""Answers that hold several fields: what each part of one answers, where the form asks for them together."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.entry import ADDRESS_OF_EMAIL, CALLED, Entry
from parsers.assembly.people import names_a_role, rank_and_name
from parsers.assembly.pieces import Answer
from parsers.values import read_email, read_phone, split_address

_NUMBER: Final = re.compile(r"(?<!\w)(?:\+44|0)[\d ()-]{8,14}\d(?!\w)")
_LINE_BREAK: Final = re.compile(r"\s*\n\s*")
_ORGANISATION: Final = re.compile(
    r"\b(?:council|constabulary|nhs(?: foundation)? trust|academy|hospital|surgery|medical centre|health centre|primary school|high school|nursery school)$",
    re.IGNORECASE,
)


def join_names(entry: Entry, name: str) -> None:
    """A forename and a surname asked apart are one name."""
    parts = [answer for part in ("forename", "surname") if (answer := entry.answer(part))]
    if parts and entry.answer(name) is None:
        whole = " ".join(part.text.strip() for part in parts)
        entry.answers = {**entry.answers, name: replace(parts[0], text=whole)}


def split_address_contact(entry: Entry) -> None:
    """ "Address and telephone": the address is what is left without the number and the email."""
    answer = entry.answer("address_contact")
    if answer is None:
        return
    found = dict(entry.answers)
    rest = answer.text
    for name, pattern in (("email", ADDRESS_OF_EMAIL), ("phone", _NUMBER)):
        said = pattern.search(rest)
        if said is not None:
            rest = f"{rest[: said.start()]}\n{rest[said.end() :]}"
            if entry.answer(name) is None:
                found[name] = replace(answer, text=said[0])
    rest = CALLED.sub("\n", rest).strip(" \n,;/")
    if rest and entry.answer("address") is None:
        found["address"] = replace(answer, text=rest)
    entry.answers = found


def split_agency_address(entry: Entry) -> None:
    """ "Organisation and address": the organisation is what stands before the first comma or line.

    So is what follows, as long as that is an organisation's name: "Emergency Department, West Hospital".
    An agency written with its postcode is both too; a place with a number before it is no agency.
    """
    answer = entry.answer("agency_address") or _agency_with_postcode(entry)
    if answer is None:
        return
    if answer is entry.answer("agency"):
        del entry.answers["agency"]
    agency, *parts = _LINE_BREAK.sub(", ", answer.text.strip()).split(", ")
    if agency[:1].isdigit() and parts:
        agency, parts = "", [agency, *parts]
    while parts and _ORGANISATION.search(parts[0]) and not parts[0][:1].isdigit():
        agency = f"{agency}, {parts.pop(0)}"
    found = {"agency": agency, "address": ", ".join(parts)}
    _fill(entry, answer, found)


def _agency_with_postcode(entry: Entry) -> Answer | None:
    agency = entry.answer("agency")
    if agency is None or entry.answer("address") is not None:
        return None
    _, postcode = split_address(agency.text, typed=agency.confidence >= 1)
    return agency if postcode is not None else None


def split_role_agency(entry: Entry) -> None:
    """ "Role and agency": two parts, whichever way round; one part alone is the role or the agency."""
    answer = entry.answer("role_agency")
    if answer is None:
        return
    parts = [
        part
        for part in re.split(r"\s*[,/\n;]\s*|\s+[-–—]\s+|\s+at\s+", answer.text.strip(), maxsplit=1)
        if part
    ]
    if len(parts) == 2 and names_a_role(parts[1]) and not names_a_role(parts[0]):
        parts.reverse()
    if len(parts) == 1 and not names_a_role(parts[0]):
        parts = ["", parts[0]]
    _fill(entry, answer, dict(zip(("role", "agency"), parts, strict=False)))


def name_is_agency(entry: Entry) -> None:
    """An organisation where who refers was asked is where they work, and nobody's name."""
    answer = entry.answer("name")
    if answer is None or not _ORGANISATION.search(answer.text.strip()) or "," in answer.text:
        return
    entry.answers = {name: said for name, said in entry.answers.items() if name != "name"}
    _fill(entry, answer, {"agency": answer.text})


def _fill(entry: Entry, answer: Answer, found: dict[str, str]) -> None:
    """Answer what is not answered yet with parts of one answer."""
    new = {
        name: replace(answer, text=text)
        for name, text in found.items()
        if text and entry.answer(name) is None
    }
    entry.answers = {**entry.answers, **new}


def split_name_and_number(entry: Entry) -> None:
    """ "Mo Bell 07700 900123" where a name and a number are asked together."""
    answer = entry.answer("name")
    found = _NUMBER.search(answer.text) if answer is not None else None
    if answer is None or found is None:
        return
    rest = CALLED.sub(" ", f"{answer.text[: found.start()]} {answer.text[found.end() :]}")
    name = " ".join(rest.split()).strip(" ,;:-–")
    name = name if name.count("(") == name.count(")") else name.strip(" ()")
    if re.search(r"[^\W\d_]{2}", name):
        entry.answers = {**entry.answers, "name": replace(answer, text=name)}
        if entry.answer("phone") is None:
            entry.answers["phone"] = replace(answer, text=found[0])


def split_rank(entry: Entry) -> None:
    """ "PC 4471 Ann Lee": a constable's rank and number are no name."""
    answer = entry.answer("name")
    found = rank_and_name(answer.text) if answer is not None else None
    if answer is not None and found is not None:
        rank, name = found
        _fill(entry, answer, {"role": rank})
        entry.answers = {**entry.answers, "name": replace(answer, text=name)}


def base_is_agency(entry: Entry) -> None:
    """ "Base: Zone 4 team", where no agency is asked: a place without a number is no address."""
    answer = entry.answer("address")
    if answer is None or entry.answer("agency") is not None or entry.answer("postcode") is not None:
        return
    if not re.search(r"[\d\n,]", answer.text.strip().replace("0-19", "")):
        _fill(entry, answer, {"agency": answer.text})
        entry.answers = {name: item for name, item in entry.answers.items() if name != "address"}


def split_contact(entry: Entry) -> None:
    """ "Contact details": a telephone number, an email address, or both."""
    number = entry.answer("phone")
    if number is not None and "@" in number.text and entry.answer("contact") is None:
        # "How can we contact you?" asks for either.
        entry.answers = {**entry.answers, "contact": number, "phone": replace(number, text="")}
    answer = entry.answer("contact")
    if answer is None:
        return
    found = dict(entry.answers)
    email = read_email(answer.text)
    rest = answer.text.replace(email.value, " ") if email.value else answer.text
    if email.value and entry.answer("email") is None:
        found["email"] = replace(answer, text=email.value)
    said = _NUMBER.search(rest)
    if entry.answer("phone") is None and (said is not None or read_phone(rest).confidence > 0.5):
        found["phone"] = replace(answer, text=said[0] if said is not None and email.value else rest)
    entry.answers = found
