"""Pictures in a Word 97 file that may be scans of pages. [MS-ODRAW] 2.2.23: blips, as the file keeps pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from PIL import Image

from parsers.office.pasted_scans import LEAST_AREA, MOST_PICTURES
from parsers.word97.file import WordFile

#: A blip's header: version 0 and its instance, its type (JPEG, PNG or TIFF), its length.
_BLIP: Final = re.compile(rb"[\x00-\xf0][\x00-\xff][\x1d\x1e\x29\x2a]\xf0(?=[\x00-\xff]{4})")
_HEADER_BYTES: Final = 8
#: What a picture's own bytes begin with, behind one or two checksums and a mark.
_BEGINS: Final = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|II\*\0|MM\0\*")
_MOST_BEFORE: Final = 33
_FORMATS: Final = ("JPEG", "PNG", "TIFF")
#: A blip does not say how large it is shown: a scan has at least this many dots to an inch of a page.
_LEAST_DPI: Final = 96


def page_pictures(file: WordFile) -> Iterator[bytes]:
    """The pictures with as many dots as a scanned page, each once, in the file's order."""
    found: set[bytes] = set()
    for stream in (file.data, file.main):
        for picture in _blips(stream):
            if len(found) < MOST_PICTURES and picture not in found and _is_page(picture):
                found.add(picture)
                yield picture


def _blips(stream: bytes) -> Iterator[bytes]:
    at = 0
    while blip := _BLIP.search(stream, at):
        at = blip.start() + 1
        first = blip.start() + _HEADER_BYTES
        end = first + int.from_bytes(stream[blip.end() : first], "little")
        begins = _BEGINS.search(stream, first, first + _MOST_BEFORE + _HEADER_BYTES)
        if begins and end <= len(stream):
            at = end
            yield stream[begins.start() : end]


def _is_page(picture: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            return opened.width * opened.height >= LEAST_AREA * _LEAST_DPI**2
    except Exception:  # noqa: BLE001 - Pillow raises many kinds; what it cannot open is no scan
        return False
