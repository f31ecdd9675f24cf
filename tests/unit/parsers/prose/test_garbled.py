"""Bytes that nobody deciphered, told from writing in any language."""

from __future__ import annotations

import base64

import pytest

from parsers.prose.garbled import is_garbled

CONCERN = "A boy in my class has a burn on his hand and would not say how he came by it. Please ring me."


@pytest.mark.parametrize(
    "text",
    [
        base64.encodebytes(CONCERN.encode() * 4).decode("ascii"),
        CONCERN.encode("cp500").decode("cp1252", "replace"),
        CONCERN.encode("utf-16-le").decode("utf-8").replace("\0", "\ufffd"),
        "\x01\x02\x03\x04" * 20,
    ],
)
def test_bytes_that_were_not_decoded_are_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        CONCERN,
        "Już dziś: święto, żółć, źdźbło i gęś. Proszę przyjść wcześniej, będzie ciasto i kawa.",
        "Sự an toàn của trẻ em là điều quan trọng nhất đối với chúng tôi và mọi gia đình.",
        "Read more: https://news.example/" + "Ab3" * 60 + " and unsubscribe here, with our thanks to all.",
        "-" * 200,
        "A" * 100 + " hello there and good morning to all of you",
        "\x01\x02",
    ],
)
def test_writing_is_not_garbled_in_any_language_nor_around_links(text: str) -> None:
    assert not is_garbled(text)
