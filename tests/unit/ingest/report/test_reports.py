"""A report is the same bytes for the same figures, and obeys nothing that stands in them.

`TESTS_REGENERATE=1` writes the golden files anew: look at the difference.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from ingest.domain.insights import Insights, Period
from ingest.report.as_csv import COLUMNS, write_csv
from ingest.report.as_html import page
from ingest.report.as_pdf import document
from ingest.report.paper import printable
from ingest.report.sections import as_of, sections, title_of
from tests.screens.fake_desk import NOON
from tests.screens.fake_figures import FakeFigures

GOLDEN = Path(__file__).parents[3] / "golden" / "report"
PERIOD = Period.ending(NOON, 28)
EVIL = "=cmd|'/C calc'!A0\"><script>alert(1)</script>&\x1b[2J"


def insights() -> Insights:
    return FakeFigures().insights(PERIOD, NOON)


def evil() -> Insights:
    found = insights()
    return replace(found, agencies=tuple(replace(one, name=EVIL) for one in found.agencies))


def as_csv(found: Insights) -> bytes:
    out = io.StringIO(newline="")
    write_csv(sections(found), out)
    return out.getvalue().encode()


def as_html(found: Insights) -> bytes:
    return page(title_of(found.period), as_of(found), sections(found)).encode()


def as_pdf(found: Insights) -> bytes:
    return document(title_of(found.period), as_of(found), sections(found), NOON)


@pytest.mark.parametrize(("name", "written"), [("report.csv", as_csv), ("report.html", as_html)])
def test_the_report_is_as_it_was(name: str, written: Callable[[Insights], bytes]) -> None:
    if os.environ.get("TESTS_REGENERATE"):
        GOLDEN.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_bytes(written(insights()))
    assert written(insights()) == (GOLDEN / name).read_bytes()


def test_the_pdf_is_the_same_under_a_set_clock_and_says_what_the_table_says() -> None:
    assert as_pdf(insights()) == as_pdf(insights())
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(insights()))).pages)
    for section in sections(insights()):
        assert section.title in words
    assert "Testing Primary School" in words
    assert document("t", "a", (), NOON) != document("t", "a", (), NOON + timedelta(days=1))


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(evil()).decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row[1] for row in rows if "calc" in row[1]} == {
        "'" + EVIL.replace("\x1b", "\N{REPLACEMENT CHARACTER}")
    }
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_the_page_is_whole_has_no_script_and_asks_nothing_of_anybody() -> None:
    text = as_html(evil()).decode()
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert not re.findall(r"(?:src|href)\s*=|@import|url\((?!#)|https?:", text)
    pictures = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert pictures
    for picture in pictures:
        ElementTree.fromstring(picture)


def test_every_figure_of_a_picture_stands_in_a_table_too() -> None:
    found = sections(insights())
    for section in found:
        assert len(section.chart.labels) <= len(section.rows) or section.title.startswith("Calls")
        assert all(len(row) == len(section.columns) for row in section.rows)


def test_nothing_to_count_is_said_in_words() -> None:
    empty = FakeFigures().insights(Period.ending(NOON - timedelta(days=3650), 7), NOON)
    empty = replace(empty, ageing=(), unread=(), emails=0)
    assert b"Nothing is overdue" in as_html(empty)
    assert as_pdf(empty).startswith(b"%PDF")


def test_letters_that_the_fonts_lack_are_told_as_well_as_can_be() -> None:
    assert printable("Żabki “Łódź” – Ünal\x07 沐") == 'Zabki "?ódz" - Ünal  ?'
