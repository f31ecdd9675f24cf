"""Form fields that stand free on a page: each beside its label, or in a table with its row.

A field's label is the printed text on its left on the same line, or above it; where rows of
fields stand under each other in columns, they are a table and the text above is its header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import mean

from parsers.blocks import Cell, Line, Table, Text, Word
from parsers.layout.field_labels import ALIGNED, Labels, bare_name, level
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, joined, middle, text_of

_HEADER_ABOVE = 40.0
_FEWEST_CAPTIONS = 2
_AS_WIDE, _NARROWER = 0.8, 0.5  # of a field's height: how far below another one goes on with its answer
_LAST = 60.0  # points that a title may reach over what is typed in the last column
_ROWS_NEAR = 4


def place_fields(
    segments: Sequence[Strip], fields: Sequence[Word], page: int
) -> tuple[list[Placed], list[Strip]]:
    """Lines of label and value, and tables of fields; and the segments that are no field's label."""
    labels = Labels(segments)
    placed: list[Placed] = []
    rows = _rows(fields)
    labels.settle(fields)
    index = 0
    while index < len(rows):
        height = _table_height(rows[index:], labels)
        if height > 1:
            placed.append(_table(rows[index : index + height], labels, page))
            index += height
        else:
            near = [field for row in rows[max(0, index - _ROWS_NEAR) : index + _ROWS_NEAR] for field in row]
            pairs = _pairs(rows[index], near, labels, page)
            if index and placed and _goes_on(rows[index - 1], rows[index], pairs):
                _lengthen(placed[-1], rows[index][0])
            else:
                placed.extend(pairs)
            index += 1
    return placed, labels.free()


def _goes_on(above: Sequence[Word], row: Sequence[Word], pairs: Sequence[Placed]) -> bool:
    """Whether a field without a label stands right under the one before: notes are typed line by line."""
    if len(above) != 1 or len(row) != 1 or not (above[0].text and row[0].text):
        return False
    if bare_name(above[0].hint) != bare_name(row[0].hint):
        return False  # "ChildForename" over "ChildSurname": whoever named them asks two things
    alone = all(isinstance(pair.block, Line) and len(pair.block.segments) == 1 for pair in pairs)
    gap = (row[0].top - above[0].bottom) / max(1.0, row[0].bottom - row[0].top)
    as_wide = abs(row[0].x1 - above[0].x1) < ALIGNED
    return alone and abs(row[0].x0 - above[0].x0) < ALIGNED and gap < (_AS_WIDE if as_wide else _NARROWER)


def _lengthen(placed: Placed, field: Word) -> None:
    if isinstance(placed.block, Line):
        *before, last = placed.block.segments
        placed.block = Line((*before, replace(last, text=f"{last.text}\n{field.text}")))
        placed.bottom = field.bottom


def _rows(fields: Sequence[Word]) -> list[list[Word]]:
    """Fields that stand level, from the top; each row from left to right."""
    rows: list[list[Word]] = []
    for field in sorted(fields, key=middle):
        if rows and level(rows[-1][0], field):
            rows[-1].append(field)
        else:
            rows.append([field])
    return [sorted(row, key=lambda field: field.x0) for row in rows]


def _table_height(rows: Sequence[list[Word]], labels: Labels) -> int:
    """How many rows from the first make one table: same columns, close together, no text between."""
    height = 1
    while height < len(rows) and _is_next_row(rows[height - 1], rows[height], labels, rows[0]):
        height += 1
    return height


def _under(field: Word, row: Sequence[Word]) -> Word | None:
    """The field of a row in whose column another one begins."""
    return next((other for other in row if abs(other.x0 - field.x0) < ALIGNED), None)


def _stand_apart(row: Sequence[Word], columns: Sequence[Word]) -> bool:
    """Whether each field of a row stands in a column of its own: of two that lie upon each other one would be lost."""
    reached = [id(field) for column in columns if (field := _under(column, row)) is not None]
    return len(row) == len(reached) == len(set(reached))


