"""Everything a board shows as JSON Lines and CSV, and nothing that a spreadsheet would obey."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from ingest import export
from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.model import Caller, ContactChild, NewContact
from ingest.domain.statutory import StatutoryClock
from ingest.store import Ledger, Store
from ingest.store.schema import audit_event
from parsers.form import ContactForm
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, call, form, referral


@pytest.fixture
def linked(desk: Desk, ledger: Ledger) -> Desk:
    """A call that a form answers, and a form that answers none."""
    desk.log_contact(call(reference="A-1"))
    for uid, told in ((1, form()), (2, form("Other", forename="=cmd()"))):
        [stored] = ledger.store_messages([arrival(uid)])
        begin_reading(ledger, stored.message_id)
        ledger.record_reading(stored.message_id, referral(told), SurnameMatcher())
    return desk


def test_a_referral_is_exported_as_the_contract_says(linked: Desk) -> None:
    out = io.StringIO()
    assert export.write_json_lines(export.export_referrals(linked), out) == 2
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert list(first) == ["id", "message_id", "received_at", "part", "version", "form", "matches"]
    assert first["message_id"] == "<one@ferry.example>"
    assert first["received_at"] == "2026-03-03T10:00:00+00:00"
    assert (first["part"], first["version"]) == ("attachment 1", 1)
    assert first["form"] == form().to_dict()
    assert first["matches"] == [
        {
            "contact": "A-1",
            "status": "auto",
            "probability": 0.99,
            "children": [[0, 0]],
            "evidence": [{"field": "child.dob", "verdict": "agrees", "weight": 8.0}],
        }
    ]
    assert second["matches"] == []


def test_a_form_is_exported_as_an_officer_corrected_it(linked: Desk) -> None:
    view = linked.detail(f"referral:{next(export.export_referrals(linked))['id']}").referral
    assert view is not None
    linked.correct_field(view.id, "/children/0/forename", "Mya", view.revision)
    assert next(export.export_referrals(linked))["form"]["children"][0]["forename"] == "Mya"


def test_a_contact_is_exported_with_its_clock_and_matches(linked: Desk, clock: SetClock) -> None:
    linked.log_contact(call("Late", reference="A-2"))
    clock.move(timedelta(hours=48))
    first, second = export.export_contacts(linked)
    assert (first["reference"], first["status"]) == ("A-1", "answered")
    assert first["matches"][0]["status"] == "auto"
    assert (second["status"], second["due_at"]) == ("overdue", "2026-03-05T10:00:00+00:00")
    assert json.loads(json.dumps(second))["children"][0]["dob"] == "2015-04-03"


def test_an_export_goes_on_past_its_first_chunk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_CHUNK", 3)
    for number in range(7):
        desk.log_contact(call(reference=f"A-{number}"))
    assert [item["reference"] for item in export.export_contacts(desk)] == [f"A-{n}" for n in range(7)]


def test_a_table_has_the_same_columns_whatever_the_record_holds(linked: Desk) -> None:
    out = io.StringIO(newline="")
    columns = export.referral_columns()
    assert export.write_csv(export.export_referrals(linked), columns, out) == 2
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0]["form.children.surname"] == "Kite"
    assert rows[0]["form.referrer.email"] == "jo@ferry.example"
    assert rows[0]["matches.contact"] == "A-1"
    assert rows[1]["form.children.forename"] == "'=cmd()"
    assert set(rows[0]) == set(columns)


def test_every_field_of_the_record_has_its_column() -> None:
    columns = set(export.referral_columns())
    flat = export._flat({"form": ContactForm().to_dict()})
    assert {name for name in flat if name not in columns} <= {
        "form.children",
        "form.people",
        "form.professionals",
    }
    assert "form.children.nhs_number" in columns
    assert "form.concern.types" in columns


def test_the_children_of_a_contact_share_a_cell_in_order(desk: Desk) -> None:
    children = (ContactChild("Maya", "Kite"), ContactChild(None, "Kite"), ContactChild("Bo", "Lark"))
    desk.log_contact(NewContact(MORNING, caller=Caller("@home"), children=children))
    out = io.StringIO(newline="")
    export.write_csv(export.export_contacts(desk), export.CONTACT_COLUMNS, out)
    [row] = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row["children.forename"] == "Maya |  | Bo"
    assert row["caller.name"] == "'@home"


@pytest.mark.parametrize(
    "value, shown",
    [
        ("=1+1", "'=1+1"),
        ("+442392000366", "'+442392000366"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (0.5, "0.5"),
    ],
)
def test_no_cell_can_be_taken_for_a_formula(value: object, shown: str) -> None:
    assert export.cell_text(value) == shown


def test_exports_are_audited(linked: Desk, store: Store) -> None:
    list(export.export_referrals(linked))
    list(export.export_contacts(linked))
    with store.reading() as conn:
        actions = list(conn.execute(select(audit_event.c.action).order_by(audit_event.c.seq)).scalars())
    assert actions[-2:] == ["referrals.exported", "contacts.exported"]


@pytest.mark.parametrize("hostile", ["\x1b[31m", "\x9b31m", "\x7f", "\u202e", "\u2066", "\u200b", "\x00"])
def test_what_a_terminal_would_obey_is_a_mark_in_a_cell(hostile: str) -> None:
    shown = export.cell_text(f"Ada {hostile}Bell\nof Zoë")
    assert hostile[0] not in shown
    assert shown.startswith("Ada \N{REPLACEMENT CHARACTER}")
    assert shown.endswith("Bell\nof Zoë")


def test_a_contact_is_exported_with_its_statutory_clocks(desk: Desk) -> None:
    desk.log_contact(call(reference="A-1"))
    desk.log_contact(call(reference="A-2"))
    protection, interview = StatutoryClock
    desk.set_clock(1, protection, MORNING, 1)
    desk.set_clock(1, interview, MORNING, 2)
    desk.end_clock(1, protection, MORNING, 3)
    first, second = export.export_contacts(desk)
    at, end = "2026-03-03T10:00:00+00:00", "2026-03-06T10:00:00+00:00"
    assert first["clocks"] == [
        {"clock": "return_home_interview", "started_at": at, "due_at": end, "done_at": None},
        {"clock": "police_protection", "started_at": at, "due_at": end, "done_at": at},
    ]
    assert second["clocks"] == []
    out = io.StringIO(newline="")
    export.write_csv([first, second], export.CONTACT_COLUMNS, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert rows[0]["clocks.clock"] == "return_home_interview | police_protection"
    assert rows[0]["clocks.done_at"] == f" | {at}"
    assert rows[1]["clocks.clock"] == ""
