"""Covering notes that promise a form, and those that promise none."""

from __future__ import annotations

import pytest

from parsers.mail.covering_note import promises_a_form, sends_something, tells_of_one_held_back


@pytest.mark.parametrize(
    "note",
    [
        "See attached.",
        "Please find attached.",
        "pls open the attachment",
        "The referral is attached, as agreed.",
    ],
)
def test_a_note_that_sends_what_it_does_not_name_sends_something(note: str) -> None:
    assert sends_something(note)


@pytest.mark.parametrize(
    "note",
    [
        "Please find the minutes attached.",
        "Attached are the slides.",
        "Lines to take are attached to the calendar entry.",
        "My mileage for May is attached.",
        "The monthly figures report is attached.",
        "A free day on children's attachment.",
        "Thank you.",
        "Here is our long news. " * 12 + "A picture of the fair is attached.",
    ],
)
def test_a_note_that_sends_what_is_no_form_sends_nothing_to_ask_for(note: str) -> None:
    assert not sends_something(note)


@pytest.mark.parametrize(
    "body", ["As discussed.\n", "FYI\n", "Kind regards\nJo Bell\nLead, Any School, 023 9200 1234\n"]
)
def test_a_subject_promises_a_referral_where_nothing_is_written_under_it(body: str) -> None:
    assert promises_a_form("Safeguarding referral - AB", body)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Re: Safeguarding referral", "Thanks"),
        ("Referral pathway", "As discussed."),
        ("Lunch", "As discussed."),
        ("Referral", "Could you tell me by Friday which of the two forms our schools should use?"),
        (
            "Fwd: Referral",
            "FYI\n\n-----Original Message-----\nFrom: A\nSent: 1 May\nTo: B\n\nIda Vale was hit.\n",
        ),
    ],
)
def test_replies_questions_and_what_is_quoted_promise_nothing(subject: str, body: str) -> None:
    assert not promises_a_form(subject, body)


def test_a_filter_that_holds_a_referral_back_is_told_of_and_one_that_holds_sales_is_not() -> None:
    digest = (
        "You have 1 message in quarantine:\nFrom: a@school.example Subject: {}\nRelease it within 7 days.\n"
    )

    assert tells_of_one_held_back(digest.format("Safeguarding referral - urgent"))
    assert not tells_of_one_held_back(digest.format("Toner sale"))
    assert not tells_of_one_held_back("Subject: Safeguarding referral - urgent")
