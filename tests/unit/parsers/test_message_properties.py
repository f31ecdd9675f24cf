"""Whatever the bytes are: one reading, with a reason where a person must look."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.form import Outcome, Reading
from parsers.labels import Hub, LabelTables
from parsers.message import read_message
from parsers.reading_json import from_json, to_json

MEDIA_TYPES = (
    *("text/plain", "text/html", "text/calendar", "application/pdf", "application/octet-stream"),
    *(
        "application/pkcs7-mime",
        "application/ms-tnef",
        "message/rfc822",
        "message/partial",
        "message/delivery-status",
    ),
    *(
        "image/png",
        "nonsense",
        "multipart/mixed",
        "text/plain; charset=idna",
        "text/plain; charset=undefined",
    ),
)
CONTENTS = (
    *(
        b"words",
        b"%PDF-1.4\nx",
        b"PK\x03\x04\x14\0",
        b"{\\rtf1 x}",
        b"<table><tr><td>Name</td>",
        b"\x89PNG\r\n\x1a\n",
    ),
    *(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x78\x9f\x3e\x22\1\0",
        b"begin 644 a\n#0V%T\n`\nend\n",
        b"First name: Amy\n",
    ),
    *(
        b"From: a@b.example\nMIME-Version: 1.0\n\nhello",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
    ),
)
ENCODINGS = ("7bit", "base64", "quoted-printable", "x-uuencode", "nonsense")

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def tables() -> LabelTables:
    folder = Path(__file__).parents[3] / "config" / "labels"
    return LabelTables.from_toml({path.name: path.read_text() for path in folder.glob("*.toml")})


@st.composite
def parts(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(CONTENTS)) + draw(st.binary(max_size=30))
    encoding = draw(st.sampled_from(ENCODINGS))
    if encoding == "base64" and draw(st.booleans()):
        content = base64.encodebytes(content)
    name = draw(
        st.sampled_from(["", '; name="a.pdf"', "; name*0*=utf-8''%00;name*x=y", '; name="../\x1b[2J"'])
    )
    header = (
        f"Content-Type: {draw(st.sampled_from(MEDIA_TYPES))}{name}\nContent-Transfer-Encoding: {encoding}\n"
    )
    return header.encode() + b"\n" + content


def multiparts(children: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    def join(pieces: list[bytes], subtype: str, boundary: str, closed: bool) -> bytes:
        line = f"--{boundary}\n".encode()
        head = f'Content-Type: multipart/{subtype}; boundary="{boundary}"\n\n'.encode()
        return (
            head
            + b"".join(line + piece + b"\n" for piece in pieces)
            + (f"--{boundary}--\n".encode() if closed else b"")
        )

    subtypes = st.sampled_from(["mixed", "alternative", "related", "signed", "encrypted", "report", "digest"])
    return st.builds(
        join, st.lists(children, max_size=4), subtypes, st.sampled_from(["b", "bb", "=_x"]), st.booleans()
    )


messages = st.recursive(parts(), multiparts, max_leaves=8)


def read(raw: bytes, filename: str | None = None) -> Reading:
    return read_message(raw, filename=filename, tables=tables(), hub=Hub())


def holds_together(reading: Reading) -> None:
    assert (reading.outcome is Outcome.REFERRAL) == bool(reading.forms)
    assert (reading.outcome is Outcome.NEEDS_ATTENTION) == (reading.reason is not None)
    assert {item.part for item in reading.forms} <= {part.part for part in reading.parts}
    assert len({part.part for part in reading.parts}) == len(reading.parts)
    assert from_json(to_json(reading)).outcome is reading.outcome


@few
@given(st.binary(max_size=400), st.sampled_from([None, "a.eml", "a.pdf", "a.txt", "a"]))
def test_any_bytes_give_a_reading(raw: bytes, filename: str | None) -> None:
    holds_together(read(raw, filename))


@few
@given(messages)
def test_any_structure_gives_a_reading_that_holds_together(body: bytes) -> None:
    holds_together(read(b"From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <x@y>\n" + body))
