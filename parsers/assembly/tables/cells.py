"""What one table cell is: a label, an answer, both at once, boxes, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from parsers.assembly.guidance import is_guidance, is_question
from parsers.assembly.lines.inline import asks_in
from parsers.assembly.lines.printed_help import without_help
from parsers.assembly.pieces import Answer, Ask, Head, answer_of
from parsers.assembly.tables.as_many import row_by_row
from parsers.blocks import TICKED, UNTICKED, Cell, Table, Text
from parsers.boxes import normalise_boxes
from parsers.labels import LabelTables
from parsers.options import options
from parsers.remembered import remembered
from parsers.values import read_tri


class Kind(Enum):
    """How a cell reads by itself."""

    EMPTY = "empty"
    LABEL = "label"
    INLINE = "inline"
    BOXES = "boxes"
    TEXT = "text"


@dataclass(frozen=True)
class Placed:
    """A cell at its column; `labels` tells labels."""

    cell: Cell
    column: int
    labels: LabelTables

    @remembered
    def answer(self) -> Answer:
        """All that the cell holds, as one answer."""
        return answer_of(self.cell.texts)

    @remembered
    def filled(self) -> bool:
        """Whether all its words are the writer's own."""
        return (
            bool(self.cell.texts)
            and all(text.filled or not text.text.strip() for text in self.cell.texts)
            and any(text.filled for text in self.cell.texts)
        )

    @remembered
    def kind(self) -> Kind:
        """How the cell reads by itself."""
        if self.filled:
            return Kind.TEXT if self.answer.text else Kind.EMPTY
        if self.answer.empty:
            return Kind.EMPTY
        if self._has_its_field:
            return Kind.INLINE
        if self.labels.known(self.answer.text) and not self._boxed and not self._is_label_over_answer:
            return Kind.LABEL
        if self.asks:
            return (
                Kind.LABEL if all(_blank(ask) for ask in self.asks) and len(self.asks) == 1 else Kind.INLINE
            )
        return Kind.BOXES if self._boxed else Kind.TEXT

    @remembered
    def label(self) -> str:
        """The words of a label, without the guidance that is printed after them."""
        whole = self.answer.text.strip()
        first, _, more = whole.partition("\n")
        if more and self.labels.known(first) and is_guidance(more):
            return first
        is_label = self.labels.known(whole) and not self._is_label_over_answer
        return whole if is_label or not self.asks else self.asks[0].label

    @remembered
    def is_answered(self) -> bool:
        """Whether the cell holds a printed label and, below it, what the writer's own hand filled in."""
        first = next((text for text in self.cell.texts if text.text.strip()), None)
        if first is None or first.filled or not self.labels.known(first.text):
            return False
        return any(text.filled and text.text.strip() for text in self.cell.texts)

    @remembered
    def _is_label_over_answer(self) -> bool:
        """ "Name of person making referral" over a name: all of it together would pass for a question."""
        if self.is_answered:
            return True
        whole = self.answer.text.strip()
        first, _, more = whole.partition("\n")
        more = more.lstrip(" /|")
        if self._is_relationship(first, more):
            return True
        if _FIGURES.match(more) and self.labels.known(first):
            return True
        return (
            bool(more)
            and (more[0].isupper() or more[0].isdigit())
            and (self.labels.printed(first) or self.is_answered_question or self._is_set_apart(first))
            and (not self.labels.printed(whole) or self._ends_in_examples(first))
            and not (self.labels.known(more) or self.labels.heading(more) or is_guidance(more))
        )

    def _ends_in_examples(self, first: str) -> bool:
        """ "Language, e.g. sign language:" over "Polish": no examples go on behind a colon, or in plain type below bold."""
        examples = "e.g" in first.casefold() or "for example" in first.casefold()
        return examples and (first.rstrip().endswith(":") or self._is_set_apart(first))

    def _is_set_apart(self, first: str) -> bool:
        """Whether a label in bold stands over an answer in plain type."""
        label, *answer = [text for text in self.cell.texts if text.text.strip() or text.filled]
        told = label.text.strip() == first and self.labels.known(first)
        return told and label.bold and bool(answer) and not any(text.bold for text in answer)

    @property
    def _has_its_field(self) -> bool:
        """Whether a label and an empty field for its answer share the cell."""
        empty = any(text.filled and not text.text.strip() for text in self.cell.texts)
        return empty and bool(self.asks) and all(ask.answer is not None for ask in self.asks)

    @remembered
    def has_its_label(self) -> bool:
        """Whether a label stands first in the cell, in a paragraph of its own, over the cell's answer.

        What ends as questions do is the second half of the label.
        """
        texts = [text for text in self.cell.texts if text.text.strip() or text.filled]
        labelled = len(texts) > 1 and not texts[0].filled and self.labels.known(texts[0].text)
        labelled = labelled and (texts[-1].filled or not texts[-1].text.rstrip().endswith(("?", ":")))
        return self.is_answered_question or (labelled and self.labels.kin(texts[0].text) is None)

    @remembered
    def is_answered_question(self) -> bool:
        """ "Do the parents know of this contact?" over "No": word for word in no table."""
        question, _, said = self.answer.text.strip().partition("\n")
        said = said.strip(" /|")  # what is left of options that are struck out
        return (
            is_question(question.rstrip(" :"))
            and self.labels.known(question)
            and read_tri(said).value is not None
            and not options(said)
        )

    def _is_relationship(self, label: str, answer: str) -> bool:
        """ "Relationship to child" over "Mother", which elsewhere opens a block of questions about her."""
        asked = self.labels.field(label, "people") if self.labels.printed(label) else None
        opens = self.labels.heading(answer)
        return asked is not None and asked.name == "relationship" and opens is not None and bool(opens.preset)

    @remembered
    def asks(self) -> list[Ask]:
        """The label and answer that share the cell."""
        pairs = self._labels_with_fields()
        if len(pairs) > 1 and all(self.labels.known(answer_of(label).text) for label, _ in pairs):
            return [Ask(answer_of(label).text, answer_of(own)) for label, own in pairs]
        label = [text for text in self.cell.texts if not text.filled]
        own = [text for text in self.cell.texts if text.filled]
        if own and label and (self.labels.known(words := answer_of(label).text) or self.labels.role(words)):
            return [Ask(answer_of(label).text, answer_of(own))]
        if self.title is not None:
            return asks_in(self._below_first_line(), self.labels)
        found = asks_in(self.answer, self.labels) or self._label_on_first_line()
        return [_without_guidance(found[0], self.labels)] if len(found) == 1 else found

    def _labels_with_fields(self) -> list[tuple[list[Text], list[Text]]]:
        """The printed words of a cell, each run of them with the fields behind it."""
        pairs: list[tuple[list[Text], list[Text]]] = []
        for text in self.cell.texts:
            if not text.filled and (not pairs or pairs[-1][1]):
                pairs.append(([], []))
            if pairs:
                pairs[-1][text.filled].append(text)
        return pairs if all(own for _, own in pairs) else []

    @remembered
    def over_help(self) -> str | None:
        """The label on the first line of a cell of printed words, with more words under it."""
        first, _, more = self.answer.text.strip().partition("\n")
        label = first.strip().rstrip(":").rstrip()
        asked = self.kind is Kind.INLINE and len(self.asks) == 1 and more.strip()
        printed = not any(text.filled for text in self.cell.texts) and not self._boxed
        return label if asked and printed and self.labels.known(label) else None

    @property
    def titled_asks(self) -> list[Head | Ask]:
        """The labels and answers that share the cell, under their title where it has one."""
        return [*([self.title] if self.title is not None else []), *self.asks]

    @remembered
    def title(self) -> Head | None:
        """ "Child" or "Concerns" on a line of its own, above labels with their answers in the same cell."""
        first, parted, _ = self.answer.text.strip().partition("\n")
        opens = self.labels.heading(first) if parted and not self.filled else None
        if opens is None:
            return None
        below = asks_in(self._below_first_line(), self.labels)
        return Head(first, opens, 2, self.answer.page, self.answer.confidence) if len(below) > 1 else None

    def _below_first_line(self) -> Answer:
        return replace(self.answer, text=self.answer.text.strip().partition("\n")[2])

    def _label_on_first_line(self) -> list[Ask]:
        texts = [text for text in self.cell.texts if text.text.strip()]
        if len(texts) < 2 and "\n" in self.answer.text:
            texts = [
                Text(line, texts[0].page, confidence=texts[0].confidence)
                for line in self.answer.text.split("\n")
            ]
        if len(texts) > 1 and not texts[0].filled and self.labels.known(texts[0].text):
            return [Ask(texts[0].text, answer_of(texts[1:]))]
        return []

    @remembered
    def _boxed(self) -> bool:
        marks = normalise_boxes(self.answer.text)
        return TICKED in marks or UNTICKED in marks

    @remembered
    def boxes(self) -> bool:
        """Whether the cell holds check boxes."""
        return self._boxed

    @remembered
    def bold(self) -> bool:
        """Whether the document sets the cell off as a header or in bold."""
        words = [text for text in self.cell.texts if text.text.strip()]
        return self.cell.header or (bool(words) and all(text.bold for text in words))


