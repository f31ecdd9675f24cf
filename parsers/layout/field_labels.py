"""The printed text of a page as labels of its form fields: on the left of one, above it, behind or below it."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.blocks import Word
from parsers.layout.strips import Strip

ALIGNED = 4.0  # points
_FARTHEST_ABOVE = 16.0  # points between a label's foot and its field
_FARTHEST_BELOW = 12.0  # points between a field's foot and its label
_LABEL_HEIGHT = 60.0
_FARTHEST_BEHIND = 16.0  # points between a field and a label on its right
_FEWEST_BEHIND = 4
_FEWEST_BELOW = 4
_MOSTLY = 0.7  # of the fields that have a label above or below
_FEWEST_WORDS_OF_A_NOTE = 4
_LEVEL = 0.4  # of the smaller height


class Labels:
    """The printed segments of a page, each taken as a label once at most."""

    def __init__(self, segments: Sequence[Strip]) -> None:
        self._free = sorted(segments, key=lambda segment: (segment.top, segment.x0))
        self.stand_behind = False
        self.stand_below = False

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
        label = self._level_left_of(field, fields)
        if len(label) != 1:
            return label
        return self._with_lines_below(self._with_lines_above(label, field, fields), field, fields)

    def _level_left_of(self, field: Word, fields: Sequence[Word]) -> list[Strip]:
        nearest = max(
            (
                other.x1
                for other in fields
                if other.x1 <= field.x0 + 2 and other is not field and level(other, field)
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
        return [segment for segment in beside if segment.x1 > column.x0 and not segment.has_glyph()]

    def _with_lines_above(self, label: list[Strip], field: Word, fields: Sequence[Word]) -> list[Strip]:
        """A label that begins in mid-sentence with the lines above it, where these are no other field's."""
        for segment in reversed(self.near(label[0].top - _LABEL_HEIGHT, label[0].top + 3)):
            begun = label[0].text[:1].islower() and not segment.text.endswith((":", "?", "."))
            if segment is label[0] or not begun or not _continues(segment, label[0]):
                continue
            if any(
                _beside(segment, other) and other.x0 > segment.x0 for other in fields if other is not field
            ):
                break
            label = [segment, *label]
        return label

    def _with_lines_below(self, label: list[Strip], field: Word, fields: Sequence[Word]) -> list[Strip]:
        """A label with the lines below the field that go on in mid-sentence and are no other field's."""
        for segment in self.near(label[-1].bottom - 3, label[-1].bottom + _LABEL_HEIGHT):
            last = label[-1]
            if segment is last or segment.x1 > field.x0 + 4 or not _continues(last, segment):
                continue
            small = segment.text[:1].islower() and not last.text.endswith((":", "?"))
            if small and not any(_beside(segment, other) and other.x0 > segment.x0 for other in fields):
                label.append(segment)
        return label

    def right_of(self, field: Word, fields: Sequence[Word]) -> list[Strip]:
        """The label close on the field's right, with no other field between."""
        nearest = min(
            (other.x0 for other in fields if other.x0 >= field.x1 and level(other, field)), default=1e9
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
            and segment.x0 >= field.x0 - 3 * ALIGNED
            and not segment.has_glyph()
        ]
        if not over:
            return []
        label = [max(over, key=lambda segment: (round(segment.bottom), -segment.x0))]
        for segment in reversed(self.near(label[0].top - _LABEL_HEIGHT, label[0].top + 3)):
            if _continues(segment, label[0]) or (len(label) == 1 and _explains(label[0], segment)):
                label.insert(0, segment)
        return label

    def below(self, field: Word, above: Sequence[Strip]) -> list[Strip]:
        """The line right under a field that may be its label: nearer than the one `above` it."""
        under = [
            segment
            for segment in self.near(field.bottom - 2, field.bottom + _FARTHEST_BELOW)
            if -2 <= segment.top - field.bottom <= _FARTHEST_BELOW
            and -ALIGNED <= segment.x0 - field.x0 < field.x1 - field.x0
            and segment.x1 <= field.x1 + ALIGNED
            and not segment.has_glyph()
        ]
        label = min(under, key=lambda segment: (round(segment.top), segment.x0), default=None)
        if label is None or (above and field.top - above[-1].bottom <= label.top - field.bottom):
            return []
        return [label]

    def settle(self, fields: Sequence[Word]) -> None:
        """Find out where a page's labels stand: on the right of their fields, or below them.

        They do where several have one there and none elsewhere, or one there that is nearer.
        """
        behind = under = near = 0
        for field in fields:
            if self._level_left_of(field, fields):
                continue
            above = self.above(field)
            behind += not above and bool(self.right_of(field, fields))
            below = self.below(field, above)
            under += bool(below)
            near += bool(above or below)
        self.stand_behind = behind >= max(_FEWEST_BEHIND, len(fields) / 4)
        self.stand_below = under >= max(_FEWEST_BELOW, _MOSTLY * near)


def _continues(upper: Strip, lower: Strip) -> bool:
    """Whether `lower` is the next line of a label that `upper` begins."""
    return (
        upper.bottom <= lower.top + 3
        and lower.top - upper.bottom < 0.35 * (lower.bottom - lower.top)
        and abs(upper.x0 - lower.x0) < ALIGNED
        and upper.bold == lower.bold
        and abs(upper.size - lower.size) < 0.08 * lower.size
    )


def _explains(note: Strip, upper: Strip) -> bool:
    """Whether a line right above a field is a note on what to write, and the label stands over it."""
    sentence = note.text.endswith(".") or (note.text[:1] == "(" and note.text.endswith(")"))
    other = upper.bold or upper.size > 1.08 * note.size
    return (
        sentence
        and other
        and not note.bold
        and len(note.text.split()) >= _FEWEST_WORDS_OF_A_NOTE
        and abs(upper.x0 - note.x0) < ALIGNED
        and -3 <= note.top - upper.bottom < note.bottom - note.top
    )


def bare_name(hint: str | None) -> str:
    """A field's own name without the number that programs put behind it."""
    return (hint or "").rstrip("0123456789[]_. ")


def level(one: Word, other: Word) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > _LEVEL * min(one.bottom - one.top, other.bottom - other.top)


def _beside(segment: Strip, field: Word) -> bool:
    overlap = min(segment.bottom, field.bottom) - max(segment.top, field.top)
    return overlap > _LEVEL * (segment.bottom - segment.top)
