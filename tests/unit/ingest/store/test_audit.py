"""The audit chain: every change to it, or loss from it, is told."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, text, update

from ingest.store import Store, audit
from ingest.store.audit import GENESIS, ChainHead
from ingest.store.schema import audit_event, audit_head
from tests.records import MORNING


def told(store: Store, count: int = 5) -> None:
    with store.writing() as conn:
        for number in range(1, count + 1):
            audit.append(conn, MORNING, "officer", "contact.viewed", f"contact:{number}", {"n": number})


def test_an_untouched_chain_holds(store: Store) -> None:
    told(store)
    assert store.verify_audit() == []
    assert store.audit_head().seq == 5


def test_events_told_together_are_sealed_as_one_by_one(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        audit.append(conn, MORNING, "officer", "contact.imported", "contact:6", {"reference": "A"})
        audit.append(conn, MORNING, "officer", "contact.imported", "contact:7", {"reference": "B"})
        singly = audit.head(conn)
        conn.rollback()
    with store.writing() as conn:
        both = [("contact:6", {"reference": "A"}), ("contact:7", {"reference": "B"})]
        audit.append_all(conn, MORNING, "officer", "contact.imported", both)
        audit.append_all(conn, MORNING, "officer", "contact.imported", [])
    assert store.audit_head() == singly
    assert store.verify_audit() == []


def test_an_empty_chain_holds(store: Store) -> None:
    assert store.verify_audit() == []
    assert store.audit_head() == ChainHead(0, GENESIS)


def test_an_edited_event_is_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        conn.execute(update(audit_event).where(audit_event.c.seq == 3).values(actor="somebody else"))
    assert [fault.seq for fault in store.verify_audit()] == [3]


def test_an_event_edited_and_sealed_anew_is_seen_at_the_next(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        row = conn.execute(select(audit_event).where(audit_event.c.seq == 3)).one()._asdict()
        row["actor"] = "somebody else"
        sealed = audit._seal(row["prev_hash"], row)
        conn.execute(
            update(audit_event).where(audit_event.c.seq == 3).values(actor=row["actor"], hash=sealed)
        )
    assert [fault.seq for fault in store.verify_audit()] == [4]


def test_a_deleted_event_is_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        conn.execute(delete(audit_event).where(audit_event.c.seq == 2))
    assert store.verify_audit()[0].seq == 2


def test_events_that_changed_places_are_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            conn.execute(update(audit_event).where(audit_event.c.seq == old).values(seq=new))
    assert store.verify_audit()[0].seq == 2


def test_a_chain_cut_off_at_its_end_is_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        conn.execute(delete(audit_event).where(audit_event.c.seq >= 4))
    assert [fault.seq for fault in store.verify_audit()] == [4]


def test_a_chain_emptied_is_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        conn.execute(delete(audit_event))
    assert [fault.seq for fault in store.verify_audit()] == [1]


def test_a_head_noted_elsewhere_shows_a_chain_that_was_rewritten_with_its_head(store: Store) -> None:
    told(store)
    noted = store.audit_head()
    with store.writing() as conn:
        conn.execute(delete(audit_event))
        conn.execute(update(audit_head).values(seq=0, hash=GENESIS))
    told(store, 2)
    assert store.verify_audit() == []
    assert store.verify_audit(noted) != []


def test_a_head_noted_earlier_holds_while_the_chain_only_grows(store: Store) -> None:
    told(store)
    noted = store.audit_head()
    told(store)
    assert store.verify_audit(noted) == []


def test_an_event_slipped_in_before_the_first_is_seen(store: Store) -> None:
    told(store)
    with store.writing() as conn:
        row = conn.execute(select(audit_event).where(audit_event.c.seq == 1)).one()._asdict()
        conn.execute(insert(audit_event).values(row | {"seq": 0}))
    assert store.verify_audit() != []


def test_an_act_that_fails_leaves_no_event(store: Store) -> None:
    class Interrupted(Exception):
        pass

    try:
        with store.writing() as conn:
            audit.append(conn, MORNING, "officer", "contact.closed", "contact:1")
            raise Interrupted
    except Interrupted:
        pass
    assert store.audit_head().seq == 0


def test_details_that_no_database_takes_do_not_break_the_chain(store: Store) -> None:
    with store.writing() as conn:
        audit.append(conn, MORNING, "off\x00icer", "contacts.searched", None, {"text": "\ud800\x00é"})
        conn.execute(text("SELECT 1"))
    assert store.verify_audit() == []
