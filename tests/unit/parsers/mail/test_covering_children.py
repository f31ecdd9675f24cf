"""A child whom only the covering email names is told of on the forms that came with it."""

from __future__ import annotations

import pytest

from parsers.form import Outcome
from tests.unit.parsers.emailed_form import email, form, read


def warned(note: str) -> bool:
    message = email(note)
    message.add_attachment(form().encode(), maintype="text", subtype="plain", filename="form.txt")
    reading = read(message)
    assert reading.outcome is Outcome.REFERRAL
    return any("a child who is on none of its forms" in warning for warning in reading.forms[0].warnings)


@pytest.mark.parametrize(
    "note",
    [
        "Amy's form is attached. I rang about Dylan Marsh (dob 04/05/2014) too, his will follow.",
        "Form attached. We are also worried about her brother Leo, who was not in school.",
        "Form attached. I am worried about Leo as well.",
        "Attached. Leo Example, aged 6, is at the same address.",
    ],
)
def test_a_child_whom_no_form_names_is_told_of(note: str) -> None:
    assert warned(note)


@pytest.mark.parametrize(
    "note",
    [
        "Please find the form attached.\n\nKind regards,\nAny Person",
        "Amy Example, born 03/04/2015: form attached. I am very worried about Amy.",
        "Aimee Example (dob 03/04/2015), form attached.",
    ],
)
def test_the_child_on_the_form_is_not(note: str) -> None:
    assert not warned(note)
