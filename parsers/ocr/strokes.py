"""Which words of a page are printed bold: by the width of their strokes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from parsers.ocr.grey import Grey
from parsers.ocr.tesseract import SeenWord
from parsers.ocr.type_size import type_sizes

_INK: Final = (200.0, 40.0)  # grey levels: lighter is paper, darker is all ink
_BOLD: Final = 1.2  # times the page's usual stroke
_NEARLY: Final = 1.12  # times it: bold too, behind a bold word of the same label
_FOR_ITS_SIZE: Final = 1.05  # times the usual stroke, both as parts of their type sizes
_NEXT: Final = 0.7  # of a word's height: farther off stands another cell's
_ENDS_A_LABEL: Final = (":", "?")
_USUAL: Final = 30  # percentile: labels, often bold, may be more than half of a form's words


def bold(page: Grey, words: Sequence[SeenWord]) -> list[bool]:
    """For each word whether its strokes are clearly thicker than is usual on the page, for its size too.

    A stroke's width is twice its ink by the length of its edges, which grey edges tell to a
    part of a dot.
    """
    if not words:
        return []
    widths = [_width(page, word) for word in words]
    usual = float(np.percentile([width for width in widths if width], _USUAL)) if any(widths) else 1.0
    shares = [width / size for width, size in zip(widths, type_sizes(words), strict=True)]
    usual_share = float(np.percentile([share for share in shares if share] or [0.0], _USUAL))
    thick: list[bool] = []
    for number, (word, width) in enumerate(zip(words, widths, strict=True)):
        goes_on = bool(thick) and thick[-1] and _goes_on(words[number - 1], word)
        if goes_on and not any(map(str.isalnum, word.text)):
            thick.append(True)  # a dash or a slash is as thick as it likes
        else:
            # Answers in larger type than their labels have thicker strokes, and are not bold.
            for_its_size = goes_on or shares[number] > _FOR_ITS_SIZE * usual_share
            thick.append(for_its_size and width > (_NEARLY if goes_on else _BOLD) * usual)
    return [
        is_thick and not _is_like_the_next(words[number : number + 2], thick[number + 1 : number + 2])
        for number, is_thick in enumerate(thick)
    ]


def _is_like_the_next(pair: Sequence[SeenWord], next_is_thick: Sequence[bool]) -> bool:
    """Whether a letter alone stands before a thin word of its sentence: one letter tells its strokes badly."""
    return len(pair) > 1 and len(pair[0].text) == 1 and next_is_thick == [False] and _goes_on(*pair)


def _goes_on(before: SeenWord, word: SeenWord) -> bool:
    """Whether a word stands right behind another in the same label: few letters tell its strokes badly."""
    near = 0 <= word.left - before.right < _NEXT * (word.bottom - word.top)
    return before.line == word.line >= 0 and near and not before.text.endswith(_ENDS_A_LABEL)


def _width(page: Grey, word: SeenWord) -> float:
    light, dark = _INK
    grey = page[word.top : word.bottom + 1, word.left : word.right + 1].astype(np.float32)
    ink = np.clip((light - grey) / (light - dark), 0, 1)
    edges = np.hypot(np.diff(ink, axis=1, append=0), np.diff(ink, axis=0, append=0))
    own = (slice(0, word.bottom - word.top), slice(0, word.right - word.left))
    return 2 * float(ink[own].sum()) / max(1.0, float(edges[own].sum()))