_MOST_COLUMNS: Final = 200
#: "5 years" under "Age of child", which asks for nobody's fifth; an email address under its label.
_FIGURES: Final = re.compile(r"\d[\d/. -]*\s*[^\W\d]|\d+[/.-]\d|[^\s@]+@[^\s@]+\.[a-z]+$")


def _without_guidance(ask: Ask, labels: LabelTables) -> Ask:
    """ "Ethnicity / If other, please specify": what is printed under a label answers nothing."""
    answer = ask.answer
    if answer is None or answer.filled or answer.empty:
        return ask
    printed = (
        is_question(answer.text)
        or is_guidance(answer.text)
        or _asks_the_same(ask.label, answer, labels)
        or _is_no_datum(ask.label, answer, labels)
    )
    return replace(ask, answer=Answer("", answer.page)) if printed else ask


def _is_no_datum(label: str, answer: Answer, labels: LabelTables) -> bool:
    """ "Email / Secure email where possible", "Date of birth / dd/mm/yyyy": words that can be none, nor say that there is none."""
    asked = {found.name for section in _OF_SOMEBODY if (found := labels.field(label, section))}
    words = answer.text
    if not asked & _DATA or "@" in words or re.search(r"\d", words) or _HAS_NONE.search(words):
        return False
    return _HINT.fullmatch(words.strip()) is not None or len(words.split()) >= _LEAST_HELP


