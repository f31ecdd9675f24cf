"""Tables whose rows tell only where their cells end."""

from __future__ import annotations

from parsers.blocks import Text
from parsers.office.table import EdgedCell, laid_out


def cell(words: str, right: int | None = None, *, goes_on: bool = False) -> EdgedCell:
    return EdgedCell((Text(words),) if words else (), right, goes_on)


def test_a_cell_spans_the_columns_that_other_rows_part() -> None:
    rows = laid_out([[cell("A", 4000), cell("B", 8000)], [cell("C", 2000), cell("D", 4000), cell("E", 8000)]])
    assert [[(one.text, one.colspan) for one in row] for row in rows] == [
        [("A", 2), ("B", 1)],
        [("C", 1), ("D", 1), ("E", 1)],
    ]


def test_edges_side_by_side_are_one() -> None:
    rows = laid_out([[cell("A", 4000), cell("B", 8000)], [cell("C", 4008), cell("D", 8001)]])
    assert [[one.colspan for one in row] for row in rows] == [[1, 1], [1, 1]]


def test_a_cell_that_goes_on_stands_once_with_the_rows_that_it_spans() -> None:
    rows = laid_out(
        [
            [cell("Child", 2000), cell("Name", 8000)],
            [cell("", 2000, goes_on=True), cell("DOB", 8000)],
            [cell("", 2000, goes_on=True), cell("Address", 8000)],
        ]
    )
    assert [[(one.text, one.rowspan) for one in row] for row in rows] == [
        [("Child", 3), ("Name", 1)],
        [("DOB", 1)],
        [("Address", 1)],
    ]


def test_a_cell_that_goes_on_below_nothing_is_an_empty_cell() -> None:
    ((first, _),) = laid_out([[cell("x", 2000, goes_on=True), cell("Name", 8000)]])
    assert (first.text, first.rowspan) == ("", 1)


def test_rows_that_tell_no_edges_have_a_column_a_cell() -> None:
    rows = laid_out([[cell("A"), cell("B")], [cell("C"), cell("D")]])
    assert [[(one.text, one.colspan) for one in row] for row in rows] == [
        [("A", 1), ("B", 1)],
        [("C", 1), ("D", 1)],
    ]
