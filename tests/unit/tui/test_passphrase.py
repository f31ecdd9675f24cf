"""A passphrase is known by its hash, and by nothing else."""

from __future__ import annotations

import pytest

from tui.passphrase import agrees, hash_of, is_hash

KEPT = hash_of("seven wet geese")


def test_the_passphrase_agrees_and_no_other_does() -> None:
    assert is_hash(KEPT)
    assert agrees("seven wet geese", KEPT)
    assert not agrees("seven wet goose", KEPT)
    assert not agrees("", KEPT)
    assert "geese" not in KEPT
    assert hash_of("seven wet geese") != KEPT


@pytest.mark.parametrize(
    "kept",
    ["", "seven wet geese", "scrypt", "scrypt:1:8:1:AA==:AA==", "scrypt:65537:8:1:AA==:AA==",
     "scrypt:1073741824:8:1:AA==:AA==", "scrypt:65536:8:99:AA==:AA==", "scrypt:65536:8:1:!:AA==",
     "md5:65536:8:1:AA==:AA==", "scrypt:65536:8:1::"],
)  # fmt: skip
def test_what_is_no_hash_of_bearable_work_agrees_with_nothing(kept: str) -> None:
    assert not is_hash(kept)
    assert not agrees("seven wet geese", kept)
