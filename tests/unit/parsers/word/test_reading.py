"""Word documents into lines and tables, by their XML."""

from __future__ import annotations

import io
import zipfile

import pytest

from parsers.blocks import TICKED, UNTICKED, Line, Table
from parsers.word.reading import read_docx
from tests.unit.parsers.archives import zipped
from tests.unit.parsers.word_package import (
    NAMESPACES,
    RELATION,
    W,
    cell,
    cells,
    control,
    only_table,
    package,
    paragraph,
    row,
    run,
    segments,
    table,
)


def test_paragraphs_and_tables_come_in_order() -> None:
    document = read_docx(
        package(paragraph(run("One")) + table([cell("Two"), cell("Three")]) + paragraph(run("Four")))
    )
    assert [type(block) for block in document.blocks] == [Line, Table, Line]
    assert document.text == "One\nTwo\nThree\nFour"


def test_a_struck_out_answer_is_not_chosen_but_stays_in_the_text() -> None:
    body = paragraph(run("Yes", "<w:strike/>"), run(" / "), run("No"), run(" / Not known", "<w:dstrike/>"))
    document = read_docx(package(body))
    assert segments(document) == [["/ No"]]
    assert document.text == "Yes / No / Not known"


def test_strike_through_comes_from_styles_too() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    body = paragraph(run("Yes", '<w:rStyle w:val="Gone"/>'), run(" No"))
    assert segments(read_docx(package(body, styles=styles))) == [["No"]]


def test_strike_through_that_is_switched_off_strikes_nothing() -> None:
    assert segments(read_docx(package(paragraph(run("Yes", '<w:strike w:val="false"/>'))))) == [["Yes"]]


def test_hidden_text_is_no_block() -> None:
    assert segments(read_docx(package(paragraph(run("secret", "<w:vanish/>"), run("Name"))))) == [["Name"]]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = paragraph(
        f"<w:ins>{run('new ')}</w:ins>",
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('moved ')}</w:moveFrom>",
        f"<w:moveTo>{run('here')}</w:moveTo>",
    )
    document = read_docx(package(body))
    assert segments(document) == [["new here"]]
    assert "old" not in document.text


def test_a_deleted_row_is_out() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Gone')}</w:tr>"
    assert cells(read_docx(package(f"<w:tbl>{gone}{row(cell('Kept'))}</w:tbl>"))) == [["Kept"]]


def test_a_text_box_is_read_once_of_its_two_branches() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read_docx(package(paragraph(run("Before"), drawn)))
    assert document.text == "Before\nIn the box"
    assert segments(document) == [["Before"], ["In the box"]]


@pytest.mark.parametrize(
    ("font", "char", "shown"),
    [
        ("Wingdings", "F0FE", TICKED),
        ("Wingdings", "F0FD", TICKED),
        ("Wingdings", "F0A8", UNTICKED),
        ("Wingdings", "6F", UNTICKED),
        ("Wingdings 2", "F052", TICKED),
        ("Wingdings 2", "F0A3", UNTICKED),
    ],
)
def test_symbol_fonts_draw_check_boxes(font: str, char: str, shown: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    assert segments(read_docx(package(paragraph(symbol, run(" Neglect"))))) == [[f"{shown} Neglect"]]


def test_letters_in_a_symbol_font_are_marks_but_words_stay_words() -> None:
    font = '<w:rFonts w:ascii="Wingdings"/>'
    assert segments(read_docx(package(paragraph(run("þ", font), run(" Yes"))))) == [[f"{TICKED} Yes"]]
    assert segments(read_docx(package(paragraph(run("Ashdown", font))))) == [["Ashdown"]]


def test_merged_cells_stand_once_with_their_spans() -> None:
    body = (
        "<w:tbl>"
        + row(cell("Child", '<w:vMerge w:val="restart"/>'), cell("Name", '<w:gridSpan w:val="2"/>'))
        + row(cell("", "<w:vMerge/>"), cell("Ada"), cell("Leo"))
        + "</w:tbl>"
    )
    first, second = only_table(read_docx(package(body))).rows
    assert [(item.text, item.colspan, item.rowspan) for item in first] == [("Child", 1, 2), ("Name", 2, 1)]
    assert [item.text for item in second] == ["Ada", "Leo"]


def test_a_row_that_starts_later_keeps_its_columns() -> None:
    late = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("B")}</w:tr>'
    rows = only_table(read_docx(package(f"<w:tbl>{row(cell('A'), cell('X'))}{late}</w:tbl>"))).rows
    assert [item.text for item in rows[1]] == ["", "B"]


