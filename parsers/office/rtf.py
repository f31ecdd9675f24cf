"""Rich text (.rtf) -> `Document`. Rich Text Format 1.9.1.

Read in one pass without recursion. Form fields keep their answers in their own data, struck
and hidden words are left out of the blocks, and table rows are put together from `\\cell` and
`\\row`. Pictures, objects and destinations that are not known are skipped, as the format says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Block, Document, Line
from parsers.errors import Damaged, EmptyDocument, TooLarge
from parsers.office.pasted_scans import Recognise, with_scans
from parsers.office.rtf_pictures import page_pictures
from parsers.office.rtf_tables import RowShape, Tables
from parsers.pieces import Piece, cell_texts, is_note_mark, line_texts, whole_text

METHOD: Final = "rtf"
MOST_BYTES: Final = 48 * 2**20
MOST_GROUPS: Final = 10_000

_TOKEN: Final = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
_SKIPPED: Final = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "themedata", "colorschememapping",
        "datastore", "latentstyles", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "filetbl",
        "revtbl", "pntext", "nonshppict", "sp", "fldinst", "bkmkstart", "bkmkend", "template", "wgrffmtfilter", "nonesttables",
    }
)  # fmt: skip
_OPTIONAL_BUT_READ: Final = frozenset(
    {"shpinst", "shptxt", "formfield", "ffl", "ffname", "ffhelptext", "shppict", "nesttableprops"}
)
_ASIDE: Final = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
                           "footnote", "annotation", "atnid", "atnauthor"})  # fmt: skip
_CHARACTERS: Final = {
    "tab": "\t", "line": "\n", "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019",
    "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022", "emspace": " ", "enspace": " ", "qmspace": " ",
    "page": "\n", "column": "\n",
}  # fmt: skip
_SYMBOLS: Final = {"~": " ", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_LOST_TICKS: Final = (
    "the program that saved it did not keep which boxes are ticked: ask the sender for another copy"
)


@dataclass(frozen=True, slots=True)
class _Look:
    """The state of a group: what its words look like and where they go."""

    bold: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    marked: bool = False
    italic: bool = False
    raised: bool = False
    skipped: bool = False
    aside: bool = False
    collects: str = ""
    in_form_field: bool = False
    in_result: bool = False
    of_nested_row: bool = False
    follows_unicode: int = 1


@dataclass(slots=True)
class _FormField:
    kind: int = 0
    result: int | None = None
    default: int = 0
    choices: list[str] = field(default_factory=list)

    @property
    def index(self) -> int:
        """What was chosen; 25 is Word's way of writing "nothing yet"."""
        return self.default if self.result in {None, 25} else self.result or 0


