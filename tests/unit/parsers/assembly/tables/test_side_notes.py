"""Notes and headings in a first column that spans rows."""

from __future__ import annotations

from dataclasses import replace

from parsers.blocks import Cell
from tests.unit.parsers.assembly.form_in_blocks import Said, cell, form, table

NOTE = "Please record every name that the child has been known by"


def down(words: str, rows: int) -> Cell:
    return replace(cell(words), rowspan=rows)


def test_a_note_beside_the_questions_takes_no_answer(said: Said) -> None:
    rows = table(
        [down(NOTE, 3), cell("Child's details", span=2)],
        ["Surname", "Vale"],
        ["Forename", "Ida"],
        [down("All known names should be given", 2), "Date of birth", "01/02/2015"],
        ["Address", "3 Mill Lane, Anytown"],
    )
    assert said(form(rows))["children"] == [
        {"forename": "Ida", "surname": "Vale", "dob": "2015-02-01", "address": "3 Mill Lane, Anytown"}
    ]


def test_headings_beside_their_rows_open_their_sections(said: Said) -> None:
    rows = table(
        [down("Child", 2), "Name", "Ida Vale"],
        ["Date of birth", "01/02/2015"],
        [down("Referrer", 2), "Name", "Mo Bell"],
        ["Agency", "Anytown School"],
    )
    read = said(form(rows))
    assert read["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]
    assert read["referrer"] == {"name": "Mo Bell", "agency": "Anytown School"}


def test_columns_of_children_end_where_the_referrer_begins(said: Said) -> None:
    rows = table(
        [down("Children", 4), "", "Child 1", "Child 2"],
        ["Surname", "Vale", "Vale"],
        ["First name", "Ida", "Tom"],
        ["DOB", "01/02/2015", "03/04/2017"],
        [down("Home", 1), "Address", cell("3 Mill Lane, Anytown", span=2)],
        [down("Referrer", 2), "Name", cell("Mo Bell", span=2)],
        ["Agency", cell("Anytown School", span=2)],
    )
    read = said(form(rows))
    assert [child["forename"] for child in read["children"]] == ["Ida", "Tom"]
    assert [child["address"] for child in read["children"]] == ["3 Mill Lane, Anytown"] * 2
    assert read["referrer"] == {"name": "Mo Bell", "agency": "Anytown School"}


def test_a_label_that_spans_its_options_stays_a_label(said: Said) -> None:
    rows = table(["Name of child", "Ida Vale", ""], [down("Gender", 2), "Male", "☐"], ["Female", "☒"])
    assert said(form(rows))["children"] == [{"forename": "Ida", "surname": "Vale"}]
