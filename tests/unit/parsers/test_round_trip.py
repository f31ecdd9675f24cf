"""A form that is rendered as text, HTML or Word tables reads back as the same form.

The renderer is the test's own: it knows labels as councils print them, and nothing of the
reader. Blank fields are printed too, with nothing beside their label.
"""

from __future__ import annotations

import html
import io
import itertools
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import tables
from parsers.form import (
    Child,
    Concern,
    ContactForm,
    InformationSharing,
    Outcome,
    Person,
    Reading,
    Referrer,
)
from parsers.labels import Hub, LabelTables
from parsers.message import read_message

few = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# --- forms -------------------------------------------------------------------------------

sentences = st.sampled_from(
    [
        "She came to school with a burn on her hand.",
        "He said that nobody had been at home since Tuesday, and that he was hungry.",
        "Neighbours heard shouting on 3 October at about 11pm; the police were called.",
        "We have seen a change in both of them over the last month.",
        "There is no food in the house (the fridge was empty).",
        "Their grandmother – who lives nearby – is worried too.",
    ]
)
# Words that stand for a ticked box, or for nothing, are no names here. Letter by letter: a text would also
# be drawn from the words in the program, and those are labels.
no_names = {"True", "False", "None", "Null", "Yes", "Unknown", "Nil", "Blank", "Unborn", "Baby", "Select"}
capitalised = (
    st.lists(st.sampled_from("abcdefghijklmnopqrstuvwxyzéñ"), min_size=3, max_size=9)
    .map(lambda letters: "".join(letters).capitalize())
    .filter(lambda word: word not in no_names)
)
surnames = st.one_of(capitalised, st.builds("{}-{}".format, capitalised, capitalised))
names = st.builds("{} {}".format, capitalised, surnames)
prose = st.lists(sentences, min_size=1, max_size=6, unique=True).map(" ".join)
days = st.dates(date(2008, 1, 1), date(2024, 12, 31)).map(date.isoformat)
grown = st.dates(date(1950, 1, 1), date(2000, 12, 31)).map(date.isoformat)
postcodes = st.builds(
    "{}{} {}{}".format,
    st.sampled_from(["PO", "SO", "LS"]),
    st.integers(1, 20),
    st.integers(1, 9),
    st.sampled_from(["AB", "XY", "QT"]),
)
addresses = st.builds(
    "{} {} Street, Portsmouth".format, st.integers(1, 199), st.sampled_from(["High", "Mill", "Any"])
)
schools = st.builds("{} Primary School".format, capitalised)
tris = st.sampled_from(["yes", "no", "not_known", None])


def maybe(values: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), values)


@st.composite
def children(draw: st.DrawFn) -> Child:
    address = draw(maybe(addresses))
    return Child(
        forename=draw(capitalised),
        surname=draw(surnames),
        dob=draw(days),
        gender=draw(st.sampled_from(["female", "male", None])),
        address=address,
        postcode=draw(postcodes) if address else None,
        school=draw(maybe(schools)),
    )


people = st.builds(
    Person,
    name=names,
    relationship=st.sampled_from(["Mother", "Father", "Grandmother", "Aunt"]),
    dob=maybe(grown),
)
PLAIN = str.maketrans("éñ", "en")
referrers = st.builds(
    Referrer,
    name=names,
    role=maybe(st.sampled_from(["Teacher", "Health Visitor", "Youth Worker"])),
    agency=schools,
    phone=maybe(st.integers(100, 999).map("+442392000{}".format)),
    email=maybe(capitalised.map(lambda name: f"{name.lower().translate(PLAIN)}@school.example")),
)
concerns = st.builds(Concern, reason=prose, desired_outcome=maybe(prose))
sharing = st.builds(InformationSharing, parents_informed=tris, consent_obtained=tris)
forms = st.builds(
    ContactForm,
    referrer=referrers,
    children=st.lists(children(), min_size=1, max_size=3, unique_by=lambda child: child.forename),
    people=st.lists(people, max_size=2, unique_by=lambda person: person.name),
    concern=concerns,
    information_sharing=sharing,
)

