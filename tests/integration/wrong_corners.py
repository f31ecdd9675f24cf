"""What IMAP servers do that is wrong: it may cost time, and once the server behaves, everything is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.integration.odd_corners import Corner, literal
from tests.integration.scripted_imap import Answer, Connection, HangUp, Script
from tests.integration.taking import mail


def _says_then_hangs_up(answer: bytes) -> Answer:
    def act(connection: Connection, uid: int, _items: str) -> bytes | None:
        connection.send(answer.replace(b"UID 0", b"UID %d" % uid))
        raise HangUp

    return act


def _at(command: str, what: Callable[[Connection, str], bytes]) -> Corner:
    """Whenever the command is given, `what(connection, tag)` is the answer."""

    def play(script: Script, _chance: Random) -> None:
        script.on_command = lambda connection, tag, given: (
            what(connection, tag) if given.startswith(command) else None
        )

    return play


def _says_bye(connection: Connection, _tag: str) -> bytes:
    connection.send(b"* BYE closing\r\n")
    raise HangUp


def _hangs_up(_connection: Connection, _tag: str) -> bytes:
    raise HangUp


def _is_silent(connection: Connection, _tag: str) -> bytes:
    connection.fall_silent()
    return b""


def _floods(connection: Connection, _tag: str) -> bytes:
    while not connection.closing.is_set():
        connection.send((b"* OK still here" + b", and here" * 20_000 + b"\r\n") * 10)
    raise HangUp


def _afflicts(answer: Answer) -> Corner:
    """The body of one message is answered so."""

    def play(script: Script, chance: Random) -> None:
        victim = chance.choice(list(script.messages))
        script.on_fetch = lambda connection, uid, items: (
            answer(connection, uid, items) if uid == victim and "BODY" in items else None
        )

    return play


def _breaks_off(connection: Connection, uid: int, _items: str) -> bytes | None:
    connection.send(b"* 1 FETCH (UID %d BODY[] {900}\r\nSubject: Form" % uid)
    raise HangUp


def _counted_wrong(script: Script, chance: Random) -> None:
    """Fewer bytes are announced than are sent, and the rest reads like another message's body."""
    victim, other = chance.sample(sorted(script.messages), 2)
    rest = b")\r\n* 2 FETCH (UID %d %s)\r\n" % (other, literal(b"BODY[]", b"Subject: nothing\r\n\r\n"))
    script.on_fetch = lambda _connection, uid, items: (
        b"* 1 FETCH (UID %d %s%s" % (uid, literal(b"BODY[]", b"abc"), rest)
        if uid == victim and "BODY" in items
        else None
    )


def _takes_leave_often(script: Script, _chance: Random) -> None:
    given: list[int] = []

    def on_fetch(connection: Connection, uid: int, items: str) -> None:
        given.append(uid)
        if "BODY" in items and len(given) % 2 == 0:
            connection.send(b"* BYE Session expired, please login again\r\n")
            raise HangUp

    script.on_fetch = on_fetch


def _gives_another(script: Script, chance: Random) -> None:
    """The body of one message for another, which is longer."""
    victim, other = chance.sample(sorted(script.messages), 2)
    script.sizes[victim] = len(script.messages[other]) + 300
    script.on_fetch = lambda _connection, uid, items: (
        b"* 1 FETCH (UID %d %s)\r\n" % (uid, literal(b"BODY[]", script.messages[other]))
        if uid == victim and "BODY" in items
        else None
    )


def _stops_short(script: Script, chance: Random) -> None:
    """In the middle of a message, wherever it is begun."""
    victim = chance.choice(sorted(script.messages))

    def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
        if uid != victim or "BODY.PEEK[]" not in items:
            return None
        asked = re.search(r"<(\d+)\.", items)
        name = b"BODY[]<%s>" % asked[1].encode() if asked else b"BODY[]"
        return b"* 1 FETCH (UID %d %s)\r\n" % (uid, literal(name, script.messages[uid][:20]))

    script.on_fetch = on_fetch


def _leaves_out_the_middle(said: bytes) -> Corner:
    """A large message whose second piece the server cannot read: `said` stands for it."""

    def play(script: Script, chance: Random) -> None:
        script.messages[50] = mail("Form large", body=chance.randbytes(1_300_000).hex())

        def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
            asked = re.search(rb"<(\d+)", items.encode())
            if uid != 50 or asked is None or not 0 < int(asked[1]) < 2 * 1048576:
                return None
            return b"* 4 FETCH (UID 50 %s)\r\n" % said.replace(b"<0>", asked[0] + b">")

        script.on_fetch = on_fetch

    return play


