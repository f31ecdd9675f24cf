"""Settings into working parts."""

from __future__ import annotations

import getpass
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from config.spelling import variable_names
from ingest import bootstrap
from ingest.bootstrap.storage import database_url
from ingest.clock import SetClock
from ingest.domain.clocks import Counting, Rating
from ingest.errors import CallerMistake
from ingest.mailbox.imap import ImapMailbox
from ingest.mailbox.maildir import MaildirMailbox
from tests.integration.taking import mail

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
IMAP = '[[mailboxes]]\nname = "mash"\nhost = "mail.example"\nuser = "u"\nfolders = ["Junk"]\n'


@pytest.fixture(autouse=True)
def no_settings_but_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*variable_names(Settings), "MASH_CONFIG", "CREDENTIALS_DIRECTORY"]:
        monkeypatch.delenv(name, raising=False)


def settings(folder: Path, text: str) -> Settings:
    file = folder / "mash.toml"
    file.write_text(text)
    return bootstrap.load_settings(file)


def test_a_mistake_in_the_settings_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(CallerMistake, match="did you mean database"):
        settings(tmp_path, "[databse]\n")


def test_mailboxes_of_each_kind_are_made_and_not_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASH_MAILBOX_MASH_PASSWORD", "x")
    text = IMAP + '[[mailboxes]]\nname = "archive"\nkind = "maildir"\npath = "mail"\n'
    imap, maildir = bootstrap.mailboxes(settings(tmp_path, text))
    assert isinstance(imap, ImapMailbox)
    assert imap.folders == ("INBOX", "Junk")
    assert isinstance(maildir, MaildirMailbox)


def test_a_mailbox_with_oauth2_is_made_without_asking_anybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASH_MAILBOX_MASH_CLIENT_SECRET", "x")
    (made,) = bootstrap.mailboxes(settings(tmp_path, IMAP + 'oauth2 = {tenant = "t", client_id = "c"}\n'))
    assert isinstance(made, ImapMailbox)


def test_a_missing_secret_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(CallerMistake, match="MASH_MAILBOX_MASH_PASSWORD"):
        bootstrap.mailboxes(settings(tmp_path, IMAP))


def test_without_a_mailbox_there_is_no_worker(tmp_path: Path) -> None:
    with pytest.raises(CallerMistake, match="no mailbox"), bootstrap.worker(settings(tmp_path, "")):
        pass


def test_the_clocks_are_the_settings(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path,
        "[clocks]\nfollow_up_hours = 24\nworking_hours = true\nrag = {red = 2}\n"
        "[calendar]\noffice_opens = 09:00:00\nextra_holidays = [2026-06-01]\n",
    )
    rule = bootstrap.follow_up_rule(chosen)
    assert (rule.hours, rule.counting) == (24, Counting.WORKING_HOURS)
    assert bootstrap.rating_rule(chosen).timescales[Rating.RED].hours == 2
    calendar = bootstrap.calendar(chosen)
    assert not calendar.is_working_day(date(2026, 6, 1))
    assert calendar.is_out_of_hours(datetime(2026, 6, 2, 7, 45, tzinfo=UTC))  # 08:45 in London
    assert bootstrap.desk_rules(chosen).due_soon == timedelta(hours=12)


def test_the_hubs_own_details_are_never_a_referrers(tmp_path: Path) -> None:
    hub = bootstrap.hub(settings(tmp_path, '[hub]\nphones = ["01632 960000"]\nemails = ["hub@x.example"]\n'))
    assert hub.owns("+44 1632 960000")
    assert hub.owns("Hub@X.example")
    assert not hub.owns("0845 671 0271")


def test_a_table_or_weights_that_cannot_be_used_are_the_callers_mistake(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "mine.toml").write_text("no toml at all")
    with pytest.raises(CallerMistake, match="label table"):
        bootstrap.sandbox(settings(tmp_path, '[labels]\nfolders = ["labels"]\n'))
    (tmp_path / "weights.toml").write_text("mine = 1")
    with pytest.raises(CallerMistake, match="weights"):
        bootstrap.matching_model(settings(tmp_path, '[matching]\nweights = "weights.toml"\n'))


def test_the_database_stands_beside_the_settings_file(tmp_path: Path) -> None:
    bootstrap.open_store(settings(tmp_path, '[database]\nurl = "sqlite:///data/m.db"\n')).close()
    assert (tmp_path / "data" / "m.db").is_file()


def test_a_database_password_from_a_file_joins_the_url_and_no_error_shows_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    chosen = settings(
        tmp_path, '[database]\nurl = "postgresql+psycopg://u@db.invalid/m"\npassword_file = "secret"\n'
    )
    assert database_url(chosen) == "postgresql+psycopg://u:hunter2@db.invalid/m"
    assert "hunter2" not in repr(chosen)


def test_everything_together_takes_reads_and_records_a_message(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1.eml").write_bytes(mail("Lunch", body="Are you free on Friday?"))
    chosen = settings(tmp_path, '[[mailboxes]]\nname = "archive"\nkind = "maildir"\npath = "mail"\n')
    with bootstrap.worker(chosen, SetClock(NOW)) as worker:
        result = worker.poll_once()
    assert result.fetched == 1
    assert result.no_form + result.needs_attention + result.referrals == 1


def test_an_account_without_a_name_acts_under_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nameless)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert bootstrap.actor(Settings()) == "account 12345"
