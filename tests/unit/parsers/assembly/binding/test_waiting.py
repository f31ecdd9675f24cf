"""Help between a question and its answer is passed over, once, and is never the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parsers.blocks import Document, Line, Text

Said = Callable[[Document], dict[str, Any]]


def asked(*lines: str) -> Document:
    """A form of one line after another."""
    rest = ("Reason for referral", "She was left alone.", "Referrer's full name", "Ann Bell")
    return Document(tuple(Line((Text(line),)) for line in (*lines, *rest)), "html")


@pytest.mark.parametrize("help_", ["First name, then family name", "(As shown on the birth certificate)"])
def test_help_under_a_name_is_no_name(said: Said, help_: str) -> None:
    (child,) = said(asked("Child's full name", help_, "Ida Vale"))["children"]
    assert (child["forename"], child["surname"]) == ("Ida", "Vale")


def test_words_without_a_figure_are_no_telephone_number(said: Said) -> None:
    lines = (
        "Referrer's telephone",
        "A number we can reach you on today",
        "07700 900123",
        "Child's full name",
        "Ida Vale",
    )
    assert said(asked(*lines))["referrer"]["phone"] == "+447700900123"


def test_only_one_text_is_passed_over(said: Said) -> None:
    lines = ("Child's full name", "Ida Vale", "Child's date of birth", "We are really not certain about this")
    (child,) = said(asked(*lines, "Seen last at the corner shop", "01/02/2015"))["children"]
    assert "dob" not in child


def test_help_in_brackets_before_a_long_answer_is_no_part_of_it(said: Said) -> None:
    lines = (
        "Child's full name",
        "Ida Vale",
        "What is your concern?",
        "(Write what you saw or heard.) Ida is thin.",
    )
    assert said(asked(*lines))["concern"]["reason"] == "Ida is thin."


def test_an_address_is_asked_with_help_about_its_postcode(said: Said) -> None:
    lines = ("Child's full name", "Ida Vale", "Child's home address", "Include the postcode if you know it")
    (child,) = said(asked(*lines, "2 Mill Lane, Wexbury NE4 2PS"))["children"]
    assert (child["address"], child["postcode"]) == ("2 Mill Lane, Wexbury", "NE4 2PS")


@pytest.mark.parametrize("role", ["Duty worker", "Social worker"])
def test_a_role_under_its_question_is_the_answer_though_it_is_a_label_elsewhere(
    said: Said, role: str
) -> None:
    child = ("Child's full name", "Ida Vale", "Child's date of birth", "01/02/2015")
    found = said(asked("Your name", "Bo Reed", "Your role", role, "Your agency", "Hexby Refuge", *child))
    assert found["referrer"]["role"] == role
