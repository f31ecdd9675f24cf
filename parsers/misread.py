"""Labels of a recognised document as they were printed, where recognition misread them.

Only a label changes, never an answer: what stands beside a mended label is as read, and less sure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.blocks import TICKED, UNTICKED, Block, Cell, Document, Line, Table, Text
from parsers.labels import LabelTables
from parsers.labels.welsh import without_misread_welsh
from parsers.values import read_tri

#: How sure an answer can be whose label was not read as printed.
_BESIDE_A_GUESS: Final = 0.85
_MOST_LINES: Final = 4  # of a label in a narrow cell


def with_labels_mended(document: Document, tables: LabelTables) -> Document:
    """The document with its misread labels as the tables print them."""
    return replace(document, blocks=tuple(_block(block, tables) for block in document.blocks))


def _block(block: Block, tables: LabelTables) -> Block:
    return _line(block, tables) if isinstance(block, Line) else _table(block, tables)


def _line(line: Line, tables: LabelTables) -> Line:
    segments: list[Text] = []
    guessed = False
    for segment in line.segments:
        mended = _text(segment, tables)
        guessed = guessed and mended is segment
        segments.append(_less_sure(mended) if guessed else mended)
        guessed = guessed or mended is not segment
    return replace(line, segments=tuple(segments))


def _table(table: Table, tables: LabelTables) -> Table:
    rows: list[tuple[Cell, ...]] = []
    under_a_guess: set[int] = set()
    for cells in table.rows:
        row: list[Cell] = []
        guessed = False
        for column, cell in enumerate(cells):
            mended = _cell(cell, tables)
            if mended is not cell:
                guessed = True
                under_a_guess.add(column)
            elif guessed or column in under_a_guess:
                mended = replace(cell, texts=tuple(_less_sure(text) for text in cell.texts))
                guessed = False
            row.append(mended)
        rows.append(tuple(row))
    return replace(table, rows=tuple(rows))


def _cell(cell: Cell, tables: LabelTables) -> Cell:
    """A cell that holds a misread label and nothing else, or begins with one before a colon."""
    if not cell.texts or len(cell.texts) > _MOST_LINES or _is_certain(cell.texts[0]):
        return cell
    asked, answered = _without_answer(cell.texts)
    words = " ".join(" ".join(text.text for text in asked).split())
    label = tables.misread(words) or (_english_of(words, tables) if len(asked) > 1 else None)
    if label is not None and not (len(asked) > 1 and tables.known(asked[0].text)):
        return replace(cell, texts=(_spelled(asked[0], label), *map(_less_sure, answered)))
    first = _text(cell.texts[0], tables)
    return cell if first is cell.texts[0] else replace(cell, texts=(first, *cell.texts[1:]))


def _without_answer(texts: tuple[Text, ...]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """The lines of a label, and the answer below them: "No" is near to the end of a question, and no part of it."""
    last = texts[-1].text
    answers = len(texts) > 1 and (read_tri(last).value is not None or not {TICKED, UNTICKED}.isdisjoint(last))
    return (texts[:-1], texts[-1:]) if answers else (texts, ())


def _text(text: Text, tables: LabelTables) -> Text:
    if _is_certain(text):
        return text
    label = tables.misread(text.text) or _english_of(text.text, tables)
    if label is not None:
        return _spelled(text, label)
    asked, colon, said = text.text.partition(":")
    label = tables.misread(f"{asked}:") if colon and said.strip() else None
    if label is None:
        return text
    return replace(_less_sure(text), text=f"{label[:1].upper()}{label[1:]}: {said.strip()}")


def _english_of(text: str, tables: LabelTables) -> str | None:
    """The English of a label in English and Welsh, whose Welsh half or the stroke before it was misread."""
    english = None if tables.printed(text) else without_misread_welsh(text)
    return english if english and tables.printed(english) else None


def _is_certain(text: Text) -> bool:
    return text.confidence >= 1 or text.filled


def _spelled(text: Text, label: str) -> Text:
    ending = text.text.rstrip()[-1:]
    return replace(
        text, text=f"{label[:1].upper()}{label[1:]}{ending if ending in set(':?') - set(label[-1:]) else ''}"
    )


def _less_sure(text: Text) -> Text:
    return replace(text, confidence=min(text.confidence, _BESIDE_A_GUESS))
