"""What a file is, told by its bytes. Names and labels only decide where bytes cannot."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from typing import Final

import olefile


class Format(StrEnum):
    """The kinds of files that are told apart. Each value is the kind's name in words."""

    EMPTY = "empty file"
    TEXT = "plain text"
    HTML = "web page"
    PDF = "PDF"
    DOCX = "Word document"
    DOC = "Word 97 document (.doc)"
    RTF = "rich text (.rtf)"
    ODT = "OpenDocument text (.odt)"
    SPREADSHEET = "spreadsheet"
    SLIDES = "presentation"
    PAGES = "Pages document"
    IMAGE = "picture"
    EMAIL = "email"
    MSG = "Outlook message (.msg)"
    TNEF = "winmail.dat"
    ZIP = "zip file"
    GZIP = "gzip file"
    ARCHIVE = "archive"
    CALENDAR = "calendar entry"
    CARD = "address card"
    REPORT = "delivery report"
    SIGNATURE = "digital signature"
    PKCS7 = "S/MIME"
    PGP = "PGP"
    RPMSG = "Office 365 protected message"
    OFFICE_ENCRYPTED = "password-protected Office document"
    SOUND = "sound or video"
    PROGRAM = "program"
    UNKNOWN = "unknown format"


_LOOK: Final = 1024
_CMS: Final = re.compile(
    rb"\x30(?:\x80|[\x01-\x7f]|\x81.|\x82..|\x83.{3}|\x84.{4})\x06[\x09\x0b]\x2a\x86\x48\x86\xf7\x0d\x01",
    re.DOTALL,
)
_AGGREGATE: Final = re.compile(rb"<feedback\b[^>]*>\s*(?:<version>[^<]*</version>\s*)?<report_metadata>")
_PDF: Final = re.compile(rb"%PDF-\d")
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|meta|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_FIELD: Final = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|mime-version|content-type|return-path|delivered-to|reply-to|x-[\w-]+|"
    rb"sender|content-transfer-encoding|dkim-signature|authentication-results|list-id|in-reply-to|references):",
    re.IGNORECASE | re.MULTILINE,
)
_SURE_MAIL_FIELD: Final = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to|dkim-signature|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINES: Final = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?(?:[\x21-\x39\x3b-\x7e]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.ASCII
)
_MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF87a", Format.IMAGE),
    (b"GIF89a", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
    (b"\x00\x00\x01\x00", Format.IMAGE),
    (b"{\\rtf", Format.RTF),
    (b"\x78\x9f\x3e\x22", Format.TNEF),
    (b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", Format.RPMSG),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"Rar!\x1a\x07", Format.ARCHIVE),
    (b"\x1f\x8b\x08", Format.GZIP),
    (b"BZh9", Format.ARCHIVE),
    (b"\xfd7zXZ\x00", Format.ARCHIVE),
    (b"-----BEGIN PGP MESSAGE", Format.PGP),
    (b"-----BEGIN PGP SIGNATURE", Format.SIGNATURE),
    (b"-----BEGIN PGP PUBLIC KEY", Format.SIGNATURE),
    (b"BEGIN:VCALENDAR", Format.CALENDAR),
    (b"BEGIN:VCARD", Format.CARD),
    (b"ID3", Format.SOUND),
    (b"OggS", Format.SOUND),
    (b"MZ", Format.PROGRAM),
    (b"\x7fELF", Format.PROGRAM),
)
_CLAIMS: Final = {
    "application/pkcs7-signature": Format.SIGNATURE,
    "application/x-pkcs7-signature": Format.SIGNATURE,
    "application/pgp-signature": Format.SIGNATURE,
    "application/pkcs7-mime": Format.PKCS7,
    "application/x-pkcs7-mime": Format.PKCS7,
    "application/pgp-encrypted": Format.PGP,
    "application/x-microsoft-rpmsg-message": Format.RPMSG,
    "message/delivery-status": Format.REPORT,
    "message/disposition-notification": Format.REPORT,
    "message/feedback-report": Format.REPORT,
    "message/global-delivery-status": Format.REPORT,
    "text/rfc822-headers": Format.REPORT,
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/calendar": Format.CALENDAR,
    "application/ics": Format.CALENDAR,
    "text/vcard": Format.CARD,
    "text/x-vcard": Format.CARD,
    "application/ms-tnef": Format.TNEF,
    "application/vnd.ms-tnef": Format.TNEF,
}
#: What the bytes may say of themselves where such a claim holds: no signature and no report is a document.
_BORNE_OUT_BY: Final = {
    Format.SIGNATURE: {None, Format.SIGNATURE, Format.PKCS7, Format.PGP},
    Format.REPORT: {None, Format.REPORT},
}
#: RFC 3464, 5545 and 6350: lines of a name and a value, or folded, and in an old card what goes on after "=".
_NAMED_LINES: Final = rb"(?:(?:[\w.-]++[;:]|[ \t])(?:[^\n]*=\r?\n)*+[^\n]*(?:\n|\Z)|[\r \t]*\n)*+\s*"
_LOOKS_LIKE: Final = {
    Format.SIGNATURE: re.compile(
        rb"(?:(?:-----(?:BEGIN|END) [A-Z0-9 ]+-----|(?:Version|Comment|Hash|MessageID|Charset): [^\n]*|[A-Za-z0-9+/=]*+)[\r \t]*+(?:\n|\Z))*+"
    ),
    Format.CALENDAR: re.compile(_NAMED_LINES),
    Format.CARD: re.compile(_NAMED_LINES),
    Format.REPORT: re.compile(_NAMED_LINES),
}
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: Final = (
    ("EncryptedPackage", Format.OFFICE_ENCRYPTED),
    ("__properties_version1.0", Format.MSG),
    ("WordDocument", Format.DOC),
    ("Workbook", Format.SPREADSHEET),
    ("Book", Format.SPREADSHEET),
    ("PowerPoint Document", Format.SLIDES),
)
_TEXT_TYPES: Final = ("text/", "message/", "multipart/")
_TEXT_NAMES: Final = (".txt", ".text", ".csv", ".log", ".md", ".asc")


def sniff(data: bytes, media_type: str = "", filename: str | None = None) -> Format:
    """The kind of a leaf. `media_type` and `filename` are the sender's claims."""
    if not data.strip(b"\0 \t\r\n"):
        return Format.EMPTY
    name = (filename or "").lower()
    claimed = _CLAIMS.get(media_type) or _by_name(name)
    by_bytes = _by_bytes(data)
    if claimed in _BORNE_OUT_BY and by_bytes in _BORNE_OUT_BY[claimed] and not _is_other_text(claimed, data):
        return claimed
    if by_bytes is Format.REPORT or (by_bytes is not None and not _is_other_text(by_bytes, data)):
        return by_bytes
    if claimed is not None and not _is_other_text(claimed, data):
        return claimed
    if _is_text(data):
        return _text_kind(data, media_type, name)
    return Format.TEXT if media_type.startswith("text/") else Format.UNKNOWN


def _is_other_text(kind: Format, data: bytes) -> bool:
    """Whether a text that calls itself a signature, a report, a calendar entry or a card is another, which may hold a form."""
    if kind not in _LOOKS_LIKE or not _is_text(data):
        return False
    return _LOOKS_LIKE[kind].fullmatch(data.lstrip(b"\xef\xbb\xbf\r\n\t ")) is None


def looks_like_email(data: bytes, *, surely: bool = True) -> bool:
    """Whether the bytes begin with the header of an email.

    `surely` asks for a field that only mail has: a memorandum has From, To and Date too.
    """
    lines = _HEADER_LINES.match(data[: 64 * _LOOK].lstrip(b"\r\n\t \xef\xbb\xbf"))
    if lines is None:
        return False
    known = {found.group().lower() for found in _MAIL_FIELD.finditer(lines.group())}
    return len(known) >= 2 and (not surely or _SURE_MAIL_FIELD.search(lines.group()) is not None)


def _by_bytes(data: bytes) -> Format | None:
    start = data[:_LOOK].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for magic, kind in _MAGIC:
        if start.startswith(magic) and not (kind is Format.PROGRAM and _is_text(data)):
            return kind
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE_MAGIC):
        return _ole_kind(data)
    # RFC 7489, appendix C: what mail systems tell of each other every night.
    if start.startswith((b"<?xml", b"<feedback")) and _AGGREGATE.search(data, 0, _LOOK):
        return Format.REPORT
    return _by_offset(data)


