"""What IMAP servers say that is odd: each sets a script up, and must cost nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.integration.scripted_imap import Connection, Script
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


def lists(line: Callable[[str, list[int]], str]) -> Corner:
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
        held.append(b"* 1 FETCH (UID %d %s)\r\n" % (uid, literal(b"BODY[]", script.messages[uid])))
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


def _over_announced(beyond: Callable[[int], bytes]) -> Corner:
    """A message that comes in pieces and is shorter than its size: `beyond(start)` is said behind its end."""

    def play(script: Script, chance: Random) -> None:
        _large(
            lambda raw, start, length: (
                literal(b"BODY[]<%d>" % start, raw[start : start + length])
                if start < len(raw)
                else beyond(start)
            )
        )(script, chance)
        script.sizes[99] = len(script.messages[99]) + 40_000

    return play


def _refused_beyond(script: Script, chance: Random) -> None:
    _over_announced(lambda _start: b"")(script, chance)
    end = len(script.messages[99])
    script.on_command = lambda _c, tag, command: (
        f"{tag} NO no such bytes\r\n".encode() if f"<{end}." in command else None
    )


def literal(name: bytes, raw: bytes) -> bytes:
    return name + b" {%d}\r\n" % len(raw) + raw


def _without_capability_to_idle(script: Script, _chance: Random) -> None:
    script.on_login = lambda _c, _command: b"OK [CAPABILITY IMAP4rev1 NAMESPACE] in"
    script.on_command = lambda _c, tag, command: (
        f'* NAMESPACE (("" "/")) NIL NIL\r\n{tag} OK done\r\n'.encode() if command == "NAMESPACE" else None
    )


def _tells_capabilities(*lines: bytes, of_utf8: bool = False) -> Corner:
    """In several lines; `of_utf8` says that it opens no folder before UTF-8 is enabled."""

    def play(script: Script, _chance: Random) -> None:
        enabled: set[int] = set()

        def on_command(connection: Connection, tag: str, command: str) -> bytes | None:
            if command == "CAPABILITY":
                told = b"".join(b"* CAPABILITY %s\r\n" % line for line in lines)
                return told + f"{tag} OK done\r\n".encode()
            if command == "ENABLE UTF8=ACCEPT":
                enabled.add(connection.number)
                return f"* ENABLED UTF8=ACCEPT\r\n{tag} OK done\r\n".encode()
            if of_utf8 and command.startswith("EXAMINE") and connection.number not in enabled:
                return f"{tag} NO [CANNOT] enable UTF8=ACCEPT first\r\n".encode()
            return None

        script.on_command = on_command

    return play


def _greets_otherwise(script: Script, _chance: Random) -> None:
    script.on_greeting = lambda connection: connection.send(
        b"* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] wait\r\n"
    )


def _refuses_to_search(script: Script, _chance: Random) -> None:
    script.on_command = lambda _c, tag, command: (
        f"{tag} NO [CANNOT] there is no index\r\n".encode() if command.startswith("UID SEARCH") else None
    )


def _searches_what_went(script: Script, _chance: Random) -> None:
    """An index that has messages still which went before they were seen."""

    def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
        if not command.startswith("UID SEARCH"):
            return None
        asked = re.search(r" UID (\d+)(:?)", command[4:])
        low = int(asked[1]) if asked else 0
        high = low if asked and not asked[2] else 1 << 32
        found = [str(uid) for uid in sorted({5, 6, 10, *script.messages}) if low <= uid <= high]
        return f"* SEARCH {' '.join(found)}\r\n{tag} OK found\r\n".encode()

    script.on_command = on_command


def _guesses_sizes(script: Script, chance: Random) -> None:
    """As Exchange does: what a message takes to store."""
    script.sizes = {uid: int(len(raw) * chance.uniform(0.3, 3)) for uid, raw in script.messages.items()}


def _offers_only_the_newer_standard(script: Script, _chance: Random) -> None:
    script.capabilities = "IMAP4rev2 IDLE"


def _promises(uidnext: int) -> Corner:
    """Another UIDNEXT than there is."""

    def play(script: Script, _chance: Random) -> None:
        def on_command(_connection: Connection, tag: str, command: str) -> bytes | None:
            if not command.startswith("EXAMINE"):
                return None
            counted = f"* {len(script.messages)} EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n"
            return f"{counted}* OK [UIDNEXT {uidnext}] next\r\n{tag} OK [READ-ONLY] selected\r\n".encode()

        script.on_command = on_command

    return play


ODD: dict[str, Corner] = {
    "much besides": _says(b"* OK still here\r\n* 3 EXISTS\r\n" * 200),
    "flags and body apart": _gives(
        lambda uid, raw: (
            b"UID %d FLAGS (\\Recent))\r\n* 1 FETCH (UID %d " % (uid, uid) + literal(b"BODY[]", raw)
        )
    ),
    "UIDs with noughts before them": _gives(lambda uid, raw: b"UID 000%d " % uid + literal(b"BODY[]", raw)),
    "an alert in brackets": _says(b"* OK [ALERT] [see [this] {\r\n* OK [\r\n* OK\r\n"),
    "the time in a literal": _describes("RFC822.SIZE 9999 INTERNALDATE {26}\r\n29-Mar-2026 01:59:30 +0100"),
    "a byte at a time": lambda script, _chance: setattr(script, "at_once", 1),
    "two messages at once": lambda script, _chance: setattr(script, "messages_at_once", 2),
    "one message at once": lambda script, _chance: setattr(script, "messages_at_once", 1),
    "a UIDNEXT of 0": _promises(0),
    "a UIDNEXT that stays behind": _promises(12),
    "a UIDNEXT above all": _promises((1 << 32) - 1),
    "EXISTS unasked": _says(b"* 7 EXISTS\r\n* 0 RECENT\r\n"),
    "EXPUNGE unasked": _says(b"* 99 EXPUNGE\r\n"),
    "flags of a message unasked": _says(b"* 1 FETCH (FLAGS (\\Seen))\r\n"),
    "flags of a message between bodies": _says_between(b"* 2 FETCH (UID 12 FLAGS (\\Seen \\Flagged))\r\n"),
    "EXISTS between bodies": _says_between(b"* 9 EXISTS\r\n* 99 EXPUNGE\r\n"),
    "VANISHED": _says(b"* VANISHED 1:3,5\r\n* VANISHED (EARLIER) 41:116\r\n"),
    "VANISHED between bodies": _says_between(b"* VANISHED 3\r\n"),
    "ALERT": _says(b"* OK [ALERT] the disk will be replaced at noon\r\n"),
    "words that end like a literal": _says(b"* OK [ALERT] see {12}\r\n* NO nearly full {3}\r\n"),
    "untagged NO": _says(b"* NO nearly full\r\n"),
    "untagged BAD": _says(b"* BAD whatever\r\n"),
    "CLOSED": _says(b"* OK [CLOSED] the folder before\r\n"),
    "an answer that nobody knows": _says(b"* XSOMETHING (1 2 3)\r\n"),
    "capabilities that change": _says(b"* CAPABILITY IMAP4rev1\r\n"),
    "a continuation between bodies": _says_between(b"+ go on\r\n"),
    "capabilities after the login": _without_capability_to_idle,
    "capabilities in two lines": _tells_capabilities(b"IMAP4rev1", b"IDLE AUTH=PLAIN"),
    "other capabilities in the greeting": _greets_otherwise,
    "UTF-8 only": _tells_capabilities(b"IMAP4rev1 ENABLE UTF8=ONLY", of_utf8=True),
    "a search that is refused": _refuses_to_search,
    "a search that knows what went": _searches_what_went,
    **{
        f"{name.decode()} for a body": _gives(
            lambda uid, raw, name=name: b"UID %d " % uid + literal(name, raw)  # type: ignore[misc]
        )
        for name in (b"RFC822", b"BINARY[]", b"BODY.PEEK[]", b"BODY[]<>")
    },
    "RFC822 for a piece": _large(lambda raw, _start, _length: literal(b"RFC822", raw)),
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
        lambda uid, raw: b"UID %d " % uid + literal(b"BODY[]<0>", raw)
    ),
    "literal8": _gives(lambda uid, raw: b"UID %d BODY[] ~{%d}\r\n%s" % (uid, len(raw), raw)),
    "literal+": _gives(lambda uid, raw: b"UID %d BODY[] {%d+}\r\n%s" % (uid, len(raw), raw)),
    "the UID behind the body": _gives(lambda uid, raw: literal(b"BODY[]", raw) + b" UID %d" % uid),
    "names in small letters": _gives(lambda uid, raw: b"uid %d " % uid + literal(b"body[]", raw)),
    "more than was asked": _gives(
        lambda uid, raw: b'UID %d MODSEQ (12) FLAGS () X "a b" ' % uid + literal(b"BODY[]", raw)
    ),
    "keywords of odd signs": _gives(
        lambda uid, raw: b"UID %d FLAGS (\\Seen a{b [x] &AOk-) " % uid + literal(b"BODY[]", raw)
    ),
    "spaces at the ends of lines": _spells(rb"(?<=[^}])\r\n", lambda _found: b" \r\n"),
    "two literals in an answer": _gives(
        lambda uid, raw: (
            b"UID %d %s " % (uid, literal(b"BODY[HEADER]", b"Subject: no\r\n\r\n")) + literal(b"BODY[]", raw)
        )
    ),
    "other answers with literals": _says(
        b'* LIST () "/" {5}\r\nINBOX\r\n* STATUS {5}\r\nINBOX (MESSAGES 3)\r\n'
    ),
    "tabs for spaces": _gives(lambda uid, raw: b"UID %d\tBODY[] {%d}\r\n%s" % (uid, len(raw), raw)),
    "labels and an envelope": _gives(
        lambda uid, raw: (
            b'X-GM-LABELS ("[Gmail]/All Mail" "a \\"b\\"") ENVELOPE ("x (y" NIL (("a (b" NIL "c" "d")) NIL)'
            + b" UID %d " % uid
            + literal(b"BODY[]", raw)
        )
    ),
    "the sizes of what is stored": _guesses_sizes,
    "a message twice": _gives(
        lambda uid, raw: (
            b"UID %d " % uid
            + literal(b"BODY[]", raw)
            + b")\r\n* 1 FETCH (UID %d " % uid
            + literal(b"BODY[]", raw)
        )
    ),
    "NIL before the body": _gives(lambda uid, raw: b"UID %d BODY[] NIL " % uid + literal(b"BODY[]", raw)),
    "NIL in another answer than the body": _gives(
        lambda uid, raw: (
            b"UID %d " % uid + literal(b"BODY[]", raw) + b")\r\n* 1 FETCH (UID %d BODY[] NIL" % uid
        )
    ),
    "a UIDNEXT below the UIDs": _wrong_uidnext,
    "a UID of 0": _numbers(0),
    "UIDs above 32 bits": _numbers((1 << 32) - 1),
    "no UIDNEXT": _numbers(11, uidnext=False),
    "a size too small": _describes(f"RFC822.SIZE 1 INTERNALDATE {_DATE}"),
    "a size too large": _describes(f"RFC822.SIZE 900000 INTERNALDATE {_DATE}"),
    "a size of 0": _describes(f"RFC822.SIZE 0 INTERNALDATE {_DATE}"),
    "a size above the limit": _describes(f"RFC822.SIZE {1 << 33} INTERNALDATE {_DATE}"),
    "a size that is none": _describes(f"RFC822.SIZE NIL INTERNALDATE {_DATE}"),
    "a size above 64 bits": _describes(f"RFC822.SIZE {1 << 64} INTERNALDATE {_DATE}"),
    "a time that is no time yet": _describes('RFC822.SIZE 100 INTERNALDATE "31-Dec-9999 23:59:59 +0000"'),
    "a zone that is none": _describes('RFC822.SIZE 100 INTERNALDATE "29-Mar-2026 01:59:30 +2400"'),
    "a time that is none": _describes('RFC822.SIZE 100 INTERNALDATE "31-Feb-2026 99:99:99 +9999"'),
    "neither size nor time": _describes("FLAGS ()"),
    "pieces without their origin": _large(
        lambda raw, start, length: literal(b"BODY[]", raw[start : start + length])
    ),
    "the whole for a piece": _large(lambda raw, _start, _length: literal(b"BODY[]", raw)),
    "NIL behind the last piece": _over_announced(lambda start: b"BODY[]<%d> NIL" % start),
    "no bytes behind the last piece": _over_announced(lambda start: b'BODY[]<%d> ""' % start),
    "nothing said behind the last piece": _over_announced(lambda _start: b"FLAGS ()"),
    "a refusal behind the last piece": _refused_beyond,
    "smaller pieces": _large(
        lambda raw, start, length: literal(b"BODY[]<%d>" % start, raw[start : start + length // 3])
    ),
}
