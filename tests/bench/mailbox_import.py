"""One import in a process of its own: `python -m tests.bench.mailbox_import PORT FOLDER`.

Messages are taken and kept, and not read. Prints what it took as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from pathlib import Path

from ingest.clock import SystemClock
from ingest.pipeline import Pipeline
from ingest.store import HealthBook, Ledger, Store
from ingest.worker import Worker
from parsers.form import Reading
from parsers.sandbox.sandbox import SandboxUnavailable
from tests.bench.mailbox_world import taken_as_in_service
from tests.integration.taking import NoMatches


class NoReader:
    """Where nothing can be read, mail is taken all the same."""

    def start(self) -> None:
        raise SandboxUnavailable

    def read(self, raw: bytes, filename: str | None = None) -> Reading:
        raise SandboxUnavailable


def _import(port: int, folder: Path) -> dict[str, float]:
    store = Store.open(f"sqlite:///{folder}/mash.db", SystemClock())
    with closing(store):
        store.ensure_schema()
        store.changes()
        pipeline = Pipeline(Ledger(store), NoReader(), NoMatches(), store.clock)
        mailbox = taken_as_in_service(port)
        worker = Worker([mailbox], pipeline, HealthBook(store), store.worker_lock(), store.clock)
        before = _peak()
        wall, cpu = time.perf_counter(), time.process_time()
        result = worker.poll_once()
        return {
            "fetched": result.fetched,
            "seconds": time.perf_counter() - wall,
            "cpu_seconds": time.process_time() - cpu,
            "bytes_above": _peak() - before,
        }


def _peak() -> int:
    """In bytes. Not `ru_maxrss`: that begins with what the parent process had."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    print(json.dumps(_import(int(sys.argv[1]), Path(sys.argv[2]))))
