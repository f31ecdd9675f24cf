"""Word 97 files as the tests need them, made from runs of characters and what is said of them.

Each is the least that [MS-DOC] and [MS-CFB] ask for: a file information block, one piece of text,
a page of characters' exceptions and one of paragraphs', and the streams in a compound file.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 0x800
_STYLES = struct.pack("<HHH", 0, 0, 10)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with one set of exceptions (a grpprl)."""

    text: str
    said: bytes = b""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its runs with its mark, and what is said of it."""

    runs: tuple[Run, ...]
    said: bytes = b""
    style: int = 0


def para(*runs: str | Run, said: bytes = b"", style: int = 0, mark: str = "\r") -> Para:
    """A paragraph that ends in `mark`."""
    made = tuple(run if isinstance(run, Run) else Run(run) for run in runs)
    return Para((*made, Run(mark)), said, style)


def sprm(code: int, operand: bytes | int, size: int = 1) -> bytes:
    """One property modifier."""
    held = operand if isinstance(operand, bytes) else operand.to_bytes(size, "little")
    return struct.pack("<H", code) + held


IN_TABLE = sprm(0x2416, 1)
ROW_ENDS = IN_TABLE + sprm(0x2417, 1)


def cell(*runs: str | Run) -> Para:
    """The paragraph of a cell of one."""
    return para(*runs, said=IN_TABLE, mark="\x07")


def row(*edges: int, down: Sequence[int] = ()) -> Para:
    """The mark that ends a row, with its cells' edges from the left; `down` tells how each goes on below."""
    cells = b"".join(
        struct.pack("<H", (down[at] if at < len(down) else 0) << 5) + bytes(18)
        for at in range(len(edges) - 1)
    )
    held = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return para(said=ROW_ENDS + struct.pack("<HH", 0xD608, len(held) + 1) + held, mark="\x07")


def word_file(
    *paragraphs: Para,
    flags: int = 0,
    identity: int = 0xA5EC,
    data: bytes = b"",
    stories: Sequence[int] = (),
    parts: dict[int, bytes] | None = None,
) -> bytes:
    """A .doc of these paragraphs. `stories` are the lengths of those after the main text; `parts` are more
    tables by their place in the file information block.
    """
    text = "".join(run.text for paragraph in paragraphs for run in paragraph.runs)
    end = _TEXT_AT + 2 * len(text)
    pages_at = -(-end // SECTOR)
    table = bytearray()
    places: dict[int, tuple[int, int]] = {}
    own = {
        1: _STYLES,
        12: struct.pack("<III", _TEXT_AT, end, pages_at),
        13: struct.pack("<III", _TEXT_AT, end, pages_at + 1),
        33: b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(text), 0, _TEXT_AT, 0),
    }
    for place, held in (own | (parts or {})).items():
        places[place] = (len(table), len(held))
        table += held
    main = bytearray(_block(flags, identity, (len(text) - sum(stories), *stories), places))
    main += bytes(_TEXT_AT - len(main)) + text.encode("utf-16-le")
    main += bytes(pages_at * SECTOR - len(main)) + _characters(paragraphs) + _paragraphs(paragraphs)
    return compound({"WordDocument": bytes(main), "0Table": bytes(table), "Data": data})


def _block(flags: int, identity: int, lengths: Sequence[int], places: dict[int, tuple[int, int]]) -> bytes:
    block = bytearray(0x9A + 93 * 8)
    struct.pack_into("<HH", block, 0, identity, 0x00C1)
    struct.pack_into("<H", block, 0x0A, flags)
    for number, length in enumerate(lengths):
        struct.pack_into("<i", block, 0x4C + 4 * number, length)
    for place, pair in places.items():
        struct.pack_into("<II", block, 0x9A + 8 * place, *pair)
    return bytes(block)


def _characters(paragraphs: Sequence[Para]) -> bytes:
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    return _page([(len(run.text), bytes([len(run.said)]) + run.said if run.said else b"") for run in runs], 1)


def _paragraphs(paragraphs: Sequence[Para]) -> bytes:
    said = [struct.pack("<H", paragraph.style) + paragraph.said for paragraph in paragraphs]
    held = [bytes([0, (len(item) + 1) // 2]) + item + bytes(len(item) % 2) for item in said]
    lengths = [sum(len(run.text) for run in paragraph.runs) for paragraph in paragraphs]
    return _page(list(zip(lengths, held, strict=True)), 13)


def _page(runs: Sequence[tuple[int, bytes]], size: int) -> bytes:
    page = bytearray(SECTOR)
    bounds, at = [_TEXT_AT], SECTOR - 1
    for number, (length, held) in enumerate(runs):
        bounds.append(bounds[-1] + 2 * length)
        if held:
            at = (at - len(held)) // 2 * 2
            page[at : at + len(held)] = held
            page[4 * (len(runs) + 1) + number * size] = at // 2
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    page[-1] = len(runs)
    assert at > 4 * (len(runs) + 1) + len(runs) * size, "too much for one page"
    return bytes(page)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of a few streams, each long enough to stand in sectors of its own."""
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, held) in enumerate(streams.items()):
        padded = held + bytes(max(0, 4096 - len(held)))
        padded += bytes(-len(padded) % SECTOR)
        start, count = len(sectors), len(padded) // SECTOR
        sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
        chain += [*range(start + 1, start + count), _END]
        following = number + 2 if number + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, start, max(len(held), 4096), right=following))
    directory = len(sectors)
    sectors.append(b"".join(entries).ljust(SECTOR, b"\0"))
    chain.append(_END)
    fats = -(-(len(sectors) + 1) * 4 // SECTOR)
    fat_at = len(sectors)
    chain += [_FAT] * fats
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fats * SECTOR, b"\xff")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<IIIIIIIII", 0, fats, directory, 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{fats}I", *range(fat_at, fat_at + fats))
    return header.ljust(SECTOR, b"\xff") + b"".join(sectors) + fat


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    spelled = (name + "\0").encode("utf-16-le")
    return (
        spelled.ljust(64, b"\0")
        + struct.pack("<HBB", len(spelled), kind, 1)
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
