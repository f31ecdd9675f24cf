"""What goes on over a page's end, and what only frames each page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.blocks import PageGeometry, Word
from parsers.layout import blocks
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def over_two_pages(
    second_page: Sequence[Sequence[str]], *, last: Sequence[str] = ("Okafor", "Ada")
) -> list[list[str]]:
    """A table with a header and a row at the foot of one page, and rows at the head of the next."""
    xs = [50, 150, 300]
    first, second = Sheet(1).grid(xs, [700, 720, 740]), Sheet(2)
    for x, title, value in zip((55, 155), ("Surname", "Forename"), last):
        first.write(x, 704, title, bold=True)
        first.write(x, 724, value) if value else None
    second.grid(xs, [50 + 20 * index for index in range(len(second_page) + 1)])
    for index, row in enumerate(second_page):
        for x, text in zip((55, 155), row):
            second.write(x, 54 + 20 * index, text, bold=text in ("Surname", "Forename")) if text else None
    [table] = laid(first, second)
    return rows(table)


def test_a_table_goes_on_over_the_page_without_its_repeated_header() -> None:
    assert over_two_pages([("Surname", "Forename"), ("Marsh", "Tom")]) == [
        ["Surname", "Forename"],
        ["Okafor", "Ada"],
        ["Marsh", "Tom"],
    ]


def test_a_row_that_a_page_break_cuts_is_made_whole() -> None:
    found = over_two_pages([("", "also known as Billie")], last=("Okafor", "Ada Konstantinopolitanova"))
    assert found == [["Surname", "Forename"], ["Okafor", "Ada Konstantinopolitanova also known as Billie"]]


def test_another_child_on_the_next_page_is_never_put_into_the_last_ones_row() -> None:
    assert over_two_pages([("Marsh", "Tom")])[1:] == [["Okafor", "Ada"], ["Marsh", "Tom"]]
    assert over_two_pages([("", "Tom")])[1:] == [["Okafor", "Ada"], ["", "Tom"]]
    long = over_two_pages([("", "Wilhelmina")], last=("Okafor", "Ada Konstantinopolitanova"))
    assert long[1:] == [["Okafor", "Ada Konstantinopolitanova"], ["", "Wilhelmina"]]


def test_a_table_of_other_columns_on_the_next_page_is_another_table() -> None:
    first = Sheet(1).grid([50, 150, 300], [700, 720]).write(55, 704, "Name").write(155, 704, "Ada")
    second = Sheet(2).grid([50, 200, 300], [50, 70]).write(55, 54, "Signed").write(205, 54, "Tom")
    assert [rows(table) for table in laid(first, second)] == [[["Name", "Ada"]], [["Signed", "Tom"]]]


def test_headers_footers_and_page_numbers_are_no_part_of_the_form() -> None:
    sheets = []
    for number in (1, 2, 3):
        sheet = (
            Sheet(number)
            .write(50, 20, "Contact form")
            .write(50, 800, f"MASH 023 9268 8793 Page {number} of 3")
        )
        sheets.append(sheet.write(50, 300, "Body " + "abc"[number - 1]))
    assert [texts(line) for line in laid(*sheets)] == [["Contact form"], ["Body a"], ["Body b"], ["Body c"]]


def test_a_marking_from_the_second_page_on_and_the_first_page_s_title_are_furniture_there() -> None:
    sheets = [Sheet(number).write(50, 300, f"Body {number}") for number in (1, 2, 3)]
    sheets[0].write(50, 90, "Contact and referral record", size=18, bold=True)
    for sheet in sheets[1:]:
        sheet.write(50, 20, "OFFICIAL when complete").write(50, 35, "Contact and referral record")
    assert [texts(line)[0] for line in laid(*sheets)] == [
        "Contact and referral record",
        "Body 1",
        "Body 2",
        "Body 3",
    ]


@pytest.mark.parametrize("address", ["https://forms.council.example/refer?id=7", "file:///C:/form.html"])
@pytest.mark.parametrize("pages", [1, 2])
def test_the_address_that_a_browser_prints_under_each_page_is_no_part_of_the_form(
    address: str, pages: int
) -> None:
    sheets = [
        Sheet(number)
        .write(50, 300, "Website: https://club.example")
        .write(50, 815, address)
        .write(530, 815, f"{number}/{pages}")
        for number in range(1, pages + 1)
    ]
    said = [text for line in laid(*sheets) for text in texts(line)]
    assert said == ["Website: https://club.example"] * pages


def test_a_footer_with_a_value_is_kept_once() -> None:
    sheets = [Sheet(n).write(50, 300, f"Body {n}").write(50, 800, "Child: Ada Okafor") for n in (1, 2)]
    assert [texts(line) for line in laid(*sheets)].count(["Child: Ada Okafor"]) == 1


def test_two_forms_of_one_page_each_keep_their_titles() -> None:
    sheets = []
    for number in (1, 2):
        sheet = Sheet(number).write(50, 40, "Referral form", size=18, bold=True)
        for y in range(100, 400, 30):
            sheet.write(50, y, f"Label {y} of {number}")
        sheets.append(sheet)
    assert sum(texts(line) == ["Referral form"] for line in laid(*sheets)) == 2


def test_a_foot_that_ends_with_the_page_s_number_is_no_part_of_a_form_of_one_page() -> None:
    sheet = Sheet().write(50, 300, "Body").write(50, 810, "Case 12, printed from CaseView")
    assert [texts(line) for line in laid(sheet.write(530, 810, "Page 1"))] == [["Body"]]


@pytest.mark.parametrize(("sure", "size", "kept"), [(0.95, 7, False), (1.0, 7, True), (0.95, 10, True)])
def test_small_print_at_the_foot_of_a_recognised_page_is_no_part_of_the_answer_above(
    sure: float, size: float, kept: bool
) -> None:
    lines = [(100, 10, "Concern"), (120, 10, "Hit."), (140, 10, "Hurt."), (815, size, "County Form CS/12")]
    words = [
        Word(word, 50 + 60 * place, top, 100 + 60 * place, top + height, size=height, confidence=sure)
        for top, height, line in lines
        for place, word in enumerate(line.split())
    ]
    shown = " ".join(
        part for block in blocks([PageGeometry(1, 595, 842, tuple(words), ())]) for part in texts(block)
    )
    assert ("CS/12" in shown) is kept


def unruled(*names: str, top: float, number: int) -> Sheet:
    sheet = Sheet(number)
    for at, name in enumerate(names):
        for x, words in ((50, name), (200, "Aunt"), (350, f"0770090000{at}")):
            sheet.write(x, top + 20 * at, words)
    return sheet


def test_rows_without_rules_go_on_on_the_next_page_under_the_same_titles() -> None:
    first = unruled("Ann Lee", "Ben Lee", top=740, number=1)
    for x, title in ((50, "Name"), (200, "Relationship"), (350, "Phone")):
        first.write(x, 720, title, bold=True)
    second = (
        unruled("Cy Lee", top=60, number=2)
        .write(50, 110, "Concerns", bold=True)
        .write(50, 140, "He was cold.")
    )
    _, rest, *below = laid(first, second)
    assert rows(rest) == [["Name", "Relationship", "Phone"], ["Cy Lee", "Aunt", "07700900000"]]
    assert [texts(block) for block in below] == [["Concerns"], ["He was cold."]]


def test_labels_with_answers_on_the_next_page_are_no_rows_of_the_table_before() -> None:
    first = unruled("Ann Lee", "Ben Lee", top=740, number=1)
    for x, title in ((50, "Name"), (200, "Relationship"), (350, "Phone")):
        first.write(x, 720, title, bold=True)
    second = Sheet(2).write(50, 60, "School").write(200, 60, "Oakfield")
    assert texts(laid(first, second)[-1]) == ["School", "Oakfield"]


def test_a_foot_that_tells_the_time_of_printing_is_no_label_with_a_value() -> None:
    first, second = Sheet(1), Sheet(2)
    for sheet in (first, second):
        sheet.write(50, 100, f"Page {sheet.number} says this").write(50, 810, "Printed 22/01/2026 09:04")
    assert [texts(block) for block in laid(first, second)] == [["Page 1 says this"], ["Page 2 says this"]]


def test_a_foot_right_under_what_a_page_holds_is_no_part_of_the_form() -> None:
    sheets = [
        Sheet(1).write(50, 300, "Body 1").write(200, 780, "Return to the hub by email"),
        Sheet(2).write(50, 300, "Body 2").write(200, 420, "Return to the hub by email"),
    ]
    assert [texts(line) for line in laid(*sheets)] == [["Body 1"], ["Body 2"]]


def test_an_answer_that_ends_each_of_two_pages_stays() -> None:
    sheets = [Sheet(n).write(50, 300, f"Body {n}").write(50, 420, "None known") for n in (1, 2)]
    assert [texts(line) for line in laid(*sheets)].count(["None known"]) == 2


def test_a_childs_number_over_a_page_of_its_own_is_a_title_and_no_pages_number() -> None:
    sheets = [Sheet(number).write(50, 300, f"Body {number}") for number in (1, 2, 3)]
    for number, sheet in enumerate(sheets[1:], 1):
        sheet.write(50, 35, f"Child {number} of 2", bold=True)
    assert [texts(line)[0] for line in laid(*sheets)] == [
        "Body 1",
        "Child 1 of 2",
        "Body 2",
        "Child 2 of 2",
        "Body 3",
    ]