def _by_offset(data: bytes) -> Format | None:
    if _CMS.match(data):
        return Format.PKCS7
    if data[4:8] == b"ftyp":
        still = data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif"}
        return Format.IMAGE if still else Format.SOUND
    if data[:4] == b"RIFF":
        return Format.IMAGE if data[8:12] == b"WEBP" else Format.SOUND
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return Format.IMAGE
    pdf = _PDF.search(data, 0, _LOOK)
    # A scanner's junk may stand before a PDF, but an email's header is no junk.
    return Format.PDF if pdf is not None and (pdf.start() == 0 or not looks_like_email(data)) else None


def _zip_kind(data: bytes) -> Format:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return Format.ODT
    names = _zip_names(data)
    for mark, kind in (
        ("word/", Format.DOCX),
        ("xl/", Format.SPREADSHEET),
        ("ppt/", Format.SLIDES),
        ("Index/Document.iwa", Format.PAGES),
        ("index.apxl", Format.PAGES),
    ):
        if any(name.startswith(mark) for name in names):
            return kind
    return Format.ZIP


def _zip_names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:5000]
    except Exception:  # noqa: BLE001 - zipfile raises many kinds on damaged files
        # The directory at the end is gone: the local headers still hold the names.
        return [
            name.decode("ascii", "replace")
            for name in re.findall(rb"PK\x03\x04.{26}([\w/.\[\]-]{1,80})", data, re.DOTALL)
        ]


def _ole_kind(data: bytes) -> Format:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for stream, kind in _OLE_STREAMS:
                if ole.exists(stream):
                    return kind
    except Exception:  # noqa: BLE001 - olefile raises many kinds on damaged files
        return Format.UNKNOWN
    return Format.UNKNOWN


def _by_name(name: str) -> Format | None:
    if name.endswith((".p7m", ".p7c")):
        return Format.PKCS7
    if name.endswith((".p7s", ".sig")):
        return Format.SIGNATURE
    if name.endswith((".pgp", ".gpg")):
        return Format.PGP
    if name.endswith(".rpmsg"):
        return Format.RPMSG
    return None


def _text_kind(data: bytes, media_type: str, name: str) -> Format:
    start = data[: 4 * _LOOK]
    if _HTML.match(start.lstrip(b"\xef\xbb\xbf")) or name.endswith((".html", ".htm", ".xhtml")):
        return Format.HTML
    said = name.endswith(_TEXT_NAMES) or (media_type.startswith("text/") and not name.endswith(".eml"))
    if not said and (
        looks_like_email(data) or (name.endswith(".eml") and looks_like_email(data, surely=False))
    ):
        return Format.EMAIL
    return Format.TEXT


def _is_text(data: bytes) -> bool:
    start = data[: 8 * _LOOK]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(
        start.count(bytes([code])) for code in (0, 1, 2, 3, 4, 5, 6, 8, 14, 15, 16, 17, 18, 19, 20)
    )
    return controls * 50 <= len(start)
