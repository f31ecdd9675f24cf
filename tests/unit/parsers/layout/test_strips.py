"""Where a line is parted into label and answer, and where its words only stand far apart."""

from __future__ import annotations

from parsers.blocks import Word
from parsers.layout.columns import part_at_columns
from parsers.layout.strips import Strip
from parsers.layout.writing_lines import part_at_writing_lines
from tests.unit.parsers.layout.sheet import Sheet


def strip(*words: tuple[float, str], top: float = 100, sure: float = 0.95) -> Strip:
    return Strip(
        [Word(text, x, top, x + 5 * len(text), top + 7, size=7, confidence=sure) for x, text in words], 1
    )


def parts(line: Strip) -> list[str]:
    return [part.text for part in line.segments]


def test_an_answer_on_a_writing_line_is_parted_by_its_own_gaps_alone() -> None:
    line = strip((50, "Is"), (62, "the"), (79, "child"), (106, "aware?"), (140, "Not"), (162, "known"))
    line.break_at([138])
    assert parts(line) == ["Is the child aware?", "Not known"]


def test_a_gap_between_brackets_parts_nothing() -> None:
    line = strip((50, "Aware?"), (82, "(Yes"), (112, "No)"), (160, "Yes"))
    assert parts(line) == ["Aware? (Yes No)", "Yes"]


def test_words_typed_wide_are_not_parted_where_other_lines_have_a_column() -> None:
    typed = strip((50, "School"), (100, "St"), (118, "Ebbas"), (151, "Academy"))
    typed.break_at([98])
    others = [strip((50, "Name"), (118, "Ida"), top=110 + 10 * at) for at in range(3)]
    part_at_columns([typed, *others])
    assert parts(typed) == ["School", "St Ebbas Academy"]


def test_a_recognised_line_is_as_high_as_its_letters_and_its_writing_line_lies_lower() -> None:
    line = strip((50, "Name"), (76, "Ida"))
    rules = Sheet().rule(74, 110, 300, 110).page().rules
    part_at_writing_lines([line], rules)
    assert parts(line) == ["Name", "Ida"]
