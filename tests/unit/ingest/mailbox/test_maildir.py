"""A Maildir, or a folder of .eml files, as a mailbox."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock
from ingest.mailbox.errors import FolderMissing, MailboxUnreachable
from ingest.mailbox.maildir import MaildirFolder, MaildirMailbox

JULY = datetime(2026, 7, 1, tzinfo=UTC)
RECEIVED = b"Received: from a by b; Mon, 1 Jun 2026 10:00:00 +0100\r\n"


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def opened(path: Path, limit: int = 10_000) -> MaildirFolder:
    with MaildirMailbox("archive", path, limit, SetClock(JULY)).open("INBOX") as folder:
        return folder


def bodies(folder: MaildirFolder) -> list[bytes]:
    return [fetched.raw for some in folder.fetch(folder.describe(folder.uids())) for fetched in some]


def test_mail_in_cur_and_new_is_there_and_what_is_still_being_written_is_not(maildir: Path) -> None:
    (maildir / "cur" / "1.host:2,S").write_bytes(b"seen")
    (maildir / "new" / "2.host").write_bytes(b"new")
    (maildir / "tmp" / "3.host").write_bytes(b"half")
    assert sorted(bodies(opened(maildir))) == [b"new", b"seen"]


def test_a_message_keeps_its_uid_when_it_is_read_flagged_and_moved(maildir: Path) -> None:
    new = maildir / "new" / "2.host"
    new.write_bytes(b"x")
    before = opened(maildir)
    new.rename(maildir / "cur" / "2.host:2,FS")
    after = opened(maildir)
    assert before.uids() == after.uids()
    assert before.state.uidvalidity == after.state.uidvalidity
    assert bodies(before) == [b"x"]  # and is found though it moved after it was listed


def test_two_files_of_one_name_hide_neither_and_a_file_with_two_names_is_one(maildir: Path) -> None:
    first, second = maildir / "cur" / "2.host:2,S", maildir / "new" / "2.host"
    first.write_bytes(b"first")
    alone = opened(maildir)
    second.write_bytes(b"other")
    both = opened(maildir)
    assert sorted(bodies(both)) == [b"first", b"other"]
    assert not set(alone.uids()) & set(both.uids())  # else the second could pass for the first
    second.rename(maildir / "cur" / "2.host:2,R")
    assert opened(maildir).uids() == both.uids()
    (maildir / "new" / "3.host").write_bytes(b"on its way")
    (maildir / "cur" / "3.host:2,").hardlink_to(maildir / "new" / "3.host")
    assert len(opened(maildir).uids()) == 3


def test_a_folder_of_eml_files_is_a_mailbox_too(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"a")
    (tmp_path / "B.EML").write_bytes(b"b")
    (tmp_path / "notes.txt").write_bytes(b"no mail")
    (tmp_path / ".hidden.eml").write_bytes(b"no mail")
    assert sorted(bodies(opened(tmp_path))) == [b"a", b"b"]


def test_a_file_that_was_replaced_is_another_message(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"a")
    before = opened(tmp_path).uids()
    (tmp_path / "a.eml").write_bytes(b"longer")
    assert opened(tmp_path).uids() != before


def test_it_arrived_when_the_newest_received_header_says_else_when_the_file_was_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.eml").write_bytes(RECEIVED + b"Subject: x\r\n\r\n")
    (tmp_path / "b.eml").write_bytes(b"Subject: x\r\n\r\n")
    written = datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    os.utime(tmp_path / "b.eml", (written.timestamp(), written.timestamp()))
    folder = opened(tmp_path)
    assert [item.received_at for item in folder.describe(folder.uids())] == [
        written,
        datetime(2026, 6, 1, 9, 0, tzinfo=UTC),
    ]


def test_a_time_of_arrival_that_cannot_be_true_is_not_believed(tmp_path: Path) -> None:
    for name, said in (("a", "1 Jan 0001"), ("b", "1 Jan 1970"), ("c", "1 Aug 2026")):
        (tmp_path / f"{name}.eml").write_bytes(f"Received: by b; {said} 08:00:00 +0000\r\n\r\n".encode())
        os.utime(tmp_path / f"{name}.eml", (JULY.timestamp(), JULY.timestamp()))
    folder = opened(tmp_path)
    assert {item.received_at for item in folder.describe(folder.uids())} == {JULY}


@pytest.mark.parametrize("seconds", [1e12, -1e12, 1e300])
def test_a_file_from_a_year_that_there_is_not_holds_no_other_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.eml").write_bytes(f"Subject: {name}\r\n\r\n".encode())
    stat = Path.stat

    def of_another_year(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        said = stat(path, follow_symlinks=follow_symlinks)
        if path.name != "a.eml":
            return said
        return os.stat_result(said[:10], {"st_mtime": seconds, "st_mtime_ns": 1})

    monkeypatch.setattr(Path, "stat", of_another_year)
    folder = opened(tmp_path)
    assert sorted(bodies(folder)) == [b"Subject: a\r\n\r\n", b"Subject: b\r\n\r\n"]
    assert None in {item.received_at for item in folder.describe(folder.uids())}


def test_a_message_over_the_limit_is_known_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: x\r\n\r\n" + b"x" * 500)
    folder = opened(tmp_path, limit=100)
    ((fetched,),) = folder.fetch(folder.describe(folder.uids()))
    assert fetched.missing is not None
    assert "larger" in fetched.missing
    assert fetched.raw.startswith(b"Subject: x")


def test_a_file_that_is_gone_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"x")
    folder = opened(tmp_path)
    listed = folder.describe(folder.uids())
    (tmp_path / "a.eml").unlink()
    assert list(folder.fetch(listed)) == []
    assert folder.describe(folder.uids()) == []


def test_nothing_is_done_to_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"x")
    folder = opened(tmp_path)
    folder.taken(folder.uids())
    assert folder.untaken() == ()
    assert (tmp_path / "a.eml").read_bytes() == b"x"


def test_a_missing_folder_is_told_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="nowhere"):
        opened(tmp_path / "nowhere")


def test_waiting_for_files_ends_with_the_stop() -> None:
    stop = threading.Event()
    stop.set()
    assert MaildirMailbox("archive", Path("/nowhere")).wait(stop, 60) is False


LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def listed(mailbox: MaildirMailbox) -> tuple[int, int | None]:
    """How many messages a look finds, and the number of the listing that it is from."""
    with mailbox.open("INBOX") as folder:
        return folder.state.exists, folder.state.listing


def dated(folder: Path, at: datetime = LONG_AGO) -> None:
    os.utime(folder, (at.timestamp(), at.timestamp()))


def test_a_maildir_where_nothing_came_is_not_listed_again_before_an_hour_is_over(maildir: Path) -> None:
    clock = SetClock(LONG_AGO + timedelta(days=1))
    mailbox = MaildirMailbox("archive", maildir, clock=clock)
    for place in (maildir / "cur", maildir / "new"):
        dated(place)
    assert listed(mailbox) == (0, 1)
    (maildir / "new" / "1.host").write_bytes(b"x")
    dated(maildir / "new")  # as if the directory's time told nothing
    assert listed(mailbox) == (0, 1)
    clock.move(timedelta(hours=1))
    assert listed(mailbox) == (1, 2)
    (maildir / "new" / "2.host").write_bytes(b"y")
    assert listed(mailbox) == (2, 3)


def test_what_comes_right_after_a_look_is_found_though_the_directorys_time_stands_still(
    maildir: Path,
) -> None:
    now = LONG_AGO + timedelta(days=1)
    mailbox = MaildirMailbox("archive", maildir, clock=SetClock(now))
    dated(maildir / "new", now)
    assert listed(mailbox)[0] == 0
    (maildir / "new" / "1.host").write_bytes(b"x")
    dated(maildir / "new", now)
    assert listed(mailbox)[0] == 1


def test_a_plain_file_that_is_still_being_written_is_another_message_once_it_is_whole(tmp_path: Path) -> None:
    mailbox = MaildirMailbox("archive", tmp_path)
    (tmp_path / "a.eml").write_bytes(b"half")
    first = listed(mailbox)
    (tmp_path / "a.eml").write_bytes(b"half and the other half")
    assert listed(mailbox) == (1, 2) != first
    assert listed(mailbox) == (1, 2)


def test_a_plain_file_that_is_written_to_while_it_is_looked_at_waits_for_the_next_look(
    tmp_path: Path,
) -> None:
    mail, other = tmp_path / "1.eml", tmp_path / "2.eml"
    mail.write_bytes(b"half")
    other.write_bytes(b"whole")
    folder = opened(tmp_path)
    listed = folder.describe(folder.uids())
    mail.write_bytes(b"half and half")
    assert [fetched.raw for some in folder.fetch(listed) for fetched in some] == [b"whole"]
    assert len(folder.uids()) == 1  # nobody is to miss the half
    assert sorted(bodies(opened(tmp_path))) == [b"half and half", b"whole"]


def test_a_folder_that_this_account_may_not_look_at_says_so(
    maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    with (
        pytest.raises(MailboxUnreachable, match="check its mode"),
        MaildirMailbox("mash", maildir, 10_000).open("INBOX"),
    ):
        pass
