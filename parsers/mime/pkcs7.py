"""S/MIME as far as it can be read without a key: what is only signed is opened.

A `smime.p7m` holds either an encrypted message or a readable one with a signature around it
(RFC 8551, 3.4 and 3.5); its object identifier tells which, its label often does not.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.errors import Damaged, Encrypted
from parsers.mime.transfer import decode_base64

_SIGNED: Final = bytes.fromhex("2a864886f70d010702")
_ENVELOPED: Final = frozenset(
    bytes.fromhex(code)
    for code in ("2a864886f70d010703", "2a864886f70d010704", "2a864886f70d010706", "2a864886f70d0109100117")
)
_COMPRESSED: Final = bytes.fromhex("2a864886f70d0109100109")
_SEQUENCE, _SET, _OCTETS, _IDENTIFIER, _CONTEXT_0 = 0x30, 0x31, 0x04, 0x06, 0xA0
_CONSTRUCTED: Final = 0x20
_MAX_DEPTH: Final = 20


@dataclass(frozen=True, slots=True)
class _Element:
    tag: int
    start: int
    end: int
    after: int


def open_signed(data: bytes) -> bytes:
    """The message inside a signed-only S/MIME object.

    Raises `Encrypted` for an encrypted one and `Damaged` for what is neither.
    """
    der = _binary(data)
    kind = _object_identifier(der)
    if kind in _ENVELOPED:
        raise Encrypted(
            "encrypted (S/MIME): open it in the mail program that has the key, and key it by hand"
        )
    if kind == _COMPRESSED:
        raise Encrypted("compressed S/MIME: open it in a mail program, and key it by hand")
    if kind != _SIGNED:
        raise Damaged("an S/MIME message that is damaged: ask the sender for it again")
    return _signed_content(der)


def _binary(data: bytes) -> bytes:
    """DER; some mailers leave base64, or PEM armour, around it."""
    if data[:1] == b"\x30":
        return data
    armour = [line for line in data.splitlines() if not line.startswith(b"-----")]
    return decode_base64(b"".join(armour))


def _object_identifier(der: bytes) -> bytes | None:
    try:
        first = next(_children(der, next(_elements(der, 0, len(der)))))
    except (StopIteration, IndexError, binascii.Error):
        return None
    return der[first.start : first.end] if first.tag == _IDENTIFIER else None


def _signed_content(der: bytes) -> bytes:
    try:
        content_info = next(_elements(der, 0, len(der)))
        wrapper = list(_children(der, content_info))[1]
        signed_data = next(_children(der, wrapper))
        encapsulated = list(_children(der, signed_data))[2]
        explicit = list(_children(der, encapsulated))[1]
        return b"".join(_octets(der, next(_children(der, explicit)), 0))
    except (StopIteration, IndexError, RuntimeError) as error:
        raise Damaged("a signed S/MIME message without its content: ask the sender for it again") from error


def _octets(der: bytes, element: _Element, depth: int) -> Iterator[bytes]:
    if depth > _MAX_DEPTH:
        raise IndexError
    if element.tag & _CONSTRUCTED:
        for child in _children(der, element):
            yield from _octets(der, child, depth + 1)
    else:
        yield der[element.start : element.end]


def _children(der: bytes, element: _Element) -> Iterator[_Element]:
    return _elements(der, element.start, element.end)


def _elements(der: bytes, at: int, end: int) -> Iterator[_Element]:
    while at < end:
        element = _element(der, at, end)
        if element.tag == 0 and element.start == element.end:
            return  # end of contents of an indefinite length
        yield element
        at = element.after


def _element(der: bytes, at: int, end: int) -> _Element:
    tag, length = der[at], der[at + 1]
    start = at + 2
    if length == 0x80:
        close = _close_of_indefinite(der, start, end)
        return _Element(tag, start, close, close + 2)
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(der[start : start + count], "big")
        start += count
    stop = min(start + length, end)
    return _Element(tag, start, stop, stop)


def _close_of_indefinite(der: bytes, start: int, end: int) -> int:
    """Where the end-of-contents octets of an indefinite length stand. Nesting is counted."""
    at, depth = start, 0
    while at + 1 < end:
        tag, length = der[at], der[at + 1]
        if tag == 0 and length == 0:
            if depth == 0:
                return at
            depth -= 1
            at += 2
        elif length == 0x80:
            depth += 1
            at += 2
        else:
            at = _element(der, at, end).after
    return end
