"""An "I" that looks like what is left of a rule is still a word of its sentence."""

from __future__ import annotations

import pytest

from parsers.ocr.pronouns import with_pronouns
from parsers.ocr.tesseract import SeenWord

_HIGH = 22


def _line(text: str, *, line: int = 1, stroke: tuple[int, int] = (0, 0), gap: int = 10) -> list[SeenWord]:
    """Words on one line, capitals 22 dots high; a stroke reaches so far above and below the others."""
    seen: list[SeenWord] = []
    left, top = 60, 100 + 34 * line
    for word in text.split():
        wide = 4 if word.strip("“‘'(") in "|Il" else 11 * len(word)
        above, below = stroke if wide == 4 else (0, 5 if set(word) & set("gjpqy,") else 0)
        seen.append(SeenWord(word, left, top - above, left + wide, top + _HIGH + below, 0.6, line))
        left += wide + gap
    return seen


def _text(words: list[SeenWord]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("Reason: | met Callum at the gate", "Reason: I met Callum at the gate"),
        (
            "She asked whether | would stay, and | did so at once",
            "She asked whether I would stay, and I did so at once",
        ),
        ("He said “| don’t want to go home”", "He said “I don’t want to go home”"),
    ],
)
def test_a_stroke_as_high_as_a_capital_among_small_words_is_the_one_who_writes(seen: str, said: str) -> None:
    assert _text(with_pronouns(_line(seen))) == said


def test_no_other_look_is_taken_at_it() -> None:
    assert all(word.final for word in with_pronouns(_line("and | was told so by her")) if word.text == "I")


def test_a_stroke_seen_as_a_letter_stays_one_though_the_line_below_hangs_on_it() -> None:
    words = with_pronouns(_line("tell nobody that I was here today", stroke=(0, 15)))
    assert [word.final for word in words if word.text == "I"] == [True]


@pytest.mark.parametrize(
    "text",
    ["male | female", "Yes | No | Not known", "tel 01632 960118 | reception@mill.example", "Cal Woods | Dad"],
)
def test_a_bar_between_answers_or_cells_is_none(text: str) -> None:
    assert with_pronouns(_line(text)) == _line(text)


def test_a_bar_that_reaches_below_its_line_or_stands_apart_is_none() -> None:
    text = "he came | they were told to wait"
    for words in (_line(text, stroke=(4, 6)), _line(text, gap=30)):
        assert with_pronouns(words) == words


def test_the_first_word_of_a_line_starts_where_the_lines_around_it_do() -> None:
    above = _line("When his mother was asked about this", line=1)
    assert _text(with_pronouns([*above, *_line("| went to the flat", line=2)])).endswith("I went to the flat")
    side = [SeenWord("|", 40, 168, 43, 190, 0.6, 2)]
    words = [*above, *side, *_line("went to the flat", line=2)]
    assert with_pronouns(words) == words
