"""Files that only their owner may read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.errors import CallerMistake
from ingest.owner_only import write_new


def test_only_the_owner_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_new(tmp_path / "a", b"words")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a").read_bytes() == b"words"


def test_nothing_is_overwritten_and_no_link_followed(tmp_path: Path) -> None:
    write_new(tmp_path / "a", b"words")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("a", "link", "absent/a"):
        with pytest.raises(CallerMistake):
            write_new(tmp_path / name, b"other")
    assert (tmp_path / "a").read_bytes() == b"words"
    assert not (tmp_path / "elsewhere").exists()
