"""A worker under load and in trouble, for as long as is asked: then every letter is counted."""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import zstandard

from tests.integration import dovecot_server
from tests.integration.soaking import cutting_proxy
from tests.integration.soaking.colleagues import Colleague, Tidier, Writer
from tests.integration.soaking.letters import Letter, token_of
from tests.integration.soaking.troubles import Troubles
from tests.integration.soaking.worker_process import Weight, WorkerProcess

_KILLS_END_AFTER = 0.4  # of the time: memory is told by a process that lives long


@dataclass(frozen=True, slots=True)
class Plan:
    """Times in seconds. Troubles come one after the other, `between` apart."""

    seconds: float
    letters_a_second: float = 2.0
    between: float = 15.0
    pause: float = 8.0
    tidy_every: float = 1.5
    weigh_every: float = 10.0
    poll_seconds: float = 5.0
    patience: float = 300.0
    seed: int = 1


@dataclass
class Account:
    """What came of it. Letters are named by their numbers."""

    sent: int = 0
    lost: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)
    altered: list[int] = field(default_factory=list)
    wrongly_ended: list[int] = field(default_factory=list)
    forms_doubled: list[int] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    tidied: dict[str, int] = field(default_factory=dict)
    seen_again: int = 0
    workers: int = 0
    deaths: list[str] = field(default_factory=list)
    weights: list[tuple[float, Weight]] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    log: Counter[str] = field(default_factory=Counter)
    reconciled: str = ""
    audit: str = ""

    @property
    def is_clean(self) -> bool:
        found = (self.lost, self.doubled, self.altered, self.wrongly_ended, self.forms_doubled)
        return not any(found) and not self.deaths


@dataclass
class Soak:
    """One run. `run` returns the account; nothing is left behind but `folder`."""

    plan: Plan
    folder: Path
    account: Account = field(default_factory=Account)
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> Account:
        with ExitStack() as stack:
            server = stack.enter_context(dovecot_server.running())
            proxy = stack.enter_context(cutting_proxy.before(server.port))
            server.make_folder("Handled")
            worker = WorkerProcess(self.folder)
            worker.configure(proxy.port, dovecot_server.USER, dovecot_server.PASSWORD, self.plan.poll_seconds)
            stack.callback(worker.kill)
            writer = Writer(Colleague(server, self._over), self.plan.seed)
            tidier = Tidier(
                Colleague(server, self._over), self._database, self.plan.seed, Random(self.plan.seed)
            )
            troubles = Troubles(
                server, proxy, worker, self._database, Random(self.plan.seed), self.plan.pause, self._over
            )
            worker.start()
            writer.send_next()
            self._until_all_is_read(writer.sent, worker)  # it works, before anything befalls it
            self._live_through(writer, tidier, troubles, worker)
            self._until_all_is_read(writer.sent, worker)
            self._settle(writer, tidier, worker)
        return self.account

    @property
    def _database(self) -> Path:
        return self.folder / "mash.db"

    def _live_through(
        self, writer: Writer, tidier: Tidier, troubles: Troubles, worker: WorkerProcess
    ) -> None:
        started = time.monotonic()
        with (
            self._meanwhile(writer.send_next, 1 / self.plan.letters_a_second),
            self._meanwhile(tidier.tidy, self.plan.tidy_every),
            self._meanwhile(lambda: self._weigh(worker, started), self.plan.weigh_every),
        ):
            self._cause(troubles, worker, started)
            self._over.set()

    @contextmanager
    def _meanwhile(self, act: Callable[[], None], period: float) -> Iterator[None]:
        """Do `act` every `period` seconds on a thread of its own; make up for what was late."""

        def keep_on() -> None:
            due = time.monotonic()
            while not self._over.wait(max(0.0, due - time.monotonic())):
                act()
                due += period

        thread = threading.Thread(target=keep_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            thread.join(timeout=60)

    def _cause(self, troubles: Troubles, worker: WorkerProcess, started: float) -> None:
        """Every trouble in turn, in whole rounds, each in an order of chance; but few kills at the end."""
        every = troubles.every()
        waiting: list[str] = []
        while (passed := time.monotonic() - started) < self.plan.seconds or waiting:
            self._over.wait(self.plan.between)
            self._bury(worker)
            if not waiting:
                waiting = troubles.chance.sample(sorted(every), len(every))
            name = waiting.pop()
            late = passed > _KILLS_END_AFTER * self.plan.seconds
            if name == "worker killed" and late and self.account.troubles[name]:
                continue
            every[name]()
            self.account.troubles[name] += 1

    def _bury(self, worker: WorkerProcess) -> None:
        """A worker that ended without being asked is told, with its last words, and replaced."""
        if worker.died_by_itself():
            self.account.deaths.append(worker.last_words())
            worker.start()

    def _weigh(self, worker: WorkerProcess, started: float) -> None:
        weight = worker.weight()
        if weight is not None:
            self.account.weights.append((time.monotonic() - started, weight))

    def _until_all_is_read(self, sent: list[Letter], worker: WorkerProcess) -> None:
        """Wait until nothing is on its way, for as long as the plan's patience lasts."""
        pause = threading.Event()
        wanted = {one.digest for one in sent}
        end = time.monotonic() + self.plan.patience
        while time.monotonic() < end and not self._has_read(wanted):
            self._bury(worker)
            pause.wait(0.5)

    def _has_read(self, wanted: set[str]) -> bool:
        query = "SELECT sha256 FROM message WHERE state NOT IN ('stored', 'reading')"
        with suppress(sqlite3.OperationalError), closing(self._connected()) as conn:
            return wanted <= {row[0] for row in conn.execute(query)}
        return False  # there is no database yet, or it is busy

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=20)

    def _settle(self, writer: Writer, tidier: Tidier, worker: WorkerProcess) -> None:
        account = self.account
        self._bury(worker)
        if worker.end() != 0:
            account.deaths.append(worker.last_words())
        account.workers = worker.started
        account.log = Counter(worker.events())
        account.tidied = tidier.done
        _said(worker.mash("poll"))  # a folder that was renumbered just now is still being fetched again
        account.reconciled = _said(worker.mash("reconcile"))
        account.audit = _said(worker.mash("audit"))
        with closing(self._connected()) as conn:
            _count(account, writer.sent, conn)
        tidier.colleague.leave()
        writer.colleague.leave()


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return f"{done.returncode}: {(done.stdout + done.stderr).strip()}"


