"""What a line of its own is: a title, a question, or what says that there is no answer."""

from __future__ import annotations

import pytest

from parsers.assembly.lines.line import pieces_of_line
from parsers.assembly.pieces import Answer, Ask, Head, Say
from parsers.blocks import Line, Text
from parsers.labels import LabelTables
from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import Said, line


@pytest.mark.parametrize("words", ["[No answer]", "[Not answered]", "--", "(not provided)"])
def test_what_a_system_writes_for_no_answer_is_no_title(labels: LabelTables, words: str) -> None:
    assert not any(isinstance(piece, Head) for piece in pieces_of_line(line(words), labels))


def test_a_question_with_no_answer_does_not_end_the_childs_block(said: Said) -> None:
    text = """
*PERSON REFERRING*

*Name*
Ann Lee

*CHILD 1*

*Surname*
Vale

*Forename*
Ida

*Also known as*
[No answer]

*Date of birth*
01/02/2015

*CHILD 2*

*Surname*
Vale

*Forename*
Bo

*Also known as*
--

*Date of birth*
03/04/2017

*Reason for referral*
Ida was left alone overnight.

*Are the parents aware?*
No
"""
    assert [child["dob"] for child in said(read_plain(text))["children"]] == ["2015-02-01", "2017-04-03"]


def test_a_number_set_apart_before_a_question_is_no_answer(labels: LabelTables) -> None:
    numbered = Line((Text("Q12", bold=True), Text("Home address")))
    (asked,) = pieces_of_line(numbered, labels)
    assert isinstance(asked, Ask)
    assert asked.label == "Home address"
    assert not any(isinstance(piece, Say) for piece in pieces_of_line(numbered, labels))


def test_a_question_in_two_languages_with_a_mark_each_is_one(labels: LabelTables) -> None:
    both = line("A yw'r rhieni yn ymwybodol? / Are the parents aware?")
    assert [piece.label for piece in pieces_of_line(both, labels) if isinstance(piece, Ask)] == [both.text]


@pytest.mark.parametrize(
    ("unanswered", "beside"),
    [("c) Agency", "d) Agency address"), ("Home address:", "Other relevant addresses:")],
)
def test_a_label_beside_one_without_an_answer_is_none(
    labels: LabelTables, unanswered: str, beside: str
) -> None:
    first, second = pieces_of_line(line(unanswered, beside, "2 Mill Lane"), labels)
    assert first == Ask(unanswered.rstrip(":") if unanswered.endswith(":") else unanswered, Answer(""))
    assert isinstance(second, Ask)
    assert second.answer == Answer("2 Mill Lane")


@pytest.mark.parametrize("name", ["Ida Rose Vale", "VALE, Ida Rose", "VALE, Ida Rose (Miss)"])
@pytest.mark.parametrize("owner", ["Patient", "Child", "Young person"])
def test_a_name_behind_a_gap_is_whose_heading_stands_before_it(owner: str, name: str, said: Said) -> None:
    text = f"""
CHILD SAFEGUARDING REFERRAL

{owner}:   {name}      DOB: 30-Jan-2024      NHS No: 999 000 0018
Address:   The Annexe, 3 Low Street, Hexby   HX1 1AA
Clinical concern
She was brought with a two day history of not using her right arm.

Referrer: Dr Ann Lee
"""
    child = said(read_plain(text))["children"][0]
    assert (child["forename"], child["surname"].title(), child["dob"]) == ("Ida Rose", "Vale", "2024-01-30")


def test_a_heading_in_small_capitals_is_one_though_its_first_word_alone_is_seen_to_be_bold(
    labels: LabelTables,
) -> None:
    split = Line((Text("PERSON", bold=True), Text("REPORTING")))
    assert not [piece for piece in pieces_of_line(split, labels) if isinstance(piece, Ask) and piece.answer]
    answered = Line((Text("SURNAME", bold=True), Text("REPORTING")))
    (asked,) = pieces_of_line(answered, labels)
    assert isinstance(asked, Ask)
    assert asked.answer is not None
    assert asked.answer.text == "REPORTING"
