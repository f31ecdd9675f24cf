"""The header lines that mail programs put above what they forward."""

from __future__ import annotations

from parsers.blocks import Document, Line, Table, Text
from parsers.mail.forwarded import without_forward_headers


def lines(*texts: str) -> Document:
    return Document(tuple(Line((Text(text),)) for text in texts), "text")


def left(document: Document) -> list[str]:
    return [block.text for block in without_forward_headers(document).blocks if isinstance(block, Line)]


def test_the_header_block_of_a_forward_is_left_out() -> None:
    document = lines(
        "For you",
        "-----Original Message-----",
        "From: a",
        "Sent: 14 October 2025",
        "To: b",
        "Subject: c",
        "Name: d",
    )
    assert left(document) == ["For you", "Name: d"]


def test_a_header_block_in_one_paragraph_is_left_out() -> None:
    assert left(lines("From: a\nSent: b\nTo: c\nSubject: d", "Name: e")) == ["Name: e"]


def test_a_forms_own_date_and_sender_stay() -> None:
    document = lines("From: Any School", "Name: d", "Date: 3/4/2025", "To: the hub")
    assert left(document) == ["From: Any School", "Name: d", "Date: 3/4/2025", "To: the hub"]


def test_tables_stay() -> None:
    document = Document((Table(()), *lines("From: a", "Date: b", "Subject: c").blocks, Table(())), "text")
    assert without_forward_headers(document).blocks == (Table(()), Table(()))
