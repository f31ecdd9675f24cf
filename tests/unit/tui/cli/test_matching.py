"""`mash matching`: where the learnt weights go, and how a match is explained."""

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


def test_a_match_is_explained_by_the_name_of_its_form(polled_mash: Mash) -> None:
    [row] = polled_mash("list", "matched", "--json").lines()
    name = str(row["key"]).removeprefix("referral:")
    [told] = polled_mash("matching", "explain", name, "--json").lines()
    assert (told["contact"], told["status"]) == ("C-1", "auto")
    assert told["prior"] < 0 < sum(item["weight"] for item in told["evidence"])
    for words in ([f"referral:{name}"], ["form", name]):
        assert polled_mash("matching", "explain", *words, "--json").lines() == [told]
    assert "child.dob" in polled_mash("matching", "explain", name).stdout


def test_what_is_no_form_is_not_explained(polled_mash: Mash) -> None:
    refused = polled_mash("matching", "explain", "contact:1")
    assert refused.returncode == 2
    assert "a form is asked for" in refused.stderr
    assert polled_mash("matching", "explain", "nobody").returncode == 1
