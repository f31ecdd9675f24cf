"""Answers of Microsoft Graph that are packed, cut off, without an id, or never come to their end."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock, SystemClock
from ingest.mailbox.errors import MailboxError, OutOfTime
from ingest.mailbox.graph import GraphMailbox
from ingest.mailbox.graph_client import GraphClient
from ingest.mailbox.oauth import TokenSource
from ingest.mailbox.patience import Patience
from ingest.poll_result import PollResult
from tests.integration.taking import LIMITS, mail, open_store
from tests.unit.ingest.mailbox.dripping_server import dripping
from tests.unit.ingest.mailbox.graph_server import ENDS_WITH_THE_LINE, TOKEN, Answer, FakeGraph, serving
from tests.unit.ingest.mailbox.test_graph import NOW, Desk, Tokens


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = SetClock(NOW)
    with (
        serving(FakeGraph()) as fake,
        closing(open_store(tmp_path, clock)) as store,
        ExitStack() as mailboxes,
    ):
        yield Desk(fake, store, clock, [], mailboxes)


def _packed(body: bytes) -> Answer:
    return 200, {"Content-Encoding": "gzip"}, body


def test_what_is_packed_unasked_is_unpacked(desk: Desk) -> None:
    desk.fake.add("one", mail("Form 1"))
    desk.fake.say = lambda path: _packed(gzip.compress(mail("Form 1"))) if "value" in path else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX") == PollResult(fetched=1, referrals=1)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(_packed(gzip.compress(mail("Form 0", body="x" * 9000))[:-12]), id="its end is missing"),
        pytest.param(_packed(mail("Form 0")), id="it was not packed"),
        pytest.param((200, {"Content-Encoding": "br"}, b"Subject: x"), id="packed in another way"),
    ],
)
def test_what_does_not_unpack_to_its_end_is_no_message(desk: Desk, answer: Answer) -> None:
    for number in range(3):
        desk.fake.add(str(number), mail(f"Form {number}"))
    desk.fake.say = lambda path: answer if path.endswith("/0/$value") else None
    result = desk.pipeline().look(desk.mailbox(), "INBOX")
    assert (result.referrals, result.needs_attention, result.errors) == (2, 1, ())


def test_a_small_answer_that_unpacks_to_very_much_is_too_large(desk: Desk) -> None:
    desk.fake.add("one", b"")
    large = gzip.compress(mail("Form 1", body="x" * 9_000_000))
    desk.fake.say = lambda path: _packed(large) if "value" in path else None
    assert desk.pipeline().look(desk.mailbox(), "INBOX").needs_attention == 1


def test_a_message_whose_end_nothing_tells_is_whole_when_it_ends_there_twice(desk: Desk) -> None:
    def say(path: str) -> Answer | None:
        number = path.split("/")[-2]
        if not path.endswith("/$value"):
            return None
        given.append(number)
        raw = mail(f"Form {number}")
        is_cut = number == "0" and given.count("0") % 2
        return 200, {"Content-Length": ENDS_WITH_THE_LINE}, raw[:30] if is_cut else raw

    given: list[str] = []
    for number in range(3):
        desk.fake.add(str(number), mail(f"Form {number}"))
    desk.fake.say = say
    result = desk.pipeline().look(desk.mailbox(), "INBOX")
    assert (result.referrals, result.needs_attention, result.errors) == (2, 1, ())


def test_a_message_without_an_id_holds_no_other_up_and_is_told_when_that_lasts(desk: Desk) -> None:
    def say(path: str) -> Answer | None:
        if not path.endswith("/delta"):
            return None
        value = [{"id": "one"}, {"receivedDateTime": "2026-03-29T00:59:30Z"}, {"@removed": {}}]
        return 200, {}, json.dumps({"value": value, "@odata.deltaLink": desk.fake.service}).encode()

    desk.fake.add("one", mail("Form 1"))
    desk.fake.say = say
    mailbox, path = desk.mailbox(), desk.pipeline()
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)
    desk.fake.say = lambda _path: (
        200,
        {},
        json.dumps({"value": [], "@odata.deltaLink": desk.fake.service}).encode(),
    )
    desk.clock.move(timedelta(minutes=11))
    [told] = path.look(mailbox, "INBOX").errors
    assert "counts 1 more messages than it lists" in told
    desk.fake.say = None
    desk.fake.add("two", mail("Form 2"))
    desk.clock.move(timedelta(hours=1))
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)


@pytest.mark.parametrize("of", ["head", "body"])
def test_an_answer_that_drips_ends_with_the_time_for_it(of: str) -> None:
    with dripping(of) as port:
        client = GraphClient(f"http://127.0.0.1:{port}/v1.0", TokenSource(Tokens(TOKEN), "x"))
        patience = Patience(SystemClock(), silence=5)
        with pytest.raises(OutOfTime), patience.for_at_most(0.4):
            client.record("/users", patience)
        client.close()


def test_whoever_waits_for_an_answer_that_drips_can_be_let_go() -> None:
    with dripping("head") as port:
        client = GraphClient(f"http://127.0.0.1:{port}/v1.0", TokenSource(Tokens(TOKEN), "x"))
        mailbox = GraphMailbox("mash", "duty", ("INBOX",), client, LIMITS, SystemClock())
        ending = threading.Timer(0.3, mailbox.hang_up)
        ending.start()
        with pytest.raises(MailboxError), mailbox.open("INBOX"):
            pass
        ending.join()


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/v1.0/x", "https://[", "x", "https://a@127.0.0.1/"]
)
def test_where_to_ask_on_is_believed_of_no_other_host_and_the_folder_is_listed_anew(
    desk: Desk, link: str
) -> None:
    page = json.dumps({"value": [], "@odata.deltaLink": link}).encode()
    desk.fake.say = lambda path: (200, {}, page) if path.endswith("/delta") else None
    mailbox, path = desk.mailbox(), desk.pipeline()
    assert path.look(mailbox, "INBOX") == PollResult()
    desk.fake.add("one", mail("Form 1"))
    desk.fake.say = None
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)


@pytest.mark.parametrize(
    "answer", [(409, {}, b""), (422, {}, b""), (302, {"Location": "/"}, b""), (200, {}, b"{}")]
)
def test_a_place_to_ask_on_that_leads_nowhere_is_left_at_once(desk: Desk, answer: Answer) -> None:
    desk.fake.add("one", mail("Form 1"))
    mailbox, path = desk.mailbox(), desk.pipeline()
    assert path.look(mailbox, "INBOX").referrals == 1
    desk.fake.add("two", mail("Form 2"))
    astray = iter([answer])
    desk.fake.say = lambda _path: next(astray, None)
    assert path.look(mailbox, "INBOX") == PollResult(fetched=1, referrals=1)
