"""Calls from a CSV file, however the program that wrote it thinks a CSV file looks."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.calls_file import COLUMNS
from ingest.calls_import import ImportResult, Rejected, import_calls
from ingest.clock import SetClock
from ingest.desk import Desk
from ingest.domain.model import Contact, ContactChild, MatchStatus
from ingest.errors import CallerMistake, StoreUnavailable
from ingest.store import Ledger, Store, audit, contacts, matches
from tests.records import MORNING, SurnameMatcher, arrival, begin_reading, counted, form, referral

HEADER = ",".join(COLUMNS)
PROMISES = Path(__file__).parents[3] / "docs" / "cli.md"


@pytest.fixture
def engine_name() -> str:
    return "sqlite"  # the file is the same for every engine


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "calls.csv"


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def row(reference: str = "A-1", received_at: str = "2026-03-02T09:15", **cells: str) -> str:
    out = io.StringIO()
    told = {"reference": reference, "received_at": received_at} | cells
    csv.writer(out).writerow([told.get(column, "") for column in COLUMNS])
    return out.getvalue().removesuffix("\r\n")


def test_the_columns_are_those_that_other_programs_were_promised() -> None:
    assert HEADER in PROMISES.read_text(encoding="utf-8").replace("\n", "").replace(" ", "")


def logged(desk: Desk, reference: str = "A-1") -> Contact:
    with desk.store.reading() as conn:
        found = contacts.by_reference(conn, reference)
    assert found is not None
    return found


def test_a_row_becomes_a_call(sheet: Path, desk: Desk) -> None:
    told = row(
        taken_by="Alex",
        caller_name="Jo Bright",
        caller_agency="Ferry Lane Nursery",
        caller_phone="023 9200 0366",
        child_forename="Maya",
        child_surname="Kite",
        child_dob="2015-04-03",
        child_address="1 High Street, Southsea",
        concern='she said "no", twice',
    )
    assert import_calls(write(sheet, told), desk) == ImportResult(1, 0, ())
    made = logged(desk)
    assert made.received_at == datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
    assert made.children == (ContactChild("Maya", "Kite", date(2015, 4, 3), "1 High Street, Southsea"),)
    assert (made.caller.name, made.concern, made.taken_by) == ("Jo Bright", 'she said "no", twice', "Alex")


def test_the_same_file_again_adds_nothing(sheet: Path, desk: Desk) -> None:
    write(sheet, row("A-1", child_forename="Maya"), row("A-2"), row("A-1", child_forename="Bo"))
    assert import_calls(sheet, desk) == ImportResult(2, 0, ())
    before = logged(desk)
    assert import_calls(sheet, desk) == ImportResult(0, 2, ())
    assert logged(desk) == before


def test_rows_of_one_reference_are_one_call_with_each_child(sheet: Path, desk: Desk) -> None:
    write(
        sheet,
        row("A-1", child_forename="Maya", caller_email="jo@x.example", concern="cold"),
        row("A-2", child_forename="Other"),
        row("A-1", child_forename="Bo", concern="hungry"),
    )
    assert import_calls(sheet, desk).rejected == ()
    made = logged(desk)
    assert [child.forename for child in made.children] == ["Maya", "Bo"]
    assert made.caller.email == "jo@x.example"
    assert made.concern == "cold\nhungry"


def test_a_bad_row_is_named_and_the_rest_is_kept(sheet: Path, desk: Desk) -> None:
    write(
        sheet,
        row("A-1"),
        row("A-2", "yesterday"),
        row(""),
        row("A-3", ""),
        row("A-4", child_dob="31/02/2015"),
        row("A-5") + ",surplus",
        "",
        row("A-6", "2026-03-02"),
        row("A-7"),
    )
    result = import_calls(sheet, desk)
    assert result.added == 2
    assert [item.row for item in result.rejected] == [3, 4, 5, 6, 7, 9]
    assert "received_at" in result.rejected[0].reason
    assert "reference" in result.rejected[1].reason
    assert "child_dob" in result.rejected[3].reason


def test_a_bad_child_does_not_lose_its_siblings(sheet: Path, desk: Desk) -> None:
    write(sheet, row(child_forename="Maya", child_dob="x9"), row(child_forename="Bo"))
    result = import_calls(sheet, desk)
    assert (result.added, [item.row for item in result.rejected]) == (1, [2])
    write(sheet, row(child_forename="Maya", child_dob="2015-04-03"), row(child_forename="Bo"))
    assert import_calls(sheet, desk) == ImportResult(0, 1, ())
    assert {child.forename for child in logged(desk).children} == {"Maya", "Bo"}


def test_rows_that_tell_one_call_differently_are_named(sheet: Path, desk: Desk) -> None:
    write(sheet, row(), row(received_at="2026-03-02T10:00"), row(caller_name="Jo"), row(caller_name="Al"))
    result = import_calls(sheet, desk)
    assert result.added == 1
    assert [item.row for item in result.rejected] == [3, 5]


@pytest.mark.parametrize(
    "changed",
    [
        {"received_at": "2026-03-02T10:00"},
        {"caller_phone": "023 9200 0001"},
        {"concern": "another concern"},
        {"child_dob": "2015-04-04"},
    ],
)
def test_what_is_logged_is_never_overwritten(sheet: Path, desk: Desk, changed: dict[str, str]) -> None:
    first = {"child_forename": "Maya", "child_dob": "2015-04-03", "concern": "a concern"}
    import_calls(write(sheet, row(**first)), desk)
    before = logged(desk)
    result = import_calls(write(sheet, row(**(first | changed))), desk)
    assert (result.added, result.unchanged) == (0, 0)
    [rejected] = result.rejected
    assert rejected.row == 2
    assert "already logged with other details" in rejected.reason
    assert logged(desk) == before


@pytest.mark.parametrize(
    "written, meant",
    [
        ("2025-07-01T09:00", datetime(2025, 7, 1, 8, tzinfo=UTC)),
        ("2025-07-01 09:00:30", datetime(2025, 7, 1, 8, 0, 30, tzinfo=UTC)),
        ("2025-07-01T09:00+01:00", datetime(2025, 7, 1, 8, tzinfo=UTC)),
        ("2025-07-01T09:00:00.5Z", datetime(2025, 7, 1, 9, 0, 0, 500_000, tzinfo=UTC)),
        ("01/07/2025 09:00", datetime(2025, 7, 1, 8, tzinfo=UTC)),
        ("2025-12-01T09:00", datetime(2025, 12, 1, 9, tzinfo=UTC)),
        ("2025-10-26T01:30", datetime(2025, 10, 26, 0, 30, tzinfo=UTC)),
        ("2025-10-26T01:30+00:00", datetime(2025, 10, 26, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_time_without_an_offset_is_londons(sheet: Path, desk: Desk, written: str, meant: datetime) -> None:
    assert import_calls(write(sheet, row(received_at=written)), desk).rejected == ()
    assert logged(desk).received_at == meant


def test_the_hour_that_march_leaves_out_is_refused_with_its_reason(sheet: Path, desk: Desk) -> None:
    result = import_calls(write(sheet, row(received_at="2026-03-29T01:30")), desk)
    assert result.added == 0
    assert "clocks went forward" in result.rejected[0].reason


@pytest.mark.parametrize("written", ["2015-04-03", "03/04/2015", "3.4.2015", "3 April 2015"])
def test_a_date_of_birth_is_iso_or_day_first(sheet: Path, desk: Desk, written: str) -> None:
    import_calls(write(sheet, row(child_dob=written)), desk)
    assert logged(desk).children[0].dob == date(2015, 4, 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_file_may_come_from_any_spreadsheet(
    sheet: Path, desk: Desk, encoding: str, delimiter: str
) -> None:
    lines = [delimiter.join(["Reference", "Received At", "Caller Name"])]
    lines.append(delimiter.join(["A-1", "2026-03-02T09:15", "Zoë O’Hara"]))
    sheet.write_bytes("\r\n".join(lines).encode(encoding))
    assert import_calls(sheet, desk).added == 1
    assert logged(desk).caller.name == "Zoë O’Hara"


def test_a_misspelt_heading_is_named(sheet: Path, desk: Desk) -> None:
    write(sheet, "A-1,2026-03-02T09:15,Kite", header="reference,received_at,child_surnam")
    assert import_calls(sheet, desk).ignored_columns == ("child_surnam",)


@pytest.mark.parametrize(
    "header", ["", "reference", "received_at,concern", "reference,received_at,concern,concern"]
)
def test_a_file_without_its_columns_is_the_callers_mistake(sheet: Path, desk: Desk, header: str) -> None:
    with pytest.raises(CallerMistake):
        import_calls(write(sheet, header=header), desk)


def test_a_file_that_is_not_there_is_the_callers_mistake(sheet: Path, desk: Desk) -> None:
    with pytest.raises(CallerMistake):
        import_calls(sheet, desk)


def test_a_cell_over_lines_and_a_huge_one_are_told_apart(sheet: Path, desk: Desk) -> None:
    write(sheet, row("A-1", concern="one\ntwo"), row("A-2", concern="x" * 2_000_000), row("A-3"))
    result = import_calls(sheet, desk)
    assert result.added == 2
    assert [item.row for item in result.rejected] == [3]


def test_a_quote_that_nobody_closed_takes_no_other_row_with_it(sheet: Path, desk: Desk) -> None:
    unclosed = row("A-2").replace("A-2,2026-03-02T09:15,", 'A-2,2026-03-02T09:15,"Alex')
    write(sheet, row("A-1"), unclosed, row("A-3", concern="one\ntwo"), row("A-4"))
    result = import_calls(sheet, desk)
    assert result.added == 3
    assert [item.row for item in result.rejected] == [3]
    assert "quotes" in result.rejected[0].reason
    assert logged(desk, "A-3").concern == "one two"


def test_a_quote_inside_a_cell_is_kept_as_written(sheet: Path, desk: Desk) -> None:
    write(sheet, "A-1,2026-03-02T09:15" + "," * 12 + ',"the "big" one"', row("A-2", concern="x"))
    assert import_calls(sheet, desk).added == 2
    assert "big" in (logged(desk).concern or "")


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00", "1899-12-31T23:59", "9999-12-31T23:59", "2026-03-05T10:00", "2027-03-02"]
)
def test_a_call_in_another_age_is_named_and_the_rest_is_kept(sheet: Path, desk: Desk, written: str) -> None:
    """Nobody would miss the form of a call that is dated next year, until next year."""
    result = import_calls(write(sheet, row("A-1", written), row("A-2")), desk)
    assert result.added == 1
    assert [item.row for item in result.rejected] == [2]


def test_a_call_logged_by_a_clock_that_is_a_little_ahead_is_kept(sheet: Path, desk: Desk) -> None:
    assert import_calls(write(sheet, row("A-1", "2026-03-03T16:00")), desk).added == 1


@pytest.mark.parametrize("written", ["unknown", "Not known", "N/K", "n/a", "unborn", "?"])
def test_a_date_of_birth_that_nobody_knows_is_left_blank(sheet: Path, desk: Desk, written: str) -> None:
    assert import_calls(write(sheet, row(child_forename="Maya", child_dob=written)), desk).rejected == ()
    assert logged(desk).children == (ContactChild("Maya"),)


def test_lines_before_the_header_are_passed_over(sheet: Path, desk: Desk) -> None:
    sheet.write_text("\n,,,\nsep=;\nreference;received_at\nA-1;2026-03-02T09:15\n")
    assert import_calls(sheet, desk) == ImportResult(1, 0, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_of_two_bytes_a_letter_needs_no_mark(sheet: Path, desk: Desk, encoding: str) -> None:
    sheet.write_bytes(f"{HEADER}\n{row(child_surname='Łuk')}\n".encode(encoding))
    assert import_calls(sheet, desk).added == 1
    assert logged(desk).children[0].surname == "Łuk"


def test_one_byte_of_another_encoding_spoils_no_name(sheet: Path, desk: Desk) -> None:
    told = row(child_surname="Zoë").encode() + b"caf\xe9\n"
    sheet.write_bytes(f"{HEADER}\n".encode() + told)
    assert import_calls(sheet, desk).added == 1
    assert (logged(desk).children[0].surname, logged(desk).concern) == ("Zoë", "café")


def test_many_calls_are_all_kept_in_their_order(sheet: Path, desk: Desk) -> None:
    write(sheet, *(row(f"A-{number}", child_surname=f"Name{number}") for number in range(450)))
    assert import_calls(sheet, desk) == ImportResult(450, 0, ())
    assert logged(desk, "A-449").id == 450
    assert desk.store.verify_audit() == []


def test_more_calls_take_no_more_statements(sheet: Path, desk: Desk) -> None:
    def statements(calls: int, name: str) -> int:
        write(sheet, *(row(f"{name}{number}", child_surname=f"{name}{number}") for number in range(calls)))
        with counted(desk.store) as said:
            assert import_calls(sheet, desk).added == calls
        return len(said)

    assert statements(5, "Kite") == statements(150, "Heron")


def test_an_imported_call_is_compared_with_the_forms_that_wait(
    sheet: Path, desk: Desk, ledger: Ledger
) -> None:
    [message] = ledger.store_messages([arrival()])
    begin_reading(ledger, message.message_id)
    ledger.record_reading(message.message_id, referral(form()), SurnameMatcher())
    told = row("A-2", child_forename="Maya", child_surname="Kite", child_dob="2015-04-03")
    assert import_calls(write(sheet, row("A-1", child_surname="Heron"), told), desk).added == 2
    with desk.store.reading() as conn:
        [match] = matches.of_contact(conn, contacts.by_references(conn, ["A-2"])["A-2"].id)
        assert match.status is MatchStatus.AUTO
        assert not matches.of_contact(conn, contacts.by_references(conn, ["A-1"])["A-1"].id)


def test_an_import_broken_off_leaves_whole_calls_and_goes_on_when_it_is_done_again(
    sheet: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sheet, *(row(f"A-{number}", child_surname=f"Name{number}") for number in range(450)))
    keep = audit.append_all
    batches = count()

    def broken(*told: Any) -> None:
        keep(*told)
        if next(batches) == 1:
            raise StoreUnavailable("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(audit, "append_all", broken)
        with pytest.raises(StoreUnavailable):
            import_calls(sheet, desk)
    assert desk.store.verify_audit() == []
    with desk.store.reading() as conn:
        kept = contacts.by_references(conn, [f"A-{number}" for number in range(450)])
        told = {event.record_key for event in audit.events(conn)}
    assert 0 < len(kept) < 450
    assert told == {f"contact:{one.id}" for one in kept.values()}
    assert all(len(one.children) == 1 for one in kept.values())
    assert import_calls(sheet, desk) == ImportResult(450 - len(kept), len(kept), ())
    assert desk.store.verify_audit() == []


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.binary(max_size=400), st.booleans())
def test_whatever_a_file_holds_no_row_is_lost_silently(
    store: Store, clock: SetClock, tmp_path: Path, junk: bytes, headed: bool
) -> None:
    path = tmp_path / "junk.csv"
    path.write_bytes((b"reference,received_at\n" if headed else b"") + junk)
    desk = Desk(store, "officer", SurnameMatcher())
    try:
        first = import_calls(path, desk)
    except CallerMistake:
        return
    again = import_calls(path, desk)
    assert again.added == 0
    assert again.unchanged == first.added + first.unchanged
    assert all(isinstance(item, Rejected) and item.row > 1 for item in first.rejected)
    assert clock.now() == MORNING
