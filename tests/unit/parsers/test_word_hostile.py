"""Word files made to harm their reader, and files that are merely damaged."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import Document
from parsers.errors import Damaged, EmptyDocument, Encrypted, TooLarge, Unreadable
from parsers.word.reading import read_docx
from tests.unit.parsers.archives import zipped
from tests.unit.parsers.word_package import (
    W,
    cell,
    cells,
    package,
    paragraph,
    run,
    table,
)


def table_in_table(depth: int) -> str:
    inner = paragraph(run("bottom"))
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return inner


def test_tables_nested_sixty_deep_are_read() -> None:
    assert "bottom" in read_docx(package(table_in_table(60))).text


def bomb() -> bytes:
    return zipped({"word/document.xml": b" " * (60 * 2**20)})


def crowd() -> bytes:
    return zipped({f"word/media/{number}": b"" for number in range(6_000)})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return zipped({"word/document.xml": f"<!DOCTYPE x [{entities}]><x>&e9;</x>"})


def outside() -> bytes:
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body>&x;</w:body></w:document>'
    return zipped({"word/document.xml": declared})


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (bomb, TooLarge),
        (crowd, TooLarge),
        (laughs, Damaged),
        (outside, Damaged),
        (lambda: b"", EmptyDocument),
        (lambda: b"PK\x03\x04 and no more", Damaged),
        (lambda: package(paragraph(run("Ada")))[:-40], Damaged),
        (lambda: zipped({"word/document.xml": "<w:document"}), Damaged),
        (lambda: zipped({"other.xml": "<a/>"}), Damaged),
        (lambda: package(table_in_table(400)), Damaged),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Encrypted),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(
    make: Callable[[], bytes], error: type[Unreadable]
) -> None:
    with pytest.raises(error) as caught:
        read_docx(make())
    assert caught.value.sentence


@given(st.binary(max_size=200), st.integers(0, 2**16))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_reason(noise: bytes, at: int) -> None:
    good = package(table([cell("Name"), cell("Ada")]))
    at %= len(good)
    for data in (noise, good[:at] + noise + good[at + len(noise) :]):
        with contextlib.suppress(Unreadable):
            assert isinstance(read_docx(data), Document)


WORDS = st.text(st.sampled_from("abc XYZ123.,é"), max_size=12)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1)
    )
)
@settings(max_examples=40, deadline=None)
def test_a_table_written_to_word_reads_back_the_same(rows: list[list[str]]) -> None:
    document = read_docx(package(table(*[[cell(text or "<w:p/>") for text in row] for row in rows])))
    assert cells(document) == [[" ".join(text.split()) for text in row] for row in rows]
