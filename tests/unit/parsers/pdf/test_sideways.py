"""Titles that are written up the side of their section."""

from __future__ import annotations

from parsers.blocks import Line, Table
from parsers.pdf.reading import read_pdf
from tests.unit.parsers.pdf.pdf_pages import HEIGHT, Page, pdf


def upwards(page: Page, x: float, y: float, text: str) -> Page:
    """Write from `y` up the page."""
    return page.raw(f"BT /F2 9 Tf 0 1 -1 0 {x} {HEIGHT - y} Tm ({text}) Tj ET")


def said(page: Page) -> list[list[str]]:
    return [
        [part.text for part in block.segments]
        if isinstance(block, Line)
        else [cell.text for row in block.rows for cell in row]
        for block in read_pdf(pdf([page])).blocks
    ]


def level(page: Page) -> Page:
    """Enough upright text for the page to be upright."""
    for at in range(6):
        page.text(50, 60 + 14 * at, "Please complete every section of this form")
    return page


def test_a_title_up_the_side_of_a_frame_is_a_line_above_what_stands_in_it() -> None:
    page = level(Page()).grid([50, 66, 540], [200, 330])
    upwards(page, 62, 320, "Child details")
    for at, (label, answer) in enumerate([("Forename", "Ida"), ("Surname", "Vale"), ("Born", "01/02/2015")]):
        page.text(72, 216 + 30 * at, label, bold=True).text(200, 216 + 30 * at, answer)
    assert said(page)[-4:] == [
        ["Child details"],
        ["Forename", "Ida"],
        ["Surname", "Vale"],
        ["Born", "01/02/2015"],
    ]


def test_the_band_of_a_title_is_no_column_of_the_table_beside_it() -> None:
    page = level(Page()).box(50, 200, 540, 330).line(66, 260, 540, 260)
    page.line(66, 200, 66, 330).line(200, 200, 200, 330)
    upwards(page, 62, 320, "Child details")
    page.text(72, 216, "Forename").text(210, 216, "Ida").text(72, 276, "Surname").text(210, 276, "Vale")
    blocks = read_pdf(pdf([page])).blocks
    assert isinstance(blocks[-1], Table)
    assert [[cell.text for cell in row] for row in blocks[-1].rows] == [
        ["Forename", "Ida"],
        ["Surname", "Vale"],
    ]
    assert said(page)[-2] == ["Child details"]


def test_letters_under_each_other_in_a_column_stay_answers() -> None:
    page = level(Page())
    for at, letter in enumerate("YNYN"):
        page.text(300, 216 + 12 * at, letter)
    assert [word for line in said(page)[-4:] for word in line] == ["Y", "N", "Y", "N"]


def test_sections_that_stand_close_each_have_their_title_above_them() -> None:
    page = level(Page())
    for top, title, label, answer in ((200, "Child details", "Name", "Ida"), (294, "Referrer", "Name", "Bo")):
        page.box(50, top, 540, top + 90).line(66, top, 66, top + 90)
        upwards(page, 62, top + 80, title)
        for at, (asked, said_of) in enumerate([(label, answer), ("Role", "None"), ("Telephone", "None")]):
            page.text(72, top + 16 + 25 * at, asked, bold=True).text(200, top + 16 + 25 * at, said_of)
    found = [line[0] for line in said(page)]
    assert found[-8:] == [
        "Child details",
        "Name",
        "Role",
        "Telephone",
        "Referrer",
        "Name",
        "Role",
        "Telephone",
    ]