def test_a_frame_around_tables_dissolves() -> None:
    framed = table([cell(paragraph(run("Child 1")) + table([cell("Name"), cell("Ada")]))])
    document = read_docx(package(framed))
    assert segments(document) == [["Child 1"]]
    assert cells(document) == [["Name", "Ada"]]


def test_a_table_in_a_cell_beside_a_label_stays_there() -> None:
    body = table([cell("Children"), cell(table([cell("Ada"), cell("2015")]) + paragraph())])
    held = only_table(read_docx(package(body))).rows[0][1]
    assert [[item.text for item in row] for row in held.tables[0].rows] == [["Ada", "2015"]]


def test_a_bold_label_and_its_value_are_two_segments() -> None:
    body = paragraph(run("Name:", "<w:b/>"), run(" Ada "), run("Born", "<w:b/>"), run(": 2015"))
    line = read_docx(package(body)).blocks[0]
    assert isinstance(line, Line)
    assert [(text.text, text.bold) for text in line.segments] == [
        ("Name:", True),
        ("Ada", False),
        ("Born:", True),
        ("2015", False),
    ]


def test_emphasis_in_an_answer_does_not_split_it() -> None:
    body = table([cell(paragraph(run("ASHDOWN", "<w:b/>"), run(" Hana")))])
    (text,) = only_table(read_docx(package(body))).rows[0][0].texts
    assert text.text == "ASHDOWN Hana"


def test_tabs_part_a_line() -> None:
    tab = "<w:r><w:tab/></w:r>"
    assert segments(read_docx(package(paragraph(run("Name"), tab, tab, run("Ada"))))) == [["Name", "Ada"]]


def test_headings_are_told_by_style_whatever_its_name() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="MASH bar"/><w:basedOn w:val="Titre2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Out"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        "</w:styles>"
    )
    body = "".join(
        paragraph(run(name), properties=f'<w:pStyle w:val="{name}"/>') for name in ("Ours", "Out", "None")
    )
    document = read_docx(package(body, styles=styles))
    assert [block.heading for block in document.blocks if isinstance(block, Line)] == [2, 1, None]


def test_headers_stay_out_of_the_blocks_of_a_form() -> None:
    header = f"<w:hdr {NAMESPACES}>{paragraph(run('MASH 023 9268 8793'))}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    form = read_docx(package(table([cell("Name"), cell("Ada")]) + section, header1=header))
    assert [type(block) for block in form.blocks] == [Table]
    assert "9268 8793" in form.text


def test_the_head_of_a_letter_comes_first() -> None:
    header = f"<w:hdr {NAMESPACES}>{paragraph(run('Kingsmead Junior School'))}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    letter = read_docx(package(paragraph(run("Dear colleague")) + section, header1=header))
    assert segments(letter) == [["Kingsmead Junior School"], ["Dear colleague"]]


def test_a_filled_field_in_the_header_is_read() -> None:
    answer = paragraph(run("Child: "), control(run("Ada"), "<w:text/>"))
    header = f"<w:hdr {NAMESPACES}>{answer}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    document = read_docx(package(table([cell("Name")]) + section, header1=header))
    assert segments(document) == [["Child:", "Ada"]]


def test_notes_are_in_the_text_only() -> None:
    notes = (
        f"<w:footnotes {NAMESPACES}><w:footnote>{paragraph(run('see overleaf'))}</w:footnote></w:footnotes>"
    )
    document = read_docx(package(paragraph(run("Body")), footnotes=notes))
    assert segments(document) == [["Body"]]
    assert "see overleaf" in document.text