def _count(account: Account, sent: list[Letter], conn: sqlite3.Connection) -> None:
    """Compare every letter with the store: its bytes, its row, its form."""
    account.sent = len(sent)
    kept: dict[int, list[tuple[int, bytes, str]]] = {}
    query = (
        "SELECT m.id, r.body, m.state, r.encoding FROM message m JOIN raw_message r ON r.message_id = m.id"
    )
    for message_id, body, state, _ in conn.execute(query):
        raw = zstandard.ZstdDecompressor().decompress(body)
        kept.setdefault(token_of(raw) or 0, []).append((message_id, raw, state))
    forms = Counter(row[0] for row in conn.execute("SELECT message_id FROM referral"))
    for one in sent:
        _compare(account, one, kept.get(one.number, []), forms)
    account.doubled += [0] if 0 in kept else []
    account.seen_again = conn.execute("SELECT count(*) FROM sighting").fetchone()[0] - len(sent)
    account.delays = [
        row[0]
        for row in conn.execute(
            "SELECT (julianday(stored_at) - julianday(received_at)) * 86400 FROM message ORDER BY 1"
        )
    ]


def _compare(account: Account, one: Letter, kept: list[tuple[int, bytes, str]], forms: Counter[int]) -> None:
    if not kept:
        account.lost.append(one.number)
        return
    if len(kept) > 1:
        account.doubled.append(one.number)
    message_id, raw, state = kept[0]
    if raw != one.raw:
        account.altered.append(one.number)
    if state != one.ends_as:
        account.wrongly_ended.append(one.number)
    if forms[message_id] != (1 if one.ends_as == "referral" else 0):
        account.forms_doubled.append(one.number)


def run(plan: Plan) -> Account:
    """Soak in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="soak") as folder:
        return Soak(plan, Path(folder)).run()
