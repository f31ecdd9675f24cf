"""Emails that are no contact forms, and two that nobody may take for none."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from parsers.form import Outcome
from tests.unit.parsers.test_message import email, read

TRAINING = """\
Date: 12/05/2026
Venue: Civic Offices, Portsmouth PO1 2AL
Trainer: Helen Marsh
Telephone: 023 9200 0654
Topics: neglect, domestic abuse, how to complete the Inter-Agency Contact Form.
"""
ROTA = '"Name","Monday"\n"Helen Marsh","Duty"\n"Oli Crane","Backup"\n"Jo Bright","Duty"\n"Al Any","Leave"\n'
VACANCY = """\
Job title - Social Worker
Organisation - Any Council
Closing date - 01/04/2026
Contact - Oli Crane
Telephone - 023 9200 0222
Address - 1 High Street, Portsmouth, PO1 2AL
"""
SURVEY = "Q1: How easy was the form?\nA1: Easy\nQ2: Your role?\nA2: Teacher\nQ3: Which day?\nA3: Monday\nQ4: Any comments?\nA4: None\n"
CHASING = (
    "We sent you a contact form about Tilly H last week. I am now more worried about her. Please ring me.\n"
)
NEIGHBOUR = "I am worried about the boy next door, Jayden, I hear him crying and saw a bruise on his arm.\n"


def about(subject: str, text: str) -> EmailMessage:
    message = email(text)
    message.replace_header("Subject", subject)
    return message


@pytest.mark.parametrize("text", [TRAINING, ROTA, VACANCY, SURVEY])
def test_what_is_laid_out_as_labels_and_values_is_no_form_for_that(text: str) -> None:
    reading = read(about("Notice", text))
    assert reading.outcome is Outcome.NO_FORM
    assert reading.forms == []


def test_a_thank_you_with_a_signature_is_no_form() -> None:
    text = "Received with thanks.\n\nKind regards\nHelen Marsh\nSENCO\nTel: 023 9200 0654\n"
    assert read(about("RE: form", text)).outcome is Outcome.NO_FORM


@pytest.mark.parametrize("text", [CHASING, NEIGHBOUR])
def test_a_worry_without_a_form_needs_attention_with_a_reason(text: str) -> None:
    reading = read(about("Hello", text))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.forms == []
    assert "concern" in (reading.reason or "")
