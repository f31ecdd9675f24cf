"""Alarms: raised once, ended once, tried again, and never with personal data or through an open door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from ingest.alarm_ways import EmailWay, WebhookWay
from ingest.alarms import Alarms, NotTaken, Way
from ingest.clock import SetClock
from ingest.smtp import SmtpServer
from ingest.store import HealthBook, Store
from ingest.store.alarms import AlarmBook, AlarmLetter
from tests.integration import certificates
from tests.integration.certificates import Authority
from tests.integration.taking import open_store
from tests.records import MORNING, arrival
from tests.unit.ingest import alarm_servers
from tests.unit.ingest.alarm_servers import FakeHook, FakeSmtp

LETTER = AlarmLetter(1, "email", "worker", "the worker is silent", MORNING, None)
OVER = AlarmLetter(2, "email", "worker", "the worker is silent", MORNING, MORNING + timedelta(hours=1))


@dataclass
class PaperWay:
    """Takes letters, or refuses them."""

    took: list[tuple[str, bool]] = field(default_factory=list)
    times: int = 0
    refuses: bool = False

    def send(self, letters: Sequence[AlarmLetter]) -> None:
        if self.refuses:
            raise NotTaken
        self.times += 1
        self.took += [(letter.name, letter.over_at is not None) for letter in letters]


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    with closing(open_store(tmp_path, clock)) as opened:
        yield opened


@pytest.fixture
def book(store: Store) -> HealthBook:
    book = HealthBook(store)
    book.beat(timedelta(seconds=20))
    book.succeeded()
    return book


def alarms(store: Store, **ways: Way) -> Alarms:
    return Alarms(HealthBook(store), AlarmBook(store), ways, store.clock, timedelta(minutes=15))


def test_a_silent_worker_is_told_once_when_it_lasts_and_once_when_it_is_over(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    way = PaperWay()
    alarms(store, email=way).look()
    clock.move(timedelta(minutes=14))
    alarms(store, email=way).look()
    assert way.took == []
    for _ in range(3):
        clock.move(timedelta(minutes=2))
        alarms(store, email=way).look()  # each time another process
    assert way.took == [("worker", False)]
    book.beat(timedelta(seconds=20))
    book.succeeded()
    for _ in range(2):
        alarms(store, email=way).look()
    assert way.took == [("worker", False), ("worker", True)]
    clock.move(timedelta(minutes=16))
    alarms(store, email=way).look()
    assert way.took[-1] == ("worker", False), "the next trouble is a new alarm"


def test_a_dead_worker_that_was_last_heard_of_in_a_time_to_come_is_told_at_once(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    way = PaperWay()
    clock.move(-timedelta(days=400))  # the clock was wrong, and was set
    alarms(store, email=way).look()
    assert way.took == [("worker", False)]
    assert "a time to come: set the clock" in book.health().in_words(clock.now())


def test_a_worker_that_fails_since_the_clock_was_set_back_is_told_at_once(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    way = PaperWay()
    clock.move(-timedelta(hours=6))
    book.failed("refused")
    alarms(store, email=way).look()
    assert way.took == [("worker", False)]


def test_a_worker_that_never_ran_is_an_alarm(store: Store) -> None:
    way = PaperWay()
    [trouble] = alarms(store, email=way).look()
    assert "never" in trouble.sentence
    assert way.took == [("worker", False)]


def test_a_failing_folder_and_unread_emails_are_alarms_of_their_own(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    from ingest.store import Ledger

    Ledger(store).store_messages([arrival()])
    book.looked("mash", "INBOX")
    book.looked("mash", "Junk")
    clock.move(timedelta(minutes=16))
    book.beat(timedelta(seconds=20))
    book.looked("mash", "INBOX")
    book.look_failed("mash", "Junk", "the login is refused")
    names = [trouble.name for trouble in alarms(store).look()]
    assert names == ["mailbox mash/Junk", "backlog"]


def test_folders_that_one_server_fails_are_told_of_in_one_letter(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    way = PaperWay()
    folders = [f"Post {number}" for number in range(4)]
    for name in folders:  # a slow server: each a while after the one before
        book.looked("mash", name)
        clock.move(timedelta(seconds=25))
    for _ in range(18):
        clock.move(timedelta(seconds=60))
        book.beat(timedelta(seconds=20))
        book.succeeded()
        for name in folders:
            book.look_failed("mash", name, "the mail server is silent")
        alarms(store, email=way).look()
    assert (way.times, sorted(way.took)) == (1, sorted((f"mailbox mash/{name}", False) for name in folders))
    for name in folders:
        book.looked("mash", name)
    clock.move(timedelta(minutes=11))
    book.beat(timedelta(seconds=20))
    book.succeeded()
    alarms(store, email=way).look()
    assert (way.times, len(way.took)) == (2, 8)


def test_what_fails_on_and_off_is_told_once_until_it_has_been_well_for_some_minutes(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    def fail() -> None:
        book.look_failed("mash", "INBOX", "the mail server is silent")
        book.failed("mailbox mash: the mail server is silent")

    def be_well() -> None:
        book.looked("mash", "INBOX")
        book.beat(timedelta(seconds=20))
        book.succeeded()

    way = PaperWay()
    be_well()
    for _ in range(5):
        for minutes, happens in ((16, fail), (2, be_well)):
            clock.move(timedelta(minutes=minutes))
            happens()
            alarms(store, email=way).look()
    assert sorted(way.took) == [("mailbox mash/INBOX", False), ("worker", False)]
    clock.move(timedelta(minutes=9))
    be_well()
    alarms(store, email=way).look()
    assert sorted(way.took[2:]) == [("mailbox mash/INBOX", True), ("worker", True)]


def test_what_one_way_does_not_take_is_tried_again_later_and_holds_up_no_other(
    store: Store, book: HealthBook, clock: SetClock
) -> None:
    deaf, well = PaperWay(refuses=True), PaperWay()
    clock.move(timedelta(minutes=16))
    alarms(store, email=deaf, webhook=well).look()
    deaf.refuses = False
    alarms(store, email=deaf, webhook=well).look()
    assert (deaf.took, well.took) == ([], [("worker", False)]), "not before its time"
    clock.move(timedelta(seconds=31))
    alarms(store, email=deaf, webhook=well).look()
    assert (deaf.took, well.took) == ([("worker", False)], [("worker", False)])


def test_what_nobody_takes_for_days_is_given_up(store: Store, book: HealthBook, clock: SetClock) -> None:
    deaf = PaperWay(refuses=True)
    clock.move(timedelta(minutes=16))
    for _ in range(4):
        alarms(store, email=deaf).look()
        clock.move(timedelta(days=1))
    alarms(store, email=deaf).look()
    deaf.refuses = False
    clock.move(timedelta(hours=2))
    alarms(store, email=deaf).look()
    assert deaf.took == []


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return certificates.made(tmp_path_factory.mktemp("authority"))


def email_way(
    server: FakeSmtp, tls: Literal["implicit", "starttls", "none"] = "none", **more: Any
) -> EmailWay:
    at = SmtpServer("127.0.0.1", server.port, tls, **more)
    return EmailWay(
        at, "alarm@council.example", ("it@council.example", "duty@council.example"), SetClock(MORNING)
    )


def test_an_email_says_what_is_wrong_over_a_secured_line(authority: Authority) -> None:
    with alarm_servers.smtp(FakeSmtp(), authority) as server:
        way = email_way(server, "starttls", ca_file=authority.authority, user="u", password=lambda: "p")
        way.send([LETTER])
        way.send([OVER])
    raised, over = server.took
    assert (raised["Subject"], over["Subject"]) == ("[MASH desk] ALARM: worker", "[MASH desk] over: worker")
    assert raised["To"] == "it@council.example, duty@council.example"
    assert "the worker is silent (since 2026-03-03T10:00+00:00)" in str(raised.get_payload())
    words = [line.split()[0].upper() for line in server.heard]
    assert words.index("STARTTLS") < words.index("AUTH") < words.index("MAIL")


def test_several_alarms_stand_in_one_email_and_in_one_record_each_by_its_name(authority: Authority) -> None:
    another = AlarmLetter(3, "email", "backlog", "emails are not read", MORNING, None)
    with alarm_servers.smtp(FakeSmtp()) as server:
        email_way(server).send([LETTER, another])
    [email] = server.took
    assert email["Subject"] == "[MASH desk] ALARM: 2 troubles"
    assert [words in str(email.get_payload()) for words in ("worker is silent", "are not read")] == [
        True,
        True,
    ]
    with alarm_servers.webhook(FakeHook(), authority) as hook:
        WebhookWay(hook.url, authority.authority).send([LETTER, another])
    [record] = hook.took
    assert [alarm["alarm"] for alarm in record["alarms"]] == ["worker", "backlog"]
    assert "are not read" in record["text"]


def test_no_password_goes_to_a_server_without_starttls_or_with_a_strange_certificate(
    authority: Authority,
) -> None:
    for certificate in (None, authority):
        with alarm_servers.smtp(FakeSmtp(), certificate) as server:
            with pytest.raises(NotTaken):
                email_way(server, "starttls", user="u", password=lambda: "p").send([LETTER])
            assert not any(line.upper().startswith(("AUTH", "MAIL")) for line in server.heard)


def test_a_mail_server_that_refuses_or_is_gone_has_not_taken_it() -> None:
    with alarm_servers.smtp(FakeSmtp(refuses=True)) as server:
        way = email_way(server)
        with pytest.raises(NotTaken):
            way.send([LETTER])
    with pytest.raises(NotTaken):
        way.send([LETTER])


def test_a_webhook_gets_one_record_and_its_address_is_never_told(authority: Authority) -> None:
    with alarm_servers.webhook(FakeHook(), authority) as hook:
        WebhookWay(hook.url, authority.authority).send([OVER])
        [record] = hook.took
        assert (record["alarm"], record["state"]) == ("worker", "over")
        assert record["text"].startswith("MASH desk: over at 2026-03-03T11:00+00:00: the worker is silent")
        with pytest.raises(NotTaken) as refused:
            WebhookWay(hook.url).send([LETTER])  # nobody vouches for its certificate
        for hook.status in (302, 500):
            with pytest.raises(NotTaken, match=str(hook.status)):
                WebhookWay(hook.url, authority.authority).send([LETTER])
    assert "secret-path" not in refused.value.sentence
