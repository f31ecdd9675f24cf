"""Makes the demonstration's documents, so that real files go through the real readers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from html import escape

from tui.demo.story import Form, YoungPerson

Section = tuple[str, list[tuple[str, str]]]

_TITLE = "Inter-Agency Contact Form"
_NOTE = "Return to the MASH: mash@portsmouthcc.gov.uk, 023 9268 8793. Out of hours: 0300 555 1373."


def sections(form: Form) -> list[Section]:
    """The form's questions and answers, a section at a time."""
    by = form.by
    parts: list[Section] = [
        (
            "About you",
            [
                ("Your name", by.name),
                ("Your role", by.role),
                ("Agency", by.agency),
                ("Telephone", by.phone),
                ("Email", by.email),
            ],
        )
    ]
    parts += [(f"Child {number}", _child(child)) for number, child in enumerate(form.about.children, 1)]
    parts.append(
        ("Parent or carer 1", [("Full name", form.about.parent), ("Relationship to the child", "Parent")])
    )
    parts.append(("Your concern", [("What are you worried about?", form.about.concern)]))
    parts.append(("Telling the family", _telling(form)))
    return parts


def _child(child: YoungPerson) -> list[tuple[str, str]]:
    return [
        ("First name", child.forename),
        ("Surname", child.surname),
        ("Date of birth", f"{child.born:%d/%m/%Y}"),
        ("Gender", child.gender),
        ("Address", child.address),
        ("Postcode", child.postcode),
        ("School or nursery", child.school or ""),
        ("NHS number", child.nhs_number or ""),
    ]


def _telling(form: Form) -> list[tuple[str, str]]:
    reason = "It would put the child at further risk." if form.about.told_parents == "No" else ""
    return [("Have the parents been informed?", form.about.told_parents), ("If not, why not?", reason)]


def as_text(form: Form) -> str:
    """As a web form that sends plain text."""
    blocks = [
        "\n".join([name.upper(), "-" * len(name), *(f"{label}: {value}" for label, value in rows)])
        for name, rows in sections(form)
    ]
    return "\n\n".join([_TITLE, *blocks, f"--\n{_NOTE}"])


def as_html(form: Form) -> str:
    """As a web form that sends a table a section."""
    tables = "".join(
        f"<h3>{escape(name)}</h3><table>"
        + "".join(
            f"<tr><td><b>{escape(label)}</b></td><td>{escape(value)}</td></tr>" for label, value in rows
        )
        + "</table>"
        for name, rows in sections(form)
    )
    return f"<html><body><h2>{_TITLE}</h2>{tables}<p><small>{_NOTE}</small></p></body></html>"


def as_word(form: Form) -> bytes:
    """As a Word file: a heading and a two-column table a section."""
    import docx

    document = docx.Document()
    document.add_heading(_TITLE, 1)
    document.add_paragraph(_NOTE)
    for name, rows in sections(form):
        document.add_heading(name, 2)
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in rows:
            cells = table.add_row().cells
            cells[0].paragraphs[0].add_run(label).bold = True
            cells[1].text = value
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_printed_pdf(form: Form, password: str | None = None) -> bytes:
    """As printed from Word: ruled tables. With a password it cannot be opened here."""
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    pdf = FPDF()
    pdf.set_margin(18)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 10, _TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=9)
    pdf.multi_cell(0, 5, _NOTE, new_x="LMARGIN", new_y="NEXT")
    for name, rows in sections(form):
        pdf.ln(3)
        pdf.set_font("Helvetica", "B", 12)
        pdf.cell(0, 8, name, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", size=10)
        with pdf.table(col_widths=(35, 65), first_row_as_headings=False, line_height=6) as table:
            for label, value in rows:
                row = table.row()
                row.cell(label)
                row.cell(_latin(value))
    if password:
        pdf.set_encryption(
            owner_password=password, user_password=password, encryption_method=EncryptionMethod.RC4
        )
    return bytes(pdf.output())


def _latin(text: str) -> str:
    return text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})


def as_scan(form: Form) -> bytes:
    """As a scanner sends it: pictures of the printed pages, a little askew, no text."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(as_printed_pdf(form))
    pages = [
        page.render(scale=200 / 72, grayscale=True)
        .to_pil()
        .rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC)
        for page in document
    ]
    document.close()
    buffer = io.BytesIO()
    pages[0].save(buffer, format="PDF", save_all=True, append_images=pages[1:], resolution=200)
    return buffer.getvalue()


def as_fillable_pdf(form: Form) -> bytes:
    """As a fillable PDF: labels on the page, every answer in an AcroForm field."""
    return _Fillable(sections(form)).render()


class _Fillable:
    """Writes a small AcroForm by hand: one page, a text field an answer, no appearances."""

    def __init__(self, parts: Sequence[Section]) -> None:
        self._objects: list[bytes] = []
        self._parts = parts

    def render(self) -> bytes:
        labels, boxes = _places(self._parts)
        first_field = 6
        references = " ".join(f"{first_field + i} 0 R" for i in range(len(boxes)))
        content = "\n".join(
            f"BT /F1 {size} Tf {x} {y} Td {_pdf_text(text)} Tj ET" for x, y, size, text in labels
        )
        objects = [
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{references}] /DR << /Font << /F1 5 0 R >> >> "
            "/DA (/F1 9 Tf 0 g) /NeedAppearances true >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [{references}] "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(content.encode('latin-1', 'replace'))} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            *(_field(number, *box) for number, box in enumerate(boxes, 1)),
        ]
        return _pdf(objects)


def _places(
    parts: Iterable[Section],
) -> tuple[list[tuple[int, int, int, str]], list[tuple[int, int, int, int, str]]]:
    """Where each label stands (x, y, size, text) and each field (x0, y0, x1, y1, value)."""
    labels: list[tuple[int, int, int, str]] = [(50, 800, 15, _TITLE), (50, 784, 8, _NOTE)]
    boxes: list[tuple[int, int, int, int, str]] = []
    y = 762
    for name, rows in parts:
        labels.append((50, y, 11, name))
        y -= 18
        for label, value in rows:
            height = 60 if len(value) > 90 else 14
            labels.append((50, y, 9, label))
            boxes.append((210, y + 10 - height, 545, y + 10, value))
            y -= height + 4
        y -= 6
    return labels, boxes


def _field(number: int, x0: int, y0: int, x1: int, y1: int, value: str) -> str:
    multiline = 4096 if y1 - y0 > 20 else 0
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /Ff {multiline} /T (Text{number}) /V {_pdf_text(value)} "
        f"/Rect [{x0} {y0} {x1} {y1}] /DA (/F1 9 Tf 0 g) >>"
    )


def _pdf_text(text: str) -> str:
    escaped = _latin(text).replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"({escaped})"


def _pdf(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1", "replace")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
