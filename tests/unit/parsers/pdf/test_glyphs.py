"""Letters that a file writes down in other ways."""

from __future__ import annotations

import pytest

from parsers.pdf.glyphs import plain, with_letters_righted


@pytest.mark.parametrize(
    ("written", "said"),
    [("Whi\u7400\u6600ield", "Whitfield"), ("She\u6600\ucf00eld", "Shefﬁeld"), ("le\u6600\u7400", "left")],
)
def test_letters_with_their_bytes_turned_round_are_letters(written: str, said: str) -> None:
    assert len(with_letters_righted(written)) == len(written)
    assert plain(with_letters_righted(written)) == plain(said)


def test_a_chinese_name_stays_as_it_is() -> None:
    assert with_letters_righted("Li Wei (李昀)") == "Li Wei (李昀)"
