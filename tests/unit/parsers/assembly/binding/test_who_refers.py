"""Who refers, where others are named as advocates, colleagues and workers on the same form."""

from __future__ import annotations

import pytest

from parsers.blocks import Document
from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, heading, line, table

IDA = (CHILD, table(["Name", "Ida Vale"], ["Date of birth", "01/02/2015"]))
ADVOCATE = [["Name", "Bo Hill"], ["Organisation", "Any Voice"], ["Telephone", "07700 900613"]]
ANN = [["Name", "Ann Lee"], ["Job title", "Teacher"], ["Agency", "Any School"]]
REFERRER = {"name": "Ann Lee", "role": "Teacher", "agency": "Any School"}


def plain(text: str) -> Document:
    return read_plain(f"Pupil: Ida Vale\nDOB: 01/02/2015\n{text}\nHave parents been informed? Yes\n")


@pytest.mark.parametrize("title", ["Advocate (if the family has one)", "Section 4 - Allocated worker"])
def test_an_advocates_block_is_a_professionals_where_another_refers(said: Said, title: str) -> None:
    found = said(
        form(*IDA, line(title, heading=2), table(*ADVOCATE), line("Referrer", heading=2), table(*ANN))
    )
    assert found["referrer"] == REFERRER
    role = "Allocated worker" if "worker" in title else "Advocate"
    assert found["professionals"] == [
        {"name": "Bo Hill", "role": role, "agency": "Any Voice", "phone": "+447700900613"}
    ]


def test_an_advocate_whom_nobody_else_stands_beside_refers(said: Said) -> None:
    found = said(form(*IDA, line("Advocate", heading=2), table(*ADVOCATE)))
    assert found["referrer"] == {"name": "Bo Hill", "agency": "Any Voice", "phone": "+447700900613"}


def test_a_question_for_who_refers_over_their_name_is_a_heading(said: Said) -> None:
    rows = table(["Person completing this referral"], *ANN, ["Hospital handover"], ["Name", "Bo Hill"])
    assert said(form(*IDA, rows))["referrer"] == REFERRER


def test_who_wrote_a_concern_down_gives_way_to_who_shared_it_with_the_hub(said: Said) -> None:
    found = said(
        plain(
            "Concern raised by: Bo Hill (Teacher)\nConcern: He said that he is hit at home.\n"
            "Shared with MASH by: Ann Lee\nJob title: DSL"
        )
    )
    assert found["referrer"] == {"name": "Ann Lee", "role": "DSL"}
    assert found["concern"]["reason"] == "He said that he is hit at home."


def test_who_wrote_a_concern_down_refers_where_nobody_else_does(said: Said) -> None:
    found = said(plain("Concern raised by: Bo Hill\nConcern: He said that he is hit at home."))
    assert found["referrer"] == {"name": "Bo Hill"}


@pytest.mark.parametrize("title", ["Boyfriend", "Sponsor", "Informal contact"])
def test_a_grown_up_under_a_bold_line_that_nobody_knows_is_no_child_where_one_is_named(
    said: Said, title: str
) -> None:
    rows = table(["Forename", "Bo"], ["Surname", "Hill"], ["DOB", "03/02/1971"], ["Postcode", "LS1 2ZZ"])
    told = form(line(title, bold=True), rows, table(["Pupil name", "Ida Vale"], ["D.O.B.", "01/02/2015"]))
    assert said(told)["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_a_child_under_a_line_that_nobody_knows_is_left_out_by_nothing(said: Said) -> None:
    rows = table(["Forename", "Bo"], ["Surname", "Vale"], ["DOB", "03/02/2017"], ["Postcode", "LS1 2ZZ"])
    told = form(table(["Pupil name", "Ida Vale"], ["D.O.B.", "01/02/2015"]), line("Twin", heading=2), rows)
    assert [child["forename"] for child in said(told)["children"]] == ["Ida", "Bo"]


def test_somebody_under_a_bold_line_does_not_refer_where_another_completed_the_form(said: Said) -> None:
    rows = table(["Full name", "Bo Hill"], ["Organisation", "Any Lettings"], ["Role", "Officer"])
    asked = table(["Completed by", "Ann Lee"], ["Role", "Nurse"])
    told = form(
        line("Sponsor", bold=True), rows, table(["Pupil name", "Ida Vale"], ["DOB", "01/02/2015"]), asked
    )
    assert said(told)["referrer"] == {"name": "Ann Lee", "role": "Nurse"}


def test_a_letterheads_email_is_not_the_referrers_where_the_form_asks_for_theirs(said: Said) -> None:
    head = (line("Tel: 01632 960111  Email: hub@any.example"), *IDA, line("Referrer", heading=2))
    told = form(*head, table(["Name", "Ann Lee"], ["Telephone", "0117 496 0111"], ["Email", ""]))
    assert said(told)["referrer"] == {"name": "Ann Lee", "phone": "+441174960111"}


def test_a_number_under_a_line_that_nobody_knows_does_not_reach_who_refers(said: Said) -> None:
    rows = table(["Forename", "Bo"], ["Surname", "Hill"], ["Contact number", "01632 960777"])
    told = form(*IDA, line("Sponsor", heading=2), rows, line("Referrer", heading=2), table(*ANN))
    assert said(told)["referrer"] == REFERRER


def test_the_one_professional_of_a_form_that_asks_nobody_else_writes_it(said: Said) -> None:
    block = (heading("Section: Professional"), line("Forename: Bo"), line("Surname: Reed"))
    child = (heading("Child"), line("First name: Ida"), line("Last name: Vale"))
    assert said(form(*block, *child))["referrer"]["name"] == "Bo Reed"


@pytest.mark.parametrize("first", [True, False], ids=["before the child", "behind the child"])
def test_a_school_asked_for_before_any_child_among_the_writers_own_questions_is_theirs(
    said: Said, first: bool
) -> None:
    child = (heading("Child"), line("Surname", "Vale"), line("First name", "Ida"), line("DOB", "01/02/2015"))
    school = (heading("School"), line("Name of school", "Oak Primary"), line("Your name", "Bo Reed"))
    found = said(form(*school, *child) if first else form(*child, *school))
    assert found["referrer"].get("agency") == ("Oak Primary" if first else None)
    assert found["children"][0].get("school") == (None if first else "Oak Primary")


ADVISER = ["Family Court Adviser", "Ann Lee"]


def test_who_is_named_by_their_role_at_the_top_with_their_number_below_refers(said: Said) -> None:
    rows = table(ADVISER, ["Office", "Anytown"], ["Tel", "023 9200 0123"])
    assert said(form(rows, *IDA))["referrer"] == {
        "name": "Ann Lee",
        "role": "Family Court Adviser",
        "phone": "+442392000123",
    }


def test_a_role_at_the_top_is_not_who_refers_where_that_is_asked(said: Said) -> None:
    rows = table(ADVISER, ["Tel", "023 9200 0123"], ["Name of referrer", "Bo Reed"])
    assert said(form(rows, *IDA))["referrer"]["name"] == "Bo Reed"
