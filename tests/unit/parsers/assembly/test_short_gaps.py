"""A run of white space is cut to what any layout needs, and nothing else of a document is."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from parsers.assembly.short_gaps import LONGEST, short_gaps, with_short_gaps
from parsers.blocks import Cell, Document, Line, Table, Text

_RUNS = st.sampled_from(["Ida", "\n", " ", "\t", "\u00a0", " " * 70, "\n" * 70, " \n" * 80, "( "])


@given(st.lists(_RUNS, max_size=12).map("".join))
def test_words_stay_as_they_are_and_no_run_is_longer_than_the_longest(text: str) -> None:
    short = short_gaps(text)
    assert short.split() == text.split()
    assert max((len(run) for run in re.findall(r"[^\S\n]+", short)), default=0) <= LONGEST
    assert max((run.count("\n") for run in re.findall(r"\s+", short)), default=0) <= LONGEST


@given(st.lists(_RUNS, max_size=12).map("".join))
def test_lines_and_columns_stay_apart(text: str) -> None:
    short = short_gaps(text)
    for gap in (r"\n", r"\s{2,}"):
        words, shortened = ([part.split() for part in re.split(gap, one)] for one in (text, short))
        assert [part for part in shortened if part] == [part for part in words if part]


def test_the_gaps_of_lines_of_cells_and_of_tables_within_cells_are_short() -> None:
    wide = Text(f"Ida{' ' * 8_000}Vale")
    inner = Table(((Cell((wide,)),),))
    document = Document((Line((wide,)), Table(((Cell((wide,), tables=(inner,)),),))), "text")
    line, table = with_short_gaps(document).blocks
    assert isinstance(line, Line)
    assert isinstance(table, Table)
    cell = table.rows[0][0]
    cells = (line, cell, cell.tables[0].rows[0][0])
    assert {found.text for found in cells} == {f"Ida{' ' * LONGEST}Vale"}


def test_a_document_with_short_texts_is_what_it_was() -> None:
    document = Document((Line((Text("Name:  Ida Vale"),)),), "text")
    assert with_short_gaps(document) == document
