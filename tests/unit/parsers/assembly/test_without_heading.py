"""What stands under no label or heading of its own, and what a foot or a letterhead says."""

from __future__ import annotations

from parsers.blocks import Block
from tests.unit.parsers.assembly.form_in_blocks import CHILD, Said, form, heading, line, table

IDA = table(["Name", "Ida Vale"], ["DOB", "01/02/2015"])


def test_a_coordinator_named_beside_their_centre_and_number_refers(said: Said) -> None:
    rows = [["Centre", "Any Club"], ["Coordinator", "Ann Lee"], ["Tel", "0117 496 0111"]]
    found = said(
        form(table(*rows, ["Email", "a@any.example"]), table(["Child", "Ida Vale"], ["DOB", "01/02/2015"]))
    )
    assert found["referrer"] == {
        "name": "Ann Lee",
        "role": "Coordinator",
        "agency": "Any Club",
        "phone": "+441174960111",
        "email": "a@any.example",
    }
    assert found["children"][0]["surname"] == "Vale"


def test_a_line_under_a_child_that_ends_in_a_postcode_is_their_home(said: Said) -> None:
    found = said(
        form(CHILD, line("Ida Vale, born 1 February 2015"), line("3 Chapel Walk, Any Town, LS1 2ZZ"))
    )
    assert found["children"] == [
        {
            "forename": "Ida",
            "surname": "Vale",
            "dob": "2015-02-01",
            "address": "3 Chapel Walk, Any Town",
            "postcode": "LS1 2ZZ",
        }
    ]


def test_brothers_and_sisters_who_are_not_referred_are_no_children_of_the_form(said: Said) -> None:
    title = line("Section B: Brothers and sisters (not being referred)", heading=2)
    found = said(
        form(CHILD, IDA, title, table(["Name", "DOB", "School"], ["Tom Vale", "11/06/2013", "Any School"]))
    )
    assert [child["forename"] for child in found["children"]] == ["Ida"]
    assert found["people"] == [{"name": "Tom Vale", "dob": "2013-06-11"}]


def test_where_a_form_is_sent_is_no_special_need(said: Said) -> None:
    found = said(form(line("Send to: Any Team, 01632 960001"), CHILD, IDA))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-02-01"}]


def test_who_reviewed_a_form_did_not_send_it(said: Said) -> None:
    sent = table(["Raised by", "Ann Lee"])
    review = table(["Reviewed by (Any Hub)", ""], ["Name", "Bo Hill"], ["Email", "hub@any.example"])
    assert said(form(sent, CHILD, IDA, line("Reviewed by (Any Hub)", heading=2), review))["referrer"] == {
        "name": "Ann Lee"
    }


def test_what_stands_behind_a_plain_no_is_why(said: Said) -> None:
    rows = table(["Family aware of referral", "No - left before we could say"])
    assert said(form(CHILD, IDA, rows))["information_sharing"] == {
        "parents_informed": "no",
        "parents_not_informed_reason": "left before we could say",
    }


def test_what_they_refer_for_may_be_the_story(said: Said) -> None:
    told = "She was collected by an uncle, who shouted. She cried and held on to the door for some minutes."
    found = said(form(CHILD, IDA, table(["What are you referring for?", told])))
    assert found["concern"]["reason"] == told


def test_who_signs_under_a_plain_title_is_no_child(said: Said) -> None:
    signed = [line("Signature"), line("Name (block capitals)", "Ann Lee"), line("Date", "03/02/2026")]
    found = said(form(CHILD, IDA, heading("Referrer"), table(["Role", "Nurse"]), *signed))
    assert found["signature"] == {"name": "Ann Lee", "signed_on": "2026-02-03"}
    assert [child["forename"] for child in found["children"]] == ["Ida"]


def test_the_number_of_a_question_answers_no_title_above_it(said: Said) -> None:
    asked: list[Block] = [
        line("2.1", "Name of referrer"),
        table(["Ann Lee"]),
        line("2.2", "Role"),
        table(["Nurse"]),
    ]
    found = said(form(CHILD, IDA, line("Referrer"), *asked))
    assert found["referrer"] == {"name": "Ann Lee", "role": "Nurse"}


def test_the_number_of_the_next_question_ends_one_without_an_answer(said: Said) -> None:
    asked: list[Block] = [
        line("3.1", "Parents informed?"),
        table(["No"]),
        line("3.2", "If no, why not?"),
        table([" "]),
    ]
    found = said(form(CHILD, IDA, *asked, line("3.3", "Consent given?"), table(["Yes"])))
    assert found["information_sharing"] == {"parents_informed": "no", "consent_obtained": "yes"}
