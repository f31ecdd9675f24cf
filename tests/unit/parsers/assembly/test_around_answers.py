"""Titles, help and headings that stand around answers and are none."""

from __future__ import annotations

import pytest

from parsers.blocks import Line, Text
from tests.unit.parsers.assembly.form_in_blocks import Said, form, heading, line, table

REFERRER = heading("Person making the referral")
NAMED = line("Name: Win Clarke")
IDA = (heading("Child"), table(["Name of child", "Ida Vale"], ["Date of birth", "01/02/2015"]))


def test_a_title_with_a_colon_is_no_reason(said: Said) -> None:
    title = line("Cause for Concern: Referral to Local Authority Children's Services", heading=1)
    assert said(form(title, *IDA, REFERRER, NAMED))["concern"] == {"reason": "He was left alone overnight."}


def test_a_sentence_under_the_referrers_heading_is_no_name(said: Said) -> None:
    told = line("The referrer is the person who has the concern.")
    assert said(form(*IDA, REFERRER, told, NAMED))["referrer"]["name"] == "Win Clarke"


def test_help_beside_more_of_an_answer_is_left_out(said: Said) -> None:
    asked = line("What have you done?", "We rang the hub.", bold=False)
    helped = Line((Text("Include advice given and who you spoke to."), Text("A visit is booked.")))
    assert (
        said(form(*IDA, asked, helped))["concern"]["actions_taken"] == "We rang the hub. A visit is booked."
    )


def test_a_child_of_the_family_is_a_child(said: Said) -> None:
    blocks = [
        heading("Children"),
        *(line("Child 1 of the family", bold=True), line("Forename: Ida"), line("Surname: Vale")),
        *(line("Child 2 of the family", bold=True), line("Forename: Jo"), line("Surname: Vale")),
    ]
    assert [child["forename"] for child in said(form(*blocks))["children"]] == ["Ida", "Jo"]


def test_an_address_that_is_given_for_each_child_is_not_strung_together(said: Said) -> None:
    blocks = [heading("Children")]
    for at, name in enumerate(["Ida", "Jo"], 1):
        blocks += [line(f"Child {at}", bold=True), line(f"Forename: {name}"), line("Surname: Vale")]
        blocks += [line("Where the children live"), line("1 Low Road"), line("Hexby"), line("HX1 1AA")]
    assert [child["address"] for child in said(form(*blocks))["children"]] == ["1 Low Road, Hexby"] * 2


def test_a_numbered_question_about_one_child_does_not_end_what_is_asked_of_it(said: Said) -> None:
    blocks = [heading("Children")]
    for at, name in enumerate(["Ida", "Jo"], 1):
        blocks += [line(f"Child {at}", bold=True), line(f"Forename: {name}"), line("Surname: Vale")]
        blocks += [line(f"{at}. Disability", bold=True), line("No"), line(f"School: {name} School")]
    assert [child["school"] for child in said(form(*blocks))["children"]] == ["Ida School", "Jo School"]


def test_who_took_a_report_is_not_who_makes_it(said: Said) -> None:
    rows = table(["Verbal report taken by", "Sam Prior"], ["Name of reporter", "Win Clarke"])
    read = said(form(*IDA, heading("Reporter"), rows))
    assert (read["contact_taken_by"], read["referrer"]["name"]) == ("Sam Prior", "Win Clarke")


def test_what_is_left_of_struck_out_options_answers_the_question_over_it(said: Said) -> None:
    asked = table(["Have parents been informed of this referral?:\n/ No"])
    assert said(form(*IDA, asked))["information_sharing"] == {"parents_informed": "no"}


def test_a_question_with_its_ticked_options_is_no_label_alone(said: Said) -> None:
    asked = line("Have parents/carers been informed of this contact?: ☐ Yes ☒ No")
    assert said(form(*IDA, asked))["information_sharing"] == {"parents_informed": "no"}


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("26 Nov 2025, 9.45pm", {"telephone_contact_at": "2025-11-26T21:45:00+00:00"}),
        ("Jo Hale, 26 Nov 2025", {"contact_taken_by": "Jo Hale"}),
    ],
)
def test_whom_one_rang_is_no_name_where_it_is_answered_with_when(
    said: Said, answer: str, read: dict[str, str]
) -> None:
    found = said(form(*IDA, table(["Telephone referral made", answer])))
    names = ("telephone_contact_at", "contact_taken_by")
    assert {name: found[name] for name in names if name in found} == read


def test_the_last_word_of_a_story_that_looks_bold_on_a_copy_is_no_title(said: Said) -> None:
    seen = (("She is scared to ask him to", False), ("leave.", True), ("On Monday she rang again.", False))
    lines = [Line((Text(words, 1, bold=bold, confidence=0.9),)) for words, bold in seen]
    read = said(form(*IDA, line("Reason for referral", bold=True), *lines))
    assert " ".join(read["concern"]["reason"].split()) == " ".join(words for words, _ in seen)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Father of subject 2", "Father of subject 2"),
        ("Aunt to child 1", "Aunt to child 1"),
        ("Aunt 1", "Aunt"),
    ],
)
def test_whose_parent_somebody_is_is_part_of_the_relationship(said: Said, written: str, read: str) -> None:
    rows = table(["Name", "Relationship", "Telephone"], ["Win Clarke", written, "0117 496 0111"])
    assert said(form(*IDA, heading("Adults"), rows))["people"][0]["relationship"] == read


def test_a_crime_or_incident_beside_its_label_is_the_polices_reference(said: Said) -> None:
    read = said(form(*IDA, table(["Crime / incident", "43250098127"], ["Grading", "Amber"])))
    assert read["concern"]["police_reference"] == "43250098127"
