"""Data files whose fields are a child's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.data_fields import are_of_a_child


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0"?><e><child><forename>Maya</forename><surname>Kite</surname></child></e>',
        "<record><FirstName>Maya</FirstName><dateOfBirth>2015-04-03</dateOfBirth></record>",
        '<rows><row forename="Maya" birth_date="2015-04-03"/></rows>',
        "child_forename,child_surname,child_dob\nMaya,Kite,2015-04-03\n",
        '\ufeff"Pupil";"Surname";"Year"\r\n"Maya";"Kite";"6"\r\n',
        '{"forename": "Maya", "dateOfBirth": "2015-04-03"}',
    ],
)
def test_a_name_beside_a_birth_or_a_child_is_a_childs_record(data: str) -> None:
    assert are_of_a_child(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<urlset><url><loc>http://x.example/</loc></url></urlset>",
        '"First name","Last name","Email"\n"Jo","Bright","jo@x.example"\n',
        "date,item,price\n2026-01-01,paper,3.20\n",
        "child_forename,child_surname,child_dob\n",
        "Thank you for the names, the child, and the school.\nMore, as you know, tomorrow.\n",
        "Name, child, and date of birth are asked for on every form.\nThank you.",
        '{"name": "", "dob": null}',
    ],
)
def test_other_data_and_prose_are_not(text: str) -> None:
    assert not are_of_a_child(text)


@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    assert are_of_a_child(text) in {True, False}
