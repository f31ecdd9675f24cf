"""Messages that could not be delivered and came back: somebody else's concern in them is looked at."""

from __future__ import annotations

import pytest

from parsers.form import Outcome
from parsers.labels import Hub
from parsers.message import read_message
from tests.unit.parsers.plain_mail import labels, read

_GIVEN_BACK = "Delivery to the following recipient failed permanently: duty@old.example\n\n----- Original message -----\n{writer}\n"


def test_somebody_elses_message_about_a_baby_that_did_not_arrive_is_looked_at() -> None:
    body = (
        _GIVEN_BACK.format(writer="")
        + "Hi duty, baby born this morning, mum positive for cocaine, wants to take baby home."
    )
    reading = read("Delivery Status Notification (Failure)", body)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "did not arrive" in (reading.reason or "")


@pytest.mark.parametrize(
    ("writer", "words"),
    [
        ("From: MASH <MASH@HUB.EXAMPLE>", "Hi duty, baby born this morning, mum positive for cocaine."),
        ("", "Thank you for your contact form. If a child is at risk of harm now, ring 999."),
        ("", "Could you swap Thursday's rota with me? The children's team meets at ten."),
    ],
    ids=["the hub's own", "an acknowledgement", "a rota"],
)
def test_what_the_hub_sent_itself_or_tells_of_no_harm_may_come_back(writer: str, words: str) -> None:
    body = _GIVEN_BACK.format(writer=writer) + words
    assert read("Undeliverable: x", body).outcome is Outcome.NO_FORM


def _bounce(writer: str, subject: str) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\nTo: mash@hub.example\nSubject: Undelivered Mail Returned to Sender\n"
        'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nFrom: {writer}\nTo: mahs@hub.example\nSubject: {subject}\n\n--b--\n"
    ).encode()


@pytest.mark.parametrize(
    ("writer", "subject", "outcome"),
    [
        ("k@school.example", "Referral form for Ida Vale", Outcome.NEEDS_ATTENTION),
        ("k@school.example", "Ida Vale has bruises on both arms", Outcome.NEEDS_ATTENTION),
        ("mash@hub.example", "Referral form for Ida Vale", Outcome.NO_FORM),
        ("k@school.example", "Minutes of Tuesday", Outcome.NO_FORM),
    ],
)
def test_headers_that_are_given_back_are_looked_at_where_they_speak_of_somebody_elses_referral(
    writer: str, subject: str, outcome: Outcome
) -> None:
    assert read_message(_bounce(writer, subject), tables=labels(), hub=Hub()).outcome is outcome


@pytest.mark.parametrize(
    ("writer", "words", "outcome"),
    [
        (
            "k@school.example",
            "Ida disclosed that an older cousin has sent her messages asking for pictures.",
            Outcome.NEEDS_ATTENTION,
        ),
        (
            "mash@hub.example",
            "Ida disclosed that an older cousin has sent her messages asking for pictures.",
            Outcome.NO_FORM,
        ),
        ("k@school.example", "The minutes of Tuesday's meeting are on the intranet.", Outcome.NO_FORM),
    ],
)
def test_a_message_of_somebody_elses_that_is_given_back_whole_is_weighed(
    writer: str, words: str, outcome: Outcome
) -> None:
    bounce = _bounce(writer, "Hello").replace(b"text/rfc822-headers", b"message/rfc822")
    bounce = bounce.replace(b"Subject: Hello\n\n", f"Subject: Hello\n\n{words}\n".encode())
    assert read_message(bounce, tables=labels(), hub=Hub()).outcome is outcome
