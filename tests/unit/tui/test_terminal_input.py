"""What a terminal sends: pasted text is never keys, nor is a sequence that nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from tui.terminal_input import Arriving, known_to


def heard(*pieces: str) -> list[str]:
    """What the parser is given of these pieces, and what was pasted, between guillemets."""
    arriving = Arriving(known_to(XTermParser()))
    said = [_said(whole) for piece in pieces for whole in arriving.take(piece)]
    return [*said, *arriving.rest()]


def _said(whole: str | events.Paste) -> str:
    return f"«{whole.text}»" if isinstance(whole, events.Paste) else whole


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[A", "\x1bOP", "\x1b[15~", "\x1b[1;5C", "\x1b[Z", "\x1b[97;5u", "\x1b[<0;10;5M", "\x1b[<0;10;5m", "\x1b[[A",
     "\x1b[I", "\x1b[O", "\x1b[?2026;2$y", "\x1bb", "\x1b\x7f", "\x1b[3;1R"],
)  # fmt: skip
def test_keys_the_mouse_and_the_terminals_answers_reach_the_parser_in_any_pieces(sequence: str) -> None:
    assert heard(f"a{sequence}b") == ["a", sequence, "b"]
    for place in range(1, len(sequence)):
        assert "".join(heard("a" + sequence[:place], sequence[place:] + "b")) == f"a{sequence}b"


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[27;5;99;1~", "\x1b[99999999;5u", "\x1b[>1;2c", "\x1b[?62;22c", "\x1b]11;rgb:12/34/56\x07", "\x1b]52;c;aGk=\x1b\\",
     "\x1bP1$r0m\x1b\\", "\x1b_Gq\x1b\\"],
)  # fmt: skip
def test_a_sequence_that_nobody_knows_is_no_key(sequence: str) -> None:
    assert "".join(heard(f"a{sequence}b")) == "ab"
    for place in range(2, len(sequence)):
        assert "".join(heard("a" + sequence[:place], sequence[place:] + "b")) == "ab"


def test_escape_alone_is_a_key_once_nothing_follows_and_before_another_sequence() -> None:
    assert heard("\x1b") == ["\x1b"]
    assert heard("\x1b\x1b[A") == ["\x1b", "\x1b[A"]
    assert heard("\x1b\x1b") == ["\x1b", "\x1b"]


@pytest.mark.parametrize("key", ["1", "\r", "j", "L", "O", "["])
def test_escape_and_a_key_in_one_breath_are_both_of_them(key: str) -> None:
    assert "|".join(heard(f"\x1b{key}")) == f"\x1b|{key}"
    assert "|".join(heard("\x1b", key)) == f"\x1b|{key}"


def test_a_sequence_that_breaks_off_is_no_key() -> None:
    assert heard("\x1b[27;5") == []
    assert "".join(heard("\x1b[27;5\x1b[A")) == "\x1b[A"
    assert "".join(heard("\x1b]11;rgb\x1b[A")) == "\x1b[A"


@given(st.text(st.sampled_from("\x1b[]012~;caLq\x07\x9b\nA\u202e"), max_size=40), st.data())
def test_whatever_is_pasted_is_a_text_and_nothing_of_it_a_key(words: str, data: st.DataObject) -> None:
    whole = f"\x1b[200~{words}\x1b[201~"
    places = sorted(data.draw(st.lists(st.integers(1, len(whole)), max_size=4)))
    pieces = [whole[start:end] for start, end in zip([0, *places], [*places, len(whole)], strict=True)]
    end = whole.index("\x1b[201~", 6)
    assert heard(*pieces)[0] == f"«{whole[6:end]}»"


@given(st.lists(st.text(st.sampled_from("\x1b[]OM<012~;caLqRu\x07\\P"), max_size=12), max_size=5))
def test_no_input_is_too_odd(pieces: list[str]) -> None:
    heard(*pieces)


EMAIL = "Dear colleagues,\rplease ring me back about Ali, who came in with a black eye again.\rCannot wait\r"


def test_what_is_pasted_where_the_terminal_does_not_say_so_is_a_text_too() -> None:
    told = EMAIL.replace("\r", "\n")
    assert heard(EMAIL) == [f"«{told}»"]
    assert heard(f"/{EMAIL}") == [f"«/{told}»"]
    assert "".join(heard(EMAIL, "go on\r", "\r")) == f"«{told}»«go on\n»\r"


def test_a_page_break_or_a_bell_makes_no_keys_of_a_text() -> None:
    page = f"{EMAIL}\x0c{EMAIL}\x07{EMAIL}{EMAIL}"
    told = page.replace("\r", "\n")
    assert heard(page) == [f"«{told}»"]
    assert heard(page, "and d\x0cL\r") == [f"«{told}»", "«and d\x0cL\n»"]


@pytest.mark.parametrize(
    "keys",
    ["j" * 400, "jk" * 200, "worried about\r", "Sam Tester\tTesting Primary School\tteacher\r", "x\x7f" * 60],
)
def test_what_fingers_type_is_keys_however_slow_the_line(keys: str) -> None:
    assert heard(keys) == [keys]


def test_after_a_moment_what_comes_is_typed_again() -> None:
    arriving = Arriving(known_to(XTermParser()))
    list(arriving.take(EMAIL))
    list(arriving.rest())
    assert list(arriving.take("ab\r")) == ["ab\r"]
