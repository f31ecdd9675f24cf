"""Words looked at a second time, and those that the first look passed over.

On a form a lone tick or house number is easily passed over, and must not be lost: they are
looked for where ink stands without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np

from parsers.legible import are_many_unsure
from parsers.ocr.grey import Grey, grey
from parsers.ocr.pace import Pace
from parsers.ocr.tesseract import SeenWord, Tesseract, is_noise, with_hyphens

LEGIBLE: Final = 0.45  # below this confidence letters are guessed
_MOST_REGIONS: Final = 60
_AGREED: Final = 0.86
_AREA_WITH_O: Final = re.compile(r"[A-NP-Z]0[0-9]{1,2}")
_ANOTHER_SIZE: Final = 1.5  # what is misread at one size is misread at twice that too
_DISPUTED: Final = 0.8
_OWN: Final = 0.3  # of a letter's ink lies in a word's box: it is the word's
_SAME_LINE: Final = 0.6  # of the lower one's height
_FEWEST_NUMBERS: Final = 8
_MOST_UNSURE: Final = 0.3  # of a page's numbers; of printed ones, on coarse faxes too, no more than a fifth
_FEWEST_REPEATED: Final = 3  # letters
_MARGIN: Final = 6  # dots
_NEAR_ITS_WORD: Final = 0.3  # of its height
_TOUCHING: Final = 0.2  # of a word's height: letters of one word stand no farther apart


def looked_at_again(
    tesseract: Tesseract, clean: Grey, words: Sequence[SeenWord], pace: Pace
) -> list[SeenWord]:
    """The words, the doubtful ones read again by themselves while there is time: numbers first.

    On a page where many had to be, as of one written by hand, looks that agree prove nothing.
    """
    doubtful = sorted((word for word in words if _is_doubtful(word)), key=_order)
    again = {id(word): word for word in doubtful[_MOST_REGIONS:]}
    for word in doubtful[:_MOST_REGIONS]:
        again[id(word)] = _surer(tesseract, clean, word) if pace.allows_more() else unsure_of_doubtful(word)
    found = _unsure_of_figures([again.get(id(word), word) for word in words])
    if not are_many_unsure(found, _AGREED):
        return found
    return [_unsure(word) if _proves_nothing(word) else word for word in found]


def _proves_nothing(word: SeenWord) -> bool:
    # Two looks at the same strokes, a G written as two, agree on a wrong name and are a little surer of it.
    return word.confidence <= _AGREED or (not _is_exact(word) and _is_doubtful(word))


def _unsure_of_figures(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words, all with figures unsure where many of these are, as of a page filled in by hand.

    A 9 that its writer leaves open at the top is a 4 in every look.
    """
    numbers = [word for word in words if _is_number(word)]
    unsure = sum(word.confidence <= _AGREED for word in numbers)
    if len(numbers) < _FEWEST_NUMBERS or unsure <= _MOST_UNSURE * len(numbers):
        return list(words)
    return [_unsure(word) if _is_number(word) else word for word in words]


def unsure_of_doubtful(word: SeenWord) -> SeenWord:
    """The word; a doubtful one that nobody could read a second time as unsure as a disputed one."""
    return _unsure(word) if _is_doubtful(word) else word


def _unsure(word: SeenWord) -> SeenWord:
    return replace(word, confidence=min(word.confidence, _DISPUTED))


def _order(word: SeenWord) -> tuple[bool, float]:
    return not _is_exact(word), word.confidence


def _is_doubtful(word: SeenWord) -> bool:
    # A figure misread is a wrong telephone number or date of birth: it must be surer than a word.
    # So must a name, which no dictionary knows.
    least = 0.95 if _is_exact(word) else 0.9 if word.text[:1].isupper() else 0.85
    return not word.final and word.confidence < least


def _is_exact(word: SeenWord) -> bool:
    return any(map(str.isdigit, word.text)) or "@" in word.text


def _surer(tesseract: Tesseract, clean: Grey, word: SeenWord) -> SeenWord:
    """What two looks of up to three agree on; else the surest, but not as sure as it thinks.

    Looks that differ by a space only agree: what stands so close together is one word.
    """
    looks = [(word.text, word.confidence)]
    for strip in _enlarged(clean, word):
        read, sure = tesseract.line(strip)
        text = " ".join(read.split())
        same = [look for look in looks if _letters(look[0]) == _letters(text)]
        if text and same:
            if _is_number(word) and not _is_borne_out(tesseract, clean, word, text):
                looks.append((text, sure))
                break
            one = min(text, *(seen for seen, _ in same), key=len)
            return replace(word, text=one, confidence=max(sure, *(known for _, known in same), _AGREED))
        looks.append((text, sure))
    text, sure = max((look for look in looks if look[0]), key=lambda look: look[1])
    return replace(word, text=text, confidence=min(sure, _DISPUTED))


