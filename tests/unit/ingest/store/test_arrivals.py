"""Many arrivals at once are kept as they would be one by one, in a few statements."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.store import Ledger, Store, outcomes
from ingest.store.arrivals import pack
from tests.records import arrival, counted

_RUNS = count()


def test_fifty_new_messages_take_no_more_statements_than_five(ledger: Ledger, store: Store) -> None:
    with counted(store) as few:
        ledger.store_messages([arrival(uid) for uid in range(1, 6)])
    with counted(store) as many:
        ledger.store_messages([arrival(uid) for uid in range(100, 150)])
    assert len(many) == len(few) < 10


def test_a_message_is_kept_however_deep_its_senders_field_nests(ledger: Ledger) -> None:
    raw = b"From: " + b"(" * 2_000 + b"\r\nSubject: Form\r\n\r\n"
    glimpse = pack(raw).glimpse
    assert (glimpse["subject"], glimpse["sender"]) == ("Form", "(" * 2_000)
    [kept] = ledger.store_messages([replace(arrival(1), raw=raw)])
    assert ledger.raw(kept.message_id) == raw


def test_no_field_keeps_a_message_from_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_field: str) -> tuple[str, str]:
        raise LookupError

    monkeypatch.setattr(outcomes, "named", stumble)
    glimpse = pack(b"From: a\r\nSubject: Form\r\n\r\n").glimpse
    assert (glimpse["subject"], glimpse["sender"]) == (None, None)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    batches=st.lists(
        st.lists(st.tuples(st.integers(1, 6), st.sampled_from("abc")), max_size=8), min_size=1, max_size=3
    )
)
def test_a_batch_is_kept_as_its_messages_one_by_one(
    ledger: Ledger, batches: list[list[tuple[int, str]]]
) -> None:
    number = next(_RUNS)
    together, alone = f"together {number}", f"alone {number}"
    for batch in batches:
        one = ledger.store_messages(
            [arrival(uid, f"{together} {body}", mailbox=together) for uid, body in batch]
        )
        two = [
            ledger.store_messages([arrival(uid, f"{alone} {body}", mailbox=alone)])[0] for uid, body in batch
        ]
        assert [(kept.uid, kept.new) for kept in one] == [(kept.uid, kept.new) for kept in two]
        assert [ledger.raw(kept.message_id)[-5:] for kept in one] == [
            ledger.raw(kept.message_id)[-5:] for kept in two
        ]
