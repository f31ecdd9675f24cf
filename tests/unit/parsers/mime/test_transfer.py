"""Transfer encodings taken off, broken ones as well as they can be."""

from __future__ import annotations

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mime.transfer import (
    decode_base64,
    decode_transfer,
    holds_a_file_undecoded,
    uuencoded_files,
)


@given(st.binary(max_size=400))
def test_base64_without_padding_is_read_whole(data: bytes) -> None:
    assert decode_base64(base64.encodebytes(data).replace(b"=", b"")) == data


@given(st.binary(min_size=1, max_size=100), st.binary(min_size=1, max_size=100))
def test_base64_that_was_joined_from_padded_pieces_is_read_whole(one: bytes, other: bytes) -> None:
    assert decode_base64(base64.encodebytes(one) + base64.encodebytes(other)) == one + other


def test_junk_between_base64_letters_is_passed_over() -> None:
    assert decode_base64(b"aGVs*bG8g\x00d29y!bGQ=") == b"hello world"


def test_a_footer_below_base64_is_no_base64() -> None:
    text = base64.encodebytes(b"hello worlds")[:-1] + b"=\n-- \nSent from the list\n"
    assert decode_base64(text) == b"hello worlds"


def test_base64_with_one_letter_too_many_keeps_the_rest() -> None:
    assert decode_base64(b"aGVsbG8gd29ybGQhA") == b"hello world!"


@given(
    st.binary(max_size=300),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "uue", "7bit", "binary", "nonsense"]),
)
def test_any_bytes_under_any_encoding_become_bytes(data: bytes, encoding: str) -> None:
    assert isinstance(decode_transfer(data, encoding), bytes)


def uuencoded(name: str, data: bytes) -> bytes:
    lines = [binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45)]
    return b"begin 644 " + name.encode() + b"\n" + b"".join(lines) + b"`\nend\n"


@given(st.binary(min_size=1, max_size=300))
def test_a_uuencoded_part_is_decoded(data: bytes) -> None:
    assert decode_transfer(uuencoded("a.doc", data), "x-uuencode") == data


def test_files_pasted_into_a_text_are_found() -> None:
    text = b"Dear all\n\n" + uuencoded("form.doc", b"words " * 40) + b"\nregards\n" + uuencoded("b", b"more")
    assert list(uuencoded_files(text)) == [(b"form.doc", b"words " * 40), (b"b", b"more")]


@pytest.mark.parametrize("text", [b"We begin 644 times", b"begin 644 a\nnothing\n", b""])
def test_a_text_that_only_says_begin_holds_no_file(text: bytes) -> None:
    assert list(uuencoded_files(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        uuencoded("form.doc", b"words " * 40).removesuffix(b"`\nend\n"),
        uuencoded("a.doc", b"one") + uuencoded("form.doc", b"words " * 40)[:-40],
        b"=ybegin line=128 size=12 name=form.pdf\r\n\x8f\x7a\r\n=yend size=12\r\n",
        b"(This file must be converted with BinHex 4.0)\n:$'TEQKPN#!\n",
    ],
    ids=["cut off", "cut off after a whole one", "yEnc", "BinHex"],
)
def test_a_file_that_is_cut_off_or_pasted_in_another_encoding_is_noticed(text: bytes) -> None:
    assert holds_a_file_undecoded(b"Dear all\n\n" + text)


@pytest.mark.parametrize(
    "text", [b"", b"We begin 644 times", b"begin 100 days\nof rest\n", uuencoded("form.doc", b"words " * 40)]
)
def test_a_text_without_a_file_or_with_whole_ones_holds_none_undecoded(text: bytes) -> None:
    assert not holds_a_file_undecoded(text)


def test_a_soft_break_that_ends_in_a_lone_carriage_return_loses_nothing_after_it() -> None:
    assert decode_transfer(b"She was =\rhit on=\r\n Monday=\r\r\n.\rIda", "quoted-printable") == (
        b"She was hit on Monday.\rIda"
    )
