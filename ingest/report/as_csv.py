"""A report as one long table: a figure a line, for a spreadsheet or a program."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from ingest.export import cell_text
from ingest.report.sections import Section

COLUMNS = ("section", "row", "figure", "value")


def write_csv(sections: Sequence[Section], out: TextIO) -> None:
    """Write every figure under `COLUMNS`; what a spreadsheet would take for a formula is defused."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for section in sections:
        for name, *values in section.rows:
            for column, value in zip(section.columns[1:], values, strict=True):
                writer.writerow([cell_text(cell) for cell in (section.title, name, column, value)])
