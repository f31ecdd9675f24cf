"""`mash worker` as a process of its own, as a service manager runs it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.integration.journal_lines import lines_until
from tests.integration.taking import mail
from tui.demo.server import DemoMailServer

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
FORM = """Inter-Agency Contact Form
Child's forename: Invented
Child's surname: Person
Date of birth: 03/04/2015
Home address: 1 Nowhere Road, Portsmouth PO1 2ZZ
Name of referrer: Ann Invented
Agency: Invented School
Reason for contact: a worry that nobody but the desk may read
"""


@pytest.fixture
def server() -> Iterator[DemoMailServer]:
    with DemoMailServer() as running:
        running.deliver(mail("Contact form", body=FORM.replace("\n", "\r\n")), AT)
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: DemoMailServer) -> Path:
    (tmp_path / "password").write_text(server.password + "\n")
    file = tmp_path / "mash.toml"
    file.write_text(
        f'[[mailboxes]]\nname = "mash"\nhost = "127.0.0.1"\nport = {server.port}\nuser = "{server.user}"\n'
        'tls = "none"\npassword_file = "password"\n'
    )
    return file


def command(settings: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "tui", "--config", str(settings), *words]


def test_it_takes_mail_at_once_logs_ids_only_and_ends_cleanly_on_sigterm(
    settings: Path, server: DemoMailServer
) -> None:
    with subprocess.Popen(command(settings, "worker"), stderr=subprocess.PIPE, text=True) as process:
        try:
            lines = lines_until(process, "pass.done")
            server.deliver(mail("Lunch"), AT)
            lines += lines_until(process, "message.read")
            second = subprocess.run(
                command(settings, "poll"), capture_output=True, text=True, check=False, timeout=60
            )
            process.send_signal(signal.SIGTERM)
            assert process.stderr is not None
            rest = process.stderr.read()
            assert process.wait(timeout=60) == 0
        finally:
            process.kill()
    assert second.returncode == 1
    assert "another worker is at work" in second.stderr
    told = json.dumps(lines) + rest
    assert "worker.stopped" in rest
    for word in ("Invented", "Person", "worry", "Lunch", "Contact form", server.password):
        assert word not in told


def test_a_poll_says_what_it_did_and_a_second_one_finds_nothing(settings: Path) -> None:
    def polled() -> dict[str, int]:
        done = subprocess.run(
            command(settings, "poll", "--json"), capture_output=True, text=True, check=True, timeout=60
        )
        counts: dict[str, int] = json.loads(done.stdout)
        return counts

    first = polled()
    assert first["fetched"] == 1
    assert first["referrals"] + first["no_form"] + first["needs_attention"] == 1
    assert polled()["fetched"] == 0


def test_a_mailbox_that_is_down_is_one_clear_line(settings: Path, server: DemoMailServer) -> None:
    server.stop()
    done = subprocess.run(command(settings, "poll"), capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "mailbox mash" in line
    assert "cannot be reached" in line
