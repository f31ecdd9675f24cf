"""Form fields that stand free on a page: each beside its label, or in a table with its row.

A field's label is the printed text on its left on the same line, or above it; where rows of
fields stand under each other in columns, they are a table and the text above is its header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from parsers.blocks import Cell, Line, Table, Text, Word
from parsers.layout.placed import Placed
from parsers.layout.strips import Strip, joined, middle, text_of

_ALIGNED = 4.0  # points
_FARTHEST_ABOVE = 16.0  # points between a label's foot and its field
_HEADER_ABOVE = 40.0
_LABEL_HEIGHT = 60.0
_FARTHEST_BEHIND = 16.0  # points between a field and a label on its right
_FEWEST_BEHIND = 4
_LAST = 60.0  # points that a title may reach over what is typed in the last column
_ROWS_NEAR = 4
_LEVEL = 0.4  # of the smaller height


class Labels:
    """The printed segments of a page, each taken as a label once at most."""

    def __init__(self, segments: Sequence[Strip]) -> None:
        self._free = sorted(segments, key=lambda segment: (segment.top, segment.x0))
        self.stand_behind = False

    def take(self, segments: Sequence[Strip]) -> None:
        """Mark segments as used."""
        if segments:
            taken = set(map(id, segments))
            self._free = [segment for segment in self._free if id(segment) not in taken]

    def free(self) -> list[Strip]:
        """The segments that are still free, from the top."""
        return self._free

    def near(self, top: float, bottom: float) -> list[Strip]:
        """Those of them that reach into a stretch of the page."""
        return [segment for segment in self._free if segment.top < bottom and segment.bottom > top]

    def left_of(self, field: Word, fields: Sequence[Word]) -> list[Strip]:
        """The label on the field's left, one or more lines of it, with no other field between."""
        nearest = max(
            (
                other.x1
                for other in fields
                if other.x1 <= field.x0 + 2 and other is not field and _level(other, field)
            ),
            default=0.0,
        )
        beside = [
            segment
            for segment in self.near(field.top, field.bottom)
            if nearest - 2 <= segment.x0 and segment.x1 <= field.x0 + 4 and _beside(segment, field)
        ]
        if not beside:
            return []
        column = max(beside, key=lambda segment: segment.x1)
        label = [segment for segment in beside if segment.x1 > column.x0 and not segment.has_glyph()]
        return self._with_lines_below(label, field, fields) if len(label) == 1 else label

    def _with_lines_below(self, label: list[Strip], field: Word, fields: Sequence[Word]) -> list[Strip]:
        """A label with the lines below the field that go on in mid-sentence and are no other field's."""
        for segment in self.near(label[-1].bottom - 3, label[-1].bottom + _LABEL_HEIGHT):
            last = label[-1]
            small = segment.text[:1].islower() and not last.text.endswith((":", "?"))
            taken = any(_beside(segment, other) and other.x0 > segment.x0 for other in fields)
            if segment is not last and small and segment.x1 <= field.x0 + 4 and not taken:
                label += [segment] if _continues(last, segment) else []
        return label

    def right_of(self, field: Word, fields: Sequence[Word]) -> list[Strip]:
        """The label close on the field's right, with no other field between."""
        nearest = min(
            (other.x0 for other in fields if other.x0 >= field.x1 and _level(other, field)), default=1e9
        )
        return [
            segment
            for segment in self.near(field.top, field.bottom)
            if field.x1 - 2 <= segment.x0 <= field.x1 + _FARTHEST_BEHIND
            and segment.x1 <= nearest
            and _beside(segment, field)
            and not segment.has_glyph()
        ][:1]

    def above(self, field: Word) -> list[Strip]:
        """The label above the field, one or more lines of it, from the top."""
        over = [
            segment
            for segment in self.near(field.top - _FARTHEST_ABOVE - 1, field.top + 4)
            if -4 <= field.top - segment.bottom <= _FARTHEST_ABOVE
            and segment.x0 < field.x1 - 2
            and segment.x1 > field.x0 + 2
            and segment.x0 >= field.x0 - 3 * _ALIGNED
            and not segment.has_glyph()
        ]
        if not over:
            return []
        label = [max(over, key=lambda segment: (round(segment.bottom), -segment.x0))]
        for segment in reversed(self.near(label[0].top - _LABEL_HEIGHT, label[0].top + 3)):
            if _continues(segment, label[0]):
                label.insert(0, segment)
        return label


