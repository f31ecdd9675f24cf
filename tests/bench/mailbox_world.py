"""Mail for the mailbox benches, laid straight into Dovecot's Maildir, and the peers that fetch it."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import zstandard
from imapclient import IMAPClient

from config.sections import Worker as WorkerSettings
from ingest.mailbox.bodies import FetchLimits
from ingest.mailbox.imap import ImapMailbox
from tests.integration.dovecot_server import PASSWORD, USER, Dovecot
from tests.integration.taking import imap

SMALLEST, LARGEST = 5_000, 500_000
_LINE = 2_000  # longer than any line of an answer but a body's
_RAW = random.Random(7).randbytes(LARGEST)  # what no compression makes smaller


def fill(server: Dovecot, messages: int, smallest: int = SMALLEST, largest: int = LARGEST) -> int:
    """Lay messages, their sizes evenly spread, into the INBOX as a delivery does; return their bytes."""
    chance = random.Random(messages)
    return lay(server, (message(number, chance.randint(smallest, largest)) for number in range(messages)))


def lay(server: Dovecot, mail: Iterable[bytes]) -> int:
    """Lay emails, their lines ending in LF, into the INBOX as a delivery does; return their bytes."""
    inbox = _maildir(server)
    total = 0
    for number, raw in enumerate(mail):
        wire = len(raw) + raw.count(b"\n")
        name = f"{1_700_000_000 + number}.M{number}P1.bench,S={len(raw)},W={wire}"
        (inbox / "new" / name).write_bytes(raw)
        total += wire
    _hand_over(server, inbox)
    return total


def message(number: int, size: int) -> bytes:
    """An email of about `size` bytes, most of it an attachment; lines end in LF, as on a disk."""
    head = (
        f"From: Ann Invented <ann@school.example>\nTo: mash@council.example\nSubject: Form {number}\n"
        f"Message-ID: <{number}@school.example>\nMIME-Version: 1.0\n"
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"
    ).encode()
    start = number * 7919 % (LARGEST // 2)
    return head + base64.encodebytes(_RAW[start : start + max(0, size - len(head)) * 3 // 4])


def taken_as_in_service(port: int, *, idle: bool = False) -> ImapMailbox:
    """The mailbox with the limits of the settings' defaults."""
    worker = WorkerSettings()
    limits = FetchLimits(
        worker.connect_seconds,
        worker.message_seconds,
        worker.cycle_seconds,
        worker.max_message_bytes,
        worker.chunk_messages,
        worker.chunk_bytes,
    )
    return imap(port, limits=limits, idle=idle)


def fetch_raw(server: Dovecot, keep: Callable[[memoryview], object] = len) -> int:
    """The floor: one command on a bare socket, and of the answer what `keep` does. Bytes received."""
    buffer = bytearray(256 * 1024)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.recv_into(buffer)
        for command in (f"LOGIN {USER} {PASSWORD}", "EXAMINE INBOX", "UID FETCH 1:* (BODY.PEEK[])"):
            line.sendall(f"a {command}\r\n".encode())
            received = _to_the_end(line, buffer, keep)
        line.sendall(b"a LOGOUT\r\n")
    return received


def keep_raw(server: Dovecot, folder: Path, at_once: int) -> int:
    """The floor of keeping: the same bytes hashed, compressed and written once to a plain file, flushed
    so many at a time. No message is told from the next. Bytes received."""
    pending = bytearray()
    compressor = zstandard.ZstdCompressor(level=1)

    def write(part: memoryview) -> None:
        pending.extend(part)
        if len(pending) >= at_once or not part:
            hashlib.sha256(pending).digest()
            file.write(compressor.compress(pending))
            os.fdatasync(file.fileno())
            pending.clear()

    with (folder / "bare").open("wb", buffering=0) as file:
        received = fetch_raw(server, write)
        write(memoryview(b""))
    return received


def _to_the_end(line: socket.socket, buffer: bytearray, keep: Callable[[memoryview], object]) -> int:
    """Read until the tagged answer. Base64 lines cannot be taken for one."""
    received, tail = 0, b""
    while True:
        size = line.recv_into(buffer)
        received += size
        keep(memoryview(buffer)[:size])
        tail = (tail + bytes(buffer[max(0, size - _LINE) : size]))[-_LINE:]
        last = tail.rstrip(b"\r\n").rpartition(b"\n")[2]
        if not size or (tail.endswith(b"\r\n") and last.startswith((b"a OK", b"a NO", b"a BAD"))):
            return received


def fetch_one_by_one(server: Dovecot, messages: int) -> int:
    """What a first version does, for so many messages of the INBOX. Bytes received."""
    return sum(map(len, one_by_one(server, messages)))


def one_by_one(server: Dovecot, messages: int) -> Iterator[bytes]:
    """The messages as a first version takes them: IMAPClient as it comes, a command for each."""
    with IMAPClient("127.0.0.1", server.port, ssl=False) as client:
        client.login(USER, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        for uid in client.search()[:messages]:
            yield client.fetch([uid], ["BODY.PEEK[]", "INTERNALDATE"])[uid][b"BODY[]"]


def mbsync() -> str | None:
    """Where mbsync is, if it is here."""
    return shutil.which("mbsync")


def pull_with_mbsync(server: Dovecot, folder: Path) -> None:
    """The peer: every message into a Maildir of its own, each flushed to the disk (FSync yes)."""
    folder.mkdir()
    settings = folder / "mbsyncrc"
    settings.write_text(
        "FSync yes\n\nIMAPAccount bench\nHost 127.0.0.1\n"
        f"Port {server.port}\nUser {USER}\nPass {PASSWORD}\nSSLType None\nAuthMechs LOGIN\n\n"
        "IMAPStore far\nAccount bench\n\n"
        f"MaildirStore near\nPath {folder}/mail/\nInbox {folder}/mail/INBOX\n\n"
        "Channel bench\nFar :far:INBOX\nNear :near:INBOX\nSync PullNew\nCreate Near\n"
        f"SyncState {folder}/state\n"
    )
    (folder / "mail").mkdir()
    subprocess.run(["mbsync", "-q", "-c", str(settings), "bench"], check=True)


def _maildir(server: Dovecot) -> Path:
    inbox = server.root / "home" / USER / "Maildir"
    for name in ("new", "cur", "tmp"):
        (inbox / name).mkdir(parents=True, exist_ok=True)
    return inbox


def _hand_over(server: Dovecot, inbox: Path) -> None:
    """Give the files to the account that Dovecot runs as."""
    owner = (server.root / "home").stat()
    for path in (inbox.parent, inbox, *inbox.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid)
