"""An IMAP server that does what a test tells it: misbehave."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

_DATE = '"29-Mar-2026 01:59:30 +0100"'


class HangUp(Exception):
    """The server drops the connection here."""


@dataclass
class Connection:
    """One client, and where it is."""

    number: int
    sock: socket.socket
    closing: threading.Event
    script: Script
    lines: BinaryIO = field(default_factory=BytesIO)

    def send(self, data: bytes) -> None:
        data = data if self.script.spelt is None else self.script.spelt(data)
        for start in range(0, len(data), self.script.at_once):
            self.sock.sendall(data[start : start + self.script.at_once])

    def drip(self, data: bytes, seconds: float = 0.1) -> None:
        """Send a byte at a time until the client has had enough."""
        for byte in data:
            self.send(bytes([byte]))
            if self.closing.wait(seconds):
                raise HangUp

    def fall_silent(self) -> None:
        """Say nothing more, and keep the connection."""
        self.sock.settimeout(60)
        with suppress(OSError):
            while self.sock.recv(4096) and not self.closing.is_set():
                pass
        raise HangUp


_MOODS = (
    "uidvalidity",
    "uidnext",
    "sizes",
    "on_fetch",
    "on_command",
    "unasked",
    "spelt",
    "on_greeting",
    "on_idle",
    "on_login",
    "lists_none",
    "after_fetch",
    "capabilities",
    "at_once",
    "messages_at_once",
)
Answer = Callable[[Connection, int, str], bytes | None]


@dataclass
class Script:
    """What the server holds and how it answers.

    `on_fetch(connection, uid, items)` may answer for one message: bytes are sent as they are,
    `None` means the usual answer; it may also send by itself and raise `HangUp`. So may
    `on_command(connection, tag, command)`, for the whole answer to a command. `unasked(command)` is
    what the server says besides, before and after its answers; `spelt` changes what it sends, and it
    sends so many bytes `at_once`. It lists and gives so many `messages_at_once`, the newest, and says
    where it left off (RFC 9738).
    With `tls` every connection begins with it.
    """

    tls: ssl.SSLContext | None = field(default=None, kw_only=True)
    spelt: Callable[[bytes], bytes] | None = field(default=None, kw_only=True)
    messages: dict[int, bytes] = field(default_factory=dict)
    uidvalidity: int | None = 7
    uidnext: bool = True
    sizes: dict[int, int] = field(default_factory=dict)
    on_fetch: Answer | None = None
    on_command: Callable[[Connection, str, str], bytes | None] | None = None
    unasked: Callable[[str], bytes] | None = None
    on_greeting: Callable[[Connection], None] | None = None
    on_idle: Callable[[Connection], None] | None = None
    on_login: Callable[[Connection, str], bytes | None] | None = None
    lists_none: bool = False
    after_fetch: str = "OK fetched"
    capabilities: str = "IMAP4rev1 IDLE"
    at_once: int = 1 << 20
    messages_at_once: int = 1 << 20
    commands: list[str] = field(default_factory=list)

    def behave(self) -> None:
        """From now on answer as servers should."""
        usual = Script(self.messages, self.uidvalidity or 7)
        for name in _MOODS:
            setattr(self, name, getattr(usual, name))


class ScriptedServer:
    """Listens on a loopback port; a thread for each client."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.connections = 0
        self._clients: list[Connection] = []
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def hang_up_on_all(self) -> None:
        """What a server does that is started anew."""
        for connection in self._clients:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            connection = Connection(self.connections, sock, self._closing, self.script)
            self._clients.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: Connection) -> None:
        connection.sock.settimeout(20)
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.script.tls is not None:
            try:
                connection.sock = self.script.tls.wrap_socket(connection.sock, server_side=True)
            except OSError:
                connection.sock.close()
                return
        with connection.sock, suppress(OSError, HangUp):
            if self.script.on_greeting is not None:
                self.script.on_greeting(connection)
            connection.send(b"* OK ready\r\n")
            with connection.sock.makefile("rb") as connection.lines:
                for line in connection.lines:
                    self._answer(connection, line.decode(errors="replace").rstrip("\r\n"))

    def _answer(self, connection: Connection, line: str) -> None:
        tag, _, command = line.partition(" ")
        self.script.commands.append(command)
        if self.script.on_command is not None:
            said_instead = self.script.on_command(connection, tag, command)
            if said_instead is not None:
                connection.send(said_instead)
                return
        self._say_unasked(connection, command)
        self._answer_usually(connection, tag, command)

    def _say_unasked(self, connection: Connection, command: str) -> None:
        if self.script.unasked is not None:
            connection.send(self.script.unasked(command))

    def _answer_usually(self, connection: Connection, tag: str, command: str) -> None:
        words = command.upper().split()
        name = " ".join(words[:2]) if words[0] == "UID" else words[0]
        handler = {
            "CAPABILITY": self._capability,
            "LOGIN": self._login,
            "EXAMINE": self._select,
            "SELECT": self._select,
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "IDLE": self._idle,
            "LOGOUT": self._logout,
        }.get(name)
        said = handler(connection, command) if handler else "BAD no such command"
        if name == "IDLE":
            connection.lines.readline()
        self._say_unasked(connection, command)
        connection.send(f"{tag} {said}\r\n".encode())
        if name == "LOGOUT":
            raise HangUp

    def _capability(self, connection: Connection, command: str) -> str:
        connection.send(f"* CAPABILITY {self.script.capabilities}\r\n".encode())
        return "OK done"

    def _login(self, connection: Connection, command: str) -> str:
        if self.script.on_login is not None:
            said = self.script.on_login(connection, command)
            if said is not None:
                return said.decode()
        return "OK logged in"

    def _logout(self, connection: Connection, command: str) -> str:
        connection.send(b"* BYE see you\r\n")
        return "OK done"

    def _select(self, connection: Connection, command: str) -> str:
        script = self.script
        connection.send(f"* {len(script.messages)} EXISTS\r\n* 0 RECENT\r\n".encode())
        if script.uidvalidity is not None:
            connection.send(f"* OK [UIDVALIDITY {script.uidvalidity}] valid\r\n".encode())
        if script.uidnext:
            connection.send(f"* OK [UIDNEXT {max(script.messages, default=0) + 1}] next\r\n".encode())
        return "OK [READ-ONLY] selected"

    def _search(self, connection: Connection, command: str) -> str:
        sets = [self._uids(numbers) for numbers in re.findall(r" UID (\S+)", command[4:])]
        uids = sorted(set(self.script.messages).intersection(*sets))
        if self.script.lists_none:
            uids = []
        done = uids[-self.script.messages_at_once :]
        connection.send(f"* SEARCH {' '.join(map(str, done))}\r\n".encode())
        return "OK found" if done == uids else self._left_off_at(done[0])

    def _left_off_at(self, uid: int) -> str:
        return f"OK [MESSAGELIMIT {self.script.messages_at_once} {uid}] there are more"

    def _uids(self, numbers: str) -> list[int]:
        """The UIDs of a set; `*` is the last one, which also `n:*` names for any n."""
        last = max(self.script.messages, default=0)
        wanted: set[int] = set()
        for part in numbers.split(","):
            first, _, end = part.partition(":")
            low, high = sorted(
                (int(first) if first != "*" else last, last if (end or first) == "*" else int(end or first))
            )
            wanted.update(uid for uid in self.script.messages if low <= uid <= high)
        return sorted(wanted)

    def _fetch(self, connection: Connection, command: str) -> str:
        _, _, numbers, items = command.split(" ", 3)
        uids = self._uids(numbers)
        done = uids[-self.script.messages_at_once :]
        for uid in done:
            answer = self.script.on_fetch(connection, uid, items) if self.script.on_fetch else None
            connection.send(self.usual(uid, items) if answer is None else answer)
        return self.script.after_fetch if done == uids else self._left_off_at(done[0])

    def usual(self, uid: int, items: str) -> bytes:
        """A well-behaved answer."""
        sequence = sorted(self.script.messages).index(uid) + 1
        raw = self.script.messages[uid]
        if "RFC822.SIZE" in items:
            size = self.script.sizes.get(uid, len(raw))
            return f"* {sequence} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE {_DATE})\r\n".encode()
        section = "BODY[]"
        if "HEADER" in items:
            section, raw = "BODY[HEADER]", raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        partial = re.search(r"<(\d+)\.(\d+)>", items)
        if partial:
            start, length = int(partial[1]), int(partial[2])
            section, raw = f"BODY[]<{start}>", raw[start : start + length]
        return f"* {sequence} FETCH (UID {uid} {section} {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"

    def _idle(self, connection: Connection, command: str) -> str:
        connection.send(b"+ idling\r\n")
        if self.script.on_idle is not None:
            self.script.on_idle(connection)
        return "OK done"


@contextmanager
def serving(script: Script) -> Iterator[ScriptedServer]:
    server = ScriptedServer(script)
    try:
        yield server
    finally:
        server.close()
