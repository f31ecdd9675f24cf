"""The machine's clock is set forwards and back under a working worker, and summer time comes and goes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.journal_lines import lines_until
from tests.integration.taking import mail
from tui.demo.server import DemoMailServer

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
TIMES = {
    "a clock that runs right": "+0",
    "six hours forwards": "+6h",
    "six hours back": "-6h",
    "the hour that is missing in March": "@2026-03-29 00:59:59",
    "the hour that comes twice in October": "@2026-10-25 01:59:59",
}

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not installed")


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer() as running:
        yield running


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    """The file that says what time it is."""
    file = tmp_path / "time"
    file.write_text("+0")
    return file


@pytest.fixture
def worker(tmp_path: Path, clock: Path, server: DemoMailServer) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "password").write_text(server.password)
    settings = tmp_path / "mash.toml"
    settings.write_text(
        '[worker]\npoll_seconds = 1\n[[mailboxes]]\nname = "mash"\nhost = "127.0.0.1"\n'
        f'port = {server.port}\nuser = "{server.user}"\ntls = "none"\npassword_file = "password"\n'
        "idle = false\n"
    )
    faked = {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "TZ": "Europe/London",
    }
    command = [sys.executable, "-m", "tui", "--config", str(settings), "worker"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **faked}) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.timeout(1200)
def test_mail_is_taken_whatever_the_clock_is_set_to(
    worker: subprocess.Popen[str], clock: Path, server: DemoMailServer
) -> None:
    hours = set()
    for number, time in enumerate(TIMES.values()):
        clock.write_text(time)
        server.deliver(mail(f"Lunch {number}"), AT)
        lines = lines_until(worker, "message.read")
        assert all(line.get("fault") is None for line in lines)
        hours.add(lines[-1]["at"][:13])
    assert len(hours) == len(TIMES)  # the clock was set indeed
    worker.terminate()
    assert worker.stderr is not None
    rest = worker.stderr.read()
    assert worker.wait(timeout=60) == 0
    assert "worker.stopped" in rest
