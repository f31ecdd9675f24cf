"""Messages kept before they are read, each tried three times, and each outcome once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.model import Contact, LedgerState, Proposal
from ingest.store import Arrival, Ledger, Store, schema
from ingest.views import View
from parsers.form import Child, ContactForm, Envelope, Outcome, Reading
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, next_to_read, referral

MATCHER = SurnameMatcher()


def read_next(ledger: Ledger, reading: Reading) -> int:
    message_id = next_to_read(ledger, MORNING + timedelta(days=30))
    assert message_id is not None
    begin_reading(ledger, message_id)
    ledger.record_reading(message_id, reading, MATCHER)
    return message_id


def rows(store: Store, table: str) -> int:
    with store.reading() as conn:
        return conn.execute(select(func.count()).select_from(schema.metadata.tables[table])).scalar_one()


def test_a_message_is_stored_byte_for_byte(ledger: Ledger) -> None:
    raw = b"Subject: x\r\n\r\n" + bytes(range(256)) * 50
    [stored] = ledger.store_messages([Arrival("mash", "INBOX", 1, 7, raw, MORNING)])
    assert ledger.raw(stored.message_id) == raw


def test_what_is_stored_is_known_by_uid_under_its_uidvalidity(ledger: Ledger) -> None:
    ledger.store_messages([arrival(3), arrival(9), arrival(12)])
    assert ledger.known_uids("mash", "INBOX", 1) == {3, 9, 12}
    assert ledger.known_uids("mash", "INBOX", 1, above=3) == {9, 12}
    assert ledger.known_uids("mash", "INBOX", 2) == set()
    assert ledger.known_uids("mash", "Junk", 1) == set()
    assert ledger.count("mash", "INBOX", 1) == 3


def test_storing_a_message_twice_stores_it_once(ledger: Ledger, store: Store) -> None:
    first = ledger.store_messages([arrival(3)])
    again = ledger.store_messages([arrival(3)])
    assert [item.new for item in (*first, *again)] == [True, False]
    assert first[0].message_id == again[0].message_id
    assert rows(store, "message") == rows(store, "raw_message") == rows(store, "sighting") == 1


def test_the_same_bytes_elsewhere_are_one_message_read_once(ledger: Ledger, store: Store) -> None:
    one, two, three = ledger.store_messages(
        [arrival(3, "same"), arrival(8, "same", uidvalidity=2), arrival(3, "same", mailbox="duty")]
    )
    assert one.message_id == two.message_id == three.message_id
    assert rows(store, "sighting") == 3
    assert ledger.to_read(MORNING) == [one.message_id]


def test_a_reused_uid_under_a_new_uidvalidity_is_another_message(ledger: Ledger) -> None:
    ledger.store_messages([arrival(1, "before")])
    [after] = ledger.store_messages([arrival(1, "after", uidvalidity=2)])
    assert after.new


def test_two_mails_with_one_message_id_are_two_messages(ledger: Ledger) -> None:
    mails = [b"Message-ID: <same@x>\r\n\r\none", b"Message-ID: <same@x>\r\n\r\ntwo"]
    stored = ledger.store_messages(
        [Arrival("mash", "INBOX", 1, uid, raw, MORNING) for uid, raw in enumerate(mails, 1)]
    )
    assert [item.new for item in stored] == [True, True]


def test_the_earlier_arrival_of_an_unread_mail_counts(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1, "same")])
    earlier = MORNING - timedelta(hours=3)
    [stored] = ledger.store_messages([arrival(1, "same", mailbox="duty", received_at=earlier)])
    view = desk.detail(f"message:{stored.message_id}").message
    assert view is not None
    assert view.received_at == earlier
    assert view.mailbox == "duty, mash"


def test_a_batch_is_stored_whole_or_not_at_all(ledger: Ledger, store: Store) -> None:
    naive = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001
    with pytest.raises(Exception, match="offset"):
        ledger.store_messages([arrival(1), arrival(2, received_at=naive)])
    assert rows(store, "message") == 0


def test_a_subject_and_sender_are_shown_before_anything_is_read(ledger: Ledger, desk: Desk) -> None:
    raw = b"Subject: =?utf-8?q?Caf=C3=A9?=\r\n fold\x00ed\r\nFrom: =?bad?x?y?= <jo@x.example>\r\n\r\n"
    [stored] = ledger.store_messages([Arrival("mash", "INBOX", 1, 1, raw, MORNING)])
    view = desk.detail(f"message:{stored.message_id}").message
    assert view is not None
    assert view.subject == "Café fold\ufffded"
    assert view.sender is not None
    assert "jo@x.example" in view.sender


def test_a_message_too_large_to_fetch_needs_attention_at_once(ledger: Ledger, desk: Desk) -> None:
    header = b"Subject: huge\r\n\r\n"
    large = Arrival("mash", "INBOX", 1, 1, header, MORNING, size=10**9, too_large="it is larger than 50 MB")
    ledger.store_messages([large])
    assert next_to_read(ledger, MORNING) is None
    [row] = desk.window(View.ATTENTION, MORNING).rows
    assert row.status == "it is larger than 50 MB"


def test_a_failed_message_waits_its_turn_and_lets_the_others_pass(ledger: Ledger) -> None:
    first, second = ledger.store_messages([arrival(1), arrival(2)])
    begin_reading(ledger, first.message_id)
    later = MORNING + timedelta(minutes=5)
    assert ledger.record_failure(first.message_id, "the reader stopped", later) is LedgerState.STORED
    assert ledger.to_read(MORNING) == [second.message_id]
    assert ledger.to_read(later) == [second.message_id, first.message_id]


def test_after_three_tries_a_message_needs_attention(ledger: Ledger, desk: Desk) -> None:
    [stored] = ledger.store_messages([arrival(1)])
    states = []
    for _ in range(3):
        begin_reading(ledger, stored.message_id)
        states.append(ledger.record_failure(stored.message_id, "the reader stopped", MORNING))
    assert states == [LedgerState.STORED, LedgerState.STORED, LedgerState.NEEDS_ATTENTION]
    [row] = desk.window(View.ATTENTION, MORNING).rows
    assert row.status == "the reader stopped"
    assert ledger.backlog() == (0, None)


def test_what_a_killed_worker_was_reading_waits_again(ledger: Ledger) -> None:
    [stored] = ledger.store_messages([arrival(1)])
    begin_reading(ledger, stored.message_id)
    assert next_to_read(ledger, MORNING) is None
    assert ledger.return_unfinished() == 1
    assert next_to_read(ledger, MORNING) == stored.message_id


def test_a_message_that_kills_the_worker_each_time_ends_in_attention(ledger: Ledger, desk: Desk) -> None:
    [stored] = ledger.store_messages([arrival(1)])
    for _ in range(3):
        begin_reading(ledger, stored.message_id)
        ledger.return_unfinished()
    assert next_to_read(ledger, MORNING) is None
    assert desk.counts(MORNING).attention == 1


def test_only_a_waiting_message_can_be_begun(ledger: Ledger) -> None:
    [stored] = ledger.store_messages([arrival(1)])
    assert set(ledger.begin_readings([stored.message_id, 999])) == {stored.message_id}
    assert ledger.begin_readings([stored.message_id]) == {}


def test_the_backlog_says_since_when_mail_waits(ledger: Ledger, clock: SetClock) -> None:
    ledger.store_messages([arrival(1)])
    clock.move(timedelta(minutes=4))
    ledger.store_messages([arrival(2)])
    assert ledger.backlog() == (2, MORNING)


def test_a_form_is_linked_to_its_call_and_stops_its_clock(ledger: Ledger, desk: Desk) -> None:
    contact = desk.log_contact(call())
    ledger.store_messages([arrival(1)])
    read_next(ledger, referral(form()))
    counts = desk.counts(MORNING)
    assert (counts.awaiting, counts.unmatched, counts.matched_today) == (0, 0, 1)
    [match] = desk.detail(f"contact:{contact.id}").contact_matches
    assert match.status == "auto"


def test_a_suggestion_does_not_stop_the_clock(ledger: Ledger, desk: Desk) -> None:
    desk.log_contact(call(dob=None))
    ledger.store_messages([arrival(1)])
    read_next(ledger, referral(form()))
    counts = desk.counts(MORNING)
    assert (counts.awaiting, counts.unmatched) == (1, 1)


def test_a_call_logged_after_its_form_finds_it(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1)])
    read_next(ledger, referral(form()))
    assert desk.counts(MORNING).unmatched == 1
    desk.log_contact(call())
    counts = desk.counts(MORNING)
    assert (counts.awaiting, counts.unmatched) == (0, 0)


def test_recording_an_outcome_twice_records_it_once(ledger: Ledger, store: Store) -> None:
    ledger.store_messages([arrival(1)])
    message_id = read_next(ledger, referral(form()))
    again = ledger.record_reading(message_id, referral(form("Other")), MATCHER)
    assert again.state is LedgerState.REFERRAL
    assert len(again.referral_ids) == 1
    assert rows(store, "referral") == 1


def test_the_same_form_in_another_mail_is_a_copy_of_one_referral(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1), arrival(2)])
    read_next(ledger, referral(form()))
    second = read_next(ledger, referral(form()))
    [row] = desk.window(View.UNMATCHED, MORNING).rows
    view = desk.detail(row.key).referral
    assert view is not None
    assert any(f"message:{second}" in warning for warning in view.warnings)
    assert desk.counts(MORNING).attention == 0


def test_two_scanty_forms_alike_stay_two_referrals(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1), arrival(2)])
    scanty = ContactForm()
    scanty.concern.reason = "please ring"
    read_next(ledger, referral(scanty))
    read_next(ledger, referral(scanty))
    assert desk.counts(MORNING).unmatched == 2


def test_a_corrected_copy_is_kept_apart_and_pointed_out(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1), arrival(2)])
    read_next(ledger, referral(form()))
    corrected = form()
    corrected.concern.reason = "She came without a coat, and with a bruise"
    read_next(ledger, referral(corrected))
    views = [desk.detail(row.key).referral for row in desk.window(View.UNMATCHED, MORNING).rows]
    warned = [view for view in views if view and any("another copy" in text for text in view.warnings)]
    assert len(views) == 2
    assert len(warned) == 1


def test_forms_are_kept_even_where_the_email_needs_attention(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1)])
    reading = referral(form())
    reading.outcome, reading.reason = Outcome.NEEDS_ATTENTION, "a second attachment is encrypted"
    read_next(ledger, reading)
    counts = desk.counts(MORNING)
    assert (counts.unmatched, counts.attention) == (1, 1)


def test_a_referral_without_forms_needs_attention(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1)])
    read_next(ledger, Reading(Outcome.REFERRAL))
    assert desk.counts(MORNING).attention == 1


def test_if_matching_fails_nothing_of_the_outcome_is_kept(ledger: Ledger, store: Store) -> None:
    class Broken(SurnameMatcher):
        def propose(
            self,
            form: ContactForm,
            received_at: datetime,
            candidates: Sequence[tuple[Contact, tuple[str, ...]]],
        ) -> Sequence[Proposal]:
            raise RuntimeError("broken")

    [stored] = ledger.store_messages([arrival(1)])
    begin_reading(ledger, stored.message_id)
    with pytest.raises(RuntimeError):
        ledger.record_reading(stored.message_id, referral(form()), Broken())
    assert rows(store, "referral") == rows(store, "audit_event") == 0
    assert ledger.return_unfinished() == 1


def test_nul_and_half_characters_are_kept_as_marks(ledger: Ledger, desk: Desk) -> None:
    ledger.store_messages([arrival(1)])
    torn = form(surname="Ki\x00te\ud800")
    read_next(ledger, referral(torn))
    [row] = desk.window(View.UNMATCHED, MORNING).rows
    view = desk.detail(row.key).referral
    assert view is not None
    assert view.form.children[0].surname == "Ki\ufffdte\ufffd"


def test_times_come_back_in_utc_to_the_microsecond(ledger: Ledger, desk: Desk) -> None:
    at = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
    [stored] = ledger.store_messages([arrival(1, received_at=at)])
    view = desk.detail(f"message:{stored.message_id}").message
    assert view is not None
    assert view.received_at == at
    assert view.received_at.utcoffset() == timedelta(0)


def test_big_uids_fit(ledger: Ledger) -> None:
    ledger.store_messages([arrival(2**32 - 1, uidvalidity=2**32 - 1)])
    assert ledger.known_uids("mash", "INBOX", 2**32 - 1) == {2**32 - 1}


def test_a_hostile_senders_endless_words_are_kept_all_the_same(ledger: Ledger, desk: Desk) -> None:
    endless = "é" * 20_000
    raw = f"From: <{endless}@x.example>\r\nSubject: {endless}\r\n\r\n".encode()
    [stored] = ledger.store_messages([Arrival("mash", "INBOX", 1, 1, raw, MORNING)])
    told = referral(form(surname=endless, forename=endless))
    told.envelope = Envelope(subject=endless, from_name=endless, from_address=f"{endless}@x.example")
    told.forms[0].unknown_labels = [endless]
    told.forms[0].form.referrer.name = endless
    begin_reading(ledger, stored.message_id)
    ledger.record_reading(stored.message_id, told, MATCHER)
    [row] = desk.window(View.UNMATCHED, MORNING).rows
    assert row.from_words.startswith("é")


def test_a_form_of_endless_children_is_kept(ledger: Ledger, desk: Desk) -> None:
    crowded = form()
    crowded.children += [Child(forename="Bo", surname=f"Name{number}") for number in range(2_500)]
    ledger.store_messages([arrival(1)])
    read_next(ledger, referral(crowded))
    assert desk.counts(MORNING).unmatched == 1
