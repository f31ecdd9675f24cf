"""A fillable PDF with an answer in each field, written object by object."""

from __future__ import annotations

from collections.abc import Iterable


def fillable(rows: Iterable[tuple[str, str]]) -> bytes:
    """One page: a printed label and a text field a row."""
    kept = list(rows)
    content = "BT /F1 10 Tf " + "".join(
        f"1 0 0 1 50 {_line(at) + 4} Tm ({label}) Tj " for at, (label, _) in enumerate(kept)
    )
    stream = f"{content} ET"
    widgets = " ".join(f"{6 + at} 0 R" for at in range(len(kept)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{widgets}]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 10 Tf)>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        f"/Annots[{widgets}]>>",
        f"<</Length {len(stream)}>> stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *(
            f"<</Type/Annot/Subtype/Widget/FT/Tx/T(Text{at})/TU({label})/V({value})"
            f"/Rect[220 {_line(at)} 550 {_line(at) + 16}]/DA(/F1 10 Tf)/P 3 0 R>>"
            for at, (label, value) in enumerate(kept)
        ),
    ]
    return _file(objects)


def _line(at: int) -> int:
    return 780 - 24 * at


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
