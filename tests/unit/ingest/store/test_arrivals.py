"""Many arrivals at once are kept as they would be one by one, in a few statements."""

from __future__ import annotations

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.store import Ledger, Store
from tests.records import arrival, counted

_RUNS = count()


def test_fifty_new_messages_take_no_more_statements_than_five(ledger: Ledger, store: Store) -> None:
    with counted(store) as few:
        ledger.store_messages([arrival(uid) for uid in range(1, 6)])
    with counted(store) as many:
        ledger.store_messages([arrival(uid) for uid in range(100, 150)])
    assert len(many) == len(few) < 10


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
