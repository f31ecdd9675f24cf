"""Bytes to text, whatever the label on them says.

A label is a claim. Bytes that are valid UTF-8 and could not be so by accident are UTF-8;
"iso-8859-1" and "us-ascii" mean Windows-1252, as every mail client has it; codecs that are
no character sets (`idna`, `undefined`, `rot13`) are refused. Nothing here raises.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_CHARACTER_SETS: Final = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem", "charmap"}
)
_MEANS_WINDOWS_1252: Final = frozenset({"ascii", "iso8859-1", "latin_1", "cp1252"})
_ASCII: Final = b"Aa0: "
_PRINTED: Final = bytes([9, 10, 13, *range(32, 127)])
_MOSTLY: Final = 0.9
_WIDE: Final = ("utf-16", "utf-32")
_META_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_META_WITHIN: Final = 4096


def decode_text(data: bytes, charset: str | None = None) -> str:
    """`data` as text; NUL becomes U+FFFD, because databases refuse it."""
    return _decode(data, codec_name(charset)).replace("\0", "\N{REPLACEMENT CHARACTER}")


def codec_name(charset: str | None) -> str | None:
    """Python's name of a character set, or `None` where the label names none."""
    if not charset or "\0" in charset or len(charset) > 40:
        return None
    try:
        info = codecs.lookup(charset.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    # A codec such as "hex" turns bytes into bytes; the flag is private but is what str() uses.
    if not getattr(info, "_is_text_encoding", True) or info.name.replace("-", "_") in _NO_CHARACTER_SETS:
        return None
    return info.name


def html_charset(data: bytes) -> str | None:
    """The character set that an HTML page names for itself."""
    found = _META_CHARSET.search(data, 0, _META_WITHIN)
    return found.group(1).decode("ascii", "replace") if found else None


def _decode(data: bytes, codec: str | None) -> str:
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode("utf-8", "replace") if marked == "utf-8" else _try(data, marked)
    if codec is None or codec in _MEANS_WINDOWS_1252:
        return _unlabelled(data)
    if codec == "utf-8":
        return _utf8(data)
    if codec.startswith(_WIDE) and b"\0" not in data:
        return _unlabelled(data)  # in either, a space or a line's end would hold a zero byte
    if _is_ascii_under(codec, data):
        return _unlabelled(data)
    return _try(data, codec)


def _is_ascii_under(codec: str, data: bytes) -> bool:
    """Whether a label names a set that has no ASCII in it, such as EBCDIC, over what is plainly ASCII."""
    if codec.startswith(_WIDE) or _try(_ASCII, codec) == _ASCII.decode("ascii"):
        return False
    return len(data) - len(data.translate(None, _PRINTED)) > _MOSTLY * len(data)


def _unlabelled(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows_1252(data)


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    # Bytes without a single valid sequence were never UTF-8; otherwise a few are broken.
    return text if any(mark > "\x7f" and mark != "\ufffd" for mark in text) else _windows_1252(data)


def _windows_1252(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _try(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        pass
    try:
        return data.decode(codec, "replace")
    except (UnicodeError, ValueError):
        return _unlabelled(data)