def _is_number(word: SeenWord) -> bool:
    return any(map(str.isdigit, word.text)) and "@" not in word.text


def _is_borne_out(tesseract: Tesseract, clean: Grey, word: SeenWord, text: str) -> bool:
    """Whether figures on which two looks agree are no other ones, as many, at a third size."""
    read = _letters(tesseract.line(_resized(clean, word, _ANOTHER_SIZE))[0])
    other = read != _letters(text) and len(read) == len(_letters(text))
    return not (other and any(map(str.isdigit, read)))


def _letters(text: str) -> str:
    """The letters of a look; the O of "PO14" may be seen as a nought, and is none in any postcode."""
    letters = with_hyphens("".join(text.split()))
    return f"{letters[0]}O{letters[2:]}" if _AREA_WITH_O.fullmatch(letters) else letters


def _enlarged(clean: Grey, word: SeenWord) -> Iterator[Grey]:
    """The word alone: at twice its size, and larger still in black and white."""
    yield _resized(clean, word, 2)
    large = cv2.resize(_strip(clean, word), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    _, black = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield _framed(cv2.GaussianBlur(black, (3, 3), 0))


def _resized(clean: Grey, word: SeenWord, times: float) -> Grey:
    return _framed(cv2.resize(_strip(clean, word), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC))


def _strip(clean: Grey, word: SeenWord) -> Grey:
    return clean[max(0, word.top - 3) : word.bottom + 3, max(0, word.left - 3) : word.right + 3]


def _framed(strip: Any) -> Grey:
    return grey(cv2.copyMakeBorder(strip, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=255))


# --- what was passed over -------------------------------------------------------------


def passed_over(tesseract: Tesseract, clean: Grey, words: Sequence[SeenWord]) -> list[SeenWord]:
    """Words where letters stand that no word covers."""
    found: list[SeenWord] = []
    for left, top, right, bottom in _uncovered(clean, words)[:_MOST_REGIONS]:
        if any(_is_part_of(word, left, top, right, bottom) for word in words):
            continue
        strip = cv2.copyMakeBorder(
            clean[top:bottom, left:right], 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=255
        )
        text, sure = tesseract.line(np.asarray(strip, dtype=np.uint8))
        word = SeenWord(" ".join(text.split()), left, top, right, bottom, sure)
        if word.text and sure > LEGIBLE and not is_noise(word) and not _is_repeated(word, words):
            found.append(word)
    return found


def _is_part_of(word: SeenWord, left: int, top: int, right: int, bottom: int) -> bool:
    """Whether letters stand so close to a word on its line that its box was only drawn too short."""
    shared = min(bottom, word.bottom) - max(top, word.top)
    apart = max(left - word.right, word.left - right) + 2
    return shared > _SAME_LINE * min(bottom - top, word.bottom - word.top) and apart < _TOUCHING * (
        word.bottom - word.top
    )


def _is_repeated(word: SeenWord, words: Sequence[SeenWord]) -> bool:
    """Whether letters are part of a word whose own box was drawn too high or too low: above or below them it says the same."""
    letters = _letters(word.text).casefold().strip(".,:;'")
    return len(letters) >= _FEWEST_REPEATED and any(
        letters in other.text.casefold()
        and other.left - _MARGIN < word.left
        and word.right < other.right + _MARGIN
        and max(other.top - word.bottom, word.top - other.bottom)
        < _NEAR_ITS_WORD * (other.bottom - other.top)
        for other in words
    )


def _uncovered(clean: Grey, words: Sequence[SeenWord]) -> list[tuple[int, int, int, int]]:
    """Boxes around letter-sized ink outside every word: left, top, right, bottom."""
    ink = (clean < 140).astype(np.uint8) * 255
    covered = np.zeros(ink.shape, dtype=bool)
    for word in words:
        covered[max(0, word.top - 3) : word.bottom + 3, max(0, word.left - 3) : word.right + 3] = True
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    # A letter that reaches out of its word's box is no other word.
    own = np.bincount(labels[covered], minlength=count) > _OWN * stats[:, cv2.CC_STAT_AREA]
    height, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    letter = (height >= 12) & (height <= 60) & (stats[:, cv2.CC_STAT_WIDTH] <= 90) & (area >= 25)
    letter &= ~own
    letter[0] = False
    if count < 2 or not letter.any():
        return []
    joined = cv2.dilate(letter[labels].astype(np.uint8), np.ones((3, 19), np.uint8))
    _, _, groups, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        (int(max(0, x - 2)), int(max(0, y - 2)), int(x + w + 2), int(y + h + 2))
        for x, y, w, h, _area in groups[1:]
        if h <= 90
    ]
