"""Taking mail from a local Dovecot, each figure beside its floor or its peer in the same run.

`./run bench mailbox`, or `python -m tests.bench.mailbox [MESSAGES] [SMALL_MESSAGES]`. Times are the
best of several turns; on a busy machine look at the processor's time, which counts this side only.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from typing import Any

from fpdf import FPDF

from config.settings import Settings
from ingest import bootstrap
from ingest.clock import SystemClock
from ingest.mailbox.source import Listed
from ingest.mailbox.wire import Wire
from ingest.newcomers import Newcomers
from ingest.store import Arrival, Ledger, Store
from tests.bench import mailbox_world as world
from tests.integration import dovecot_server
from tests.integration.dovecot_server import PASSWORD, USER, Dovecot

_TURNS = 3
_ARRIVALS = 11
_MIB = 1024 * 1024
_AT_ONCE = 4 * _MIB  # as many bytes as the worker keeps in one commit
_ROWS = (
    ("Your name", "Any Person"),
    ("Your organisation", "Any School"),
    ("Child's last name", "Netherby"),
    ("Date of birth", "03/04/2015"),
    ("Home address", "1 Any Street, Portsmouth"),
    ("Reason for referral", "She came to school with a bruise and would not say how it happened."),
)


def main(messages: int = 2_000, small: int = 100_000) -> None:
    """Everything: fetching, keeping, memory, a look that finds nothing, arrival to board."""
    if dovecot_server.installed() is None:
        print("Dovecot is not installed: apt-get install dovecot-imapd")
        return
    with dovecot_server.running() as server:
        size = world.fill(server, messages)
        print(f"{messages} messages, {size / _MIB:.0f} MiB")
        world.fetch_raw(server)  # the server's own caches are warm from here on
        _fetching(server, messages)
        _keeping(server, messages)
    _memory(messages)
    _nothing_new(small)
    _to_the_board()


def _fetching(server: Dovecot, messages: int) -> None:
    floor, _ = _best(lambda: world.fetch_raw(server))
    ours, cpu = _best(lambda: _fetch(server))
    one_by_one, peer_cpu = _best(lambda: world.fetch_one_by_one(server, messages), turns=1)
    print(f"fetching: {ours:.2f} s ({cpu:.2f} s of processor), {ours / floor:.2f} of the bare socket's")
    print(
        f"  IMAPClient one by one {one_by_one:.2f} s ({peer_cpu:.2f} s of processor): {one_by_one / ours:.1f}x"
    )


def _fetch(server: Dovecot) -> int:
    mailbox = world.taken_as_in_service(server.port)
    with mailbox.open("INBOX") as folder:
        return sum(len(one.raw) for some in folder.fetch(folder.describe(folder.uids())) for one in some)


def _keeping(server: Dovecot, messages: int) -> None:
    if world.mbsync() is None:
        print("keeping: mbsync is not installed, so there is no peer: apt-get install isync")
    ours, floors, peers = [], [], []
    for _ in range(_TURNS):
        kept = _import(server)
        assert kept["fetched"] == messages
        ours.append((kept["seconds"], kept["cpu_seconds"]))
        with _folder() as folder:
            floors.append(_best(lambda: world.keep_raw(server, folder, _AT_ONCE), turns=1))
        if world.mbsync():
            with _folder() as folder:
                peers.append(_of_a_child(lambda: world.pull_with_mbsync(server, folder / "bench")))
    wall, cpu = _shortest(ours)
    print(f"fetching and keeping: {wall:.2f} s ({cpu:.2f} s of processor), {messages / wall:.0f}/s")
    for name, turns in (
        ("hashing, compressing and writing once, and nothing else", floors),
        ("mbsync, flushing each message", peers),
    ):
        if turns:
            peer, peer_cpu = _shortest(turns)
            print(f"  {name}: {peer:.2f} s ({peer_cpu:.2f} s): {peer / wall:.1f}x ({peer_cpu / cpu:.1f}x)")


def _memory(messages: int) -> None:
    for some in (messages // 4, messages):
        with dovecot_server.running() as server:
            world.fill(server, some)
            print(f"memory above import, {some} messages: {_import(server)['bytes_above'] / _MIB:.0f} MiB")


def _import(server: Dovecot) -> dict[str, float]:
    with _folder() as folder:
        command = [sys.executable, "-m", "tests.bench.mailbox_import", str(server.port), str(folder)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    record: dict[str, float] = json.loads(done.stdout)
    return record


def _nothing_new(small: int) -> None:
    """A look at a folder that is known, as the worker has one each minute."""
    with dovecot_server.running() as server, _folder() as folder, closing(_store(folder)) as store:
        world.fill(server, small, smallest=400, largest=900)
        mailbox = world.taken_as_in_service(server.port)
        mailbox.stay_connected()
        newcomers = Newcomers(Ledger(store), store.clock)
        with closing(mailbox):
            left = 1
            while left:  # so many at a time, each look with its own time
                with mailbox.open("INBOX") as opened:
                    found = newcomers.find("mash", "INBOX", opened)
                    _note(store, found.listed)
                    newcomers.all_taken(found)
                left = found.left
            said = _counted()
            turns = []
            for _ in range(20):
                start = time.process_time()
                with mailbox.open("INBOX") as opened:
                    assert not newcomers.find("mash", "INBOX", opened).listed
                turns.append(time.process_time() - start)
    trips = len(said) / len(turns)
    print(f"nothing new among {small}: {trips:.1f} round trips, {median(turns) * 1000:.2f} ms of processor")


def _note(store: Store, listed: Sequence[Listed]) -> None:
    """Record messages as long and as old as the folder tells: they are not fetched."""
    now = store.clock.now()
    Ledger(store).store_messages(
        [
            Arrival(
                "mash",
                "INBOX",
                one.uidvalidity,
                one.uid,
                (b"%d " % one.uid).ljust(one.size or 0),
                one.received_at or now,
            )
            for one in listed
        ]
    )


def _counted() -> list[bytes]:
    """From now on every command that is sent stands in the list that comes back."""
    said: list[bytes] = []
    send = Wire.send

    def counting(self: Wire, data: bytes) -> None:
        said.append(data)
        send(self, data)

    Wire.send = counting  # type: ignore[method-assign]
    return said


def _to_the_board() -> None:
    """From the server's having the message to the form's standing on a list, with IDLE."""
    with dovecot_server.running() as server, _folder() as folder:
        settings = Settings(**_settings(server, folder))
        with bootstrap.worker(settings) as worker, closing(bootstrap.open_store(settings)) as store:
            thread = threading.Thread(target=worker.run)
            thread.start()
            try:
                taken = [_arrival(server, settings, store, number) for number in range(_ARRIVALS)]
            finally:
                worker.stop()
                thread.join()
    print(f"arrival to board: median {median(taken[1:]):.2f} s, longest {max(taken[1:]):.2f} s")


def _settings(server: Dovecot, folder: Path) -> dict[str, Any]:
    secret = folder / "password"
    secret.write_text(PASSWORD)
    mailbox = {"name": "mash", "host": "127.0.0.1", "port": server.port, "user": USER, "tls": "none"}
    return {
        "database": {"url": f"sqlite:///{folder}/mash.db"},
        "mailboxes": [{**mailbox, "password_file": str(secret)}],
    }


def _arrival(server: Dovecot, settings: Settings, store: Store, number: int) -> float:
    """Seconds. The first also waits for the worker to start."""
    email = EmailMessage()
    email["Subject"], email["From"] = f"Contact form {number}", "Ann Invented <ann@school.example>"
    email.set_content("The form is attached.")
    email.add_attachment(_form(number), maintype="application", subtype="pdf", filename="form.pdf")
    desk = bootstrap.desk(settings, store, looks=True)
    start = time.perf_counter()
    server.deliver(email.as_bytes())
    while desk.counts(SystemClock().now()).unmatched <= number and time.perf_counter() - start < 60:
        time.sleep(0.005)
    return time.perf_counter() - start


def _form(number: int) -> bytes:
    """A printed form; another child each time, for the same form twice is one referral."""
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=10)
    document.cell(0, 10, "INTER-AGENCY CONTACT FORM", new_x="LMARGIN", new_y="NEXT")
    with document.table(col_widths=(1, 2)) as table:
        for label, value in _ROWS:
            table.row((label, value))
        table.row(("Child's first name", f"Amy{'abcdefghijklmnop'[number]}"))
    return bytes(document.output())


def _store(folder: Path) -> Store:
    store = Store.open(f"sqlite:///{folder}/mash.db", SystemClock())
    store.ensure_schema()
    return store


class _folder:  # noqa: N801  used as a function
    """A folder on the disk, for one measurement."""

    def __enter__(self) -> Path:
        self._path = Path(tempfile.mkdtemp(prefix="mailbox-bench-"))
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path)


def _shortest(turns: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Of turns, the shortest time and the least of the processor's, which need not be of one turn."""
    walls, cpus = zip(*turns, strict=True)
    return min(walls), min(cpus)


def _of_a_child(act: Callable[[], object]) -> tuple[float, float]:
    """The time, and the processor's time of the program that is run meanwhile, in seconds."""
    wall, before = time.perf_counter(), os.times()
    act()
    after = os.times()
    return time.perf_counter() - wall, sum(after[2:4]) - sum(before[2:4])


def _best(act: Callable[[], object], turns: int = _TURNS) -> tuple[float, float]:
    """The shortest time and this process's processor time in it, in seconds."""
    taken = []
    for _ in range(turns):
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        act()
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(taken)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