def _is_next_row(
    row: Sequence[Word], following: Sequence[Word], labels: Labels, first: Sequence[Word]
) -> bool:
    if len(row) < 2:
        return False
    same_columns = len(row) == len(following) and all(
        abs(one.x0 - other.x0) < ALIGNED and abs(one.x1 - other.x1) < ALIGNED
        for one, other in zip(row, following)
    )
    # What is typed over a printed table is as wide as its words, and nothing stands where nothing was.
    typed = len(first) > 2 and len(following) > 1 and all(_under(field, first) for field in following)
    foot, top = max(field.bottom for field in row), min(field.top for field in following)
    if not all(_stand_apart(fields, first) for fields in (row, following)):
        return False
    if not (same_columns or typed) or top - foot > 1.5 * (row[0].bottom - row[0].top):
        return False
    left = row[0].x0
    between = [
        segment
        for segment in labels.free()
        if foot - 3 < (segment.top + segment.bottom) / 2 < following[0].bottom and segment.x1 > left + 2
    ]
    return not between


def _table(rows: Sequence[list[Word]], labels: Labels, page: int) -> Placed:
    first = rows[0]
    header, numbers = _header(first, labels), [_row_label(row, labels) for row in rows]
    numbered = any(numbers)
    corner = _corner(header, first, labels) if numbered else []
    lines: list[tuple[Cell, ...]] = []
    if any(header):
        lines.append(tuple(_header_cell(part, page) for part in ([corner] if numbered else []) + header))
    for row, number in zip(rows, numbers):
        label = [Cell(tuple(text_of(part.words, page) for part in number))] if numbered else []
        cells = (_under(column, row) for column in first)
        lines.append((*label, *(Cell((text_of([cell], page),) if cell else ()) for cell in cells)))
    top = min([field.top for field in first] + [part.top for column in header for part in column])
    bottom = max(field.bottom for field in rows[-1])
    return Placed(top, first[0].x0, bottom, Table(tuple(lines), page=page))


def _header(row: Sequence[Word], labels: Labels) -> list[list[Strip]]:
    """For each field of a table's first row, the lines printed above its column.

    They are those of the nearest line's kind: a section's heading over the table is larger.
    """
    over = [
        segment
        for segment in labels.free()
        if -4 <= row[0].top - segment.bottom <= _HEADER_ABOVE and not segment.has_glyph()
    ]
    if not over:
        return [[] for _ in row]
    nearest = max(over, key=lambda segment: segment.bottom)
    columns: list[list[Strip]] = [[] for _ in row]
    used: list[Strip] = []
    for segment in over:
        if _is_like(segment, nearest):
            parts = _by_column(segment, row)
            used.extend([segment] if parts else [])
            for column, part in parts:
                columns[column].append(part)
    if sum(map(bool, columns)) < max(2, len(row) / 2):
        return [[] for _ in row]
    labels.take(used)
    return columns


def _is_like(segment: Strip, other: Strip) -> bool:
    return segment.bold == other.bold and abs(segment.size - other.size) < 0.08 * other.size


def _by_column(segment: Strip, row: Sequence[Word]) -> list[tuple[int, Strip]]:
    """The words of a printed line by the columns that they stand over; none for a line across them."""
    runs: dict[int, list[Word]] = {}
    ends = [max(field.x1, after.x0 - ALIGNED) for field, after in pairwise(row)] + [row[-1].x1 + _LAST]
    for word in segment.words:
        over = [index for index, field in enumerate(row) if _is_over(word, field.x0, ends[index])]
        if len(over) != 1:
            return []
        runs.setdefault(over[0], []).append(word)
    return [(column, Strip(tuple(words), segment.page)) for column, words in runs.items()]


def _is_over(word: Word, x0: float, x1: float) -> bool:
    return x0 - 4 <= word.x0 and (word.x0 + word.x1) / 2 <= x1 and word.x0 < x1


