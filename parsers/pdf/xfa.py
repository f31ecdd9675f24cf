"""The values of an XFA form, from its datasets packet.

XFA forms draw themselves from a template that few programs support; where the packet has
values, their element names are the best labels there are.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2.raw as pdfium
from lxml import etree

from parsers.blocks import Line, Text

_LARGEST: Final = 8_000_000  # bytes
_MOST_PACKETS: Final = 64
_MOST_VALUES: Final = 5_000
_WORD_STARTS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.\[\]]+")
_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "recover": True,
}


def values(document: Any) -> tuple[Line, ...]:
    """Label and value of every filled element, in the packet's order; nothing from a broken packet."""
    packet = _packet(document.raw, "datasets")
    return lines(packet) if packet else ()


def lines(packet: bytes) -> tuple[Line, ...]:
    """The lines of one datasets packet: the element's name in words, then its text as filled in."""
    try:
        root = etree.fromstring(packet, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError):
        return ()
    if root is None:
        return ()
    return tuple(line for line, _ in zip(_filled(root), range(_MOST_VALUES)))


def _filled(root: Any) -> Iterator[Line]:
    for element in root.iter(etree.Element):
        text = (element.text or "").strip()
        if len(element) or not text:
            continue
        name = _WORD_STARTS.sub(" ", etree.QName(element).localname).strip()
        yield Line((Text(name), Text(text, filled=True, hint=name)))


def _packet(document: Any, wanted: str) -> bytes:
    for index in range(min(_MOST_PACKETS, max(0, int(pdfium.FPDF_GetXFAPacketCount(document))))):
        if _name(document, index) == wanted:
            return _content(document, index)
    return b""


def _name(document: Any, index: int) -> str:
    name = ctypes.create_string_buffer(256)
    pdfium.FPDF_GetXFAPacketName(document, index, name, 256)
    return name.value.decode("utf-8", "replace")


def _content(document: Any, index: int) -> bytes:
    size = ctypes.c_ulong()
    pdfium.FPDF_GetXFAPacketContent(document, index, None, 0, ctypes.byref(size))
    if not 0 < size.value <= _LARGEST:
        return b""
    buffer = ctypes.create_string_buffer(size.value)
    pdfium.FPDF_GetXFAPacketContent(document, index, buffer, size.value, ctypes.byref(size))
    return buffer.raw[: size.value]
