"""The figures of postcodes, each looked at alone: among letters recognition would rather see a letter.

"PO5 9PN" on a fax is surely read as "PO5 SPN", at every size, and looks like "PO5 5PN" then. Alone,
the 9 is a 9.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Any, Final

import cv2
import numpy as np

from parsers.ocr.grey import Grey, grey
from parsers.ocr.pace import Pace
from parsers.ocr.tesseract import FIGURES, SeenWord, Tesseract

#: A postcode's halves, what stands for a figure among its letters too.
_OUTWARD: Final = re.compile(r"[A-Z]{1,2}[0-9OQIlSBZG|]{1,2}")
#: Its last figure taken for something else, which only what stands behind it tells.
_LAST_UNREAD: Final = re.compile(r"[A-Z]{2}[A-Z?‘’'\")]")
_INWARD: Final = re.compile(r"[0-9OoQIlSsBZzGg|][A-Z]{2}")
#: A 4 taken for an A, behind what can be nothing but a district: "PO8 ASY".
_DISTRICT: Final = re.compile(r"[A-Z]{2}[0-9]{1,2}")
_INWARD_WITH_A: Final = re.compile(r"A[ABD-HJLNP-UW-Z]{2}")
#: Letters that more than one figure is taken for: an S is a 5 or a 9.
_ANY_FIGURE: Final = "SsBZzGg"
_SCALES: Final = (2, 3, 4, 5, 2.5)  # the later ones where nothing is seen at one before: that tells nothing
_LOOKS: Final = 3
_AGREE: Final = 2  # looks raise a doubt; to say what stands there takes all of them
_INKS: Final = (140, 100, 70)  # grey levels: letters that touch at one may be apart at a darker one
_WIDEST: Final = 0.95  # of its height: what is wider is two letters
_NARROWEST: Final = 3  # dots
_MARGIN: Final = 4  # dots
_FRAME: Final = 16  # dots
_NEAR: Final = 1.5  # of a word's height
#: Less sure than any value is kept at.
_UNSETTLED: Final = 0.5
#: Enough for a value, where every look at the figure behind an area's letters agrees.
_SEEN_ALONE: Final = 0.6


def with_figures_seen_alone(
    tesseract: Tesseract, clean: Grey, words: Sequence[SeenWord], pace: Pace
) -> list[SeenWord]:
    """The words, in postcodes the last figure before the space and the one behind it seen alone.

    A letter is the figure that it is seen as. Where a figure is seen as another one, or a letter as
    none, nobody can tell: the word is then too unsure for a value.
    """
    seen = list(words)
    for number, (before, after) in enumerate(pairwise(words)):
        if _is_postcode(before, after) and pace.allows_more():
            seen[number] = _checked(tesseract, clean, before, len(before.text) - 1)
            seen[number + 1] = _checked(tesseract, clean, after, 0)
    return seen


def _is_postcode(before: SeenWord, after: SeenWord) -> bool:
    if before.final or after.final or before.line != after.line:
        return False
    outward, inward = before.text, after.text.rstrip(".,;)")
    if not _INWARD.fullmatch(inward) and not (
        _DISTRICT.fullmatch(outward) and _INWARD_WITH_A.fullmatch(inward)
    ):
        return False
    written = _OUTWARD.fullmatch(outward) or (inward[0].isdigit() and _LAST_UNREAD.fullmatch(outward))
    near = 0 <= after.left - before.right < _NEAR * (before.bottom - before.top)
    return bool(written) and near and any(map(str.isdigit, outward + inward))


def _checked(tesseract: Tesseract, clean: Grey, word: SeenWord, place: int) -> SeenWord:
    strip = clean[
        max(0, word.top - _MARGIN) : word.bottom + _MARGIN, max(0, word.left - _MARGIN) : word.right + _MARGIN
    ]
    edges = _glyph(strip, first=place == 0)
    if edges is None:
        return (
            replace(word, confidence=min(word.confidence, _UNSETTLED))
            if word.text[place] in _ANY_FIGURE
            else word
        )
    left, right = edges
    alone = strip[:, max(0, left - _MARGIN + 1) : right + _MARGIN - 1]
    seen = (tesseract.line(_enlarged(alone, scale), only=FIGURES)[0] for scale in _SCALES)
    looks = Counter(islice((figure for figure in seen if figure), _LOOKS))
    figure, count = looks.most_common(1)[0] if looks else ("", 0)
    agreed = count >= _AGREE and len(figure) == 1
    if word.text[place].isdigit():
        return word if not agreed or figure == word.text[place] else replace(word, confidence=_UNSETTLED)
    if not agreed or count < _LOOKS:
        return replace(word, confidence=min(word.confidence, _UNSETTLED))
    text = f"{word.text[:place]}{figure}{word.text[place + 1 :]}"
    return replace(
        word, text=text, confidence=max(word.confidence, _SEEN_ALONE) if place else word.confidence
    )


def _glyph(strip: Grey, *, first: bool) -> tuple[int, int] | None:
    """From which column to which the first or the last letter stands; `None` where it touches the next."""
    widest = _WIDEST * (strip.shape[0] - 2 * _MARGIN)
    for ink in _INKS:
        inked = (strip < ink).any(axis=0).astype(np.int8)
        ends = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]]))).tolist()
        glyphs = list(zip(ends[::2], ends[1::2], strict=True))
        if len(glyphs) > 1:
            left, right = glyphs[0 if first else -1]
            if _NARROWEST <= right - left <= widest:
                return left, right
    return None


def _enlarged(strip: Any, scale: float) -> Grey:
    large = cv2.resize(strip, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return grey(cv2.copyMakeBorder(large, *(_FRAME,) * 4, cv2.BORDER_CONSTANT, value=255))
