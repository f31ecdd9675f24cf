"""`mash matching learn`: where the learnt weights go."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import learning
from ingest.domain.matching.learning import Comparison
from ingest.learning import Learnt
from tests.unit.tui.cli.command_line import Mash

LEARNT = Learnt(
    settled=120, seen=400, comparison=Comparison(pairs=30, before=0.4, after=0.1), text="[prior]\n"
)


@pytest.fixture
def better_weights(mash: Mash, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mash("database", "upgrade").returncode == 0
    monkeypatch.setattr(learning, "learn_weights", lambda *_: LEARNT)


@pytest.mark.usefixtures("better_weights")
def test_better_weights_are_written_to_the_file_that_was_named(mash: Mash, tmp_path: Path) -> None:
    out = tmp_path / "weights.toml"
    assert mash("matching", "learn", "--out", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8") == LEARNT.text


@pytest.mark.usefixtures("better_weights")
def test_a_file_that_cannot_be_written_is_named_in_one_sentence(mash: Mash, tmp_path: Path) -> None:
    out = tmp_path / "no-such-folder" / "weights.toml"
    said = mash("matching", "learn", "--out", str(out))
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert f"{out} cannot be written" in said.stderr
