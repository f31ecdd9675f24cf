"""PDFs of many makes into documents."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from parsers.blocks import TICKED, UNTICKED, Line
from parsers.errors import Damaged, EmptyDocument, Encrypted, NoText, UnknownFormat
from parsers.pdf import read_pdf
from parsers.pdf.drawing import Drawing
from parsers.pdf.scan import is_picture
from tests.unit.parsers.pdf.pdf_pages import Page, lines, pdf, tables


def test_words_on_a_page_become_lines_from_top_to_bottom() -> None:
    page = Page().text(50, 200, "Second line here").text(50, 100, "First line here")
    assert lines(read_pdf(pdf([page]))) == [["First line here"], ["Second line here"]]


def test_a_bold_label_stands_apart_from_its_value() -> None:
    page = Page().text(50, 100, "Surname:", bold=True).text(102, 100, "Okafor")
    assert lines(read_pdf(pdf([page]))) == [["Surname:", "Okafor"]]


@pytest.mark.parametrize(("gap", "shown"), [(1.9, "Monday afternoon"), (0.5, "Mondayafternoon")])
def test_words_of_close_letters_are_parted_where_a_program_went_on_farther_right_without_a_space(
    gap: float, shown: str
) -> None:
    page = Page().text(50, 100, "Monday").text(85.57 + gap, 100, "afternoon")
    assert lines(read_pdf(pdf([page]))) == [[shown]]


def test_a_ruled_table_has_a_cell_for_each_box() -> None:
    page = Page().grid([50, 150, 300], [100, 120, 140])
    page.text(55, 114, "Name").text(155, 114, "Ada Okafor").text(55, 134, "Born").text(155, 134, "03/04/2015")
    assert tables(read_pdf(pdf([page]))) == [[["Name", "Ada Okafor"], ["Born", "03/04/2015"]]]


def test_table_borders_may_be_one_path_of_many_parts() -> None:
    moves = " ".join(f"50 {842 - y} m 300 {842 - y} l" for y in (100, 120, 140))
    moves += " " + " ".join(f"{x} 742 m {x} 702 l" for x in (50, 150, 300))
    page = Page().raw(f"0.5 w {moves} S").text(55, 114, "Name").text(155, 114, "Ada").text(55, 134, "Age")
    assert tables(read_pdf(pdf([page]))) == [[["Name", "Ada"], ["Age", ""]]]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_its_words_run(rotate: int) -> None:
    page = Page(rotate=rotate).text(50, 100, "Surname").text(200, 100, "Okafor").text(50, 130, "Forename")
    assert lines(read_pdf(pdf([page]))) == [["Surname", "Okafor"], ["Forename"]]


def test_words_written_sideways_on_a_page_are_turned_upright() -> None:
    page = Page()
    for x, text in ((100, "Surname Okafor"), (130, "Forename Ada")):
        page.raw(f"BT /F1 10 Tf 0 1 -1 0 {x} 100 Tm ({text}) Tj ET")
    assert lines(read_pdf(pdf([page]))) == [["Surname Okafor"], ["Forename Ada"]]


def test_letters_printed_twice_to_look_bold_are_read_once() -> None:
    page = Page().text(50, 100, "Surname").text(50.3, 100, "Surname")
    assert lines(read_pdf(pdf([page]))) == [["Surname"]]


def test_a_page_that_is_drawn_twice_over_itself_is_read_once() -> None:
    page = Page()
    for aside in (0, 0.8):
        page.text(50, 100 + aside, "Surname: Bell").text(50 + aside, 120, "Forename: Ida").text(
            50, 140, "DOB:"
        )
    assert lines(read_pdf(pdf([page]))) == [["Surname: Bell"], ["Forename: Ida"], ["DOB:"]]


def test_a_text_fields_value_stands_beside_its_label_with_its_tooltip() -> None:
    page = (
        Page()
        .text(50, 112, "Surname")
        .field("Tx", "t1", [120, 100, 300, 116], "/TU (Family name) /V (Okafor)")
    )
    document = read_pdf(pdf([page]))
    [line] = document.blocks
    assert isinstance(line, Line)
    label, value = line.segments
    assert (label.text, label.filled) == ("Surname", False)
    assert (value.text, value.filled, value.hint) == ("Okafor", True, "Family name")
    assert document.method == "acroform"
    assert "Okafor" in document.text


def test_a_long_value_is_read_whole() -> None:
    story = "She was left alone. " * 200
    page = Page().text(50, 112, "Reason").field("Tx", "t1", [120, 100, 300, 116], f"/V ({story})")
    assert lines(read_pdf(pdf([page]))) == [["Reason", story.strip()]]


def test_an_empty_field_is_known_to_be_a_field() -> None:
    page = Page().text(50, 112, "Surname").field("Tx", "t1", [120, 100, 300, 116])
    [line] = read_pdf(pdf([page])).blocks
    assert isinstance(line, Line)
    assert (line.segments[1].text, line.segments[1].filled, line.segments[1].hint) == ("", True, "t1")


def test_a_label_above_its_field_is_the_fields_label() -> None:
    page = Page().text(50, 100, "Forename", bold=True).field("Tx", "a", [50, 104, 200, 120], "/V (Ada)")
    page.text(250, 100, "Surname", bold=True).field("Tx", "b", [250, 104, 400, 120], "/V (Okafor)")
    assert lines(read_pdf(pdf([page]))) == [["Forename", "Ada"], ["Surname", "Okafor"]]


def test_rows_of_fields_under_a_header_are_a_table() -> None:
    page = Page()
    for x, title in ((50, "Name"), (200, "Relationship"), (350, "Telephone")):
        page.text(x, 95, title, bold=True)
        for row in range(2):
            box = [x, 100 + 20 * row, x + 140, 118 + 20 * row]
            page.field("Tx", f"{title}{row}", box, f"/V ({title} {row})")
    assert tables(read_pdf(pdf([page]))) == [
        [
            ["Name", "Relationship", "Telephone"],
            ["Name 0", "Relationship 0", "Telephone 0"],
            ["Name 1", "Relationship 1", "Telephone 1"],
        ]
    ]


def test_a_ticked_check_box_field_stands_with_its_label() -> None:
    page = Page().field("Btn", "c1", [50, 100, 62, 112], "/V /Yes /AS /Yes").text(66, 110, "Neglect")
    page.field("Btn", "c2", [150, 100, 162, 112], "/V /Off /AS /Off").text(166, 110, "Other")
    assert lines(read_pdf(pdf([page]))) == [[f"{TICKED} Neglect", f"{UNTICKED} Other"]]


def test_of_a_radio_group_the_widget_that_is_on_is_ticked() -> None:
    page = Page().text(50, 110, "Have parents been informed?")
    for x, label, state in ((250, "Yes", "Off"), (300, "No", "2"), (350, "Not known", "Off")):
        on = "2" if label == "No" else "1"
        page.field("Btn", "r", [x, 100, x + 12, 112], f"/Ff 49152 /AS /{state} /AP << /N << /{on} null >> >>")
        page.text(x + 16, 110, label)
    [[question, answer]] = lines(read_pdf(pdf([page])))
    assert question == "Have parents been informed?"
    assert answer == f"{UNTICKED} Yes {TICKED} No {UNTICKED} Not known"


def test_the_label_of_a_chosen_option_is_read() -> None:
    page = (
        Page()
        .text(50, 112, "Agency")
        .field("Ch", "c", [120, 100, 300, 116], "/Ff 131072 /Opt [[(1) (Police)] [(2) (School)]] /V (2)")
    )
    assert lines(read_pdf(pdf([page]))) == [["Agency", "School"]]


def test_words_typed_onto_a_flat_form_are_the_writers() -> None:
    page = Page().text(50, 112, "Surname").annotation("FreeText", [120, 100, 300, 116], "/Contents (Okafor)")
    [line] = read_pdf(pdf([page])).blocks
    assert isinstance(line, Line)
    assert [(part.text, part.filled) for part in line.segments] == [("Surname", False), ("Okafor", True)]


def test_a_cross_typed_onto_a_drawn_box_ticks_it() -> None:
    page = Page().box(50, 100, 60, 110).text(66, 109, "Neglect")
    page.annotation("FreeText", [51, 101, 60, 110], "/Contents (X)")
    assert lines(read_pdf(pdf([page]))) == [[f"{TICKED} Neglect"]]


def test_a_circle_that_a_reader_drew_around_an_option_chooses_it() -> None:
    page = Page().text(50, 100, "Parents told?").text(200, 100, "YES").text(260, 100, "NO")
    page.annotation("Circle", [252, 88, 284, 106], "/C [1 0 0]")
    [found] = [block for block in read_pdf(pdf([page])).blocks if isinstance(block, Line)]
    assert found.text.split() == ["Parents", "told?", UNTICKED, "YES", TICKED, "NO"]


def test_drawn_squares_are_check_boxes_and_a_letter_x_or_a_cross_ticks_them() -> None:
    page = Page().box(50, 100, 60, 110).text(66, 109, "Neglect")
    page.box(150, 100, 160, 110).text(152, 109, "X").text(166, 109, "Violence")
    page.box(250, 100, 260, 110).line(251, 101, 259, 109).line(251, 109, 259, 101).text(266, 109, "Other")
    [[options]] = lines(read_pdf(pdf([page])))
    assert options == f"{UNTICKED} Neglect {TICKED} Violence {TICKED} Other"


def test_a_tick_in_dingbats_within_a_square_ticks_it() -> None:
    page = Page().box(50, 100, 60, 110).dingbat(51, 109, "4").text(66, 109, "Neglect")
    assert lines(read_pdf(pdf([page]))) == [[f"{TICKED} Neglect"]]


def test_a_small_cell_of_a_table_is_not_a_check_box() -> None:
    page = Page().grid([50, 150, 164], [100, 114, 128])
    page.text(55, 110, "Neglect").text(55, 124, "Other").text(154, 110, "Y")
    assert tables(read_pdf(pdf([page]))) == [[["Neglect", "Y"], ["Other", ""]]]


def test_brackets_with_a_cross_are_a_ticked_box() -> None:
    page = Page().text(50, 100, "[X] Yes").text(120, 100, "[ ] No")
    assert lines(read_pdf(pdf([page]))) == [[f"{TICKED} Yes {UNTICKED} No"]]


def test_a_box_after_its_label_is_put_before_it() -> None:
    page = Page().text(50, 109, "Yes").box(75, 100, 85, 110).text(77, 109, "X")
    page.text(150, 109, "No").box(175, 100, 185, 110)
    assert lines(read_pdf(pdf([page]))) == [[f"{TICKED} Yes {UNTICKED} No"]]


def test_a_struck_out_answer_is_left_out_of_the_blocks_and_kept_in_the_text() -> None:
    page = Page().text(50, 100, "Yes / No")
    page.line(75, 96.5, 90, 96.5)
    document = read_pdf(pdf([page]))
    assert lines(document) == [["Yes /"]]
    assert "No" in document.text


def test_a_word_struck_in_part_keeps_its_other_letters() -> None:
    page = Page().text(50, 100, "Yes/No").line(50, 96.5, 67, 96.5)
    assert lines(read_pdf(pdf([page]))) == [["/No"]]


def test_an_underline_strikes_nothing() -> None:
    page = Page().text(50, 100, "Important words").line(50, 101.5, 125, 101.5)
    assert lines(read_pdf(pdf([page]))) == [["Important words"]]


def test_a_strike_out_comment_strikes_words() -> None:
    page = Page().text(50, 100, "Yes / No")
    page.annotation("StrikeOut", [75, 90, 90, 102], "/QuadPoints [75 752 90 752 75 740 90 740]")
    assert lines(read_pdf(pdf([page]))) == [["Yes /"]]


def test_the_values_of_an_xfa_form_are_read_from_its_packet() -> None:
    packet = "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><form>"
    packet += "<ChildSurname>Okafor</ChildSurname><Empty/></form></xfa:data></xfa:datasets>"
    document = read_pdf(pdf([Page().text(50, 100, "Please wait...")], xfa=packet))
    assert document.method == "xfa"
    assert ["Child Surname", "Okafor"] in lines(document)


def test_an_xfa_packet_never_reads_entities() -> None:
    packet = "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><d><Name>&e;</Name><Age>7</Age></d>"
    document = read_pdf(pdf([Page().text(50, 100, "Please wait...")], xfa=packet))
    assert [line for line in lines(document) if line[0] in ("Name", "Age")] == [["Age", "7"]]


def test_a_locked_document_says_so() -> None:
    writer = FPDF()
    writer.add_page()
    writer.set_encryption(owner_password="owner", user_password="user")
    with pytest.raises(Encrypted):
        read_pdf(bytes(writer.output()))


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\0" * 20])
def test_no_bytes_are_an_empty_document(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        read_pdf(data)


def test_a_blank_page_is_an_empty_document() -> None:
    with pytest.raises(EmptyDocument):
        read_pdf(pdf([Page()]))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\nnothing", b"not a PDF at all", pdf([Page().text(9, 9, "x")])[:200]]
)
def test_a_broken_document_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_pdf(data)


@pytest.mark.parametrize("text", ["3HQČåQt\x03SURVWĜHGN\x03QD\x03~þWHFK", "\x13\x16\x12\x13\x17 6XUQDPH"])
def test_letters_that_are_all_others_by_a_font_without_a_map_are_no_text(text: str) -> None:
    assert is_picture(text, Drawing())


def test_hyphens_at_line_ends_are_no_sign_of_a_font_without_a_map() -> None:
    assert not is_picture(
        "A sen\x02tence that breaks words at the ends of nar\x02row lines is read.", Drawing()
    )


def test_what_a_choice_sends_can_be_searched_for_beside_what_it_shows() -> None:
    page = (
        Page()
        .text(50, 112, "Agency")
        .field("Ch", "c", [120, 100, 300, 116], "/Ff 131072 /Opt [[(POL) (Police)]] /V (POL)")
    )
    document = read_pdf(pdf([page]))
    assert "POL" in document.text.split()
    assert "POL" not in str(document.blocks)


def test_pen_strokes_alone_are_a_picture_and_not_an_empty_page() -> None:
    page = Page().raw("1 w 50 700 m 60 720 80 650 100 710 c S")
    with pytest.raises(NoText):
        read_pdf(pdf([page]))


def test_many_thousand_rectangles_are_survived_and_the_text_is_kept() -> None:
    boxes = "\n".join(f"{x} {y} 3 4 re" for x in range(50, 450, 4) for y in range(50, 750, 4))
    page = Page().raw(f"{boxes} S {boxes} S").text(50, 20, "Surname Okafor")
    document = read_pdf(pdf([page]))
    assert "Surname Okafor" in document.text


def test_ligatures_and_soft_hyphens_are_opened() -> None:
    from parsers.pdf.glyphs import plain

    assert plain("o\ufb03ce") == "office"
    assert plain("safe\u00adguarding") == "safeguarding"
    assert plain("\uf0a8") == UNTICKED
    assert plain("\uf0fe") == TICKED


def test_ligatures_written_down_as_letters_with_accents_are_known_by_their_width() -> None:
    page = (
        Page().ligatures(50, 100, "Gri\xfbith Du\xfbield, \xfcve, \xfdat 3").text(50, 130, "Zo\xeb M\xfcller")
    )
    assert lines(read_pdf(pdf([page]))) == [["Griffith Duffield, five, flat 3"], ["Zo\xeb M\xfcller"]]


def test_an_answer_that_runs_into_the_next_label_is_read_whole() -> None:
    page = Page().text(50, 100, "Email").text(100, 100, "ann.bell@westmarch.police.example", bold=True)
    [[label, answer, *_]] = lines(read_pdf(pdf([page.text(222, 100, "Risk assessment")])))
    assert (label, answer) == ("Email", "ann.bell@westmarch.police.example")


def test_an_xfa_form_whose_packets_are_one_stream_is_read() -> None:
    packet = (
        "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template xmlns='urn:t'><subform name='f'><field name='a'>"
        "<caption><value><text>First name</text></value></caption></field></subform></template>"
        "<xfa:datasets xmlns:xfa='urn:x'><xfa:data><f><a>Ida</a></f></xfa:data></xfa:datasets></xdp:xdp>"
    )
    page = Page().text(50, 100, "Please open this form in another program.")
    document = read_pdf(pdf([page], xfa=packet))
    assert (document.method, lines(document)) == ("xfa", [["First name", "Ida"]])


def test_a_notice_in_place_of_an_xfa_form_is_refused_however_the_form_is_marked() -> None:
    page = Page().text(50, 100, "To view the full contents of this document, you need a later viewer.")
    with pytest.raises(UnknownFormat):
        read_pdf(pdf([page], xfa="<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"))


def test_a_dynamic_xfa_form_without_values_is_refused() -> None:
    packet = "<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data/></xfa:datasets>"
    page = Page().text(50, 100, "Please wait... your viewer may not be able to display this document.")
    with pytest.raises(UnknownFormat):
        read_pdf(pdf([page], xfa=packet, extra={"NeedsRendering": "true"}))


def test_cells_that_are_each_drawn_as_a_box_stay_cells_where_fields_fill_them() -> None:
    page = Page()
    for row, values in enumerate([("Name", "Phone"), ("Ann", "1"), ("Ben", "2")]):
        for column, value in enumerate(values):
            x, top = 50 + 120 * column, 100 + 18 * row
            page.raw(f"1 w {x} {842 - top - 18} 120 18 re S")
            if row:
                page.field("Tx", value, [x + 1, top + 1, x + 119, top + 17], f"/V ({value})")
            else:
                page.text(x + 4, top + 13, value, bold=True)
    assert tables(read_pdf(pdf([page]))) == [[["Name", "Phone"], ["Ann", "1"], ["Ben", "2"]]]


def test_titles_close_together_are_parted_where_each_part_of_the_one_row_begins() -> None:
    page = Page()
    for x, title, answer in ((50, "Forename", "Ida"), (112, "Surname", "Vale"), (167, "Gender", "F")):
        page.text(x, 100, title).text(x, 116, answer)
    assert lines(read_pdf(pdf([page]))) == [["Forename", "Surname", "Gender"], ["Ida", "Vale", "F"]]
