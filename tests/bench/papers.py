"""A contact form as a printed PDF of several pages and as a Word file, made anew each time."""

from __future__ import annotations

import io
from typing import Final

import docx
from fpdf import FPDF

ROWS: Final = (
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


_FAMILY: Final = (
    ("Mother's name", "Sam Netherby"),
    ("Mother's telephone number", "07700 900123"),
    ("Father's name", "Alex Netherby"),
    ("Brothers and sisters", "Ben Netherby, 7, at the same school"),
    ("Who else lives at home?", "The mother's sister, since the summer"),
    ("Languages spoken at home", "English"),
    ("Is an interpreter needed?", "No"),
    ("School or nursery", "Any School, 2 Any Street, Portsmouth"),
    ("GP practice", "Any Surgery, 3 Any Street, Portsmouth"),
    ("School nurse", "Robin Any"),
    ("Other professionals involved", "None that we know of"),
    ("Does the child have a disability?", "No"),
)
_CONCERNS: Final = (
    ("What happened before?", "In March she came to school without a coat. " * 3),
    ("What is working well?", "She is hardly ever late and has close friends in her class. " * 3),
    ("What has the child said?", "She does not want to be collected by anybody but her mother. " * 2),
    ("What has been tried?", "Her teacher has spoken with both parents. " * 2),
    ("What do you think should happen?", "Somebody should see the family at home."),
    ("How has the child changed?", "She is quieter than in the spring, and tired. " * 2),
    ("Are there pets at home?", "A dog"),
    ("Is there anything that visitors should know?", "No"),
    ("Is the child in danger now?", "We do not think so."),
    ("Has the child been seen by a doctor?", "Not that we know of"),
    ("Was an early help assessment made?", "No"),
    ("Who else knows of your concern?", "The head teacher"),
)
_AGREEMENT: Final = (
    ("Have parents been informed?", "No"),
    ("If not, why not?", "It might put her at more risk."),
    ("Have parents agreed to sharing?", "No"),
    ("Does the child know of this form?", "No"),
    ("Did you telephone first?", "Yes"),
    ("To whom did you speak?", "The duty worker"),
    ("Date of the call", "30/09/2025"),
    ("May we ring you about it?", "Yes"),
    ("Your position", "Designated safeguarding lead"),
    ("Signed", "A. Person"),
    ("Date", "01/10/2025"),
    ("Pages sent with this form", "None"),
)
PAGES: Final = (ROWS[:10], _FAMILY, _CONCERNS, _AGREEMENT)
GUIDANCE: Final = "Please answer every question as fully as you can. "


def printed(pages: int = 4, forename: str = "Amy", born: str = "03/04/2015") -> bytes:
    """One form over several pages, each a ruled table of questions and the guidance below it."""
    document = FPDF()
    for page, rows in enumerate(PAGES[:pages]):
        document.add_page()
        if not page:
            document.set_font("Helvetica", style="B", size=14)
            document.cell(0, 10, "INTER-AGENCY CONTACT FORM", new_x="LMARGIN", new_y="NEXT")
        document.set_font("Helvetica", size=10)
        with document.table(col_widths=(1, 2)) as table:
            for label, value in rows:
                table.row((label, {"Amy": forename, "03/04/2015": born}.get(value, value)))
        document.multi_cell(0, 5, GUIDANCE * 20)
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
