"""Screens as they looked when a person last looked at them; `TESTS_REGENERATE=1` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

_GOLDEN = Path(__file__).parents[1] / "golden" / "screens"
#: The edges of a scrollbar's thumb: they move by parts of a cell while a screen settles.
_THUMB = str.maketrans("▁▂▃▄▅▆▇", " " * 7)


def _without_thumbs(text: str) -> list[str]:
    return [line.rstrip() for line in text.translate(_THUMB).splitlines()]


def compare(name: str, text: str) -> None:
    """Hold a screen against the one that is kept under this name."""
    path = _GOLDEN / f"{name}.txt"
    if os.environ.get("TESTS_REGENERATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    assert _without_thumbs(path.read_text(encoding="utf-8")) == _without_thumbs(text + "\n")
