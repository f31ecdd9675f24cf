"""FETCH answers: what is whole is understood as it was meant, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.exceptions import ProtocolError

from ingest.mailbox.fetch_answers import Part, Value, items, separate

_WORDS = st.from_regex(r"\\?[A-Za-z$][A-Za-z0-9.-]{0,8}", fullmatch=True).filter(
    lambda word: word.upper() != "NIL"
)
_NAMES = st.from_regex(r"[A-Z][A-Z0-9.]{0,8}(\[[A-Z (]{0,9}\](<[0-9]{1,4}>)?)?", fullmatch=True)
_VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.integers(0, (1 << 63) - 1) | _WORDS | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)


def written(number: int, listed: Sequence[tuple[str, Value]]) -> bytes:
    """An answer as a server writes it."""
    said = b" ".join(name.encode() + b" " + _spelt(value) for name, value in listed)
    return b"%d (%s)" % (number, said)


def _spelt(value: Value) -> bytes:
    match value:
        case None:
            return b"NIL"
        case int():
            return b"%d" % value
        case str():
            return value.encode()
        case bytes() if re.fullmatch(rb"[ !#-~]*", value) and len(value) % 2 and b"\\" not in value:
            return b'"' + value + b'"'
        case bytes():
            return b"{%d}\r\n%s" % (len(value), value)
        case tuple():
            return b"(" + b" ".join(map(_spelt, value)) + b")"


def as_imaplib_gives_it(wire: bytes) -> list[Part]:
    """Line for line, each literal beside the line that announced it."""
    parts: list[Part] = []
    while True:
        line, _, wire = wire.partition(b"\r\n")
        announced = re.search(rb"\{(\d+)\}\Z", line)
        if announced is None:
            return [*parts, line]
        size = int(announced[1])
        parts.append((line, wire[:size]))
        wire = wire[size:]


@given(st.integers(1, 1 << 32), st.lists(st.tuples(_NAMES, _VALUES), max_size=4))
def test_an_answer_says_what_was_written(number: int, listed: list[tuple[str, Value]]) -> None:
    said = items(as_imaplib_gives_it(written(number, listed)))
    assert said == [(name.encode(), value) for name, value in listed]


@given(st.lists(st.tuples(_NAMES, _VALUES), min_size=1, max_size=3), st.data())
def test_no_damage_turns_anything_but_quotes_and_literals_into_a_body(
    listed: list[tuple[str, Value]], data: st.DataObject
) -> None:
    wire = written(1, [("UID", 5), *listed])
    at = data.draw(st.integers(0, len(wire) - 1))
    damaged = wire[:at] + data.draw(st.binary(max_size=3)) + wire[at + data.draw(st.integers(0, 9)) :]
    parts = as_imaplib_gives_it(damaged)
    literals = {part[1] for part in parts if isinstance(part, tuple)}
    try:
        said = items(parts)
    except ProtocolError:
        return
    for _, value in said:
        assert not isinstance(value, bytes) or value in literals or b'"' in damaged


@pytest.mark.parametrize(
    "keyword", ["\\Seen", "$Forwarded", "a{b", "{3}x", "[x", "x]", "[Gmail]/All", "&AOk-", "B\xfcro", "007x"]
)
def test_keywords_may_hold_any_signs_but_spaces_quotes_and_round_brackets(keyword: str) -> None:
    said = b"1 (UID 5 FLAGS (a %s\t b) MODSEQ (12))" % keyword.encode("latin-1")
    assert items([said])[1] == (b"FLAGS", ("a", keyword, "b"))


@pytest.mark.parametrize(
    "answer",
    [
        [(b"1 (UID 5 BODY[] {3}", b"ab"), b")"],
        [(b"1 (UID 5 BODY[] abc", b"abc"), b")"],
        [b"1 (UID 5 BODY[] {3}"],
        [b'1 (UID 5 BODY[] "abc)'],
        [b"1 (UID 5))"],
        [b"1 (UID 5) (UID 6)"],
        [b"(UID 5)"],
        [b"one (UID 5)"],
        [b"1 (5 UID)"],
        [b'1 ("UID" 5)'],
        [b"1 (UID 5\x00)"],
        [b"1 (X " + b"(" * 101 + b")" * 101 + b")"],
        [b""],
    ],
)
def test_what_does_not_hold_together_is_refused(answer: list[Part]) -> None:
    with pytest.raises(ProtocolError):
        items(answer)


def test_brackets_that_never_close_are_gone_through_once() -> None:
    """Where each of them looked for its end, a line of these took hours."""
    keyword = b"[" * 1_000_000
    assert items([b"1 (UID 11 FLAGS (" + keyword + b"))"])[1] == (b"FLAGS", (keyword.decode(),))


def test_an_answer_that_a_cut_left_unfinished_is_left_out() -> None:
    whole: list[Part] = [(b"1 (UID 5 BODY[] {1}", b"a"), b")"]
    assert list(separate([*whole, (b"2 (UID 6 BODY[] {1}", b"b")])) == [whole]
    assert list(separate([None])) == []
