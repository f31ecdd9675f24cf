"""The values of an XFA form, from its packets.

XFA forms draw themselves from a template that few programs support. The datasets packet has
the values; the template has the words beside them and what stored codes mean. Where the
template says nothing, the elements' names are the best labels there are.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pypdfium2.raw as pdfium
from lxml import etree

from parsers.blocks import TICKED, Block, Cell, Line, Table, Text
from parsers.pdf.xfa_template import Printed, printed, words

_LARGEST: Final = 8_000_000  # bytes
_MOST_PACKETS: Final = 64
_MOST_VALUES: Final = 5_000
_DEEPEST: Final = 60
_FEWEST_COLUMNS: Final = 2
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_WORD_STARTS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\-.\[\]]+")
#: Parts of a form that are named for where they stand: "Page1", "subform_2", "A".
_NO_TITLE: Final = re.compile(
    r"(?:(?:page|sub ?form|form|body|main|content|data|part|section|rows?|table|header|footer|area|group)?\s*[\dA-Z]{0,3})",
    re.IGNORECASE,
)
_ROW: Final = re.compile(r"[_ ]?(?:rows?|items?|records?|entry|entries)$", re.IGNORECASE)
_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "recover": True,
}


def values(document: Any) -> tuple[Block, ...]:
    """What is filled in, with its labels, in the packet's order; nothing from a broken packet."""
    packet = _packet(document.raw, "datasets")
    return blocks(packet, _packet(document.raw, "template")) if packet else ()


def blocks(packet: bytes, template: bytes = b"") -> tuple[Block, ...]:
    """The blocks of one datasets packet: parts under their titles, parts that repeat as tables."""
    root = _parsed(packet)
    if root is None:
        return ()
    drawn = _parsed(template) if template else None
    data = next((item for item in root.iter(etree.Element) if etree.QName(item).localname == "data"), root)
    found = _part(data, printed(drawn) if drawn is not None else Printed(), 0)
    return tuple(block for block, _ in zip(found, range(_MOST_VALUES)))


def text_of(block: Block) -> str:
    """A block's words, for search."""
    if isinstance(block, Line):
        return block.text
    return "\n".join(" ".join(cell.text for cell in row) for row in block.rows)


def _parsed(packet: bytes) -> Any:
    try:
        return etree.fromstring(packet, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _part(element: Any, shown: Printed, depth: int) -> Iterator[Block]:
    """What stands in one part of the form."""
    done: set[str] = set()
    nested: set[str] = set()
    named: defaultdict[str, list[Any]] = defaultdict(list)
    for child in element.iterchildren(etree.Element):
        if _is_filled(child):
            named[_name_of(child)].append(child)
    for child in element.iterchildren(etree.Element):
        name = _name_of(child)
        if name in done or depth > _DEEPEST:
            continue
        beside = shown.part(name)
        if beside is not None:
            yield from (Line((Text(title, bold=True),)) for title in beside.titles)
        if _is_value(child):
            yield from _line(child, beside or Printed())
            continue
        alike = named[name]
        if len(alike) > 1 and name not in nested and all(map(_is_row, alike)):
            done.add(name)
            yield from _title(_ROW.sub("", name), beside or Printed(), None)
            yield _table(alike[:_MOST_VALUES], beside or Printed())
        elif _is_filled(child):
            nested.add(name)
            only = _only_value(child, beside)
            if only is not None and beside is not None:
                yield from _line(
                    only, replace(beside.part(_name_of(only)) or Printed(), caption=beside.caption)
                )
                continue
            level = 2 if len(child) >= _FEWEST_COLUMNS else None
            yield from _title(name, beside or Printed(), level) if depth else ()
            yield from _part(child, beside or Printed(), depth + 1)


def _only_value(element: Any, shown: Printed | None) -> Any:
    """The one value in a part whose title asks for it, printed with no words of its own."""
    items = list(element.iterchildren(etree.Element))
    if shown is None or not shown.caption or len(items) != 1 or not _is_value(items[0]):
        return None
    field = shown.part(_name_of(items[0])) or Printed()
    asks = bool(field.options) or shown.caption.endswith("?")
    return items[0] if asks and not field.caption and field.ticks is None else None


def _title(name: str, shown: Printed, level: int | None) -> Iterator[Line]:
    """What stands over a part; nothing where only its name is known and tells nothing."""
    title = shown.caption or _in_words(name)
    if shown.caption or not _NO_TITLE.fullmatch(title):
        yield Line((Text(title, bold=True),), heading=level)


def _line(element: Any, shown: Printed) -> Iterator[Line]:
    text = _text(element)
    if not text:
        return
    label = shown.caption or _in_words(_name_of(element))
    if shown.ticks is not None:
        if text == shown.ticks:
            yield Line((Text(f"{TICKED} {label}"),))
        return
    yield Line((Text(label), Text(shown.options.get(text, text), filled=True, hint=label)))


def _table(rows: list[Any], shown: Printed) -> Table:
    """Parts that repeat, a row for each; their fields' labels are its header."""
    names = list(dict.fromkeys(_name_of(item) for row in rows for item in row.iterchildren(etree.Element)))
    labels = {name: shown.part(name) or Printed() for name in names}
    header = tuple(
        Cell((Text(labels[name].caption or _in_words(name), bold=True),), header=True) for name in names
    )
    lines = [header]
    for row in rows:
        said = {_name_of(item): _text(item) for item in row.iterchildren(etree.Element)}
        texts = ((name, said.get(name, "")) for name in names)
        lines.append(
            tuple(Cell((Text(labels[name].options.get(text, text), filled=True),)) for name, text in texts)
        )
    return Table(tuple(lines))


def _is_row(element: Any) -> bool:
    """Whether a part holds values alone, more than one of them."""
    values = [_is_value(child) for child in element.iterchildren(etree.Element)]
    return len(values) >= _FEWEST_COLUMNS and all(values)


def _is_value(element: Any) -> bool:
    """Whether an element holds text, plain or marked up, and no elements of the form."""
    return all(etree.QName(child).namespace == _XHTML for child in element.iterchildren(etree.Element))


def _is_filled(element: Any) -> bool:
    return any(text.strip() for text in element.itertext(etree.Element))


def _text(element: Any) -> str:
    marked = list(element.iter(f"{{{_XHTML}}}p"))
    if marked:
        return "\n".join(filter(None, map(words, marked)))
    return "".join(element.itertext(etree.Element)).strip()


def _name_of(element: Any) -> str:
    return str(etree.QName(element).localname)


def _in_words(name: str) -> str:
    return _WORD_STARTS.sub(" ", name).strip()


def _packet(document: Any, wanted: str) -> bytes:
    count = min(_MOST_PACKETS, max(0, int(pdfium.FPDF_GetXFAPacketCount(document))))
    for index in range(count):
        if _name(document, index) == wanted:
            return _content(document, index)
    # All the packets may be one stream, which has no name.
    return _within(_content(document, 0), wanted) if count == 1 else b""


def _within(whole: bytes, wanted: str) -> bytes:
    """One packet out of all of them."""
    root = _parsed(whole)
    packets = root.iterchildren(etree.Element) if root is not None else ()
    found = next((item for item in packets if _name_of(item) == wanted), None)
    return b"" if found is None else bytes(etree.tostring(found, with_tail=False))


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
