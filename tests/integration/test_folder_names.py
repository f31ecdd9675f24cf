"""Folders by names of every kind, and what a folder lets the program do in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from ingest.mailbox.folder import AfterRecording
from ingest.store import Store
from tests.integration import dovecot_server
from tests.integration.scripted_imap import Connection, Script, serving
from tests.integration.taking import LIMITS, imap, mail, open_store, station

OnCommand = Callable[[Connection, str, str], bytes | None]
QUICK = replace(LIMITS, connect_seconds=2, message_seconds=0.4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path)) as opened:
        yield opened


def answering(answers: dict[str, str], when_opened: str = "") -> OnCommand:
    """To each of these commands its answer; `when_opened` is said of a folder that is opened."""

    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        for name, said in answers.items():
            if command.startswith(name):
                return f"{when_opened if name == 'SELECT' else ''}{tag} {said}\r\n".encode()
        return None

    return answer


@pytest.mark.dovecot
@pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed")
@pytest.mark.parametrize("name", ["50% done", "a*b"])
def test_a_folder_is_made_though_its_name_could_stand_for_others(store: Store, name: str) -> None:
    with dovecot_server.running() as server:
        server.make_folder('"50 and more done"')
        server.make_folder("a-to-b")
        server.deliver(mail("Form 1"))
        duty = station(store, imap(server.port, after=AfterRecording("move", folder=name)))
        assert duty.worker.poll_once().errors == ()
        assert len(server.flags(f'"{name}"')) == 1


@pytest.mark.parametrize(
    ("capabilities", "spelt"),
    [
        ("IMAP4rev2", 'EXAMINE "Bürger & Büro"'),
        ("IMAP4rev1 IMAP4rev2", 'EXAMINE "B&APw-rger &- B&APw-ro"'),
        ("IMAP4rev1", 'EXAMINE "B&APw-rger &- B&APw-ro"'),
    ],
)
def test_a_name_is_spelt_as_the_server_spells_it(store: Store, capabilities: str, spelt: str) -> None:
    script = Script({1: mail("Form 1")}, capabilities=capabilities)
    with serving(script) as server:
        station(store, imap(server.port, limits=QUICK, folders=("Bürger & Büro",))).worker.poll_once()
    assert spelt in script.commands


@pytest.mark.parametrize("refusal", ["NO none", "NO [NONEXISTENT] none"])
def test_a_folder_that_a_server_knows_in_utf8_alone_is_found_and_kept_in_sight(
    store: Store, refusal: str
) -> None:
    def answer(connection: Connection, tag: str, command: str) -> bytes | None:
        if command == 'EXAMINE "Bürger"' or not command.startswith("EXAMINE"):
            return f"{tag} OK none\r\n".encode() if command.startswith("LIST") else None
        return f"{tag} {refusal}\r\n".encode()

    script = Script({1: mail("Form 1")}, on_command=answer)
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, folders=("Bürger",)))
        assert duty.worker.poll_once().referrals == 1
        script.messages[2] = mail("Form 2")
        assert duty.worker.poll_once().referrals == 1


def test_a_folder_that_is_there_in_no_letters_is_missing_whatever_is_said_of_utf8(store: Store) -> None:
    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command == 'EXAMINE "Bürger"':
            return f"{tag} BAD not in such letters\r\n".encode()
        refusal = f"{tag} NO [NONEXISTENT] none\r\n".encode()
        return refusal if command.startswith(("EXAMINE", "LIST")) else None

    with serving(Script(on_command=answer)) as server:
        result = station(store, imap(server.port, limits=QUICK, folders=("Bürger",))).worker.poll_once()
    assert "has no folder 'Bürger'" in "; ".join(result.errors)


def test_a_folder_is_told_to_be_missing_by_a_server_that_tells_no_namespaces(store: Store) -> None:
    script = Script(capabilities="IMAP4rev1 NAMESPACE")
    script.on_command = answering({"EXAMINE": "NO none", "NAMESPACE": "NO not here", "LIST": "OK none"})
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK)).worker.poll_once()
    assert "has no folder 'INBOX'" in "; ".join(result.errors)


@pytest.mark.parametrize(
    ("told", "spelt"),
    [
        ("", "Post.2026"),
        ('* NAMESPACE (("INBOX." ".")) NIL NIL\r\n', "INBOX.Post.2026"),
        ('* NAMESPACE (("INBOX." ".")) (("user." ".")) (("Post." "."))\r\n', "Post.2026"),
        ('* NAMESPACE (("" "^")) NIL NIL\r\n', "Post^2026"),
        ('* NAMESPACE (("INBOX/" "/")("#mail." ".")) NIL NIL\r\n', "#mail.Post.2026"),
    ],
)
def test_a_folder_is_found_in_whatever_namespace_it_is(store: Store, told: str, spelt: str) -> None:
    script = Script({1: mail("Form 1")}, capabilities=f"IMAP4rev1{' NAMESPACE' if told else ''}")

    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("EXAMINE") and command != f'EXAMINE "{spelt}"':
            return f"{tag} NO [NONEXISTENT] none\r\n".encode()
        said = {"NAMESPACE": told, 'LIST "" ""': '* LIST (\\Noselect) "." ""\r\n'}.get(command)
        return None if said is None else f"{said}{tag} OK done\r\n".encode()

    script.on_command = answer
    with serving(script) as server:
        result = station(store, imap(server.port, limits=QUICK, folders=("Post/2026",))).worker.poll_once()
    assert (result.referrals, result.errors) == (1, ())


@pytest.mark.parametrize(
    ("act", "keeps", "told"),
    [("keyword", "\\Seen \\Deleted", "no keyword"), ("move", "\\Seen \\*", "nothing may be deleted")],
)
def test_what_a_folder_does_not_let_be_changed_is_told_and_not_begun(
    store: Store, act: Literal["keyword", "move"], keeps: str, told: str
) -> None:
    script = Script({1: mail("Form 1")})
    folder = f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [PERMANENTFLAGS ({keeps})] some\r\n"
    script.on_command = answering(
        {"SELECT": "OK [READ-WRITE] open", "LIST": "OK none", "CREATE": "OK"}, folder
    )
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording(act)))
        results = [duty.worker.poll_once() for _ in range(2)]
    assert [result.fetched for result in results] == [1, 0]
    assert all(told in "; ".join(result.errors) for result in results)
    assert not [said for said in script.commands if said.startswith(("UID COPY", "UID STORE"))]


def test_a_folder_that_somebody_else_makes_meanwhile_serves(store: Store) -> None:
    script = Script({1: mail("Form 1")}, capabilities="IMAP4rev1 MOVE")
    folder = "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n"
    answer = answering(
        {
            "SELECT": "OK [READ-WRITE] open",
            "LIST": "OK none",
            "CREATE": "NO [ALREADYEXISTS] there",
            "UID MOVE": "OK moved",
        },
        folder,
    )

    def move(connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("UID MOVE"):
            script.messages.clear()
        return answer(connection, tag, command)

    script.on_command = move
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("move")))
        assert duty.worker.poll_once().errors == ()
    assert 'UID MOVE 1 "MASH taken"' in script.commands


@pytest.mark.parametrize(
    "listed",
    [
        '* LIST (\\HasNoChildren) "/" "MASH taken" ("OLDNAME" ("Old"))\r\n',
        '* LIST (\\Marked) "/" "MASH taken" ("CHILDINFO" ("SUBSCRIBED") "X" (1 2))\r\n',
        '* LIST (\\HasNoChildren) NIL "MASH taken"\r\n',
        '* LIST () "\\\\" "MASH taken"\r\n',
        '* LIST () "." {10}\r\nMASH taken\r\n',
        '* LIST () "/" "mash TAKEN"\r\n',
    ],
)
def test_a_folder_is_known_however_it_is_listed(store: Store, listed: str) -> None:
    script = moving({"LIST": listed})
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("move")))
        assert duty.worker.poll_once().errors == ()
    assert not any(command.startswith("CREATE") for command in script.commands)


def test_a_name_that_others_only_stand_below_is_made_a_folder(store: Store) -> None:
    script = moving({"LIST": '* LIST (\\Noselect \\HasChildren) "/" "MASH taken"\r\n', "CREATE": ""})
    with serving(script) as server:
        duty = station(store, imap(server.port, limits=QUICK, after=AfterRecording("move")))
        assert duty.worker.poll_once().errors == ()
    assert 'CREATE "MASH taken"' in script.commands


def moving(says: dict[str, str]) -> Script:
    """A server that moves what it holds, and says so much before its OK."""

    def answer(_connection: Connection, tag: str, command: str) -> bytes | None:
        if command.startswith("UID MOVE"):
            script.messages.clear()
            return f"{tag} OK moved\r\n".encode()
        if command.startswith("SELECT"):
            return f"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n{tag} OK [READ-WRITE] open\r\n".encode()
        found = [said for name, said in says.items() if command.startswith(name)]
        return f"{found[0]}{tag} OK done\r\n".encode() if found else None

    script = Script({1: mail("Form 1")}, on_command=answer, capabilities="IMAP4rev1 MOVE")
    return script
