"""Rows with a rule under each and none between their cells."""

from __future__ import annotations

from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def header(sheet: Sheet, titles: list[str]) -> None:
    """Shaded titles, each a box of its own."""
    for at, title in enumerate(titles):
        left = 50 + 120 * at
        sheet.grid([left, left + 120], [100, 120]).write(left + 5, 104, title, bold=True)


def under(sheet: Sheet, *tops: float) -> None:
    for top in tops:
        sheet.rule(50, top, 410, top)


def test_answers_under_shaded_titles_stand_in_their_columns() -> None:
    sheet = Sheet()
    header(sheet, ["Name", "Born", "School"])
    under(sheet, 140, 160)
    sheet.write(55, 124, "Ida Vale").write(175, 124, "01/02/2015").write(295, 124, "Hexby Infants")
    sheet.write(55, 144, "Jo Vale").write(295, 144, "Hexby Juniors")
    assert rows(laid(sheet)[0])[1:] == [
        ["Ida Vale", "01/02/2015", "Hexby Infants"],
        ["Jo Vale", "", "Hexby Juniors"],
    ]


def test_a_row_that_two_headers_would_part_is_parted_once() -> None:
    sheet = Sheet().grid([50, 170, 290], [100, 120, 140]).write(55, 104, "Name").write(175, 104, "Born")
    sheet.write(55, 124, "Ida Vale").write(175, 124, "01/02/2015").grid([50, 290], [140, 160])
    sheet.write(55, 144, "Jo Vale").write(175, 144, "03/04/2017")
    assert rows(laid(sheet)[0]) == [["Name", "Born"], ["Ida Vale", "01/02/2015"], ["Jo Vale", "03/04/2017"]]


def test_a_sentence_under_titles_stays_whole() -> None:
    sheet = Sheet()
    header(sheet, ["Name", "Born", "School"])
    under(sheet, 140)
    sheet.write(55, 124, "Nothing is known of any other children who live in this home")
    assert texts(laid(sheet)[-1]) == ["Nothing is known of any other children who live in this home"]


def test_the_last_answer_of_a_row_without_a_rule_above_it_is_its_cell() -> None:
    sheet = Sheet().grid([50, 150], [100, 120]).grid([250, 350], [100, 120]).rule(50, 120, 450, 120)
    sheet.write(55, 104, "Home address", bold=True).write(155, 104, "1 Low Road").write(
        255, 104, "Postcode", bold=True
    )
    sheet.write(355, 104, "HX1 1AA")
    assert rows(laid(sheet)[0]) == [["Home address", "1 Low Road", "Postcode", "HX1 1AA"]]


def test_the_last_of_several_rows_is_kept_where_another_table_follows() -> None:
    sheet = Sheet()
    header(sheet, ["Name", "Born", "School"])
    under(sheet, 140, 160)
    sheet.write(55, 124, "Ida Vale").write(175, 124, "01/02/2015").write(295, 124, "Hexby Infants")
    sheet.write(55, 144, "Jo Vale").write(175, 144, "03/04/2017").write(295, 144, "Hexby Juniors")
    sheet.grid([50, 170], [168, 200]).grid([290, 410], [168, 200]).rule(50, 200, 410, 200)
    assert rows(laid(sheet)[0])[2] == ["Jo Vale", "03/04/2017", "Hexby Juniors"]
