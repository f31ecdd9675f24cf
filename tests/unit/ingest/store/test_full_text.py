"""Records are found by the beginnings of their words, on both databases, and never by stale ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.model import Caller, ContactChild, NewContact
from ingest.store import Store, boards, full_text, search
from ingest.store.findable import (
    _LETTERS,
    LONGEST_WORD,
    MOST_ASKED,
    MOST_WORDS,
    asked,
    findable,
    spelt_otherwise,
)
from ingest.store.schema import contact, note
from ingest.store.versions import VERSIONS
from ingest.views import View
from tests.records import MORNING, call


def found(store: Store, query: str) -> list[int]:
    with store.reading() as conn:
        return list(
            conn.execute(select(contact.c.id).where(*full_text.finds(conn, contact, query))).scalars()
        )


@pytest.mark.parametrize(
    ("written", "asked_for"),
    [
        ("Zoë Łukasz", "zoe luk"),
        ("Zoe Lukasz", "ZOË ŁUKASZ"),
        ("Siân O’Brien-Smith", "sian obrien"),
        ("Siân O’Brien-Smith", "o'brien smith"),
        ("Siân O'Brien-Smith", "smi"),
        ("Straße 4", "strasse"),
        ("MÜLLER", "mu\u0308ller"),
        ("+44 2392 000 366", "023 9200 0366"),
        ("(023) 9200 0366", "000366"),
        ("born 2015-04-03", "3/4/2015"),
        ("born 2015-04-03", "3/4/15"),
        ("born 2015-04-03", "03-04-2015"),
        ("born 2015-04-03", "3 apr 2015"),
        ("born 2015-04-03", "3rd April 2015"),
        ("born on 3 April 2015", "3/4/15"),
        ("born on 3 April 2015", "april 2015"),
        ("999 123 4567", "9991234567"),
        ("PO4 9ZZ", "po49zz"),
        ("PO4 9ZZ", "po4 9z"),
        ("jo@ferry-lane.example", "jo@ferry"),
        ("नमस्ते दुनिया", "नमस्ते"),
    ],
)
def test_a_record_is_found_however_its_words_are_typed(written: str, asked_for: str) -> None:
    words = findable([written]).split()
    assert asked(asked_for)
    for beginning in asked(asked_for):
        assert any(word.startswith(beginning) for word in words), beginning


@given(st.text(max_size=200))
def test_words_are_letters_and_figures_only_and_bounded(typed: str) -> None:
    words = findable([typed]).split(" ") if findable([typed]) else []
    assert len(words) == len(set(words)) <= MOST_WORDS
    assert len(asked(typed)) <= MOST_ASKED
    for word in (*words, *asked(typed)):
        assert word.isalnum()
        assert len(word) <= LONGEST_WORD


@given(st.text(max_size=60))
def test_what_was_written_is_found_by_the_same_words(written: str) -> None:
    words = findable([written]).split()
    assert all(any(word.startswith(beginning) for word in words) for beginning in asked(written))


@pytest.mark.parametrize(
    "query",
    ['"', "kite\" OR \"zz", "kite OR zz", "kite NOT kite", "kite*", "search:kite", "^kite", "NEAR(kite)", "'",
     "kite' | 'zz", "!kite", "kite & zz", "kite:*", "\\", "(", "kite); DROP TABLE contact; --", "\x00", "-kite"],
)  # fmt: skip
def test_what_is_typed_is_never_an_operator(desk: Desk, store: Store, query: str) -> None:
    desk.log_contact(call("Kite"))
    desk.log_contact(call("Other"))
    assert set(found(store, query)) <= {1}
    assert found(store, "kite") == [1]


def test_the_index_follows_every_change_in_its_transaction(desk: Desk, store: Store) -> None:
    made = desk.log_contact(call("Kite"))
    said = NewContact(MORNING, caller=Caller("Jo"), children=(ContactChild("Maya", "Heron"),))
    desk.amend_contact(made.id, said, made.revision)
    assert (found(store, "kite"), found(store, "heron")) == ([], [made.id])
    desk.undo_amendment(made.id, made.revision + 1)
    assert (found(store, "kite"), found(store, "heron")) == ([made.id], [])


def test_words_written_by_another_program_are_found_too_and_those_of_deleted_records_are_not(
    desk: Desk, store: Store
) -> None:
    desk.log_contact(call("Kite"))
    desk.add_note("contact:1", "Spoke to the grandmother")
    with store.writing() as conn:
        conn.execute(update(contact).values(search="wren"))
        conn.execute(delete(note))
    assert (found(store, "kite"), found(store, "wren")) == ([], [1])
    assert desk.search("grandmother") == ()
    with store.writing() as conn:
        full_text.forget_deleted(conn)
    assert found(store, "wren") == [1]


def test_nothing_of_a_deleted_note_stays_in_the_index(desk: Desk, store: Store) -> None:
    desk.log_contact(call("Kite"))
    desk.remove_note(desk.add_note("contact:1", "quokka"))
    with store.writing() as conn:
        full_text.forget_deleted(conn)
        if conn.dialect.name == "sqlite":
            blocks = conn.execute(text("SELECT block FROM note_fts_data")).scalars().all()
            assert not any(b"quokka" in block for block in blocks)


def test_a_database_of_the_version_before_is_found_by_its_old_words(
    database_url: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Store.open(database_url, clock)
    monkeypatch.setattr("alembic.command.upgrade", _to("0002"))
    opened.upgrade_schema()
    with opened.writing() as conn:
        conn.execute(text(_OLD_CALL), {"yes": True, "no": False})
        conn.execute(text("INSERT INTO contact_child (contact_id, position, surname) VALUES (1, 0, 'Łoś')"))
    monkeypatch.undo()
    assert opened.upgrade_schema() == VERSIONS[-1]
    assert found(opened, "los coat") == [1]
    opened.close()


_OLD_CALL = (
    "INSERT INTO contact (id, reference, kind, received_at, out_of_hours, concern, logged_at, logged_by, "
    "answered, awaiting, label, search, revision) VALUES (1, 'C-1', 'phone', '2026-03-03 10:00:00+00', :no, "
    "'No coat', '2026-03-03 10:00:00+00', 'officer', :no, :yes, 'Maya L.', 'c-1 maya łoś', 1)"
)


def _to(version: str) -> Callable[..., None]:
    from alembic import command

    upgrade = command.upgrade
    return lambda config, _revision: upgrade(config, version)


def test_the_newest_of_very_many_are_found_in_their_order(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for surname in ("Kite", "Bell", "Kitson", "Kitt"):
        desk.log_contact(call(surname))
    with store.reading() as conn:
        few = search.contacts(conn, "kit", 2), boards.search_contacts(conn, "kit", 2)
        monkeypatch.setattr(full_text, "_FEW", 1)
        assert (search.contacts(conn, "kit", 2), boards.search_contacts(conn, "kit", 2)) == few
        [condition] = full_text.finds(conn, contact, "kit", one_by_one=True)
        if store.engine.dialect.name == "sqlite":
            newest = select(contact.c.id).where(condition).order_by(contact.c.received_at.desc()).limit(2)
            plan = str(newest.compile(conn, compile_kwargs={"literal_binds": True}))
            [first, *_] = conn.execute(text(f"EXPLAIN QUERY PLAN {plan}")).all()
            assert "ix_contact_received_at" in first.detail


@given(
    st.lists(st.sampled_from([*"ab1_ é’'`¡́.-/+(", "3/4/15", "2015-04-03", "023 9200 0366", "٣"]), max_size=12)
)
def test_what_is_spelt_otherwise_is_seen_without_looking_at_every_word(pieces: list[str]) -> None:
    line = "".join(pieces)
    every = (found for found in _LETTERS.finditer(line) if not found[0].isascii() or not found[0].isalnum())
    told = [(start, end) for start, end, _ in spelt_otherwise(line, numbers=False)]
    whole = [(0, len(line))] if len(line) <= LONGEST_WORD else []
    assert told == [*(found.span() for found in every), *whole]
    numbered = [(start, end) for start, end, _ in spelt_otherwise(line)]
    assert numbered[len(numbered) - len(told) :] == told


def test_a_filter_that_leaves_few_of_a_long_list_begins_with_those_few_and_finds_the_same(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for surname in ("Kite", "Kitson", "Bell"):
        desk.log_contact(call(surname))
    sqlite = store.engine.dialect.name == "sqlite"  # PostgreSQL knows what its indexes hold
    with store.reading() as conn:
        assert full_text.found_are_few(conn, contact, "kit") is sqlite
        assert not full_text.found_are_few(conn, contact, " ")
        few = boards.window(conn, View.AWAITING, 0, 10, "kit")
        monkeypatch.setattr(full_text, "_FEW", 1)
        assert not full_text.found_are_few(conn, contact, "kit")
        assert boards.window(conn, View.AWAITING, 0, 10, "kit") == few
        assert boards.size(conn, View.AWAITING, "kit") == len(few) == 2
