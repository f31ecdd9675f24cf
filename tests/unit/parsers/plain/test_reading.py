"""Plain text into lines of labels and values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.blocks import TICKED, UNTICKED, Document, Line, Table
from parsers.errors import TooLarge
from parsers.plain.reading import MOST_CHARACTERS, read_plain


def segments(text: str, **parameters: bool) -> list[list[str]]:
    return [
        [part.text for part in block.segments]
        for block in read_plain(text, **parameters).blocks
        if isinstance(block, Line)
    ]


def headings(text: str) -> list[str]:
    return [block.text for block in read_plain(text).blocks if isinstance(block, Line) and block.heading]


def tables(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in read_plain(text).blocks
        if isinstance(block, Table)
    ]


NARRATIVE = (
    "She arrives hungry, in the same unwashed clothes, and has\n"
    "twice been collected by a neighbour because nobody answered\n"
    "the telephone. The home was cold.\n"
)


def test_wrapped_lines_are_joined() -> None:
    assert segments("What are you worried about?\n" + NARRATIVE) == [
        ["What are you worried about?"],
        [" ".join(NARRATIVE.split())],
    ]


def test_a_label_never_joins_the_line_before_it() -> None:
    text = NARRATIVE.replace(
        "the telephone. The home was cold.", "Telephone number: 07700 900123\nSchool: Castle Quay"
    )
    assert segments(text)[-2:] == [["Telephone number: 07700 900123"], ["School: Castle Quay"]]


@pytest.mark.parametrize("mark", ["=", "-"])
def test_a_label_with_another_mark_joins_none_either(mark: str) -> None:
    told = f"Reason for contact {mark} she was left alone in the flat from six until midnight again"
    document = read_plain(f"{told}\nParents informed {mark} No\n")
    assert len(document.blocks) == 2


def test_short_lines_are_never_joined() -> None:
    text = "Your email address\nada.ashdown@castlequayschool.example\n\n" + NARRATIVE
    assert segments(text)[:2] == [["Your email address"], ["ada.ashdown@castlequayschool.example"]]


def test_a_question_of_its_own_is_no_more_of_the_sentence_that_ended_above_it() -> None:
    lines = (
        "He had a cut under his eye and said that his father did it.",
        "Have you spoken to the parents? *",
        "No",
    )
    assert segments("\n".join(lines)) == [[line] for line in lines]


def test_a_question_answered_on_its_line_is_no_more_of_the_sentence_that_ended_above_it() -> None:
    lines = (
        "He had a cut under his eye and said that his father did it.",
        "Parents informed? Yes",
        "He had a cut under his eye and said that his father did it!",
        "Consent? N/K",
    )
    assert segments("\n".join(lines)) == [
        ["He had a cut under his eye and said that his father did it."],
        ["Parents informed?", "Yes"],
        ["He had a cut under his eye and said that his father did it!"],
        ["Consent?", "N/K"],
    ]


def test_nothing_is_joined_where_lines_are_not_wrapped() -> None:
    long = "Concern: " + "word " * 40
    text = (
        f"{long}\nThe child was seen on Monday by the school nurse and by the deputy head\nOn Tuesday again\n"
    )
    assert segments(text)[1:] == [
        ["The child was seen on Monday by the school nurse and by the deputy head"],
        ["On Tuesday again"],
    ]


def test_an_indented_line_goes_on_with_the_value_above() -> None:
    assert segments("Address: 1 Somers Lane,\n         Portsmouth\nPostcode: PO1 2AB") == [
        ["Address: 1 Somers Lane,\nPortsmouth"],
        ["Postcode: PO1 2AB"],
    ]


def test_flowed_text_is_put_together() -> None:
    text = "She arrives hungry, in the same \r\nclothes.\r\n-- \r\nAda \r\n"
    assert segments(text, flowed=True) == [["She arrives hungry, in the same clothes."], ["--"], ["Ada"]]
    assert segments("Ports \r\nmouth\r\n", flowed=True, delsp=True) == [["Portsmouth"]]


def test_quote_marks_are_taken_off_at_every_level() -> None:
    text = "> > Name: Ada\n>> Born: 2015\n> Sent: today\nMine"
    assert segments(text) == [["Name: Ada"], ["Born: 2015"], ["Sent: today"], ["Mine"]]


def test_lines_of_different_quoting_never_join() -> None:
    quoted = "".join(f"> {line}\n" for line in NARRATIVE.splitlines())
    assert segments(quoted + "by the way") == [[" ".join(NARRATIVE.split())], ["by the way"]]


@pytest.mark.parametrize("leader", [" ........ ", "......", " . . . . . . ", " ____ ", " ------ ", " …… "])
def test_leaders_part_label_and_value(leader: str) -> None:
    assert segments(f"Your name{leader}Ada Ashdown") == [["Your name", "Ada Ashdown"]]


def test_a_leader_with_nothing_after_it_is_a_question_without_an_answer() -> None:
    assert segments("Signed ..........\nDate ............ 3/4/2025") == [["Signed", ""], ["Date", "3/4/2025"]]


def test_wide_gaps_and_tabs_part_a_line() -> None:
    assert segments("Name     Ada Ashdown\nBorn\t2015\nNeed a sign?  no") == [
        ["Name", "Ada Ashdown"],
        ["Born", "2015"],
        ["Need a sign?", "no"],
    ]


def test_a_mark_that_stands_in_a_column_of_its_own_is_no_part_of_the_answer() -> None:
    assert segments("Name\t: Ada\nPostcode        = PO1 1AA\nTelephone       :\nShe said     :-(") == [
        ["Name", "Ada"],
        ["Postcode", "PO1 1AA"],
        ["Telephone", ""],
        ["She said", ":-("],
    ]


def test_two_spaces_after_a_sentence_part_nothing() -> None:
    assert segments("She left.  He stayed.") == [["She left.  He stayed."]]


def test_underlined_and_decorated_lines_are_headings() -> None:
    text = (
        "ABOUT YOU\n---------\nName: Ada\n\nYour child\n==========\nName: Leo\n\n== Concern ==\n\n## School\n"
    )
    assert headings(text) == ["ABOUT YOU", "Your child", "Concern", "School"]


def test_capitals_above_their_section_are_a_heading() -> None:
    assert headings("x: y\n\nSUBJECT 1\n  Surname: Ashdown\n\n\nCHILD 2\n\nName\n") == [
        "SUBJECT 1",
        "CHILD 2",
    ]


def test_an_answer_in_capitals_is_no_heading() -> None:
    assert headings("Surname\n\nASHDOWN\n\nForename\n\nADA\n") == []


def test_an_answer_in_capitals_is_no_heading_however_wide_the_spacing() -> None:
    assert headings("Surname\n\n\nASHDOWN\n\n\nForename\n\n\nADA\n") == []


def test_tabs_that_line_up_values_make_no_table() -> None:
    assert segments("Forename:\t\tAda\nSurname:\t\tAshdown") == [
        ["Forename:", "Ada"],
        ["Surname:", "Ashdown"],
    ]


def test_a_forwarding_mark_is_kept_as_a_line() -> None:
    text = "-----Original Message-----\nFrom: Ada <ada@school.example>"
    assert segments(text) == [["-----Original Message-----"], ["From: Ada <ada@school.example>"]]


def test_bullets_before_labels_are_taken_off() -> None:
    assert segments("* Name: Ada\n- Born: 2015\n- seen twice") == [
        ["Name: Ada"],
        ["Born: 2015"],
        ["- seen twice"],
    ]


def test_stars_around_a_label_make_it_bold() -> None:
    line = read_plain("*Your name:* Ada").blocks[0]
    assert isinstance(line, Line)
    assert [(text.text, text.bold) for text in line.segments] == [("Your name:", True), ("Ada", False)]


def test_a_label_between_two_stars_is_no_heading() -> None:
    text = "**Name:** Ada Ashdown\n__Born__: 2015\n** About you **\n**What happened:** She fell."
    assert segments(text) == [
        ["Name:", "Ada Ashdown"],
        ["Born", "2015"],
        ["About you"],
        ["What happened:", "She fell."],
    ]
    assert headings(text) == ["About you"]


def test_typed_boxes_are_boxes() -> None:
    assert segments("[X] Neglect   [ ] Other\n( ) Yes (x) No") == [
        [f"{TICKED} Neglect   {UNTICKED} Other"],
        [f"{UNTICKED} Yes {TICKED} No"],
    ]


def test_a_table_with_pipes_is_a_table() -> None:
    text = "| Name | Born |\n|------|------|\n| Ada  | 2015 |\n| Leo  |      |\n"
    assert tables(text) == [[["Name", "Born"], ["Ada", "2015"], ["Leo", ""]]]


def test_a_drawn_table_takes_rows_of_several_lines() -> None:
    text = "┌──────┬─────────┐\n│ Name │ Address │\n├──────┼─────────┤\n│ Ada  │ 1 Lane  │\n│      │ Town    │\n└──────┴─────────┘\n"
    assert tables(text) == [[["Name", "Address"], ["Ada", "1 Lane\nTown"]]]


def test_columns_of_tabs_and_of_spaces_are_tables() -> None:
    assert tables("Name\tBorn\tSex\nAda\t2015\t\n") == []
    assert tables("Name\tBorn\tSex\nAda\t2015\tF\nLeo\t\tM\n") == [
        [["Name", "Born", "Sex"], ["Ada", "2015", "F"], ["Leo", "", "M"]]
    ]
    assert tables("Name      Born    Sex\nAda Lane  2015    F\nLeo               M\n\nafter") == [
        [["Name", "Born", "Sex"], ["Ada Lane", "2015", "F"], ["Leo", "", "M"]]
    ]


def test_every_line_end_ends_a_line() -> None:
    assert segments("a: 1\r\nb: 2\rc: 3\nd: 4") == [["a: 1"], ["b: 2"], ["c: 3"], ["d: 4"]]


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_plain("x" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize(
    "line",
    [" " * 400_000 + "x", "." * 400_000, "- " * 200_000, ":" * 400_000, "[" * 400_000, "☐" + "." * 400_000],
)
def test_endless_lines_take_no_endless_time(line: str) -> None:
    assert isinstance(read_plain(f"Name {line} Ada\n{line}"), Document)


@pytest.mark.parametrize(
    "line", ["+---+---+", "--- --- ---", "a\tb\tc\td", "a\t\tb", "| a", "HEADING", "> ", "Label: value"]
)
def test_many_lines_of_one_kind_take_no_endless_time(line: str) -> None:
    assert isinstance(read_plain(f"{line}\n" * 20_000), Document)


CHARACTERS = st.sampled_from("ab :|-=.\t\n>*#[]X_+?│…\r1") | st.characters()


@given(st.text(CHARACTERS, max_size=200), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_document_with_all_its_words(text: str, flowed: bool, delsp: bool) -> None:
    document = read_plain(text, flowed=flowed, delsp=delsp)
    assert isinstance(document, Document)
    if not flowed and ">" not in text:
        assert all(word in document.text for word in text.split() if word.isascii() and word.isalnum())


def test_lines_between_two_borders_are_one_row_though_both_cells_wrap() -> None:
    drawn = """
