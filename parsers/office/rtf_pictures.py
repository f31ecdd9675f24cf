"""Pictures in rich text that are as large as a page. Rich Text Format 1.9.1, "Pictures"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from parsers.office.pasted_scans import LEAST_AREA, MOST_PICTURES

_TWIPS: Final = 1440  # to an inch
_LONGEST_HEADER: Final = 8192  # bytes
_MOST_LOOKED_AT: Final = 2000
#: Not the copy in another format for programs that know no other, which follows in a group of its own.
_PICTURE: Final = re.compile(rb"(?<!\\nonshppict)(?<!\\nonshppict )\{\\pict(?![a-z])")
_DATA: Final = re.compile(rb"\\bin(\d{1,9}) ?|(?<![\\0-9A-Za-z-])((?:[0-9A-Fa-f]{2}[\r\n\t ]{0,4}){32})")
_DIGITS: Final = re.compile(rb"[0-9A-Fa-f\s]+")


def page_pictures(data: bytes) -> Iterator[bytes]:
    """The pictures as large as a page, each once, in reading order; metafiles too, which are then told as unread."""
    found: set[bytes] = set()
    for picture in islice(_PICTURE.finditer(data), _MOST_LOOKED_AT):
        header_end = picture.end() + _LONGEST_HEADER
        start = _DATA.search(data, picture.end(), header_end)
        if start is None or len(found) >= MOST_PICTURES:
            continue
        header = data[picture.end() : start.start()]
        if _area(header) < LEAST_AREA:
            continue
        content = _content(data, start)
        if content and content not in found:
            found.add(content)
            yield content


def _area(header: bytes) -> float:
    """Square inches on the page; 0 where the file does not say."""
    across, down = (
        _number(header, goal) / _TWIPS * _number(header, scale, 100) / 100
        for goal, scale in ((b"picwgoal", b"picscalex"), (b"pichgoal", b"picscaley"))
    )
    return across * down


def _number(header: bytes, word: bytes, default: int = 0) -> int:
    found = re.search(rb"\\" + word + rb"(\d{1,6})", header)
    return int(found[1]) if found else default


def _content(data: bytes, start: re.Match[bytes]) -> bytes:
    if start[1]:
        return data[start.end() : start.end() + int(start[1])]
    digits = _DIGITS.match(data, start.start(2))
    written = b"".join(digits.group().split()) if digits else b""
    return bytes.fromhex(written[: len(written) // 2 * 2].decode("ascii"))
