"""What a server's answers are taken to say."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient.exceptions import ProtocolError

from ingest.mailbox.responses import before_damage, by_uid, internal_date, left_off, uids_in, uids_in_sets
from ingest.mailbox.uid_sets import uid_set


def test_an_answer_is_filed_under_the_uid_that_it_names() -> None:
    data = [(b"1 (UID 5 BODY[] {3}", b"abc"), b")", b"2 (UID 6 FLAGS (\\Seen))"]
    found = by_uid(data, [5, 6])
    assert found[5][b"BODY[]"] == b"abc"
    assert b"BODY[]" not in found[6]


def test_an_answer_without_a_uid_or_for_another_says_nothing() -> None:
    data = [(b"5 (BODY[] {3}", b"abc"), b")", (b"6 (UID 7 BODY[] {3}", b"def"), b")"]
    assert by_uid(data, [5, 6]) == {}


def test_two_answers_for_one_message_are_put_together() -> None:
    data = [b"1 (UID 5 RFC822.SIZE 9)", b"1 (FLAGS (\\Seen))", b'1 (UID 5 INTERNALDATE "x")']
    assert by_uid(data, [5])[5][b"RFC822.SIZE"] == 9


def test_no_answer_at_all_is_none() -> None:
    assert by_uid([None], [5]) == {}
    assert by_uid([], [5]) == {}


@pytest.mark.parametrize("data", [[b"1 (UID 5"], [b"1"], [b"1 (UID)"], [b"1 word"]])
def test_an_answer_that_cannot_be_taken_apart_is_refused(data: list[bytes]) -> None:
    with pytest.raises(ProtocolError):
        by_uid(data, [5])


def test_only_what_came_before_the_damage_is_saved() -> None:
    whole = [(b"1 (UID 5 BODY[] {1}", b"a"), b")"]
    after = [(b"3 (UID 7 BODY[] {1}", b"c"), b")"]
    for damaged in ([(b"2 (UID 6 BODY[] {1}", b"b")], [b"2 (UID 6"], [(b"2 (UID 6 BODY[] {2}", b"b"), b")"]):
        assert before_damage([*whole, *damaged, *after], [5, 6, 7]).keys() == {5}


@pytest.mark.parametrize("bare", [b"abc", b"12", b"nil", b"NIL", b"(a b)", b"{3}"])
def test_what_stands_bare_is_no_body(bare: bytes) -> None:
    assert not isinstance(by_uid([b"1 (UID 5 BODY[] " + bare + b")"], [5])[5][b"BODY[]"], bytes)


def test_what_stands_in_quotes_is_a_body_without_its_escapes() -> None:
    assert by_uid([rb'1 (UID 5 BODY[] "a \"b\" (c)")'], [5])[5][b"BODY[]"] == b'a "b" (c)'


def test_one_thing_said_twice_of_a_message_in_one_answer_is_not_believed() -> None:
    assert by_uid([b'1 (UID 5 BODY[] "a" BODY[] "b")'], [5])[5][b"BODY[]"] is None


@pytest.mark.parametrize(
    "data",
    [
        [b'1 (UID 5 BODY[] NIL BODY[] "a")'],
        [b"1 (UID 5 BODY[] NIL)", b'1 (UID 5 BODY[] "a")'],
        [b'1 (UID 5 BODY[] "a")', b"1 (UID 5 BODY[] NIL)"],
    ],
)
def test_nil_beside_a_body_says_nothing(data: list[bytes]) -> None:
    assert by_uid(data, [5])[5][b"BODY[]"] == b"a"


def test_what_was_contradicted_is_not_believed_when_it_is_said_again() -> None:
    said = [b'1 (UID 5 BODY[] "a")', b'1 (UID 5 BODY[] "b")', b'1 (UID 5 BODY[] "a")']
    assert by_uid(said, [5])[5][b"BODY[]"] is None


@pytest.mark.parametrize("said", [b"1:3, 5", b"1:3,", b"1:*", b"1;3", b'"1:3"', b"(1:3)", b"1:3 5"])
def test_half_a_set_is_none(said: bytes) -> None:
    with pytest.raises(ProtocolError):
        uids_in_sets([b'(TAG "A1") UID ALL ' + said], b"A1")


def test_uids_come_rising_and_once_whatever_the_lines() -> None:
    assert uids_in([b"3 1 2", None, b"2 9 (MODSEQ 1234)", b""]) == [1, 2, 3, 9]


@pytest.mark.parametrize("line", [b"abc", b"11x12", b"0xff 3", b"1,2", b"-5", b"9" * 20])
def test_a_search_answer_that_holds_what_is_no_number_names_no_message(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        uids_in([b"3", line])


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (b"29-Mar-2026 01:59:30 +0100", datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)),
        (b" 1-Jan-2026 00:00:00 -0500", datetime(2026, 1, 1, 5, 0, tzinfo=UTC)),
        (b"nonsense", None),
        (None, None),
    ],
)
def test_internaldate_is_taken_with_its_offset(text: bytes | None, at: datetime | None) -> None:
    assert internal_date(text) == at


@given(st.sets(st.integers(min_value=1, max_value=300), min_size=1))
def test_a_set_names_its_uids_and_no_others(uids: set[int]) -> None:
    named: set[int] = set()
    for part in uid_set(sorted(uids)).split(","):
        first, _, last = part.partition(":")
        named.update(range(int(first), int(last or first) + 1))
    assert named == uids


@pytest.mark.parametrize("named", [b"1:2000001", b"1:1999999,5000000:6999999", b"1:4294967295"])
def test_more_uids_than_a_folder_holds_are_not_counted_up(named: bytes) -> None:
    with pytest.raises(ProtocolError):
        uids_in_sets([b'(TAG "A1") UID ALL ' + named], b"A1")


def test_where_a_server_left_off_is_told_until_nothing_is_left() -> None:
    assert left_off([b"[MESSAGELIMIT 1000 23221] there are more"], None) == 23221
    assert left_off([b"[MESSAGELIMIT 1000 1] there are more"], 23221) is None
    assert left_off([b"done", None], None) is None


def test_a_server_that_leaves_off_at_the_same_place_again_is_refused() -> None:
    with pytest.raises(ProtocolError):
        left_off([b"[MESSAGELIMIT 1000 23221] there are more"], 23221)