def _shifts_between_pieces(script: Script, chance: Random) -> None:
    """A large message that is a byte shorter once its first piece was given, whenever that is."""
    script.messages[50] = mail("Form large", body=chance.randbytes(1_300_000).hex())

    def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
        asked = re.search(r"<(\d+)\.(\d+)>", items)
        if uid != 50 or asked is None:
            return None
        start, length = int(asked[1]), int(asked[2])
        raw = script.messages[50] if start == 0 else script.messages[50][:1000] + script.messages[50][1001:]
        name = b"BODY[]<%d>" % start
        return b"* 4 FETCH (UID 50 %s)\r\n" % literal(name, raw[start : start + length])

    script.on_fetch = on_fetch


def _after_each(what: Callable[[Connection], object]) -> Corner:
    """Whatever was asked, `what` follows the answer; before the folder is open, nothing."""

    def play(script: Script, _chance: Random) -> None:
        def on_command(connection: Connection, _tag: str, _command: str) -> None:
            last, before[connection.number] = before.get(connection.number, ""), _command
            if last.startswith("UID"):
                what(connection)

        before: dict[int, str] = {}
        script.on_command = on_command

    return play


def _answers_late(script: Script, chance: Random) -> None:
    """One body stands behind the answer to the command, where the next command's answer is looked for."""
    victim, raw = chance.choice(sorted(script.messages.items()))
    late = b"* 1 FETCH (UID %d %s)\r\n" % (victim, literal(b"BODY[]", raw))

    def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
        if not command.startswith("UID FETCH") or "BODY" not in command:
            return None
        return f"{tag} OK fetched\r\n".encode() + late

    script.on_command = on_command


def _says_everything_twice(script: Script, _chance: Random) -> None:
    script.spelt = lambda data: data if b"Subject" in data else data + data


def _goodbye_in_a_body(connection: Connection, uid: int, _items: str) -> bytes | None:
    connection.send(b"* BYE shutting down\r\n")
    raise HangUp


def _without_uidvalidity(script: Script, _chance: Random) -> None:
    script.uidvalidity = None


def _renumbers_each_time(script: Script, chance: Random) -> None:
    def on_command(_connection: Connection, _tag: str, command: str) -> bytes | None:
        if command.startswith("EXAMINE"):
            script.uidvalidity = chance.randrange(8, 1 << 32)
        return None

    script.on_command = on_command


def _is_not_one(words: bytes) -> Corner:
    """Another greeting than an IMAP server's, and the end."""

    def greet(connection: Connection) -> None:
        connection.send(words)
        raise HangUp

    return lambda script, _chance: setattr(script, "on_greeting", greet)


def _renumbers_unasked(script: Script, chance: Random) -> None:
    told = b"* OK [UIDVALIDITY %d] renumbered\r\n" % chance.randrange(8, 1 << 32)
    script.unasked = lambda command: told if command.startswith("UID") else b""


