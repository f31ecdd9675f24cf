"""`mash labels unknown`: what forms ask that no table knows."""

from __future__ import annotations

from tests.unit.tui.cli.command_line import Mash


def test_with_nothing_to_show_it_says_so(mash: Mash) -> None:
    assert mash("database", "upgrade").returncode == 0
    shown = mash("labels", "unknown")
    assert shown.returncode == 0
    assert "no label" in shown.stdout
    assert mash("labels", "unknown", "--json").stdout == ""
