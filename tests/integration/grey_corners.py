"""What IMAP servers say that is odd, and what they do that is wrong: each sets a script up.

The odd must cost nothing. The wrong may cost time: once the server behaves, everything is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.integration.scripted_imap import Answer, Connection, HangUp, Script
from tests.integration.taking import mail

Corner = Callable[[Script, Random], None]
_DATE = '"29-Mar-2026 01:59:30 +0100"'


def _says(line: bytes) -> Corner:
    """Unasked, before and after each answer."""

    def play(script: Script, _chance: Random) -> None:
        script.unasked = lambda _command: line

    return play


def _says_between(line: bytes) -> Corner:
    """Unasked, between the answers for two messages."""

    def play(script: Script, _chance: Random) -> None:
        def on_fetch(connection: Connection, _uid: int, _items: str) -> None:
            connection.send(line)

        script.on_fetch = on_fetch

    return play


def _gives(form: Callable[[int, bytes], bytes]) -> Corner:
    """Bodies in another form than usual: `form(uid, raw)` stands in the FETCH answer."""

    def play(script: Script, _chance: Random) -> None:
        def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
            if items != "(UID BODY.PEEK[])":
                return None
            return b"* 1 FETCH (" + form(uid, script.messages[uid]) + b")\r\n"

        script.on_fetch = on_fetch

    return play


def _lists(line: Callable[[str, list[int]], str]) -> Corner:
    """Another answer to SEARCH: `line(tag, uids)`."""

    def play(script: Script, _chance: Random) -> None:
        def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
            if not command.startswith("UID SEARCH"):
                return None
            return f"{line(tag, sorted(script.messages))}\r\n{tag} OK found\r\n".encode()

        script.on_command = on_command

    return play


def _describes(items: str) -> Corner:
    """Another size and time for every message."""

    def play(script: Script, _chance: Random) -> None:
        def on_fetch(_connection: Connection, uid: int, asked: str) -> bytes | None:
            return f"* 1 FETCH (UID {uid} {items})\r\n".encode() if "SIZE" in asked else None

        script.on_fetch = on_fetch

    return play


def _spells(pattern: bytes, how: Callable[[re.Match[bytes]], bytes]) -> Corner:
    """Whatever is sent, the body of a message excepted, in another spelling."""

    def play(script: Script, _chance: Random) -> None:
        script.spelt = lambda data: data if b"Subject" in data else re.sub(pattern, how, data)

    return play


def _out_of_order(script: Script, chance: Random) -> None:
    def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
        if items != "(UID BODY.PEEK[])":
            return None
        held.append(b"* 1 FETCH (UID %d %s)\r\n" % (uid, _literal(b"BODY[]", script.messages[uid])))
        if uid != max(script.messages):
            return b""
        chance.shuffle(held)
        answers = b"".join(held)
        held.clear()
        return answers

    held: list[bytes] = []
    script.on_fetch = on_fetch


def _logs_in_by_itself(script: Script, _chance: Random) -> None:
    script.on_greeting = lambda connection: connection.send(b"* PREAUTH welcome\r\n")


def _searches_an_old_index(script: Script, _chance: Random) -> None:
    known = " ".join(map(str, sorted(script.messages)[1:]))
    script.on_command = lambda _c, tag, command: (
        f"* SEARCH {known}\r\n{tag} OK found\r\n".encode() if command.startswith("UID SEARCH") else None
    )


def _numbers(first: int, *, uidnext: bool = True) -> Corner:
    """Messages with other UIDs."""

    def play(script: Script, _chance: Random) -> None:
        bodies = list(script.messages.values())
        script.messages = dict(enumerate(bodies, first))
        script.uidnext = uidnext

    return play


def _wrong_uidnext(script: Script, chance: Random) -> None:
    said = chance.choice((1, 12))

    def on_command(connection: Connection, tag: str, command: str) -> bytes | None:
        if not command.startswith("EXAMINE"):
            return None
        count = len(script.messages)
        lines = f"* {count} EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT {said}] next\r\n"
        return f"{lines}{tag} OK [READ-ONLY] selected\r\n".encode()

    script.on_command = on_command


def _large(piece: Callable[[bytes, int, int], bytes]) -> Corner:
    """A message that comes in pieces: `piece(raw, start, length)` is what stands after the UID."""

    def play(script: Script, chance: Random) -> None:
        raw = mail("Form large", body=chance.randbytes(700_000).hex())
        script.messages[99] = raw

        def on_fetch(_connection: Connection, uid: int, items: str) -> bytes | None:
            asked = re.search(r"\[\]<(\d+)\.(\d+)>", items)
            if uid != 99 or asked is None:
                return None
            return b"* 4 FETCH (UID 99 " + piece(raw, int(asked[1]), int(asked[2])) + b")\r\n"

        script.on_fetch = on_fetch

    return play


def _literal(name: bytes, raw: bytes) -> bytes:
    return name + b" {%d}\r\n" % len(raw) + raw


def _without_capability_to_idle(script: Script, _chance: Random) -> None:
    script.on_login = lambda _c, _command: b"OK [CAPABILITY IMAP4rev1 NAMESPACE] in"
    script.on_command = lambda _c, tag, command: (
        f'* NAMESPACE (("" "/")) NIL NIL\r\n{tag} OK done\r\n'.encode() if command == "NAMESPACE" else None
    )


def _guesses_sizes(script: Script, chance: Random) -> None:
    """As Exchange does: what a message takes to store."""
    script.sizes = {uid: int(len(raw) * chance.uniform(0.3, 3)) for uid, raw in script.messages.items()}


def _offers_only_the_newer_standard(script: Script, _chance: Random) -> None:
    script.capabilities = "IMAP4rev2 IDLE"


ODD: dict[str, Corner] = {
    "EXISTS unasked": _says(b"* 7 EXISTS\r\n* 0 RECENT\r\n"),
    "EXPUNGE unasked": _says(b"* 99 EXPUNGE\r\n"),
    "flags of a message unasked": _says(b"* 1 FETCH (FLAGS (\\Seen))\r\n"),
    "flags of a message between bodies": _says_between(b"* 2 FETCH (UID 12 FLAGS (\\Seen \\Flagged))\r\n"),
    "EXISTS between bodies": _says_between(b"* 9 EXISTS\r\n* 99 EXPUNGE\r\n"),
    "VANISHED": _says(b"* VANISHED 1:3,5\r\n* VANISHED (EARLIER) 41:116\r\n"),
    "VANISHED between bodies": _says_between(b"* VANISHED 3\r\n"),
    "ALERT": _says(b"* OK [ALERT] the disk will be replaced at noon\r\n"),
    "untagged NO": _says(b"* NO nearly full\r\n"),
    "untagged BAD": _says(b"* BAD whatever\r\n"),
    "CLOSED": _says(b"* OK [CLOSED] the folder before\r\n"),
    "an answer that nobody knows": _says(b"* XSOMETHING (1 2 3)\r\n"),
    "capabilities that change": _says(b"* CAPABILITY IMAP4rev1\r\n"),
    "a continuation between bodies": _says_between(b"+ go on\r\n"),
    "capabilities after the login": _without_capability_to_idle,
    "IMAP4rev2 only": _offers_only_the_newer_standard,
    "answers in small letters": _spells(
        rb"(?m)^(\* (?:\d+ )?|\w+\d+ )([A-Z]+)", lambda found: found[1] + found[2].lower()
    ),
    "response codes in small letters": _spells(rb"\[([A-Z-]+)", lambda found: found[0].lower()),
    "no words after a status": _spells(rb"(?m)^(\w+\d+ OK) [^\r\n]*", lambda found: found[1]),
    "lines without CR": _spells(rb"\r\n", lambda _found: b"\n"),
    "answers out of order": _out_of_order,
    "a greeting that logs in": _logs_in_by_itself,
    "a search that is behind": _searches_an_old_index,
    "an origin that was not asked for": _gives(
        lambda uid, raw: b"UID %d " % uid + _literal(b"BODY[]<0>", raw)
    ),
    "literal8": _gives(lambda uid, raw: b"UID %d BODY[] ~{%d}\r\n%s" % (uid, len(raw), raw)),
    "literal+": _gives(lambda uid, raw: b"UID %d BODY[] {%d+}\r\n%s" % (uid, len(raw), raw)),
    "the UID behind the body": _gives(lambda uid, raw: _literal(b"BODY[]", raw) + b" UID %d" % uid),
    "names in small letters": _gives(lambda uid, raw: b"uid %d " % uid + _literal(b"body[]", raw)),
    "more than was asked": _gives(
        lambda uid, raw: b'UID %d MODSEQ (12) FLAGS () X "a b" ' % uid + _literal(b"BODY[]", raw)
    ),
    "keywords of odd signs": _gives(
        lambda uid, raw: b"UID %d FLAGS (\\Seen a{b [x] &AOk-) " % uid + _literal(b"BODY[]", raw)
    ),
    "tabs for spaces": _gives(lambda uid, raw: b"UID %d\tBODY[] {%d}\r\n%s" % (uid, len(raw), raw)),
    "labels and an envelope": _gives(
        lambda uid, raw: (
            b'X-GM-LABELS ("[Gmail]/All Mail" "a \\"b\\"") ENVELOPE ("x (y" NIL (("a (b" NIL "c" "d")) NIL)'
            + b" UID %d " % uid
            + _literal(b"BODY[]", raw)
        )
    ),
    "the sizes of what is stored": _guesses_sizes,
    "a message twice": _gives(
        lambda uid, raw: (
            b"UID %d " % uid
            + _literal(b"BODY[]", raw)
            + b")\r\n* 1 FETCH (UID %d " % uid
            + _literal(b"BODY[]", raw)
        )
    ),
    "UIDs twice, falling": _lists(lambda _tag, uids: "* SEARCH " + " ".join(map(str, [*uids[::-1], *uids]))),
    "UIDs on a line each": _lists(lambda _tag, uids: "\r\n".join(f"* SEARCH {uid}" for uid in uids)),
    "UIDs with a MODSEQ": _lists(
        lambda _tag, uids: f"* SEARCH {' '.join(map(str, uids))} (MODSEQ 917162500)"
    ),
    "ESEARCH": _lists(lambda tag, uids: f'* ESEARCH (TAG "{tag}") UID ALL {uids[0]}:{uids[-1]}'),
    "a UIDNEXT below the UIDs": _wrong_uidnext,
    "a UID of 0": _numbers(0),
    "UIDs above 32 bits": _numbers((1 << 32) - 1),
    "no UIDNEXT": _numbers(11, uidnext=False),
    "a size too small": _describes(f"RFC822.SIZE 1 INTERNALDATE {_DATE}"),
    "a size too large": _describes(f"RFC822.SIZE 900000 INTERNALDATE {_DATE}"),
    "a size of 0": _describes(f"RFC822.SIZE 0 INTERNALDATE {_DATE}"),
    "a size that is none": _describes(f"RFC822.SIZE NIL INTERNALDATE {_DATE}"),
    "a size above 64 bits": _describes(f"RFC822.SIZE {1 << 64} INTERNALDATE {_DATE}"),
    "a time that is no time yet": _describes('RFC822.SIZE 100 INTERNALDATE "31-Dec-9999 23:59:59 +0000"'),
    "a zone that is none": _describes('RFC822.SIZE 100 INTERNALDATE "29-Mar-2026 01:59:30 +2400"'),
    "a time that is none": _describes('RFC822.SIZE 100 INTERNALDATE "31-Feb-2026 99:99:99 +9999"'),
    "neither size nor time": _describes("FLAGS ()"),
    "pieces without their origin": _large(
        lambda raw, start, length: _literal(b"BODY[]", raw[start : start + length])
    ),
    "the whole for a piece": _large(lambda raw, _start, _length: _literal(b"BODY[]", raw)),
    "smaller pieces": _large(
        lambda raw, start, length: _literal(b"BODY[]<%d>" % start, raw[start : start + length // 3])
    ),
}


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
    rest = b")\r\n* 2 FETCH (UID %d %s)\r\n" % (other, _literal(b"BODY[]", b"Subject: nothing\r\n\r\n"))
    script.on_fetch = lambda _connection, uid, items: (
        b"* 1 FETCH (UID %d %s%s" % (uid, _literal(b"BODY[]", b"abc"), rest)
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
        b"* 1 FETCH (UID %d %s)\r\n" % (uid, _literal(b"BODY[]", script.messages[other]))
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
        return b"* 1 FETCH (UID %d %s)\r\n" % (uid, _literal(name, script.messages[uid][:20]))

    script.on_fetch = on_fetch


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
    "no such folder": _at("EXAMINE", lambda _c, tag: f"{tag} NO [NONEXISTENT] none\r\n".encode()),
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
    "a UIDVALIDITY above 64 bits": lambda script, _chance: setattr(script, "uidvalidity", 1 << 64),
    "another UIDVALIDITY unasked": _renumbers_unasked,
    "a goodbye for a greeting": _is_not_one(b"* BYE not now\r\n"),
    "a web server": _is_not_one(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    "brackets that never close": _afflicts(lambda _c, uid, _i: b"* 1 FETCH (UID %d BODY[] (((\r\n" % uid),
}
