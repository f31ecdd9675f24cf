"""What goes wrong during a soak, one thing after the other."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.integration.dovecot_server import Dovecot
from tests.integration.soaking.cutting_proxy import CuttingProxy
from tests.integration.soaking.worker_process import WorkerProcess


@dataclass
class Troubles:
    """Each method is one trouble, from its beginning to its end. `pause` is in seconds."""

    server: Dovecot
    proxy: CuttingProxy
    worker: WorkerProcess
    database: Path
    chance: Random
    pause: float
    over: threading.Event

    def every(self) -> dict[str, Callable[[], None]]:
        return {
            "worker killed": self.worker_killed,
            "worker stopped": self.worker_stopped,
            "server restarted": self.server_restarted,
            "UIDVALIDITY changed": self.uidvalidity_changed,
            "connections cut": self.connections_cut,
            "cut in the middle": self.cut_in_the_middle,
            "line stalled": self.line_stalled,
            "database locked": self.database_locked,
        }

    def worker_killed(self) -> None:
        self.worker.kill()
        self.worker.start()

    def worker_stopped(self) -> None:
        self.worker.signal(signal.SIGSTOP)
        self._wait()
        self.worker.signal(signal.SIGCONT)

    def server_restarted(self) -> None:
        self.server.stop()
        self._wait()
        self.server.start()

    def uidvalidity_changed(self) -> None:
        self.server.stop()
        self.server.forget_indexes()
        self.server.start()

    def connections_cut(self) -> None:
        self.proxy.cut()

    def cut_in_the_middle(self) -> None:
        self.proxy.cut_after(self.chance.choice((50, 700, 5_000, 60_000, 500_000)))

    def line_stalled(self) -> None:
        self.proxy.stall()
        self._wait()
        self.proxy.flow()

    def database_locked(self) -> None:
        """Longer than the worker is ready to wait, now and then."""
        with closing(sqlite3.connect(self.database, timeout=20)) as held, suppress(sqlite3.OperationalError):
            held.execute("BEGIN IMMEDIATE")
            self.over.wait(self.pause * self.chance.choice((0.5, 1, 3)))
            held.rollback()

    def _wait(self) -> None:
        self.over.wait(self.pause * self.chance.uniform(0.5, 1.5))
