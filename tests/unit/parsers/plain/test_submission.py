"""JSON and XML that a web form's program wrote: names and values are labels and answers."""

from __future__ import annotations

import json

import pytest

from parsers.blocks import Line
from parsers.plain.submission import read_submission


def told(text: str) -> list[str]:
    """Headings as they are, pairs with a bar between them."""
    document = read_submission(text)
    assert document is not None
    lines = [block for block in document.blocks if isinstance(block, Line)]
    return [" | ".join(segment.text for segment in line.segments) for line in lines]


def test_names_are_spelt_out_and_what_a_record_says_of_itself_comes_before_what_it_holds() -> None:
    data = {
        "child": {"dateOfBirth": "2015-02-01T00:00:00Z", "q3_first_name": "Ida"},
        "Parents informed?": False,
        "NHS no": None,
    }
    assert told(json.dumps({"submission": data})) == [
        "Submission",
        "Parents informed? | No",
        "NHS no | ",
        "Child",
        "Date of birth | 2015-02-01",
        "First name | Ida",
    ]


def test_several_records_of_one_name_are_numbered_blocks() -> None:
    data = {"children": [{"surname": "Vale"}, {"surname": "Lee"}], "concerns": ["Neglect", "Other"]}
    assert told(json.dumps(data)) == [
        "Concerns | Neglect\nOther",
        "Children 1",
        "Surname | Vale",
        "Children 2",
        "Surname | Lee",
    ]


def test_a_question_and_its_answer_in_fields_of_their_own_are_label_and_value() -> None:
    pairs = [{"id": 7, "question": "Child's name", "answer": "Ida Vale"}, {"label": "School", "value": ""}]
    assert told(json.dumps({"fields": pairs})) == ["Fields", "Child's name | Ida Vale", "School | "]


def test_a_record_that_holds_the_answers_is_no_pair() -> None:
    data = {"title": "Referral", "sentBy": "Ann Lee", "answers": {"surname": "Vale"}}
    assert told(json.dumps(data)) == ["Title | Referral", "Sent by | Ann Lee", "Answers", "Surname | Vale"]


def test_elements_are_told_by_their_tags_or_by_what_they_call_themselves() -> None:
    text = (
        "<?xml version='1.0' encoding='utf-8'?><form><child><first_name>Ida</first_name></child>"
        "<child><first_name>Bo</first_name></child><field name='Your name'>Ann Lee</field></form>"
    )
    assert told(text) == ["Your name | Ann Lee", "Child 1", "First name | Ida", "Child 2", "First name | Bo"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nName: Ida",
        '{"name": "Ida"',
        "[1] see below",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a><d>&b;</d></a>",
        "[" * 5_000,
        '"Ida"',
        "{}",
    ],
)
def test_what_is_not_data_through_and_through_is_left_to_others(text: str) -> None:
    assert read_submission(text) is None


def test_a_column_of_questions_beside_one_of_answers_is_label_and_value_under_their_parts() -> None:
    text = 'Section,Question,Answer\nChild,Name,Ida Vale\nChild,Address,"1 Any Street\nLeeds"\n,Told?,No\n'
    assert told(text) == ["Told? | No", "Child", "Name | Ida Vale", "Address | 1 Any Street\nLeeds"]


def test_one_row_of_answers_stands_under_its_questions() -> None:
    text = (
        "Your name,Child 1 - Name,Child 1 - Age,Child 2 - Name,Told?,Reason\nAnn Lee,Ida,9,Bo,No,Left alone\n"
    )
    assert told(text) == [
        "Your name | Ann Lee",
        "Told? | No",
        "Reason | Left alone",
        "Child 1",
        "Name | Ida",
        "Age | 9",
        "Child 2",
        "Name | Bo",
    ]


def test_several_rows_of_answers_are_no_form() -> None:
    assert read_submission("a,b,c,d,e,f\n1,2,3,4,5,6\n1,2,3,4,5,6\n") is None


def test_letters_with_commas_are_no_data() -> None:
    assert read_submission("Dear all, and Ann,\nplease read this, and that,\n") is None
