"""Forms, blank forms, other mail, doubt; and concerns raised in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from config import tables
from parsers.blocks import Document, Line, Text
from parsers.classify import Kind, classify, judge, raises_concern
from parsers.labels import Hub, LabelTables
from parsers.plain.reading import read_plain

LABELS = LabelTables.from_toml(tables.labels())
FORM = """ABOUT YOU
Your name: {referrer}
Your organisation:
CHILD 1
First name: {forename}
Last name:
Date of birth:
Address:
YOUR CONCERN
What are you worried about?: {reason}
What would you like to happen?:
Does the child know?:
"""
CONCERN = """Dear MASH,

I am worried about Ida Vale, aged 9, a pupil in our school. She came in with a bruise on her arm
and said that her uncle hit her. We have told her mother about this referral.

Kind regards,
Ola Reed
"""


def kind(text: str) -> Kind:
    return classify(read_plain(text), LABELS, Hub()).kind


def test_a_form_with_answers_is_a_form_and_says_why() -> None:
    found = classify(read_plain(FORM.format(referrer="Ola", forename="Ida", reason="A burn.")), LABELS, Hub())
    assert found.kind is Kind.FORM
    assert dict(found.evidence)["children named"] == 1.0


def test_a_form_without_answers_is_blank_and_an_officer_is_told() -> None:
    found = classify(read_plain(FORM.format(referrer="", forename="", reason="")), LABELS, Hub())
    assert found.kind is Kind.BLANK_FORM
    assert found.reason


def test_a_blank_form_is_one_though_no_heading_says_whom_its_questions_are_about() -> None:
    asked = "Child and Family Referral\n\nSurname:\nForename(s):\nDate of birth:\nAddress:\nPostcode:\n"
    asked += "Referrer name:\nDesignation:\nAgency:\nPhone:\n\nReason for referral:\n"
    assert kind(asked) is Kind.BLANK_FORM


def test_a_guide_to_referring_is_no_form_for_its_advice_beside_each_question() -> None:
    guide = "How to make a good referral\n\nName of child: write it as on the birth certificate. Date of birth: check it. "
    guide += "Address: with the postcode.\n\nReason for referral: say what you saw. Ring 01632 960440 for advice.\n"
    assert kind(guide + "\nHas the parent been informed?\nAlways tell the parents.\n") is not Kind.FORM


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your email. I am on leave until Monday. If you are worried about a child, ring the MASH.",
        "Safeguarding newsletter. Neglect: spot the signs. Every child matters. Unsubscribe",
        "Invoice number 44. Contact form pads. Amount due: 20.00. Child friendly design.",
        "The workshop is on 6 November. Bring an example of neglect of a child (names removed please).",
        "Your message could not be delivered. The referral about a child at risk of harm is attached.",
        "Thanks, got it.",
    ],
)
def test_other_mail_is_no_form_and_raises_no_concern(text: str) -> None:
    assert kind(text) is Kind.NOT_A_FORM
    assert raises_concern(text) is None


def test_a_concern_in_plain_words_is_for_an_officer() -> None:
    found = classify(read_plain(CONCERN), LABELS, Hub())
    assert found.kind is Kind.UNSURE
    assert found.reason


def test_data_with_a_childs_fields_is_for_an_officer() -> None:
    data = "<e><child><forename>Maya</forename><dob>2015-04-03</dob></child></e>"
    found = classify(read_plain(data), LABELS, Hub())
    assert found.kind is Kind.UNSURE
    assert "data" in (found.reason or "")


def test_the_prefill_holds_what_the_words_certainly_say() -> None:
    form = raises_concern(CONCERN)
    assert form is not None
    assert [(child.forename, child.surname, child.age) for child in form.children] == [("Ida", "Vale", 9)]
    assert form.referrer.name == "Ola Reed"
    assert form.information_sharing.parents_informed == "yes"
    assert form.concern.reason is not None
    assert "bruise" in form.concern.reason
    assert "Kind regards" not in form.concern.reason


def test_what_is_quoted_below_is_not_the_writers_concern() -> None:
    assert raises_concern("Noted, thank you.\n\n> I am worried about a child who was hit.") is None


def test_a_child_without_a_name_still_raises_a_concern() -> None:
    form = raises_concern(
        "A little girl at number 4 is left alone every night and I can hear her crying. She looks hungry."
    )
    assert form is not None
    assert form.children == []


@pytest.mark.parametrize(
    "words",
    [
        "Hexley Partnership Multi-Agency Referral Form Level of need Level 1 Level 2 Type of request Early help",
        "OFFICIAL-SENSITIVE when complete. Read the thresholds first.",
        "B. Consent. Are the parents aware of this referral? Yes No If not, why",
    ],
)
def test_a_picture_of_part_of_a_form_is_put_before_an_officer(words: str) -> None:
    typed = read_plain(words)
    assert classify(typed, LABELS, Hub()).kind is Kind.NOT_A_FORM
    found = classify(replace(typed, method="image_ocr"), LABELS, Hub())
    assert found.kind is Kind.UNSURE
    assert found.reason is not None


def test_a_picture_of_a_note_is_put_before_an_officer() -> None:
    note = read_plain("please come to number 9 mum has gone since tuesday and the big one has the baby")
    found = classify(replace(note, method="image_ocr"), LABELS, Hub())
    assert (found.kind, "a note or a letter" in (found.reason or "")) == (Kind.UNSURE, True)


def test_a_picture_of_something_else_is_no_form() -> None:
    invoice = read_plain("Invoice 4471. Name: Mill Road School. Address: Mill Road, Hexley. Amount: 120.00")
    assert classify(replace(invoice, method="image_ocr"), LABELS, Hub()).kind is Kind.NOT_A_FORM


def test_a_filled_in_form_whose_questions_nobody_knows_is_put_before_an_officer() -> None:
    filled = Document((Line((Text("Fld 7"), Text("Ida Vale", filled=True))),), "xfa", "Fld 7 Ida Vale")
    assert judge(filled, [], attached=True).kind is Kind.UNSURE
