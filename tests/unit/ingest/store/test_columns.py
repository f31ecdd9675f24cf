"""JSON as it is kept: one spelling for equal values, and nothing that a database refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.store.columns import canonical_json

_TEXT = st.text(st.sampled_from('aé\x00\ud800\udc00😀\\u0"\n\ufffd'), max_size=8)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\\u0000", "\\u0000"),  # six marks that a writer typed, and no NUL
        ("Zoë 😀", "Zoë 😀"),
    ],
)
def test_only_what_no_database_takes_is_replaced(said: str, kept: str) -> None:
    assert json.loads(canonical_json({"said": [said]})) == {"said": [kept]}


@given(_VALUES)
def test_what_is_kept_can_be_stored_and_is_spelled_in_one_way(value: Any) -> None:
    written = canonical_json(value)
    written.encode()  # raises for half of a surrogate pair
    assert "\x00" not in str(json.loads(written))
    assert canonical_json(json.loads(written)) == written


def test_equal_values_are_equal_texts_whatever_their_order() -> None:
    assert canonical_json({"b": (1, 2), "a": "x"}) == canonical_json({"a": "x", "b": [1, 2]})
