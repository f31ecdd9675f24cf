"""Folders to run `mash` in: one that is new, and a copy of one whose mailbox was polled."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.tui.cli.command_line import Mash, Polled, fill, run_here


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a mailbox of one form and one newsletter, calls, and settings."""
    return fill(tmp_path / "place")


@pytest.fixture
def mash(place: Path) -> Mash:
    return lambda *arguments: run_here(place, *arguments)


@pytest.fixture(scope="session")
def polled_once(tmp_path_factory: pytest.TempPathFactory) -> Polled:
    place = fill(tmp_path_factory.mktemp("polled") / "place")
    imported = run_here(place, "calls", "import", "calls.csv", "--json")
    first, second = (run_here(place, "poll", "--json") for _ in range(2))
    return Polled(place, imported, first, second)


@pytest.fixture
def polled(polled_once: Polled, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(polled_once.place, tmp_path / "polled"))


@pytest.fixture
def heard_of(polled: Path) -> None:
    """Its worker is well: on a slow machine the folder was polled so long ago that it would count as silent."""
    assert run_here(polled, "poll").returncode == 0


@pytest.fixture
def polled_mash(polled: Path) -> Mash:
    return lambda *arguments: run_here(polled, *arguments)
