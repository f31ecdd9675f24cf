"""A report on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ingest.report.paper import Paper
from ingest.report.sections import Section

_NAME_PART = 4  # how much wider the first column is
_NARROW_FROM = 12


def document(title: str, as_of: str, sections: Sequence[Section], at: datetime) -> bytes:
    """The report as a PDF, made at `at`."""
    paper = Paper(title, f"{title}.", at, landscape=True)
    paper.words(as_of)
    for section in sections:
        paper.heading(section.title, chart=section.chart)
        paper.words(section.words)
        paper.bars(section.chart)
        others = len(section.columns) - 1
        widths = (2 if others > _NARROW_FROM else _NAME_PART, *[1] * others)
        paper.table(section.columns, section.rows, widths)
        paper.words(section.counts, 8)
    return paper.file()
