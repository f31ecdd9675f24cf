"""Options with a box each: which label belongs to which box, and which are ticked."""

from __future__ import annotations

import re
from typing import Final

from parsers.blocks import TICKED, UNTICKED
from parsers.boxes import normalise_boxes
from parsers.plain.typed_marks import typed_options

_BOX: Final = re.compile(f"[{TICKED}{UNTICKED}]")
#: Beside boxes that are ticked, a sign that the document gives no letter for is the other kind of box.
_NO_SIGN: Final = re.compile(r"(?<!\S)\ufffd(?=\s+\w)")
_EDGE: Final = " \t\r\n.,;:/|-–—•·"
_ROW: Final = re.compile(r"[^.?!:;@]{1,200}")
_WORDS: Final = re.compile(r"[^\W\d][^\d]{1,39}")
_ASKED: Final = re.compile(r"[:?]")
_FIRST_OPTIONS: Final = frozenset(["yes", "no", "y", "n", "male", "female", "m", "f", "not known", "unknown"])
_ANSWERS: Final = re.compile(
    r"(?:(?:yes|no|y|n|n/?k|n/?a|not known|not sure|unknown|unsure|don['’]t know)\b[\s/|,.]*)+", re.IGNORECASE
)


def options(text: str) -> list[tuple[str, bool]]:
    """The labels of all boxes in `text` in order, and whether each is ticked.

    Boxes stand before their labels ("☒ Yes ☐ No") or after them ("Yes ☒ No ☐"): what the
    text begins and ends with tells. Answers marked on a keyboard ("Yes ___ No _X_") count too. What
    is left of a row of options parted by strokes, others of which were struck out ("/ Neglect / / Exploitation"), is chosen. Else the list is empty.
    """
    if typed := typed_options(text):
        return typed
    text = normalise_boxes(text)
    if TICKED in text:
        text = _NO_SIGN.sub(UNTICKED, text)
    marks = [mark.group() == TICKED for mark in _BOX.finditer(text)]
    if not marks:
        return [(label, True) for label in _left_undeleted(text)]
    pieces = [piece.strip(_EDGE) for piece in _BOX.split(text)]
    if _stands_between(pieces):
        return [("", False)]
    follow = _boxes_follow(pieces) or _colons_lead_to_boxes(text) or _begins_with_an_answer(pieces)
    labels = pieces[:-1] if follow else pieces[1:]
    return [(" ".join(label.split()), on) for label, on in zip(labels, marks, strict=True)]


def _left_undeleted(text: str) -> list[str]:
    if "/" not in text or not _ROW.fullmatch(text):
        return []
    pieces = [piece.strip(_EDGE) for piece in text.split("/")]
    left = [" ".join(piece.split()) for piece in pieces if piece]
    gone = len(left) < len(pieces)
    return left if gone and all(_WORDS.fullmatch(piece) for piece in left) else []


def _boxes_follow(pieces: list[str]) -> bool:
    return bool(pieces[0]) and not pieces[-1]


def _colons_lead_to_boxes(text: str) -> bool:
    """ "☒ CSE: ☐ Both: ☐", behind a label that is parted from its box: each colon leads to its own box."""
    labels = [piece.strip() for piece in _BOX.split(text)]
    return len(labels) > 2 and not labels[-1] and all(label.endswith(":") for label in labels[1:-1])


def _begins_with_an_answer(pieces: list[str]) -> bool:
    """ "Yes ☒ No ☐ Date: 01/02/2026": the first word is an option, and its box follows, whatever stands last."""
    first = _ASKED.split(pieces[0])[-1].strip(_EDGE).casefold()
    return len(pieces) > 2 and first in _FIRST_OPTIONS and pieces[-1].casefold() not in _FIRST_OPTIONS


def _stands_between(pieces: list[str]) -> bool:
    """ "Y ✓ N": one mark between two answers is beside both of them, and chooses neither."""
    return len(pieces) == 2 and all(_ANSWERS.fullmatch(piece) for piece in pieces)


def chosen(text: str) -> list[str]:
    """The labels of the ticked boxes."""
    return [label for label, on in options(text) if on and label]
