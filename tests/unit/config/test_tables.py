"""The data tables that come with the program, and those of one's own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from config import tables
from config.errors import SettingsError


def test_every_packaged_table_is_toml() -> None:
    for text in [*tables.labels().values(), tables.matching_weights(), tables.default_settings()]:
        tomllib.loads(text)


def test_a_table_of_ones_own_is_added_and_wins_over_its_namesake(tmp_path: Path) -> None:
    packaged = tables.labels()
    name = next(iter(packaged))
    (tmp_path / name).write_text("mine = 1")
    (tmp_path / "new.toml").write_text("new = 1")
    (tmp_path / "notes.txt").write_text("no table")
    merged = tables.labels([tmp_path])
    assert merged[name] == "mine = 1"
    assert merged["new.toml"] == "new = 1"
    assert merged.keys() == packaged.keys() | {"new.toml"}


def test_a_folder_of_tables_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        tables.labels([tmp_path / "nowhere"])


def test_matching_weights_of_ones_own_stand_in_for_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine = 1")
    assert tables.matching_weights(tmp_path / "mine.toml") == "mine = 1"
    with pytest.raises(SettingsError):
        tables.matching_weights(tmp_path / "none.toml")
