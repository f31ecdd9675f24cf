"""A fillable PDF with an answer in each field, written object by object."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

_ROWS_APART = 24  # points
_GUIDANCE_APART = 12


def fillable(*pages: Iterable[tuple[str, str]], guidance: Iterable[str] = ()) -> bytes:
    """On each page a printed label and a text field a row, framed where there is guidance below them."""
    free = count(4)
    objects = {3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
    leaves: list[int] = []
    fields: list[int] = []
    below = list(guidance)
    for rows in map(list, pages):
        page, content, *widgets = (next(free) for _ in range(2 + len(rows)))
        objects[page] = _page(content, widgets)
        objects[content] = _content(rows, below)
        for at, (number, (label, value)) in enumerate(zip(widgets, rows)):
            objects[number] = _widget(page, f"Text{len(fields) + at}", label, value, at)
        leaves.append(page)
        fields += widgets
    objects[1] = (
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{_references(fields)}]"
        "/DR<</Font<</F1 3 0 R>>>>/DA(/F1 10 Tf)>>>>"
    )
    objects[2] = f"<</Type/Pages/Kids[{_references(leaves)}]/Count {len(leaves)}>>"
    return _file([objects[number] for number in sorted(objects)])


def _page(content: int, widgets: Iterable[int]) -> str:
    return (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R"
        f"/Resources<</Font<</F1 3 0 R>>>>/Annots[{_references(widgets)}]>>"
    )


def _content(rows: list[tuple[str, str]], guidance: list[str]) -> str:
    labels = "".join(f"1 0 0 1 50 {_line(at) + 4} Tm ({label}) Tj " for at, (label, _) in enumerate(rows))
    foot = _line(len(rows))
    more = "".join(
        f"1 0 0 1 50 {foot - at * _GUIDANCE_APART} Tm ({line}) Tj " for at, line in enumerate(guidance)
    )
    frames = "".join(f"220 {_line(at)} 330 16 re S " for at in range(len(rows))) if guidance else ""
    stream = f"{frames}BT /F1 10 Tf {labels}{more} ET"
    return f"<</Length {len(stream)}>> stream\n{stream}\nendstream"


def _widget(page: int, name: str, label: str, value: str, at: int) -> str:
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T({name})/TU({label})/V({value})"
        f"/Rect[220 {_line(at)} 550 {_line(at) + 16}]/DA(/F1 10 Tf)/P {page} 0 R>>"
    )


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _line(at: int) -> int:
    return 780 - _ROWS_APART * at


def _file(objects: list[str]) -> bytes:
    written = "%PDF-1.7\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj {item} endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(written)
    return (
        f"{written}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer <</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{start}\n%%EOF\n"
    ).encode("latin-1")
