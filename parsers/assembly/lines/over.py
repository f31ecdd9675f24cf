"""Labels side by side on a line, and under them the answers or the boxes that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parsers.blocks import Block, Cell, Line, Table, Text
from parsers.labels import LabelTables
from parsers.options import options

_FEWEST: Final = 2  # labels on a line
_PLAINLY: Final = 3  # labels that answer nothing, beside one that may: "School" is a column's title then
_KIN: Final = frozenset(["relationship"])
_NAMES: Final = frozenset(["name", "forename", "surname", "full_name"])
_DATES: Final = frozenset(["dob"])
_BORN: Final = re.compile(r"\b(?:19|20)?\d\d\s*$|\b(?:19|20)\d\d\b")
_COUNTED: Final = re.compile(r"(?:no|nr|number|#)\.?", re.IGNORECASE)  # the column that numbers the rows


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
            alone = len(under) == 1 and not _is_counted(block)
            yield _beside(block, under[0]) if alone else _listed(block, under)
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
    strange = len(line.segments) - len(asked) - (_is_counted(line) and line.segments[0] not in asked)
    if len(asked) < _FEWEST or strange > 1 or (strange and not all(map(_is_in_capitals, line.segments))):
        return False
    roles = [segment for segment in line.segments[1:] if labels.role(segment.text) is not None]
    return not any(segment.filled or labels.kin(segment.text) for segment in line.segments) and (
        not roles or len(asked) - len(roles) >= _PLAINLY
    )


def _is_counted(line: Line) -> bool:
    """Whether a line of titles begins with that of the column that numbers the rows."""
    return len(line.segments) > _FEWEST and _COUNTED.fullmatch(line.segments[0].text.strip()) is not None


def _is_in_capitals(text: Text) -> bool:
    return text.text.isupper() and not any(map(str.isdigit, text.text))


def _answered(blocks: Iterable[Block], over: Line, labels: LabelTables) -> Iterator[Line]:
    """The lines that follow at once with an answer for each label on the line over them, and no label."""
    for block in blocks:
        if not isinstance(block, Line) or len(block.segments) != len(over.segments):
            return
        columns = list(zip(over.segments, block.segments, strict=True))
        if any(
            labels.known(segment.text)
            and not options(segment.text)
            # "Mother" in the column for the relationship is an answer.
            and not (labels.kin(segment.text) and (index or _asks_for(title, _KIN, labels)))
            and not (_asks_for(title, _NAMES, labels) and _is_born(columns, labels))
            # "GP" is the referrer's role under its title, and no surgery's label.
            and not (index and labels.role(segment.text) and _asks_for_role(title, labels))
            for index, (title, segment) in enumerate(columns)
        ):
            return
        yield block


def _asks_for(title: Text, fields: frozenset[str], labels: LabelTables) -> bool:
    asked = labels.field(title.text, "people")
    return asked is not None and asked.name in fields


def _asks_for_role(title: Text, labels: LabelTables) -> bool:
    found = [labels.field(title.text, section) for section in ("referrer", "professionals")]
    return any(field is not None and field.name == "role" for field in found)


def _is_born(columns: Iterable[tuple[Text, Text]], labels: LabelTables) -> bool:
    """Whether a date of birth stands under its title: "Church" is somebody's name then, and no label."""
    return any(_BORN.search(text.text) and _asks_for(title, _DATES, labels) for title, text in columns)


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