+---------------------+----------------------+
| Name                | Nadia Fenwick        |
+---------------------+----------------------+
| Agency              | Naval Welfare        |
+---------------------+----------------------+
| Telephone           | 023 9200 0001        |
+---------------------+----------------------+
| Details of concern/ | Sent home after a    |
| reason for referral | fight.               |
+---------------------+----------------------+
"""
    (table,) = [block for block in read_plain(drawn).blocks if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[-1]] == [
        "Details of concern/\nreason for referral",
        "Sent home after a\nfight.",
    ]


def test_a_question_between_stars_is_a_label_and_no_heading_however_full_the_line_above_it() -> None:
    told = "**What is the concern?** She came to school without shoes again and slept in the changing room"
    document = read_plain(f"{told}\n**Parents informed?** No\n")
    assert [[text.text for text in block.segments] for block in document.blocks if isinstance(block, Line)][
        -1
    ] == ["Parents informed?", "No"]


@pytest.mark.parametrize(
    "question",
    [
        "What would you like to happen next? Please could somebody visit today.",
        "Have the parents been informed of this referral? - No",
    ],
)
def test_a_question_with_its_answer_is_no_more_of_the_full_line_above_it(question: str) -> None:
    above = "Reason for referral: He was hit with a belt on Sunday, and was seen by a neighbour."
    assert [parts[0][:20] for parts in segments(f"{above}\n{question}\n")] == [above[:20], question[:20]]


def test_three_dots_behind_a_question_lead_to_its_answer() -> None:
    assert segments("Is the child at risk of harm now? ... No\n") == [
        ["Is the child at risk of harm now?", "No"]
    ]


def test_a_title_of_two_lines_between_rules_is_set_apart_as_digests_do() -> None:
    text = "#####\nSubmission 2 of 3\nReceived at noon\n#####\n\nWard: C7"
    assert headings(text) == ["Submission 2 of 3", "Received at noon"]


def test_a_section_named_by_its_label_is_a_heading() -> None:
    assert headings("Section: Parents\nWard: C7") == ["Parents"]


def test_the_longest_of_several_labels_over_their_answers_is_not_taken_for_a_wrapped_line() -> None:
    text = "Parent or guardian informed of this notification\nYes\n\nWard\nC7\n\nSite of it\nEast"
    assert ["Yes"] in segments(text)


def test_a_heading_under_the_longest_line_is_no_more_of_its_answer() -> None:
    text = (
        "Child's name: Ida Vale\nReason for referral: Left alone in the house overnight.\n"
        "School and teacher: Hexby Primary School, Mrs Long, Low Street, Hexby\nReferrer\nName: Ann Lee\n"
    )
    assert ["Referrer"] in segments(text)
