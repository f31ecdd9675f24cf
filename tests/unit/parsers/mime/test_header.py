"""Header fields as people meant them: encoded words, folding, eight-bit letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mime import header as mime_header
from parsers.mime.header import clean_file_name, decode_words, parse_headers


def headers(*lines: str | bytes) -> mime_header.Headers:
    return parse_headers(
        b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\r\n\r\n"
    )


def test_a_character_split_over_two_encoded_words_is_whole_again() -> None:
    assert decode_words("=?utf-8?Q?Zo=C3?= =?utf-8?Q?=AB?= Q") == "Zoë Q"


def test_words_of_two_character_sets_stand_side_by_side() -> None:
    assert decode_words("=?iso-8859-1?Q?=EB?= =?utf-8?B?w6k=?=") == "ëé"


def test_an_unknown_character_set_in_a_word_is_read_as_well_as_can_be() -> None:
    assert decode_words("=?x-unknown?Q?Zo=C3=AB?=") == "Zoë"


def test_eight_bit_headers_are_read() -> None:
    assert mime_header.field(headers(b"Subject: Zo\xeb"), "subject") == "Zoë"
    assert mime_header.field(headers("Subject: Zoë"), "subject") == "Zoë"


def test_a_folded_field_is_one_line() -> None:
    assert mime_header.field(headers("Subject: one", "  two"), "subject") == "one two"


def test_a_continued_and_encoded_file_name_is_read() -> None:
    found = headers(
        "Content-Disposition: attachment;", " filename*0*=utf-8''Zo%C3%AB;", ' filename*1=" form.pdf"'
    )
    assert mime_header.file_name(found) == "Zoë form.pdf"


def test_an_encoded_word_as_file_name_is_read_though_no_standard_allows_it() -> None:
    assert mime_header.file_name(headers('Content-Type: a/b; name="=?utf-8?B?Wm/Dqy5wZGY=?="')) == "Zoë.pdf"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("C:\\Users\\x\\form.docx", "form.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\x1b[31m\x00\x07.pdf", "a[31m.pdf"),
        ("fdp.\N{RIGHT-TO-LEFT OVERRIDE}exe", "fdp.exe"),
        ("  ", None),
        ("///", None),
        (None, None),
    ],
)
def test_file_names_are_safe_to_show(written: str | None, shown: str | None) -> None:
    assert clean_file_name(written) == shown


def test_twenty_thousand_parameters_are_no_reason_to_wait() -> None:
    many = "".join(f"; p{number}=x" for number in range(20_000))
    found = headers(f'Content-Type: multipart/mixed; boundary="b"{many}; name=late')
    assert mime_header.boundary(found) == b"b"
    assert mime_header.media_type(found) == "multipart/mixed"


def test_a_boundary_with_an_equals_sign_and_no_quotes_is_found() -> None:
    assert (
        mime_header.boundary(headers("Content-Type: multipart/mixed; boundary=----=_Next.1"))
        == b"----=_Next.1"
    )


@given(st.binary(max_size=300))
def test_any_header_can_be_asked_anything(block: bytes) -> None:
    found = parse_headers(b"Content-Type: " + block + b"\nContent-Disposition: " + block)
    mime_header.media_type(found)
    mime_header.file_name(found)
    mime_header.boundary(found)
    mime_header.charset(found)
    for name, _ in found.raw_items():
        assert "\0" not in (mime_header.field(found, name) or "")
