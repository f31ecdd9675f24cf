"""A contact form as a printed PDF of several pages and as a Word file, made anew each time."""

from __future__ import annotations

import io

import docx
from fpdf import FPDF

ROWS = (
    ("Your name", "Any Person"),
    ("Your organisation", "Any School"),
    ("Your telephone number", "023 9200 0000"),
    ("Your email address", "any.person@school.example"),
    ("Child's first name", "Amy"),
    ("Child's last name", "Netherby"),
    ("Date of birth", "03/04/2015"),
    ("Home address", "1 Any Street, Portsmouth"),
    ("Postcode", "PO1 2AB"),
    ("Reason for referral", "She came to school with a bruise and would not say how it happened. " * 6),
    ("Have parents been informed?", "No"),
    ("If not, why not?", "It might put her at more risk."),
)


def printed(pages: int = 4, forename: str = "Amy", born: str = "03/04/2015") -> bytes:
    """A form of ruled tables, one with its answers and more on each page."""
    document = FPDF()
    for page in range(pages):
        document.add_page()
        document.set_font("Helvetica", style="B", size=14)
        document.cell(0, 10, "INTER-AGENCY CONTACT FORM", new_x="LMARGIN", new_y="NEXT")
        document.set_font("Helvetica", size=10)
        with document.table(col_widths=(1, 2)) as table:
            for label, value in ROWS:
                answer = {"Amy": forename, "03/04/2015": born}.get(value, value)
                table.row((label, answer if page == 0 else answer.split(" ", 1)[0]))
        document.multi_cell(0, 5, "Please answer every question as fully as you can. " * 20)
    return bytes(document.output())


def word() -> bytes:
    """The same questions in a Word table."""
    document = docx.Document()
    document.add_heading("Inter-Agency Contact Form")
    table = document.add_table(rows=0, cols=2)
    for label, value in ROWS * 4:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()
