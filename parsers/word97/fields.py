"""Legacy form fields of a Word 97 file: what its `Data` stream keeps of a tick or a choice ([MS-DOC] FFData)."""

from __future__ import annotations

import struct
from typing import Final

from parsers.blocks import TICKED, UNTICKED
from parsers.word.fields import LegacyField

_HEADER_AT: Final = 4
_TEXT, _BOX, _CHOICE = range(3)
_NOTHING_YET: Final = 25


def form_field(data: bytes, at: int) -> LegacyField | None:
    """The form field whose data stands at an offset of the stream; `None` where none does."""
    if at < 0 or at + 6 > len(data):
        return None
    length, header = struct.unpack_from("<iH", data, at)
    held = data[at + header : at + max(0, length)]
    if len(held) < 10 or held[:4] != b"\xff\xff\xff\xff":
        return None
    (bits,) = struct.unpack_from("<H", held, 4)
    return _Held(held).field(bits & 3, (bits >> 2) & 0x1F)


class _Held:
    """Reads the parts of a field's data one after the other."""

    def __init__(self, held: bytes) -> None:
        self._held = held
        self._at = 10  # version, bits, length and size come first

    def field(self, kind: int, result: int) -> LegacyField | None:
        name = self._string()
        if kind == _TEXT:
            return LegacyField("text", name or None)
        default = self._number()
        _, help_text, status, _, _ = (self._string() for _ in range(5))
        hint = status or help_text or name or None
        chosen = default if result == _NOTHING_YET else result
        if kind == _BOX:
            return LegacyField("box", hint, TICKED if chosen == 1 else UNTICKED)
        if kind != _CHOICE:
            return None
        entries = self._list()
        return LegacyField("choice", hint, entries[chosen] if chosen < len(entries) else None)

    def _number(self) -> int:
        number = int.from_bytes(self._held[self._at : self._at + 2], "little")
        self._at += 2
        return number

    def _string(self) -> str:
        words = self._characters()
        self._at += 2  # each ends in a zero of its own
        return words

    def _characters(self) -> str:
        length = self._number()
        words = self._held[self._at : self._at + 2 * length].decode("utf-16-le", "replace")
        self._at += 2 * length
        return words

    def _list(self) -> list[str]:
        self._number()  # 0xFFFF: its strings are of two bytes a character
        count = self._number()
        self._number()
        return [self._characters() for _ in range(min(count, 200))]
