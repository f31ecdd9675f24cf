"""Who sent an email, to whom, when, and what is doubtful about it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.form import Envelope
from parsers.mail.envelope import is_automatic, read_envelope
from parsers.mime.header import parse_headers


def envelope(*lines: str | bytes) -> Envelope:
    return read_envelope(parse_headers(joined(*lines)))


def joined(*lines: str | bytes) -> bytes:
    return b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n\n"


def test_the_sender_and_subject_are_decoded() -> None:
    found = envelope(
        "From: =?utf-8?Q?Zo=C3=AB_Any?= <zoe@mail.example>", b"Subject: Zo\xeb's form", "Message-ID: <a@b>"
    )
    assert (found.from_name, found.from_address) == ("Zoë Any", "zoe@mail.example")
    assert (found.subject, found.message_id) == ("Zoë's form", "<a@b>")


def test_a_name_with_a_comma_inside_an_encoded_word_stays_one_sender() -> None:
    found = envelope("From: =?utf-8?Q?Any=2C_Zoe?= <zoe@mail.example>")
    assert (found.from_name, found.from_address, found.warnings) == ("Any, Zoe", "zoe@mail.example", ())


def test_the_newest_received_field_says_when_it_arrived() -> None:
    found = envelope(
        "From: a@b.example",
        "Received: from y by z; Wed, 01 Oct 2025 17:32:20 +0100",
        "Received: from x by y; Wed, 01 Oct 2025 16:00:00 +0100",
        "Date: Mon, 29 Sep 2025 09:00:00 -0500",
    )
    assert found.received_at == datetime(2025, 10, 1, 16, 32, 20, tzinfo=UTC)
    assert found.sent_at == datetime(2025, 9, 29, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["yesterday", "", "Mon, 32 Foo 2025 99:99", "0" * 5000, "1 Jan 99999999999 00:00 +9999"]
)
def test_a_date_that_is_none_is_none(value: str) -> None:
    found = envelope("From: a@b.example", f"Date: {value}", f"Received: by x; {value}")
    assert (found.sent_at, found.received_at) == (None, None)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("From: a@b.example", "From: c@d.example"), "more than one sender"),
        (("From: a@b.example, c@d.example",), "more than one sender"),
        (("Subject: x",), "names no sender"),
        (("From: a@b.example", "Authentication-Results: mx.example; spf=pass; dmarc=fail"), "DMARC failed"),
        (("From: a@b.example", "Reply-To: a@elsewhere.example"), "replies go to another organisation"),
    ],
)
def test_a_doubtful_sender_is_a_warning(lines: tuple[str, ...], words: str) -> None:
    assert any(words in warning for warning in envelope(*lines).warnings)


def test_only_the_topmost_verdict_on_the_sender_counts() -> None:
    found = envelope(
        "Authentication-Results: mx.example; dmarc=pass",
        "Authentication-Results: x; dmarc=fail",
        "From: a@b.example",
    )
    assert found.warnings == ()


def test_replies_to_the_same_organisation_are_no_warning() -> None:
    assert envelope("From: a@mail.b.example", "Reply-To: c@b.example").warnings == ()


@pytest.mark.parametrize(
    "line",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "X-Autoreply: yes",
        "List-Id: <x.example>",
        "Content-Type: multipart/report; boundary=b",
        "Subject: Automatic reply: your form",
        "Subject: Undelivered Mail Returned to Sender",
    ],
)
def test_what_a_machine_sent_is_automatic(line: str) -> None:
    assert is_automatic(parse_headers(joined(line)))


@pytest.mark.parametrize("line", ["Auto-Submitted: no", "Subject: Contact form", "Precedence: first-class"])
def test_what_a_person_sent_is_not_automatic(line: str) -> None:
    assert not is_automatic(parse_headers(joined(line)))


@pytest.mark.parametrize("value", ["(" * 100_000, '"' * 100_000, "<" * 100_000, "a@b.example," * 20_000])
def test_addresses_made_to_hurt_do_not(value: str) -> None:
    assert envelope(f"From: {value}", "Subject: form").subject == "form"


@given(st.binary(max_size=200))
def test_any_header_gives_an_envelope(value: bytes) -> None:
    names = (b"From", b"Date", b"Received", b"Reply-To", b"Subject", b"Message-ID", b"Authentication-Results")
    found = envelope(*[name + b": " + value for name in names])
    assert isinstance(found, Envelope)
