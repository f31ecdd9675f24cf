"""The parts of an email by its boundaries, announced or not."""

from __future__ import annotations

import base64

import pytest

from parsers.mime import header as mime_header
from parsers.mime.structure import Entity, Structure, take_apart


def entities(raw: bytes, *, max_depth: int = 100, max_entities: int = 500) -> list[Entity]:
    return apart(raw, max_depth=max_depth, max_entities=max_entities).entities


def apart(raw: bytes, *, max_depth: int = 100, max_entities: int = 500) -> Structure:
    return take_apart(raw, max_depth=max_depth, max_entities=max_entities)


def multipart(*parts: bytes, boundary: bytes = b"b", subtype: bytes = b"mixed", close: bool = True) -> bytes:
    body = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    end = b"--" + boundary + b"--\n" if close else b""
    return b"Content-Type: multipart/" + subtype + b"; boundary=" + boundary + b"\n\n" + body + end


def test_a_message_without_parts_is_part_1() -> None:
    assert [(item.path, item.body) for item in entities(b"Subject: x\n\nhello\n")] == [("1", b"hello\n")]


def test_parts_are_counted_as_imap_does() -> None:
    inner = multipart(b"\none", b"\ntwo", boundary=b"inner", subtype=b"alternative")
    found = entities(multipart(inner, b"\nthree"))
    assert [(item.path, item.body) for item in found] == [("1.1", b"one"), ("1.2", b"two"), ("2", b"three")]
    assert found[0].around == (("", "mixed"), ("1", "alternative"))


def test_a_boundary_that_begins_like_another_is_another() -> None:
    found = entities(multipart(b"\none\n--bb\nstill one", b"\ntwo"))
    assert [item.body for item in found] == [b"one\n--bb\nstill one", b"two"]


def test_a_message_cut_off_before_its_last_boundary_keeps_its_last_part() -> None:
    assert [item.body for item in entities(multipart(b"\none", b"\ntwo", close=False))] == [b"one", b"two"]


def test_parts_after_the_closing_boundary_are_kept() -> None:
    raw = multipart(b"\none") + b"--b\n\nlate\n--b--\n"
    assert [item.body for item in entities(raw)] == [b"one", b"late"]


def test_parts_whose_boundary_nobody_announced_are_found() -> None:
    raw = multipart(b"Content-Type: text/plain\n\none", b"Content-Type: text/html\n\ntwo").replace(
        b"; boundary=b", b""
    )
    assert {b"one", b"two"} <= {item.body for item in entities(raw)}


def test_a_multipart_without_any_boundary_is_text() -> None:
    (found,) = entities(b"Content-Type: multipart/mixed; boundary=x\n\nonly words\n")
    assert (found.media_type, found.body) == ("text/plain", b"only words\n")


def test_a_message_in_a_message_is_kept_whole_and_taken_apart() -> None:
    inner = b"From: a@b.example\n\n" + b"hello"
    found = entities(multipart(b"Content-Type: message/rfc822\n\n" + inner))
    assert [(item.path, item.body, item.wraps) for item in found] == [
        ("1", inner, True),
        ("1.1", b"hello", False),
    ]
    assert found[1].message == "1"


def test_a_base64_message_in_a_message_is_taken_apart() -> None:
    inner = base64.encodebytes(b"Subject: x\n\nhello")
    raw = multipart(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner)
    assert entities(raw)[-1].body == b"hello"


def test_the_parts_of_a_digest_are_messages() -> None:
    found = entities(multipart(b"\nSubject: one\n\nhello", subtype=b"digest"))
    assert found[-1].body == b"hello"


def test_a_thousand_multiparts_in_one_another_are_left_whole_below_the_limit() -> None:
    raw = b"\ndeep"
    for number in range(1000):
        raw = multipart(raw, boundary=b"b%d" % number)
    structure = apart(raw, max_depth=20)
    assert not structure.complete
    assert structure.entities[-1].too_deep
    assert b"deep" in structure.entities[-1].body


