"""Words and rules on pages into lines and tables, as forms of many councils are set."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Block, Line, PageGeometry, Rule, Table, Word
from parsers.layout import blocks


class Sheet:
    """A page that is written on: 10-point type, letters 5 points wide."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self.words: list[Word] = []
        self.rules: list[Rule] = []

    def write(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 10) -> Sheet:
        """Write words from `x` on, the line's top at `y`."""
        for part in text.split(" "):
            width = 0.5 * size * len(part)
            self.words.append(Word(part, x, y, x + width, y + 1.1 * size, size=size, bold=bold))
            x += width + 0.3 * size
        return self

    def fill(self, box: tuple[float, float, float, float], text: str, hint: str | None = None) -> Sheet:
        """Put a form field at a box: x0, top, x1, bottom."""
        self.words.append(Word(text, *box, size=9, filled=True, hint=hint))
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        """Draw a line."""
        self.rules.append(Rule(x0, top, x1, bottom))
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Sheet:
        """Draw every border of a table."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def page(self) -> PageGeometry:
        """The page as the layout takes it."""
        return PageGeometry(self.number, 595, 842, tuple(self.words), tuple(self.rules))


def laid(*sheets: Sheet) -> tuple[Block, ...]:
    return blocks([sheet.page() for sheet in sheets])


def texts(block: Block) -> list[str]:
    assert isinstance(block, Line)
    return [part.text for part in block.segments]


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row] for row in block.rows]


def test_a_wide_gap_parts_label_and_value() -> None:
    [line] = laid(Sheet().write(50, 100, "Date of birth").write(200, 100, "3 April 2015"))
    assert texts(line) == ["Date of birth", "3 April 2015"]


def test_lines_that_lean_a_little_stay_lines() -> None:
    sheet = Sheet().write(50, 100, "Surname").write(200, 101.5, "Okafor").write(350, 103, "Age")
    sheet.write(50, 115, "Forename").write(200, 116.5, "Ada").write(350, 118, "7")
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Okafor", "Age"], ["Forename", "Ada", "7"]]


def test_prose_that_fills_its_lines_is_one_paragraph() -> None:
    first = "The teacher saw a bruise on the left arm on Monday and asked about it gently, as she should,"
    second = "but she said nothing more than that it did not hurt any longer, and looked out of the window."
    sheet = Sheet().write(50, 100, first).write(50, 113, second).write(50, 126, "We rang.")
    assert texts(laid(sheet)[0])[0].startswith(f"{first} {second}")


def test_the_short_lines_of_an_address_stay_apart() -> None:
    sheet = Sheet().write(50, 100, "12 High Street").write(50, 113, "Southsea").write(50, 126, "PO4 9XX")
    assert [texts(line) for line in laid(sheet)] == [["12 High Street"], ["Southsea"], ["PO4 9XX"]]


def test_a_value_that_goes_on_under_itself_is_one_value() -> None:
    sheet = Sheet().write(50, 100, "Address").write(200, 100, "12 High Street").write(200, 113, "Southsea")
    [line] = laid(sheet)
    assert texts(line) == ["Address", "12 High Street\nSouthsea"]


def test_a_label_that_wraps_is_one_label() -> None:
    sheet = Sheet().write(50, 100, "Have you told those with parental", bold=True)
    sheet.write(300, 100, f"{TICKED} Yes").write(350, 100, f"{UNTICKED} No")
    sheet.write(50, 112, "responsibility?", bold=True)
    [line] = laid(sheet)
    assert texts(line) == [
        "Have you told those with parental responsibility?",
        f"{TICKED} Yes {UNTICKED} No",
    ]


def test_a_box_behind_its_answer_leaves_the_question_alone() -> None:
    sheet = Sheet().write(50, 100, f"Parents informed? Yes {UNTICKED} No {TICKED} Not known {UNTICKED}")
    [line] = laid(sheet)
    assert texts(line) == ["Parents informed?", f"{UNTICKED} Yes {TICKED} No {UNTICKED} Not known"]


def test_dots_and_underscores_to_write_on_part_labels_from_values() -> None:
    sheet = Sheet().write(50, 100, "Name: ______Ada Okafor______ DOB: ___03/04/2015____")
    sheet.write(50, 130, "Address ............ 12 High Street")
    assert [texts(line) for line in laid(sheet)] == [
        ["Name:", "Ada Okafor", "DOB:", "03/04/2015"],
        ["Address", "12 High Street"],
    ]


def test_options_under_each_other_beside_their_question_are_one_answer() -> None:
    sheet = Sheet().write(50, 100, "Level of need", bold=True).write(250, 100, f"{UNTICKED} Universal")
    sheet.write(250, 114, f"{TICKED} Targeted").write(250, 128, f"{UNTICKED} Statutory")
    [line] = laid(sheet)
    assert texts(line) == ["Level of need", f"{UNTICKED} Universal\n{TICKED} Targeted\n{UNTICKED} Statutory"]


def test_large_type_is_a_heading() -> None:
    sheet = Sheet().write(50, 50, "Referral form", size=18, bold=True)
    for y in (100, 130, 160):
        sheet.write(50, y, "Name").write(200, y, "Ada")
    first = laid(sheet)[0]
    assert isinstance(first, Line)
    assert first.heading == 1


def test_a_cell_that_spans_columns_stands_once_with_its_span() -> None:
    sheet = Sheet()
    for y in (100, 120, 140):
        sheet.rule(50, y, 350, y)
    for x in (50, 350):
        sheet.rule(x, 100, x, 140)
    sheet.rule(150, 120, 150, 140).rule(250, 120, 250, 140)
    sheet.write(55, 104, "Type of concern").write(55, 124, "Neglect").write(155, 124, "Abuse")
    [table] = laid(sheet)
    assert rows(table) == [["Type of concern"], ["Neglect", "Abuse", ""]]
    assert isinstance(table, Table)
    assert table.rows[0][0].colspan == 3


def test_a_cell_that_spans_rows_stands_once_with_its_span() -> None:
    sheet = Sheet()
    for x in (50, 150, 350):
        sheet.rule(x, 100, x, 140)
    sheet.rule(50, 100, 350, 100).rule(150, 120, 350, 120).rule(50, 140, 350, 140)
    sheet.write(55, 104, "Child").write(155, 104, "Ada").write(155, 124, "Okafor")
    [table] = laid(sheet)
    assert rows(table) == [["Child", "Ada"], ["Okafor"]]
    assert isinstance(table, Table)
    assert table.rows[0][0].rowspan == 2


def test_words_in_a_cell_wrap_and_paragraphs_stay_apart() -> None:
    sheet = Sheet().grid([50, 150, 250], [100, 140, 180])
    sheet.write(55, 104, "School or early").write(55, 116, "years setting").write(
        155, 104, "Beacon Hill School"
    )
    sheet.write(155, 144, "1 High St").write(155, 156, "Southsea")
    [table] = laid(sheet)
    assert rows(table) == [
        ["School or early years setting", "Beacon Hill School"],
        ["", "1 High St\nSouthsea"],
    ]


def test_an_email_address_broken_at_the_cells_edge_is_mended() -> None:
    sheet = Sheet().grid([50, 120, 230], [100, 140]).write(55, 104, "Email")
    sheet.write(125, 104, "ada.okafor@beacon-hil").write(125, 116, "l.example")
    [table] = laid(sheet)
    assert rows(table) == [["Email", "ada.okafor@beacon-hill.example"]]


def test_label_and_value_in_one_cell_are_two_texts_where_their_fonts_differ() -> None:
    sheet = (
        Sheet()
        .grid([50, 300, 500], [100, 120])
        .write(55, 104, "Surname:", bold=True)
        .write(100, 104, "Okafor")
    )
    [table] = laid(sheet)
    assert isinstance(table, Table)
    assert [(text.text, text.bold) for text in table.rows[0][0].texts] == [
        ("Surname:", True),
        ("Okafor", False),
    ]


def test_options_in_a_cell_are_one_text() -> None:
    sheet = Sheet().grid([50, 200, 400], [100, 120]).write(55, 104, "Interpreter?")
    sheet.write(205, 104, f"{UNTICKED} Yes").write(260, 104, f"{TICKED} No").write(310, 104, f"{UNTICKED} NK")
    [table] = laid(sheet)
    assert rows(table) == [["Interpreter?", f"{UNTICKED} Yes {TICKED} No {UNTICKED} NK"]]


def test_a_table_open_at_its_sides_is_a_table() -> None:
    sheet = Sheet().rule(150, 100, 150, 140)
    for y in (100, 120, 140):
        sheet.rule(50, y, 350, y)
    sheet.write(55, 104, "Name").write(155, 104, "Ada").write(55, 124, "Age").write(155, 124, "7")
    assert [rows(table) for table in laid(sheet)] == [[["Name", "Ada"], ["Age", "7"]]]


def test_a_frame_around_the_page_is_no_table() -> None:
    sheet = Sheet().grid([20, 575], [20, 820]).write(50, 100, "Surname").write(200, 100, "Okafor")
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Okafor"]]


def test_words_between_tables_keep_their_place() -> None:
    sheet = Sheet().grid([50, 150, 300], [100, 120]).grid([50, 150, 300], [160, 180])
    sheet.write(55, 104, "Name").write(155, 104, "Ada").write(50, 135, "Part two").write(
        55, 164, "Age"
    ).write(155, 164, "7")
    first, line, second = laid(sheet)
    assert (rows(first), texts(line), rows(second)) == ([["Name", "Ada"]], ["Part two"], [["Age", "7"]])


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


def test_columns_under_a_bold_header_are_a_table_without_rules() -> None:
    sheet = Sheet()
    for x, title in ((50, "Name"), (200, "Relationship"), (350, "Telephone")):
        sheet.write(x, 100, title, bold=True)
    sheet.write(50, 115, "Mary Okafor").write(200, 115, "Mother").write(350, 115, "07700 900123")
    sheet.write(50, 130, "Tom Marsh").write(350, 130, "07700 900456")
    [table] = laid(sheet)
    assert rows(table) == [
        ["Name", "Relationship", "Telephone"],
        ["Mary Okafor", "Mother", "07700 900123"],
        ["Tom Marsh", "", "07700 900456"],
    ]
    assert isinstance(table, Table)
    assert [cell.header for cell in table.rows[0]] == [True, True, True]


def test_labels_above_values_in_two_columns_are_tables_of_their_own() -> None:
    sheet = Sheet().write(50, 100, "Forename", bold=True).write(300, 100, "Surname", bold=True)
    sheet.write(50, 114, "Ada").write(300, 114, "Okafor")
    sheet.write(50, 140, "Date of birth", bold=True).write(300, 140, "Gender", bold=True)
    sheet.write(50, 154, "03/04/2015").write(300, 154, "Female")
    assert [rows(table) for table in laid(sheet)] == [
        [["Forename", "Surname"], ["Ada", "Okafor"]],
        [["Date of birth", "Gender"], ["03/04/2015", "Female"]],
    ]


def test_a_field_in_a_ruled_cell_is_a_text_of_its_own() -> None:
    sheet = (
        Sheet()
        .grid([50, 150, 300], [100, 120])
        .write(55, 104, "Surname")
        .fill((152, 101, 298, 119), "Okafor", "sn")
    )
    [table] = laid(sheet)
    assert isinstance(table, Table)
    [value] = table.rows[0][1].texts
    assert (value.text, value.filled, value.hint) == ("Okafor", True, "sn")


def test_the_parts_of_a_date_in_fields_of_their_own_stay_together() -> None:
    sheet = Sheet().write(50, 102, "Date of birth")
    for x, part in ((150, "03"), (180, "04"), (210, "2015")):
        sheet.fill((x, 100, x + 26, 114), part)
    [line] = laid(sheet)
    assert texts(line) == ["Date of birth", "03", "04", "2015"]


def test_a_tall_field_takes_the_label_beside_its_first_line() -> None:
    sheet = Sheet().write(50, 102, "Reason").write(50, 180, "Signed").fill((150, 100, 500, 170), "Long story")
    assert [texts(line) for line in laid(sheet)] == [["Reason", "Long story"], ["Signed"]]


@given(
    st.lists(
        st.tuples(
            st.text("abcXYZ", min_size=1, max_size=8),
            st.floats(0, 500),
            st.floats(0, 800),
            st.booleans(),
            st.booleans(),
        ),
        max_size=25,
    ),
    st.lists(st.tuples(st.floats(0, 590), st.floats(0, 840), st.floats(0, 300), st.booleans()), max_size=25),
)
def test_no_word_is_ever_lost_or_doubled(
    written: list[tuple[str, float, float, bool, bool]], drawn: list[tuple[float, float, float, bool]]
) -> None:
    words = tuple(
        Word(f"{text}{index}q", x, y, x + 40, y + 11, size=10, bold=bold, filled=filled)
        for index, (text, x, y, bold, filled) in enumerate(written)
    )
    rules = tuple(
        Rule(x, y, x + long, y) if level else Rule(x, y, x, y + long) for x, y, long, level in drawn
    )
    found = " ".join(all_text(block) for block in blocks([PageGeometry(1, 595, 842, words, rules)]))
    for word in words:
        assert found.count(word.text) == 1


def all_text(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    parts = []
    for row in block.rows:
        for cell in row:
            parts += [cell.text, *(all_text(inner) for inner in cell.tables)]
    return " ".join(parts)


@pytest.mark.parametrize("jitter", [0.0, 1.0, 2.0])
def test_a_grid_whose_rules_miss_each_other_by_a_little_is_one_table(jitter: float) -> None:
    sheet = Sheet().write(55, 104, "Name").write(155, 104, "Ada").write(55, 124, "Age").write(155, 124, "7")
    for index, y in enumerate((100, 120, 140)):
        sheet.rule(50 + jitter, y, 150 - jitter, y).rule(150 + jitter, y + jitter * (index % 2), 300, y)
    for x in (50, 150, 300):
        sheet.rule(x, 100 + jitter, x, 140 - jitter)
    assert [rows(table) for table in laid(sheet)] == [[["Name", "Ada"], ["Age", "7"]]]


def test_labels_and_answers_side_by_side_go_on_in_the_next_line() -> None:
    sheet = Sheet().write(50, 100, "Practice or", bold=True).write(150, 100, "Hill Clinic")
    sheet.write(300, 100, "Home address", bold=True).write(400, 100, "2 Nether Lane,")
    sheet.write(50, 112, "organisation", bold=True).write(400, 112, "Hilltown")
    sheet.write(50, 140, "Telephone", bold=True).write(150, 140, "0117 496 0111")
    first, second = laid(sheet)
    assert texts(first) == [
        "Practice or organisation",
        "Hill Clinic",
        "Home address",
        "2 Nether Lane,\nHilltown",
    ]
    assert texts(second) == ["Telephone", "0117 496 0111"]


def test_a_row_below_is_not_the_next_line_of_the_row_above() -> None:
    sheet = Sheet().write(50, 100, "Surname", bold=True).write(150, 100, "Vale")
    sheet.write(50, 112, "Forename", bold=True).write(150, 112, "Ida")
    assert [texts(block) for block in laid(sheet)] == [["Surname", "Vale"], ["Forename", "Ida"]]


def test_what_stands_on_a_line_to_write_on_is_an_answer_however_close_to_its_label() -> None:
    sheet = (
        Sheet().write(50, 100, "Name Ada Vale Role Nurse").rule(73, 110, 114, 110).rule(136, 110, 300, 110)
    )
    (line,) = laid(sheet)
    assert texts(line) == ["Name", "Ada Vale", "Role", "Nurse"]


def test_what_is_typed_over_underscores_is_an_answer() -> None:
    sheet = Sheet().write(50, 100, "Name").write(73, 100, "_" * 30).write(76, 100, "Ada Vale")
    (line,) = laid(sheet)
    assert texts(line) == ["Name", "Ada Vale"]


def test_underlined_words_stay_in_their_sentence() -> None:
    sheet = Sheet().write(50, 100, "It is never too late").rule(76, 110, 101, 110)
    (line,) = laid(sheet)
    assert texts(line) == ["It is never too late"]


def test_the_colour_behind_a_column_of_labels_keeps_no_answer_from_them() -> None:
    sheet = Sheet().write(54, 102, "Surname", bold=True).write(160, 102, "Vale")
    sheet.write(54, 122, "Forename", bold=True).write(160, 122, "Ada").grid([50, 150], [98, 118, 138])
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Vale"], ["Forename", "Ada"]]


def test_a_column_of_boxes_with_nothing_beside_them_is_a_table() -> None:
    sheet = (
        Sheet().write(54, 102, "Surname", bold=True).write(54, 122, "Vale").grid([50, 150], [98, 118, 138])
    )
    assert [rows(block) for block in laid(sheet)] == [[["Surname"], ["Vale"]]]


def test_a_band_behind_the_titles_of_columns_is_no_cell() -> None:
    sheet = Sheet().grid([46, 500], [98, 116])
    for x, title, value in ((50, "Name", "Ada"), (200, "Role", "Nurse"), (350, "Phone", "01632")):
        sheet.write(x, 101, title, bold=True).write(x, 122, value)
    (table,) = laid(sheet)
    assert rows(table) == [["Name", "Role", "Phone"], ["Ada", "Nurse", "01632"]]


def test_a_foot_that_ends_with_the_page_s_number_is_no_part_of_a_form_of_one_page() -> None:
    sheet = Sheet().write(50, 300, "Body").write(50, 810, "Case 12, printed from CaseView")
    assert [texts(line) for line in laid(sheet.write(530, 810, "Page 1"))] == [["Body"]]


def test_the_edge_of_a_box_under_a_heading_is_no_line_to_write_on() -> None:
    sheet = Sheet().write(50, 90, "Person making the referral", bold=True).grid([46, 114.5], [102, 122])
    sheet.write(54, 107, "Name").write(130, 107, "Ada Vale")
    assert texts(laid(sheet)[0]) == ["Person making the referral"]
