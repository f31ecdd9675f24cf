"""Options with a box each: which label belongs to which box, and which are ticked."""

from __future__ import annotations

import re
from typing import Final

from parsers.blocks import TICKED, UNTICKED

_TICKED_MARKS: Final = "☒☑✅✔✓🗹🗷⊠⮽\uf0fe\uf0fd\uf052\uf053\uf0fc"
_CROSSES: Final = "✗✘❌✖"
_EMPTY_MARKS: Final = "☐□▢❏❑❒◻⬜🗆\uf0a8\uf06f\uf071\uf0a3"
_TYPED_TICK: Final = re.compile(r"[\[(]\s*[xX✓✔✗✘/*]\s*[\])]")
_TYPED_EMPTY: Final = re.compile(r"\[\s{0,4}\]|\[_{1,3}\]|\(\s{1,4}\)|\(_{1,3}\)")
_BOX: Final = re.compile(f"[{TICKED}{UNTICKED}]")
_EDGE: Final = " \t\r\n.,;:/|-–—•·"


def normalise_boxes(text: str) -> str:
    """`text` with every box mark, glyph or typed, as `TICKED` or `UNTICKED`.

    A bare cross is a "no" where ticks stand beside it, and a tick where it stands alone.
    """
    text = _TYPED_EMPTY.sub(UNTICKED, _TYPED_TICK.sub(TICKED, text))
    if any(mark in text for mark in _CROSSES):
        crossed_means = UNTICKED if any(mark in text for mark in "✔✓✅") else TICKED
        text = re.sub(f"[{_CROSSES}]", crossed_means, text)
    text = re.sub(f"[{_TICKED_MARKS}]", TICKED, text)
    return re.sub(f"[{_EMPTY_MARKS}]", UNTICKED, text)


def options(text: str) -> list[tuple[str, bool]]:
    """The labels of all boxes in `text` in order, and whether each is ticked.

    Boxes stand before their labels ("☒ Yes ☐ No") or after them ("Yes ☒ No ☐"): what the
    text begins and ends with tells. Without boxes the list is empty.
    """
    text = normalise_boxes(text)
    marks = [mark.group() == TICKED for mark in _BOX.finditer(text)]
    if not marks:
        return []
    pieces = [piece.strip(_EDGE) for piece in _BOX.split(text)]
    labels = pieces[:-1] if _boxes_follow(pieces) else pieces[1:]
    return [(" ".join(label.split()), on) for label, on in zip(labels, marks, strict=True)]


def _boxes_follow(pieces: list[str]) -> bool:
    return bool(pieces[0]) and not pieces[-1]


def chosen(text: str) -> list[str]:
    """The labels of the ticked boxes."""
    return [label for label, on in options(text) if on and label]
