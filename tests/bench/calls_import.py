"""A file of calls beside the same calls logged one by one: `python -m tests.bench.calls_import [forms]`.

Each on a database of its own; the figure is the processor's time for a call.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.calls_import import import_calls
from ingest.clock import SystemClock
from ingest.desk import Desk
from ingest.domain.model import Contact, NewContact
from ingest.matcher import FellegiSunterMatcher
from ingest.store import Store
from tests.matching_world.mail import write_world
from tests.matching_world.measure import shipped_model
from tests.matching_world.stories import World


def main(forms: str = "1000") -> None:
    """Log the calls of a world of so many forms both ways, and print what a call costs in each."""
    world = World(7).live(int(forms))
    with tempfile.TemporaryDirectory(prefix="calls-import-") as name:
        folder = Path(name)
        write_world(world, folder)
        singly = _cost(folder / "singly.db", lambda desk: _one_by_one(world.contacts, desk))
        together = _cost(folder / "file.db", lambda desk: import_calls(folder / "calls.csv", desk))
    calls = len(world.contacts)
    print(f"{calls} calls, ms of processor time a call: one by one {1000 * singly / calls:.2f}, ", end="")
    print(f"from a file {1000 * together / calls:.2f} ({together / singly:.2f} of that)")


def _cost(database: Path, log: Callable[[Desk], object]) -> float:
    """Seconds of processor time that `log` takes on an empty database."""
    store = Store.open(f"sqlite:///{database}", SystemClock())
    store.ensure_schema()
    desk = Desk(store, "officer", FellegiSunterMatcher(shipped_model()))
    start = time.process_time()
    log(desk)
    spent = time.process_time() - start
    store.close()
    return spent


def _one_by_one(calls: Sequence[Contact], desk: Desk) -> None:
    for one in calls:
        desk.log_contact(
            NewContact(
                one.received_at,
                reference=one.reference,
                taken_by=one.taken_by,
                caller=one.caller,
                children=one.children,
                concern="noted on the telephone",
            )
        )


if __name__ == "__main__":
    main(*sys.argv[1:2])
