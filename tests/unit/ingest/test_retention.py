"""Records go once their time is over, all that is linked together, and leave no word behind."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest import retention
from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.statutory import StatutoryClock
from ingest.errors import CallerMistake, NotFound
from ingest.retention import Periods, months_before
from ingest.store import Ledger, Store, audit, outbox, referrals
from ingest.store.engine import sqlite_path
from ingest.store.records import find
from ingest.store.schema import contact_clock, message, sighting
from parsers.form import Concern, ContactForm, Outcome, Reading
from tests.desk_views import actions
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, referral

YEAR = Periods(case=12, mail=12)
LATER = timedelta(days=400)
PROTECTION = StatutoryClock.POLICE_PROTECTION


def secret_form() -> ContactForm:
    told = form()
    told.concern = Concern(reason="Quokkaline was seen with a bruise")
    return told


def take(ledger: Ledger, uid: int, reading: Reading, body: str = "") -> int:
    [stored] = ledger.store_messages([arrival(uid, body)])
    begin_reading(ledger, stored.message_id)
    ledger.record_reading(stored.message_id, reading, SurnameMatcher())
    return stored.message_id


@pytest.fixture
def settled(desk: Desk, ledger: Ledger) -> tuple[str, str, str]:
    """A call with a note and a letter, its form and its email, dealt with; their keys."""
    contact = desk.log_contact(call())
    message_id = take(ledger, 1, referral(secret_form()), "Quokkaline")
    with desk.store.reading() as conn:
        [referral_id] = referrals.of_message(conn, message_id)
    desk.decide(referral_id, "no further action", _revision(desk, f"referral:{referral_id}"))
    desk.acknowledge(referral_id, _revision(desk, f"referral:{referral_id}"))
    desk.add_note(f"contact:{contact.id}", "Quokkaline rang again")
    letter = {"to_address": "quokkaline@school.example", "subject": "s", "text": "t", "message_id": "<1>"}
    with desk.store.writing() as conn:
        outbox.write(conn, f"contact:{contact.id}", letter, "keeper", MORNING)
    return f"contact:{contact.id}", f"referral:{referral_id}", f"message:{message_id}"


def _revision(desk: Desk, key: str) -> int:
    with desk.store.reading() as conn:
        return int(find(conn, key).revision)


def test_what_is_linked_goes_together_and_only_when_the_last_of_it_is_old(
    store: Store, desk: Desk, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    clock.move(timedelta(days=300))
    desk.add_note(settled[1], "still of use")
    clock.move(timedelta(days=100))
    assert retention.due(store, YEAR) == []
    clock.move(LATER)
    [case] = retention.due(store, YEAR)
    assert set(case.keys) == set(settled)
    assert case.keeps is None


def test_a_purged_case_leaves_its_audit_events_a_hash_and_no_word(
    store: Store, ledger: Ledger, desk: Desk, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    clock.move(LATER)
    assert retention.purge(store, YEAR, "keeper") == 3
    assert store.verify_audit() == []
    for key in settled[:2]:
        with pytest.raises(NotFound):
            desk.detail(key)
    with store.reading() as conn:
        assert [audit.events(conn, key)[-1].action for key in settled] == ["record.purged"] * 3
        [row] = conn.execute(select(message)).all()
    assert (row.state, row.subject, row.sender, row.parts, row.search) == ("purged", None, None, None, "")
    with pytest.raises(NotFound):
        ledger.raw(row.id)
    if (path := sqlite_path(store.engine)) is not None:
        left = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*") if file.is_file())
        assert b"uokkaline" not in left.lower()
        assert b"Ferry Lane" not in left


def test_a_purged_email_that_is_still_on_the_server_is_never_taken_in_again(
    store: Store, ledger: Ledger, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    clock.move(LATER)
    retention.purge(store, YEAR, "keeper")
    assert ledger.known_uids("mash", "INBOX", 1) == {1}
    same, renumbered = (
        ledger.store_messages([arrival(uid, "Quokkaline", uidvalidity=2)])[0] for uid in (1, 9)
    )
    assert not same.new
    assert not renumbered.new
    assert ledger.to_read(clock.now()) == []
    with store.reading() as conn:
        assert len(conn.execute(select(sighting)).all()) == 3


def test_a_hold_keeps_all_that_is_linked_until_it_is_released(
    store: Store, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    retention.hold(store, settled[2], "an inquest", "keeper")
    clock.move(LATER)
    [case] = retention.due(store, YEAR)
    assert case.keeps == f"{settled[2]} is held"
    assert retention.purge(store, YEAR, "keeper") == 0
    retention.release(store, settled[2], "keeper")
    assert [action for action in actions(store, settled[2]) if "hold" in action or "held" in action] == [
        "record.held",
        "record.hold_ended",
    ]
    assert retention.purge(store, YEAR, "keeper") == 3
    with pytest.raises(CallerMistake, match="not held"):
        retention.release(store, settled[2], "keeper")


def test_what_is_still_to_be_done_stays_whatever_its_age(
    store: Store, ledger: Ledger, desk: Desk, clock: SetClock
) -> None:
    desk.log_contact(call("Heron"))
    take(ledger, 1, referral(form("Wren")))
    ledger.store_messages([arrival(2)])
    take(ledger, 3, Reading(Outcome.NEEDS_ATTENTION, "encrypted"))
    lunch = take(ledger, 4, Reading(Outcome.NO_FORM, "lunch"))
    clock.move(LATER)
    fates = {key: case.keeps for case in retention.due(store, YEAR) for key in case.keys}
    assert len(fates) == 6
    assert [key for key, keeps in fates.items() if keeps is None] == [f"message:{lunch}"]
    assert retention.purge(store, YEAR, "keeper") == 1


def test_calls_and_forms_stay_where_only_emails_have_a_period(
    store: Store, ledger: Ledger, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    take(ledger, 4, Reading(Outcome.NO_FORM, "lunch"))
    clock.move(LATER)
    assert retention.purge(store, Periods(mail=12), "keeper") == 1
    with pytest.raises(CallerMistake, match="no period"):
        retention.purge(store, Periods(), "keeper")


def test_months_are_counted_back_to_a_day_that_is_never_too_late() -> None:
    assert months_before(MORNING, 12) == MORNING.replace(year=2025)
    assert months_before(MORNING, 3) == MORNING.replace(year=2025, month=12)
    assert months_before(MORNING.replace(day=31), 1) == MORNING.replace(month=2, day=28)
    assert months_before(MORNING, 100_000).year == 1


def test_a_call_stays_while_a_statutory_clock_runs_on_it_and_the_clock_goes_with_it(
    store: Store, desk: Desk, clock: SetClock, settled: tuple[str, str, str]
) -> None:
    desk.set_clock(1, PROTECTION, MORNING, _revision(desk, "contact:1"))
    clock.move(LATER)
    [case] = retention.due(store, YEAR)
    assert case.keeps == "contact:1 is under a statutory clock that runs"
    assert retention.purge(store, YEAR, "keeper") == 0
    desk.end_clock(1, PROTECTION, MORNING, _revision(desk, "contact:1"))
    assert retention.due(store, YEAR) == []
    clock.move(LATER)
    assert retention.purge(store, YEAR, "keeper") == 3
    with store.reading() as conn:
        assert conn.execute(select(contact_clock)).all() == []
