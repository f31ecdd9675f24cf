from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.store import Store, audit
from ingest.views import View
from tests.desk_views import actions, contact_of, message_of, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral


def test_every_look_at_a_record_is_audited_and_a_refresh_is_not(
    desk: Desk, store: Store, clock: SetClock
) -> None:
    one, two = desk.log_contact(call()), desk.log_contact(call("Other"))
    for _ in range(3):
        desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 1
    desk.detail(f"contact:{two.id}", MORNING)
    desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 2
    clock.move(timedelta(minutes=6))
    desk.detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 3
    Desk(store, "second", SurnameMatcher()).detail(f"contact:{one.id}", MORNING)
    assert actions(store, f"contact:{one.id}").count("contact.viewed") == 4


def test_searches_are_audited_with_their_words(desk: Desk, store: Store) -> None:
    desk.window(View.AWAITING, MORNING, text="Kite")
    desk.window(View.AWAITING, MORNING, offset=200, text="Kite")
    desk.find_contacts("Kite")
    assert actions(store) == ["awaiting.searched", "contacts.searched"]
    with store.reading() as conn:
        assert [event.detail["text"] for event in audit.events(conn)] == ["Kite", "Kite"]


def test_a_records_history_tells_acts_and_not_looks(desk: Desk, clock: SetClock) -> None:
    made = desk.log_contact(call())
    desk.detail(f"contact:{made.id}", MORNING)
    clock.move(timedelta(minutes=1))
    desk.close_contact(made.id, "duplicate", made.revision)
    timeline = desk.detail(f"contact:{made.id}", MORNING).timeline
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
