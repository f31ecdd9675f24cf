"""Word's form fields: content controls, and the kinds before them."""

from __future__ import annotations

import pytest

from parsers.blocks import TICKED, UNTICKED, Line
from parsers.word.reading import read_docx
from tests.unit.parsers.word_package import (
    cell,
    cells,
    control,
    legacy,
    only_table,
    package,
    paragraph,
    row,
    run,
    segments,
    table,
    tick_box,
)


def test_a_cell_inside_a_control_keeps_its_place_in_the_row() -> None:
    wrapped = row(cell("Ashdown"), control(cell("Hana"), '<w:alias w:val="Given name"/>'), cell("20/04/2020"))
    document = read_docx(package(f"<w:tbl>{wrapped}</w:tbl>"))
    assert cells(document) == [["Ashdown", "Hana", "20/04/2020"]]
    given = only_table(document).rows[0][1].texts[0]
    assert given.filled
    assert given.hint == "Given name"


def test_a_check_box_around_a_cell_says_whether_it_is_ticked() -> None:
    box = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    body = f"<w:tbl>{row(cell('Neglect'), control(cell('?'), box))}</w:tbl>"
    assert cells(read_docx(package(body))) == [["Neglect", TICKED]]


def test_rows_inside_controls_are_rows() -> None:
    body = f"<w:tbl>{row(cell('Name'))}{control(control(row(cell('Leo'))) + row(cell('Ada')))}</w:tbl>"
    assert cells(read_docx(package(body))) == [["Name"], ["Leo"], ["Ada"]]


def test_a_row_control_does_not_make_its_labels_answers() -> None:
    inner = row(cell("Name"), cell(paragraph(control(run("Leo"), "<w:text/>"))))
    label, answer = only_table(read_docx(package(f"<w:tbl>{control(inner)}</w:tbl>"))).rows[0]
    assert not label.texts[0].filled
    assert answer.texts[0].filled


def test_a_placeholder_is_an_empty_field() -> None:
    shown = control(run("Enter the name of the child"), '<w:showingPlcHdr/><w:tag w:val="child"/>')
    document = read_docx(package(paragraph(run("Child: "), shown)))
    line = document.blocks[0]
    assert isinstance(line, Line)
    assert [(text.text, text.filled, text.hint) for text in line.segments] == [
        ("Child:", False, None),
        ("", True, "child"),
    ]
    assert "Enter the name" in document.text


def test_a_switched_off_placeholder_mark_is_an_answer() -> None:
    body = paragraph(control(run("Leo"), '<w:showingPlcHdr w:val="0"/>'))
    assert segments(read_docx(package(body))) == [["Leo"]]


def test_an_empty_control_is_an_empty_field() -> None:
    body = table([cell("Name"), cell(paragraph(control("", '<w:alias w:val="Name"/>')))])
    answer = only_table(read_docx(package(body))).rows[0][1]
    assert [(text.text, text.filled) for text in answer.texts] == [("", True)]


def test_text_in_nested_controls_is_read_once() -> None:
    body = control(paragraph(control(control(run("Leo Wickham"), "<w:text/>"))))
    assert segments(read_docx(package(body))) == [["Leo Wickham"]]


def test_a_locked_control_holds_a_label() -> None:
    body = paragraph(control(run("Date of birth"), '<w:lock w:val="sdtContentLocked"/>'))
    line = read_docx(package(body)).blocks[0]
    assert isinstance(line, Line)
    assert not line.segments[0].filled


@pytest.mark.parametrize(("checked", "box"), [("1", TICKED), ("true", TICKED), ("0", UNTICKED)])
def test_a_check_box_control_says_whether_it_is_ticked(checked: str, box: str) -> None:
    assert segments(read_docx(package(paragraph(tick_box(checked), run(" Neglect"))))) == [[f"{box} Neglect"]]


def test_options_with_boxes_stay_on_one_text() -> None:
    body = table([cell(paragraph(tick_box("1"), run(" Yes  "), tick_box("0"), run(" No")))])
    (text,) = only_table(read_docx(package(body))).rows[0][0].texts
    assert text.text == f"{TICKED} Yes {UNTICKED} No"


def test_a_legacy_text_field_gives_its_result() -> None:
    body = paragraph(run("Name "), legacy('<w:name w:val="Text1"/><w:textInput/>', run("Ada")))
    line = read_docx(package(body)).blocks[0]
    assert isinstance(line, Line)
    assert [(text.text, text.filled) for text in line.segments] == [("Name", False), ("Ada", True)]


def test_an_untouched_legacy_text_field_is_empty() -> None:
    body = paragraph(
        run("Name "), legacy("<w:textInput/>", run("\u2002\u2002\u2002\u2002\u2002")), run(" Age")
    )
    assert segments(read_docx(package(body))) == [["Name", "", "Age"]]


@pytest.mark.parametrize(
    ("data", "box"),
    [
        ("<w:checkBox><w:checked/></w:checkBox>", TICKED),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', UNTICKED),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', TICKED),
        ("<w:checkBox/>", UNTICKED),
    ],
)
def test_a_legacy_check_box_is_ticked_by_its_own_data(data: str, box: str) -> None:
    assert segments(read_docx(package(paragraph(legacy(data), run(" Neglect"))))) == [[f"{box} Neglect"]]


def test_a_legacy_drop_down_gives_the_chosen_entry() -> None:
    entries = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("Select", "Girl", "Boy"))
    body = paragraph(legacy(f'<w:ddList><w:result w:val="2"/>{entries}</w:ddList>'))
    assert segments(read_docx(package(body))) == [["Boy"]]


def test_a_drop_down_whose_result_is_out_of_range_is_empty() -> None:
    body = paragraph(legacy('<w:ddList><w:result w:val="7"/><w:listEntry w:val="Girl"/></w:ddList>'))
    assert segments(read_docx(package(body))) == [[""]]


def test_a_field_that_is_never_closed_hides_nothing_after_it() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    document = read_docx(package(paragraph(begin) + paragraph(run("Name: Ada")) + table([cell("Surname")])))
    assert segments(document) == [["Name: Ada"]]
    assert cells(document) == [["Surname"]]
