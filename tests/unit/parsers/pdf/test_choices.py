"""Choice lists of a fillable PDF, and the rows of an XFA form's packet."""

from __future__ import annotations

import pytest

from parsers.pdf import read_pdf
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf

OPTIONS = "/Opt [[(A) (Neglect)] [(B) (Physical abuse)] [(C) (Emotional abuse)]]"


@pytest.mark.parametrize(
    ("chosen", "read"),
    [
        (f"/Ff 0 {OPTIONS} /V (B)", ["Physical abuse"]),
        (f"/Ff 2097152 {OPTIONS} /V [(A) (C)]", ["Neglect", "Emotional abuse"]),
        (f"/Ff 393216 {OPTIONS} /V (Something typed)", ["Something typed"]),
        ("/Ff 131072 /Opt [(Neglect) (Physical abuse)] /V (Neglect)", ["Neglect"]),
        (f"/Ff 131072 {OPTIONS}", []),
    ],
    ids=[
        "a list of one choice",
        "a list of several",
        "a box typed into",
        "options without codes",
        "unanswered",
    ],
)
def test_what_was_chosen_is_read_and_what_was_offered_is_not(chosen: str, read: list[str]) -> None:
    page = Page().text(50, 112, "Concern").field("Ch", "c", [120, 60, 300, 116], chosen)
    blocks = str(read_pdf(pdf([page])).blocks)
    said = [
        option
        for option in ("Neglect", "Physical abuse", "Emotional abuse", "Something typed")
        if option in blocks
    ]
    assert said == read


def test_nested_and_repeated_parts_of_an_xfa_packet_keep_their_order() -> None:
    rows = "".join(
        f"<Child><Names><Forename>{name}</Forename></Names><Born>{born}</Born></Child>"
        for name, born in (("Ann", "2015-04-03"), ("Ben", "2017-06-05"))
    )
    packet = (
        "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><form>"
        f"<Children>{rows}</Children></form></xfa:data></xfa:datasets>"
    )
    document = read_pdf(pdf([Page().text(50, 100, "Please wait...")], xfa=packet))
    values = [line[1] for line in lines(document) if len(line) == 2]
    assert values == ["Ann", "2015-04-03", "Ben", "2017-06-05"]
