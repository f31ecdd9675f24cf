"""Taking mail through Microsoft Graph, from a server that the test plays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ingest.clock import SetClock, SystemClock
from ingest.domain.model import LedgerState
from ingest.mailbox.errors import FolderMissing, LoginRefused, MailboxError, MailboxUnreachable
from ingest.mailbox.graph import GraphMailbox
from ingest.mailbox.graph_client import GraphClient
from ingest.mailbox.oauth import TokenSource
from ingest.pipeline import Pipeline, PollResult
from ingest.store import Ledger, Store
from ingest.store.schema import message
from tests.integration.taking import LIMITS, NoMatches, SubjectReader, mail, open_store
from tests.unit.ingest.mailbox.graph_server import TOKEN, USER, FakeGraph, serving

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


class Tokens:
    """Plays msal: the first token, then the next."""

    def __init__(self, *tokens: str) -> None:
        self._tokens = list(tokens)

    def __call__(self) -> Tokens:
        return self

    def acquire_token_for_client(self, scopes: list[str]) -> Mapping[str, Any]:
        token = self._tokens.pop(0) if len(self._tokens) > 1 else self._tokens[0]
        return {"access_token": token}


@dataclass
class Desk:
    """A fake Graph, a mailbox that asks it, and a pipeline; `waited` are the pauses in seconds."""

    fake: FakeGraph
    store: Store
    clock: SetClock
    waited: list[float]
    mailboxes: ExitStack

    def mailbox(
        self, *tokens: str, folder: str = "INBOX", most: int = LIMITS.max_message_bytes
    ) -> GraphMailbox:
        source = TokenSource(Tokens(*(tokens or (TOKEN,))), "https://graph.example/.default")
        client = GraphClient(self.fake.service, source, self.waited.append)
        limits = replace(LIMITS, max_message_bytes=most)
        made = GraphMailbox("mash", USER, (folder,), client, limits, self.clock)
        self.mailboxes.callback(made.close)
        return made

    def pipeline(self) -> Pipeline:
        return Pipeline(Ledger(self.store), SubjectReader(), NoMatches(), self.clock)

    def states(self) -> dict[str | None, str]:
        with self.store.reading() as conn:
            rows = conn.execute(select(message.c.subject, message.c.state))
            return {row.subject: row.state for row in rows}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = SetClock(NOW)
    with (
        serving(FakeGraph()) as fake,
        closing(open_store(tmp_path, clock)) as store,
        ExitStack() as mailboxes,
    ):
        yield Desk(fake, store, clock, [], mailboxes)
        mailboxes.close()
        assert fake.wrong == []


def test_everything_is_taken_over_several_pages_and_once(desk: Desk) -> None:
    for number in range(5):
        desk.fake.add(f"AAk={number}", mail(f"Form {number}"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    assert path.look(mailbox, "INBOX") == PollResult(fetched=5, referrals=5)
    assert sum(path.endswith("/delta") for path in desk.fake.asked) == 3
    assert desk.pipeline().look(desk.mailbox(), "INBOX") == PollResult()


def test_the_bytes_are_kept_exactly_and_the_mailboxes_time_counts(desk: Desk) -> None:
    raw = mail("Form 1") + b"\xff8-bit \r\n.\r\n\x00 end"
    desk.fake.add("one", raw)
    desk.pipeline().look(desk.mailbox(), "INBOX")
    with desk.store.reading() as conn:
        row = conn.execute(select(message.c.id, message.c.received_at, message.c.size)).one()
    assert Ledger(desk.store).raw(row.id) == raw
    assert (row.received_at, row.size) == (datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC), len(raw))


def test_a_look_that_finds_nothing_asks_one_question(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    path.look(mailbox, "INBOX")
    desk.fake.asked.clear()
    assert path.look(mailbox, "INBOX") == PollResult()
    assert len(desk.fake.asked) == 1
    desk.fake.add("two", mail("Form 2"))
    assert path.look(mailbox, "INBOX").referrals == 1


def test_a_message_that_went_is_nobodys_fault(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    desk.fake.add("two", mail("Form 2"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    del desk.fake.messages["two"]  # listed still
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)
    desk.fake.changes.append(("two", False))
    assert path.look(mailbox, "INBOX") == PollResult()
    with mailbox.open("INBOX") as folder:
        assert folder.state.exists == 1


def test_uids_are_the_same_for_another_process(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    seen = []
    for _ in range(2):
        with desk.mailbox().open("INBOX") as folder:
            seen.append((folder.state.uidvalidity, tuple(folder.uids())))
    assert seen[0] == seen[1]
    assert all(0 < uid < 2**63 for uid in seen[0][1])


def test_a_server_that_asks_for_patience_gets_it(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    busy = iter([True, True])
    desk.fake.say = lambda _path: (429, {"Retry-After": "7"}, b"") if next(busy, False) else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").referrals == 1
    assert desk.waited == [7, 7]


@pytest.mark.parametrize(
    ("said", "at", "waits"),
    [
        ("Mon, 01 Jun 2026 10:00:20 GMT", "Mon, 01 Jun 2026 10:00:08 GMT", 12),
        ("Mon, 01 Jun 2026 09:00:00 GMT", "Mon, 01 Jun 2026 10:00:08 GMT", 0),
        ("Mon, 01 Jun 2026 10:00:20 GMT", "", 5),
        ("Mon, 01 Jun 2026 10:00:20 -0000", "Mon, 01 Jun 2026 10:00:08 GMT", 5),
        ("soon", "Mon, 01 Jun 2026 10:00:08 GMT", 5),
        ("-7", "", 5),
        ("", "", 5),
    ],
)
def test_a_time_until_which_to_wait_is_one_of_the_servers_clock(
    desk: Desk, said: str, at: str, waits: float
) -> None:
    desk.fake.add("one", mail("Form 1"))
    busy = iter([True])
    desk.fake.say = lambda _path: (503, {"Retry-After": said, "Date": at}, b"") if next(busy, False) else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").referrals == 1
    assert desk.waited == [waits]


@pytest.mark.parametrize("said", ["Mon, 01 Jun 2026 10:15:08 GMT", "9" * 400])
def test_a_server_that_asks_for_very_much_is_left_alone(desk: Desk, said: str) -> None:
    desk.fake.say = lambda _path: (429, {"Retry-After": said, "Date": "Mon, 01 Jun 2026 10:00:08 GMT"}, b"")
    if said.isdigit():
        assert desk.pipeline().look(desk.mailbox(), "INBOX").failed == 1
        return
    with pytest.raises(MailboxUnreachable, match=" 900 seconds"), desk.mailbox().open("INBOX"):
        pass


def test_a_token_that_ends_between_two_pages_is_renewed(desk: Desk) -> None:
    for number in range(5):
        desk.fake.add(str(number), mail(f"Form {number}"))
    asked: list[str] = []

    def end_the_token(path: str) -> None:
        asked.append(path)
        if len(asked) == 1:
            desk.fake.token = "the-next"

    desk.fake.say = end_the_token
    assert desk.pipeline().look(desk.mailbox(TOKEN, TOKEN, "the-next"), "INBOX").referrals == 5
    assert len(asked) < len(desk.fake.asked)


def test_pages_without_end_end_with_the_look(desk: Desk) -> None:
    """Each has a link that was not there before, so that no ring shows."""

    def page(_path: str) -> tuple[int, dict[str, str], bytes]:
        desk.clock.move(timedelta(seconds=1))
        link = f"{desk.fake.service}/users/{USER}/messages?$skiptoken={len(desk.fake.asked)}"
        return 200, {}, f'{{"value": [], "@odata.nextLink": "{link}"}}'.encode()

    desk.fake.say = page
    assert desk.pipeline().look(desk.mailbox(), "INBOX").failed == 1
    assert len(desk.fake.asked) <= LIMITS.cycle_seconds + 1


def test_a_message_that_is_moved_away_and_back_is_taken_once(desk: Desk) -> None:
    mailbox, path = desk.mailbox(), desk.pipeline()
    desk.fake.add("one", mail("Form 1"))
    assert path.look(mailbox, "INBOX").referrals == 1
    desk.fake.remove("one")
    desk.fake.add("one", mail("Form 1"))
    assert path.look(mailbox, "INBOX") == PollResult()
    desk.fake.remove("one")
    assert path.look(mailbox, "INBOX") == PollResult()
    desk.fake.add("another id", mail("Form 1"))  # as where ids are those of a place
    assert path.look(mailbox, "INBOX").referrals == 0
    assert desk.states() == {"Form 1": LedgerState.REFERRAL}


def test_a_server_that_asks_for_much_patience_is_left_alone(desk: Desk) -> None:
    desk.fake.say = lambda _path: (429, {"Retry-After": "900"}, b"")
    mailbox = desk.mailbox()
    for left, asked in (900, 1), (60, 1), (900, 2):  # each question would count against us
        with pytest.raises(MailboxUnreachable, match=f" {left} seconds"), mailbox.open("INBOX"):
            pass
        assert len(desk.fake.asked) == asked
        desk.clock.move(timedelta(seconds=min(840, left)))
    desk.fake.say = lambda _path: (503, {}, b"")
    with pytest.raises(MailboxUnreachable, match="busy"), desk.mailbox().open("INBOX"):
        pass


def test_a_refused_token_is_renewed_once(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    assert desk.pipeline().look(desk.mailbox("stale", TOKEN), "INBOX").referrals == 1
    with pytest.raises(LoginRefused, match="Microsoft Graph refused"), desk.mailbox("wrong").open("INBOX"):
        pass


def test_a_message_of_which_no_change_was_told_is_found_within_the_hour(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    path.look(mailbox, "INBOX")
    desk.fake.messages["two"] = mail("Form 2")
    desk.fake.changes.insert(0, ("two", True))  # before what was told already
    assert path.look(mailbox, "INBOX") == PollResult()
    desk.clock.move(timedelta(hours=1))
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)


@pytest.mark.parametrize("status", [404, 410])
def test_a_delta_that_the_server_has_forgotten_begins_anew_and_doubles_nothing(
    desk: Desk, status: int
) -> None:
    desk.fake.add("one", mail("Form 1"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    path.look(mailbox, "INBOX")
    gone = iter([True])
    desk.fake.say = lambda _path: (status, {}, b"") if next(gone, False) else None
    desk.fake.add("two", mail("Form 2"))
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)


def test_a_look_that_finds_nothing_goes_through_no_message_that_is_known(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    desk.fake.add("two", mail("Form 2"))
    mailbox = desk.mailbox()
    listings: list[tuple[int | None, int]] = []

    def look() -> None:
        with mailbox.open("INBOX") as folder:
            listings.append((folder.state.listing, folder.state.exists))

    look()
    desk.fake.remove("one")
    look()
    desk.fake.add("three", mail("Form 3"))
    look()
    assert [exists for _, exists in listings] == [2, 1, 2]
    assert listings[0][0] == listings[1][0] != listings[2][0]


def test_a_page_that_fails_leaves_the_list_as_it_was(desk: Desk) -> None:
    mailbox, path = desk.mailbox(), desk.pipeline()
    path.look(mailbox, "INBOX")
    for number in range(4):
        desk.fake.add(str(number), mail(f"Form {number}"))
    answers = iter([False, True])
    desk.fake.say = lambda _path: (502, {"Retry-After": "900"}, b"") if next(answers, False) else None
    assert path.look(mailbox, "INBOX").failed == 1
    desk.clock.move(timedelta(seconds=900))
    assert path.look(mailbox, "INBOX").referrals == 4


def test_a_message_that_is_refused_is_seen_and_asked_for_again(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    desk.fake.add("two", mail("Form 2"))
    desk.fake.say = lambda path: (500, {}, b"") if path.endswith("one/$value") else None
    mailbox, path = desk.mailbox(), desk.pipeline()
    assert path.look(mailbox, "INBOX") == PollResult(fetched=2, referrals=1, needs_attention=1)
    desk.fake.say = None
    desk.clock.move(timedelta(hours=1))
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)
    assert desk.states() == {"Form 1": LedgerState.REFERRAL, "Form 2": LedgerState.REFERRAL}


def test_a_server_that_gives_no_message_at_all_is_a_failure(desk: Desk) -> None:
    for number in range(20):
        desk.fake.add(str(number), mail(f"Form {number}"))
    desk.fake.say = lambda path: (500, {}, b"") if path.endswith("$value") else None
    result = desk.pipeline().look(desk.mailbox(), "INBOX")
    assert (result.failed, result.needs_attention) == (1, 0)
    desk.fake.say = None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").referrals == 20


def test_a_message_that_breaks_off_is_not_taken_for_whole(desk: Desk) -> None:
    raw = mail("Form 1")
    desk.fake.add("one", raw)
    desk.fake.say = lambda path: (200, {"Content-Length": "9999"}, raw) if "value" in path else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").needs_attention == 1
    assert desk.states() == {None: LedgerState.NEEDS_ATTENTION}
    desk.fake.say = None
    desk.clock.move(timedelta(hours=1))
    assert desk.pipeline().look(desk.mailbox(), "INBOX").referrals == 1
    assert desk.states() == {"Form 1": LedgerState.REFERRAL}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((200, {"Content-Length": "9999"}, b"Subject: Form"), id="it breaks off"),
        pytest.param((200, {}, b""), id="no byte"),
        pytest.param(
            (200, {}, b"<html xmlns:o='x'><p>Blocked: see the policy</p></html>"), id="a proxy's page"
        ),
        pytest.param(
            (200, {}, b'{"error": {"code": "ErrorInternalServerError"}}'), id="an error for a message"
        ),
        pytest.param(
            (200, {"Transfer-Encoding": "chunked", "Connection": "close"}, b"a\r\nSubject: F\r\n"),
            id="no last chunk",
        ),
        pytest.param((403, {}, b""), id="a right of its own is wanted"),
        pytest.param((504, {"Retry-After": "1"}, b""), id="always too busy for it"),
        pytest.param((423, {}, b""), id="locked"),
        pytest.param((404, {}, b""), id="not found, though the mailbox has it"),
    ],
)
def test_one_message_that_is_never_given_holds_no_other_up(
    desk: Desk, answer: tuple[int, dict[str, str], bytes]
) -> None:
    for number in range(4):
        desk.fake.add(str(number), mail(f"Form {number}"))
    desk.fake.say = lambda path: answer if path.endswith("/0/$value") else None
    mailbox, path = desk.mailbox(), desk.pipeline()
    result = path.look(mailbox, "INBOX")
    assert (result.referrals, result.needs_attention, result.errors) == (3, 1, ())
    desk.fake.say = None
    desk.clock.move(timedelta(hours=1))
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)


def test_a_message_is_not_blamed_for_a_server_that_has_gone_away(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    desk.fake.say = lambda path: (503, {"Retry-After": "1"}, b"") if "/messages/one" in path else None
    result = desk.pipeline().look(desk.mailbox(), "INBOX")
    assert (result.failed, result.needs_attention, desk.states()) == (1, 0, {})


def test_a_server_that_wants_to_be_left_alone_is_asked_for_no_other_message(desk: Desk) -> None:
    for number in range(4):
        desk.fake.add(str(number), mail(f"Form {number}"))
    desk.fake.say = lambda path: (429, {"Retry-After": "900"}, b"") if "value" in path else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").failed == 1
    assert sum(path.endswith("$value") for path in desk.fake.asked) == 1


def test_a_message_over_the_limit_needs_attention_by_its_headers(desk: Desk) -> None:
    desk.fake.add("one", mail("Form large", body="x" * 5000))
    assert desk.pipeline().look(desk.mailbox(most=2000), "INBOX").needs_attention == 1
    assert desk.states() == {"Form large": LedgerState.NEEDS_ATTENTION}


def test_a_folder_is_found_by_its_name_and_a_missing_one_is_told_as_such(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    assert desk.pipeline().look(desk.mailbox(), "Pupils' mail").referrals == 1
    assert any("/mailFolders/folder-7/messages/delta" in path for path in desk.fake.asked)
    assert desk.pipeline().look(desk.mailbox(), "Inbox/Pupils' mail").errors == ()
    assert any("/mailFolders/inbox/childFolders" in path for path in desk.fake.asked)
    with pytest.raises(FolderMissing), desk.mailbox().open("Nowhere"):
        pass


@pytest.mark.parametrize("link", ["https://elsewhere.example/v1.0/x", "http://127.0.0.1:1/v1.0"])
def test_the_token_goes_to_no_other_host(desk: Desk, link: str) -> None:
    page = f'{{"value": [], "@odata.nextLink": "{link}"}}'.encode()
    desk.fake.say = lambda _path: (200, {}, page)
    with pytest.raises(MailboxError), desk.mailbox().open("INBOX"):
        pass
    desk.fake.say = lambda _path: (302, {"Location": link}, b"")
    with pytest.raises(MailboxError, match="302"), desk.mailbox().open("INBOX"):
        pass


@pytest.mark.parametrize(
    "page", [b"", b"[]", b"{}", b'{"value": [1]}', b'{"value": [{}]}', b'{"value": []}', b"[" * 100_000]
)
def test_an_answer_that_makes_no_sense_is_a_failure_in_words(desk: Desk, page: bytes) -> None:
    desk.fake.say = lambda _path: (200, {}, page)
    with pytest.raises(MailboxError, match="cannot be understood"), desk.mailbox().open("INBOX"):
        pass


def test_pages_that_go_round_in_a_ring_end(desk: Desk) -> None:
    page = f'{{"value": [], "@odata.nextLink": "{desk.fake.service}/ring"}}'.encode()
    desk.fake.say = lambda _path: (200, {}, page)
    with pytest.raises(MailboxError, match="cannot be understood"), desk.mailbox().open("INBOX"):
        pass
    assert len(desk.fake.asked) == 2
    desk.fake.wrong.clear()


def test_a_server_that_is_not_there_is_told_as_such(desk: Desk) -> None:
    client = GraphClient("http://127.0.0.1:1/v1.0", TokenSource(Tokens(TOKEN), "x"))
    mailbox = GraphMailbox("mash", USER, ("INBOX",), client, LIMITS, SystemClock())
    with pytest.raises(MailboxUnreachable), mailbox.open("INBOX"):
        pass
