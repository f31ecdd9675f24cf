"""The handover on the screen, and kept in a file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ingest.errors import StoreUnavailable
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk


async def test_it_is_read_moved_and_kept_for_its_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    async with running(busy_desk()) as run:
        await run.press("H")
        await run.sees("Overdue: ring the caller: 3 (2 of them are not listed here)")
        await run.sees("Rang twice.␛[2J")
        await run.sees("s Save text  P As PDF  , Earlier  . Later")
        await run.press("comma")
        await run.until(lambda: (timedelta(hours=9), None) in run.desk.handed_over)
        await run.press("s", "P")
        folder = tmp_path / "mash" / "handovers"
        await run.until(lambda: folder.exists() and len(list(folder.iterdir())) == 2)
        kept = {path.suffix: path for path in folder.iterdir()}
        assert {path.stat().st_mode & 0o777 for path in kept.values()} == {0o600}
        assert "R. E." in kept[".txt"].read_text(encoding="utf-8")
        assert "\x1b" not in kept[".txt"].read_text(encoding="utf-8")
        assert kept[".pdf"].read_bytes().startswith(b"%PDF")
        assert run.desk.handed_over[-1] == (timedelta(hours=9), "pdf")
        await run.press("escape")
        assert run.app.screen is run.app.board


async def test_a_handover_that_cannot_be_made_says_why_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = busy_desk()

    def refuse(*_: object, **__: object) -> None:
        raise StoreUnavailable("its disk is full: make room")

    monkeypatch.setattr(desk, "handover", refuse)
    async with running(desk) as run:
        await run.press("H")
        await run.sees("NOT SHOWN: its disk is full: make room")
        assert "reading" not in run.text
