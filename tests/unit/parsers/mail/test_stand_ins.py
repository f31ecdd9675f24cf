"""Messages that a mail system gives in place of another, and those that only sound so."""

from __future__ import annotations

import pytest

from parsers.form import Outcome
from parsers.mail.stand_ins import stands_in
from tests.unit.parsers.emailed_form import read

_EXCHANGE = (
    "The server couldn't retrieve the following message:\r\n\r\n"
    'Subject: "Netherby"\r\nFrom: "Ann Invented" ("ann@school.example")\r\n'
    "Sent date: 6/1/2026 9:58:00 AM\r\n\r\nThe message hasn't been deleted. You might be able to view it "
    "using either Outlook or Outlook Web App. You can also contact the sender to find out what it says."
)


def test_what_exchange_gives_in_place_of_a_message_goes_to_an_officer() -> None:
    subject = "Retrieval using the IMAP4 protocol failed for the following message: 31"
    reading = read(f"From: Exchange\r\nSubject: {subject}\r\n\r\n{_EXCHANGE}\r\n".encode())
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "in place of the message" in (reading.reason or "")


@pytest.mark.parametrize(
    "text",
    [
        _EXCHANGE,
        "This message could not be displayed because of an error in its content.",
        "*** An error occurred while converting this message to MIME. ***",
        "[message content could not be retrieved: no blob for item 123]",
        "This message has been archived. To view the original item click here: https://vault.council.example/x",
        "The original message is stored on the server under the id 123.",
        "This message is larger than the limit, so only part of it is shown.",
        "Download the full message from the server.",
        "[Message clipped]  View entire message",
    ],
)
def test_what_stands_in_for_a_message_is_told(text: str) -> None:
    assert stands_in("Contact form", text)


@pytest.mark.parametrize(
    "text",
    [
        "If this email cannot be displayed correctly, view it in your browser.",
        "I could not open the attachment in your message, could you send it again?",
        "Thanks for your message. The original can be found in the shared drive.",
        "We cannot retrieve the message that you left on our telephone.",
        "Please keep the original email for your records.",
        "The server is down for maintenance on Friday; email will be delayed.",
    ],
)
def test_mail_about_messages_stands_in_for_none(text: str) -> None:
    assert stands_in("Hello", text) is None