def test_a_thousand_messages_in_one_another_are_left_whole_below_the_limit() -> None:
    structure = apart(b"Content-Type: message/rfc822\n\n" * 1000 + b"\ndeep")
    assert not structure.complete
    assert len(structure.entities) == 101


def test_more_parts_than_the_limit_are_said_to_be_missing() -> None:
    structure = apart(multipart(*[b"\nx"] * 50), max_entities=20)
    assert len(structure.entities) == 20
    assert not structure.complete


def test_a_hundred_thousand_headers_and_fifty_thousand_recipients_are_read() -> None:
    many = b"".join(b"X-%d: y\n" % number for number in range(100_000))
    to = b"To: " + b",\n ".join(b"p%d@mail.example" % number for number in range(50_000)) + b"\n"
    assert entities(many + to + b"Subject: x\n\nhello")[0].body == b"hello"


def test_blank_lines_above_the_header_are_passed_over() -> None:
    assert entities(b"\r\n\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nhello")[0].body == b"hello"


def test_a_byte_order_mark_above_the_header_is_passed_over() -> None:
    headers = apart(b"\xef\xbb\xbfFrom: jo@ferry.example\r\n\r\nx").headers
    assert mime_header.field(headers, "from") == "jo@ferry.example"


def test_lone_carriage_returns_end_lines_too() -> None:
    raw = multipart(b"\none", b"\ntwo").replace(b"\n", b"\r")
    assert [item.body for item in entities(raw)] == [b"one", b"two"]


def test_parts_of_a_message_that_lost_its_header_are_found_and_it_is_kept_whole_too() -> None:
    body = b"--b\nContent-Type: text/plain\n\none\n--b\nContent-Type: application/pdf\n\n%PDF\n--b--\n"

    for lost in (b"\n" + body, b"From: a@b.example\nSubject: x\n\nThis is MIME.\n" + body):
        whole, *parts = entities(lost)
        assert whole.wraps
        assert whole.body.endswith(body)
        assert [(part.media_type, part.body) for part in parts] == [
            ("text/plain", b"one"),
            ("application/pdf", b"%PDF"),
        ]


def test_a_text_that_says_that_it_is_text_is_not_cut_at_boundaries_that_it_quotes() -> None:
    quoted = b"Content-Type: text/plain\n\nlook:\n--b\nContent-Type: text/html\n\n<p>\n--b--\n"
    assert [item.media_type for item in entities(quoted)] == ["text/plain"]


@pytest.mark.parametrize(
    "line",
    [
        b"+OK 1234 octets",
        b">From a@b.example Mon Jan 1",
        b"* 12 FETCH (BODY[] {120}",
        b"From a@b.example Mon",
    ],
)
def test_a_line_that_a_session_or_a_mailbox_file_left_before_the_header_hides_it_not(line: bytes) -> None:
    found = apart(line + b"\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>hello\r\n")
    assert mime_header.field(found.headers, "subject") == "x"
    assert [(item.media_type, item.body) for item in found.entities] == [("text/html", b"<p>hello\r\n")]


WORDS = b"Reason for referral: he came in with a burn on both of his hands again.\n"


def test_what_stands_before_and_below_the_parts_is_kept_where_it_says_something() -> None:
    whole = multipart(b"\none", b"\ntwo")
    raw = whole.replace(b"\n\n--b", b"\n\n" + WORDS + b"--b", 1) + WORDS
    assert [(item.path, item.body.strip()) for item in entities(raw)] == [
        ("1", b"one"),
        ("2", b"two"),
        ("0", WORDS.strip()),
        ("3", WORDS.strip()),
    ]


@pytest.mark.parametrize(
    "said",
    [
        b"This is a multi-part message in MIME format. Your mail program does not show its parts as they are.\n",
        b"--\nAny list\n",
    ],
)
def test_what_mail_programs_say_there_of_themselves_is_no_part(said: bytes) -> None:
    raw = multipart(b"\none").replace(b"\n\n--b", b"\n\n" + said + b"--b", 1)
    assert [item.body for item in entities(raw)] == [b"one"]
