"""Labels with nothing but a space between them and their answers."""

from __future__ import annotations

import pytest

from parsers.assembly.lines.inline import split_label
from tests.unit.parsers.assembly.form_in_blocks import Said, form, line
from tests.unit.parsers.emailed_form import tables


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Date of birth", "17.08.2012"),
        ("DOB", "9 March 2017"),
        ("NHS No", "999 000 0018"),
        ("Postcode", "PO4 8QS"),
        ("Telephone", "023 9200 1212"),
        ("E-mail", "bo.reed@wexbury.example"),
        ("Surname", "VALE"),
        ("First names", "Ida Maria"),
        ("Submitted on", "10 February 2026 at 4:52pm"),
    ],
)
def test_an_answer_of_the_kind_that_is_asked_for_is_parted_from_its_label(label: str, answer: str) -> None:
    assert split_label(f"{label} {answer}", tables()) == (label, answer)


@pytest.mark.parametrize(
    "words",
    [
        "Date of birth 31.02.2012",
        "NHS No 999 000 0019",
        "Telephone 12",
        "Contact 1 Bo Reed (Mother) 023 9200 1212",
        "Postcode and town",
        "First Name Last Name",
        "Surname Details",
        "Name Role Agency",
        "Names of all the children in the home",
        "School has told us that he was hit on 3 May",
    ],
)
def test_words_that_are_no_such_answer_stay_whole(words: str) -> None:
    assert split_label(words, tables()) is None


WRITTEN_SO = (
    "Child Name Ida Vale",
    "Child DOB 4/7/2014",
    "Child Address 5 High Street, Hexby HX2 2BB",
    "School Hexby Junior",
    "Reporter Name Bo Reed",
    "Reporter Role Learning Mentor",
    "Reporter Tel 023 9200 1212",
)


def test_where_several_lines_are_written_so_the_others_are_too(said: Said) -> None:
    found = said(
        form(*map(line, WRITTEN_SO), line("Reason for referral"), line("School saw a bruise. Ida cried."))
    )
    (child,) = found["children"]
    assert (child["forename"], child["dob"], child["school"]) == ("Ida", "2014-07-04", "Hexby Junior")
    assert (child["address"], child["postcode"]) == ("5 High Street, Hexby", "HX2 2BB")
    assert (found["referrer"]["name"], found["referrer"]["role"]) == ("Bo Reed", "Learning Mentor")
    assert found["concern"]["reason"] == "School saw a bruise. Ida cried."


def test_one_such_line_in_a_story_parts_nothing(said: Said) -> None:
    found = said(
        form(
            line("Child's name: Ida Vale"),
            line("Date of birth: 04/07/2014"),
            line("Reason for referral:"),
            line("Ida cried at"),
            line("School Monday and Tuesday"),
        )
    )
    assert found["concern"]["reason"].endswith("School Monday and Tuesday")
    assert found["children"][0].get("school") is None