def _continues(upper: Strip, lower: Strip) -> bool:
    """Whether `lower` is the next line of a label that `upper` begins."""
    return (
        upper.bottom <= lower.top + 3
        and lower.top - upper.bottom < 0.35 * (lower.bottom - lower.top)
        and abs(upper.x0 - lower.x0) < _ALIGNED
        and upper.bold == lower.bold
        and abs(upper.size - lower.size) < 0.08 * lower.size
    )


def _level(one: Word, other: Word) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > _LEVEL * min(one.bottom - one.top, other.bottom - other.top)


def _beside(segment: Strip, field: Word) -> bool:
    overlap = min(segment.bottom, field.bottom) - max(segment.top, field.top)
    return overlap > _LEVEL * (segment.bottom - segment.top)


def place_fields(
    segments: Sequence[Strip], fields: Sequence[Word], page: int
) -> tuple[list[Placed], list[Strip]]:
    """Lines of label and value, and tables of fields; and the segments that are no field's label."""
    labels = Labels(segments)
    placed: list[Placed] = []
    rows = _rows(fields)
    labels.stand_behind = _stand_behind(fields, labels)
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


def _stand_behind(fields: Sequence[Word], labels: Labels) -> bool:
    """Whether a page's fields have their labels on the right: several have one there and none elsewhere."""
    alone = [field for field in fields if not labels.left_of(field, fields) and not labels.above(field)]
    return sum(bool(labels.right_of(field, fields)) for field in alone) >= max(
        _FEWEST_BEHIND, len(fields) / 4
    )


def _goes_on(above: Sequence[Word], row: Sequence[Word], pairs: Sequence[Placed]) -> bool:
    """Whether a field without a label stands right under the one before: notes are typed line by line."""
    if len(above) != 1 or len(row) != 1 or not (above[0].text and row[0].text):
        return False
    alone = all(isinstance(pair.block, Line) and len(pair.block.segments) == 1 for pair in pairs)
    gap = row[0].top - above[0].bottom
    return alone and abs(row[0].x0 - above[0].x0) < _ALIGNED and gap < 0.5 * (row[0].bottom - row[0].top)


def _lengthen(placed: Placed, field: Word) -> None:
    if isinstance(placed.block, Line):
        *before, last = placed.block.segments
        placed.block = Line((*before, replace(last, text=f"{last.text}\n{field.text}")))
        placed.bottom = field.bottom


def _rows(fields: Sequence[Word]) -> list[list[Word]]:
    """Fields that stand level, from the top; each row from left to right."""
    rows: list[list[Word]] = []
    for field in sorted(fields, key=middle):
        if rows and _level(rows[-1][0], field):
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
    return next((other for other in row if abs(other.x0 - field.x0) < _ALIGNED), None)


def _is_next_row(
    row: Sequence[Word], following: Sequence[Word], labels: Labels, first: Sequence[Word]
) -> bool:
    if len(row) < 2:
        return False
    same_columns = len(row) == len(following) and all(
        abs(one.x0 - other.x0) < _ALIGNED and abs(one.x1 - other.x1) < _ALIGNED
        for one, other in zip(row, following)
    )
    # What is typed over a printed table is as wide as its words, and nothing stands where nothing was.
    typed = len(first) > 2 and len(following) > 1 and all(_under(field, first) for field in following)
    foot, top = max(field.bottom for field in row), min(field.top for field in following)
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
    ends = [max(field.x1, after.x0 - _ALIGNED) for field, after in pairwise(row)] + [row[-1].x1 + _LAST]
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
    for field in row:
        label = _label(field, fields, labels)
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


def _is_continuation(field: Word, row: Sequence[Word]) -> bool:
    """Whether a field stands close behind another, as the parts of a date or a number do."""
    before = [other for other in row if other.x1 <= field.x0 + 2]
    return bool(before) and field.x0 - max(other.x1 for other in before) < 2 * mean(
        [other.bottom - other.top for other in row]
    )


def _label_text(label: Sequence[Strip], page: int) -> tuple[Text, ...]:
    if not label:
        return ()
    words = [word for part in label for word in part.words]
    return (text_of(words, page, " ".join(joined(part.words) for part in label)),)


def _label(field: Word, fields: Sequence[Word], labels: Labels) -> list[Strip]:
    left, above = labels.left_of(field, fields), labels.above(field)
    if not left and not above and labels.stand_behind:
        return labels.right_of(field, fields)
    if not left or not above:
        return left or above
    aligned = abs(above[-1].x0 - field.x0) < 2 * _ALIGNED
    return above if aligned and field.top - above[-1].bottom < 8 else left
