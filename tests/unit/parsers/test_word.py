from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Document, Line, Table
from parsers.errors import Damaged, EmptyDocument, Encrypted, NoText, TooLarge, Unreadable
from parsers.word import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, **parts: str | bytes) -> bytes:
    """A .docx with `body` inside w:body; keyword arguments are further parts, related by kind."""
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATION}/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for kind in parts
    )
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": content for kind, content in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: list[str]) -> str:
    return f"<w:tbl>{''.join(row(*cells) for cells in rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tick_box(checked: str) -> str:
    return control(run("?"), f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>')


def legacy(data: str, result: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMFIELD </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def segments(document: Document) -> list[list[str]]:
    return [[text.text for text in block.segments] for block in document.blocks if isinstance(block, Line)]


def only_table(document: Document) -> Table:
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def cells(document: Document) -> list[list[str]]:
    return [[item.text for item in row] for row in only_table(document).rows]


def test_paragraphs_and_tables_come_in_order() -> None:
    document = read_docx(
        package(paragraph(run("One")) + table([cell("Two"), cell("Three")]) + paragraph(run("Four")))
    )
    assert [type(block) for block in document.blocks] == [Line, Table, Line]
    assert document.text == "One\nTwo\nThree\nFour"


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


def test_a_file_of_pictures_only_has_no_text() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="i1" Type="{RELATION}/image" Target="media/image1.png"/></Relationships>'
    )
    document = (
        f"<w:document {NAMESPACES}><w:body>{paragraph('<w:r><w:drawing/></w:r>')}</w:body></w:document>"
    )
    with pytest.raises(NoText):
        read_docx(zipped({"word/document.xml": document, "word/_rels/document.xml.rels": related}))


def test_an_embedded_file_is_told_of() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="o1" Type="{RELATION}/package" Target="embeddings/form.docx"/></Relationships>'
    )
    document = f"<w:document {NAMESPACES}><w:body>{paragraph(run('See inside'))}</w:body></w:document>"
    read = read_docx(zipped({"word/document.xml": document, "word/_rels/document.xml.rels": related}))
    assert any("embedded" in warning for warning in read.warnings)


def table_in_table(depth: int) -> str:
    inner = paragraph(run("bottom"))
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    return inner


def test_tables_nested_sixty_deep_are_read() -> None:
    assert "bottom" in read_docx(package(table_in_table(60))).text


def bomb() -> bytes:
    return zipped({"word/document.xml": b" " * (60 * 2**20)})


def crowd() -> bytes:
    return zipped({f"word/media/{number}": b"" for number in range(6_000)})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    return zipped({"word/document.xml": f"<!DOCTYPE x [{entities}]><x>&e9;</x>"})


def outside() -> bytes:
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body>&x;</w:body></w:document>'
    return zipped({"word/document.xml": declared})


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (bomb, TooLarge),
        (crowd, TooLarge),
        (laughs, Damaged),
        (outside, Damaged),
        (lambda: b"", EmptyDocument),
        (lambda: b"PK\x03\x04 and no more", Damaged),
        (lambda: package(paragraph(run("Ada")))[:-40], Damaged),
        (lambda: zipped({"word/document.xml": "<w:document"}), Damaged),
        (lambda: zipped({"other.xml": "<a/>"}), Damaged),
        (lambda: package(table_in_table(400)), Damaged),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Encrypted),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(
    make: Callable[[], bytes], error: type[Unreadable]
) -> None:
    with pytest.raises(error) as caught:
        read_docx(make())
    assert caught.value.sentence


@given(st.binary(max_size=200), st.integers(0, 2**16))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_reason(noise: bytes, at: int) -> None:
    good = package(table([cell("Name"), cell("Ada")]))
    at %= len(good)
    for data in (noise, good[:at] + noise + good[at + len(noise) :]):
        with contextlib.suppress(Unreadable):
            assert isinstance(read_docx(data), Document)


WORDS = st.text(st.sampled_from("abc XYZ123.,é"), max_size=12)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1)
    )
)
@settings(max_examples=40, deadline=None)
def test_a_table_written_to_word_reads_back_the_same(rows: list[list[str]]) -> None:
    document = read_docx(package(table(*[[cell(text or "<w:p/>") for text in row] for row in rows])))
    assert cells(document) == [[" ".join(text.split()) for text in row] for row in rows]
