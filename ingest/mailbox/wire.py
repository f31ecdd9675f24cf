"""The bytes to and from an IMAP server, with limits that hold against a hostile one.

`imaplib` waits for each read on its own and believes any announced size; here everything ends
at a deadline, a line, a literal and the whole of an answer have a greatest length, and nothing
that stood in plain text before STARTTLS survives it.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from ingest.mailbox.errors import (
    CertificateRefused,
    MailboxError,
    MailboxUnreachable,
    OutOfTime,
    TooMuchAnnounced,
)
from ingest.mailbox.patience import Patience
from ingest.mailbox.trust import Trust

_LONGEST_LINE = 16 * 1024 * 1024  # a SEARCH answer of two million UIDs
_READ = 256 * 1024
_OTHER_LITERAL = re.compile(rb"~?\{(\d+)\+?\}\r\n\Z")  # literal8 and literal+, which imaplib does not know
_ANSWER = re.compile(rb"(?:\*|[A-P]{4}\d+)(?: \d+)? [A-Za-z-]+(?: \[[A-Za-z-]+)?")  # with its response code
_WORDS_ONLY = re.compile(rb"\* (?:OK|NO|BAD|BYE|PREAUTH) ")
_WORDLESS = re.compile(rb"[A-P]{4}\d+ [A-Z]+\r\n")


@dataclass(frozen=True, slots=True)
class Server:
    """Where an IMAP server is, and how it is made sure of."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"]
    trust: Trust


class Wire(imaplib.IMAP4):
    """imaplib's protocol over a socket whose every wait is limited.

    Raises `MailboxUnreachable` where the connection ends or falls silent, `OutOfTime` at the
    deadline, `TooMuchAnnounced` for a literal that is larger than `largest` bytes, or an answer
    that is larger than two such.
    """

    def __init__(self, server: Server, patience: Patience, largest: int) -> None:
        self._server = server
        self._patience = patience
        self._largest = largest
        self._received = bytearray()
        self._answered = 0  # bytes since the last command
        super().__init__(server.host, server.port)

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:
        del timeout  # patience says how long
        self.host, self.port = host, port
        try:
            with self._patience.for_at_most(self._patience.left()):
                self.sock = self._connected()
            self._patience.waits_on(self._cut)
            _keep_alive(self.sock)
            self.sock.settimeout(self._patience.left())
            if self._server.tls == "implicit":
                self.sock = self._server.trust.secure(self.sock)
        except OSError as error:
            self.shutdown()
            raise _not_opened(error) from None
        except UnicodeError:
            self.shutdown()
            raise MailboxUnreachable("no mail server can have such a name: check host") from None
        except MailboxError:
            self.shutdown()
            raise

    def _connected(self) -> socket.socket:
        """To the first of the host's addresses that answers, each given its share of the time: firewalls
        swallow what is sent to addresses that they do not know."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys((str(at[0]), int(at[1])) for *_, at in found))
        for others, address in zip(range(len(addresses) - 1, 0, -1), addresses[:-1], strict=True):
            with suppress(OSError):
                return socket.create_connection(address, timeout=self._patience.left() / (others + 1))
        return socket.create_connection(addresses[-1], timeout=self._patience.left())

    def starttls(self, ssl_context: Any = None) -> Any:
        """Secure the connection by this wire's own trust."""
        del ssl_context
        typ, data = self._simple_command("STARTTLS")
        if typ != "OK":
            raise self.error("STARTTLS refused")
        if self._received:
            raise CertificateRefused("the mail server spoke on in plain text after STARTTLS: do not trust it")
        try:
            self.sock.settimeout(self._patience.left())
            self.sock = self._server.trust.secure(self.sock)
        except OSError as error:
            raise _not_opened(error) from None
        self.untagged_responses.clear()  # what was said in plain text may be anybody's word
        return typ, data

    def capability(self) -> tuple[str, list[Any]]:
        """What the server says now; what it said in its greeting may be another thing."""
        self.untagged_responses.pop("CAPABILITY", None)
        return super().capability()

    def _append_untagged(self, typ: str, dat: bytes | None) -> None:
        """As imaplib does; but of capabilities told in several lines it and IMAPClient would believe one."""
        told = self.untagged_responses.get(typ) if typ == "CAPABILITY" else None
        if told and dat and isinstance(told[-1], bytes):
            told[-1] = b" ".join(dict.fromkeys([*told[-1].split(), *dat.split()]))
        else:
            super()._append_untagged(typ, dat)  # type: ignore[misc]  # typeshed leaves it out

    def _get_capabilities(self) -> None:
        """As imaplib does; but it does not know that IMAP4rev2 answers its commands as well."""
        super()._get_capabilities()  # type: ignore[misc]  # typeshed leaves it out
        if "IMAP4REV2" in self.capabilities and "IMAP4REV1" not in self.capabilities:
            self.capabilities = (*self.capabilities, "IMAP4REV1")

    def read(self, size: int) -> bytes:
        if size > self._largest:
            raise TooMuchAnnounced
        while len(self._received) < size:
            self._receive()
        return self._take(size)

    def readline(self) -> bytes:
        searched = 0
        while (end := self._received.find(b"\n", searched)) < 0:
            searched = len(self._received)
            if searched > _LONGEST_LINE:
                raise TooMuchAnnounced
            self._receive()
        return _as_imaplib_reads(self._take(end + 1))

    def send(self, data: Any) -> None:
        self._answered = 0
        try:
            self.sock.settimeout(self._patience.left())
            self.sock.sendall(data)
        except OSError as error:
            raise _unreachable(error) from None

    def shutdown(self) -> None:
        try:
            self.sock.shutdown(socket.SHUT_RDWR)
        except (OSError, AttributeError):
            pass  # it is gone already, or was never there
        finally:
            if getattr(self, "sock", None) is not None:
                self.sock.close()

    def line_within(self, seconds: float) -> bytes | None:
        """The next line, or `None` where there is none yet after `seconds`."""
        if b"\n" not in self._received:
            try:
                with self._patience.for_at_most(seconds):
                    self._receive()
            except OutOfTime:
                return None
        if b"\n" not in self._received:
            return None
        return self.readline()

    def _cut(self) -> None:
        """End the connection under whoever is using it, from another thread. By the socket's own method:
        the secured one's would take from under the reader what it reads with."""
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def _receive(self) -> None:
        left = self._patience.left()
        try:
            self.sock.settimeout(left)
            data = self.sock.recv(_READ)
        except TimeoutError:
            if self._patience.ended(left):
                raise OutOfTime from None
            raise MailboxUnreachable("the mail server fell silent: it will be tried again") from None
        except OSError as error:
            raise _unreachable(error) from None
        if not data:
            raise MailboxUnreachable("the mail server ended the connection: it will be tried again")
        self._received += data
        self._answered += len(data)
        if self._answered > 2 * max(self._largest, _LONGEST_LINE):
            raise TooMuchAnnounced

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._received)[:size])
        del self._received[:size]
        return taken


