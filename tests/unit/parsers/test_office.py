"""RTF, OpenDocument and old office files into lines and tables."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Document, Line, Table, Text
from parsers.errors import Damaged, Encrypted, UnknownFormat, Unreadable
from parsers.office.odt import read_odt
from parsers.office.rtf import read_rtf


def segments(document: Document) -> list[list[str]]:
    return [[text.text for text in block.segments] for block in document.blocks if isinstance(block, Line)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def rtf(body: str) -> Document:
    return read_rtf(
        b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator Ours;}"
        + body.encode("ascii")
        + b"}"
    )


def legacy(data: str, result: str = "") -> str:
    return f"{{\\field{{\\*\\fldinst FORMFIELD {{\\*\\formfield{{{data}}}}}}}{{\\fldrslt {result}}}}}"


def test_rich_text_paragraphs_are_lines() -> None:
    assert segments(rtf("Name:\\tab Ada\\par Born 2015\\par")) == [["Name:", "Ada"], ["Born 2015"]]


def test_rich_text_rows_are_a_table() -> None:
    row = "\\trowd\\cellx1\\cellx2\\intbl {} \\cell {} \\cell\\row"
    document = rtf(
        row.format("Name", "Ada") + row.format("Address", "1 Lane\\par Town") + "\\pard After\\par"
    )
    assert tables(document) == [[["Name", "Ada"], ["Address", "1 Lane\nTown"]]]
    assert segments(document) == [["After"]]


def test_rich_text_cells_merged_rightwards_are_one() -> None:
    (table,) = rtf("\\trowd\\clmgf\\cellx1\\clmrg\\cellx2\\cellx3\\intbl A\\cell\\cell B\\cell\\row").blocks
    assert isinstance(table, Table)
    assert [(cell.text, cell.colspan) for cell in table.rows[0]] == [("A", 2), ("B", 1)]


def test_rich_text_says_what_is_struck_out_hidden_or_deleted() -> None:
    document = rtf("{\\strike Yes} / No {\\v secret}{\\deleted gone}\\par")
    assert segments(document) == [["/ No"]]
    assert document.text == "Yes / No secret"


def test_rich_text_characters_are_decoded() -> None:
    assert segments(rtf("caf\\'e9 \\u8211? \\u-3844? \\u-10179?\\u-8704? {\\uc2\\u233xx!}\\par")) == [
        [f"café – {TICKED} 😀 é!"]
    ]


def test_rich_text_bold_labels_are_parted_from_values() -> None:
    assert segments(rtf("{\\b Name:} Ada {\\b Born:} 2015\\par")) == [["Name:", "Ada", "Born:", "2015"]]


def test_rich_text_form_fields_give_their_answers() -> None:
    name, ticked, empty, sex, role = (
        legacy("\\fftype0", "Ada"),
        legacy("\\fftype1\\ffres1"),
        legacy("\\fftype1\\ffres25\\ffdefres0"),
        legacy("\\fftype2\\ffres1{\\*\\ffl Girl}{\\*\\ffl Boy}"),
        legacy("\\fftype0"),
    )
    document = rtf(f"Name {name}\\par {ticked} Neglect {empty} Other\\par Sex {sex}\\par Role {role}\\par")
    assert segments(document) == [
        ["Name", "Ada"],
        [f"{TICKED} Neglect {UNTICKED} Other"],
        ["Sex", "Boy"],
        ["Role", ""],
    ]


def test_rich_text_headers_are_in_the_text_only_and_pictures_nowhere() -> None:
    document = rtf("{\\header MASH desk\\par}{\\pict 0123abcd}{\\*\\unheard of}Body\\par")
    assert segments(document) == [["Body"]]
    assert document.text.split() == ["MASH", "desk", "Body"]


def test_rich_text_nested_fifty_thousand_deep_is_refused() -> None:
    with pytest.raises(Damaged):
        rtf("{" * 50_000)


NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("form", "form"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def odt(body: str, styles: str = "", manifest: str = "", pictures: Mapping[str, str] | None = None) -> bytes:
    content = (
        f"<office:document-content {NAMESPACES} {LOEXT} {XLINK}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
        for name, content in (pictures or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_open_document_paragraphs_headings_and_tables_come_in_order() -> None:
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>{}</table:table-row>"
    body = (
        '<text:h text:outline-level="2">Child</text:h><table:table><table:table-header-rows>'
        + row.format("Name", "<table:table-cell><text:p>Born</text:p></table:table-cell>")
        + "</table:table-header-rows>"
        + row.format("Ada", "<table:table-cell/>")
        + "</table:table><text:p>After<text:tab/>all</text:p>"
    )
    document = read_odt(odt(body))
    heading, table, _ = document.blocks
    assert isinstance(heading, Line)
    assert isinstance(table, Table)
    assert heading.heading == 2
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True], [False, False]]
    assert tables(document) == [[["Name", "Born"], ["Ada", ""]]]
    assert segments(document) == [["Child"], ["After", "all"]]


def test_open_document_struck_words_and_tracked_deletions_are_out() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T2" style:parent-style-name="T1"/>'
    )
    body = (
        "<text:tracked-changes><text:p>old</text:p></text:tracked-changes>"
        '<text:p><text:span text:style-name="T2">Yes</text:span> / No</text:p>'
    )
    document = read_odt(odt(body, styles))
    assert segments(document) == [["/ No"]]
    assert document.text == "Yes / No"


def test_open_document_form_controls_keep_their_state() -> None:
    body = (
        '<office:forms><form:form><form:checkbox form:id="c1" form:label="Neglect" form:current-state="checked"/>'
        '<form:checkbox form:id="c2" form:label="Other"/><form:text form:id="c3" form:current-value="Ada"/>'
        "</form:form></office:forms>"
        '<text:p><draw:control draw:control="c1"/> <draw:control draw:control="c2"/></text:p>'
        '<text:p>Name: <draw:control draw:control="c3"/></text:p>'
    )
    assert segments(read_odt(odt(body))) == [[f"{TICKED} Neglect {UNTICKED} Other"], ["Name:", "Ada"]]


def test_open_document_content_controls_are_fields() -> None:
    body = (
        '<text:p>Name <loext:content-control loext:showing-place-holder="true">Choose</loext:content-control></text:p>'
        "<text:p>Born <loext:content-control>2015</loext:content-control></text:p>"
        '<text:p><loext:content-control loext:checkbox="true" loext:checked="true">x</loext:content-control> Yes</text:p>'
    )
    assert segments(read_odt(odt(body))) == [["Name", ""], ["Born", "2015"], [f"{TICKED} Yes"]]


def test_an_encrypted_open_document_is_told_from_a_damaged_one() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(Encrypted):
        read_odt(odt("", manifest=manifest))
    with pytest.raises(Damaged):
        read_odt(b"PK\x03\x04")


def test_repeated_cells_are_kept_within_reason() -> None:
    body = (
        "<table:table><table:table-row><table:table-cell table:number-columns-repeated='99999999'/>"
        "</table:table-row></table:table>"
    )
    (table,) = read_odt(odt(body)).blocks
    assert isinstance(table, Table)
    assert len(table.rows[0]) == 50


RTF_BITS = st.sampled_from(
    [
        "{",
        "}",
        "\\par",
        "\\cell",
        "\\row",
        "\\trowd",
        "\\intbl",
        "\\pard",
        "\\u-1?",
        "\\'",
        "\\'zz",
        "\\*",
        "\\bin9",
        # fields and text
        "\\fldinst",
        "\\formfield",
        "\\fftype1",
        "\\ffres9",
        "\\ffl",
        "\\fldrslt",
        "word",
        "\\uc99",
        "\\header",
        "\\b0 ",
    ]
)


@given(st.lists(RTF_BITS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_rich_text_gives_a_document_or_a_reason(bits: list[str]) -> None:
    with contextlib.suppress(Unreadable):
        assert isinstance(rtf("".join(bits)), Document)


@given(st.binary(max_size=100))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_reason(noise: bytes) -> None:
    for read, data in ((read_rtf, noise), (read_rtf, b"{\\rtf1" + noise), (read_odt, noise)):
        with contextlib.suppress(Unreadable):
            assert isinstance(read(data), Document)


def test_the_highlighted_option_of_rich_text_is_chosen() -> None:
    assert segments(rtf(r"Yes / {\highlight7 No}\par")) == [["No"]]
    assert segments(rtf(r"{\ul Yes\ulnone} / No\par")) == [["Yes"]]


def test_words_old_check_boxes_are_read_from_open_document() -> None:
    field = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    box = 'field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"'
    ticked = f'<{box}><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>'
    body = f'<text:p xmlns:field="{field}">Yes {ticked} No <{box}/></text:p>'
    assert segments(read_odt(odt(body))) == [[f"Yes {TICKED} No {UNTICKED}"]]


def test_the_entry_chosen_in_words_old_lists_is_read_from_open_document() -> None:
    field = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    entries = "".join(
        f'<field:param field:name="Dropdown_ListEntry" field:value="{entry}"/>'
        for entry in ("-", "Yes", "No")
    )
    chosen = '<field:param field:name="Dropdown_Selected" field:value="2"/>'
    mark = '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMDROPDOWN">'
    body = f'<text:p xmlns:field="{field}">Told? {mark}{entries}{chosen}</field:fieldmark></text:p>'
    assert segments(read_odt(odt(body))) == [["Told?", "No"]]
    assert segments(read_odt(odt(body.replace(chosen, "")))) == [["Told?", ""]]


def test_rich_text_cells_span_the_columns_that_other_rows_part() -> None:
    (table,) = rtf(
        "\\trowd\\cellx4000\\cellx8000\\intbl Mother\\cell Father\\cell\\row"
        "\\trowd\\cellx2000\\cellx4000\\cellx6000\\cellx8000\\intbl Name\\cell Ann\\cell Name\\cell Tom\\cell\\row"
    ).blocks
    assert isinstance(table, Table)
    assert [cell.colspan for cell in table.rows[0]] == [2, 2]


def test_a_table_in_a_cell_of_rich_text_is_a_table_of_that_cell() -> None:
    inner = (
        "\\pard\\intbl\\itap2 Name\\nestcell Mo\\nestcell"
        "{\\*\\nesttableprops\\trowd\\cellx5000\\cellx8000\\nestrow}{\\nonesttables\\par}"
    )
    (table,) = rtf(
        f"\\trowd\\cellx4000\\cellx8000\\pard\\intbl Referrer\\cell {inner}\\pard\\intbl\\cell\\row"
    ).blocks
    assert isinstance(table, Table)
    ((first, second),) = table.rows
    assert first.text == "Referrer"
    assert [[cell.text for cell in row] for row in second.tables[0].rows] == [["Name", "Mo"]]


def test_what_was_typed_into_words_old_text_fields_is_filled_in() -> None:
    field = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    start = '<field:fieldmark-start field:type="vnd.oasis.opendocument.field.FORMTEXT"/>'
    body = f'<text:p xmlns:field="{field}">Name: {start}Ida Vale<field:fieldmark-end/> DOB: {start}<field:fieldmark-end/></text:p>'
    (line,) = read_odt(odt(body)).blocks
    assert isinstance(line, Line)
    assert [(text.text, text.filled) for text in line.segments] == [
        ("Name:", False),
        ("Ida Vale", True),
        ("DOB:", False),
        ("", True),
    ]


def test_small_figures_that_point_to_notes_are_left_out() -> None:
    assert segments(rtf(r"\pard Date of birth{\super 2}: the 1{\super st}\par")) == [
        ["Date of birth: the 1st"]
    ]
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    )
    body = '<text:p>Date of birth<text:span text:style-name="T1">2</text:span></text:p>'
    assert segments(read_odt(odt(body, styles))) == [["Date of birth"]]


def test_words_in_italics_are_told_from_others() -> None:
    styles = '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    body = '<text:p><text:span text:style-name="T1">Please print</text:span></text:p>'
    for document in (rtf(r"\pard\i Please print\i0\par"), read_odt(odt(body, styles))):
        (line,) = document.blocks
        assert isinstance(line, Line)
        assert line.segments[0].quiet


def told(pictures: Sequence[bytes]) -> Document:
    """What a recogniser might make of pictures: their bytes as words."""
    lines = tuple(Line((Text(picture.decode("latin-1"), confidence=0.9),)) for picture in pictures)
    return Document(lines, "image_ocr", "scanned", len(pictures))


def rtf_picture(content: bytes, *, across: int = 10_000, kind: str = "jpegblip") -> str:
    """A picture as rich text holds it; `across` and 14,000 down are twips."""
    return rf"{{\pict\{kind}\picw900\picwgoal{across}\pichgoal14000 {content.hex()}}}"


def test_scans_pasted_into_rich_text_are_read_once_and_in_order() -> None:
    one, two = b"p1" + b"." * 40, b"p2" + b"." * 40
    body = rf"Our referral {{\*\shppict{rtf_picture(one)}}}{{\nonshppict{rtf_picture(b'x' * 40)}}}{rtf_picture(two)}{rtf_picture(one)}"
    document = read_rtf(rf"{{\rtf1\ansi {body}}}".encode(), told)
    assert segments(document) == [["Our referral"], [one.decode()], [two.decode()]]
    assert document.method == "rtf_ocr"


def test_a_scan_kept_as_bytes_in_rich_text_is_read() -> None:
    held = bytes(range(200))
    source = rb"{\rtf1 {\pict\pngblip\picwgoal10000\pichgoal14000\bin200 " + held + rb"}}"
    assert segments(read_rtf(source, told)) == [[held.decode("latin-1")]]


def test_a_logo_in_rich_text_is_no_scan() -> None:
    document = read_rtf(rf"{{\rtf1\ansi Dear all {rtf_picture(b'p' * 40, across=900)}}}".encode(), told)
    assert segments(document) == [["Dear all"]]
    assert not document.warnings


def test_large_pictures_of_rich_text_that_nobody_reads_are_told_of() -> None:
    words = "many words " * 100
    document = read_rtf(rf"{{\rtf1\ansi {words}{rtf_picture(b'p' * 40)}}}".encode(), told)
    assert any("not read" in warning for warning in document.warnings)


def test_a_page_drawn_in_rich_text_that_no_recogniser_knows_is_told_of() -> None:
    def knows_none(pictures: Sequence[bytes]) -> Document:
        raise UnknownFormat

    drawn = rtf_picture(b"p" * 40, kind="wmetafile8")
    document = read_rtf(rf"{{\rtf1\ansi Referral {drawn}}}".encode(), knows_none)
    assert segments(document) == [["Referral"]]
    assert any("could not be read" in warning for warning in document.warnings)


def test_scans_pasted_into_an_open_document_are_read_behind_its_words() -> None:
    frame = '<draw:frame svg:width="17cm" svg:height="24cm"><draw:image xlink:href="Pictures/1.jpg"/></draw:frame>'
    logo = frame.replace("17cm", "3cm").replace("24cm", "2cm").replace("1.jpg", "2.jpg")
    body = f"<text:p>Referral</text:p><text:p>{frame}{logo}</text:p>"
    data = odt(body, pictures={"Pictures/1.jpg": "p1", "Pictures/2.jpg": "p2"})
    document = read_odt(data, told)
    assert segments(document) == [["Referral"], ["p1"]]
    assert document.method == "odt_ocr"
    assert any("not read" in warning for warning in read_odt(data).warnings)


def test_boxes_of_which_a_program_kept_no_ticks_are_boxes_and_an_officer_is_told() -> None:
    box = "{\\field{\\*\\fldinst { FORMCHECKBOX }}{\\fldrslt {}}}"
    document = rtf(f"{box} Neglect\\par")
    assert segments(document) == [[f"{UNTICKED} Neglect"]]
    assert any("which boxes are ticked" in warning for warning in document.warnings)
