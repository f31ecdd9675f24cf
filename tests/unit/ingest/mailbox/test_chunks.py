"""Messages are given few at a time, in order, and none is lost to a failure after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.mailbox import chunks
from ingest.mailbox.errors import MailboxUnreachable
from ingest.mailbox.source import Fetched, Listed


def fetched(uid: int, raw: bytes = b"x") -> Fetched:
    return Fetched(Listed(1, uid, len(raw), None), raw)


def test_so_many_are_given_at_a_time_and_the_rest_at_the_end() -> None:
    given = chunks.in_chunks((fetched(uid) for uid in range(5)), most=2)
    assert [[one.listed.uid for one in some] for some in given] == [[0, 1], [2, 3], [4]]


def test_many_bytes_are_given_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST_BYTES", 10)
    large = (fetched(uid, b"12345678") for uid in range(3))
    assert [len(some) for some in chunks.in_chunks(large, most=50)] == [2, 1]


def test_nothing_is_given_where_there_is_nothing() -> None:
    assert list(chunks.in_chunks((), most=2)) == []


def test_what_came_before_a_failure_is_given_before_it_is_told() -> None:
    def failing() -> Iterator[Fetched]:
        yield fetched(1)
        raise MailboxUnreachable

    given = chunks.in_chunks(failing(), most=2)
    assert [one.listed.uid for one in next(given)] == [1]
    with pytest.raises(MailboxUnreachable):
        next(given)
