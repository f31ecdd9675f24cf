"""Bold words by the width of their strokes."""

from __future__ import annotations

import numpy as np
import pytest

from parsers.ocr.strokes import bold
from parsers.ocr.tesseract import SeenWord

#: Widths of strokes in dots; most words of a form are not bold.
_PLAIN, _NEARLY, _BOLD = 12, 14, 20


def _bold(*words: tuple[str, int], gap: int = 8) -> list[bool]:
    """Words of one line, each drawn as upright strokes so thick, after a page of plain ones."""
    page = np.full((200, 1200), 255, np.uint8)
    seen: list[SeenWord] = []
    plain = [("plain", _PLAIN)] * 5
    for top, line in ((20, plain), (100, words)):
        left = 20
        for text, width in line:
            for stroke in range(4):
                page[top : top + 60, left + 40 * stroke : left + 40 * stroke + width] = 0
            seen.append(SeenWord(text, left - 2, top - 2, left + 152, top + 62, 0.95, line=top))
            left += 154 + gap
    return bold(page, seen)[5:]


def test_a_label_s_last_word_with_thinner_strokes_is_bold_with_it() -> None:
    assert _bold(("Email", _BOLD), ("address:", _NEARLY), ("p.kay@mill.example", _PLAIN)) == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("words", "gap"),
    [
        ((("Postcode:", _BOLD), ("DE7", _NEARLY)), 8),
        ((("Postcode", _BOLD), ("DE7", _NEARLY)), 80),
        ((("Happy", _PLAIN), ("DE7", _NEARLY)), 8),
    ],
)
def test_an_answer_with_thicker_strokes_is_not_bold(words: tuple[tuple[str, int], ...], gap: int) -> None:
    assert _bold(*words, gap=gap)[-1] is False


def test_a_slash_in_a_label_is_bold_with_it() -> None:
    assert _bold(("School", _BOLD), ("/", 2), ("nursery:", _NEARLY)) == [True, True, True]


def test_answers_in_larger_type_than_their_grey_labels_are_not_bold() -> None:
    """Strokes of 16 dots in letters 80 dots high are thinner for their size than of 12 in letters 50 high."""
    page = np.full((400, 1200), 255, np.uint8)
    seen: list[SeenWord] = []
    for top, high, width in ((20, 50, 12), (100, 80, 16), (220, 50, 12)):
        for left in (20, 220, 420):
            for stroke in range(4):
                page[top : top + high, left + 40 * stroke : left + 40 * stroke + width] = 0
            seen.append(SeenWord("label", left, top, left + 150, top + high, 0.95, line=top))
    assert bold(page, seen) == [False] * 9


def test_a_letter_alone_before_a_plain_word_is_not_bold() -> None:
    assert _bold(("I", _BOLD), ("have", _PLAIN), ("told", _PLAIN)) == [False, False, False]
