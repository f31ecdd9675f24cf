"""Colleagues' folders in a namespace of their own, and mailboxes that are full, on a real Dovecot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.mailbox.folder import AfterRecording
from ingest.mailbox.imap import ImapMailbox
from ingest.store import Store
from tests.integration import dovecot_server
from tests.integration.dovecot_server import USER, Dovecot
from tests.integration.taking import imap, mail, open_store, states, station

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed"),
]

_SHARED = """
mail_plugins = acl
protocol imap {
  mail_plugins = acl imap_acl
}
plugin {
  acl = vfile
}
namespace inbox {
  inbox = yes
  separator = .
}
namespace {
  type = shared
  prefix = Shared.%%u.
  separator = .
  location = maildir:%%h/Maildir:INDEX=~/shared/%%u
  subscriptions = no
  list = children
}
"""
_OF_TWO_MESSAGES = """
mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:messages=2
}
"""
_WITHOUT_MOVE = "imap_capability = IMAP4rev1 LITERAL+ UIDPLUS UNSELECT IDLE NAMESPACE QUOTA\n"
_THEIRS = "Shared/mash/Referrals"  # a mailbox of the team's, as a mail program shows it


@pytest.fixture(scope="module")
def sharing() -> Iterator[Dovecot]:
    with dovecot_server.running(extra=_SHARED) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


@pytest.fixture
def share(sharing: Dovecot) -> Iterator[None]:
    """The team's folder with one form, which the duty desk's account may do nothing with yet."""
    with sharing.client(user="mash") as team:
        team.create("Referrals")
        assert team.append("Referrals", "", "", mail("Form 1"))[0] == "OK"
        yield
        team.delete("Referrals")
        team.delete("Referrals.Done")


def _grant(server: Dovecot, rights: str, folder: str = "Referrals") -> None:
    with server.client(user="mash") as team:
        assert team.setacl(folder, USER, rights)[0] == "OK"


def _hindrance(mailbox: ImapMailbox, folder: str) -> str | None:
    with mailbox.open(folder) as opened:
        return opened.hindrance()


@pytest.mark.usefixtures("share")
def test_a_folder_that_is_shared_is_read_by_the_name_that_a_mail_program_shows(
    sharing: Dovecot, store: Store
) -> None:
    _grant(sharing, "lr")
    duty = station(store, imap(sharing.port, folders=("INBOX", _THEIRS)))
    assert duty.worker.poll_once().errors == ()
    assert states(store) == {"Form 1": "referral"}
    assert duty.worker.poll_once().fetched == 0


@pytest.mark.usefixtures("share")
def test_a_folder_that_is_not_shared_yet_is_told_and_read_once_it_is(sharing: Dovecot, store: Store) -> None:
    duty = station(store, imap(sharing.port, folders=("INBOX", _THEIRS)))
    [told] = duty.worker.poll_once().errors
    assert _THEIRS in told
    _grant(sharing, "lr")
    assert duty.worker.poll_once().referrals == 1


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize(
    ("rights", "act", "told"),
    [
        ("lr", "keyword", "read-only"),
        ("lr", "move", "read-only"),
        ("lrs", "keyword", "no keyword of ours"),
        ("lrw", "keyword", None),
        ("lrws", "move", "deleted (t) and to take out what is deleted (e)"),
        ("lrwt", "move", "right to take out what is deleted (e)"),
    ],
)
def test_what_may_not_be_done_with_mail_that_was_taken_is_known_beforehand(
    sharing: Dovecot, store: Store, rights: str, act: str, told: str | None
) -> None:
    _grant(sharing, rights)
    after = AfterRecording("keyword" if act == "keyword" else "move")
    mailbox = imap(sharing.port, folders=(_THEIRS,), after=after)
    hindrance = _hindrance(mailbox, _THEIRS)
    result = station(store, mailbox).worker.poll_once()
    assert result.referrals == 1  # the mail is taken whatever may be done with it
    assert (hindrance is None) == (result.errors == ())
    assert (told or "") in (hindrance or "")


@pytest.mark.usefixtures("share")
def test_a_folder_that_nothing_may_be_put_in_is_known_beforehand(sharing: Dovecot, store: Store) -> None:
    _grant(sharing, "lrwte")
    target = f"{_THEIRS}/Done"
    mailbox = imap(sharing.port, folders=(_THEIRS,), after=AfterRecording("move", folder=target))
    assert "to make folders below it (k)" in str(_hindrance(mailbox, _THEIRS))
    with sharing.client(user="mash") as team:
        team.create("Referrals.Done")
    _grant(sharing, "lr", "Referrals.Done")
    assert "to put messages in (i)" in str(_hindrance(mailbox, _THEIRS))
    _grant(sharing, "lri", "Referrals.Done")
    assert _hindrance(mailbox, _THEIRS) is None
    assert station(store, mailbox).worker.poll_once().errors == ()


@pytest.mark.parametrize("act", ["none", "keyword", "move"])
@pytest.mark.parametrize("capabilities", ["", _WITHOUT_MOVE])
def test_a_mailbox_that_is_full_is_read_and_what_has_no_room_is_told(
    store: Store, act: str, capabilities: str
) -> None:
    after = AfterRecording("keyword" if act == "keyword" else "move" if act == "move" else "none")
    with dovecot_server.running(extra=capabilities + _OF_TWO_MESSAGES) as server:
        server.deliver(mail("Form 1"))
        server.deliver(mail("Form 2"))
        with server.client() as colleague:
            assert colleague.append("INBOX", "", "", mail("Form 3"))[0] == "NO"
        duty = station(store, imap(server.port, after=after))
        errors = duty.worker.poll_once().errors
        left = len(server.flags())
    assert states(store) == {"Form 1": "referral", "Form 2": "referral"}
    assert left == (0 if act == "move" and not errors else 2)
    assert all("the mailbox is full" in one for one in errors)
    assert bool(errors) == (act == "move" and bool(capabilities))  # a copy needs room, a move does not
