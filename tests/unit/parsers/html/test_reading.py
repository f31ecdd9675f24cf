"""HTML into lines and tables, as a person would see it."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Document, Line, Table
from parsers.errors import TooLarge
from parsers.html.reading import MOST_BYTES, read_html


def segments(source: str | bytes) -> list[list[str]]:
    return [
        [text.text for text in block.segments]
        for block in read_html(source).blocks
        if isinstance(block, Line)
    ]


def tables(source: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in read_html(source).blocks
        if isinstance(block, Table)
    ]


def test_a_table_of_data_stays_a_table() -> None:
    source = "<table><tr><td><b>Name</b></td><td>Ada</td></tr><tr><td>Born</td><td></td></tr></table>"
    assert tables(source) == [[["Name", "Ada"], ["Born", ""]]]


def test_a_table_that_only_arranges_dissolves() -> None:
    source = (
        "<table><tr><td><table><tr><td>About you</td></tr><tr><td>"
        "<table><tr><td>Name</td><td>Ada</td></tr></table></td></tr></table></td></tr></table>"
    )
    assert segments(source) == [["About you"]]
    assert tables(source) == [[["Name", "Ada"]]]


def test_a_value_in_a_table_of_its_own_stays_beside_its_label() -> None:
    source = "<table><tr><td>Name</td><td><table><tr><td>Ada</td></tr></table></td></tr></table>"
    assert tables(source) == [[["Name", "Ada"]]]


def test_tables_side_by_side_follow_each_other() -> None:
    inner = "<table><tr><td>{}</td><td>{}</td></tr></table>"
    source = f"<table><tr><td>{inner.format('Name', 'Ada')}</td><td>{inner.format('Born', '2015')}</td></tr></table>"
    assert tables(source) == [[["Name", "Ada"]], [["Born", "2015"]]]


def test_a_faint_label_above_its_value_is_one_line() -> None:
    label, value = '<td style="color:#666;font-size:11px">', "<td>"
    source = "".join(
        f"<table><tr>{label}{name}</td></tr><tr>{value}{text}&nbsp;</td></tr></table>"
        for name, text in (("First name", "Leo"), ("Also known as", ""), ("Address", "1 Lane<br>Portsmouth"))
    )
    assert segments(source) == [
        ["First name", "Leo"],
        ["Also known as", ""],
        ["Address", "1 Lane\nPortsmouth"],
    ]


def test_a_label_row_over_an_indented_value_is_one_line() -> None:
    source = "<table>" + "".join(
        f"<tr><td colspan=2><strong>{name}</strong></td></tr><tr><td width=20>&nbsp;</td><td>{text}</td></tr>"
        for name, text in (("Name", "Ada"), ("Also known as", ""), ("Born", "2015"))
    )
    assert segments(source + "</table>") == [["Name", "Ada"], ["Also known as", ""], ["Born", "2015"]]


def test_a_class_can_make_a_label_faint() -> None:
    sheet = "<style>@media print{.v{color:#777}} /* x */ td.k, .other {color:gray}</style>"
    rows = "".join(
        f'<tr><td class="k">{name}</td></tr><tr><td class="v">{text}</td></tr>'
        for name, text in (("Name", "Ada"), ("Born", ""))
    )
    source = f"{sheet}<table><tr><td><b>About you</b></td></tr>{rows}</table>"
    assert segments(source) == [["About you"], ["Name", "Ada"], ["Born", ""]]


@pytest.mark.parametrize("label", ["<b>{}</b>", "{}"])
def test_a_faint_value_is_never_the_label_of_the_next_question(label: str) -> None:
    source = "".join(
        f"<tr><td>{label.format(name)}</td></tr><tr><td style='color:#666'>{text}</td></tr>"
        for name, text in (("Name", "Ada"), ("Born", "2015"))
    )
    assert segments(f"<table>{source}</table>") == [["Name"], ["Ada"], ["Born"], ["2015"]]


def test_definitions_are_rows_of_two() -> None:
    source = "<dl><dt>Name</dt><dd>Ada</dd><dt>Also known as</dt><dt>Born</dt><dd>2015</dd><dd>May</dd></dl>"
    assert tables(source) == [[["Name", "Ada"], ["Also known as", ""], ["Born", "2015\nMay"]]]


def test_bold_labels_part_the_lines_of_a_paragraph() -> None:
    source = "<p><b>Name:</b> Ada<br><b>Address</b>: 1 Lane<br>Portsmouth<br><b>Born:</b></p>"
    assert segments(source) == [["Name:", "Ada"], ["Address:", "1 Lane\nPortsmouth"], ["Born:"]]


def test_plain_lines_stay_apart() -> None:
    assert segments("<div>Name: Ada<br>Born: 2015</div>") == [["Name: Ada"], ["Born: 2015"]]


def test_headings_keep_their_level() -> None:
    blocks = read_html("<h2>About you</h2><p>Ada</p>").blocks
    assert [block.heading for block in blocks if isinstance(block, Line)] == [2, None]


@pytest.mark.parametrize(
    "gone",
    [
        "<s>Yes</s>",
        "<del>Yes</del>",
        "<strike>Yes</strike>",
        '<span style="text-decoration: line-through">Yes</span>',
        '<span style="display:none">Yes</span>',
        '<span style="VISIBILITY: hidden">Yes</span>',
        '<span style="mso-hide:all">Yes</span>',
        '<span style="font-size:0px">Yes</span>',
        '<div style="max-height:0;overflow:hidden">Yes</div>',
        "<span hidden>Yes</span>",
        '<style>.x{display:none}</style><span class="x y">Yes</span>',
    ],
)
def test_words_struck_out_or_hidden_are_not_said_but_kept_in_the_text(gone: str) -> None:
    document = read_html(f"<p>{gone}</p><p>No</p>")
    assert [block.text for block in document.blocks if isinstance(block, Line)] == ["No"]
    assert "Yes" in document.text


def test_scripts_and_styles_are_no_text() -> None:
    source = "<head><title>x</title></head><style>p{}</style><script>alert(1)</script><template><p>t</p></template><p>Ada</p>"
    assert read_html(source).text == "Ada"


def test_saved_forms_give_what_was_put_in() -> None:
    source = (
        '<label>Name <input name="child" value="Ada"></label><br>'
        '<input type="checkbox" checked> Neglect <input type="checkbox"> Other<br>'
        'Sex <select name="sex"><option>Select</option><option selected>Girl</option></select><br>'
        "Notes <textarea>Late\ntwice</textarea><input type=hidden value=token><input type=submit value=Send>"
    )
    assert segments(source) == [
        ["Name", "Ada"],
        [f"{TICKED} Neglect {UNTICKED} Other"],
        ["Sex", "Girl"],
        ["Notes", "Late\ntwice"],
    ]
    filled = [t for b in read_html(source).blocks if isinstance(b, Line) for t in b.segments if t.filled]
    assert [(text.text, text.hint) for text in filled][:2] == [("Ada", "child"), ("Girl", "sex")]


def test_an_unanswered_choice_is_an_empty_field() -> None:
    line = read_html("<p>Sex <select><option>Girl<option>Boy</select></p>").blocks[0]
    assert isinstance(line, Line)
    assert [(text.text, text.filled) for text in line.segments] == [("Sex", False), ("", True)]


def test_pictures_of_check_boxes_are_boxes_and_other_pictures_nothing() -> None:
    assert segments(
        '<p><img alt="checked"> Neglect</p><p><img alt="unchecked"> Other</p><p><img alt="Our logo"></p>'
    ) == [
        [f"{TICKED} Neglect"],
        [f"{UNTICKED} Other"],
    ]


def test_a_header_row_is_told_from_a_label_in_a_row() -> None:
    source = "<table><tr><th>Name</th><th>Born</th></tr><tr><th>Ada</th><td>2015</td></tr></table>"
    (table,) = read_html(source).blocks
    assert isinstance(table, Table)
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True], [False, False]]


def test_spans_are_kept_within_reason() -> None:
    (table,) = read_html('<table><tr><td colspan="3">A</td><td rowspan="99999999">B</td></tr></table>').blocks
    assert isinstance(table, Table)
    assert [(cell.colspan, cell.rowspan) for cell in table.rows[0]] == [(3, 1), (1, 100)]


def test_preformatted_text_is_read_as_plain_text() -> None:
    assert segments("<pre>Name .......... Ada\nBorn .......... 2015</pre>") == [
        ["Name", "Ada"],
        ["Born", "2015"],
    ]


def test_windows_quotes_survive_whatever_the_label() -> None:
    data = "<p>“He shouts” – £20</p>".encode("cp1252")
    for charset in ("windows-1252", "iso-8859-1", "us-ascii", None, "no-such-charset"):
        assert read_html(data, charset).text == "“He shouts” – £20"


def test_the_page_may_name_its_own_character_set() -> None:
    assert read_html('<meta charset="utf-16le-not"><meta charset="utf-8"><p>é</p>'.encode()).text == "é"


def test_a_page_nested_fifty_thousand_deep_is_read() -> None:
    document = read_html("<div>" * 50_000 + "Ada" + "<table><tr><td>" * 500 + "deep")
    assert "Ada" in document.text
    assert "deep" in document.text


def test_a_row_of_twenty_thousand_cells_takes_no_endless_time() -> None:
    assert read_html("<table><tr>" + "<td>Ada" * 20_000).text.count("Ada") == 20_000


def test_a_page_beyond_the_deepest_nesting_keeps_every_word_in_order() -> None:
    source = "".join(f"<div>{number} " for number in range(3_000)) + "</div>" * 3_000 + "<p>after</p>"
    assert read_html(source).text.split() == [*map(str, range(3_000)), "after"]


def test_a_page_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_html("x" * (MOST_BYTES + 1))


def test_stray_table_parts_lose_no_words() -> None:
    document = read_html("<td>one</td><tr><td>two</table>three<dd>four</dd><dl>five<dd>six")
    assert (
        set(document.text.split()) == {"one", "two", "three", "four", "five", "six"}
        or "onetwothree" in document.text
    )


@given(st.one_of(st.binary(max_size=300), st.text(max_size=200)))
@settings(max_examples=100, deadline=None)
def test_any_source_gives_a_document(source: bytes | str) -> None:
    assert isinstance(read_html(source), Document)


TAGS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "<th>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
        "<p>",
        "<br>",
        "<b>",
        "</b>",
        "<s>",
        "<li>",
        "<h2>",
        "<select>",
        "<option selected>",
        "<textarea>",
        "</textarea>",
        "<input value=v>",
        "<pre>",
        "</pre>",
        "<caption>",
        "<thead>",
        "word",
        " Label: ",
        "<input type=radio checked>",
        "<fieldset>",
    ]
)


@given(st.lists(TAGS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_tags_in_any_order_give_a_document_and_lose_no_words(tags: list[str]) -> None:
    source = "".join(tags)
    if "textarea" not in source and "select" not in source:
        assert read_html(source).text.count("word") >= source.count("word")
    assert isinstance(read_html(source), Document)


WORDS = st.text(st.sampled_from("abc XYZ123.,é<&"), max_size=12)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1)
    )
)
@settings(max_examples=60, deadline=None)
def test_a_table_written_to_html_reads_back_the_same(rows: list[list[str]]) -> None:
    body = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    assert tables(f"<table>{body}</table>") == [[[" ".join(text.split()) for text in row] for row in rows]]


def test_a_processing_instruction_is_no_text_and_breaks_nothing() -> None:
    assert read_html("<table><tr><td>one<?td x ?></td><td>two</td></tr></table>").text.split() == [
        "one",
        "two",
    ]


@pytest.mark.parametrize(
    "chosen",
    [
        "<mark>No</mark>",
        "<u>No</u>",
        "<b>No</b>",
        '<span style="background:yellow">No</span>',
        '<span style="border:1px solid red">No</span>',
    ],
)
def test_the_one_option_that_is_set_off_is_chosen(chosen: str) -> None:
    (line,) = read_html(f"<p>Yes / {chosen}</p>").blocks
    assert isinstance(line, Line)
    assert line.text == "No"


@pytest.mark.parametrize(
    "box", ['<span style="font-family:Wingdings">&thorn;</span>', '<font face="Wingdings">&thorn;</font>']
)
def test_letters_of_a_symbol_font_are_the_boxes_that_they_show(box: str) -> None:
    (line,) = read_html(f"<p>{box} Yes</p>").blocks
    assert isinstance(line, Line)
    assert line.text == f"{TICKED} Yes"


def test_links_to_change_an_answer_are_no_part_of_it() -> None:
    source = (
        "<dl><div><dt>Name</dt><dd>Ada</dd><dd><a href='#'>Change<span> name</span></a></dd></div>"
        "<div><dt>Site</dt><dd>Two</dd><dd><a href='#'>Plan of the site</a></dd></div></dl>"
    )
    assert tables(source) == [[["Name", "Ada"], ["Site", "Two\nPlan of the site"]]]
    assert "Change name" in read_html(source).text


def test_a_small_figure_behind_a_label_points_to_a_note() -> None:
    assert segments("<p>Date of birth<sup>2</sup>: the 1<sup>st</sup></p>") == [["Date of birth: the 1st"]]


def test_words_in_italics_are_told_from_others() -> None:
    (line,) = read_html("<p><em>Please print</em></p>").blocks
    assert isinstance(line, Line)
    assert line.segments[0].quiet
    (plain,) = read_html('<p><i style="font-style:normal">Please print</i></p>').blocks
    assert isinstance(plain, Line)
    assert not plain.segments[0].quiet


def test_what_a_style_sets_side_by_side_is_parted() -> None:
    row = '<div style="display:flex"><span>{}</span><span>{}</span></div>'
    assert segments(row.format("Name", "Ada Vale") + row.format("Born", "<b>2015</b> or so")) == [
        ["Name", "Ada Vale"],
        ["Born", "2015 or so"],
    ]
    assert segments("<div><span>Na</span><span>me</span></div>") == [["Name"]]


def test_a_span_that_is_called_a_label_is_one_without_its_style_sheet() -> None:
    source = '<p><span class="field-label">First name</span> <span class="answer">Isaac</span></p>'
    assert segments(source) == [["First name", "Isaac"]]


def test_bold_lines_go_on_with_the_bold_answer_that_follows_its_label_without_a_space() -> None:
    assert segments("<div>Home address<b>1 Any Road<br>Milton</b></div>") == [
        ["Home address", "1 Any Road\nMilton"]
    ]
