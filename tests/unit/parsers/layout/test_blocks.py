"""Words on a page into lines of labels and values, as forms of many councils are set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Block, Line, PageGeometry, Rule, Table, Word
from parsers.layout import blocks
from tests.unit.parsers.layout.sheet import Sheet, laid, rows, texts


def test_a_wide_gap_parts_label_and_value() -> None:
    [line] = laid(Sheet().write(50, 100, "Date of birth").write(200, 100, "3 April 2015"))
    assert texts(line) == ["Date of birth", "3 April 2015"]


def test_several_labels_in_bold_in_one_line_each_have_the_answer_behind_them() -> None:
    sheet = Sheet()
    x = 50.0
    for words, bold in [("Setting:", True), ("Limpets", False), ("Register no.:", True), ("EY1", False)]:
        sheet.write(x, 100, words, bold=bold)
        x = sheet.words[-1].x1 + 4
    assert texts(laid(sheet)[0]) == ["Setting:", "Limpets", "Register no.:", "EY1"]


def test_words_in_bold_amid_a_sentence_are_no_labels() -> None:
    sheet = (
        Sheet()
        .write(50, 100, "Note:", bold=True)
        .write(78, 100, "ring at")
        .write(117, 100, "once", bold=True)
    )
    assert texts(laid(sheet)[0]) == ["Note: ring at once"]


def test_lines_that_lean_a_little_stay_lines() -> None:
    sheet = Sheet().write(50, 100, "Surname").write(200, 101.5, "Okafor").write(350, 103, "Age")
    sheet.write(50, 115, "Forename").write(200, 116.5, "Ada").write(350, 118, "7")
    assert [texts(line) for line in laid(sheet)] == [["Surname", "Okafor", "Age"], ["Forename", "Ada", "7"]]


def test_prose_that_fills_its_lines_is_one_paragraph() -> None:
    first = "The teacher saw a bruise on the left arm on Monday and asked about it gently, as she should,"
    second = "but she said nothing more than that it did not hurt any longer, and looked out of the window."
    sheet = Sheet().write(50, 100, first).write(50, 113, second).write(50, 126, "We rang.")
    assert texts(laid(sheet)[0])[0].startswith(f"{first} {second}")


def test_prose_in_a_column_narrower_than_the_page_is_one_paragraph() -> None:
    sheet = Sheet().write(50, 60, "A title that runs over the whole width of this page and to its margin")
    told = [
        "She came to school without",
        "shoes and told us that her",
        "brother had thrown them in",
        "the river on the way; we rang",
    ]
    for at, words in enumerate([*told, "home."]):
        sheet.write(50, 100 + 12 * at, words)
    assert texts(laid(sheet)[-1]) == [" ".join([*told, "home."])]


def test_words_that_were_parted_at_a_lines_end_are_whole_again() -> None:
    sheet = Sheet().grid([50, 126, 350], [100, 140, 180]).write(55, 104, "Thorne-").write(55, 116, "Mallory")
    sheet.write(131, 104, "She has been seen here since the third of Novem\u2010").write(
        131, 116, "ber with her step-"
    )
    sheet.write(131, 128, "father.").write(55, 144, "Vale").write(131, 144, "Nothing")
    [found] = laid(sheet)
    assert rows(found)[0] == [
        "Thorne-Mallory",
        "She has been seen here since the third of November with her step-father.",
    ]


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


def test_narrow_columns_begin_where_both_the_title_and_the_answer_under_it_do() -> None:
    sheet = Sheet().write(50, 100, "Full name", bold=True).write(150, 100, "Gender", bold=True)
    sheet.write(186, 100, "Ethnicity", bold=True).write(290, 100, "School", bold=True)
    sheet.write(50, 115, "Ada Vale Okafor-Lee").write(150, 115, "Female").write(186, 115, "White British")
    [table] = laid(sheet.write(290, 115, "Hill High"))
    assert rows(table) == [
        ["Full name", "Gender", "Ethnicity", "School"],
        ["Ada Vale Okafor-Lee", "Female", "White British", "Hill High"],
    ]


def test_a_label_that_nearly_reaches_its_answers_column_is_parted_from_its_answer() -> None:
    sheet = Sheet()
    for row, (label, answer) in enumerate([("Name", "Ada"), ("Role", "Teacher"), ("School", "Hill")]):
        sheet.write(50, 100 + 15 * row, label).write(160, 100 + 15 * row, answer)
    sheet.write(50, 145, "Staff contact number").write(160, 145, "01632 960575")
    assert texts(laid(sheet)[-1]) == ["Staff contact number", "01632 960575"]


def test_a_rule_typed_in_dashes_is_no_part_of_the_story_above_it() -> None:
    sheet = Sheet().write(50, 100, "He has not been seen by anybody at the school since the end of May")
    sheet.write(50, 111, "-" * 70).write(50, 122, "Parent informed: Yes")
    assert [texts(block)[0] for block in laid(sheet)] == [
        "He has not been seen by anybody at the school since the end of May",
        "Parent informed: Yes",
    ]


def test_labels_above_values_in_two_columns_are_tables_of_their_own() -> None:
    sheet = Sheet().write(50, 100, "Forename", bold=True).write(300, 100, "Surname", bold=True)
    sheet.write(50, 114, "Ada").write(300, 114, "Okafor")
    sheet.write(50, 140, "Date of birth", bold=True).write(300, 140, "Gender", bold=True)
    sheet.write(50, 154, "03/04/2015").write(300, 154, "Female")
    assert [rows(table) for table in laid(sheet)] == [
        [["Forename", "Surname"], ["Ada", "Okafor"]],
        [["Date of birth", "Gender"], ["03/04/2015", "Female"]],
    ]


def test_the_parts_of_a_date_in_fields_of_their_own_stay_together() -> None:
    sheet = Sheet().write(50, 102, "Date of birth")
    for x, part in ((150, "03"), (180, "04"), (210, "2015")):
        sheet.fill((x, 100, x + 26, 114), part)
    [line] = laid(sheet)
    assert texts(line) == ["Date of birth", "03", "04", "2015"]


def test_a_tall_field_takes_the_label_beside_its_first_line() -> None:
    sheet = Sheet().write(50, 102, "Reason").write(50, 180, "Signed").fill((150, 100, 500, 170), "Long story")
    assert [texts(line) for line in laid(sheet)] == [["Reason", "Long story"], ["Signed"]]


def test_fields_that_lie_upon_each_other_are_no_columns_and_all_are_kept() -> None:
    sheet = Sheet().fill((50, 100, 90, 111), "Ada").fill((51, 103, 91, 114), "Okafor")
    sheet.fill((50, 112, 90, 123), "Ben").fill((50, 112, 90, 123), "Adams")
    kept = " ".join(all_text(block) for block in laid(sheet)).split()
    assert sorted(kept) == ["Ada", "Adams", "Ben", "Okafor"]


def test_what_is_printed_below_two_fields_that_lie_upon_each_other_is_told_once() -> None:
    sheet = Sheet().write(50, 100, "Child").write(150, 114, "Name")
    sheet.fill((150, 100, 190, 111), "Ada").fill((150, 100, 190, 111), "Ben")
    kept = " ".join(all_text(block) for block in laid(sheet)).split()
    assert sorted(kept) == ["Ada", "Ben", "Child", "Name"]


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


def test_an_address_at_the_right_margin_keeps_its_lines() -> None:
    sheet = Sheet()
    sheet.write(
        50, 60, "This letter was written by somebody whose address stands at the right margin of the page."
    )
    for y, text in ((100, "Low Road Surgery"), (112, "3 Kirkgate"), (124, "Hexby HX3 1AB")):
        sheet.write(545 - sum(5 * len(part) for part in text.split()) - 3 * text.count(" "), y, text)
    assert [texts(block) for block in laid(sheet)[1:]] == [
        ["Low Road Surgery"],
        ["3 Kirkgate"],
        ["Hexby HX3 1AB"],
    ]


def test_a_label_set_to_the_right_goes_on_under_itself_before_its_answer() -> None:
    sheet = Sheet()
    sheet.write(60, 100, "Name of school, college", bold=True).write(179, 100, "Moorlands")
    sheet.write(121, 112, "or nursery", bold=True)
    assert texts(laid(sheet)[0]) == ["Name of school, college or nursery", "Moorlands"]


def test_an_email_address_that_is_parted_where_no_address_ends_is_made_whole() -> None:
    sheet = Sheet().grid([48, 300, 550], [98, 130])
    sheet.write(50, 100, "Email").write(304, 100, "una.vale@vale0-").write(304, 112, "19service.example")
    ((_, answer),) = rows(laid(sheet)[0])
    assert answer == "una.vale@vale0-19service.example"


def test_a_month_that_a_narrow_column_broke_is_made_whole() -> None:
    sheet = Sheet().grid([48, 150, 210], [98, 140])
    sheet.write(50, 100, "Born").write(154, 100, "22nd").write(154, 112, "Novembe").write(154, 124, "r 2011")
    ((_, answer),) = rows(laid(sheet)[0])
    assert answer.split() == ["22nd", "November", "2011"]