def _corner(header: Sequence[Sequence[Strip]], row: Sequence[Word], labels: Labels) -> list[Strip]:
    """The header of the column in which the rows are numbered or named."""
    titles = [part for column in header for part in column]
    if not titles:
        return []
    top, bottom = min(part.top for part in titles), max(part.bottom for part in titles)
    found = [
        segment
        for segment in labels.free()
        if segment.x1 <= row[0].x0 + 2 and top - 2 <= segment.top and segment.bottom <= bottom + 2
    ]
    labels.take(found)
    return found


def _header_cell(parts: Sequence[Strip], page: int) -> Cell:
    if not parts:
        return Cell(header=True)
    words = [word for part in parts for word in part.words]
    return Cell((text_of(words, page, " ".join(joined(part.words) for part in parts)),), header=True)


def _row_label(row: Sequence[Word], labels: Labels) -> list[Strip]:
    found = labels.left_of(row[0], row)
    labels.take(found)
    return found


def _pairs(row: Sequence[Word], fields: Sequence[Word], labels: Labels, page: int) -> list[Placed]:
    """A line for each field of a row that has a label; fields without one follow the one before."""
    placed: list[Placed] = []
    captions = _captions(row, fields, labels)
    if captions:
        whole = labels.left_of(row[0], fields)
        labels.take(whole)
        line = Line(tuple(_label_text(whole, page)))
        top = min([row[0].top, *(part.top for part in whole)])
        placed.append(Placed(top, whole[0].x0, row[0].bottom, line))
    for field in row:
        label = captions.get(id(field)) or _label(field, fields, labels)
        labels.take(label)
        value = text_of([field], page)
        if not label and placed and field.x0 - placed[-1].x0 >= 0 and _is_continuation(field, row):
            last = placed[-1]
            if isinstance(last.block, Line):
                last.block = Line((*last.block.segments, value))
                continue
        top = min([field.top, *(part.top for part in label)])
        x0 = min([field.x0, *(part.x0 for part in label)])
        placed.append(Placed(top, x0, field.bottom, Line((*_label_text(label, page), value))))
    return placed


def _captions(row: Sequence[Word], fields: Sequence[Word], labels: Labels) -> dict[int, list[Strip]]:
    """For each field of a row what is printed right below it and below no other, where one label on the left
    asks for all."""
    if len(row) < _FEWEST_CAPTIONS or not labels.left_of(row[0], fields):
        return {}
    captions = {id(field): labels.below(field, labels.above(field)) for field in row}
    used = [id(part) for parts in captions.values() for part in parts]
    return captions if all(captions.values()) and len(used) == len(set(used)) else {}


def _is_continuation(field: Word, row: Sequence[Word]) -> bool:
    """Whether a field stands close behind another, as the parts of a date or a number do."""
    before = [other for other in row if other.x1 <= field.x0 + 2]
    return bool(before) and field.x0 - max(other.x1 for other in before) < 2 * mean(
        [other.bottom - other.top for other in row]
    )


def _label_text(label: Sequence[Strip], page: int) -> Iterator[Text]:
    """A label of several lines as one text; a note below it, in other type, as another."""
    for _, lines in groupby(label, key=lambda part: (part.bold, round(part.size))):
        parts = list(lines)
        words = [word for part in parts for word in part.words]
        yield text_of(words, page, " ".join(joined(part.words) for part in parts))


def _label(field: Word, fields: Sequence[Word], labels: Labels) -> list[Strip]:
    left, above = labels.left_of(field, fields), labels.above(field)
    if labels.stand_below and not left and (below := labels.below(field, above)):
        return below
    if not left and not above and labels.stand_behind:
        return labels.right_of(field, fields)
    if not left or not above:
        return left or above
    aligned = abs(above[-1].x0 - field.x0) < 2 * ALIGNED
    return above if aligned and field.top - above[-1].bottom < 8 else left
