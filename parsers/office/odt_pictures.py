"""Pictures in an OpenDocument text that are as large as a page. OASIS OpenDocument 1.3, part 3, section 10.4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from parsers.office.package import Package
from parsers.office.pasted_scans import LEAST_AREA, MOST_PICTURES
from parsers.office.xml_element import Element

_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_INCHES: Final = {"cm": 1 / 2.54, "mm": 1 / 25.4, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6, "px": 1 / 96}
_LENGTH: Final = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(cm|mm|in|pt|pc|px)")


def page_pictures(package: Package, body: Element) -> Iterator[bytes]:
    """The pictures of the text that are as large as a page, each file once, in reading order."""
    files = [
        href
        for frame in body.iter(_DRAW + "frame")
        if _inches(frame, "width") * _inches(frame, "height") >= LEAST_AREA
        for picture in frame.iterfind(_DRAW + "image")
        if (href := picture.get(_HREF))
    ]
    for file in list(dict.fromkeys(files))[:MOST_PICTURES]:
        if data := package.read(file.removeprefix("./")):
            yield data


def _inches(frame: Element, side: str) -> float:
    """A side of a frame; 0 where the file does not say."""
    length = _LENGTH.fullmatch(frame.get(_SVG + side) or "")
    return float(length[1]) * _INCHES[length[2]] if length else 0.0
