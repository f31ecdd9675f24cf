"""Questions that share a line with their answers, and with each other."""

from __future__ import annotations

import pytest

from parsers.assembly.lines.inline import asks_in
from parsers.assembly.pieces import Answer, answer_of
from parsers.blocks import Text
from tests.unit.parsers.assembly.form_in_blocks import Said, form, line
from tests.unit.parsers.emailed_form import tables


@pytest.mark.parametrize("mark", ["; ", ", ", " | ", " / "])
def test_questions_that_share_a_line_are_parted_by_any_mark(said: Said, mark: str) -> None:
    lines = [
        line(mark.join(("Referrer: Bo Reed", "Tel: 023 9200 1212", "Email: bo.reed@wexbury.example"))),
        line(mark.join(("Child: Ida Vale", "DOB: 30/11/2015", "NHS No: 999 000 0018"))),
        line("Address: 4 High Street, Hexby, HX2 2BB"),
        line("Reason: Ida was hit; she named her uncle, Bo."),
    ]
    found = said(form(*lines))
    assert found["referrer"] == {
        "name": "Bo Reed",
        "phone": "+442392001212",
        "email": "bo.reed@wexbury.example",
    }
    (child,) = found["children"]
    assert (child["forename"], child["surname"], child["dob"]) == ("Ida", "Vale", "2015-11-30")
    assert child["nhs_number"] == "9990000018"
    assert (child["address"], child["postcode"]) == ("4 High Street, Hexby", "HX2 2BB")
    assert found["concern"]["reason"] == "Ida was hit; she named her uncle, Bo."


def test_a_line_of_labels_without_end_keeps_its_words_and_is_parted_so_far_only() -> None:
    """Each label looks through what is left of the line, so that all of them would take as long as the square."""
    asks = asks_in(Answer("Name: " * 5000 + "Vale"), tables())
    assert len(asks) <= 300
    assert asks[-1].answer is not None
    assert asks[-1].answer.text.endswith("Vale")


def test_each_answer_of_a_cell_is_as_sure_as_its_own_lines() -> None:
    seen = [("Forename:", 0.96), ("Ida", 0.95), ("Address:", 0.7), ("4 High Street", 0.94), ("Hexby", 0.9)]
    cell = answer_of(Text(words, 1, confidence=sure) for words, sure in [*seen, ("Postcode: HX2 2BB", 0.5)])
    told = {ask.label: ask.answer for ask in asks_in(cell, tables())}
    assert {label: (answer.text, answer.confidence) for label, answer in told.items() if answer} == {
        "Forename": ("Ida", 0.95),
        "Address": ("4 High Street\nHexby", 0.9),
        "Postcode": ("HX2 2BB", 0.5),
    }


def test_a_question_that_wraps_in_its_cell_is_one() -> None:
    lines = [
        "Has the parent been told about this",
        "referral?",
        "☐ Yes ☒ No",
        "Has consent been given?",
        "☒ Yes ☐ No",
    ]
    asks = asks_in(Answer("\n".join(lines)), tables())
    assert [(ask.label, ask.answer and ask.answer.text) for ask in asks] == [
        ("Has the parent been told about this referral?", "☐ Yes ☒ No"),
        ("Has consent been given?", "☒ Yes ☐ No"),
    ]
