"""OpenDocument text (.odt) -> `Document`. OASIS OpenDocument 1.3, part 3.

Form controls keep their state apart from the page; tracked deletions are kept in a place of
their own and are not read; notes and comments go to the whole text only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Block, Cell, Document, Line, Table, Text
from parsers.errors import Damaged, Encrypted
from parsers.office.odt_pictures import page_pictures
from parsers.office.package import Package
from parsers.office.pasted_scans import Recognise, with_scans
from parsers.office.xml_element import Element
from parsers.pieces import Piece, cell_texts, is_note_mark, line_texts, whole_text

METHOD: Final = "odt"

_OASIS: Final = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE, _STYLE, _FORM, _DRAW, _MANIFEST = (
    _OASIS % name for name in ("text", "table", "office", "style", "form", "drawing", "manifest")
)
_FIELD: Final = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_PARAGRAPHS: Final = frozenset({_TEXT + "p", _TEXT + "h"})
_ASIDE: Final = frozenset({_TEXT + "note", _OFFICE + "annotation"})
_SKIPPED: Final = frozenset(
    {
        _TEXT + "tracked-changes",
        _OFFICE + "forms",
        _TEXT + "sequence-decls",
        _TEXT + "placeholder",
        _TEXT + "ruby-text",
    }
)
_TYPED: Final = frozenset({_TEXT + "text-input", _TEXT + "drop-down"})
_MOST_REPEATS: Final = 50
_SPACES: Final = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    gone: bool = False
    marked: bool = False
    italic: bool = False
    raised: bool = False


def read_odt(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in `data`. Raises `Unreadable`: encrypted, damaged, too large, pictures only.

    `recognise` reads the scans of pages that were pasted into a file with next to no words.
    """
    package = Package(data)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
        raise Encrypted
    root = package.tree("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Damaged
    try:
        reader = _Reader(_styles(package, root), _controls(root))
        blocks = tuple(_block(item) for item in reader.flow(body))
        scans = list(page_pictures(package, body))
    except RecursionError as error:
        raise Damaged from error
    own = tuple(block for block in blocks if block is not None)
    return with_scans(Document(own, METHOD, "\n".join(reader.words)), scans, recognise, "document")


@dataclass(slots=True)
class _Paragraph:
    pieces: list[Piece]
    heading: int | None = None


class _Reader:
    def __init__(self, styles: dict[str, _Look], controls: dict[str, Piece]) -> None:
        self._styles = styles
        self._controls = controls
        self._fields = 0
        self._typed_into = 0
        self.words: list[str] = []

    def flow(self, parent: Element) -> list[_Paragraph | Table]:
        items: list[_Paragraph | Table] = []
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                items.extend(self._paragraph(child))
            elif tag == _TABLE + "table":
                items.extend(self._table(child))
            elif tag in _ASIDE:
                self.words.append(" ".join("".join(child.itertext()).split()))
            elif tag not in _SKIPPED and child.get(_TEXT + "display") != "none":
                items.extend(self.flow(child))
        return items

    def _paragraph(self, element: Element) -> list[_Paragraph | Table]:
        look = self._styles.get(element.get(_TEXT + "style-name"), _Look())
        boxes: list[Element] = []
        pieces = list(self._pieces(element, look, boxes))
        if words := whole_text(pieces):
            self.words.append(words)
        level = element.get(_TEXT + "outline-level") or "1"
        heading = int(level[:2]) if element.tag == _TEXT + "h" and level.isdecimal() else None
        return [_Paragraph(pieces, heading), *(item for box in boxes for item in self.flow(box))]

    def _pieces(self, element: Element, look: _Look, boxes: list[Element], field: int = 0) -> Iterator[Piece]:
        if element.text:
            inside = field or self._typed_into
            yield _piece(element.text, look, inside)
        for child in element:
            yield from self._inline(child, look, boxes, field)
            if child.tail:
                inside = field or self._typed_into
                yield _piece(child.tail, look, inside)

    def _inline(self, child: Element, look: _Look, boxes: list[Element], field: int) -> Iterator[Piece]:
        tag = child.tag
        field = field or self._typed_into
        if tag == _TEXT + "s":
            count = child.get(_TEXT + "c") or "1"
            yield Piece(
                " " * (min(int(count[:3]), 200) if count.isdecimal() else 1), look.bold, field, gone=look.gone
            )
        elif tag == _TEXT + "tab":
            yield Piece("\t", look.bold, field)
        elif tag == _TEXT + "line-break":
            yield Piece("\n", look.bold, field)
        elif tag == _TEXT + "span":
            yield from self._pieces(
                child, _over(look, self._styles.get(child.get(_TEXT + "style-name"))), boxes, field
            )
        elif tag.startswith(_FIELD):
            yield from self._field_mark(child)
        elif tag == _DRAW + "control":
            yield self._controls.get(child.get(_DRAW + "control") or "", Piece(""))
        elif tag == _DRAW + "frame" or tag.startswith(_DRAW):
            boxes.extend(child.iter(_DRAW + "text-box"))
        elif tag in _ASIDE:
            self.words.append(" ".join("".join(child.itertext()).split()))
        elif tag == _LOEXT + "content-control":
            yield from self._content_control(child, look, boxes)
        elif tag in _TYPED:
            self._fields += 1
            yield Piece("".join(child.itertext()), look.bold, self._fields, child.get(_TEXT + "description"))
        elif tag not in _SKIPPED:
            yield from self._pieces(child, look, boxes, field)

    def _field_mark(self, mark: Element) -> Iterator[Piece]:
        """One of Word's old form fields, as LibreOffice keeps them: a tick, or where what was typed stands."""
        kind = (mark.get(_FIELD + "type") or "").upper()
        if mark.tag == _FIELD + "fieldmark" and "CHECKBOX" in kind:
            yield Piece(TICKED if _is_ticked(mark) else UNTICKED)
        elif mark.tag == _FIELD + "fieldmark" and "DROPDOWN" in kind:
            self._fields += 1
            yield Piece(_listed(mark), field=self._fields)
        elif mark.tag == _FIELD + "fieldmark-start" and "FORMTEXT" in kind:
            self._fields += 1
            self._typed_into = self._fields
        elif mark.tag == _FIELD + "fieldmark-end" and self._typed_into:
            yield Piece("", field=self._typed_into)
            self._typed_into = 0

    def _content_control(self, control: Element, look: _Look, boxes: list[Element]) -> Iterator[Piece]:
        hint = control.get(_LOEXT + "alias") or control.get(_LOEXT + "tag")
        if control.get(_LOEXT + "checkbox") == "true":
            yield Piece(TICKED if control.get(_LOEXT + "checked") == "true" else UNTICKED, hint=hint)
            return
        self._fields += 1
        number = self._fields
        empty = control.get(_LOEXT + "showing-place-holder") == "true"
        inner = _Look(look.bold, look.gone or empty)
        yield from self._pieces(control, inner, boxes, number)
        yield Piece("", field=number, hint=hint)

    def _table(self, table: Element) -> list[_Paragraph | Table]:
        rows: list[tuple[Cell, ...]] = []
        for row, header in _rows(table):
            cells = tuple(self._cells(row, header))
            if any(cell.texts or cell.tables for cell in cells) or len(rows) < _MOST_REPEATS:
                rows.append(cells)
        return [Table(tuple(rows))] if rows else []

    def _cells(self, row: Element, header: bool) -> Iterator[Cell]:
        for cell in row.iterfind(_TABLE + "table-cell"):
            items = self.flow(cell)
            texts = tuple(
                text for item in items if isinstance(item, _Paragraph) for text in cell_texts(item.pieces)
            )
            tables = tuple(item for item in items if isinstance(item, Table))
            made = Cell(
                texts,
                _count(cell.get(_TABLE + "number-columns-spanned")),
                _count(cell.get(_TABLE + "number-rows-spanned")),
                header,
                tables,
            )
            for _ in range(_count(cell.get(_TABLE + "number-columns-repeated"))):
                yield made


def _block(item: _Paragraph | Table) -> Block | None:
    if isinstance(item, Table):
        return item
    segments: tuple[Text, ...] = line_texts(item.pieces)
    return Line(segments, item.heading) if segments else None


def _rows(table: Element, header: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child, header
        elif child.tag in {_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"}:
            yield from _rows(child, header or child.tag == _TABLE + "table-header-rows")


def _styles(package: Package, root: Element) -> dict[str, _Look]:
    """The looks of named and automatic styles, each with the style that it is based on."""
    elements: dict[str, Element] = {}
    for source in (package.tree("styles.xml"), root):
        for style in () if source is None else source.iter(_STYLE + "style"):
            elements[style.get(_STYLE + "name") or ""] = style
    return {name: _style_look(name, elements) for name in elements}


def _style_look(name: str, elements: dict[str, Element]) -> _Look:
    chain: list[Element] = []
    while (style := elements.get(name)) is not None and len(chain) < 20:
        chain.append(style)
        name = style.get(_STYLE + "parent-style-name") or ""
    look = _Look()
    for style in reversed(chain):
        properties = style.find(_STYLE + "text-properties")
        if properties is not None:
            look = _property_look(properties, look)
    return look


def _property_look(properties: Element, base: _Look) -> _Look:
    weight = properties.get(_FO + "font-weight")
    place = properties.get(_STYLE + "text-position")
    slant = properties.get(_FO + "font-style")
    line = properties.get(_STYLE + "text-line-through-style") or properties.get(
        _STYLE + "text-line-through-type"
    )
    hidden = properties.get(_TEXT + "display") == "none"
    return _Look(
        base.bold if weight is None else weight in {"bold", "600", "700", "800", "900"},
        hidden or (base.gone if line is None else line != "none"),
        base.marked or _is_marked(properties),
        base.italic if slant is None else slant in {"italic", "oblique"},
        base.raised if place is None else place.startswith("super"),
    )


def _is_marked(properties: Element) -> bool:
    """Whether words are coloured in or underlined."""
    shade = properties.get(_FO + "background-color") or "transparent"
    line = properties.get(_STYLE + "text-underline-style") or "none"
    return shade not in {"transparent", "#ffffff"} or line != "none"


def _over(base: _Look, span: _Look | None) -> _Look:
    return (
        base
        if span is None
        else _Look(
            base.bold or span.bold,
            base.gone or span.gone,
            base.marked or span.marked,
            base.italic or span.italic,
            base.raised or span.raised,
        )
    )


def _controls(root: Element) -> dict[str, Piece]:
    """The form controls by their ids: check boxes, and what was typed or chosen."""
    found: dict[str, Piece] = {}
    for number, control in enumerate(root.iterfind(f".//{_OFFICE}forms//*"), start=1_000_000):
        identity = control.get(_FORM + "id") or control.get("{http://www.w3.org/XML/1998/namespace}id")
        if not identity:
            continue
        kind = str(control.tag).removeprefix(_FORM)
        hint = control.get(_FORM + "label") or control.get(_FORM + "name")
        if kind in {"checkbox", "radio"}:
            state = control.get(_FORM + "current-state") or control.get(_FORM + "state")
            chosen = state == "checked" or control.get(_FORM + "current-selected") == "true"
            label = control.get(_FORM + "label") or ""
            found[identity] = Piece(f"{TICKED if chosen else UNTICKED} {label}".strip())
        elif kind not in {"button", "image", "hidden", "fixed-text", "frame", "properties"}:
            value = control.get(_FORM + "current-value") or control.get(_FORM + "value") or ""
            found[identity] = Piece(value, field=number, hint=hint)
    return found


def _is_ticked(mark: Element) -> bool:
    """Whether one of Word's old check boxes is ticked, as LibreOffice keeps it."""
    return any(
        setting.get(_FIELD + "name") == "Checkbox_Checked" and setting.get(_FIELD + "value") == "true"
        for setting in mark.iter(_FIELD + "param")
    )


def _listed(mark: Element) -> str:
    """The entry of one of Word's old drop-down lists that is chosen; nothing where none is."""
    told = [(item.get(_FIELD + "name", ""), item.get(_FIELD + "value", "")) for item in mark]
    entries = [value for name, value in told if name == "Dropdown_ListEntry"]
    chosen = next((value for name, value in told if name == "Dropdown_Selected"), "")
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""


def _piece(text: str, look: _Look, field: int) -> Piece:
    gone = look.gone or (look.raised and is_note_mark(text))
    return Piece(_folded(text), look.bold, field, gone=gone, marked=look.marked, quiet=look.italic)


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text)


def _count(value: str | None) -> int:
    return (
        max(1, min(int(value[:4]), _MOST_REPEATS)) if value and value.isdecimal() and value.isascii() else 1
    )
