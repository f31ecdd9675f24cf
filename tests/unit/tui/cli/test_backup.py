"""A backup made and restored by command."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.tui.cli.command_line import Mash


def test_what_was_there_at_the_backup_is_there_after_restoring(polled_mash: Mash, polled: Path) -> None:
    told = json.loads(polled_mash("backup", "kept.db", "--json").stdout)
    assert (told["rows"]["contact"], told["rows"]["referral"], told["kept"]) == (1, 1, None)
    before = polled_mash("export", "referrals").stdout
    (polled / "mash.db").unlink()
    assert polled_mash("restore", "kept.db").returncode == 0
    assert polled_mash("export", "referrals").stdout == before
    noted = f"{told['audit']['events']}:{told['audit']['head']}"
    assert polled_mash("audit", "--noted", noted).returncode == 0


def test_a_refusal_is_one_line_and_exit_2(polled_mash: Mash, polled: Path) -> None:
    (polled / "noise.db").write_bytes(b"noise" * 5000)
    refused = [
        polled_mash("backup", "noise.db"),
        polled_mash("restore", "noise.db"),
        polled_mash("restore", "noise.db", "--replace"),
        polled_mash("restore", "absent.db", "--replace"),
    ]
    assert [done.returncode for done in refused] == [2, 2, 2, 2]
    assert [done.stderr.count("\n") for done in refused] == [1, 1, 1, 1]


def test_postgresql_is_left_to_its_own_tools(mash: Mash, place: Path) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1:1/mash"
    (place / "mash.toml").write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    done = mash("restore", "kept.db")
    assert done.returncode == 2
    assert "pg_restore" in done.stderr
