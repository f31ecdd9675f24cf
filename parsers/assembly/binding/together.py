"""Labels that ask several things at once, and are answered with as many: "Date / Tel no: 1.5.26 / 023 9200 0100"."""

from __future__ import annotations

import re
from typing import Final

_BETWEEN_LABELS: Final = re.compile(r"\s*(?:[/,&+]|\band\b)\s*", re.IGNORECASE)
_BETWEEN_ANSWERS: Final = re.compile(r"\s+[/|–-]\s+|\s*[\n;,]\s*")
_ETHNIC: Final = re.compile(r"\bethnic", re.IGNORECASE)


_PLAINLY: Final = re.compile(r"\s/\s|\n")
_MOST: Final = 4


def asked_together(label: str, text: str) -> list[tuple[str, str]]:
    """The questions of one label with their answers, in their order; empty where there are not as many."""
    labels = [part for part in _BETWEEN_LABELS.split(label.strip(" :?")) if part]
    said = [part for part in _BETWEEN_ANSWERS.split(text.strip()) if part]
    if not 2 <= len(labels) <= _MOST or len(said) != len(labels) or _ETHNIC.search(label):
        return []  # "Mixed - White and Asian" is one answer
    return list(zip(labels, said, strict=True))


def parts_plainly(text: str) -> bool:
    """Whether a stroke or a new line parts the answers, and not only what may stand within a sentence."""
    return _PLAINLY.search(text) is not None
