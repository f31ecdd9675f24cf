"""What stands around a record at the desk: parts, notes, ratings, letters, search, look-alikes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.desk import Desk
from ingest.domain.model import Caller, ContactChild, NewContact
from ingest.errors import CallerMistake, NotFound
from ingest.store import Ledger, Store
from ingest.views import View
from parsers.form import InformationSharing, Part
from tests.desk_views import actions, only_referral, referral_of, unread
from tests.records import MORNING, RealKeys, arrival, begin_reading, call, form, referral


def test_the_parts_of_an_email_are_kept_with_what_was_read_from_them(
    desk: Desk, store: Store, take: Callable[..., int]
) -> None:
    reading = unread()
    reading.parts = [
        Part("1", None, "text/plain", 12, "aa", "the covering words"),
        Part("2", "form.pdf", "application/pdf", 90_000, "bb", "x" * 60_000),
    ]
    message_id = take(reading)
    message = desk.detail(f"message:{message_id}").message
    assert message is not None
    assert [(part.filename, part.media_type, part.size) for part in message.parts] == [
        (None, "text/plain", 12),
        ("form.pdf", "application/pdf", 90_000),
    ]
    assert desk.part_text(message_id, 0) == "the covering words"
    assert desk.part_text(message_id, 1).endswith("(the rest is left out here)")
    assert "message.part_viewed" in actions(store, f"message:{message_id}")
    for place in (-1, 2):
        with pytest.raises(NotFound):
            desk.part_text(message_id, place)


@pytest.mark.parametrize(
    ("texts", "opening"),
    [
        (["the covering words", "the form"], "the covering words"),
        ([" \n ", "the form"], "the form"),
        (["word " * 1_000], ("word " * 240).strip() + " …"),
        (["", ""], ""),
        ([], ""),
    ],
)
def test_an_email_that_nothing_was_read_from_tells_how_it_begins(
    desk: Desk, take: Callable[..., int], texts: list[str], opening: str
) -> None:
    reading = unread()
    reading.parts = [
        Part(str(number), None, "text/plain", 9, "aa", text) for number, text in enumerate(texts, 1)
    ]
    message = desk.detail(f"message:{take(reading)}").message
    assert message is not None
    assert message.opening == opening


def test_a_note_is_on_its_record_until_its_writer_takes_it_back(desk: Desk, store: Store) -> None:
    made = desk.log_contact(call())
    key = f"contact:{made.id}"
    note_id = desk.add_note(key, "  rang the school  ")
    [note] = desk.detail(key).notes
    assert (note.text, note.by, note.at) == ("rang the school", "officer", MORNING)
    with pytest.raises(CallerMistake):
        Desk(store, "somebody else", RealKeys()).remove_note(note_id)
    desk.remove_note(note_id)
    assert desk.detail(key).notes == ()
    assert "rang" not in str(actions(store, key))
    with pytest.raises(NotFound):
        desk.remove_note(note_id)
    with pytest.raises(CallerMistake):
        desk.add_note(key, " \n ")
    with pytest.raises(NotFound):
        desk.add_note("contact:999", "words")


def test_a_rating_has_a_clock_of_its_own_and_is_told_in_the_list(
    desk: Desk, take: Callable[..., int]
) -> None:
    take(referral(form()))
    view = only_referral(desk)
    desk.rate(f"referral:{view.id}", "red", view.revision)
    rated = referral_of(desk, view.id)
    assert (rated.rag, rated.rag_due_at) == ("red", MORNING + timedelta(hours=4))
    [row] = desk.window(View.DECISIONS, MORNING).rows
    assert row.status.startswith("RED, acknowledge and decide")
    assert row.due_at == MORNING + timedelta(hours=4)
    desk.rate(f"referral:{view.id}", None, rated.revision)
    assert referral_of(desk, view.id).rag is None
    with pytest.raises(CallerMistake):
        desk.rate(f"referral:{view.id}", "purple", referral_of(desk, view.id).revision)


def test_forms_whose_parents_were_not_informed_and_no_reason_given_are_marked_and_found(
    desk: Desk, take: Callable[..., int]
) -> None:
    told, untold, explained = form("Told"), form("Untold"), form("Explained")
    told.information_sharing = InformationSharing(parents_informed="yes")
    untold.information_sharing = InformationSharing(parents_informed="no")
    explained.information_sharing = InformationSharing(
        parents_informed="no", parents_not_informed_reason="it would put her at risk"
    )
    take(referral(told, untold, explained))
    marked = [row for row in desk.window(View.DECISIONS, MORNING).rows if "no reason" in row.status]
    assert [row.label for row in marked] == ["Maya U."]
    found = desk.window(View.DECISIONS, MORNING, text="parents not informed")
    assert [row.label for row in found.rows] == ["Maya U."]


def test_a_letter_names_the_call_and_never_the_child_and_is_recorded_when_taken(
    desk: Desk, store: Store
) -> None:
    made = desk.log_contact(
        call("Kiteson", received_at=datetime(2026, 7, 1, 9, 5, tzinfo=UTC), email="jo@s.example")
    )
    key = f"contact:{made.id}"
    letter = desk.letter(key)
    assert letter.to == "jo@s.example"
    assert made.reference in letter.subject
    assert "Dear Jo Bright" in letter.text
    assert "1 July 2026 at 10:05" in letter.text
    for word in ("Kiteson", "Maya", "coat"):
        assert word not in letter.text + letter.subject
    assert "contact.chased" not in actions(store, key)
    desk.letter_taken(key, made.revision)
    assert "contact.chased" in actions(store, key)


def test_a_form_has_a_receipt_to_send_and_an_email_has_nobody(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form()))
    view = only_referral(desk)
    letter = desk.letter(f"referral:{view.id}")
    assert letter.to == "jo@ferry.example"
    assert view.id in letter.text
    assert "Kite" not in letter.text
    with pytest.raises(CallerMistake):
        desk.letter(f"message:{take(unread())}")


def test_everything_is_found_by_name_reference_agency_address_and_number(
    desk: Desk, store: Store, take: Callable[..., int]
) -> None:
    caller = Caller("Ann Teacher", "Harbour School", None, "+44 2392 000 366", "ann@harbour.example")
    made = desk.log_contact(NewContact(MORNING, caller=caller, children=(ContactChild("Zoe", "Quill"),)))
    take(referral(form("Quill")))
    take(unread("quill@post.example"))
    assert {row.key.partition(":")[0] for row in desk.search("quill")} == {"contact", "referral", "message"}
    for words in (
        made.reference,
        "harbour",
        "ann@harbour.example",
        "02392 000366",
        "(023) 9200 0366",
        "000366",
    ):
        assert [row.key for row in desk.search(words)] == [f"contact:{made.id}"], words
    assert desk.search("%") == ()
    assert desk.search("   ") == ()
    assert "everything.searched" in actions(store)


def test_a_search_finds_what_forms_notes_and_emails_say(desk: Desk, take: Callable[..., int]) -> None:
    desk.log_contact(call("Heron"))
    desk.add_note("contact:1", "Rang the grandmother in Gosport")
    take(referral(form("Kite")))
    assert [row.key for row in desk.search("gospo grandm")] == ["contact:1"]
    assert [row.status for row in desk.search("gospo")] == ["note by officer"]
    assert [row.key.partition(":")[0] for row in desk.search("without coat again")] == ["referral"]
    assert desk.search("%") == ()


def test_records_of_a_child_of_like_name_are_pointed_out_with_why_and_others_are_not(
    store: Store, take: Callable[..., int]
) -> None:
    desk = Desk(store, "officer", RealKeys())
    born = date(2015, 4, 3)
    first = desk.log_contact(NewContact(MORNING, children=(ContactChild("Maya", "Kite", born),)))
    desk.log_contact(NewContact(MORNING, children=(ContactChild("Maya", "Kite"),)))
    desk.log_contact(NewContact(MORNING, caller=Caller("Maya Kite"), children=(ContactChild("Tom", "Reed"),)))
    take(referral(form()))
    alike = {row.key: row.status for row in desk.detail(f"contact:{first.id}").alike}
    assert alike == {"contact:2": "like name"}
    assert desk.detail("contact:3").alike == ()


def test_a_form_and_the_call_linked_to_it_are_not_pointed_out_to_each_other_as_alike(
    store: Store, ledger: Ledger
) -> None:
    desk = Desk(store, "officer", RealKeys())
    maya = (ContactChild("Maya", "Kite", date(2015, 4, 3)),)
    answered, earlier = (desk.log_contact(NewContact(MORNING, children=maya)) for _ in range(2))
    [stored] = ledger.store_messages([arrival()])
    begin_reading(ledger, stored.message_id)
    ledger.record_reading(stored.message_id, referral(form()), RealKeys())
    view = only_referral(desk)
    of_form, of_call, of_earlier = f"referral:{view.id}", f"contact:{answered.id}", f"contact:{earlier.id}"

    def alike(key: str) -> set[str]:
        return {row.key for row in desk.detail(key).alike}

    assert alike(of_form) == {of_call, of_earlier}
    desk.link(view.id, answered.id, "the school said so", view.revision)
    assert alike(of_form) == {of_earlier}
    assert alike(of_call) == {of_earlier}
    assert alike(of_earlier) == {of_form, of_call}
    # The history of the child tells of all three.
    assert {row.key for row in desk.child_history(of_form).records} == {of_form, of_call, of_earlier}


def test_a_history_is_told_in_plain_words(desk: Desk, take: Callable[..., int]) -> None:
    made = desk.log_contact(call())
    take(referral(form()))
    desk.add_note(f"contact:{made.id}", "rang")
    timeline = desk.detail(f"contact:{made.id}").timeline
    view = only_referral(desk, View.MATCHED)
    assert [entry.words for entry in timeline] == [
        "logged by officer",
        f"linked to form {view.id} by the program",
        "note written by officer",
    ]
    [*_, last] = desk.detail(f"referral:{view.id}").timeline
    assert last.words == f"linked to {made.reference} by the program"


def test_a_corrected_field_is_told_as_officers_call_it(desk: Desk, take: Callable[..., int]) -> None:
    take(referral(form()))
    view = only_referral(desk, View.UNMATCHED)
    desk.correct_field(view.id, "/children/0/dob", "2016-12-09", view.revision)
    [*_, last] = desk.detail(f"referral:{view.id}").timeline
    assert last.words == "child 1: date of birth corrected by officer"


def test_what_was_made_of_an_email_is_told_in_whole_sentences(desk: Desk, take: Callable[..., int]) -> None:
    [*_, last] = desk.detail(f"message:{take(unread())}").timeline
    assert last.words.startswith("not read for certain, and so put before a person, by the program")


def test_callers_of_an_agency_are_offered_the_usual_one_first(desk: Desk) -> None:
    for name in ("Ann", "Bea", "Bea"):
        desk.log_contact(NewContact(MORNING, caller=Caller(name, "Harbour School")))
    desk.log_contact(NewContact(MORNING, caller=Caller("Cy", "Police")))
    assert desk.known_callers("harbour school") == ("Bea", "Ann")
    assert set(desk.known_callers(None)) == {"Ann", "Bea", "Cy"}


def test_a_caller_is_known_by_what_all_calls_of_that_name_agree_on(desk: Desk) -> None:
    for phone in ("07700 900123", "07700 900124"):
        desk.log_contact(NewContact(MORNING, caller=Caller("Ann Lee", "Harbour School", "Head", phone)))
    desk.log_contact(NewContact(MORNING, caller=Caller("ANN LEE", "harbour school")))
    known = desk.caller_known_as("ann lee", None)
    assert known is not None
    assert (known.role, known.phone) == ("Head", None)
    assert (known.agency or "").casefold() == "harbour school"


def test_callers_of_one_name_at_two_agencies_are_told_apart_by_the_agency(desk: Desk) -> None:
    for agency, phone in (("Harbour School", "07700 900123"), ("Police", None)):
        desk.log_contact(NewContact(MORNING, caller=Caller("Ann Lee", agency, None, phone)))
    assert desk.caller_known_as("Ann Lee", None) is None
    at_police = desk.caller_known_as("Ann Lee", "police")
    assert at_police == Caller("Ann Lee", "Police", None, None, None)
    assert desk.caller_known_as("Nobody", None) is None
