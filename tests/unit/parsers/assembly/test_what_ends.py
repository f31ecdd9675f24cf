"""Where an answer ends, and what can be none: kinds offered for a story, a child for a kind of request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parsers.blocks import Block, Cell, Document, Line, Table, Text

Said = Callable[[Document], dict[str, Any]]


def line(*words: str, heading: int | None = None) -> Line:
    return Line(tuple(map(Text, words)), heading=heading)


def box(words: str) -> Table:
    return Table(((Cell((Text(words),)),),))


FORM: list[Block] = [
    line("Referrer details", heading=2),
    line("Name of referrer", "Bo Reed"),
    line("Agency", "Oak House"),
    line("Telephone", "01632 960001"),
    line("Child details", heading=2),
    line("First name", "Ida"),
    line("Surname", "Vale"),
    line("Date of birth", "01/02/2015"),
    line("Concerns", heading=2),
]


@pytest.mark.parametrize("offered", ["☐ Neglect ☒ Physical abuse", "/ Physical abuse / /"])
def test_kinds_of_harm_are_no_reason_though_the_question_asks_for_worries(said: Said, offered: str) -> None:
    asked = [
        line("What kind of harm are you worried about?", offered),
        line("Reason for referral", "Left alone."),
    ]
    concern = said(Document((*FORM, *asked), "pdf_text"))["concern"]
    assert concern == {"types": ["Physical abuse"], "reason": "Left alone."}


def test_a_bare_no_is_no_reason(said: Said) -> None:
    asked = [line("Summary of concerns", "No"), line("Immediate danger?", "No")]
    assert "reason" not in said(Document((*FORM, *asked), "pdf_text"))["concern"]


def test_what_stands_behind_a_box_is_no_more_of_the_answer_in_it(said: Said) -> None:
    asked: list[Block] = [
        line("What have you done so far?"),
        box("Spoke to Ida alone."),
        line("Team that will hold this case"),
        box("North"),
    ]
    assert said(Document((*FORM, *asked), "pdf_text"))["concern"]["actions_taken"] == "Spoke to Ida alone."


def test_whom_a_referral_is_for_is_no_kind_of_request(said: Said) -> None:
    form = (
        line("Referral for:", "Ida Vale DOB: 01/02/2015"),
        *FORM,
        line("Reason for referral", "Left alone."),
    )
    assert "request_type" not in said(Document(form, "pdf_text"))


def test_a_number_beside_a_question_over_its_answer_is_no_label(said: Said) -> None:
    asked = Table(
        (
            (Cell((Text("5.3"),)), Cell((Text("Reason for referral"),))),
            (Cell((Text("Ida was left alone overnight."),), colspan=2),),
        )
    )
    assert said(Document((*FORM, asked), "pdf_text"))["concern"]["reason"] == "Ida was left alone overnight."


def test_a_short_line_under_a_sections_title_is_no_reason(said: Said) -> None:
    asked = [
        line("Section D. Presenting concerns"),
        line("Signs seen"),
        line("☐ Neglect ☒ Physical abuse"),
        line("What are you concerned about?"),
        line("Ida was left alone overnight and had not eaten."),
    ]
    reason = said(Document((*FORM, *asked), "pdf_text"))["concern"]["reason"]
    assert reason == "Ida was left alone overnight and had not eaten."


def test_an_ethnicity_with_a_dash_is_one_answer_though_the_label_asks_two_things(said: Said) -> None:
    child = [
        line("Ethnicity / nationality", "Mixed - White and Asian"),
        line("Reason for referral", "Left alone."),
    ]
    form = (*FORM[:-1], *child)
    assert said(Document(form, "pdf_text"))["children"][0]["ethnicity"] == "Mixed - White and Asian"


def test_kinds_ticked_on_a_second_line_of_fields_count_though_a_field_is_named(said: Said) -> None:
    kinds = Text("☐ Sexual abuse ☒ Domestic abuse", filled=True, hint="Text12Sexual")
    asked = [
        line("What kind of harm are you worried about?"),
        Line((kinds,)),
        line("Reason for referral", "Left alone."),
    ]
    assert said(Document((*FORM, *asked), "acroform"))["concern"]["types"] == ["Domestic abuse"]
