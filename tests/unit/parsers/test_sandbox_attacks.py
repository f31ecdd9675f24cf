"""What a reader that its message has taken over can do to anyone else: nothing."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from parsers.form import Outcome
from parsers.labels import Hub, LabelTables
from parsers.mime.leaves import Limits
from parsers.sandbox import sandbox as sandbox_module
from parsers.sandbox.sandbox import Sandbox
from tests.unit.parsers.hostile_reader import ATTACKS

_SECONDS = 1.0
_DEADLINE_MS = 60_000  # far beyond what is waited for
_LIMITS = Limits(message_seconds=_SECONDS, memory_bytes=256 * 1024 * 1024)
_ANSWERED = ("answers and stays",)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sandbox_module, "_SERVER", "tests.unit.parsers.hostile_reader")
        with Sandbox(LabelTables.from_toml({}), Hub(), _LIMITS) as running:
            running.start()
            yield running


def server_of(sandbox: Sandbox) -> int:
    assert sandbox._server is not None
    return sandbox._server.process.pid


def readers_of(sandbox: Sandbox) -> set[int]:
    server = server_of(sandbox)
    return set(map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()))


def spare_of(sandbox: Sandbox) -> int:
    """The reader that waits for the next message."""
    sandbox.start()
    before = readers_of(sandbox)
    sandbox.read(b"")
    while not (fresh := readers_of(sandbox) - before):
        os.sched_yield()
    return fresh.pop()


def await_end(pid: int) -> bool:
    """Whether a process ends, waited for without looking at the clock."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        watch = select.poll()
        watch.register(handle, select.POLLIN)
        return bool(watch.poll(_DEADLINE_MS))
    finally:
        os.close(handle)


def test_a_reader_that_was_taken_over_can_do_nothing_to_anyone(sandbox: Sandbox) -> None:
    if not sandbox.state().seccomp:
        pytest.skip("this kernel has no seccomp")
    reading = sandbox.read(b"", "everything")
    assert (reading.outcome, reading.reason) == (Outcome.NO_FORM, "")


@pytest.mark.parametrize("attack", [name for name in ATTACKS if name not in _ANSWERED])
def test_an_attack_needs_attention_and_the_next_message_is_read(sandbox: Sandbox, attack: str) -> None:
    server = server_of(sandbox)
    attacked = sandbox.read(b"", attack)
    following = sandbox.read(b"")
    assert (attacked.outcome, bool(attacked.reason)) == (Outcome.NEEDS_ATTENTION, True)
    assert (following.outcome, following.reason) == (Outcome.NO_FORM, "read")
    assert server_of(sandbox) == server


@pytest.mark.parametrize("attack", ["answers and stays", "hangs up and stays"])
def test_a_reader_that_nobody_waits_for_is_killed_long_before_its_time(attack: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sandbox_module, "_SERVER", "tests.unit.parsers.hostile_reader")
        with Sandbox(LabelTables.from_toml({}), Hub(), Limits(message_seconds=3600.0)) as patient:
            patient.read(b"")
            waiting = readers_of(patient)
            patient.read(b"", attack)
            assert all(await_end(pid) for pid in waiting)


def test_a_reader_that_is_stopped_is_killed_when_its_time_is_over(sandbox: Sandbox) -> None:
    spare = spare_of(sandbox)
    with ThreadPoolExecutor(1) as pool:
        stopped = pool.submit(sandbox.read, b"", "sleeps for ever")
        os.kill(spare, signal.SIGSTOP)
        assert stopped.result().outcome is Outcome.NEEDS_ATTENTION
    assert await_end(spare)


def test_a_reader_killed_while_it_waited_costs_no_message_more_than_itself(sandbox: Sandbox) -> None:
    spare = spare_of(sandbox)
    os.kill(spare, signal.SIGKILL)
    assert await_end(spare)
    assert sandbox.read(b"").reason == "read"


def test_many_attacks_at_once_leave_no_process_behind(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(lambda _: sandbox.read(b"", "hangs up and stays"), range(12)))
    assert {reading.outcome for reading in readings} == {Outcome.NEEDS_ATTENTION}
    sandbox.read(b"")
    left = readers_of(sandbox)
    sandbox.close()
    assert all(await_end(pid) for pid in left)


def test_a_large_message_that_the_reader_does_not_take_holds_nobody_up(sandbox: Sandbox) -> None:
    spare = spare_of(sandbox)
    with ThreadPoolExecutor(1) as pool:
        os.kill(spare, signal.SIGSTOP)
        full = pool.submit(sandbox.read, bytes(8 * 1024 * 1024), "sleeps for ever")
        assert full.result().outcome is Outcome.NEEDS_ATTENTION
