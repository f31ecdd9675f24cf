"""Whatever people type into a form or a note, matching answers, and answers soundly."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.domain.matching import contact_keys, form_keys
from ingest.domain.model import Caller, ContactChild, MatchStatus
from parsers.form import Child, ContactForm, Person, Referrer
from tests.unit.ingest.domain.matching.story import call, proposals

PIECES = st.sampled_from(
    ["", " ", ",", "Flat", "1", "12a", "St", "PO1 2AB", "Unborn", "O'", "-", "Dr", "0", "@", "+44", "x"]
)
TEXT = st.none() | st.text(max_size=12) | st.lists(PIECES, max_size=5).map(" ".join)
CHILDREN = st.builds(
    Child,
    forename=TEXT,
    surname=TEXT,
    dob=TEXT | st.dates().map(str),
    address=TEXT,
    postcode=TEXT,
    school=TEXT,
)
FORMS = st.builds(
    ContactForm,
    telephone_contact_at=TEXT | st.datetimes().map(str),
    contact_taken_by=TEXT,
    referrer=st.builds(Referrer, name=TEXT, agency=TEXT, phone=TEXT, email=TEXT),
    children=st.lists(CHILDREN, max_size=3),
    people=st.lists(st.builds(Person, name=TEXT), max_size=2),
)
NOTES = st.builds(
    ContactChild,
    forename=TEXT,
    surname=TEXT,
    dob=st.none() | st.dates(date(2000, 1, 1), date(2025, 1, 1)),
    address=TEXT,
    postcode=TEXT,
    school=TEXT,
    nhs_number=TEXT,
)
CALLERS = st.builds(Caller, name=TEXT, agency=TEXT, phone=TEXT, email=TEXT)


@settings(max_examples=200, deadline=None)
@given(FORMS, st.lists(NOTES, max_size=3), CALLERS)
def test_any_text_is_compared_and_none_of_it_links_by_chance(
    written: ContactForm, notes: list[ContactChild], caller: Caller
) -> None:
    contact = call(*notes, caller=caller)
    assert all(":" in key for key in form_keys(written) | contact_keys(contact))
    for found in proposals(written, contact):
        assert 0 < found.probability < 1
        assert found.status is MatchStatus.SUGGESTED or found.children


def test_a_page_of_text_in_a_name_does_no_harm() -> None:
    page = "Long " * 40_000
    written = ContactForm(children=[Child(forename=page, surname=page, address=page, school=page)])
    assert not proposals(written, call(ContactChild(page[5:], page[5:], None, page[5:], None, page[5:])))[1:]


def test_a_class_of_thirty_children_is_paired() -> None:
    pupils = [Child(forename=f"Pupil{n:02}", surname="Marlow", dob=f"2015-03-{n + 1:02}") for n in range(30)]
    notes = [ContactChild(f"Pupil{n:02}", "Marlow", date(2015, 3, n + 1)) for n in range(30)]
    (found,) = proposals(
        ContactForm(children=pupils, referrer=Referrer(name="Gareth Pengelly")), call(*notes)
    )
    assert found.children == tuple((n, n) for n in range(30))