_OF_SOMEBODY: Final = ("referrer", "children")
_DATA: Final = frozenset(["email", "phone", "dob", "dob_or_edd"])
_HAS_NONE: Final = re.compile(
    r"\b(?:no|none|not|never|nothing|unknown|unsure|n/?a|refused|declined|withheld|as (?:above|below)|same|see|via|care of|unborn|due)\b",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"\W*d{1,2}\W*m{1,3}\W*y{2,4}\W*", re.IGNORECASE)
_LEAST_HELP: Final = 3  # words


def _asks_the_same(label: str, answer: Answer, labels: LabelTables) -> bool:
    """ "How can we contact you? Telephone": two labels for one field."""
    asked = labels.field(label)
    return asked is not None and labels.field(answer.text, asked.section) == asked


def _blank(ask: Ask) -> bool:
    return ask.answer is None or (ask.answer.empty and not ask.answer.filled)


def place(table: Table, labels: LabelTables) -> list[list[Placed]]:
    """The rows of a table, each cell at its column; spans from rows above push cells right."""
    rows = []
    hanging: dict[int, int] = {}
    for row in row_by_row(table.rows, labels):
        column, placed = 0, []
        below: dict[int, int] = {at: left - 1 for at, left in hanging.items() if left > 1}
        helped = not _ask_in_small_type(row, labels)
        for cell in row:
            while column in hanging:
                column += 1
            if not _parts_its_neighbours(cell, row):
                placed.append(Placed(without_help(cell) if helped else cell, column, labels))
            span = min(max(cell.colspan, 1), _MOST_COLUMNS)
            if cell.rowspan > 1:
                below |= {at: min(cell.rowspan, 1000) - 1 for at in range(column, column + span)}
            column += span
        hanging = {at: left for at, left in below.items() if left > 0}
        rows.append(placed)
    return rows


