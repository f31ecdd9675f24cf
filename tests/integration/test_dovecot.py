"""Taking mail from a real Dovecot."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import func, select

from ingest.domain.model import LedgerState
from ingest.mailbox.errors import CertificateRefused, FolderMissing, LoginRefused
from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.trust import Trust
from ingest.store import Store
from ingest.store.schema import message, referral, sighting
from tests.integration import certificates, dovecot_server
from tests.integration.dovecot_server import Dovecot
from tests.integration.taking import Station, imap, mail, open_store, station
from tests.store_watch import until, watched

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed"),
]

TAKEN_AT = datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with dovecot_server.running() as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield watched(opened)


@pytest.fixture
def duty(dovecot: Dovecot, store: Store) -> Station:
    return station(store, imap(dovecot.port))


def rows(store: Store) -> tuple[int, int, int]:
    """How many messages, sightings and referrals are recorded."""
    with store.reading() as conn:
        counts = [
            conn.execute(select(func.count()).select_from(t)).scalar_one()
            for t in (message, sighting, referral)
        ]
    return counts[0], counts[1], counts[2]


def test_a_poll_takes_everything_and_the_next_takes_nothing(dovecot: Dovecot, duty: Station) -> None:
    for number in range(25):
        dovecot.deliver(mail(f"Form {number}"))
    dovecot.deliver(mail("Lunch"))
    result = duty.worker.poll_once()
    assert (result.fetched, result.referrals, result.no_form, result.errors) == (26, 25, 1, ())
    assert duty.worker.poll_once().fetched == 0
    assert duty.restarted().worker.poll_once().fetched == 0
    assert rows(duty.store) == (26, 26, 25)


def test_the_bytes_are_kept_exactly_and_the_servers_time_counts(dovecot: Dovecot, duty: Station) -> None:
    raw = mail("Form 1") + b"\xff8-bit \r\n.\r\n end"
    dovecot.deliver(raw, at=TAKEN_AT)
    duty.worker.poll_once()
    with duty.store.reading() as conn:
        row = conn.execute(select(message.c.id, message.c.received_at, message.c.size)).one()
    kept = duty.ledger.raw(row.id)
    assert kept == raw
    assert row.received_at == TAKEN_AT
    assert row.size == len(kept)


def test_taking_mail_leaves_no_trace_in_the_mailbox(dovecot: Dovecot, duty: Station) -> None:
    dovecot.deliver(mail("Form 1"))
    duty.worker.poll_once()
    assert not any("Seen" in flags for flags in dovecot.flags())


def test_mail_that_a_colleague_read_first_is_taken_all_the_same(dovecot: Dovecot, duty: Station) -> None:
    dovecot.deliver(mail("Form 1"))
    dovecot.flag_all(r"\Seen")
    assert duty.worker.poll_once().referrals == 1


def test_two_mails_with_one_message_id_and_mails_with_none_are_all_kept(
    dovecot: Dovecot, duty: Station
) -> None:
    for subject, message_id in [("Form 1", "<a@x>"), ("Form 2", "<a@x>"), ("Form 3", None), ("Form 4", "")]:
        dovecot.deliver(mail(subject, message_id))
    assert duty.worker.poll_once().referrals == 4


def test_after_a_change_of_uidvalidity_mail_is_fetched_again_and_nothing_is_doubled(
    dovecot: Dovecot, duty: Station
) -> None:
    for number in range(3):
        dovecot.deliver(mail(f"Form {number}"))
    duty.worker.poll_once()
    dovecot.stop()
    dovecot.forget_indexes()
    dovecot.start()
    dovecot.deliver(mail("Form new"))
    result = duty.worker.poll_once()
    assert (result.fetched, result.referrals) == (4, 1)
    messages, sightings, referrals = rows(duty.store)
    assert (messages, referrals) == (4, 4)
    assert sightings == 7


def test_more_folders_are_watched_and_the_same_mail_in_two_is_one(dovecot: Dovecot, store: Store) -> None:
    dovecot.make_folder("Junk")
    dovecot.deliver(mail("Form 1"))
    dovecot.deliver(mail("Form 1"), "Junk")
    dovecot.deliver(mail("Form 2"), "Junk")
    duty = station(store, imap(dovecot.port, folders=("INBOX", "Junk")))
    assert duty.worker.poll_once().referrals == 2
    assert rows(store) == (2, 3, 2)


def test_one_folder_that_is_missing_does_not_hide_the_others(dovecot: Dovecot, store: Store) -> None:
    dovecot.deliver(mail("Form 1"))
    duty = station(store, imap(dovecot.port, folders=("No such folder", "INBOX")))
    result = duty.worker.poll_once()
    assert result.referrals == 1
    assert result.failed == 1
    assert "folder" in result.errors[0]


def test_a_poison_message_in_front_holds_up_nothing_and_ends_where_a_person_sees_it(
    dovecot: Dovecot, duty: Station
) -> None:
    dovecot.deliver(mail("POISON"))
    dovecot.deliver(mail("Form 1"))
    result = duty.worker.poll_once()
    assert (result.referrals, result.failed) == (1, 1)
    with duty.store.writing() as conn:
        for _ in range(2):
            conn.execute(message.update().values(next_try_at=None))
    duty.worker.poll_once()
    with duty.store.writing() as conn:
        conn.execute(message.update().values(next_try_at=None))
    assert duty.worker.poll_once().needs_attention == 1
    with duty.store.reading() as conn:
        states = {row.subject: row.state for row in conn.execute(select(message.c.subject, message.c.state))}
    assert states == {"POISON": LedgerState.NEEDS_ATTENTION, "Form 1": LedgerState.REFERRAL}


def test_a_large_message_comes_in_pieces_and_one_over_the_limit_needs_attention(
    dovecot: Dovecot, duty: Station
) -> None:
    large = mail("Form large", body="x" * 70 + "\r\n" + ("y" * 76 + "\r\n") * 40_000)
    too_large = mail("Form too large", body=("z" * 76 + "\r\n") * 60_000)
    dovecot.deliver(large)
    dovecot.deliver(too_large)
    result = duty.worker.poll_once()
    assert (result.referrals, result.needs_attention) == (1, 1)
    with duty.store.reading() as conn:
        kept = conn.execute(
            select(message.c.id, message.c.state, message.c.reason, message.c.size, message.c.subject)
        ).all()
    by_subject = {row.subject: row for row in kept}
    assert duty.ledger.raw(by_subject["Form large"].id) == large
    assert "larger than the limit" in by_subject["Form too large"].reason
    assert by_subject["Form too large"].size == len(too_large)


def test_a_keyword_is_set_only_after_the_outcome_is_recorded(dovecot: Dovecot, store: Store) -> None:
    dovecot.deliver(mail("Form 1"))
    dovecot.deliver(mail("POISON"))
    duty = station(store, imap(dovecot.port, after=AfterRecording("keyword", keyword="MashTaken")))
    duty.worker.poll_once()
    assert ["MashTaken" in flags for flags in dovecot.flags()] == [True, False]


def test_a_worker_killed_before_the_keyword_sets_it_next_time(dovecot: Dovecot, store: Store) -> None:
    dovecot.deliver(mail("Form 1"))
    station(store, imap(dovecot.port)).worker.poll_once()
    duty = station(store, imap(dovecot.port, after=AfterRecording("keyword")))
    assert duty.worker.poll_once().fetched == 0
    assert "MashTaken" in dovecot.flags()[0]


def test_recorded_mail_is_moved_and_the_folder_for_it_is_made(dovecot: Dovecot, store: Store) -> None:
    dovecot.deliver(mail("Form 1"))
    duty = station(store, imap(dovecot.port, after=AfterRecording("move", folder="Taken by MASH")))
    duty.worker.poll_once()
    assert dovecot.flags() == []
    assert len(dovecot.flags('"Taken by MASH"')) == 1


@pytest.mark.parametrize("folders", [("INBOX", "Taken/by us"), ("inbox",)])
def test_what_lies_where_recorded_mail_is_moved_to_is_not_moved_again(
    dovecot: Dovecot, store: Store, folders: tuple[str, ...]
) -> None:
    dovecot.deliver(mail("Form 1"))
    after = AfterRecording("move", folder=folders[-1].upper() if len(folders) == 1 else folders[-1])
    duty = station(store, imap(dovecot.port, folders=folders, after=after))
    fetched = [duty.worker.poll_once().fetched for _ in range(4)]
    assert fetched[-2:] == [0, 0]
    assert rows(store)[2] == 1


def test_a_failing_store_leaves_the_mail_where_it_is(
    dovecot: Dovecot, duty: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.errors import StoreUnavailable
    from ingest.store import Ledger

    def refuse(*_: object) -> None:
        raise StoreUnavailable

    dovecot.deliver(mail("Form 1"))
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "store_messages", refuse)
        with pytest.raises(StoreUnavailable):
            duty.worker.poll_once()
    assert len(dovecot.flags()) == 1
    assert duty.worker.poll_once().referrals == 1


def test_idle_tells_of_new_mail(dovecot: Dovecot, store: Store) -> None:
    mailbox = imap(dovecot.port, idle=True)
    stop = threading.Event()
    try:
        assert mailbox.wait(stop, 5)  # just connected: nobody knows what came before
        arriving = threading.Timer(0.3, dovecot.deliver, [mail("Form 1")])
        arriving.start()
        assert mailbox.wait(stop, 30)
        arriving.join()
        assert not mailbox.wait(stop, 0.6)
    finally:
        mailbox.close()


def test_idle_wakes_the_worker(dovecot: Dovecot, store: Store) -> None:
    duty = station(store, imap(dovecot.port, idle=True))
    running = threading.Thread(target=duty.worker.run)
    running.start()
    try:
        dovecot.deliver(mail("Form 1"))
        until(store, lambda: rows(store)[2] == 1)  # the poll is a minute away: IDLE was quicker
    finally:
        duty.worker.stop()
        running.join(timeout=20)
    assert not running.is_alive()


def test_a_wrong_password_is_told_as_such(dovecot: Dovecot) -> None:
    with pytest.raises(LoginRefused), imap(dovecot.port, password="wrong").open("INBOX"):
        pass


def test_a_missing_folder_is_told_as_such(dovecot: Dovecot) -> None:
    with pytest.raises(FolderMissing), imap(dovecot.port).open("Nowhere"):
        pass


def test_a_server_that_is_down_fails_the_pass_and_the_next_one_takes_the_mail(
    dovecot: Dovecot, duty: Station
) -> None:
    dovecot.deliver(mail("Form 1"))
    dovecot.stop()
    assert duty.worker.poll_once().failed == 1
    dovecot.start()
    assert duty.worker.poll_once().referrals == 1


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> certificates.Authority:
    return certificates.made(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def secured(authority: certificates.Authority) -> Iterator[Dovecot]:
    tls = f"ssl = yes\nssl_cert = <{authority.certificate}\nssl_key = <{authority.key}\nssl_min_protocol = TLSv1.2"
    with dovecot_server.running(tls=tls) as server:
        yield server


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_server_of_a_private_authority_is_trusted_when_told_so(
    secured: Dovecot, authority: certificates.Authority, tls: Literal["implicit", "starttls"]
) -> None:
    port = secured.tls_port if tls == "implicit" else secured.port
    with imap(port, tls=tls, trust=Trust("127.0.0.1", authority.authority)).open("INBOX") as folder:
        assert folder.state.uidvalidity


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
def test_a_server_of_an_unknown_authority_is_refused(
    secured: Dovecot, tls: Literal["implicit", "starttls"]
) -> None:
    port = secured.tls_port if tls == "implicit" else secured.port
    with pytest.raises(CertificateRefused), imap(port, tls=tls).open("INBOX"):
        pass


def test_a_certificate_for_another_host_is_refused(
    secured: Dovecot, authority: certificates.Authority
) -> None:
    trust = Trust("mail.example", authority.authority)
    with pytest.raises(CertificateRefused), imap(secured.tls_port, tls="implicit", trust=trust).open("INBOX"):
        pass


def test_a_pinned_certificate_is_trusted_and_another_is_not(
    secured: Dovecot, authority: certificates.Authority
) -> None:
    pinned = Trust("127.0.0.1", fingerprint=authority.fingerprint)
    with imap(secured.tls_port, tls="implicit", trust=pinned).open("INBOX") as folder:
        assert folder.state.exists == 0
    wrong = Trust("127.0.0.1", fingerprint="0" * 64)
    with pytest.raises(CertificateRefused), imap(secured.tls_port, tls="implicit", trust=wrong).open("INBOX"):
        pass


def test_a_server_without_starttls_gets_no_password(dovecot: Dovecot) -> None:
    with (
        pytest.raises(CertificateRefused, match="STARTTLS"),
        imap(dovecot.port, tls="starttls").open("INBOX"),
    ):
        pass
