"""Questions that blocks of a form repeat, and boxes to tick that stand before the story."""

from __future__ import annotations

import pytest

from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

CHILD = table(["Child's name", "Ida Vale"], ["Child's date of birth", "01/02/2015"])


def test_what_is_asked_below_an_adults_name_and_tie_is_asked_of_that_adult(said: Said) -> None:
    rows = table(
        ["Name and relationship to child", "Ann Vale (Mother)"],
        ["Do they have parental responsibility?", "Yes"],
        ["Telephone", "07700 900552"],
        ["Name and relationship to child", "Tom Moss (Uncle)"],
        ["Do they have parental responsibility?", "No"],
        ["Telephone", ""],
    )
    assert said(form(heading("Child"), CHILD, heading("About the adults"), rows))["people"] == [
        {
            "name": "Ann Vale",
            "relationship": "Mother",
            "parental_responsibility": "yes",
            "phone": "+447700900552",
        },
        {"name": "Tom Moss", "relationship": "Uncle", "parental_responsibility": "no"},
    ]


def test_a_referrer_who_is_asked_twice_how_to_be_reached_has_a_number_and_an_address(said: Said) -> None:
    rows = table(
        ["Your name", "Ann Lee"],
        ["How can we reach you?", "023 9200 4417"],
        ["How can we reach you?", "ann.lee@school.example"],
    )
    referrer = said(form(CHILD, heading("About you"), rows))["referrer"]
    assert (referrer["phone"], referrer["email"]) == ("+442392004417", "ann.lee@school.example")


def test_a_story_below_boxes_to_tick_is_the_reason(said: Said) -> None:
    told = "She came with bruises on both arms and would not say how she came by them."
    boxes = line("\u2612 Physical abuse   \u2610 Neglect   \u2610 Sexual abuse")
    found = said(form(CHILD, heading("3. Reason for referral"), boxes, line(told)))
    assert found["concern"]["reason"].startswith(told)
    assert found["concern"]["types"] == ["Physical abuse"]


def test_boxes_below_what_is_asked_for_are_kinds_of_request(said: Said) -> None:
    boxes = line("\u2610 Early help   \u2610 Information and advice   \u2612 Safeguarding")
    found = said(form(line("What are you asking for?"), boxes, CHILD))
    assert found["request_type"] == "Safeguarding"
    assert "desired_outcome" not in found["concern"]


@pytest.mark.parametrize(
    "asked",
    ["If yes: date, time, and name of person spoken to", "If yes, date, time and name of person spoken to:"],
)
def test_one_question_for_when_a_call_was_made_and_with_whom_gives_both(asked: str, said: Said) -> None:
    rows = table(
        ["Was the referral made by phone first?", "Yes"], [asked, "27 January 2026; 16:25; Elen Moss"]
    )
    found = said(form(CHILD, rows))
    assert found["telephone_contact_at"] == "2026-01-27T16:25:00+00:00"
    assert found["contact_taken_by"] == "Elen Moss"


def test_a_topic_before_a_question_is_passed_over(said: Said) -> None:
    text = """
Child's name: Ida Vale
Date of birth: 01/02/2015
Reason for referral: She was left alone overnight.
Family views: is the family aware of this referral? Yes
Referrer's name: Ann Lee
"""
    assert said(read_plain(text))["information_sharing"]["parents_informed"] == "yes"


def test_rows_with_pipes_between_and_none_around_are_a_table(said: Said) -> None:
    text = """
REFERRAL FORM

Referrer's name: Ann Lee
Reason for referral: They were left alone overnight.

FAMILY COMPOSITION (please list all members of the household)
Name | M/F | DoB / EDD | Relationship | School | PR Y/N
Ida Vale | F | 01.02.15 | Child | Hexby Primary |
Baby Vale | | EDD 12.02.27 | Unborn | |
Mary Vale | F | 30.08.92 | Mother | | Y
"""
    found = said(read_plain(text))
    children = [(child.get("forename"), child["surname"], child.get("edd")) for child in found["children"]]
    assert children == [("Ida", "Vale", None), (None, "Vale", "2027-02-12")]
    assert found["people"] == [
        {
            "name": "Mary Vale",
            "gender": "female",
            "dob": "1992-08-30",
            "relationship": "Mother",
            "parental_responsibility": "yes",
        }
    ]


def test_a_parent_named_behind_their_tie_is_who_agreed(said: Said) -> None:
    rows = (
        line("Do parents agree to information being shared?", bold=True),
        line("Yes"),
        line("Who gave agreement?", bold=True),
        line("Mum - Mary Vale"),
    )
    found = said(form(CHILD, heading("Consent"), *rows))
    shared = found["information_sharing"]
    assert shared == {"consent_obtained": "yes", "consent_given_by": "Mum - Mary Vale"}
    assert "people" not in found or not found["people"]


@pytest.mark.parametrize(
    "asked",
    [
        "Parent/carer agrees to information being shared?",
        "Parents agree to this referral?",
        "Family consents to support?",
    ],
)
def test_that_parents_agree_says_nothing_of_whether_they_were_told(asked: str, said: Said) -> None:
    shared = said(form(CHILD, table([asked, "Yes"])))["information_sharing"]
    assert shared == {"consent_obtained": "yes"}


def test_a_day_asked_with_the_time_written_behind_it_is_when_the_call_was_made(said: Said) -> None:
    found = said(form(CHILD, table(["Date of verbal referral", "30/11/2025 at 16:05"])))
    assert found["telephone_contact_at"] == "2025-11-30T16:05:00+00:00"


def test_the_source_of_a_contact_is_who_refers(said: Said) -> None:
    rows = table(
        ["Source name", "Ann Lee", "Source role", "Health Visitor"],
        ["Source agency", "Hexby 0-19 Service", "Source tel", "023 9200 0226"],
    )
    referrer = said(form(rows, CHILD))["referrer"]
    assert (referrer["name"], referrer["role"]) == ("Ann Lee", "Health Visitor")
    assert (referrer["agency"], referrer["phone"]) == ("Hexby 0-19 Service", "+442392000226")


def test_a_yes_or_no_behind_its_question_without_a_mark_is_the_answer(said: Said) -> None:
    text = """
NOTIFICATION OF A CHILD WELFARE CONCERN

Reported by ............ Ann Lee
Call-back no ........... 07700 900612
Child's name ........... Ida Vale
Child's date of birth .. 9/7/22
Details ................ Called to a woman who could not be roused. The child was found
                         alone upstairs and had not been fed.
Parent aware of referral N - mother not able to follow
Police on scene ........ Y
"""
    found = said(read_plain(text))
    assert found["information_sharing"]["parents_informed"] == "no"
    assert found["concern"]["reason"].startswith("Called to a woman")


def test_a_day_behind_a_signatures_name_is_the_day_it_was_signed(said: Said) -> None:
    found = said(form(CHILD, table(["Signature", "A. Lee-Vale, 27/11/2026"])))
    assert found["signature"] == {"name": "A. Lee-Vale", "signed_on": "2026-11-27"}
