"""A parsed HTML page -> flow items. One pass without recursion: nesting is the sender's choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from parsers.blocks import TICKED, UNTICKED
from parsers.boxes import in_symbol_font
from parsers.html.flow import CellDraft, Item, Paragraph, flow_of_rows
from parsers.html.style import PLAIN, Look, StyleSheet, look_of
from parsers.pieces import Piece, is_note_mark, tidy
from parsers.plain.reading import read_plain

Node = Any

_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "details", "dir", "div", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
        "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "ul", "caption",
        "optgroup", "listing", "plaintext", "xmp",
    }
)  # fmt: skip
_HEADINGS: Final = {**{f"h{level}": level for level in range(1, 7)}, "header": 3, "legend": 3}
_SKIPPED: Final = frozenset(
    {"script", "style", "head", "template", "title", "meta", "link", "noframes", "button", "datalist", "object",
     "audio", "video", "canvas", "svg", "iframe", "map"}
)  # fmt: skip
_TYPED: Final = frozenset(
    {"", "text", "date", "datetime-local", "email", "month", "number", "search", "tel", "time", "url", "week"}
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_ICON: Final = re.compile(r"\W*(un|not )?(?:checked|ticked|selected)(?: box| checkbox)?\W*", re.IGNORECASE)
_ACT: Final = re.compile(r"(?:change|edit|amend|update|remove|delete)\b", re.IGNORECASE)
_MOST_SPAN: Final = 100


@dataclass(slots=True)
class _TableDraft:
    tag: str
    rows: list[list[CellDraft]] = field(default_factory=list)
    in_head: bool = False

    def row(self) -> list[CellDraft]:
        if not self.rows:
            self.rows.append([])
        return self.rows[-1]


class PageWalk:
    """Walks one page. `words` gathers its whole text, hidden and struck-out words too."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.words: list[str] = []
        self.items: list[Item] = []
        self._sheet = sheet
        self._looks: list[Look] = [PLAIN]
        self._flows: list[list[Item]] = [self.items]
        self._tables: list[_TableDraft] = []
        self._paragraph = Paragraph()
        self._heading: int | None = None
        self._fields = 0
        self._typed_into: str | None = None
        self._blocks = 0
        self._within: list[int] = [0]

    def walk(self, root: Node) -> None:
        """Read everything below `root`, iteratively."""
        todo: list[tuple[Node, bool]] = [(root, False)]
        while todo:
            node, leaving = todo.pop()
            tag = node.tag or "-"  # a processing instruction has none
            if leaving:
                self._leave(tag)
                continue
            if tag == "-text":
                self._text(node.text_content or "")
                continue
            if tag in _SKIPPED or (tag.startswith(("-", "!")) and node is not root):
                continue
            if self._enter(tag, node):
                todo.append((node, True))
                todo.extend(_children_last_first(node))
        self._flush()

    def _enter(self, tag: str, node: Node) -> bool:
        """Start an element; whether its children are to be read."""
        attributes = node.attributes
        if tag == "br":
            self._add("\n")
            return False
        if tag in {"input", "select", "img"}:
            self._control(tag, node, attributes)
            return False
        if self._looks[-1].sets_apart and self._paragraph.says and tag not in _BLOCKS:
            self._add("\t")  # beside what stood before it, whatever stands between them in the source
        self._looks.append(look_of(tag, attributes, self._sheet, self._looks[-1]))
        if tag in _BLOCKS:
            self._flush()
            self._blocks += 1
            self._within.append(self._blocks)
            self._heading = _HEADINGS.get(tag, self._heading if tag == "hgroup" else None)
        elif tag == "textarea":
            self._fields += 1
            self._typed_into = _hint(attributes) or ""
            self._add("", is_field=True, hint=self._typed_into)
        else:
            self._enter_table_part(tag, attributes, node)
        return True

    def _enter_table_part(self, tag: str, attributes: dict[str, Any], node: Node) -> None:
        if tag in {"table", "dl"}:
            self._flush()
            self._tables.append(_TableDraft(tag))
        elif not self._tables:
            return
        elif tag in {"tr", "dt"} and not (tag == "dt" and self._tables[-1].tag != "dl"):
            self._flush()
            self._tables[-1].rows.append([])
            if tag == "dt":
                self._open_cell(CellDraft())
        elif tag == "thead":
            self._tables[-1].in_head = True
        elif tag in {"td", "th"}:
            self._open_cell(_cell_draft(tag, attributes, self._tables[-1]))
        elif tag == "dd" and self._tables[-1].tag == "dl":
            row = self._tables[-1].row()
            if len(row) > 1 and _is_an_act(node):
                self._looks[-1] = replace(self._looks[-1], gone=True)
            self._open_cell(row[1] if len(row) > 1 else CellDraft())

    def _open_cell(self, cell: CellDraft) -> None:
        self._flush()
        row = self._tables[-1].row()
        if len(row) < 2 or cell is not row[1]:  # a second answer below one label goes on in the first one's
            row.append(cell)
        self._flows.append(cell.items)

    def _leave(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush(as_typed=tag in {"pre", "listing", "plaintext", "xmp"})
            self._within.pop()
            self._heading = None
        elif tag in {"td", "th", "dt", "dd"} and len(self._flows) > 1 and self._tables:
            self._flush()
            self._flows.pop()
        elif tag == "textarea":
            self._typed_into = None
        elif tag == "thead" and self._tables:
            self._tables[-1].in_head = False
        elif tag in {"table", "dl"} and self._tables:
            self._flush()
            self._close_table()
        self._looks.pop()

    def _close_table(self) -> None:
        draft = self._tables.pop()
        if draft.tag == "dl":
            for row in draft.rows:
                if len(row) == 1:
                    row.append(CellDraft())
        _settle_headers(draft.rows)
        self._flows[-1].extend(flow_of_rows(draft.rows))

    def _text(self, text: str) -> None:
        if not self._looks[-1].keeps_breaks:
            text = _SPACES.sub(" ", text)
            if text == " " and not self._paragraph.pieces:
                return
        elif "\r" in text:
            text = text.replace("\r\n", "\n")
        if symbols := self._looks[-1].symbols:
            text = in_symbol_font(text, symbols)
        self._add(text, is_field=self._typed_into is not None, hint=self._typed_into)

    def _add(self, text: str, *, is_field: bool = False, hint: str | None = None) -> None:
        look = self._looks[-1]
        number = self._fields if is_field else 0
        gone = look.gone or (look.raised and is_note_mark(text))
        # What is underlined at the head of a paragraph is set off as a title is.
        bold = look.bold or (look.marked and not self._paragraph.says)
        self._paragraph.pieces.append(Piece(text, bold, number, hint or None, gone, look.marked, look.italic))
        if not gone and text and not text.isspace():
            self._paragraph.size = self._paragraph.size or look.size
            self._paragraph.faint = look.faint and (self._paragraph.faint or not self._paragraph.says)
            self._paragraph.says = True

    def _control(self, tag: str, node: Node, attributes: dict[str, Any]) -> None:
        if tag == "img":
            icon = _ICON.fullmatch(attributes.get("alt") or "")
            self._add("" if icon is None else UNTICKED if icon[1] else TICKED)
            return
        kind = (attributes.get("type") or "").casefold() if tag == "input" else "select"
        if kind in {"checkbox", "radio"}:
            self._add(TICKED if "checked" in attributes else UNTICKED)
        elif kind in _TYPED or kind == "select":
            self._fields += 1
            value = _chosen(node) if kind == "select" else attributes.get("value")
            self._add(value or "", is_field=True, hint=_hint(attributes))

    def _flush(self, *, as_typed: bool = False) -> None:
        paragraph, self._paragraph = self._paragraph, Paragraph()
        if not paragraph.pieces:
            return
        words = tidy("".join(piece.text for piece in paragraph.pieces))
        if words:
            self.words.append(words)
        if as_typed and words:
            self._flows[-1].extend(
                read_plain("".join(piece.text for piece in paragraph.pieces if not piece.gone)).blocks
            )
        elif paragraph.says or any(piece.field and not piece.gone for piece in paragraph.pieces):
            paragraph.heading = self._heading
            paragraph.within = self._within[-2] if len(self._within) > 1 else 0
            self._flows[-1].append(paragraph)


def _is_an_act(node: Node) -> bool:
    """Whether a further `dd` holds nothing but links to change the answer before it, as GOV.UK's lists do."""
    links = [tidy(link.text()) for link in node.css("a")]
    return bool(links) and tidy(node.text()) == " ".join(links) and all(map(_ACT.match, links))


def _children_last_first(node: Node) -> Iterator[tuple[Node, bool]]:
    child = node.last_child
    while child is not None:
        yield child, False
        child = child.prev


def _cell_draft(tag: str, attributes: dict[str, Any], table: _TableDraft) -> CellDraft:
    return CellDraft(
        colspan=_span(attributes.get("colspan")),
        rowspan=_span(attributes.get("rowspan")),
        header=tag == "th" or table.in_head,
    )


def _settle_headers(rows: list[list[CellDraft]]) -> None:
    """A `th` beside `td`s labels its row; only rows of nothing else are header rows."""
    for row in rows:
        if not all(cell.header for cell in row):
            for cell in row:
                cell.header = False


def _span(value: str | None) -> int:
    return (
        min(int(value), _MOST_SPAN)
        if value and value.isdecimal() and value.isascii() and int(value[:4])
        else 1
    )


def _chosen(select: Node) -> str:
    chosen = [option for option in select.css("option") if "selected" in option.attributes]
    return "; ".join(tidy(option.text()) for option in chosen)


def _hint(attributes: dict[str, Any]) -> str | None:
    return next(
        (value for name in ("aria-label", "title", "name", "id") if (value := attributes.get(name))), None
    )
