"""The streams of a Word 97 file, its file information block, and where its characters stand.

[MS-DOC] keeps the text in pieces of the `WordDocument` stream, in the order of character
positions (CP); what is said of characters and paragraphs is kept by their offsets in that
stream (FC). All tables stand in `0Table` or `1Table`, form fields' data in `Data`.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import olefile

from parsers.errors import Damaged, Encrypted, TooLarge, UnknownFormat

_WORD_97: Final = 0xA5EC
_LEAST_VERSION: Final = 0x00C1
_ENCRYPTED: Final = 0x0100
_OTHER_TABLE: Final = 0x0200
_LENGTHS_AT: Final = 0x4C
_LENGTHS: Final = 8
_PAIRS_AT: Final = 0x9A
_MOST_CHARACTERS: Final = 4_000_000
_MOST_STREAM: Final = 64 * 2**20

#: Places in the block of (offset, length) pairs: FibRgFcLcb97.
STYLES, HEADERS, CHARACTERS, PARAGRAPHS, FONTS, PIECES, ANCHORS, TEXT_BOXES = 1, 11, 12, 13, 15, 33, 40, 56


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from `start` that follow each other in the stream from the offset `fc`, `width` bytes each.

    `exceptions` are what a quick save wrote of them in the piece table (a grpprl).
    """

    start: int
    end: int
    fc: int
    width: int
    exceptions: bytes = b""


class WordFile:
    """An opened file. Raises `Damaged`, `Encrypted`, `TooLarge` or `UnknownFormat`."""

    def __init__(self, data: bytes) -> None:
        streams = _streams(data)
        self.main = streams["WordDocument"]
        if len(self.main) < _PAIRS_AT:
            raise Damaged
        identity, version = struct.unpack_from("<HH", self.main, 0)
        if identity != _WORD_97 or version < _LEAST_VERSION:
            raise UnknownFormat(
                "a document of Word 95 or before, which cannot be read here: open it by hand and key it"
            )
        (flags,) = struct.unpack_from("<H", self.main, 0x0A)
        if flags & _ENCRYPTED:
            raise Encrypted
        self.table = streams["1Table" if flags & _OTHER_TABLE else "0Table"]
        self.data = streams["Data"]
        lengths = struct.unpack_from(f"<{_LENGTHS}i", self.main, _LENGTHS_AT)
        if min(lengths) < 0 or sum(lengths) > _MOST_CHARACTERS:
            raise TooLarge
        # Main text, footnotes, headers, macros (none since Word 97), comments, endnotes, text boxes, and headers'.
        self.stories = tuple(_after_each_other(lengths))
        self._spans = list(self._read_pieces())

    def part(self, place: int) -> bytes:
        """The table whose offset and length stand at a place of the file information block; b"" for none."""
        if len(self.main) < _PAIRS_AT + 8 * place + 8:
            return b""
        offset, length = struct.unpack_from("<II", self.main, _PAIRS_AT + 8 * place)
        return self.table[offset : offset + length]

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """The spans that hold the characters from `start` to `end`, each cut to them."""
        for span in self._spans:
            first, last = max(span.start, start), min(span.end, end)
            if first < last:
                yield Span(
                    first, last, span.fc + (first - span.start) * span.width, span.width, span.exceptions
                )

    def text(self, span: Span) -> str:
        """The characters of a span."""
        raw = self.main[span.fc : span.fc + (span.end - span.start) * span.width]
        # A lone surrogate is one character of a pair that another span holds: one for one, so that places stay.
        return raw.decode("utf-16-le", "replace") if span.width > 1 else raw.decode("cp1252", "replace")

    def _read_pieces(self) -> Iterator[Span]:
        clx = self.part(PIECES)
        exceptions: list[bytes] = []
        at = 0
        while at < len(clx) and clx[at] == 1:
            (length,) = struct.unpack_from("<H", clx, at + 1)
            exceptions.append(clx[at + 3 : at + 3 + length])
            at += 3 + length
        if at + 5 > len(clx) or clx[at] != 2:
            raise Damaged
        (length,) = struct.unpack_from("<I", clx, at + 1)
        reached = 0
        for start, end, piece in places(clx[at + 5 : at + 5 + length], 8):
            if not reached <= start <= end:
                raise Damaged
            reached = end
            _, where, change = struct.unpack("<HIH", piece)
            packed = where & 0x40000000
            fc = (where & 0x3FFFFFFF) // 2 if packed else where & 0x3FFFFFFF
            changed = exceptions[change >> 1] if change & 1 and change >> 1 < len(exceptions) else b""
            yield Span(start, end, fc, 1 if packed else 2, changed)


def places(plc: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The entries of a PLC: from where to where, and the `size` bytes that are said of it."""
    count = max(0, (len(plc) - 4) // (4 + size))
    bounds = struct.unpack_from(f"<{count + 1}I", plc) if count else ()
    for number in range(count):
        start = 4 * (count + 1) + number * size
        yield bounds[number], bounds[number + 1], plc[start : start + size]


def _after_each_other(lengths: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    start = 0
    for length in lengths:
        yield start, start + length
        start += length


def _streams(data: bytes) -> dict[str, bytes]:
    found = dict.fromkeys(("WordDocument", "0Table", "1Table", "Data"), b"")
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for name in found:
                if ole.exists(name):
                    if ole.get_size(name) > _MOST_STREAM:
                        raise TooLarge
                    found[name] = ole.openstream(name).read()
    except TooLarge:
        raise
    except Exception as error:
        raise Damaged from error
    return found
