"""The demonstration in a real terminal: a form arrives, an officer types fast, and nothing is left."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pseudo_terminal import PseudoTerminal

PATIENCE_SECONDS = 100.0
F2 = b"\x1bOQ"
BACKSPACE = b"\x7f"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


@pytest.fixture
def terminal(folders: Path) -> Iterator[PseudoTerminal]:
    command = [sys.executable, "-P", "-m", "tui", "demo"]
    opened = PseudoTerminal(command, 120, 40, {"TMPDIR": str(folders), "HOME": str(folders)})
    yield opened
    opened.close()


@pytest.mark.timeout(400)
def test_mail_arrives_calls_are_answered_typing_ahead_is_kept_and_nothing_is_left(
    terminal: PseudoTerminal, folders: Path
) -> None:
    terminal.sees("OVERDUE 22 h", PATIENCE_SECONDS)
    assert "never looked" not in terminal.text
    assert list(folders.glob("mash-demo-*"))
    # The first form answers a call by itself.
    terminal.type(b"5")
    terminal.sees("matched automatically", PATIENCE_SECONDS)

    terminal.type(b"L")
    terminal.sees("Log a call")
    # All in one go, as over a slow line: each word must land in its own box, put right as typed.
    terminal.type(
        b"Ann Peel\tMilldown\t\t\t\tRory\tVane\t31/2/2015"
        + 9 * BACKSPACE
        + b"3 4 15\t9 Sprat Strxxx"
        + 3 * BACKSPACE
        + b"eet"
    )
    terminal.sees("3 April 2015")
    terminal.sees("9 Sprat Street")
    shown = terminal.text
    assert [line.split()[-1] for line in shown.splitlines() if " Forename" in line or " Surname" in line] == [
        "Rory",
        "Vane",
    ]
    terminal.type(F2)
    terminal.sees("logged", PATIENCE_SECONDS)
    terminal.type(b"1")
    terminal.sees("Rory V.", PATIENCE_SECONDS)

    terminal.type(b"q")
    assert terminal.program.wait(60) == 0
    assert not list(folders.glob("mash-demo-*"))


@pytest.mark.timeout(400)
def test_a_demonstration_that_is_killed_leaves_nothing_and_its_handovers_go_with_it(
    terminal: PseudoTerminal, folders: Path
) -> None:
    terminal.sees("last looked", PATIENCE_SECONDS)
    terminal.type(b"H")
    terminal.sees("Shift handover", PATIENCE_SECONDS)
    terminal.sees("handed over by", PATIENCE_SECONDS)
    terminal.type(b"s")
    terminal.sees("for your eyes only", PATIENCE_SECONDS)
    assert list(folders.glob("mash-demo-*/state/mash/handovers/*.txt"))
    assert not list(folders.rglob(".local/state/mash/*"))
    terminal.program.kill()
    terminal.until(lambda: not list(folders.glob("mash-demo-*")), PATIENCE_SECONDS)
