"""Signed messages opened, and encrypted ones told."""

from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import Damaged, Encrypted, Unreadable
from parsers.mime.pkcs7 import open_signed

DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED = bytes.fromhex("06092a864886f70d010702")
ENVELOPED = bytes.fromhex("06092a864886f70d010703")
MESSAGE = b"Content-Type: text/plain\r\n\r\nwords\r\n"


def element(tag: int, content: bytes) -> bytes:
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes(4, "big")
    return bytes([tag, 0x84]) + length + content


def endless(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x80]) + content + b"\0\0"


def signed(octets: bytes, wrap: object = element) -> bytes:
    make = endless if wrap is endless else element
    encapsulated = make(0x30, DATA + make(0xA0, octets))
    version, digests, signers = element(2, b"\1"), element(0x31, b""), element(0x31, b"")
    return make(0x30, SIGNED + make(0xA0, make(0x30, version + digests + encapsulated + signers)))


def test_a_message_that_is_only_signed_is_opened() -> None:
    assert open_signed(signed(element(4, MESSAGE * 20))) == MESSAGE * 20


def test_a_signed_message_of_indefinite_length_and_in_pieces_is_opened() -> None:
    pieces = endless(0x24, element(4, MESSAGE[:9]) + element(4, MESSAGE[9:]))
    assert open_signed(signed(pieces, endless)) == MESSAGE


def test_base64_left_around_it_is_undone() -> None:
    armoured = (
        b"-----BEGIN PKCS7-----\n"
        + base64.encodebytes(signed(element(4, MESSAGE)))
        + b"-----END PKCS7-----\n"
    )
    assert open_signed(armoured) == MESSAGE


def test_an_encrypted_message_says_what_to_do() -> None:
    with pytest.raises(Encrypted, match="key it by hand"):
        open_signed(element(0x30, ENVELOPED + element(0xA0, b"secret")))


def test_a_signature_without_its_message_is_damaged() -> None:
    with pytest.raises(Damaged):
        open_signed(element(0x30, SIGNED + element(0xA0, element(0x30, element(2, b"\1")))))


@given(st.binary(max_size=200))
def test_any_bytes_open_or_say_why_not(data: bytes) -> None:
    for attempt in (data, b"\x30\x80" + SIGNED + data, signed(data)):
        with contextlib.suppress(Unreadable):
            assert isinstance(open_signed(attempt), bytes)
