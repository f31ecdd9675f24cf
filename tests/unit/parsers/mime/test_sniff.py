"""What a part is, told by its bytes: names and declared types may say anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mime.sniff import Format, looks_like_email, sniff
from tests.unit.parsers.archives import zipped


@pytest.mark.parametrize(
    ("data", "media_type", "filename", "kind"),
    [
        (b"%PDF-1.7\n", "image/jpeg", "photo.jpg", Format.PDF),
        (b"\x00\x1b%-12345X@PJL\r\n%PDF-1.4\n", "", None, Format.PDF),
        (
            zipped({"word/document.xml": "words"}),
            "application/octet-stream",
            "form.bin",
            Format.DOCX,
        ),
        (zipped({"xl/workbook.xml": "words"}), "", None, Format.SPREADSHEET),
        (zipped({"form.docx": "words"}), "application/pdf", "x.pdf", Format.ZIP),
        (zipped({"word/document.xml": "words"})[:-30], "", None, Format.DOCX),
        (b"{\\rtf1 words}", "application/msword", "form.doc", Format.RTF),
        (b"\xff\xd8\xff\xe0", "text/plain", None, Format.IMAGE),
        (b"<!DOCTYPE html><p>words", "application/octet-stream", "x", Format.HTML),
        (b"<p>words", "text/html", None, Format.HTML),
        (b"words", "text/plain", None, Format.TEXT),
        (b"words", "application/octet-stream", None, Format.TEXT),
        (b"From: a@b.example\nMIME-Version: 1.0\n\nx", "application/octet-stream", "x.eml", Format.EMAIL),
        (b"BEGIN:VCALENDAR\n", "text/plain", None, Format.CALENDAR),
        (b"-----BEGIN PGP MESSAGE-----\n", "application/octet-stream", "x.asc", Format.PGP),
        (b"-----BEGIN PGP SIGNED MESSAGE-----\nwords", "text/plain", None, Format.TEXT),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03", "application/pdf", "x.pdf", Format.PKCS7),
        (b"MZ\x90\x00\x03\x00\x00\x00", "image/jpeg", "photo.jpg.exe", Format.PROGRAM),
        (b"\x00\x01\x02\x03\x04\x05", "", "x", Format.UNKNOWN),
        (b"", "application/pdf", "x.pdf", Format.EMPTY),
        (b" \r\n\0", "text/plain", None, Format.EMPTY),
    ],
)
def test_the_bytes_decide_what_a_file_is(
    data: bytes, media_type: str, filename: str | None, kind: Format
) -> None:
    assert sniff(data, media_type, filename) is kind


def test_an_email_with_a_pdf_near_its_start_is_an_email() -> None:
    raw = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: application/pdf\n\n%PDF-1.4\n"
    assert sniff(raw) is Format.EMAIL


def test_a_memorandum_is_not_surely_an_email() -> None:
    memorandum = b"From: the school\nTo: the hub\nDate: 3/4/2025\n\nwords"
    assert not looks_like_email(memorandum)
    assert looks_like_email(memorandum, surely=False)


_FORM = b"Your name: Ann Field\nChild's first name: Zed\nDate of birth: 03/04/2015\n"
_CARD = b"BEGIN:VCARD\nVERSION:2.1\nitem1.TEL;CELL:07700 900000\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\nb c\nEND:VCARD\n"
_ARMOUR = b"-----BEGIN PGP SIGNATURE-----\nVersion: 2\n\niQEzBAEBCAAd=\n-----END PGP SIGNATURE-----\n"


@pytest.mark.parametrize(
    ("data", "media_type", "filename", "kind"),
    [
        (b"%PDF-1.7\n", "application/pkcs7-signature", "smime.p7s", Format.PDF),
        (b"%PDF-1.7\n", "message/delivery-status", None, Format.PDF),
        (_FORM, "application/pgp-signature", "signature.asc", Format.TEXT),
        (_FORM, "application/octet-stream", "smime.p7s", Format.TEXT),
        (_ARMOUR + _FORM, "text/plain", None, Format.TEXT),
        (_FORM, "text/calendar", "invite.ics", Format.TEXT),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n" + _FORM, "text/plain", None, Format.TEXT),
        (b"BEGIN:VCALENDAR\n" + _FORM + b"END:VCALENDAR\n", "text/calendar", None, Format.TEXT),
        (_FORM, "text/vcard", "card.vcf", Format.TEXT),
        (_FORM, "message/delivery-status", None, Format.TEXT),
        (_FORM, "text/rfc822-headers", None, Format.TEXT),
    ],
)
def test_what_only_claims_to_hold_no_form_is_read(
    data: bytes, media_type: str, filename: str | None, kind: Format
) -> None:
    assert sniff(data, media_type, filename) is kind


@pytest.mark.parametrize(
    ("data", "media_type", "kind"),
    [
        (_ARMOUR, "application/pgp-signature", Format.SIGNATURE),
        (_ARMOUR, "text/plain", Format.SIGNATURE),
        (b"MIIFhwYJKoZIhvcNAQcC\nAb+/=\n", "application/pkcs7-signature", Format.SIGNATURE),
        (
            b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
            "application/pkcs7-signature",
            Format.SIGNATURE,
        ),
        (_CARD, "text/x-vcard", Format.CARD),
        (_CARD.replace(b"\n", b"\r\n"), "text/plain", Format.CARD),
        (
            b"BEGIN:VCALENDAR\r\nDESCRIPTION:One\r\n  two\r\n\r\nEND:VCALENDAR\r\n",
            "text/calendar",
            Format.CALENDAR,
        ),
        (b"Reporting-MTA: dns; x.example\n", "message/delivery-status", Format.REPORT),
    ],
)
def test_what_is_beside_the_point_is_known_for_it(data: bytes, media_type: str, kind: Format) -> None:
    assert sniff(data, media_type) is kind


@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html", "application/pkcs7-mime"]), st.text(max_size=9)
)
def test_any_bytes_are_something(data: bytes, media_type: str, filename: str) -> None:
    assert isinstance(sniff(data, media_type, filename), Format)
