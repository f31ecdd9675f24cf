"""Two spellings of one name on a recognised form: the one that was misread is left blank."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.assembly.answers.spelt_twice import leave_out_misspelt
from parsers.form import Child, Concern, ContactForm, Found, Person, Referrer


def _read(form: ContactForm, **sure: float) -> list[str]:
    """The warnings; `sure` is by pointer, its slashes as underscores; what is not named is .95 sure."""
    sources: dict[str, Found] = {}
    rows: list[tuple[str, Any]] = [("/referrer", form.referrer)]
    rows += [(f"/children/{number}", child) for number, child in enumerate(form.children)]
    rows += [(f"/people/{number}", person) for number, person in enumerate(form.people)]
    for pointer, record in rows:
        for name in ("forename", "surname", "name", "email"):
            if value := getattr(record, name, None):
                where = f"{pointer}/{name}"
                sources[where] = Found(value, 1, sure.get(where.replace("/", "_"), 0.95))
    warnings: list[str] = []
    leave_out_misspelt(form, sources, warnings)
    assert len(warnings) == sum(item is None for item in _names(form))
    return warnings


def _names(form: ContactForm) -> list[str | None]:
    names = [child.surname for child in form.children] + [person.name for person in form.people]
    return [
        *names,
        *([form.referrer.name, form.referrer.email] if form.referrer.name is not form.referrer.email else []),
    ]


def _family(child: str, *parents: str, reason: str = "") -> ContactForm:
    return ContactForm(
        children=[Child(forename="Ida", surname=child)],
        people=[Person(name=name) for name in parents],
        concern=Concern(reason=reason),
    )


def test_a_surname_that_both_parents_spell_otherwise_is_left_blank() -> None:
    form = _family("Ovelaran", "Marcin Oyelaran", "Lynsey Oyelaran")
    (warning,) = _read(form)
    assert form.children[0].surname is None
    assert [person.name for person in form.people] == ["Marcin Oyelaran", "Lynsey Oyelaran"]
    assert "Ovelaran" in warning
    assert "oyelaran" in warning


def test_what_the_story_calls_them_counts() -> None:
    form = _family("Oyelaran", "Marcin Ovelaran", reason="Mr Oyelaran shouted at Ida.")
    _read(form, _people_0_name=0.97)
    assert form.children[0].surname == "Oyelaran"
    assert form.people[0].name is None


def test_of_two_spellings_the_one_that_was_read_with_more_confidence_stays() -> None:
    form = _family("Oyelaran", "Marcin Ovelaran")
    _read(form, _children_0_surname=0.96, _people_0_name=0.86)
    assert form.children[0].surname == "Oyelaran"
    assert form.people[0].name is None


def test_where_nothing_tells_the_two_apart_both_are_left_blank() -> None:
    form = _family("Oyelaran", "Marcin Ovelaran")
    _read(form)
    assert form.children[0].surname is None
    assert form.people[0].name is None


def test_an_email_that_spells_its_writer_otherwise_is_left_blank_where_it_was_less_sure() -> None:
    form = ContactForm(referrer=Referrer(name="Amy Vale", email="amvvale@mill.example"))
    _read(form, _referrer_email=0.86)
    assert (form.referrer.name, form.referrer.email) == (
        "Amy Vale",
        "amvvale@mill.example",
    )  # three letters tell too little
    form = ContactForm(referrer=Referrer(name="Barnaby Vale", email="barnabv.vale@mill.example"))
    _read(form, _referrer_email=0.86)
    assert (form.referrer.name, form.referrer.email) == ("Barnaby Vale", None)


@pytest.mark.parametrize(
    ("agency", "domain", "sure", "kept"),
    [
        ("Turning Tides", "turninatides", 0.86, ("Turning Tides", None)),
        ("Mill Meadow Practice", "miellmeadow", 0.86, ("Mill Meadow Practice", None)),
        ("Low Hill Trust", "lowhillirust", 0.86, ("Low Hill Trust", None)),
        ("Oakdale House", "oakdalesschool", 0.86, ("Oakdale House", "jo@oakdalesschool.example")),
        ("Turnina Tides", "turningtides", 0.96, (None, "jo@turningtides.example")),
        ("Turning Tides Trust", "turningtides", 0.86, ("Turning Tides Trust", "jo@turningtides.example")),
        (
            "Holy Trinity Primary",
            "holytrinityschool",
            0.86,
            ("Holy Trinity Primary", "jo@holytrinityschool.example"),
        ),
        (
            "Silverdale Children's Centre",
            "silverdalecc",
            0.86,
            ("Silverdale Children's Centre", "jo@silverdalecc.example"),
        ),
        (
            "Eastney Health Centre",
            "eastneyhc",
            0.86,
            ("Eastney Health Centre", "jo@eastneyhc.example"),
        ),
        ("Turninq Tides", "turningtides", 1.0, (None, "jo@turningtides.example")),
    ],
)
def test_an_agency_and_its_domain_that_differ_by_a_letter_are_not_both_kept(
    agency: str, domain: str, sure: float, kept: tuple[str | None, str | None]
) -> None:
    form = ContactForm(referrer=Referrer(agency=agency, email=f"jo@{domain}.example"))
    sources = {
        "/referrer/agency": Found(agency, 1, 0.92),
        "/referrer/email": Found(f"jo@{domain}.example", 1, sure),
    }
    warnings: list[str] = []
    leave_out_misspelt(form, sources, warnings)
    assert (form.referrer.agency, form.referrer.email) == kept
    assert len(warnings) == kept.count(None)


def test_other_names_and_those_of_brothers_and_sisters_stay() -> None:
    form = _family("Hall", "Ann Hill", "Jo Wells")
    form.children.append(Child(forename="Elia", surname="Hall"))
    form.children[0].forename = "Ella"
    assert not _read(form)
    assert [child.forename for child in form.children] == ["Ella", "Elia"]


def test_what_a_program_wrote_is_spelt_as_it_is_meant() -> None:
    form = _family("Ovelaran", "Marcin Oyelaran", "Lynsey Oyelaran")
    assert not _read(form, _children_0_surname=1.0, _people_0_name=1.0, _people_1_name=1.0)
    assert form.children[0].surname == "Ovelaran"


def test_an_agency_that_a_program_wrote_stays_beside_an_address_that_is_near_it() -> None:
    form = ContactForm(referrer=Referrer(agency="Custody Healthcare", email="jo@custodyhc.example"))
    sources = {
        "/referrer/agency": Found("Custody Healthcare", None, 1.0),
        "/referrer/email": Found("jo@custodyhc.example", None, 0.99),
    }
    leave_out_misspelt(form, sources, [])
    assert form.referrer.email == "jo@custodyhc.example"