# --- the renderer ------------------------------------------------------------------------

#: A heading and its questions with their answers.
Section = tuple[str, list[tuple[str, str]]]


def sections(form: ContactForm) -> list[Section]:
    return [
        ("About you", _asked(form.referrer, REFERRER)),
        *((f"Child {number}", _asked(child, CHILD)) for number, child in enumerate(form.children, 1)),
        *(
            (f"Parent or carer {number}", _asked(person, PERSON))
            for number, person in enumerate(form.people, 1)
        ),
        ("Your concern", _asked(form.concern, CONCERN)),
        ("Information sharing", _asked(form.information_sharing, SHARING)),
    ]


REFERRER = {
    "name": "Your name",
    "role": "Job title",
    "agency": "Organisation",
    "phone": "Telephone",
    "email": "Email",
}
CHILD = {
    "forename": "First name",
    "surname": "Last name",
    "dob": "Date of birth",
    "gender": "Gender",
    "address": "Home address",
    "postcode": "Postcode",
    "school": "School",
}
PERSON = {"name": "Full name", "relationship": "Relationship to child", "dob": "Date of birth"}
CONCERN = {"reason": "Reason for referral", "desired_outcome": "What would you like to happen?"}
SHARING = {
    "parents_informed": "Have parents been informed of this referral?",
    "consent_obtained": "Has consent been obtained?",
}


def _asked(record: Any, labels: dict[str, str]) -> list[tuple[str, str]]:
    return [(label, _written(name, getattr(record, name))) for name, label in labels.items()]


def _written(name: str, value: str | None) -> str:
    if value is None:
        return ""
    if name == "dob":
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    spelled = {"yes": "Yes", "no": "No", "not_known": "Not known", "female": "Female", "male": "Male"}
    return spelled.get(value, value)


def as_text(form: ContactForm) -> tuple[bytes, str]:
    lines = ["INTER-AGENCY CONTACT FORM"]
    for heading, asked in sections(form):
        lines += ["", heading.upper(), *(f"{label}: {value}" for label, value in asked)]
    return "\n".join(lines).encode(), "form.txt"


def as_html(form: ContactForm) -> tuple[bytes, str]:
    rows = itertools.chain.from_iterable(
        [
            f"<h2>{heading}</h2><table>",
            *(f"<tr><td>{label}</td><td>{html.escape(value)}</td></tr>" for label, value in asked),
            "</table>",
        ]
        for heading, asked in sections(form)
    )
    page = f"<html><meta charset=utf-8><body><h1>Inter-Agency Contact Form</h1>{''.join(rows)}</body></html>"
    return page.encode(), "form.html"


def as_word(form: ContactForm) -> tuple[bytes, str]:
    document = docx.Document()
    document.add_heading("Inter-Agency Contact Form", 0)
    for heading, asked in sections(form):
        document.add_heading(heading, 1)
        table = document.add_table(rows=0, cols=2)
        for label, value in asked:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, value
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue(), "form.docx"


# --- there and back ----------------------------------------------------------------------


@cache
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


def read(rendered: tuple[bytes, str]) -> Reading:
    return read_message(rendered[0], filename=rendered[1], tables=labels(), hub=Hub())


@pytest.mark.parametrize("render", [as_text, as_html, as_word])
def test_a_form_that_is_rendered_reads_back_as_the_same_form(
    render: Callable[[ContactForm], tuple[bytes, str]],
) -> None:
    @few
    @given(forms)
    def there_and_back(form: ContactForm) -> None:
        reading = read(render(form))
        assert reading.outcome is Outcome.REFERRAL
        (found,) = reading.forms
        assert found.form.to_dict() == form.to_dict()

    there_and_back()


@few
@given(forms)
def test_a_renderings_sources_hold_the_words_of_each_value(form: ContactForm) -> None:
    (found,) = read(as_text(form)).forms
    for number, child in enumerate(form.children):
        assert found.sources[f"/children/{number}/forename"].text == child.forename
