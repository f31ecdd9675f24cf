"""As what something is written: as asked for, else as the name of its file ends."""

from __future__ import annotations

from pathlib import Path


def written_as(asked: str | None, output: Path | None, usual: str, *, others: dict[str, str]) -> str:
    """`asked`, or what `others` say of the file's ending (`{".pdf": "pdf"}`), or `usual`: a page that is named
    `figures.pdf` would be opened by no program."""
    return asked or (others.get(output.suffix.lower(), usual) if output is not None else usual)