def _parts_its_neighbours(cell: Cell, row: Sequence[Cell]) -> bool:
    """Whether a cell holds nothing but the colon between a label and its answer."""
    return len(cell.texts) == 1 and cell.texts[0].text.strip() == ":" and len(row) > 2


def _ask_in_small_type(row: Sequence[Cell], labels: LabelTables) -> bool:
    """Whether every cell of a row begins with a label set as help is set: it asks, and no other cell does."""
    written = [cell.texts for cell in row if cell.texts]
    return bool(written) and all(
        texts[0].quiet and not texts[0].filled and labels.printed(texts[0].text) for texts in written
    )


_QUESTION_NUMBER: Final = re.compile(
    r"(?:Q\.?\s*)?(?:[A-Z]?\d{1,2}(?:\.\d{1,2})?[a-z]?|[A-Z]|\d{1,2}\([a-z]\))[.):]?", re.IGNORECASE
)


#: Columns of a list of answers, as systems head them: they name nothing that a form asks.
_NUMBER_HEADS: Final = frozenset(["", "no", "no.", "#", "q", "q.", "ref", "id", "number", "item", "order"])
_QUESTION_HEADS: Final = frozenset(
    [
        "question",
        "questions",
        "field",
        "field name",
        "label",
        "item",
        "prompt",
        "form field",
        "question text",
        "name",
        "description",
        "data",
    ]
)
_ANSWER_HEADS: Final = frozenset(
    [
        "answer",
        "answers",
        "response",
        "responses",
        "value",
        "values",
        "reply",
        "entry",
        "your answer",
        "field value",
        "submitted value",
        "details",
        "data",
        "information",
    ]
)


def without_numbers(rows: list[list[Placed]]) -> list[list[Placed]]:
    """Rows without a first column that only numbers their questions: "B2 | Telephone | 023 ...".

    A header row of a list of answers ("No. | Question | Answer") goes too.
    """
    if len(rows) > 1 and _heads_answers(rows[0]):
        rows = rows[1:]
    rows = [
        row[1:] if _numbers_its_question(row, below) else row for row, below in zip(rows, [*rows[1:], []])
    ]
    wide = [row for row in rows if len(row) > 2]
    asking = sum(row[1].kind is Kind.LABEL or is_question(row[1].answer.text) for row in wide)
    if len(wide) < 2 or asking * 2 < len(wide) or not all(_is_numbered(row) for row in wide):
        return rows
    return [row[1:] if len(row) > 2 else row for row in rows]


def _numbers_its_question(row: list[Placed], below: list[Placed]) -> bool:
    """ "5.3 | Reason for referral" over the answer, which takes the whole width."""
    return (
        len(row) == 2
        and len(below) == 1
        and below[0].cell.colspan > 1
        and _is_numbered(row)
        and (row[1].kind is Kind.LABEL or is_question(row[1].answer.text))
    )


def _heads_answers(row: list[Placed]) -> bool:
    words = [cell.answer.text.strip().casefold() for cell in row]
    if len(words) == 3 and words[0] in _NUMBER_HEADS:
        words = words[1:]
    return len(words) == 2 and words[0] in _QUESTION_HEADS and words[1] in _ANSWER_HEADS


def _is_numbered(row: list[Placed]) -> bool:
    number = row[0]
    return not number.filled and _QUESTION_NUMBER.fullmatch(number.answer.text.strip()) is not None
