"""Help that a form prints under its labels, told from them and from what was answered.

"Impact on the child" with "Consider health and education." below it is one label, in a narrow column the
answer runs beside both, and a label in words that no table knows is plainly one by its help. A form that
prints such help does so under several of its labels: one sentence alone may be its writer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.assembly.guidance import instructs
from parsers.blocks import Block, Cell, Line, Table, Text
from parsers.labels import LabelTables

_LEAST: Final = 2
_FEWEST_ROWS: Final = 3
_LONGEST_HELP: Final = 200
_LONGEST_LABEL: Final = 110
_BEFORE_HELP: Final = re.compile(r"(?<=[\w?)])\s+(?=[A-Z])")
#: "... to an assessment. 3. Steps taken": a label in plain type, taken for the end of the answer above it.
_LABEL_AT_END: Final = re.compile(
    r"(?<=[\w)][\w)\"”][.!?\"”])\s+(?P<label>(?:\d{1,2}[.)]\s+)?[A-Z][^.!?\"”]{3,90}\??)\s*\Z"
)
_NUMBERED: Final = re.compile(r"\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Helped:
    """The blocks without the help beside their labels, and the places of labels that only help tells."""

    blocks: list[Block]
    labels: frozenset[int] = field(default_factory=frozenset)


def with_help_off(blocks: Sequence[Block], labels: LabelTables) -> Helped:
    """The blocks of a form that prints help under several of its labels; others as they are."""
    if len({text for block in blocks for text in _helps(block)}) < _LEAST:
        return Helped(list(blocks))
    kept: list[Block] = []
    told: set[int] = set()
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        for part in _parts(block, following):
            if _goes_on(kept, part):
                kept[-1] = _joined(kept[-1], part)
                continue
            if isinstance(part, _Label):
                if not labels.known(part.text.text) and not _heads(part.text, labels):
                    told.add(len(kept))
                kept.append(part.block)
            else:
                kept.append(part)
    return Helped(kept, frozenset(told))


def _heads(text: Text, labels: LabelTables) -> bool:
    return labels.heading(text.text, marked=text.bold) is not None


@dataclass(frozen=True, slots=True)
class _Label:
    """A label of its own, which help stands under."""

    text: Text
    block: Block


def _helps(block: Block) -> Iterator[str]:
    texts = (
        block.segments
        if isinstance(block, Line)
        else [text for row in block.rows for cell in row for text in cell.texts]
    )
    for text in texts:
        parted = _without_help(text.text)
        if parted is not None or is_help(text.text):
            yield text.text


def is_help(text: str) -> bool:
    """Whether a text is a sentence that instructs the writer, and no question."""
    words = text.strip()
    return words[:1].isupper() and words.endswith(".") and len(words) <= _LONGEST_HELP and instructs(words)


def _without_help(text: str) -> str | None:
    """ "Steps taken Include advice given.": the label before its help; `None` where it has none."""
    if not text.rstrip().endswith("."):
        return None  # no help, as most
    for gap in _BEFORE_HELP.finditer(text[:_LONGEST_LABEL]):
        if is_help(text[gap.end() :]):
            label = text[: gap.start()].strip()
            return label if "." not in label[3:] and not instructs(label) else None
    return None


def _parts(block: Block, following: Block | None) -> Iterator[Block | _Label]:
    if isinstance(block, Line):
        yield from _parts_of_line(block, following)
    elif len(block.rows[0]) == 1 and len(block.rows) < _FEWEST_ROWS:
        yield from _parts_of_box(block, following)
    else:
        yield replace(block, rows=tuple(_row(row) for row in block.rows))


def _parts_of_line(line: Line, following: Block | None) -> Iterator[Block | _Label]:
    first = line.segments[0]
    label = _without_help(first.text)
    if label is not None and line.heading is None:
        cut = replace(line, segments=(replace(first, text=label), *line.segments[1:]))
        yield cut if line.segments[1:] else _Label(cut.segments[0], cut)
        return
    helped = (
        isinstance(following, Line)
        and len(following.segments) == 1
        and not following.segments[0].bold
        and is_help(following.text)
    )
    if line.heading is None and len(line.segments) == 1 and helped and not first.filled:
        ended = _LABEL_AT_END.search(first.text)
        if ended is not None and instructs(ended["label"]):
            yield line  # "What are your concerns? Be specific about dates"
            return
        if ended is not None:
            label_line = replace(line, segments=(replace(first, text=ended["label"].strip()),))
            yield replace(line, segments=(replace(first, text=first.text[: ended.start()]),))
            yield _Label(label_line.segments[0], label_line)
            return
        if len(first.text) <= _LONGEST_LABEL and not first.text.rstrip().endswith("."):
            yield _Label(first, line)
            return
    yield line


def _parts_of_box(table: Table, following: Block | None) -> Iterator[Block | _Label]:
    """A box that holds a label and its help, with the answer in the box or the line below it."""
    cell, below = _cell(table.rows[0][0]), table.rows[1:]
    if cell is table.rows[0][0] or (following is None and not below):
        yield table
    elif len(cell.texts) == 1:
        yield _Label(cell.texts[0], Line(segments=cell.texts))
        if below:
            yield replace(table, rows=below)
    else:
        yield replace(table, rows=((cell,), *below))


def _row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row without help, where its answers stand beside the label."""
    if len(row) < 2 or not any(text.text.strip() for cell in row[1:] for text in cell.texts):
        return row
    return tuple(_cell(cell) if at == 0 else cell for at, cell in enumerate(row))


def _cell(cell: Cell) -> Cell:
    if not cell.texts or cell.tables or any(text.filled for text in cell.texts):
        return cell
    first, rest = cell.texts[0], cell.texts[1:]
    label = _without_help(first.text)
    if label is not None:
        return replace(cell, texts=(replace(first, text=label), *rest))
    told = " ".join(text.text.strip() for text in rest)
    if rest and len(first.text) <= _LONGEST_LABEL and not first.text.endswith(".") and is_help(told):
        return replace(cell, texts=(first,))
    return cell


def _goes_on(kept: Sequence[Block], part: Block | _Label) -> bool:
    """Whether help in the labels' column stands beside more of the answer above, or beside nothing."""
    if not kept or not isinstance(part, Line) or not isinstance(kept[-1], Line):
        return False
    first = part.segments[0]
    above = kept[-1].segments
    if len(above) != 2 or not above[0].bold or above[1].bold or len(part.segments) > 2:
        return False
    return first.bold and not any(text.bold for text in part.segments[1:]) and is_help(first.text)


def _joined(above: Block, part: Block | _Label) -> Block:
    assert isinstance(above, Line)
    assert isinstance(part, Line)
    if len(part.segments) < 2:
        return above
    label, answer = above.segments
    more = replace(answer, text=f"{answer.text}\n{part.segments[1].text}")
    return replace(above, segments=(label, more))
