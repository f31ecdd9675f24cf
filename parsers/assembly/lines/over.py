"""Labels side by side on a line, and under them the answers or the boxes that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parsers.blocks import Block, Cell, Line, Table, Text
from parsers.labels import LabelTables
from parsers.options import options

_FEWEST: Final = 2  # labels on a line


def paired(blocks: Iterable[Block], labels: LabelTables) -> Iterator[Block]:
    """The blocks, where a line of labels has the answers, or the boxes, that stand under it.

    Where the answers are not as many as the labels nobody knows whose they are: each label then
    is left unanswered, and is never the answer to the one before it.
    """
    waiting = list(blocks)
    at = 0
    while at < len(waiting):
        block = waiting[at]
        at += 1
        if not isinstance(block, Line) or not _only_labels(block, labels):
            yield block
            continue
        boxes = list(_boxes(waiting[at : at + len(block.segments)], labels))
        under = list(_answered(waiting[at:], block, labels))
        if not boxes and under:
            yield _beside(block, under[0]) if len(under) == 1 else _listed(block, under)
            at += len(under)
            continue
        if not boxes and _says_less(waiting[at : at + 1], block, labels):
            header = tuple(Cell((segment,), header=True) for segment in block.segments)
            yield Table((header, tuple(Cell() for _ in header)), block.segments[0].page)
            continue
        if not boxes:
            yield block
            continue
        header = tuple(Cell((segment,), header=True) for segment in block.segments)
        answers = tuple(boxes) if len(boxes) == len(header) else tuple(Cell() for _ in header)
        yield Table((header, answers), block.segments[0].page)
        at += len(boxes)


def _only_labels(line: Line, labels: LabelTables) -> bool:
    """Whether a line is several labels, and none but the first a word that answers too.

    Of three or more in capitals one may be a label that nobody knows.
    """
    asked = [segment for segment in line.segments if labels.known(segment.text)]
    strange = len(line.segments) - len(asked)
    if len(asked) < _FEWEST or strange > 1 or (strange and not all(map(_is_in_capitals, line.segments))):
        return False
    return all(
        not segment.filled
        and labels.kin(segment.text) is None
        and (not index or labels.role(segment.text) is None)
        for index, segment in enumerate(line.segments)
    )


def _is_in_capitals(text: Text) -> bool:
    return text.text.isupper() and not any(map(str.isdigit, text.text))


def _answered(blocks: Iterable[Block], over: Line, labels: LabelTables) -> Iterator[Line]:
    """The lines that follow at once with an answer for each label on the line over them, and no label."""
    for block in blocks:
        if not isinstance(block, Line) or len(block.segments) != len(over.segments):
            return
        if any(labels.known(segment.text) and not options(segment.text) for segment in block.segments):
            return
        yield block


def _says_less(blocks: Sequence[Block], over: Line, labels: LabelTables) -> bool:
    """Whether a line that asks nothing has answers for some of the labels over it only."""
    return any(
        isinstance(block, Line)
        and block.heading is None
        and len(block.segments) < len(over.segments)
        and not any(
            labels.known(text.text) or labels.heading(text.text) or text.bold or {":", "?"} & set(text.text)
            for text in block.segments
        )
        for block in blocks
    )


def _beside(over: Line, under: Line) -> Line:
    """Each label with its answer behind it: the next line may ask more of the same person."""
    return Line(tuple(text for pair in zip(over.segments, under.segments, strict=True) for text in pair))


def _listed(over: Line, under: list[Line]) -> Table:
    header = tuple(Cell((segment,), header=True) for segment in over.segments)
    rows = (tuple(Cell((text,)) for text in line.segments) for line in under)
    return Table((header, *rows), over.segments[0].page)


def _boxes(blocks: Iterable[Block], labels: LabelTables) -> Iterator[Cell]:
    """The one-cell tables that follow at once, up to the title of the next part."""
    for block in blocks:
        if not isinstance(block, Table) or len(block.rows) != 1 or len(block.rows[0]) != 1:
            return
        if labels.heading(block.rows[0][0].text):
            return
        yield block.rows[0][0]
