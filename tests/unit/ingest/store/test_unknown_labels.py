"""Labels that no table knows: counted by message, shown when several messages have them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest.store import Ledger, Store, unknown_labels
from ingest.store.schema import unknown_label
from parsers.form import Person, Reading
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, form, referral


def showing(*labels: str, forms: int = 1) -> Reading:
    reading = referral(*[form() for _ in range(forms)])
    for read in reading.forms:
        read.unknown_labels = list(labels)
    return reading


def count(store: Store, *readings: Reading) -> None:
    with store.writing() as conn:
        for days, reading in enumerate(readings):
            unknown_labels.count(conn, reading, MORNING + timedelta(days=days))


def seen(store: Store) -> dict[str, int]:
    with store.reading() as conn:
        return {one.label: one.messages for one in unknown_labels.seen_often(conn)}


def words_kept(store: Store) -> list[str | None]:
    with store.reading() as conn:
        return list(conn.scalars(select(unknown_label.c.label)))


def test_of_one_message_labels_seen_before_and_new_ones_are_both_counted(store: Store) -> None:
    count(store, *[showing("Favourite colour")] * 2, *[showing("Favourite colour", "Shoe size")] * 3)
    assert seen(store) == {"favourite colour": 5, "shoe size": 3}


def test_a_label_is_shown_once_three_messages_had_it(store: Store) -> None:
    count(store, showing("Favourite colour:"), showing("FAVOURITE  colour"))
    assert seen(store) == {}
    count(store, showing("Favourite colour"))
    assert seen(store) == {"favourite colour": 3}


def test_until_then_its_words_are_nowhere(store: Store) -> None:
    count(store, showing("Favourite colour"), showing("Favourite colour"))
    assert words_kept(store) == [None]


def test_several_forms_of_one_message_count_once(store: Store) -> None:
    count(store, *[showing("Favourite colour", forms=3)] * 2)
    assert seen(store) == {}


@pytest.mark.parametrize(
    "answer",
    [
        "Maya",
        "Maya's mother",
        "kite family",
        "Jo Bright says",
        "Aunt Zelda",
        "3/4/2015",
        "a@b.example",
        "12 Any Street",
        "—",
    ],
)
def test_what_may_be_somebodys_is_never_counted(store: Store, answer: str) -> None:
    told = showing(answer)
    told.forms[0].form.people = [Person(name="Zelda Other")]
    count(store, told, told, told)
    assert seen(store) == {}
    assert words_kept(store) == []


def test_strangers_cannot_fill_the_table_nor_push_out_what_is_frequent(store: Store) -> None:
    common = showing("Favourite colour")
    count(store, common, common, common)
    some = [f"label {chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(2_100)]
    count(store, *[showing(*some[at : at + 150]) for at in range(0, len(some), 150)])
    assert len(words_kept(store)) == unknown_labels.MOST_LABELS
    assert seen(store) == {"favourite colour": 3}


def test_recording_a_reading_counts_its_labels(ledger: Ledger, store: Store) -> None:
    for uid in (1, 2, 3):
        [stored] = ledger.store_messages([arrival(uid)])
        begin_reading(ledger, stored.message_id)
        ledger.record_reading(stored.message_id, showing("Favourite colour"), SurnameMatcher())
    assert seen(store) == {"favourite colour": 3}
