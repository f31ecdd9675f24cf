"""Headers, footers and page numbers: they stand on page after page and are no part of the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.layout.strips import Strip

_NUMBER = re.compile(r"^\W*(page|p\.?|sheet)?\s*\d{1,3}(\s*(of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)
_PAGE_AT_END = re.compile(r"\bpage\s+\d{1,3}(\s*(of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)
# What browsers print at the foot of a page: its address, or the file's, and often the page's number.
_ADDRESS = re.compile(r"^(https?|file|blob|data|about):\S*(\s+\d{1,3}\s*/\s*\d{1,3})?$", re.IGNORECASE)
_LABEL = re.compile(r":(\s|$)")  # not the time at which it was printed
#: "Child 2 of 3", over a page of its own: the title of a block, and no page's number.
_OF_ONE_PERSON = re.compile(
    r"\b(?:child|young person|baby|sibling|brother|sister|person|adult|parent|carer|pupil|student|subject|patient)\b\D{0,12}\d",
    re.IGNORECASE,
)
_MARGIN = 0.11  # of the page's height, at the top and at the foot
_NEAR = 5.0  # points
_LOWEST = 0.95  # of the page's height
_SMALL = 0.85  # against the page's usual type
_LARGE = 1.35  # against the page's usual type: a title is not furniture
_WORDS = 4  # of a line that repeats where a page's content ends: fewer may be an answer twice


def without_furniture(
    pages: Sequence[Sequence[Strip]], heights: Sequence[float], feet: Sequence[float]
) -> list[list[Strip]]:
    """Each page's free lines but for its furniture. `feet` are where each page's tables and fields end.

    A line that repeats at the top is kept where it first stands, if that is the first page or it
    looks like a label with a value; one that repeats at the foot only if it looks like one. What the
    first page has as its title heads the others in small type. Page numbers go, and so does the
    address that a browser prints under each page. A browser's foot stands right under the content of a page
    that is not full.
    """
    counts = Counter(key for lines, height in zip(pages, heights) for key in _keys(lines, height))
    least = max(2, round(0.6 * len(pages)))
    repeated = {key for key, count in counts.items() if count >= least}
    closing = _closing(pages, feet)
    kept: list[list[Strip]] = []
    seen: set[str] = set()
    for lines, height in zip(pages, heights):
        later = bool(kept)
        kept.append(
            [
                line
                for line in lines
                if line not in closing and not _is_furniture(line, height, lines, repeated, seen, later)
            ]
        )
        seen.update(line.text for line in lines)
    return kept


def _closing(pages: Sequence[Sequence[Strip]], feet: Sequence[float]) -> list[Strip]:
    """The line with which every page ends, however full it is: the same words at the same place across it."""
    last = [max(lines, key=lambda line: line.bottom) for lines in pages if lines]
    if len(last) < max(2, len(pages)) or any(line.top < foot for line, foot in zip(last, feet)):
        return []
    texts, first = {_folded(line) for line in last}, last[0]
    level = all(abs(line.x0 - first.x0) < _NEAR and abs(line.size - first.size) < 1 for line in last)
    plain = len(first.words) >= _WORDS and not first.has_glyph() and not _LABEL.search(first.text)
    return (
        last if level and plain and len(texts) == 1 and not any(word.filled for word in first.words) else []
    )


def _keys(lines: Sequence[Strip], height: float) -> set[tuple[str, bool]]:
    return {(_folded(line), line.top < height / 2) for line in lines if _in_margin(line, height)}


_NUMBERS: Final = re.compile(r"\d+")


def _folded(line: Strip) -> str:
    return _NUMBERS.sub("#", line.text).casefold()


def _in_margin(line: Strip, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _is_furniture(
    line: Strip,
    height: float,
    lines: Sequence[Strip],
    repeated: set[tuple[str, bool]],
    seen: set[str],
    later: bool,
) -> bool:
    if not _in_margin(line, height) or any(word.filled for word in line.words):
        return False
    at_top = line.top < height / 2
    if _is_outermost(line, lines) and (
        _NUMBER.match(line.text) or (not at_top and (_ADDRESS.match(line.text) or _ends_with_page(line)))
    ):
        return True
    if not at_top and _is_small_print(line, height, lines):
        return True
    if (_folded(line), at_top) not in repeated or _is_title(line, lines):
        return False
    first_time = line.text not in seen
    heads = at_top and (not later or _OF_ONE_PERSON.search(line.text) is not None)
    return not (first_time and (heads or _LABEL.search(line.text)))


def _ends_with_page(line: Strip) -> bool:
    """ "Case 12, printed from CaseView      Page 3": a foot though its document has one page only."""
    return _PAGE_AT_END.search(line.text) is not None and not _LABEL.search(line.text)


def _is_small_print(line: Strip, height: float, lines: Sequence[Strip]) -> bool:
    """Whether a recognised page ends with a line in smaller type, such as the form's name and version.

    Where a page is printed, what is typed is told from what stands on the form by more than its size.
    """
    sizes = sorted(other.size for other in lines)
    return (
        line.top > _LOWEST * height
        and line.size < _SMALL * sizes[len(sizes) // 2]
        and not _LABEL.search(line.text)
        and all(word.confidence < 1 for word in line.words)
    )


def _is_outermost(line: Strip, lines: Sequence[Strip]) -> bool:
    return line.top <= min(other.top for other in lines) + _NEAR or line.bottom >= (
        max(other.bottom for other in lines) - _NEAR
    )


def _is_title(line: Strip, lines: Sequence[Strip]) -> bool:
    sizes = sorted(other.size for other in lines)
    return line.size > _LARGE * sizes[len(sizes) // 2]
