"""Coloured names of columns and rows around answers without rules, and labels that touch their frame."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.parsers.layout.sheet import Sheet, laid, rows

LABELS = ("Forename", "Surname", "Born")


def shade(
    sheet: Sheet, x0: float, top: float, label: str, *, width: float = 100, height: float = 20
) -> Sheet:
    """Colour the box behind a label: its edges are rules."""
    sheet.grid([x0, x0 + width], [top, top + height])
    return sheet.write(x0 + 5, top + 4, label, bold=True) if label else sheet


def corner(columns: Sequence[Sequence[str]]) -> Sheet:
    """Names of two children over their columns, labels on the left, and answers that nothing is drawn around."""
    sheet = Sheet()
    for at, title in enumerate(["", "Child 1", "Child 2"]):
        shade(sheet, 50 + 100 * at, 100, title)
    for at, label in enumerate(LABELS):
        shade(sheet, 50, 120 + 20 * at, label)
        for column, answers in enumerate(columns):
            if answers[at]:
                sheet.write(155 + 100 * column, 124 + 20 * at, answers[at])
    return sheet


def test_answers_under_coloured_titles_and_beside_coloured_labels_are_a_table() -> None:
    sheet = corner([("Ida", "Vale", "01/02/2015"), ("Jo", "Vale", "")])
    assert rows(laid(sheet)[0]) == [
        ["", "Child 1", "Child 2"],
        ["Forename", "Ida", "Jo"],
        ["Surname", "Vale", "Vale"],
        ["Born", "01/02/2015", ""],
    ]


def test_a_sentence_across_the_columns_of_such_a_corner_is_no_answer_of_theirs() -> None:
    sheet = corner([("Ida", "Vale", ""), ("Jo", "Vale", "")]).write(
        155, 164, "See what the school has sent us"
    )
    assert ["Born", "See what the school", "has sent us"] not in rows(laid(sheet)[0])


def test_a_bar_over_coloured_labels_is_the_title_of_their_answers() -> None:
    sheet = shade(Sheet(), 50, 100, "About you", width=400)
    for at, (label, answer) in enumerate([("Name", "Jo Marsh"), ("Role", "Midwife")]):
        shade(sheet, 50, 122 + 20 * at, label).write(155, 126 + 20 * at, answer)
    assert rows(laid(sheet)[0])[1:] == [["Name", "Jo Marsh"], ["Role", "Midwife"]]


def test_answers_between_and_beyond_two_columns_of_coloured_labels_belong_to_them() -> None:
    sheet = Sheet()
    for at, answers in enumerate([("Ida", "Vale"), ("Jo", "Marsh"), ("", "Stone")]):
        for side, answer in enumerate(answers):
            shade(sheet, 50 + 250 * side, 100 + 20 * at, f"{'ABC'[at]}{side} label")
            if answer:
                sheet.write(155 + 250 * side, 104 + 20 * at, answer)
    assert rows(laid(sheet)[0]) == [
        ["A0 label", "Ida", "A1 label", "Vale"],
        ["B0 label", "Jo", "B1 label", "Marsh"],
        ["C0 label", "", "C1 label", "Stone"],
    ]


def test_coloured_labels_that_touch_the_frame_around_them_keep_each_its_answer() -> None:
    sheet = Sheet().grid([48, 500], [98, 162])
    for at, answers in enumerate([("Ida", "Vale"), ("Jo", "Marsh"), ("Stone", "")]):
        for side, answer in enumerate(answers):
            if answer:
                shade(sheet, 50 + 200 * side, 100 + 20 * at, f"{'ABC'[at]}{side} label")
                sheet.write(155 + 200 * side, 104 + 20 * at, answer)
    assert rows(laid(sheet)[0])[:2] == [
        ["A0 label", "Ida", "A1 label", "Vale"],
        ["B0 label", "Jo", "B1 label", "Marsh"],
    ]


def test_boxes_with_answers_beside_each_other_stay_as_they_are() -> None:
    sheet = Sheet()
    for at, name in enumerate(["Ida Vale", "Jo Marsh"]):
        sheet.grid([150, 250], [100 + 20 * at, 120 + 20 * at]).write(50, 104 + 20 * at, "Name")
        sheet.write(155, 104 + 20 * at, name)
    assert rows(laid(sheet)[0]) == [["Name", "Ida Vale"], ["Name", "Jo Marsh"]]
