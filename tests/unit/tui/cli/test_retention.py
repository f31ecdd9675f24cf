"""Retention by command: it shows first, asks, and does nothing where nobody was asked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.unit.tui.cli.command_line import Mash


def grow_old(place: Path) -> None:
    with closing(sqlite3.connect(place / "mash.db")) as conn, conn:
        then = "2020-01-01 00:00:00.000000"
        conn.execute("UPDATE message SET received_at = ?1, stored_at = ?1, finished_at = ?1", (then,))


def test_without_a_period_nothing_is_shown_and_nothing_goes(mash: Mash) -> None:
    for act in ("list", "purge"):
        done = mash("retention", act)
        assert done.returncode == 2
        assert "[retention]" in done.stderr


def test_old_emails_go_when_somebody_said_so_unless_they_are_held(mash: Mash, place: Path) -> None:
    with (place / "mash.toml").open("a", encoding="utf-8") as file:
        file.write("\n[retention]\nmail_months = 12\n")
    assert mash("poll").returncode == 0
    assert "0 cases would go" in mash("retention", "list").stdout
    grow_old(place)
    [case] = mash("retention", "list", "--json").lines()
    [key] = case["keys"]
    unasked = mash("retention", "purge")
    assert unasked.returncode == 2
    assert "--yes" in unasked.stderr
    assert mash("retention", "hold", key, "--reason", "an inquest").returncode == 0
    assert [line["key"] for line in mash("retention", "holds", "--json").lines()] == [key]
    assert json.loads(mash("retention", "purge", "--yes", "--json").stdout) == {"purged": 0}
    assert mash("retention", "release", key).returncode == 0
    assert json.loads(mash("retention", "purge", "--yes", "--json").stdout) == {"purged": 1}
    assert json.loads(mash("poll", "--json").stdout)["fetched"] == 0
    assert mash("audit").returncode == 0


def test_what_is_held_about_a_child_is_found_and_printed(polled_mash: Mash) -> None:
    key = "contact:1"
    keys = [line["key"] for line in polled_mash("subject", "find", key, "--json").lines()]
    assert len(keys) == 2
    told = polled_mash("subject", "export", *keys, "--without-third-parties")
    assert [line["key"] for line in told.lines()] == keys
    assert "Bea Quill" not in told.stdout
    assert "Rowan" in told.stdout
