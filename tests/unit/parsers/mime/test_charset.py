"""Character sets: the one that was announced, where its bytes can be that, and else another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mime.charset import codec_name, decode_text, html_charset


@pytest.mark.parametrize(
    "charset", ["idna", "undefined", "punycode", "hex", "rot13", "x\0y", "no-such", "", None, "a" * 500]
)
def test_what_is_no_character_set_is_refused(charset: str | None) -> None:
    assert codec_name(charset) is None
    assert decode_text("Zoë".encode(), charset) == "Zoë"


def test_latin_1_is_read_as_windows_1252() -> None:
    assert (
        decode_text(b"\x93Zo\xeb\x94 \x96 \xa3", "iso-8859-1")
        == "\N{LEFT DOUBLE QUOTATION MARK}Zoë\N{RIGHT DOUBLE QUOTATION MARK} \N{EN DASH} £"
    )


def test_utf_8_under_a_latin_label_is_read_as_utf_8() -> None:
    assert decode_text("Zoë’s".encode(), "iso-8859-1") == "Zoë’s"


def test_windows_1252_under_a_utf_8_label_is_read_as_windows_1252() -> None:
    assert decode_text(b"Zo\xeb", "utf-8") == "Zoë"


def test_a_few_broken_bytes_do_not_change_the_rest_of_a_utf_8_text() -> None:
    assert decode_text("Zoë ".encode() + b"\xff", "utf-8") == "Zoë \N{REPLACEMENT CHARACTER}"


def test_a_byte_order_mark_beats_the_label() -> None:
    assert decode_text("Zoë".encode("utf-16"), "us-ascii") == "Zoë"


@pytest.mark.parametrize("label", ["utf-16", "utf-16le", "utf-32"])
def test_bytes_of_one_letter_each_are_no_wide_characters_whatever_the_label(label: str) -> None:
    assert decode_text(b"Surname: Kite\r\n", label) == "Surname: Kite\r\n"
    assert decode_text("Surname: Kite\r\n".encode(label), label) == "Surname: Kite\r\n"


def test_utf_7_is_read() -> None:
    assert decode_text(b"Zo+AOs-", "utf-7") == "Zoë"


def test_nul_becomes_a_mark_that_databases_take() -> None:
    assert "\0" not in decode_text(b"a\0b", "us-ascii")


def test_an_html_page_names_its_own_character_set() -> None:
    assert (
        html_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">')
        == "windows-1252"
    )
    assert html_charset(b"<p>no</p>") is None


@given(
    st.binary(max_size=200),
    st.text(max_size=50) | st.sampled_from(["utf-7", "utf-16", "gb18030", "iso-2022-jp", "hz"]),
)
def test_any_bytes_under_any_label_become_text(data: bytes, charset: str) -> None:
    assert "\0" not in decode_text(data, charset)


@pytest.mark.parametrize("charset", ["ibm037", "cp500", "cp1140"])
def test_plain_ascii_under_a_label_without_ascii_is_ascii(charset: str) -> None:
    assert decode_text(b"Child's name: Ida Vale\r\n", charset) == "Child's name: Ida Vale\r\n"


def test_what_really_is_in_such_a_set_is_read_by_it() -> None:
    assert decode_text("Child's name: Ida Vale".encode("cp500"), "cp500") == "Child's name: Ida Vale"