def read_rtf(data: bytes, recognise: Recognise | None = None) -> Document:
    """The document in `data`. Raises `EmptyDocument`, `TooLarge`, `Damaged`, or `NoText` for pictures only.

    `recognise` reads the scans of pages that were pasted into a file with next to no words.
    """
    if not data.strip():
        raise EmptyDocument
    if len(data) > MOST_BYTES:
        raise TooLarge
    start = data.find(b"{\\rtf", 0, 1024)
    if start < 0:
        raise Damaged
    reader = _Reader()
    reader.read(_tokens(data[start:].decode("latin-1")))
    warnings = (_LOST_TICKS,) if reader.lost_ticks else ()
    document = Document(tuple(reader.blocks), METHOD, "\n".join(reader.words), warnings=warnings)
    return with_scans(document, list(page_pictures(data)), recognise, "document")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found[1] == "bin" and found[2]:
            at += max(0, int(found[2]))
        yield found


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self._look = _Look()
        self._groups: list[_Look] = []
        self._codec = "cp1252"
        self._skip_bytes = 0
        self._high_surrogate = 0
        self._optional = False
        self._pieces: list[Piece] = []
        self._asides: list[Piece] = []
        self._tables = Tables()
        self._in_table = False
        self._depth = 1
        self._form: _FormField | None = None
        self._fields = 0
        self._box_asked = False
        self.lost_ticks = False

    def read(self, tokens: Iterator[re.Match[str]]) -> None:
        for token in tokens:
            word, parameter, byte, symbol, brace, text = token.groups()
            if word is not None:
                self._control(word, None if parameter is None else int(parameter))
            elif byte is not None:
                self._byte(byte)
            elif symbol is not None:
                self._symbol(symbol)
            elif brace is not None:
                self._brace(brace)
            else:
                self._text(text)
        self._end_paragraph()
        self._end_table()

    def _brace(self, brace: str) -> None:
        self._optional = False
        if brace == "{":
            if len(self._groups) >= MOST_GROUPS:
                raise Damaged
            self._groups.append(self._look)
        elif self._groups:
            before, self._look = self._look, self._groups.pop()
            if before.in_form_field and not self._look.in_form_field:
                self._end_form_field()
            if before.in_result and not self._look.in_result:
                self._end_result()
            if before.aside and not self._look.aside:
                self._end_aside()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._optional = True
        elif symbol in "\r\n":
            self._end_paragraph()
        else:
            self._text(_SYMBOLS.get(symbol, ""))

    def _byte(self, digits: str) -> None:
        if self._skip_bytes:
            self._skip_bytes -= 1
            return
        self._add(bytes([int(digits, 16)]).decode(self._codec, "replace"))

    def _text(self, text: str) -> None:
        skipped = min(self._skip_bytes, len(text))
        self._skip_bytes -= skipped
        self._add(text[skipped:])

    def _add(self, text: str) -> None:
        look = self._look
        if look.skipped or look.deleted or not text:
            self._box_asked |= look.skipped and text.strip() == "FORMCHECKBOX"
            return
        if look.collects:
            if look.collects == "ffl" and self._form is not None and self._form.choices:
                self._form.choices[-1] += text
            return
        field = self._fields if look.in_result else 0
        gone = look.struck or look.hidden or (look.raised and is_note_mark(text))
        piece = Piece(text, look.bold, field, gone=gone, marked=look.marked, quiet=look.italic)
        (self._asides if look.aside else self._pieces).append(piece)

    def _control(self, word: str, parameter: int | None) -> None:
        optional, self._optional = self._optional, False
        if optional and word not in _OPTIONAL_BUT_READ:
            self._look = replace(self._look, skipped=self._look.skipped or word != "fldinst")
        elif word in _CHARACTERS:
            self._text(_CHARACTERS[word])
        elif word in _FORMAT:
            _FORMAT[word](self, parameter)
        elif word in _SKIPPED:
            self._look = replace(self._look, skipped=True)
        elif word in _ASIDE:
            self._look = replace(self._look, aside=True)
        if word == "fldinst":
            self._look = replace(self._look, skipped=True)

    def _switch(self, name: str, parameter: int | None) -> None:
        self._look = replace(self._look, **{name: parameter != 0})  # type: ignore[arg-type]  # its switches

    def _plain(self, _: int | None) -> None:
        self._look = replace(
            self._look,
            bold=False,
            struck=False,
            hidden=False,
            deleted=False,
            marked=False,
            italic=False,
            raised=False,
        )

    def _unicode(self, parameter: int | None) -> None:
        code = (parameter or 0) % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high_surrogate = code
        elif 0xDC00 <= code < 0xE000:
            pair = (self._high_surrogate, code)
            self._add(b"".join(half.to_bytes(2, "little") for half in pair).decode("utf-16-le", "replace"))
        else:
            self._add(chr(code))
        self._skip_bytes = self._look.follows_unicode

    def _code_page(self, parameter: int | None) -> None:
        name = f"cp{parameter}"
        try:
            b"".decode(name)
        except LookupError:
            return
        self._codec = name

    def _begin_form_field(self, _: int | None) -> None:
        self._form = _FormField()
        self._look = replace(self._look, skipped=False, in_form_field=True, collects="formfield")

    def _form_value(self, name: str, parameter: int | None) -> None:
        if self._form is not None and self._look.in_form_field:
            setattr(self._form, name, parameter or 0)

    def _choice(self, _: int | None) -> None:
        if self._form is not None:
            self._form.choices.append("")
            self._look = replace(self._look, collects="ffl")

    def _end_form_field(self) -> None:
        form = self._form
        if form is None or form.kind == 0:
            return
        self._form = None
        self._fields += 1
        self._box_asked = False
        if form.kind == 1:
            self._pieces.append(Piece(TICKED if form.index else UNTICKED))
        elif form.index < len(form.choices):
            self._pieces.append(Piece(form.choices[form.index], field=self._fields))

    def _begin_result(self, _: int | None) -> None:
        if self._form is not None and self._form.kind == 0:
            self._fields += 1
            self._look = replace(self._look, in_result=True)
        elif self._box_asked:
            # LibreOffice writes that there is a box, and not whether it is ticked.
            self._pieces.append(Piece(UNTICKED))
            self.lost_ticks = True
        self._form = None
        self._box_asked = False

    def _end_result(self) -> None:
        if not any(piece.field == self._fields and piece.text.strip() for piece in self._pieces):
            self._pieces.append(Piece("", field=self._fields))

    def _end_aside(self) -> None:
        words, self._asides = whole_text(self._asides), []
        if words:
            self.words.append(words)

    def _take(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        words = whole_text(pieces)
        if words:
            self.words.append(words)
        return pieces

    def _end_paragraph(self, _: int | None = None) -> None:
        if self._look.skipped:
            return
        if self._look.aside:
            self._asides.append(Piece("\n"))
        elif self._in_table:
            self._tables.add(cell_texts(self._take()), self._depth)
        else:
            self._end_table()
            if segments := line_texts(self._take()):
                self.blocks.append(Line(segments))

    # --- tables --------------------------------------------------------------------------

    @property
    def _shape(self) -> RowShape:
        return self._tables.nested_shape if self._look.of_nested_row else self._tables.shape

    def _of_nested_row(self, _: int | None) -> None:
        self._look = replace(self._look, of_nested_row=True)

    def _enter_table(self, _: int | None) -> None:
        self._in_table = True

    def _deepen(self, depth: int | None) -> None:
        self._depth = max(depth or 0, 1)
        self._in_table = self._in_table or bool(depth)

    def _new_paragraph(self, _: int | None) -> None:
        self._in_table, self._depth = False, 1

    def _end_cell(self, depth: int) -> None:
        self._in_table = True
        self._tables.add(cell_texts(self._take()), depth)
        self._tables.end_cell(depth)

    def _end_table(self) -> None:
        table = self._tables.closed()
        if table is not None:
            self.blocks.append(table)


_FORMAT: Final[dict[str, Callable[[_Reader, int | None], None]]] = {
    "b": lambda reader, parameter: reader._switch("bold", parameter),
    "strike": lambda reader, parameter: reader._switch("struck", parameter),
    "striked": lambda reader, parameter: reader._switch("struck", parameter),
    "v": lambda reader, parameter: reader._switch("hidden", parameter),
    "super": lambda reader, parameter: reader._switch("raised", parameter),
    "nosupersub": lambda reader, _: reader._switch("raised", 0),
    "i": lambda reader, parameter: reader._switch("italic", parameter),
    "ul": lambda reader, parameter: reader._switch("marked", parameter),
    "ulnone": lambda reader, _: reader._switch("marked", 0),
    "highlight": lambda reader, parameter: reader._switch("marked", parameter or 0),
    "deleted": lambda reader, parameter: reader._switch("deleted", parameter),
    "plain": _Reader._plain,
    "u": _Reader._unicode,
    "uc": lambda reader, parameter: setattr(
        reader, "_look", replace(reader._look, follows_unicode=min(max(parameter or 0, 0), 8))
    ),
    "ansicpg": _Reader._code_page,
    "formfield": _Reader._begin_form_field,
    "fftype": lambda reader, parameter: reader._form_value("kind", parameter),
    "ffres": lambda reader, parameter: reader._form_value("result", parameter),
    "ffdefres": lambda reader, parameter: reader._form_value("default", parameter),
    "ffl": _Reader._choice,
    "fldrslt": _Reader._begin_result,
    "par": _Reader._end_paragraph,
    "sect": _Reader._end_paragraph,
    "nestcell": lambda reader, _: reader._end_cell(max(reader._depth, 2)),
    "nestrow": lambda reader, _: reader._tables.end_row(max(reader._depth, 2)),
    "nesttableprops": _Reader._of_nested_row,
    "itap": _Reader._deepen,
    "pard": _Reader._new_paragraph,
    "intbl": _Reader._enter_table,
    "trowd": lambda reader, _: reader._shape.begin(),
    "cellx": lambda reader, edge: reader._shape.end_cell(edge),
    "clmrg": lambda reader, _: reader._shape.merge_right(),
    "clvmrg": lambda reader, _: reader._shape.merge_down(),
    "cell": lambda reader, _: reader._end_cell(1),
    "row": lambda reader, _: reader._tables.end_row(1),
}
