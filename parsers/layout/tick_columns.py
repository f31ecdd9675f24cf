"""Questions with a box under each of the answers that stand over them: "Yes  No  Not known"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.blocks import Cell, Table, Word
from parsers.layout.boxes_in_line import GLYPHS
from parsers.layout.grid import Grid
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, text_of

_ASIDE: Final = 10.0  # points that a box may stand aside of the word over it
_SAME: Final = 3.0  # points between the places of one column's boxes
_LONGEST: Final = 24  # letters in a column's title
_FEWEST: Final = 2  # questions, and answers
_FARTHEST: Final = 3.2  # line heights between rows
_TIGHT: Final = 0.5  # of a line's height: lines of one question stand no farther apart


def ticked_columns(lines: Sequence[Strip]) -> tuple[int, Placed] | None:
    """How many of `lines`, from the first, make such a table, and the table; `None` if they do not."""
    titles = _titles(lines)
    if not titles:
        return None
    rows: list[tuple[list[Strip], list[Word]]] = []
    label: list[Strip] = []
    used = 1
    for at, line in enumerate(lines[1:], 1):
        before = lines[at - 1]
        boxes, words = _boxes(line), _words(line)
        if line.top - before.bottom > _FARTHEST * (line.bottom - line.top) or not _is_left(words, titles):
            break
        part = [Strip(words, line.page)] if words else []
        if not boxes:
            if rows and _goes_on(rows[-1][0], before, line):
                rows[-1][0].extend(part)
                used = at + 1
            else:
                label += part
            continue
        if not _are_under(boxes, titles) or not (label or part):
            break
        rows.append(([*label, *part], boxes))
        label, used = [], at + 1
    if len(rows) < _FEWEST:
        return None
    page = lines[0].page
    header = (Cell(header=True), *(Cell((text_of(title.words, page),), header=True) for title in titles))
    table = Table((header, *(_row(words, boxes, page) for words, boxes in rows)), page=page)
    return used, Placed(lines[0].top, lines[0].x0, max(line.bottom for line in lines[:used]), table)


def is_frame_of_ticks(grid: Grid) -> bool:
    """Whether a column of boxes frames questions, each with its check boxes behind it in the same places."""
    places: list[list[float]] = []
    for cell in grid.cells:
        boxes = sorted(word.x0 for word in cell.words if word.text in GLYPHS)
        ends = [word.x1 for word in cell.words if word.text not in GLYPHS]
        if cell.column or cell.grids or len(boxes) < _FEWEST or not ends or max(ends) > boxes[0]:
            return False
        places.append(boxes)
    return len(places) >= _FEWEST and all(
        len(boxes) == len(places[0])
        and all(abs(one - other) <= _SAME for one, other in zip(boxes, places[0]))
        for boxes in places
    )


def _titles(lines: Sequence[Strip]) -> list[Strip]:
    """The first line's parts, where they are short and boxes stand under them."""
    parts = lines[0].segments
    if len(lines) <= _FEWEST or len(parts) < _FEWEST or lines[0].has_glyph():
        return []
    boxed = next((line for line in lines[1:4] if line.has_glyph()), None)
    if boxed is None:
        return []
    boxes = _boxes(boxed)
    titles = [part for part in parts if part.x1 > boxes[0].x0 - _ASIDE]
    short = all(len(title.text) <= _LONGEST for title in titles)
    return titles if short and len(titles) >= _FEWEST and _are_under(boxes, titles) else []


def _boxes(line: Strip) -> list[Word]:
    return sorted((word for word in line.words if word.text in GLYPHS), key=lambda word: word.x0)


def _words(line: Strip) -> list[Word]:
    """The words that are no boxes as they are read; several lines may be one row already."""
    words = [word for word in line.words if word.text not in GLYPHS]
    return sorted(words, key=lambda word: (round(word.bottom), word.x0))


def _are_under(boxes: Sequence[Word], titles: Sequence[Strip]) -> bool:
    """Whether one box stands under each title."""
    return len(boxes) == len(titles) and all(
        title.x0 - _ASIDE <= (box.x0 + box.x1) / 2 <= title.x1 + _ASIDE for box, title in zip(boxes, titles)
    )


def _is_left(words: Sequence[Word], titles: Sequence[Strip]) -> bool:
    """Whether a line's words end before the boxes begin."""
    return all(word.x1 <= titles[0].x1 and not word.filled for word in words)


def _goes_on(label: Sequence[Strip], before: Strip, line: Strip) -> bool:
    """Whether a line without boxes is the rest of the question before it."""
    close = line.top - before.bottom <= _TIGHT * (line.bottom - line.top)
    return close and not label[-1].text.endswith("?") and line.text[:1].islower()


def _row(label: Sequence[Strip], boxes: Sequence[Word], page: int) -> tuple[Cell, ...]:
    words = [word for part in label for word in part.words]
    asked = text_of(words, page, " ".join(part.text for part in label))
    return (Cell((asked,)), *(Cell((text_of([box], page),)) for box in boxes))
