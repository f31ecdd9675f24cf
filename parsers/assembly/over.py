"""Labels side by side on a line, and the boxes under them that their answers stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.blocks import Block, Cell, Line, Table
from parsers.labels import LabelTables


def paired(blocks: Iterable[Block], labels: LabelTables) -> Iterator[Block]:
    """The blocks, where a line of labels and the boxes under it are one table.

    Where the boxes are not as many as the labels nobody knows whose they are: each label then
    stands alone, and is never the answer to the one before it.
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
        if not boxes:
            yield block
            continue
        header = tuple(Cell((segment,), header=True) for segment in block.segments)
        answers = tuple(boxes) if len(boxes) == len(header) else tuple(Cell() for _ in header)
        yield Table((header, answers), block.segments[0].page)
        at += len(boxes)


def _only_labels(line: Line, labels: LabelTables) -> bool:
    """Whether a line is several labels, and none of them a word that answers too."""
    return len(line.segments) > 1 and all(
        not segment.filled
        and labels.known(segment.text)
        and labels.kin(segment.text) is None
        and labels.role(segment.text) is None
        for segment in line.segments
    )


def _boxes(blocks: Iterable[Block], labels: LabelTables) -> Iterator[Cell]:
    """The one-cell tables that follow at once, up to the title of the next part."""
    for block in blocks:
        if not isinstance(block, Table) or len(block.rows) != 1 or len(block.rows[0]) != 1:
            return
        if labels.heading(block.rows[0][0].text):
            return
        yield block.rows[0][0]
