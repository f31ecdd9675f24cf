"""Several questions in one label, and a question whose answer stands on a line of its own."""

from __future__ import annotations

import pytest

from parsers.blocks import TICKED, UNTICKED, Document
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

CHILD = table(
    ["Forename", "Ida"], ["Surname", "Vale"], ["DOB", "01/02/2015"], ["Address", "1 Low Road, Hexby"]
)


def test_a_number_and_an_agency_asked_in_one_label_are_answered_in_one_line(said: Said) -> None:
    rows = table(
        ["Name of person making referral", "Tom Moss"],
        ["Telephone / Agency", "023 9200 0100 / Hexby Primary School"],
    )
    found = said(form(CHILD, heading("Referrer"), rows))["referrer"]
    assert (found["phone"], found["agency"]) == ("+442392000100", "Hexby Primary School")


def test_two_names_for_one_question_take_the_whole_answer(said: Said) -> None:
    school = table(["School / Nursery", "Hill / Dale Federation"])
    found = said(form(CHILD, school))
    assert found["children"][0]["school"] == "Hill / Dale Federation"


def test_a_line_that_offers_yes_and_no_answers_the_question_above_it(said: Said) -> None:
    rows = table(["Yes / No", "No"], ["If no, give reasons", "He is at home all day."])
    found = said(form(CHILD, heading("Is the parent aware that this concern is being shared?"), rows))
    assert found["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "He is at home all day.",
    }


def test_a_box_under_its_option_and_one_behind_it_keep_theirs(said: Said) -> None:
    rows = table(["Are the parents aware of the referral?", f"YES\n{TICKED}", f"{UNTICKED} NO"])
    assert said(form(CHILD, rows))["information_sharing"]["parents_informed"] == "yes"


def test_the_story_under_nature_of_concern_goes_on_over_the_page(said: Said) -> None:
    first = "Ida came to school on Tuesday without shoes. She told us that they had been thrown away by the"
    more = "man who lives with her mother, and that she did not want to go home with him that day."
    blocks = (CHILD, line("5. Nature of concern", bold=True, heading=2), line(first), line(more))
    writer = table(["Referrer name", "Tom Moss"], ["Agency", "Hexby Primary School"])
    found = said(Document((writer, *blocks), "pdf_text"))
    assert " ".join(found["concern"]["reason"].split()) == f"{first} {more}"


def test_a_role_that_is_a_label_elsewhere_answers_under_its_title(said: Said) -> None:
    writer = [line("Your name", "Your role", "Organisation"), line("Tom Moss", "GP", "Low Road Surgery")]
    found = said(form(CHILD, heading("Referrer"), *writer))
    assert found["referrer"] == {"name": "Tom Moss", "role": "GP", "agency": "Low Road Surgery"}
    assert "gp" not in found["children"][0]


def test_the_commas_of_a_story_part_no_answers(said: Said) -> None:
    story = "He was late again on Monday, with no coat on. His aunt collected him and said that she would not be back."
    found = said(form(CHILD, heading("Concern"), table(["What happened, and where?", story])))
    assert found["concern"]["reason"] == story


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("Yes – Ann Vale", {"consent_obtained": "yes", "consent_given_by": "Ann Vale"}),
        ("Yes (by Ann Vale, mother)", {"consent_obtained": "yes", "consent_given_by": "Ann Vale, mother"}),
        ("Y: from both parents", {"consent_obtained": "yes", "consent_given_by": "both parents"}),
        ("Yes Ann Vale", {"consent_obtained": "yes", "consent_given_by": "Ann Vale"}),
        (
            "Yes, verbally from Ann Vale (mother)",
            {"consent_obtained": "yes", "consent_given_by": "Ann Vale (mother)"},
        ),
        ("Yes", {"consent_obtained": "yes"}),
        ("N/A", {}),
        ("No one", {}),
        ("Not obtained", {}),
        ("No", {"consent_obtained": "no"}),
        ("Noah Vale", {"consent_given_by": "Noah Vale"}),
        ("Ann Vale", {"consent_given_by": "Ann Vale"}),
    ],
)
def test_whether_there_is_consent_and_whose_are_told_in_one_answer(
    said: Said, answer: str, read: dict[str, str]
) -> None:
    found = said(form(CHILD, table(["Consent given? By whom?", answer])))
    assert found.get("information_sharing", {}) == read


@pytest.mark.parametrize(
    "asked",
    [
        "Name, role, agency and contact details of person making referral",
        "Name and contact details of referrer",
        "Name, designation, service, tel no and email of person completing this form",
    ],
)
@pytest.mark.parametrize(
    ("where", "address"), [("Unit 6, Any Lock, Hexby, PO1 2ZZ. ", "Unit 6, Any Lock, Hexby"), ("", None)]
)
def test_all_that_is_asked_of_who_writes_in_one_label_is_told(
    said: Said, asked: str, where: str, address: str | None
) -> None:
    told = f"Ann Moss, Health Visitor, Hexby Clinic, {where}Tel 023 9200 0100. Email a.moss@any.example"
    found = said(form(CHILD, table([asked, told])))["referrer"]
    assert (found.pop("address", None), found.pop("postcode", None)) == (address, address and "PO1 2ZZ")
    assert found == {
        "name": "Ann Moss",
        "role": "Health Visitor",
        "agency": "Hexby Clinic",
        "phone": "+442392000100",
        "email": "a.moss@any.example",
    }


@pytest.mark.parametrize(
    "asked",
    [
        "Name and contact details of lead professional",
        "Name, agency and role of other professionals contacted",
    ],
)
def test_all_that_is_asked_of_somebody_else_is_not_told_of_who_writes(said: Said, asked: str) -> None:
    found = said(form(CHILD, table([asked, "Ann Moss, Health Visitor, Hexby Clinic, 023 9200 0100"])))
    assert "referrer" not in found


def test_consent_to_share_heads_a_column_of_answers(said: Said) -> None:
    rows = table(["Parents informed", "Consent to share", "Given by"], ["Yes", "No", ""])
    assert said(form(CHILD, rows))["information_sharing"] == {
        "parents_informed": "yes",
        "consent_obtained": "no",
    }


def test_the_star_of_a_note_behind_a_question_is_no_answer(said: Said) -> None:
    found = said(form(CHILD, line("Do the parents consent to this referral?*   No")))
    assert found["information_sharing"] == {"consent_obtained": "no"}


@pytest.mark.parametrize(
    "asked",
    [
        "Your name, role, agency and telephone number",
        "Your name, job title and contact number",
        "Your name and contact details",
        "Referrer details",
        "Referrer: name, agency and telephone",
    ],
)
def test_whoever_writes_is_told_of_under_words_that_ask_for_all_of_it(said: Said, asked: str) -> None:
    found = said(form(CHILD, table([asked, "Ann Moss, Health Visitor, Hexby Clinic, 023 9200 0100"])))
    assert found["referrer"] == {
        "name": "Ann Moss",
        "role": "Health Visitor",
        "agency": "Hexby Clinic",
        "phone": "+442392000100",
    }
