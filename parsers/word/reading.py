"""Word documents (.docx, .docm, .dotx; Transitional and Strict) -> `Document`.

The XML is walked as it stands, since python-docx leaves out what stands in content controls
and shifts the later cells of such a row to the left. Macros and anything outside of the file
are never looked at.

What is said and what is only there are kept apart. Blocks hold what a reader of the printed
form takes as said: not what is struck out, hidden, a placeholder or taken out by tracked
changes. `Document.text` holds every word but the last.

Notes and comments are in the text only. So are headers and footers, which repeat the hub's
own details, except where they hold a filled field, where they tell a date of birth, as hospitals
head each page with the patient, or where the document has no table at all: there it is a letter,
and the head of its first page says who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.blocks import Block, Cell, Document, Line, Table, Text
from parsers.errors import Damaged, NoText, Unreadable
from parsers.office.package import Package, resolve
from parsers.office.pasted_scans import Recognise, with_scans
from parsers.office.xml_element import Element
from parsers.word.markup import RELATION, RELATIONSHIP, W, is_on
from parsers.word.pictures import page_pictures
from parsers.word.story import StoryReader
from parsers.word.styles import Styles

METHOD: Final = "word"
_RING: Final = "A ring is drawn in the Word file around words that could not be told: look at the original."
_BORN: Final = re.compile(r"\b(?:d\.?\s?o\.?\s?b\b\.?|date of birth)\W{0,4}\d", re.IGNORECASE)
_NOTES: Final = ("footnotes", "endnotes", "comments")


@dataclass(frozen=True, slots=True)
class _Relationship:
    id: str
    kind: str
    target: str


def read_docx(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in `data`. Raises `Unreadable`: encrypted, damaged, too large, pictures only.

    `recognise` reads the scans of pages that were pasted into a file with next to no words.
    """
    try:
        file = _WordFile(Package(data))
        document, scans = file.document(), file.scans()
    except RecursionError as error:
        raise Damaged from error
    if not scans and file.has_pictures and not document.blocks and not document.text.strip():
        raise NoText
    return with_scans(document, scans, recognise, "Word file")


class _WordFile:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _main_part(package)
        self._related = _relationships(package, self._main)
        self._words: list[str] = []
        self._warnings: list[str] = []
        styles = next(self._parts("styles"), None)
        self._styles = Styles(None if styles is None else package.tree(styles))

    def document(self) -> Document:
        root = self._package.tree(self._main)
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise Damaged
        blocks = self._story(body)
        head, foot = self._around(body)
        is_letter = not any(isinstance(block, Table) for block in blocks)
        before = head if is_letter or _has_answers(head) else ()
        if not before and _tells_of_a_child(head):
            blocks = _under_title(blocks, head)
        after = foot if _has_answers(foot) else ()
        self._read_notes()
        self._look_for_unread()
        return Document(
            (*before, *blocks, *after), METHOD, "\n".join(self._words), warnings=tuple(self._warnings)
        )

    def _story(self, root: Element) -> tuple[Block, ...]:
        reader = StoryReader(self._styles, self._import)
        blocks = reader.read(root)
        self._words += reader.words
        if reader.has_unsettled_ring and _RING not in self._warnings:
            self._warnings.append(_RING)
        return blocks

    def _around(self, body: Element) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """The first page's header and footer; the text of all of them is kept."""
        first = _first_page_parts(body)
        found: dict[str, tuple[Block, ...]] = {}
        for related in self._related:
            if related.kind in {"header", "footer"} and related.target in self._package:
                root = self._package.tree(related.target)
                found[related.id] = self._story(root)
        header, footer = (found.get(first.get(kind, ""), ()) for kind in ("header", "footer"))
        return header, footer

    def _read_notes(self) -> None:
        for kind in _NOTES:
            for part in self._parts(kind):
                notes = self._package.tree(part)
                for note in () if notes is None else notes:
                    self._story(note)

    @property
    def has_pictures(self) -> bool:
        """Whether the document shows pictures of any size."""
        return any(related.kind == "image" for related in self._related)

    def scans(self) -> list[bytes]:
        """The pictures as large as a page, in reading order."""
        root = self._package.tree(self._main)
        wanted = page_pictures(root) if root is not None and self.has_pictures else []
        targets = {related.id: related.target for related in self._related if related.kind == "image"}
        pictures = (self._package.read(targets[picture]) for picture in wanted if picture in targets)
        return [picture for picture in pictures if picture]

    def _look_for_unread(self) -> None:
        kinds = {related.kind for related in self._related}
        if "control" in kinds:
            self._warnings.append(
                "The Word file has ActiveX controls, which were not read: look at the original."
            )
        if kinds & {"package", "oleObject"}:
            self._warnings.append("The Word file has another file embedded in it, which was not read.")

    def _parts(self, kind: str) -> Iterator[str]:
        return (item.target for item in self._related if item.kind == kind and item.target in self._package)

    def _import(self, relationship: str) -> tuple[tuple[Block, ...], str]:
        """A part of another format that Word shows in its place (`w:altChunk`)."""
        target = next((item.target for item in self._related if item.id == relationship), "")
        data = self._package.read(target)
        document = None if data is None else _other_format(target, data)
        if document is None:
            self._warnings.append("A part of the Word file is of another kind, which was not read.")
            return (), ""
        return document.blocks, document.text


