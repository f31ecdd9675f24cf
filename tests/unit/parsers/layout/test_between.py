"""Answers level with the middle of a label of two lines."""

from __future__ import annotations

from tests.unit.parsers.layout.sheet import Sheet, laid, texts


def test_a_label_of_two_lines_is_whole_though_its_answer_stands_level_with_its_middle() -> None:
    page = Sheet()
    page.write(50, 80, "Full name of child or young").write(220, 87, "Ida Vale").write(50, 94, "person:")
    page.write(50, 124, "Date of birth:").write(220, 124, "03/04/2015")
    assert [texts(line) for line in laid(page)] == [
        ["Full name of child or young person:", "Ida Vale"],
        ["Date of birth:", "03/04/2015"],
    ]


def test_lines_of_text_beside_text_part_no_label() -> None:
    page = Sheet()
    for row in range(3):
        page.write(50, 80 + 14 * row, f"left {row} goes on").write(300, 87 + 14 * row, f"right {row} goes on")
    assert not any(len(texts(line)) > 1 for line in laid(page))


def test_a_label_of_one_line_takes_no_other_label_with_it() -> None:
    page = Sheet()
    page.write(50, 80, "First name:").write(220, 87, "Ida").write(50, 94, "Surname:")
    assert ["First name: Surname:", "Ida"] not in [texts(line) for line in laid(page)]
