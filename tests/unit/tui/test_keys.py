"""Keys of an officer's own: what is taken, and what is refused in words."""

from __future__ import annotations

import re

import pytest

from ingest.errors import CallerMistake
from tui.keys import FIXED, keymap, names
from tui.widgets.entry import TERMINALS_OWN


def test_keys_are_taken_as_they_are_pressed() -> None:
    assert keymap({}) == {}
    assert keymap({"log_call": "+ f4"}) == {"log_call": "plus,f4"}
    assert keymap({"letter": "ctrl+T"}) == {"letter": "ctrl+t"}
    assert keymap({"next": "down ;"}) == {"next": "down,semicolon"}


def test_two_keys_may_change_places() -> None:
    assert keymap({"accept": "r", "reject": "a"}) == {"accept": "r", "reject": "a"}


@pytest.mark.parametrize(
    ("name", "keys", "words"),
    [
        ("log_call", "n", "is the key of next_found already"),
        ("log_call", "j", "is the key of next already"),
        ("go_back", "b", "there is no such key name"),
        ("no_such", "n", "there is no such key name"),
        ("log_call", " ", "say which key"),
        ("log_call", "hyper+n", "is no key"),
        ("log_call", "nn", "is no key"),
        ("log_call", "escape", "always means the same"),
        ("log_call", "ctrl+q", "always means the same"),
        *(("log_call", key, "terminals take") for key in sorted(TERMINALS_OWN)),
        *(("log_call", key.upper(), "terminals take") for key in sorted(TERMINALS_OWN)),
    ],
)
def test_what_cannot_be_a_key_is_refused_with_its_name(name: str, keys: str, words: str) -> None:
    with pytest.raises(CallerMistake, match=re.escape(words)) as refused:
        keymap({name: keys})
    assert f"[keys] {name}" in refused.value.sentence


def test_no_key_means_two_things_and_none_is_a_terminals_own_as_they_come() -> None:
    usual = [key for keys in names().values() for key in keys.split(",")]
    assert len(usual) == len(set(usual))
    assert not set(usual) & (TERMINALS_OWN | FIXED)