def _other_format(name: str, data: bytes) -> Document | None:
    from parsers.html.reading import read_html
    from parsers.office.rtf import read_rtf
    from parsers.plain.reading import read_plain

    suffix = name.rpartition(".")[2].casefold()
    try:
        if suffix in {"htm", "html", "xhtml"}:
            return read_html(data)
        if suffix == "rtf":
            return read_rtf(data)
        if suffix == "txt":
            return read_plain(data.decode("utf-8", "replace"))
    except Unreadable:
        return None
    return None


def _main_part(package: Package) -> str:
    for related in _relationships(package, ""):
        if related.kind == "officeDocument" and related.target in package:
            return related.target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise Damaged


def _relationships(package: Package, part: str) -> list[_Relationship]:
    folder, _, name = part.rpartition("/")
    root = package.tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    return [
        _Relationship(
            item.get("Id") or "",
            (item.get("Type") or "").rpartition("/")[2],
            resolve(part, item.get("Target") or ""),
        )
        for item in (() if root is None else root.iterfind(RELATIONSHIP))
        if item.get("TargetMode") != "External"
    ]


def _first_page_parts(body: Element) -> dict[str, str]:
    """Relationship ids of the header and the footer that the first page shows."""
    section = next(body.iter(W + "sectPr"), None)
    if section is None:
        return {}
    wanted = "first" if is_on(section.find(W + "titlePg")) else "default"
    shown: dict[str, str] = {}
    for kind in ("header", "footer"):
        for reference in section.iterfind(f"{W}{kind}Reference"):
            if reference.get(W + "type", "default") == wanted:
                shown[kind] = reference.get(RELATION + "id") or ""
    return shown


def _under_title(blocks: tuple[Block, ...], head: tuple[Block, ...]) -> tuple[Block, ...]:
    """The head of the page below the form's title, as its first answers."""
    at = 0
    while at < len(blocks) and isinstance(title := blocks[at], Line) and title.heading is not None:
        at += 1
    return (*blocks[:at], *head, *blocks[at:])


def _tells_of_a_child(head: tuple[Block, ...]) -> bool:
    return any(_BORN.search(text.text) for block in head for text in _texts(block)) or any(
        _BORN.search(" ".join(cell.text for cell in row))
        for block in head
        if isinstance(block, Table)
        for row in block.rows
    )


def _has_answers(blocks: tuple[Block, ...]) -> bool:
    return any(text.filled and text.text for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Line):
        yield from block.segments
        return
    cells: list[Cell] = [cell for row in block.rows for cell in row]
    while cells:
        cell = cells.pop()
        yield from cell.texts
        cells += [inner for table in cell.tables for row in table.rows for inner in row]
