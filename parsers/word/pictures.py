"""Pictures in a Word file that are as large as a page: scans that somebody pasted in.

ECMA-376, part 1, section 20.4 (DrawingML's sizes, in EMU) and part 4, section 19 (VML's, as CSS).
"""

from __future__ import annotations

import re
from typing import Final

from parsers.office.pasted_scans import LEAST_AREA, MOST_PICTURES
from parsers.office.xml_element import Element
from parsers.word.markup import RELATION

_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_EMU: Final = 914_400  # to an inch
_INCHES: Final = {"pt": 1 / 72, "in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "px": 1 / 96}
_LENGTH: Final = r"(?:^|;)\s*{}\s*:\s*(\d+(?:\.\d+)?)(pt|in|cm|mm|px)"


def page_pictures(body: Element) -> list[str]:
    """The relationships of the pictures as large as a page, each once, in reading order."""
    found: dict[str, None] = {}
    for element in body.iter(_PLACED + "inline", _PLACED + "anchor", _VML + "shape"):
        if _area(element) >= LEAST_AREA:
            for picture in element.iter(_DRAWN + "blip", _VML + "imagedata"):
                related = picture.get(RELATION + "embed") or picture.get(RELATION + "id")
                if related:
                    found.setdefault(related)
    return list(found)[:MOST_PICTURES]


def _area(element: Element) -> float:
    """Square inches on the page; 0 where the file does not say."""
    extent = element.find(_PLACED + "extent")
    if extent is not None:
        across, down = (_whole(extent.get(side)) / _EMU for side in ("cx", "cy"))
        return across * down
    style = element.get("style") or ""
    sides = [re.search(_LENGTH.format(side), style, re.IGNORECASE) for side in ("width", "height")]
    if None in sides:
        return 0.0
    across, down = (float(side[1]) * _INCHES[side[2].casefold()] for side in sides if side)
    return across * down


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,12}", text) else 0
