"""What other programs find in a file: leaves of emails, words of PDFs and Word files, form values."""

from __future__ import annotations

import base64
import email.policy
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from email.parser import BytesParser
from functools import partial
from typing import Any, TypeVar

import mailparser
import pdfplumber
import pypdfium2
from lxml import etree
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 20
_UNKNOWN_GLYPH = re.compile(r"\(cid:\d+\)")

Found = TypeVar("Found")


def letters(text: str) -> str:
    """Only the letters and figures, ligatures opened, so that spacing and hyphens do not count."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _standard_library(raw: bytes, policy: email.policy.Policy[Message]) -> Iterator[bytes]:
    message: Message = BytesParser(policy=policy).parsebytes(raw)
    for part in message.walk():
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield payload


def _mail_parser(raw: bytes) -> Iterator[bytes]:
    for attachment in mailparser.parse_from_bytes(raw).attachments:
        if attachment["binary"]:
            yield base64.b64decode(attachment["payload"])


def leaves(raw: bytes) -> dict[str, bytes]:
    """The leaves that any of three parsers finds, by hash; one that raises finds none."""
    parsers: tuple[Callable[[bytes], Iterable[bytes]], ...] = (
        _mail_parser,
        lambda data: _standard_library(data, email.policy.compat32),
        lambda data: _standard_library(data, email.policy.default),
    )
    found: list[bytes] = []
    for parser in parsers:
        found += _what_it_gives(partial(_all, parser, raw), [])
    return {hashlib.sha256(leaf).hexdigest(): leaf for leaf in found if leaf.strip()}


def _all(parser: Callable[[bytes], Iterable[bytes]], raw: bytes) -> list[bytes]:
    return list(parser(raw))


def pdf_words(data: bytes) -> tuple[list[str], list[str]]:
    """The words that PDFium and pdfplumber find, each in its order; none where one refuses."""
    return _what_it_gives(lambda: _pdfium_words(data), []), _what_it_gives(lambda: _plumber_words(data), [])


def _pdfium_words(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [word for page in document for word in page.get_textpage().get_text_range().split()]
    finally:
        document.close()


def _plumber_words(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        texts = [page.dedupe_chars().extract_text() or "" for page in document.pages]
    return [word for text in texts for word in _UNKNOWN_GLYPH.sub("", text).split()]


def form_values(data: bytes) -> list[str]:
    """The texts and choices in a PDF's form fields, by pdfminer; none where it refuses."""
    return _what_it_gives(lambda: _form_values(data), [])


def _form_values(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        form = resolve1(document.doc.catalog.get("AcroForm")) or {}
        fields = resolve1(form.get("Fields")) or []
        return [value for field in fields for value in _values_below(resolve1(field), None, 0)]


def _values_below(field: Any, kind: Any, depth: int) -> Iterator[str]:
    if not isinstance(field, dict) or depth > _DEEPEST:
        return
    kind = field.get("FT", kind)
    value = resolve1(field.get("V"))
    if getattr(kind, "name", "") in ("Tx", "Ch") and isinstance(value, bytes):
        yield decode_text(value)
    for child in resolve1(field.get("Kids")) or []:
        yield from _values_below(resolve1(child), kind, depth + 1)


def word_words(data: bytes) -> list[str]:
    """The words of a Word file's body, paragraph by paragraph; none where it is no such file."""
    return _what_it_gives(lambda: _word_words(data), [])


def _word_words(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    paragraphs = (
        "".join(run.text or "" for run in item.iter(f"{_WORD}t")) for item in body.iter(f"{_WORD}p")
    )
    return [word for text in paragraphs for word in text.split()]


def _what_it_gives(work: Callable[[], Found], otherwise: Found) -> Found:
    try:
        return work()
    except Exception:  # whatever other programs raise on broken files
        return otherwise
