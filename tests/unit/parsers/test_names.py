"""Names are parted as they are written, and never by a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.assembly.answers.children import name_and_birthday
from parsers.assembly.remarks import without_maiden_name, without_remark
from parsers.names import split_aliases, split_name
from parsers.values import folded


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SMITH, John", ("John", "SMITH")),
        ("John SMITH", ("John", "SMITH")),
        ("SMITH John Paul", ("John Paul", "SMITH")),
        ("JP Smith", ("JP", "Smith")),
        ("Maria de Souza", ("Maria", "de Souza")),
        ("Marie St. Clair", ("Marie", "St. Clair")),
        ("boy, name not known", (None, None)),
        ("Unknown female", (None, None)),
        ("baby (unnamed)", (None, None)),
        ("Boy George", ("Boy", "George")),
        ("Miss Ann Lee", ("Ann", "Lee")),
        ("VALE, Ida Rose (Miss)", ("Ida Rose", "VALE")),
        ("Ida Vale (Ms.)", ("Ida", "Vale")),
        ("VALE, Bo, Mr", ("Bo", "VALE")),
        ("VALE; Ida", ("Ida", "VALE")),
        ("Kai Vale Jr", ("Kai", "Vale")),
        ("Kai Vale III", ("Kai", "Vale")),
        ("Orla Senior", ("Orla", "Senior")),
        ("Kai Vale or Moss", (None, None)),
        ("Poppy", ("Poppy", None)),
        ("", (None, None)),
    ],
)
def test_a_name_is_parted_where_it_says_so(text: str, names: tuple[str | None, str | None]) -> None:
    assert split_name(text) == names


def test_nicknames_are_taken_out_of_a_name() -> None:
    assert split_aliases("William (known as Billy) Lee") == ("William Lee", ["Billy"])
    assert split_aliases('Margaret "Peggy" Lee') == ("Margaret Lee", ["Peggy"])
    assert split_aliases("Aaliyah Lee (likes to be called Lia)") == ("Aaliyah Lee", ["Lia"])
    assert split_aliases("Aaliyah Lee (goes by Lia)") == ("Aaliyah Lee", ["Lia"])


@pytest.mark.parametrize("remark", ["twin", "Twin 1", "he/him", "Foster child", "male", "pronouns: they"])
def test_a_remark_in_brackets_is_no_nickname(remark: str) -> None:
    assert split_aliases(f"Kai Lee ({remark})") == ("Kai Lee", [])


@pytest.mark.parametrize("remark", ["née Moss", "formerly Moss", "previously Moss"])
def test_a_former_surname_is_another_name(remark: str) -> None:
    assert split_aliases(f"Kai Lee ({remark})") == ("Kai Lee", ["Moss"])


def test_a_courtesy_title_in_brackets_is_no_nickname() -> None:
    assert split_aliases("VALE, Ida Rose (Miss)") == ("VALE, Ida Rose", [])


@given(st.text(max_size=80))
def test_no_text_whatever_breaks_the_parting_of_a_name(text: str) -> None:
    split_aliases(text)
    forename, surname = split_name(text)
    assert all(part is None or part in folded(text) for part in (forename, surname))


@pytest.mark.parametrize("blank", [" ", "\n"])
def test_a_gap_of_any_length_in_a_name_is_read_as_a_short_one(blank: str) -> None:
    # So long that whatever takes the square of its length takes minutes.
    wide, short = (f"Ida{blank * count}Vale{blank * count}(Moss" for count in (80_000, 2))
    assert split_aliases(wide) == split_aliases(short)
    for taken_off in (without_remark, without_maiden_name, lambda name: name_and_birthday(name)[0]):
        assert folded(taken_off(wide)) == folded(taken_off(short))
