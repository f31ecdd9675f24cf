"""PDFs made by hand, as small as they can be (what pypdf and fpdf2 do not make), and what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.blocks import Document, Line, Table

WIDTH, HEIGHT = 595, 842
_FONTS = "/F1 {regular} 0 R /F2 {bold} 0 R /F3 {dingbats} 0 R /F4 {unmapped} 0 R /F5 {ligatures} 0 R /F6 {drawn} 0 R"
# Shapes under names that say nothing of letters, and no map to letters.
_UNMAPPED = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << >>"
    f" /Encoding << /Differences [32 {' '.join(f'/g{code}' for code in range(32, 127))}] >> /FirstChar 32 /LastChar 126"
    f" /Widths [{'500 ' * 95}] >>"
)

# Boxes for letters, each said to reach far over the next ones. Ten units are the size of a letter.
_LETTERS = [chr(code) for code in (*range(65, 91), *range(97, 123))]
_DRAWN = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [-5 -5 25 20] /FontMatrix [{scale} 0 0 {scale} 0 0] /Encoding"
    f" << /Differences [32 /space 65 {' '.join(f'/{it}' for it in _LETTERS[:26])} 97"
    f" {' '.join(f'/{it}' for it in _LETTERS[26:])}] >> /FirstChar 32 /LastChar 122 /Widths [{'5 ' * 91}]"
    f" /CharProcs << /space {{letter}} 0 R {' '.join(f'/{it} {{letter}} 0 R' for it in _LETTERS)} >>"
    " /ToUnicode {letters} 0 R >>"
)
_LETTER = "5 0 -5 -5 25 20 d1 0 0 4 7 re f"
_AS_NUMBERED = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff>"
    " endcodespacerange 1 beginbfrange <20> <7a> <0020> endbfrange endcmap end end"
)

# Letters of one width, but for the narrow ones and three ligatures under other letters' names.
_WIDTHS = {ord("f"): 330, ord("i"): 280, ord("l"): 280, 0xFB: 660, 0xFC: 610, 0xFD: 610}
_LIGATURES = (
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding /FirstChar 32"
    f" /LastChar 255 /Widths [{' '.join(str(_WIDTHS.get(code, 500)) for code in range(32, 256))}] >>"
)


@dataclass
class Page:
    """Drawing operations and annotations of one page; places are from the top left corner."""

    operations: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    rotate: int = 0

    def text(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 10) -> Page:
        """Write `text` with its baseline `y` below the page's top."""
        font = "F2" if bold else "F1"
        return self.raw(f"BT /{font} {size} Tf {x} {HEIGHT - y} Td ({_escaped(text)}) Tj ET")

    def dingbat(self, x: float, y: float, letter: str, size: float = 10) -> Page:
        """Write one letter in ZapfDingbats."""
        return self.raw(f"BT /F3 {size} Tf {x} {HEIGHT - y} Td ({letter}) Tj ET")

    def drawn(self, x: float, y: float, text: str, size: float = 10) -> Page:
        """Write letters and spaces in a font of drawings; its `size` is as `pdf` scales them."""
        return self.raw(f"BT /F6 {size} Tf {x} {HEIGHT - y} Td ({text}) Tj ET")

    def unmapped(self, x: float, y: float, codes: str, size: float = 10) -> Page:
        """Write in a font that does not say which letters its shapes are."""
        return self.raw(f"BT /F4 {size} Tf {x} {HEIGHT - y} Td ({_escaped(codes)}) Tj ET")

    def ligatures(self, x: float, y: float, text: str, size: float = 10) -> Page:
        """Write in a font whose ligatures are written down as the letters \xfb, \xfc and \xfd."""
        return self.raw(f"BT /F5 {size} Tf {x} {HEIGHT - y} Td ({_escaped(text)}) Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.7) -> Page:
        """Stroke a line."""
        return self.raw(f"{width} w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Page:
        """Stroke a rectangle."""
        return self.raw(f"0.7 w {x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re S")

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """Rule a table with borders at `xs` and `ys`."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def on_layer(self, layer: str, x: float, y: float, text: str) -> Page:
        """Write on one of the document's layers."""
        self.raw(f"/OC /{layer} BDC").text(x, y, text)
        return self.raw("EMC")

    def raw(self, operation: str) -> Page:
        """Add an operation as it is."""
        self.operations.append(operation)
        return self

    def field(self, kind: str, name: str, box: Sequence[float], entries: str = "") -> Page:
        """Add a form field: `box` is x0, top, x1, bottom."""
        return self.annotation("Widget", box, f"/FT /{kind} /T ({_escaped(name)}) {entries}")

    def annotation(self, subtype: str, box: Sequence[float], entries: str) -> Page:
        """Add an annotation of any kind."""
        x0, top, x1, bottom = box
        rect = f"[{x0} {HEIGHT - bottom} {x1} {HEIGHT - top}]"
        self.annotations.append(f"<< /Type /Annot /Subtype /{subtype} /Rect {rect} /F 4 {entries} >>")
        return self


def pdf(
    pages: Sequence[Page],
    xfa: str | None = None,
    extra: Mapping[str, str] | None = None,
    layers: Mapping[str, bool] | None = None,
    drawing_scale: float = 0.1,
) -> bytes:
    """The pages as a PDF file.

    `xfa` is a datasets packet, `extra` entries of the catalogue, `layers` says which are switched on;
    `drawing_scale` is how large drawn letters are at size 1, of ten units each.
    """
    objects: list[bytes] = [b"", b""]

    def add(body: str | bytes) -> int:
        objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(objects)

    fonts = {
        "regular": add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
        "bold": add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"),
        "dingbats": add("<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>"),
        "unmapped": add(_UNMAPPED),
        "ligatures": add(_LIGATURES),
        "drawn": add(
            _DRAWN.format(
                scale=drawing_scale, letter=add(_stream(_LETTER)), letters=add(_stream(_AS_NUMBERED))
            )
        ),
    }
    groups = {name: add(f"<< /Type /OCG /Name ({name}) >>") for name in layers or {}}
    properties = " ".join(f"/{name} {number} 0 R" for name, number in groups.items())
    kids: list[int] = []
    fields: list[int] = []
    for page in pages:
        content = "\n".join(page.operations).encode("latin-1")
        stream = add(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        annotations = [add(annotation) for annotation in page.annotations]
        fields += [number for number in annotations if b"/FT" in objects[number - 1]]
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.rotate} "
                f"/Resources << /Font << {_FONTS.format(**fonts)} >> /Properties << {properties} >> >> "
                f"/Contents {stream} 0 R "
                f"/Annots [{_references(annotations)}] >>"
            )
        )
    catalogue = f"<< /Type /Catalog /Pages 2 0 R {' '.join(f'/{k} {v}' for k, v in (extra or {}).items())}"
    if layers:
        off = _references([number for name, number in groups.items() if not layers[name]])
        catalogue += f" /OCProperties << /OCGs [{_references([*groups.values()])}] /D << /OFF [{off}] >> >>"
    if fields or xfa:
        parts = f"[(datasets) {add(_stream(xfa))} 0 R]" if xfa and "xdp:xdp" not in xfa else ""
        packet = f"/XFA {parts or f'{add(_stream(xfa))} 0 R'}" if xfa else ""
        catalogue += f" /AcroForm << /Fields [{_references(fields)}] /DA (/F1 0 Tf 0 g) {packet} >>"
    objects[0] = f"{catalogue} >>".encode("latin-1")
    objects[1] = f"<< /Type /Pages /Kids [{_references(kids)}] /Count {len(kids)} >>".encode("latin-1")
    return _file(objects)


def _stream(text: str) -> bytes:
    data = text.encode()
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def lines(document: Document) -> list[list[str]]:
    """The texts of each line that was read."""
    return [[part.text for part in block.segments] for block in document.blocks if isinstance(block, Line)]


def tables(document: Document) -> list[list[list[str]]]:
    """The texts of each table that was read, by row and cell."""
    found = [block for block in document.blocks if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in table.rows] for table in found]
