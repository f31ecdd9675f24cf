"""The ways in which plain text sets its questions and answers."""

from __future__ import annotations

from parsers.blocks import Line
from parsers.plain.lines import source_lines
from parsers.plain.reading import read_plain
from parsers.plain.styles import with_one_style


def styled(text: str) -> list[str]:
    return [line.text for line in with_one_style(source_lines(text)) if line.text]


def parted(text: str) -> list[tuple[str, ...]]:
    return [
        tuple(part.text for part in block.segments)
        for block in read_plain(text).blocks
        if isinstance(block, Line)
    ]


def test_lettered_questions_have_their_answers_beside_them() -> None:
    text = "Q1: First name\nA1: Ann\nQ2: Surname\nA2: Any\nQ3: Postcode\nA3:\nQ4: Tel\nA4: 023 9200 0000\n"
    assert styled(text) == ["First name\tAnn", "Surname\tAny", "Postcode", "Tel\t023 9200 0000"]


def test_quoted_pairs_are_label_and_value_with_their_quotes_and_commas() -> None:
    text = '"First name","Ann"\n"Address","1 Any Street, Portsmouth"\n"Reason","She said ""no"""\n"Tel",""\n'
    assert styled(text) == [
        "First name\tAnn",
        "Address\t1 Any Street, Portsmouth",
        'Reason\tShe said "no"',
        "Tel:",
    ]


def test_a_dash_parts_labels_from_values_where_the_text_writes_so() -> None:
    text = "Child's name - Ann Any-Body\nD.O.B. - 3/4/2015\nSex - F\nReason for referral -\nShe is thin.\n"
    assert styled(text) == [
        "Child's name\tAnn Any-Body",
        "D.O.B.\t3/4/2015",
        "Sex\tF",
        "Reason for referral:",
        "She is thin.",
    ]


def test_a_few_dashes_in_a_text_of_colons_stay_as_they_are() -> None:
    asides = "Monday - late\nTuesday - away\nWednesday - late\nThursday - late"
    text = f"Name: Ann\nSurname: Any\nReason: see below\n{asides}\n"
    assert styled(text) == text.splitlines()


def test_one_lettered_question_in_a_narrative_is_no_style() -> None:
    text = "He asked:\nQ: who hit you?\nA: nobody did\nThen he left.\n"
    assert styled(text) == text.splitlines()


def test_answers_of_another_quoting_level_are_not_put_beside_a_question() -> None:
    text = "".join(f"> Q{n}: Name\nA{n}: Ann\n" for n in range(5))
    assert "Name\tAnn" not in styled(text)


def test_arrows_before_answers_are_taken_off_where_the_text_sets_them_so() -> None:
    text = "1. Name?\n-> Ann\n2. Surname?\n-> Any\n3. Age?\n→ 4\n4. Told?\n=> Yes\n"
    assert styled(text) == ["1. Name?", "Ann", "2. Surname?", "Any", "3. Age?", "4", "4. Told?", "Yes"]


def test_one_arrow_is_left_as_it_is_written() -> None:
    assert styled("-> see page 2\nName: Ann\n") == ["-> see page 2", "Name: Ann"]


def test_an_answer_of_two_lines_is_not_run_together_beside_its_question() -> None:
    text = (
        "Q: What is the name and age of the child or children?\nA: Ida Vale, 9\nJo Vale, 5\n\n"
        "Q: Surname\nA: Vale\n\nQ: Postcode\nA: HX1 1AA\n\nQ: Tel\nA: 023 9200 0100\n"
    )
    first = next(block for block in read_plain(text).blocks if isinstance(block, Line))
    assert [part.text for part in first.segments][1:] == ["Ida Vale, 9\nJo Vale, 5"]


def test_an_equals_sign_parts_labels_from_values_where_the_text_writes_so() -> None:
    text = "Crew's action = Rang the duty line.\nName = Ann\nSurname =\nNext of kin => Bo\n"
    assert styled(text) == ["Crew's action\tRang the duty line.", "Name\tAnn", "Surname:", "Next of kin\tBo"]


def test_numbered_questions_over_their_answers_end_in_a_mark_that_parts_the_two() -> None:
    text = "Q1: Name\nAnn\n\nQ2: Home address\n1 Any Street\n\nQ3: Told?\nYes\n\nQ4: Reason\nQ5: Date\nQ6: Sex\nF\n"
    assert styled(text) == [
        "Name:", "Ann", "Home address:", "1 Any Street", "Q3: Told?", "Yes", "Reason:", "Date:", "Sex:", "F",
    ]  # fmt: skip


def test_what_may_be_the_first_line_of_a_wrapped_question_is_left_open() -> None:
    long = "Q9: In what way is all of this having an effect upon the child or"
    text = "".join(f"Q{n}: Name\nAnn\n" for n in range(4)) + f"{long}\nyoung person\n"
    assert long in styled(text)


def test_answers_set_in_below_their_labels_come_beside_them() -> None:
    text = "ABOUT YOU\n1. Name\n   Ann\n2. Home address\n   1 Any Street\n   Leeds\n3. Sex\n4. Age\n   9\n5. Told\n\tYes\n"
    assert styled(text) == [
        "ABOUT YOU", "1. Name\tAnn", "2. Home address\t1 Any Street", "Leeds", "3. Sex", "4. Age\t9", "5. Told\tYes",
    ]  # fmt: skip


def test_more_of_an_answer_that_is_set_in_is_no_answer_of_a_label() -> None:
    text = "".join(f"Reason {n}: he was left\n   alone\n" for n in range(5))
    assert styled(text)[:2] == ["Reason 0: he was left", "alone"]


def test_answers_under_bare_labels_with_blank_lines_between_stand_beside_them() -> None:
    text = "\n\n".join(
        f"{label}\n{value}"
        for label, value in (
            ("Ward", "C7"),
            ("Site", "East"),
            ("Rota", "Nights"),
            ("Told to", "All of them"),
            ("Story", "It began on Monday.\nIt went on."),
            ("Seen by", "Nobody"),
        )
    )
    assert parted(text) == [
        ("Ward", "C7"),
        ("Site", "East"),
        ("Rota", "Nights"),
        ("Told to", "All of them"),
        ("Story", "It began on Monday.\nIt went on."),
        ("Seen by", "Nobody"),
    ]


def test_titles_over_lines_with_leaders_take_none_of_them_for_an_answer() -> None:
    text = "\n\n".join(f"Part {number}\nWard ........ C{number}\nSite ........ East" for number in range(7))
    assert ("Part 0",) in parted(text)


def test_titles_over_lines_with_labels_of_their_own_take_none_of_them_for_an_answer() -> None:
    text = "\n\n".join(f"PART {number}\nWard: C{number}\nSite: East" for number in range(7))
    assert ("PART 0",) in parted(text)


def test_pipes_part_labels_from_answers_where_each_line_has_one() -> None:
    text = "Ward | C7\nSite | East\nRota | Nights\nAny more? | \nTold | All"
    assert parted(text) == [
        ("Ward", "C7"),
        ("Site", "East"),
        ("Rota", "Nights"),
        ("Any more?:",),
        ("Told", "All"),
    ]
