"""Scans of pages that somebody pasted into an office file: read where the file has next to no words of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Document
from parsers.errors import NoText, Unreadable

#: Reads the pictures' bytes as the pages of one document; raises `Unreadable`.
Recognise = Callable[[Sequence[bytes]], Document]

#: Square inches: a third of A4. A logo, a signature and a photograph beside its words are smaller.
LEAST_AREA: Final = 8.27 * 11.69 / 3
MOST_PICTURES: Final = 50
_COVER: Final = 600  # characters: a file with more words of its own is no cover of the scans in it


def with_scans(
    document: Document, pictures: Sequence[bytes], recognise: Recognise | None, file: str
) -> Document:
    """The document, and behind its own words what is recognised in its page-sized pictures.

    `file` names its kind for the officer ("Word file"). Where the pictures are not read and the
    document has words, a warning says so. Raises `NoText` for unread pictures alone, and
    whatever `recognise` raises for them.
    """
    if not pictures:
        return document
    if recognise is None or len(document.text.strip()) > _COVER:
        if not document.blocks:
            raise NoText
        return _warned(document, f"The {file} shows pictures as large as a page, which were not read.")
    try:
        scans = recognise(pictures[:MOST_PICTURES])
    except Unreadable as problem:
        if not document.blocks:
            raise
        return _warned(document, f"The {file}'s scanned pages could not be read: {problem.sentence}")
    return replace(
        scans,
        blocks=(*document.blocks, *scans.blocks),
        method=f"{document.method}_ocr",
        text="\n".join(text for text in (document.text, scans.text) if text),
        warnings=(*document.warnings, *scans.warnings),
    )


def _warned(document: Document, warning: str) -> Document:
    return replace(document, warnings=(*document.warnings, warning))
