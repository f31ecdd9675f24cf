"""Whom a call was made to, and when, where one answer tells both or the other."""

from __future__ import annotations

import pytest

from parsers.assembly import AssembledForm
from parsers.assembly.answers.entry import Entry
from parsers.assembly.answers.who_and_when import name_and_day, tell_who_from_when
from parsers.assembly.pieces import Answer
from parsers.form import ContactForm

WHO, WHEN = "contact_taken_by", "telephone_contact_at"


def told(**answers: str) -> dict[str, str]:
    """What the two questions are answered with in the end."""
    said = {name: Answer(text) for name, text in answers.items()}
    entry = Entry(ContactForm(), "", AssembledForm(ContactForm()), said)
    tell_who_from_when(entry)
    return {name: answer.text for name, answer in entry.answers.items()}


@pytest.mark.parametrize("asked", [WHO, WHEN])
@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("27 January 2026; 16:25; Elen Moss", "Elen Moss"),
        ("Spoke to Elen Moss on 27/01/2026 at 16:25", "Elen Moss"),
        ("27/01/2026 16:25 - Elen Moss", "Elen Moss"),
    ],
)
def test_one_answer_tells_whom_and_when_whichever_of_the_two_was_asked(
    asked: str, answer: str, name: str
) -> None:
    assert told(**{asked: answer}) == {WHO: name, WHEN: answer}


def test_one_word_beside_a_time_is_a_name_only_where_a_name_was_asked() -> None:
    answer = "27/01/2026 16:25, Elen"
    assert told(contact_taken_by=answer) == {WHO: "Elen", WHEN: answer}
    assert told(telephone_contact_at=answer) == {WHEN: answer}


def test_a_name_with_the_day_behind_it_and_no_time_is_a_name() -> None:
    assert told(contact_taken_by="A. Lee, 27/11/2026") == {WHO: "A. Lee"}


def test_what_begins_as_a_day_with_its_time_is_when_and_nobodys_name() -> None:
    assert told(contact_taken_by="26 Nov 2025, 9.45pm") == {WHEN: "26 Nov 2025, 9.45pm"}


def test_of_two_names_beside_a_time_neither_is_taken() -> None:
    answer = "27/01/2026 16:25, Elen Moss, Sam Prior"
    assert told(telephone_contact_at=answer) == {WHEN: answer}
    assert told(contact_taken_by=answer) == {WHEN: answer}


def test_each_question_with_an_answer_of_its_own_keeps_it() -> None:
    answers = {WHO: "Jo Hale", WHEN: "27/01/2026 16:25, Elen Moss"}
    assert told(**answers) == answers


def test_a_time_of_its_own_stands_before_one_told_with_the_name() -> None:
    found = told(contact_taken_by="Jo Hale, 27/01/2026 16:25", telephone_contact_at="27/01/2026 16:40")
    assert found == {WHO: "Jo Hale", WHEN: "27/01/2026 16:40"}


@pytest.mark.parametrize("answer", ["Jo Hale", "27/01/2026", ""])
def test_an_answer_that_tells_one_thing_stays_as_it_is(answer: str) -> None:
    assert told(contact_taken_by=answer) == {WHO: answer}


def test_a_signature_and_its_day_are_parted_only_where_the_day_is_one() -> None:
    assert name_and_day("A. Lee, 27/11/2026") == ("A. Lee", "27/11/2026")
    assert name_and_day("A. Lee, 99/99/2026") is None
    assert name_and_day("A. Lee") is None
