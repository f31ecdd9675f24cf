"""What a message's own structure says of its end."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.mailbox.wholeness import closes_itself

_HEAD = b"Subject: Form\r\nContent-Type: multipart/mixed;\r\n"
_PARTS = b"\r\n\r\n--b\r\n\r\nwords\r\n--b--"


def in_parts(size: int = 3000) -> bytes:
    """An email with an attachment of so many bytes."""
    email = EmailMessage()
    email["Subject"] = "Form"
    email.set_content("The form is attached.")
    email.add_attachment(bytes(size), maintype="application", subtype="pdf", filename="form.pdf")
    email.set_boundary("a boundary")
    return email.as_bytes().replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    "name", [b" boundary=b", b'\tcharset=x; BOUNDARY = "b"', b" x=y;\r\n boundary=b; z=1"]
)
@pytest.mark.parametrize("end", [b"", b"\r\n", b"\r\n-- \r\nThis list is kept by nobody\r\n"])
def test_a_message_whose_last_part_is_closed_has_come_to_its_end(name: bytes, end: bytes) -> None:
    assert closes_itself(_HEAD + name + _PARTS + end)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"Subject: Form\r\n\r\n--b--",
        _HEAD + b" boundary=b" + _PARTS[:-2],
        _HEAD + b" boundary=other" + _PARTS,
        b"Subject: boundary=b\r\nContent-Type: text/plain" + _PARTS,
        _HEAD + b' boundary="b"\r\nX: \n--b--',
    ],
)
def test_nothing_else_says_so(raw: bytes) -> None:
    assert not closes_itself(raw)


@given(st.integers(0, len(in_parts().rstrip()) - 2))
def test_no_beginning_of_a_message_says_so(length: int) -> None:
    assert closes_itself(in_parts())
    assert not closes_itself(in_parts()[:length])
