"""Files behind icons in Word documents, and pictures that stand in web pages as letters."""

from __future__ import annotations

import base64
import struct

import pytest

from parsers.mime.leaves import Limits, read_file
from tests.unit.parsers.archives import zipped
from tests.unit.parsers.word97.file_made import compound
from tests.unit.parsers.word_package import package, paragraph

PDF = b"%PDF-1.4\nwords" * 400
NATIVE = (
    b"\0\0\0\0\2\0label\0form.pdf\0\0\0\3\0"
    + struct.pack("<I", 5)
    + b"C:\\x\0"
    + struct.pack("<I", len(PDF))
    + PDF
)


def word_file_around(**files: bytes) -> bytes:
    inside = {f"word/embeddings/{name.replace('_', '.')}": data for name, data in files.items()}
    return zipped({"word/document.xml": "<d/>", **inside})


def inside(data: bytes, name: str) -> list[tuple[str | None, bytes]]:
    outer, *inner = read_file(data, name, Limits()).leaves
    assert not outer.container
    assert all(leaf.attached for leaf in inner)
    return [(leaf.filename, leaf.data) for leaf in inner]


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ({"a_pdf": PDF}, ("a.pdf", PDF)),
        ({"a_bin": compound({"CONTENTS": PDF})}, ("a.bin", PDF)),
        ({"a_bin": compound({"\x01Ole10Native": NATIVE})}, ("form.pdf", PDF)),
    ],
)
def test_a_file_behind_an_icon_is_a_leaf(file: dict[str, bytes], found: tuple[str, bytes]) -> None:
    assert inside(word_file_around(**file), "cover.docx") == [found]


def test_what_a_chart_keeps_its_figures_in_is_none() -> None:
    assert inside(word_file_around(a_xlsx=b"figures"), "report.docx") == []
    assert inside(package(paragraph("words")), "report.docx") == []


@pytest.mark.parametrize(
    "broken", [b"", compound({"\x01Ole10Native": NATIVE[:20]}), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_an_object_that_is_damaged_stays_as_it_is(broken: bytes) -> None:
    assert inside(word_file_around(a_bin=broken), "cover.docx") == [("a.bin", broken)]


def test_a_picture_that_stands_in_a_page_as_letters_is_a_leaf() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"pixels" * 600
    letters = base64.encodebytes(picture).decode()
    page = f'<html><body><p>See below</p><img src="data:image/png;base64,{letters}"></body></html>'
    assert inside(page.encode(), "page.html") == [(None, picture)]
    icon = base64.b64encode(picture[:60]).decode()
    assert inside(f'<html><img src="data:image/png;base64,{icon}"></html>'.encode(), "page.html") == []


PACKAGE = (
    b"\2\0label\0form.pdf\0\0\0\3\0" + struct.pack("<I", 5) + b"C:\\x\0" + struct.pack("<I", len(PDF)) + PDF
)


def rtf_around(program: bytes, native: bytes, *, kind: int = 2) -> bytes:
    name = struct.pack("<I", len(program) + 1) + program + b"\0"
    data = struct.pack("<II", 0x501, kind) + name + bytes(8) + struct.pack("<I", len(native)) + native
    letters = data.hex().encode()
    lines = b"\r\n".join(letters[at : at + 64] for at in range(0, len(letters), 64))
    return b"{\\rtf1 See inside.{\\object\\objemb{\\*\\objclass X}{\\*\\objdata " + lines + b"}}}"


@pytest.mark.parametrize(
    ("program", "native", "found"),
    [
        (b"Package", PACKAGE, ("form.pdf", PDF)),
        (b"AcroExch.Document", compound({"CONTENTS": PDF}), (None, PDF)),
        (b"Word.Document.8", compound({"Data": PDF}), (None, compound({"Data": PDF}))),
    ],
)
def test_a_file_behind_an_icon_in_an_rtf_is_a_leaf(
    program: bytes, native: bytes, found: tuple[str | None, bytes]
) -> None:
    assert inside(rtf_around(program, native), "cover.rtf") == [found]


@pytest.mark.parametrize("broken", [b"Package", b""])
def test_an_object_in_an_rtf_that_holds_no_file_is_a_leaf_nobody_can_read(broken: bytes) -> None:
    ((name, data),) = inside(rtf_around(broken, b"x", kind=1), "cover.rtf")
    assert name is None
    assert data