_NESTED = b"* 1 FETCH (UID 0 BODY[] " + b"(" * 50_000 + b")" * 50_000 + b")\r\n"
_COMMANDS = ("CAPABILITY", "LOGIN", "EXAMINE", "UID SEARCH", "UID FETCH")
WRONG: dict[str, Corner] = {
    **{f"BYE at {command}": _at(command, _says_bye) for command in _COMMANDS},
    **{f"hangs up at {command}": _at(command, _hangs_up) for command in _COMMANDS},
    **{f"silent at {command}": _at(command, _is_silent) for command in ("LOGIN", "EXAMINE", "UID SEARCH")},
    **{
        f"NO to {command}": _at(command, lambda _c, tag: f"{tag} NO [SERVERBUG] no\r\n".encode())
        for command in _COMMANDS
    },
    **{
        f"BAD to {command}": _at(command, lambda _c, tag: f"{tag} BAD what\r\n".encode())
        for command in _COMMANDS
    },
    **{
        f"throttled at {command}": _at(
            command,
            lambda _c, tag: f"{tag} BAD Throttled. Suggested Backoff Time: 9 milliseconds\r\n".encode(),
        )
        for command in _COMMANDS
    },
    "no such folder": _at("EXAMINE", lambda _c, tag: f"{tag} NO [NONEXISTENT] none\r\n".encode()),
    "one command a connection": _after_each(lambda connection: _hangs_up(connection, "")),
    "goodbye after each command": _after_each(lambda connection: _says_bye(connection, "")),
    "the answer behind the OK": _answers_late,
    "an answer twice": _says_everything_twice,
    "another command's tag": _at("UID SEARCH", lambda _c, _tag: b"* SEARCH 11\r\nZZZZ99 OK found\r\n"),
    "an earlier command's tag": _at("UID FETCH", lambda _c, tag: f"{tag[:-1]}0 OK fetched\r\n".encode()),
    "an empty line": _at("UID SEARCH", lambda _c, tag: f"\r\n{tag} OK found\r\n".encode()),
    "noise": _at("UID FETCH", lambda _c, _tag: bytes(range(128, 256)) * 20 + b"\r\n"),
    "a line without end": _at("UID SEARCH", lambda _c, _tag: b"* SEARCH" + b" 11" * 6_000_000),
    "an answer without end": _at("EXAMINE", _floods),
    "ESEARCH of everything": _at(
        "UID SEARCH",
        lambda _c, tag: f'* ESEARCH (TAG "{tag}") UID ALL 1:4294967295\r\n{tag} OK done\r\n'.encode(),
    ),
    "lists nothing": lambda script, _chance: setattr(script, "lists_none", True),
    "no UIDVALIDITY": _without_uidvalidity,
    "another UIDVALIDITY each time": _renumbers_each_time,
    "a body that breaks off": _afflicts(_breaks_off),
    "BYE for a body": _afflicts(_goodbye_in_a_body),
    "NIL for a body": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] NIL)\r\n" % uid),
    **{
        f"{form.decode()} for a body": _afflicts(
            lambda _c, uid, _i, form=form: b"* 1 FETCH (UID %d BODY[] %s)\r\n" % (uid, form)  # type: ignore[misc]
        )
        for form in (b"abc", b"nil", b"(abc)", b'"abc"', b'"abc', b"900")
    },
    "goodbye after every second body": _takes_leave_often,
    "another's body for one": _gives_another,
    "a literal that is counted wrong": _counted_wrong,
    "the beginning of a body": _stops_short,
    "two bodies for one message": _afflicts(
        lambda _c, uid, _i: b'* 1 FETCH (UID %d BODY[] "a")\r\n* 1 FETCH (UID %d BODY[] "b")\r\n' % (uid, uid)
    ),
    "another message from the second piece on": _shifts_between_pieces,
    "NIL for a piece": _leaves_out_the_middle(b"BODY[]<0> NIL"),
    "no bytes for a piece": _leaves_out_the_middle(b'BODY[]<0> ""'),
    "20 GB for a body": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] {20000000000}\r\n" % uid),
    "a body of another message only": _afflicts(lambda _c, _u, _i: b'* 1 FETCH (UID 999 BODY[] "x")\r\n'),
    "a wrong origin": _afflicts(lambda _c, uid, _i: b'* 1 FETCH (UID %d BODY[]<7> "x")\r\n' % uid),
    "no bytes for a body": _afflicts(lambda _c, uid, _i: b'* 1 FETCH (UID %d BODY[] "")\r\n' % uid),
    "a literal of no bytes": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] {0}\r\n)\r\n" % uid),
    "a literal longer than announced": _afflicts(
        lambda _c, uid, _i: (
            b"* 1 FETCH (UID %d BODY[] {9}\r\nSubject: Form X\r\n\r\n* 1 FETCH (UID 12)\r\n)\r\n" % uid
        )
    ),
    "a literal shorter than announced": _afflicts(
        lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] {900}\r\nSubject: Form X)\r\n" % uid
    ),
    "brackets in brackets": _afflicts(lambda _c, uid, _i: _NESTED.replace(b"UID 0", b"UID %d" % uid)),
    "brackets in brackets, then the end": _afflicts(_says_then_hangs_up(_NESTED)),
    "a UID above 63 bits": _at(
        "UID SEARCH", lambda _c, tag: f"* SEARCH 11 {1 << 63}\r\n{tag} OK found\r\n".encode()
    ),
    "words for UIDs": _at(
        "UID SEARCH", lambda _c, tag: f"* SEARCH abc 11x12 0xff\r\n{tag} OK found\r\n".encode()
    ),
    "a UIDVALIDITY of 0": lambda script, _chance: setattr(script, "uidvalidity", 0),
    "a negative literal": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] {-5}\r\nabc)\r\n" % uid),
    "a UIDVALIDITY above 64 bits": lambda script, _chance: setattr(script, "uidvalidity", 1 << 64),
    "another UIDVALIDITY unasked": _renumbers_unasked,
    "a goodbye for a greeting": _is_not_one(b"* BYE not now\r\n"),
    "a web server": _is_not_one(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "brackets that never close": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] (((\r\n" % uid),
}
