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

from ingest.domain.insights import Insights, Period, Standing, Tally
from ingest.report.as_csv import COLUMNS, write_csv
from ingest.report.as_html import page
from ingest.report.as_pdf import document
from ingest.report.paper import Paper, printable
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
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(insights()))).pages]
    words = " ".join(pages)
    # The twenty-four bars of a day stand under their heading, on its page.
    assert [page for page in pages if "by hour" in page and "\n00 " in page and "\n23 " in page]
    for section in sections(insights()):
        assert section.title in words
        assert f"{section.chart.unit}:" in words
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


def test_what_a_sender_wrote_too_long_or_in_too_many_lines_does_not_keep_a_table_from_paper() -> None:
    paper = Paper("t", "foot", NOON, landscape=True)
    for cell in ("W" * 9_000, "line\n" * 3_000, "short"):
        paper.table(["one", "two", "three"], [[cell] * 3], [3, 2, 5])
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.file())).pages)
    assert text.count("short") == 3


def calls_at(*times: tuple[int, int]) -> str:
    """What is said of calls at these weekdays and hours."""
    counted = [[0] * 24 for _ in range(7)]
    for weekday, hour in times:
        counted[weekday][hour] += 1
    found = replace(insights(), calls=tuple(tuple(day) for day in counted))
    return next(section.words for section in sections(found) if section.title.startswith("Calls"))


def test_one_busiest_hour_is_named_and_every_one_that_ties_with_it() -> None:
    assert calls_at((0, 9), (0, 9), (1, 14)) == (
        "3 calls; most between 09:00 and 10:00 (2); most on Mondays (2)."
    )
    assert calls_at((0, 9), (1, 14)) == (
        "2 calls; most between 09:00 and 10:00 and between 14:00 and 15:00 (1 each); "
        "most on Mondays and on Tuesdays (1 each)."
    )
    assert calls_at((0, 9), (1, 10), (2, 11), (3, 12)) == (
        "4 calls; no hour stands out (4 have 1 each); no weekday stands out (4 have 1 each)."
    )
    assert calls_at((6, 23)) == "1 call; most between 23:00 and 24:00 (1); most on Sundays (1)."


@pytest.mark.parametrize(
    ("in_time", "words"),
    [
        ((5, 5), "Every agency that is named had all its forms in time."),
        ((4, 5), "Least often in time: Ferry Surgery, 80 % of 5."),
        ((4, 4), "Least often in time: Ferry Surgery, 80 % of 5; Hollow Lane School, 80 % of 5."),
    ],
)
def test_every_agency_that_is_least_often_in_time_is_named(in_time: tuple[int, int], words: str) -> None:
    names = ("Ferry Surgery", "Hollow Lane School")
    tallies = tuple(
        Tally(name, {Standing.IN_TIME: count, Standing.LATE: 5 - count})
        for name, count in zip(names, in_time, strict=True)
    )
    found = replace(insights(), agencies=tallies)
    assert next(one.words for one in sections(found) if one.title.endswith("agency")) == words