def test_strict_documents_are_read_like_others() -> None:
    data = package(paragraph(run("Name: Ada")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    strict = {
        name: content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            RELATION.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, content in files.items()
    }
    assert segments(read_docx(zipped(dict(strict)))) == [["Name: Ada"]]


def test_html_put_into_a_word_file_is_read_in_its_place() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="c1" Type="{RELATION}/aFChunk" Target="/word/part.htm"/></Relationships>'
    )
    files: dict[str, str | bytes] = {
        "word/document.xml": f'<w:document {NAMESPACES}><w:body>{paragraph(run("Before"))}<w:altChunk r:id="c1"/>'
        f"{paragraph(run('After'))}</w:body></w:document>",
        "word/_rels/document.xml.rels": related,
        "word/part.htm": "<table><tr><td>Name</td><td>Ada</td></tr></table>",
    }
    document = read_docx(zipped(files))
    assert [type(block) for block in document.blocks] == [Line, Table, Line]
    assert cells(document) == [["Name", "Ada"]]


@pytest.mark.parametrize(
    "mark",
    [
        '<w:highlight w:val="yellow"/>',
        '<w:u w:val="single"/>',
        '<w:bdr w:val="single"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
        "<w:b/>",
    ],
)
def test_the_one_option_that_is_set_off_is_chosen(mark: str) -> None:
    body = paragraph(run("Yes / "), run("No", mark), run(" / Not known"))
    document = read_docx(package(body))
    assert segments(document) == [["No"]]
    assert document.text == "Yes / No / Not known"


@pytest.mark.parametrize(
    "mark", ['<w:highlight w:val="none"/>', '<w:shd w:val="clear" w:fill="auto"/>', '<w:u w:val="none"/>']
)
def test_a_mark_that_is_switched_off_chooses_nothing(mark: str) -> None:
    assert segments(read_docx(package(paragraph(run("Yes / "), run("No", mark))))) == [["Yes / No"]]


def test_a_head_that_tells_the_patients_birth_stands_below_the_title() -> None:
    told = paragraph(run("Patient name: Ada Vale    DOB: 01/02/2015"))
    header = f"<w:hdr {NAMESPACES}>{told}</w:hdr>"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    title = paragraph(run("Referral"), properties='<w:outlineLvl w:val="0"/>')
    document = read_docx(package(title + table([cell("GP"), cell("Dr Snow")]) + section, header1=header))
    assert segments(document) == [["Referral"], ["Patient name: Ada Vale", "DOB: 01/02/2015"]]


def test_the_small_figure_that_points_to_a_note_is_no_part_of_a_label() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    document = read_docx(
        package(paragraph(run("Date of birth"), run("2", raised), run(": 1"), run("st", raised)))
    )
    assert segments(document) == [["Date of birth: 1st"]]
    assert document.text == "Date of birth2: 1st"


@pytest.mark.parametrize(
    ("properties", "quiet"),
    [
        ("<w:i/>", True),
        ('<w:color w:val="808080"/>', True),
        ('<w:color w:val="FF0000"/>', False),
        ('<w:color w:val="auto"/>', False),
        ('<w:i w:val="0"/>', False),
    ],
)
def test_words_in_italics_or_in_grey_are_told_from_others(properties: str, quiet: bool) -> None:
    (line,) = read_docx(package(paragraph(run("Please print", properties)))).blocks
    assert isinstance(line, Line)
    assert line.segments[0].quiet is quiet


def test_help_is_parted_from_the_answer_behind_it_in_one_paragraph() -> None:
    told = paragraph(run("Please include the postcode. ", "<w:i/>"), run("2 Mill Lane"))
    (held,) = only_table(read_docx(package(table([cell("Address"), cell(told)])))).rows
    assert [text.text for text in held[1].texts] == ["Please include the postcode.", "2 Mill Lane"]


def test_the_sex_chosen_among_several_words_by_its_look() -> None:
    offered = paragraph(
        run("Male / "),
        run("Female", '<w:highlight w:val="yellow"/>'),
        run(" / Non-binary / Prefer not to say"),
    )
    assert segments(read_docx(package(offered))) == [["Female"]]


def test_the_paragraphs_of_one_control_are_one_answer() -> None:
    told = control(paragraph(run("He was hit.")) + paragraph(run("Twice.")), "<w:richText/>")
    other = control(paragraph(run("Nothing yet.")), "<w:richText/>")
    assert segments(read_docx(package(told + other))) == [["He was hit.\nTwice."], ["Nothing yet."]]


def coloured(words: str, fill: str) -> str:
    return cell(words, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')


def test_the_answer_whose_cell_is_coloured_in_is_ticked() -> None:
    row_of_three = [cell("Told?"), cell("Yes"), coloured("No", "FFFF00"), cell("Not known")]
    assert cells(read_docx(package(table(row_of_three)))) == [
        ["Told?", f"{UNTICKED}\nYes", f"{TICKED}\nNo", f"{UNTICKED}\nNot known"]
    ]


@pytest.mark.parametrize(
    "row_of_options",
    [
        [cell("Told?"), coloured("Yes", "D9E2F3"), cell("No")],
        [cell("Told?"), coloured("Yes", "FFFF00"), coloured("No", "FFFF00")],
        [cell(""), coloured("Yes", "FFFF00"), cell("No")],
    ],
    ids=["a pale design", "both", "a header"],
)
def test_colours_that_choose_nothing_are_left_alone(row_of_options: list[str]) -> None:
    assert cells(read_docx(package(table(row_of_options))))[0][1:] == ["Yes", "No"]
