"""Looks at records and searches are audited, once for each look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.errors import StoreUnavailable
from ingest.store import Store, audit
from ingest.views import View
from tests.desk_views import actions, contact_of, message_of, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral


def test_every_look_at_a_record_is_audited_and_a_refresh_is_not(
    desk: Desk, store: Store, clock: SetClock
) -> None:
    one, two = desk.log_contact(call()), desk.log_contact(call("Other"))
    for _ in range(3):
        desk.detail(f"contact:{one.id}")
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 1
    desk.detail(f"contact:{two.id}")
    desk.detail(f"contact:{one.id}")
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 2
    clock.move(timedelta(minutes=6))
    desk.detail(f"contact:{one.id}")
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 3
    Desk(store, "second", SurnameMatcher()).detail(f"contact:{one.id}")
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 4


def test_searches_are_audited_with_their_words(desk: Desk, store: Store) -> None:
    desk.window(View.AWAITING, MORNING, text="Kite")
    desk.window(View.AWAITING, MORNING, offset=200, text="Kite")
    desk.find_contacts("Kite")
    assert actions(store) == ["awaiting.searched", "contacts.searched"]
    with store.reading() as conn:
        assert [event.detail["text"] for event in audit.events(conn)] == ["Kite", "Kite"]


def test_words_that_are_typed_on_the_way_to_others_are_no_search(desk: Desk, store: Store) -> None:
    desk.log_contact(call("Kite"))
    assert desk.window(View.AWAITING, MORNING, text="ki", passing=True).shown == 1
    assert "awaiting.searched" not in actions(store)


def test_refreshing_a_filtered_list_beside_a_record_looks_at_each_once(desk: Desk, store: Store) -> None:
    one = desk.log_contact(call())
    for _ in range(3):
        desk.window(View.AWAITING, MORNING, text="Kite")
        desk.detail(f"contact:{one.id}")
    assert actions(store)[1:] == ["awaiting.searched", "contact.viewed"]


def test_a_refresh_keeps_no_writer_waiting_and_waits_for_none(desk: Desk, store: Store) -> None:
    one = desk.log_contact(call())
    desk.window(View.AWAITING, MORNING, text="Kite")
    desk.detail(f"contact:{one.id}")
    with store.writing():
        assert desk.window(View.AWAITING, MORNING, text="Kite").shown == 1
        assert desk.detail(f"contact:{one.id}").contact is not None


def test_a_look_that_could_not_be_kept_is_not_shown_and_is_a_look_the_next_time(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk.log_contact(call())
    with monkeypatch.context() as broken:
        broken.setattr(audit, "append", _full)
        with pytest.raises(StoreUnavailable):
            desk.detail(f"contact:{one.id}")
    desk.detail(f"contact:{one.id}")
    assert "contact.viewed" in actions(store)


def _full(*_: object) -> None:
    raise StoreUnavailable("the disk is full")


def test_a_records_history_tells_acts_and_not_looks(desk: Desk, clock: SetClock) -> None:
    made = desk.log_contact(call())
    desk.detail(f"contact:{made.id}")
    clock.move(timedelta(minutes=1))
    desk.close_contact(made.id, "duplicate", made.revision)
    timeline = desk.detail(f"contact:{made.id}").timeline
    assert [(entry.actor, entry.action) for entry in timeline] == [
        ("officer", "contact.logged"),
        ("officer", "contact.closed"),
    ]
    assert timeline[1].at == MORNING + timedelta(minutes=1)
    assert "duplicate" in timeline[1].detail


def test_after_every_kind_of_act_the_audit_chain_holds(
    desk: Desk, store: Store, take: Callable[..., int]
) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    desk.key_by_hand(message_id := take(unread()), form("Hand"), message_of(desk, message_id).revision)
    desk.close_contact(made.id, "done", contact_of(desk, made.id).revision)
    assert store.verify_audit() == []
    assert store.audit_head().seq == len(actions(store))
