"""What systemd hears of the worker, and when it hears nothing."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest.clock import SetClock, SystemClock
from ingest.pulse import Pulse
from ingest.service_manager import ServiceManager
from ingest.store import HealthBook
from ingest.views import WorkerState
from tests.integration.taking import open_store


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(20)
        yield listening


def environment(systemd: socket.socket, **more: str) -> dict[str, str]:
    return {"NOTIFY_SOCKET": systemd.getsockname()} | more


def heard(systemd: socket.socket, count: int) -> list[str]:
    return [systemd.recv(4096).decode() for _ in range(count)]


def test_each_word_is_a_datagram_of_its_own(systemd: socket.socket) -> None:
    manager = ServiceManager.of(environment(systemd, WATCHDOG_USEC="3000000"))
    manager.ready()
    manager.status("mailbox mash:\nREADY=1")
    manager.alive()
    manager.stopping()
    assert heard(systemd, 4) == ["READY=1", "STATUS=mailbox mash: READY=1", "WATCHDOG=1", "STOPPING=1"]
    assert manager.feeding_seconds == 1


def test_an_abstract_socket_is_reached(tmp_path: Path) -> None:
    name = f"mash-{os.getpid()}-{tmp_path.name}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(20)
        ServiceManager.of({"NOTIFY_SOCKET": f"@{name}"}).ready()
        assert heard(listening, 1) == ["READY=1"]


@pytest.mark.parametrize(
    "watchdog",
    [{}, {"WATCHDOG_USEC": "soon"}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "9", "WATCHDOG_PID": "1"}],
)
def test_a_watchdog_that_is_none_or_anothers_is_not_fed(
    systemd: socket.socket, watchdog: dict[str, str]
) -> None:
    manager = ServiceManager.of(environment(systemd, **watchdog))
    manager.alive()
    manager.stopping()
    assert heard(systemd, 1) == ["STOPPING=1"]
    assert manager.feeding_seconds == float("inf")


def test_without_a_manager_or_with_one_that_has_gone_nothing_happens(tmp_path: Path) -> None:
    for environment in ({}, {"NOTIFY_SOCKET": str(tmp_path / "gone")}, {"NOTIFY_SOCKET": ""}):
        ServiceManager.of(environment).ready()


def test_the_watchdog_is_fed_while_the_worker_moves_and_no_longer(
    tmp_path: Path, systemd: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = ServiceManager.of(environment(systemd, WATCHDOG_USEC="60000"))
    with closing(open_store(tmp_path)) as store:
        book = HealthBook(store)
        with Pulse(book, SystemClock(), 60, manager, ["reading"]).beating():
            assert heard(systemd, 3) == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]
        systemd.setblocking(False)
        while True:
            try:
                systemd.recv(4096)
            except BlockingIOError:
                break
        monkeypatch.setattr("ingest.pulse._LONGEST_ACT", -1000.0)
        stuck = Pulse(book, SystemClock(), 60, manager, ["reading"])
        told = threading.Event()
        monkeypatch.setattr(book, "failed", lambda _sentence: told.set())
        with stuck.beating():
            assert told.wait(20)
        stuck.stopped()
        systemd.settimeout(20)
        assert heard(systemd, 2) == ["READY=1", "STOPPING=1"]


def test_a_part_that_is_well_does_not_hide_that_another_takes_long(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 6, 1, tzinfo=UTC))
    with closing(open_store(tmp_path, clock)) as store:
        book = HealthBook(store)
        pulse = Pulse(book, clock, 60, parts=["reading", "mailbox one"])
        pulse.told("reading", [])
        pulse.told("mailbox one", [])
        pulse.begins("mailbox one", "mailbox one, INBOX: fetching from the folder")
        clock.move(timedelta(minutes=5))
        pulse.told("reading", [])
        assert book.health().last_error == "mailbox one, INBOX: fetching from the folder has taken 5 min"
        pulse.begins("mailbox one", None)
        pulse.told("mailbox one", [])
        assert book.health().state is WorkerState.WORKING
