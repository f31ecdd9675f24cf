"""Memory in few large pages: what is made keeps what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.sandbox import memory as sandbox_memory


def test_what_is_gathered_stays_as_it_was() -> None:
    made = [bytes([number % 256]) * 400 for number in range(20_000)]
    sandbox_memory.gather()
    assert all(piece == bytes([number % 256]) * 400 for number, piece in enumerate(made))


def test_a_machine_that_tells_of_no_memory_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_memory, "Path", lambda _: Path("/nowhere/maps"))
    sandbox_memory.gather()
