"""What untrusted text becomes before it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text import MARKS_IN_A_ROW, clean, fit, fit_label, named_within, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Robin O'Exampleton-Jones", "Robin O'Exampleton-Jones"),
        ("Zoë Łukasz Đặng Ðunn", "Zoë Łukasz Đặng Ðunn"),
        ("\x1b[2J", "␛[2J"),
        ("a\x00b\x07", "a␀b␇"),
        ("\x7f", "␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("photo\u202egnp.exe", "photo⟨U+202E⟩gnp.exe"),
        ("a\u200bb\ufeff", "a⟨U+200B⟩b⟨U+FEFF⟩"),
        ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("\u3164", "⟨U+3164⟩"),
        ("a\u00a0b\u2003c", "a b c"),
        ("two\nlines\ttab", "two⏎lines tab"),
        ("two\r\nlines", "two⏎lines"),
        ("a\u2028b", "a⟨U+2028⟩b"),
        ("[red]x[/red]", "[red]x[/red]"),
    ],
)
def test_what_cannot_be_seen_becomes_a_mark(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_several_lines_keep_their_breaks_and_tabs_become_spaces() -> None:
    assert clean("a\r\n\tb\rc", multiline=True) == "a\n    b␍c"


@pytest.mark.parametrize(
    "name",
    [
        "نیم\u200cفاصله",  # Persian
        "क्\u200dष",  # Devanagari
        "ශ්\u200dරී",  # Sinhala
        "ന്\u200dറെ",  # Malayalam
    ],
)
def test_joiners_stay_where_a_script_needs_them(name: str) -> None:
    assert clean(name) == name


@pytest.mark.parametrize("text", ["Ro\u200dbin", "\u200cن", "ن\u200c", "न\u200db", "👨\u200d👩"])
def test_joiners_elsewhere_are_marks(text: str) -> None:
    assert "⟨U+200" in clean(text)


def test_of_many_combining_marks_the_first_few_stay_and_the_rest_are_counted() -> None:
    assert clean("e" + "\u0301" * 60 + "x") == "e" + "\u0301" * 4 + "⟨+56 marks⟩x"


def test_a_mark_without_a_letter_gets_something_to_stand_on() -> None:
    assert clean("\u0301a") == "◌\u0301a"


@given(st.text())
def test_clean_text_holds_nothing_that_a_terminal_or_a_reader_could_miss(text: str) -> None:
    for multiline in (False, True):
        shown = clean(text, multiline=multiline)
        run = 0
        for character in shown:
            run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
            assert run <= MARKS_IN_A_ROW
            if character in "\u200c\u200d" or (multiline and character == "\n"):
                continue
            assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(), st.integers(0, 40))
def test_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(clean(text), width)) == width


@given(st.text(), st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    shown = clean(text, multiline=True)
    lines = wrap(shown, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown.split())


def test_wrapped_lines_keep_the_spaces_that_they_begin_with() -> None:
    assert wrap("  a line that stands in", 12) == ["  a line", "that stands", "in"]
    assert wrap("one\n    two", 12) == ["one", "    two"]
    assert wrap("    muchtoolongaword", 8) == ["muchtool", "ongaword"]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Ada L. +1", "Ada L. +1   "),
        ("Wilhelmina-Anastasia O. +2", "Wilhelmi… +2"),
        ("Child0 Longforename S. +29", "Child0… +29 "),
        ("小明小红小丽小青 王. +2", "小明小红… +2"),
        ("A walk, and 1 +x more than that", "A walk, and…"),
    ],
)
def test_how_many_more_children_there_are_is_never_cut_off(label: str, shown: str) -> None:
    assert fit_label(label, 12) == shown


@given(st.text().map(clean), st.integers(2, 99), st.integers(0, 40))
def test_a_label_fills_its_cells_whatever_it_says(name: str, more: int, width: int) -> None:
    assert cell_len(fit_label(f"{name} +{more}", width)) == width


def test_of_many_names_those_are_told_that_have_room_and_how_many_more_there_are() -> None:
    names = ["Ada Lyle", "Ben Lyle", "Cy Lyle"]
    assert named_within(names, 40) == "Ada Lyle, Ben Lyle, Cy Lyle"
    assert named_within(names, 22) == "Ada Lyle, Ben Lyle +1"
    assert named_within(names, 12) == "Ada Lyle +2"
    assert named_within(names, 8) == "Ada… +2"
    assert named_within([], 8) == ""
