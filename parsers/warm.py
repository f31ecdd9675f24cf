"""Everything that reading may load lazily, loaded: after the lock-down no file can be opened.

Each small document below goes the whole way once, which also fills the caches that every
forked reader then shares.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Iterator
from typing import Final

from phonenumbers import PhoneMetadata
from PIL import Image

from parsers.labels import Hub, LabelTables
from parsers.message import read_message
from parsers.mime import Limits
from parsers.readers import recogniser

_ANSWERS: Final = """\
Child's surname: Example
Forename: Any
Date of birth: 03/04/2015
Address: 1 Any Street, Portsmouth
Postcode: PO1 2AB
Referrer's name: Any Person
Telephone: 023 9200 0000
Email: any.person@mail.example
Date and time of call: 01/10/2025 at 14:30
Have parents been informed?: Yes
Reason for referral: words
"""
_HEADERS: Final = (
    "From: Any Person <any.person@mail.example>\n"
    "Received: from a.example by b.example; Wed, 01 Oct 2025 17:32:20 +0100\n"
    "Date: Wed, 01 Oct 2025 17:32:00 +0100\nSubject: =?utf-8?Q?any?=\nMIME-Version: 1.0\n"
)
_WORD_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


#: What recognition imports in the middle of a page, and decryption in the middle of a document; and what
#: reads a Word 97 file, of which none is made here.
_LOADED_LATE: Final = (
    "numpy.ma",
    "numpy.linalg",
    "concurrent.futures.thread",
    "cryptography.hazmat.backends.openssl.backend",
    "encodings.cp1252",
    "encodings.utf_16_le",
    "parsers.word97",
)


def warm(tables: LabelTables, hub: Hub, limits: Limits) -> None:
    """Read one of everything, but no picture: to recognise one would take a second."""
    Image.init()
    for name in _LOADED_LATE:
        importlib.import_module(name)
    recogniser()
    PhoneMetadata.load_all()  # each country's numbering is a file of its own
    for name, data in _one_of_everything():
        read_message(data, filename=name, tables=tables, hub=hub, limits=limits)


def _one_of_everything() -> Iterator[tuple[str, bytes]]:
    yield "text.eml", f"{_HEADERS}Content-Type: text/plain; charset=iso-8859-1\n\n{_ANSWERS}".encode()
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in _ANSWERS.replace(": ", "</td><td>").splitlines())
    yield "page.eml", f"{_HEADERS}Content-Type: text/html\n\n<table>{rows}</table>".encode()
    yield "form.docx", _docx()
    yield "form.pdf", _pdf()
    yield "form.rtf", rb"{\rtf1\ansi words\par}"


def _docx() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _ANSWERS.splitlines())
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_CONTENT_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD_NAMESPACE}"><w:body>{paragraphs}</w:body></w:document>',
        )
    return kept.getvalue()


def _pdf() -> bytes:
    """A page of text without a cross-reference table: readers find the objects themselves."""
    shown = "".join(
        f"({line.replace('(', '').replace(')', '')}) Tj 0 -20 Td " for line in _ANSWERS.splitlines()
    )
    content = f"BT /F1 11 Tf 50 780 Td {shown} ET"
    return (
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>> endobj\n"
        f"4 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj\n"
        "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n"
        "trailer <</Root 1 0 R/Size 6>>\n%%EOF\n"
    ).encode("ascii")
