"""A real Dovecot on a loopback port, with a folder of its own, for one test or module."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import select
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

USER = "duty"
PASSWORD = "a-long-password"
PATIENCE_SECONDS = 120.0

_CONF = """
base_dir = {root}/run
state_dir = {root}/run
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {account}
default_internal_group = {group}
default_login_user = {account}
{tls}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = {location}
mail_home = {root}/home/%u
first_valid_uid = 1
{extra}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


def installed() -> str | None:
    """Where Dovecot is, if it is here."""
    return shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")


@dataclass
class Dovecot:
    """A running server. `stop` and `start` keep the mail."""

    root: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it says that it listens: it tells a service manager so (`sd_notify`)."""
        executable = installed()
        assert executable is not None
        told = self.root / "told"
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.bind(str(told))
            self.process = subprocess.Popen(
                [executable, "-F", "-c", str(self.root / "dovecot.conf")],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "NOTIFY_SOCKET": str(told)},
            )
            ready = _speaks_before_it_ends(manager, self.process)
        told.unlink()
        assert ready, (self.root / "dovecot.log").read_text()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE_SECONDS)
            self.process = None

    def client(self, timeout: float | None = None, user: str = USER) -> imaplib.IMAP4:
        """A colleague's mail program; it waits `timeout` seconds for each answer. Every user has a mailbox."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout)
        client.login(user, PASSWORD)
        return client

    def deliver(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None, flags: str = "") -> None:
        when = imaplib.Time2Internaldate(at) if at else ""
        with self.client() as client:
            typ, answer = client.append(folder, flags, when, raw)
            assert typ == "OK", answer

    def make_folder(self, name: str) -> None:
        with self.client() as client:
            client.create(name)

    def flag_all(self, flags: str, folder: str = "INBOX") -> None:
        with self.client() as client:
            client.select(folder)
            client.store("1:*", "+FLAGS", flags)

    def flags(self, folder: str = "INBOX") -> list[str]:
        with self.client() as client:
            _, (count, *_) = client.select(folder, readonly=True)
            if not count or int(count) == 0:
                return []
            _, found = client.fetch("1:*", "(FLAGS)")
            return [str(item) for item in found if item]

    def forget_indexes(self) -> None:
        """What a restore from a backup does: UIDVALIDITY and every UID change."""
        for index in self.root.rglob("dovecot*"):
            if index.is_file() and "home" in index.parts:
                index.unlink()


def _speaks_before_it_ends(manager: socket.socket, process: subprocess.Popen[bytes]) -> bool:
    ended = os.pidfd_open(process.pid)
    try:
        heard, _, _ = select.select([manager.fileno(), ended], [], [], PATIENCE_SECONDS)
    finally:
        os.close(ended)
    return manager.fileno() in heard and manager.recv(4096).startswith(b"READY=1")


def _account() -> tuple[str, str, int, int]:
    """The account to run as, and its group: this one, or nobody's where this is root."""
    entry = pwd.getpwuid(os.getuid())
    if os.getuid() == 0:
        entry = pwd.getpwnam("nobody")
    return entry.pw_name, grp.getgrgid(entry.pw_gid).gr_name, entry.pw_uid, entry.pw_gid


def _free_ports(count: int) -> Sequence[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [item.getsockname()[1] for item in sockets]
    for item in sockets:
        item.close()
    return ports


@contextmanager
def running(
    *, tls: str = "ssl = no", location: str = "maildir:~/Maildir", extra: str = ""
) -> Iterator[Dovecot]:
    """Dovecot with an empty mailbox, stopped and cleared away afterwards."""
    # Short, because the path of a UNIX socket may have 107 bytes only.
    root = Path(tempfile.mkdtemp(prefix="dc"))
    account, group, uid, gid = _account()
    port, tls_port = _free_ports(2)
    for name in ("run", "home"):
        (root / name).mkdir()
    root.chmod(0o755)
    os.chown(root / "home", uid, gid)
    text = _CONF.format(
        root=root,
        account=account,
        group=group,
        uid=uid,
        gid=gid,
        port=port,
        tls_port=tls_port,
        tls=tls.replace("ROOT", str(root)),
        location=location,
        extra=extra,
        password=PASSWORD,
    )
    (root / "dovecot.conf").write_text(text)
    server = Dovecot(root, port, tls_port)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)
