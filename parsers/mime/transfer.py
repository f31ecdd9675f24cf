"""Transfer encodings undone: base64, quoted-printable, uuencode. Nothing here raises.

What a mailer broke is read as far as it goes: bytes from half an attachment tell an officer
more than none.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from typing import Final

import pybase64

_NOT_BASE64: Final = bytes(
    sorted(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
)
_BASE64_LINES: Final = re.compile(rb"[A-Za-z0-9+/=\s]*+")
#: Whole lines of one length, as every mailer writes them.
_BASE64_FILE: Final = re.compile(rb"(?:[A-Za-z0-9+/]{60,76}\r?\n)++[A-Za-z0-9+/]{1,76}={0,2}")
_LEAST_LEFT: Final = 200
_SOFT_BREAK_BY_CR: Final = re.compile(rb"=[ \t]*+\r(?![\r\n])")
_UU_BEGIN: Final = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n", re.MULTILINE)
#: With a first line that is full: words after "begin 100 days" are none.
_UU_BEGUN: Final = re.compile(
    rb"^begin [0-7]{3,4} [^\r\n]{1,255}\r?\nM[\x20-\x60]{60}[ \t]*\r?$", re.MULTILINE
)
_UU_BLOCK: Final = re.compile(
    rb"^begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n((?:[\x20-\x60]{2,90}[ \t]*\r?\n)++)[`\x20]?\r?\n?end[ \t]*(?:\r?$|\Z)",
    re.MULTILINE,
)
#: yEnc and BinHex.
_PASTED: Final = re.compile(
    rb"^=ybegin [^\r\n]*\bname=|^\(This file must be converted with BinHex", re.MULTILINE
)
_UU_NAMES: Final = frozenset({"x-uuencode", "uuencode", "uue", "x-uue"})


def decode_transfer(body: bytes, encoding: str) -> bytes:
    """`body` with its Content-Transfer-Encoding undone; unknown encodings leave it as it is."""
    name = encoding.strip().strip("\"'").lower()
    if name == "base64":
        return decode_base64(body)
    if name == "quoted-printable":
        # The decoder drops everything from a soft break to the next line feed, which may never come.
        return quopri.decodestring(_SOFT_BREAK_BY_CR.sub(b"=\r\n", body))
    if name in _UU_NAMES:
        return _decode_uu(body)
    return body


def decode_base64(body: bytes) -> bytes:
    """Base64 with junk, missing padding, or padding in the middle where pieces were joined."""
    try:
        return pybase64.b64decode(body.translate(None, b"\r\n\t "), validate=True)
    except binascii.Error:
        return b"".join(_base64_pieces(body))


def left_in_base64(text: bytes) -> bytes | None:
    """What a text is that is nothing but base64: its header named another encoding, or none."""
    letters = text.strip()
    if len(letters) < _LEAST_LEFT or not _BASE64_FILE.fullmatch(letters):
        return None
    return decode_base64(letters)


def uuencoded_files(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each file that was pasted uuencoded into a text."""
    if b"begin " not in text:
        return
    for block in _UU_BLOCK.finditer(text):
        yield block.group(1), _uu_lines(block.group(2))


def holds_a_file_undecoded(text: bytes) -> bool:
    """Whether a file was pasted into a text in an encoding that nothing here undoes, or cut off in it."""
    if _PASTED.search(text):
        return True
    return b"begin " in text and _UU_BEGUN.search(_UU_BLOCK.sub(b"", text)) is not None


def _base64_pieces(body: bytes) -> Iterator[bytes]:
    letters = body.translate(None, _NOT_BASE64)
    pieces = re.split(rb"=+", letters)
    yield _base64_piece(pieces[0])
    # Words after the padding, such as a mailing list's footer, are no base64 unless all is.
    if len(pieces) > 1 and _BASE64_LINES.fullmatch(body):
        yield from (_base64_piece(piece) for piece in pieces[1:])


def _base64_piece(letters: bytes) -> bytes:
    whole = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
    return pybase64.b64decode(whole + b"=" * (-len(whole) % 4))


def _decode_uu(body: bytes) -> bytes:
    begin = _UU_BEGIN.search(body)
    if begin is None:
        return body
    return _uu_lines(body[begin.end() :])


def _uu_lines(body: bytes) -> bytes:
    decoded = bytearray()
    for line in body.splitlines():
        if line.strip() in {b"end", b"`"}:
            break
        decoded += _uu_line(line)
    return bytes(decoded)


def _uu_line(line: bytes) -> bytes:
    if not line:
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders pad a line with more than its length says.
        counted = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:counted])
        except binascii.Error:
            return b""