def _keep_alive(plain: socket.socket) -> None:
    """A peer that is gone is noticed after two minutes; the system's own default is two hours."""
    plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 20), ("TCP_KEEPCNT", 3)):
        if hasattr(socket, name):  # not every system has all
            plain.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _as_imaplib_reads(line: bytes) -> bytes:
    """Names in capitals, CRLF at the end, words after a tagged status, and words that are no more than that:
    RFC 9051 (2.2.2, 7) lets names be in small letters, and servers leave out the rest."""
    if not line.endswith(b"\r\n"):
        line = line[:-1] + b"\r\n"
    answer = _ANSWER.match(line)
    if answer is not None and not answer[0].isupper():
        line = answer[0].upper() + line[answer.end() :]
    if line.endswith(b"}\r\n"):
        if _WORDS_ONLY.match(line):  # whatever they end in, no literal follows
            return line[:-2] + b" \r\n"
        return _OTHER_LITERAL.sub(rb"{\1}\r\n", line)
    return line[:-2] + b" \r\n" if _WORDLESS.fullmatch(line) else line


def _not_opened(error: OSError) -> MailboxUnreachable:
    if isinstance(error, ssl.SSLError):  # one that speaks in plain text here, or an old protocol only
        return MailboxUnreachable(
            f"no secure connection to the mail server comes about ({error.reason}): it will be tried again; "
            "should it go on, check port and tls"
        )
    return _unreachable(error)


def _unreachable(error: OSError) -> MailboxUnreachable:
    if isinstance(error, TimeoutError):
        return MailboxUnreachable("the mail server fell silent: it will be tried again")
    what = error.strerror or type(error).__name__
    return MailboxUnreachable(f"the mail server cannot be reached ({what}): it will be tried again")
