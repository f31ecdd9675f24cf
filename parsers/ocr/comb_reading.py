"""What is written in a comb: its characters set side by side and read as one line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

import cv2
import numpy as np

from parsers.ocr.combs import Comb, letters
from parsers.ocr.grey import Grey, grey
from parsers.ocr.tesseract import FIGURES, SeenWord, Tesseract

_GAP: Final = 0.16  # of a box's height, between letters
_SPACE: Final = 0.5  # of it, for an empty box
_MARGIN: Final = 16  # dots
_PAPER: Final = 255
_FIGURES: Final = 0.5  # of the characters, more than: the comb holds a number; a postcode has fewer
_SURE: Final = 0.9  # one look is enough
_AGREED: Final = 0.86
_DISPUTED: Final = 0.8
_AROUND: Final = 0.25  # of a box's height stands empty above and below its letter
_GUESSED: Final = 0.3  # the characters read are more or fewer than the boxes written in
_LIKE_FIGURES: Final = frozenset("0123456789OoIl|SBZ")
_CAPITALS: Final = str.maketrans("l|", "II")
_DATES: Final = ([2, 2, 4], [2, 2, 2])


def read_comb(tesseract: Tesseract, page: Grey, comb: Comb) -> SeenWord | None:
    """The words in a comb as one word with spaces in it; `None` where it is empty.

    `page` is the page with the comb on it. A character too many or too few is a guess.
    """
    seen = letters(page, comb)
    written = [place for place, letter in enumerate(seen) if letter is not None]
    if not written:
        return None
    characters, sure = _read(tesseract, seen)
    boxes = list(comb.boxes())
    # As high as its letters: what is as high as their boxes would pass for a title.
    around = round(_AROUND * (comb.bottom - comb.top))
    return SeenWord(
        _spaced(characters, seen, comb) if len(characters) == len(written) else characters,
        boxes[written[0]].left,
        comb.top + around,
        boxes[written[-1]].right,
        comb.bottom - around,
        sure,
        final=True,
    )


def _read(tesseract: Tesseract, seen: Sequence[Grey | None]) -> tuple[str, float]:
    """The characters without spaces, and how sure they are."""
    expected = sum(letter is not None for letter in seen)
    first, *others = (_look(tesseract, strip) for strip in (_line(seen, 2), _line(seen, 3)))
    looks = [look for look in (first, *others) if len(look[0]) == expected]
    if looks and _is_number(looks[0][0]):
        figures = [_look(tesseract, _line(seen, size), FIGURES) for size in (2, 3)]
        looks = [look for look in figures if len(look[0]) == expected] or looks
    if not looks:
        return first[0], _GUESSED
    best = max(looks, key=lambda look: look[1])
    if all(look[0] == best[0] for look in looks) and len(looks) > 1:
        return best[0], max(best[1], _AGREED)
    return best[0], min(best[1], _DISPUTED)


def _is_number(characters: str) -> bool:
    figures = sum(map(str.isdigit, characters))
    return figures > _FIGURES * len(characters) and _LIKE_FIGURES.issuperset(characters)


def _look(tesseract: Tesseract, strip: Grey, only: str = "") -> tuple[str, float]:
    text, sure = tesseract.line(strip, only=only)
    characters = "".join(text.split())
    capitals = sum(map(str.isupper, characters)) > sum(map(str.islower, characters))
    return (characters.translate(_CAPITALS).upper() if capitals else characters), sure


def _line(seen: Sequence[Grey | None], times: int) -> Grey:
    """The characters side by side, as they stand in a printed line, enlarged."""
    height = max(letter.shape[0] for letter in seen if letter is not None)
    gap = np.full((height, max(2, round(_GAP * height))), _PAPER, np.uint8)
    space = np.full((height, round(_SPACE * height)), _PAPER, np.uint8)
    row: list[Grey] = []
    for letter in seen:
        row += [space] if letter is None else [letter, gap]
    line = cv2.resize(np.hstack(row), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    return grey(
        cv2.copyMakeBorder(line, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=_PAPER)
    )


def _spaced(characters: str, seen: Sequence[Grey | None], comb: Comb) -> str:
    """The characters as written: a space for empty boxes, a date's parts apart."""
    signs = iter(characters)
    shown = [" " if letter is None else next(signs) for letter in seen]
    sizes = [len(piece) - 1 for piece in comb.pieces]
    ends = [0, *accumulate(sizes)]
    parts = ["".join(shown[start:end]) for start, end in pairwise(ends)]
    is_date = sizes in _DATES and characters.isdigit() and " " not in "".join(parts)
    return " ".join(("/" if is_date else " ").join(parts).split())
