"""A shift handed over by command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.errors import CallerMistake
from tests.unit.tui.cli.command_line import Mash
from tui.cli.handover import shift_began

NOON = datetime(2026, 7, 1, 11, 0, tzinfo=UTC)  # noon in London


def test_a_handover_is_printed_and_kept_by_initials(polled_mash: Mash, polled: Path) -> None:
    told = polled_mash("handover").stdout
    assert "shift handover" in told
    assert "Rowan" not in told
    file = polled / "handover.pdf"
    assert polled_mash("handover", "--format", "pdf", "--output", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    named = polled / "another.pdf"
    assert polled_mash("handover", "--output", str(named)).returncode == 0
    assert named.read_bytes().startswith(b"%PDF")
    again = polled_mash("handover", "--output", str(file))
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)


def test_a_time_of_day_is_the_last_one_in_london() -> None:
    assert shift_began("8:30", NOON) == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)
    assert shift_began("20:00", NOON) == datetime(2026, 6, 30, 19, 0, tzinfo=UTC)
    assert shift_began("30/06/2026 08:30", NOON) == datetime(2026, 6, 30, 7, 30, tzinfo=UTC)
    assert shift_began(None, NOON) == datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
    for wrong in ("25:00", "early"):
        with pytest.raises(CallerMistake):
            shift_began(wrong, NOON)
