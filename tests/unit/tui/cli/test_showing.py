"""The board and its records as plain lines, and what the audit chain tells of them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.clock import SystemClock
from ingest.desk import Desk
from ingest.domain.statutory import StatutoryClock
from ingest.store import Store
from tests.records import SurnameMatcher
from tests.unit.tui.cli.command_line import Mash
from tui.lists import VIEWS, counted


def _contact(mash: Mash) -> str:
    [line] = mash("export", "contacts", "--json").lines()
    return str(line["id"])


def test_each_view_is_a_line_for_each_record_and_a_count(polled_mash: Mash) -> None:
    for view in ("awaiting", "unmatched", "attention"):
        assert polled_mash("list", view).stdout.startswith("0 ")
    line, count = polled_mash("list", "matched").stdout.splitlines()
    assert line.startswith("referral:")
    assert "Rowan T.; from Bea Quill, Hollow Lane School; received Fri 20 Nov" in line
    assert count == "1 matched"
    assert "Newsletter" in polled_mash("list", "no-form").stdout


def test_a_list_is_narrowed_to_what_the_officer_or_nobody_has_claimed(polled_mash: Mash) -> None:
    assert polled_mash("list", "matched", "--held", "mine").stdout == "0 matched\n"
    assert polled_mash("list", "matched", "--held", "nobody").stdout.endswith("1 matched\n")


def test_what_can_be_chosen_is_told_in_one_line_as_it_is_typed(mash: Mash) -> None:
    assert mash("export").stderr.endswith("Choose from: referrals, contacts\n")


def test_no_list_is_empty_without_a_word_where_no_worker_reads_the_mailbox(mash: Mash) -> None:
    """A mistyped database, or a worker that has died, looks like a quiet day otherwise."""
    for asked in (("list", "awaiting"), ("list", "awaiting", "--json"), ("find", "Tidewell")):
        done = mash(*asked)
        assert done.stderr == "mash: the worker has never looked at the mailbox: start `mash worker`\n"
        assert done.returncode == 0
    mash("poll")
    assert mash("list", "awaiting").stderr == ""


def test_the_commands_call_the_lists_what_the_boards_tabs_call_them(polled_mash: Mash) -> None:
    told = [line.split(maxsplit=1)[1] for line in polled_mash("status").stdout.splitlines()[:8]]
    # The board's counts are of overdue, due soon, these, and what was matched today.
    assert told[2:7] == ["awaiting form", "unmatched forms", "needs attention", "no form", "decision due"]
    assert told[7] == "matched today"
    for view, words, _ in VIEWS:
        last = polled_mash("list", view.value.replace("_", "-")).stdout.splitlines()[-1]
        count, _, said = last.partition(" ")
        assert said == (words.lower() if count != "1" else counted(1, view)[2:])


def test_a_list_for_programs_names_records_by_their_keys(polled_mash: Mash) -> None:
    [row] = polled_mash("list", "decisions", "--json").lines()
    shown = polled_mash("show", row["key"], "--json").lines()[0]
    assert shown["referral"]["form"]["children"][0]["surname"] == "Tidewell"


def test_a_call_is_shown_by_the_reference_that_stands_on_the_board(polled_mash: Mash) -> None:
    contact = _contact(polled_mash)
    reference = polled_mash("show", contact).stdout.split(",", 1)[0]
    assert polled_mash("show", reference).stdout == polled_mash("show", contact).stdout
    assert "No call has the reference C-9" in polled_mash("show", "C-9").stderr


def test_a_search_shows_what_holds_the_words_and_is_audited(polled_mash: Mash, polled: Path) -> None:
    assert polled_mash("list", "matched", "--search", "tidewell", "--json").lines()
    assert not polled_mash("list", "matched", "--search", "nobody", "--json").lines()
    assert _count(polled, "matched.searched") == 2


def test_a_list_is_sorted_and_narrowed_as_on_the_board(polled_mash: Mash) -> None:
    assert polled_mash("list", "matched", "--sort", "agency", "--reverse", "--json").lines()
    assert polled_mash("list", "matched", "--agency", "Hollow Lane School", "--json").lines()
    assert not polled_mash("list", "matched", "--agency", "Another School", "--json").lines()


def test_everything_is_searched_and_a_record_tells_its_child_and_its_audit(
    polled_mash: Mash, polled: Path
) -> None:
    line, *_, count = polled_mash("find", "tidew", "hollow").stdout.splitlines()
    assert "Rowan T." in line
    assert count.endswith(" found")
    assert _count(polled, "everything.searched") == 1
    key = _contact(polled_mash)
    child = polled_mash("show", key, "--child").stdout
    assert f"{key}: C-1, Fri 20 Nov" in child
    assert "C-1, brought in from a file by" in child
    assert "[contact.imported]" in polled_mash("show", key, "--audit").stdout
    assert _count(polled, "child.viewed") == 2
    assert _count(polled, "audit.viewed") == 1


def test_a_record_is_told_line_by_line_and_the_look_is_audited(polled_mash: Mash, polled: Path) -> None:
    key = _contact(polled_mash)
    shown = polled_mash("show", key).stdout
    assert "Name: Rowan Tidewell" in shown
    assert "Received: Fri 20 Nov" in shown
    assert _count(polled, "contact.viewed") == 1


def test_a_form_is_told_in_an_officers_words_with_what_was_weighed(polled_mash: Mash) -> None:
    [row] = polled_mash("list", "matched", "--json").lines()
    shown = polled_mash("show", row["key"]).stdout
    assert "child's surname: agrees, +" in shown
    assert "Surname: Tidewell (as written" in shown
    # Neither columns nor names of the program's own.
    assert "  " not in shown
    assert "█" not in shown
    assert "_" not in shown


def test_an_email_is_read_without_the_dashboard_and_the_reading_is_audited(
    polled_mash: Mash, polled: Path
) -> None:
    [row] = polled_mash("list", "no-form", "--json").lines()
    read = polled_mash("show", row["key"], "--text").stdout
    assert read.startswith("From: ")
    assert "Subject: Newsletter" in read
    assert _count(polled, "message.part_viewed") == 1
    form = polled_mash("list", "matched", "--json").lines()[0]["key"]
    assert "Subject: " in polled_mash("show", form, "--text").stdout
    refused = polled_mash("show", _contact(polled_mash), "--text")
    assert (refused.returncode, refused.stderr) == (1, "mash: A call has no email.\n")


def test_no_escape_sequence_of_a_stranger_reaches_the_terminal(mash: Mash, place: Path) -> None:
    header, _, _ = (place / "calls.csv").read_text(encoding="utf-8").partition("\n")
    row = "C-2,2026-11-20T09:30,Eve \x1b]52;c;aGk=\x07,School,,R\x1b[2Jowan,Tide\u202ewell,,"
    (place / "calls.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    mash("calls", "import", "calls.csv")
    for told in (mash("list", "awaiting").stdout, mash("show", _contact(mash)).stdout):
        assert "Eve" in told
        assert not set(told) & {"\x1b", "\x07", "\u202e"}


@pytest.mark.parametrize(
    ("key", "status"),
    [
        ("contact:99", 1),
        ("email 99", 1),
        ("letter:1", 2),
        ("contact:x", 2),
        ("\x1b[2J", 2),
        ("referral:", 2),
        ("x", 2),
        ("", 2),
    ],
)
def test_a_key_of_no_record_is_one_line(polled_mash: Mash, key: str, status: int) -> None:
    """A record that is not there (any more) is a failure; what names no record a mistake."""
    for command in (["show"], ["audit"], ["subject", "find"]):
        done = polled_mash(*command, key)
        assert (command, done.returncode) == (command, status)
        assert done.stderr.count("\n") == 1
        assert "\x1b" not in done.stderr


def test_a_record_is_named_as_the_screens_name_it(polled_mash: Mash) -> None:
    key = _contact(polled_mash)
    number = key.removeprefix("contact:")
    told = polled_mash("show", key).stdout
    for words in (["call", number], [f"call {number}"], [f"Call:{number}"]):
        assert polled_mash("show", *words).stdout == told
    [form, *_] = polled_mash("list", "matched", "--json").lines()
    name = str(form["key"]).removeprefix("referral:")
    assert json.loads(polled_mash("show", "form", name, "--json").stdout)["referral"]["id"] == name
    assert polled_mash("show", "email:1").stdout.startswith("email 1, ")
    assert polled_mash("audit", f"form {name}").returncode == 0


def test_the_history_of_a_record_tells_who_looked(polled_mash: Mash) -> None:
    key = _contact(polled_mash)
    polled_mash("show", key)
    actions = [event["action"] for event in polled_mash("audit", key, "--json").lines()]
    assert (actions[0], actions[-1]) == ("contact.imported", "contact.viewed")
    assert "history.viewed" in polled_mash("audit", key).stdout


def test_a_head_noted_earlier_is_compared(polled_mash: Mash) -> None:
    head = json.loads(polled_mash("audit", "--json").stdout)
    noted = f"{head['events']}:{head['head']}"
    assert noted in polled_mash("audit").stdout
    polled_mash("show", _contact(polled_mash))
    assert polled_mash("audit", "--noted", noted).returncode == 0
    for other in (f"{head['events']}:{'0' * 64}", f"{head['events'] + 1000}:{head['head']}"):
        assert polled_mash("audit", "--noted", other).returncode == 1
    assert polled_mash("audit", "--noted", "yesterday").returncode == 2


def test_reconciling_fails_where_a_folder_could_not_be_counted(polled_mash: Mash, polled: Path) -> None:
    (polled / "mail").rename(polled / "gone")
    done = polled_mash("reconcile", "--json")
    assert done.lines()[0]["failure"]
    assert done.returncode == 1


def _count(place: Path, action: str) -> int:
    with sqlite3.connect(place / "mash.db") as conn:
        count = conn.execute("SELECT count(*) FROM audit_event WHERE action = ?", (action,)).fetchone()
    return int(count[0])


@pytest.mark.usefixtures("heard_of")
def test_a_statutory_clock_is_told_though_the_form_of_its_call_came(polled_mash: Mash, polled: Path) -> None:
    assert polled_mash("status").returncode == 0
    _set_clock(polled, timedelta(hours=1))
    line, count = polled_mash("list", "clocks").stdout.splitlines()
    assert line.startswith("contact:1; C-1; form received; Rowan T.; from Bea Quill, Hollow Lane School;")
    assert "; police protection runs out " in line
    assert " h " in line
    assert "; due " not in line
    assert count == "1 statutory clock"
    assert "police protection runs out" in polled_mash("list", "matched").stdout
    assert "Police protection: began " in polled_mash("show", "contact:1").stdout
    [row] = polled_mash("list", "clocks", "--json").lines()
    assert row["clocks"][0]["clock"] == "police_protection"
    assert polled_mash("status").returncode == 0


@pytest.mark.usefixtures("heard_of")
def test_the_status_is_1_where_a_statutory_clock_has_run_out(polled_mash: Mash, polled: Path) -> None:
    _set_clock(polled, timedelta(hours=73))
    told = polled_mash("status")
    assert told.returncode == 1
    lines = [line.strip() for line in told.stdout.splitlines()]
    assert "1 statutory clock" in lines
    assert "1 of these clocks ran out" in lines
    assert "police protection runs out" in polled_mash("list", "clocks").stdout
    assert "OVERDUE 1 h" in polled_mash("list", "clocks").stdout


def _set_clock(place: Path, ago: timedelta) -> None:
    clock = SystemClock()
    with closing(Store.open(f"sqlite:///{place / 'mash.db'}", clock)) as store:
        desk = Desk(store, "officer", SurnameMatcher())
        contact = desk.detail("contact:1").contact
        assert contact is not None
        desk.set_clock(1, StatutoryClock.POLICE_PROTECTION, clock.now() - ago, contact.revision)


def test_the_status_says_of_a_mailbox_that_was_never_read_what_to_do(polled_mash: Mash, polled: Path) -> None:
    mailbox = 'host = "127.0.0.1"\nport = 1\ntls = "none"\nuser = "duty"\npassword_file = "secret"\n'
    (polled / "secret").write_text("a-long-password")
    with (polled / "mash.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[[mailboxes]]\nname = "post"\n{mailbox}')
    [post] = [line for line in polled_mash("status").stdout.splitlines() if line.startswith("mailbox post")]
    assert "post, INBOX: no worker has looked at it so far" in post
    assert "started anew" in post
    polled_mash("poll")
    [post] = [line for line in polled_mash("status").stdout.splitlines() if line.startswith("mailbox post")]
    assert "could not be looked at even once so far; FAILING: the mail server cannot be reached" in post
