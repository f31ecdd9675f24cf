"""A Word 97 file -> `Document`: its main text with the text boxes where they are drawn.

Notes, comments, headers and footers are in the whole text only, but for a letter's head, as in
`parsers.word.reading`. Macros and embedded objects are never looked at.
"""

from __future__ import annotations

import struct
from typing import Final

from parsers.blocks import Block, Document, Table
from parsers.errors import Damaged, NoText
from parsers.office.pasted_scans import Recognise, with_scans
from parsers.word97.file import ANCHORS, FONTS, HEADERS, TEXT_BOXES, WordFile, places
from parsers.word97.pictures import page_pictures
from parsers.word97.properties import Properties
from parsers.word97.story import StoryReader

METHOD: Final = "word"
_MAIN, _FOOTNOTES, _HEADERS, _MACROS, _COMMENTS, _ENDNOTES, _BOXES, _HEADER_BOXES = range(8)
_ASIDE: Final = (_FOOTNOTES, _HEADERS, _COMMENTS, _ENDNOTES, _HEADER_BOXES)
#: Among the first section's headers and footers, after six separators: the first page's, and the others'.
_FIRST_HEADS: Final = (10, 7)
_ANCHOR_BYTES, _BOX_BYTES, _BOX_ID_AT = 26, 22, 14


def read_doc(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in `data`. Raises `Unreadable`: encrypted, damaged, too large, an older format, pictures only.

    `recognise` reads the scans of pages that were pasted into a file with next to no words.
    """
    try:
        file = WordFile(data)
        document, scans = _read(file), list(page_pictures(file))
    except (struct.error, IndexError, RecursionError, OverflowError) as error:
        raise Damaged from error
    if not scans and not document.blocks and not document.text.strip():
        raise NoText
    return with_scans(document, scans, recognise, "Word file")


def _read(file: WordFile) -> Document:
    reader = StoryReader(file, Properties(file), _fonts(file.part(FONTS)))
    boxes = _Boxes(file, reader)
    blocks = (*reader.read(*file.stories[_MAIN], boxes.drawn_at), *boxes.left_over())
    head = () if any(isinstance(block, Table) for block in blocks) else _head(file, reader)
    for story in _ASIDE:
        reader.read(*file.stories[story])
    words = "\n".join(reader.words)
    return Document((*head, *blocks), METHOD, words)


class _Boxes:
    """The text boxes of the main text, each read where it is drawn."""

    def __init__(self, file: WordFile, reader: StoryReader) -> None:
        self._reader = reader
        start, _ = file.stories[_BOXES]
        self._places = {
            int.from_bytes(box[_BOX_ID_AT : _BOX_ID_AT + 4], "little"): (start + first, start + last)
            for first, last, box in places(file.part(TEXT_BOXES), _BOX_BYTES)
            if first < last
        }
        self._end = file.stories[_BOXES][1]
        self._anchored = {
            at: int.from_bytes(anchor[:4], "little")
            for at, _, anchor in places(file.part(ANCHORS), _ANCHOR_BYTES)
        }

    def drawn_at(self, at: int) -> tuple[Block, ...]:
        """The blocks of the box that is drawn at a character; none for another drawing."""
        place = self._places.pop(self._anchored.get(at, -1), None)
        return () if place is None else self._reader.read(place[0], min(place[1], self._end))

    def left_over(self) -> tuple[Block, ...]:
        """The boxes that are drawn at no character of their own: those of groups."""
        left = sorted(place for place in self._places.values() if place[1] <= self._end)
        self._places.clear()
        return tuple(block for place in left for block in self._reader.read(*place))


def _head(file: WordFile, reader: StoryReader) -> tuple[Block, ...]:
    """The head of a letter's first page."""
    start, end = file.stories[_HEADERS]
    bounds = [first for first, _, _ in places(file.part(HEADERS), 0)]
    for number in _FIRST_HEADS:
        if number + 1 < len(bounds) and start + bounds[number + 1] <= end:
            blocks = reader.read(start + bounds[number], start + bounds[number + 1])
            if blocks:
                return blocks
    return ()


def _fonts(table: bytes) -> list[str]:
    """The names of the fonts, by their numbers (SttbfFfn)."""
    count = int.from_bytes(table[:2], "little")
    names: list[str] = []
    at = 4
    for _ in range(count):
        if at >= len(table):
            break
        length = table[at]
        name = table[at + 40 : at + 1 + length]
        names.append(name.decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + length
    return names
