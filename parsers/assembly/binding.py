"""Pieces -> a draft: each answer to the field that its label means where it stands.

The binder walks the pieces once and remembers where it is: which section, whose block, which
question still waits for its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import IDENTITY, Draft, Row, put
from parsers.assembly.grids import Columns, columns_of
from parsers.assembly.guidance import (
    is_footer,
    is_guidance,
    is_next_question,
    is_question,
    opens_with_question,
)
from parsers.assembly.hints import field_of_hint
from parsers.assembly.inline import looks_like_a_label
from parsers.assembly.people import is_person_line, names_in, person_of_line
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say, joined
from parsers.assembly.runs import about
from parsers.assembly.waiting import Waiting, takes, takes_more
from parsers.labels import ROWS, Field, LabelTables
from parsers.options import options
from parsers.values import blank, is_courtesy_title, read_tri

_UNANSWERED: Final = re.compile(
    r"[(\[<]?\s*(?:no|not) (?:response|answer|answered|reply|value|provided|given|completed|specified|supplied|selected)(?: given)?\s*[)\]>]?\.?",
    re.IGNORECASE,
)
_BETWEEN_LABELS: Final = re.compile(r"\s*(?:[/,&+]|\band\b)\s*", re.IGNORECASE)
_BETWEEN_ANSWERS: Final = re.compile(r"\s+[/|–-]\s+|\s*[\n;,]\s*")
_FOR_ALL: Final = re.compile(r"\b(?:children|family|all|siblings)\b|child\(ren\)", re.IGNORECASE)


def bind(pieces: Sequence[Piece], labels: LabelTables) -> Draft:
    """The draft of one form."""
    binder = _Binder(labels)
    binder.implied = about(pieces, 0, labels)
    for at, piece in enumerate(pieces, 1):
        binder.take(piece)
        if isinstance(piece, Head) and binder.section is None and binder.implied is None:
            binder.implied = about(pieces, at, labels)
    return binder.draft


@dataclass(slots=True)
class _Binder:
    labels: LabelTables
    draft: Draft = field(default_factory=Draft)
    section: str | None = None
    implied: str | None = None
    row: Row | None = None
    open: Waiting | None = None
    last: Field | None = None

    def take(self, piece: Piece) -> None:
        """One piece, in reading order."""
        if isinstance(piece, Head):
            self._head(piece)
        elif isinstance(piece, Ask):
            self._ask(piece)
        elif isinstance(piece, Grid):
            self._grid(piece)
        else:
            self._say(piece)

    # --- headings ------------------------------------------------------------------------

    def _head(self, head: Head) -> None:
        opens = head.opens
        if opens is None:
            self._unknown_head(head)
            return
        if not head.marked and (self._narrating() or (self.open is not None and opens.bare_kin)):
            self._say(Say(Answer(head.text, head.page)))
            return
        self.open, self.last, self.implied = None, None, None
        self.section = None if opens.section == "guidance" else opens.section
        self.row = None
        if opens.block:
            self.row = self._row(opens.section, opens.number, block=True)
            if opens.preset:
                put(self.row.answers, "relationship", Answer(opens.preset))

    def _unknown_head(self, head: Head) -> None:
        if self.open is not None and head.marked < 2:
            self._say(Say(Answer(head.text, head.page)))
        elif head.marked == 2:
            self.open, self.last, self.implied, self.section, self.row = None, None, None, None, None
        else:
            self._say(Say(Answer(head.text, head.page)))

    def _narrating(self) -> bool:
        return self.open is not None and self.open.lines > 0 and kinds.is_narrative(self.open.field)

    # --- questions -----------------------------------------------------------------------

    def _ask(self, ask: Ask) -> None:
        if self.section == "other":
            self.open = None
            return
        answer = ask.answer
        found = self._field(ask.label)
        if found is None and answer is not None and answer.filled and answer.hint:
            found = field_of_hint(answer.hint, self._where(), self.labels)
        if found is None:
            self._unknown(ask)
            return
        self.open = None
        found = self._beside_its_address(found)
        self.last = found
        if found.ignored:
            return
        answers = self._slot(found, ask.label)
        if answer is not None and answers is not None:
            self._put(answers, found, ask.label, answer)
        if answer is None or (ask.runs_on and (kinds.is_narrative(found) or kinds.is_address(found))):
            self.open = Waiting(found, ask.label, answers, 0 if answer is None else 1)

    def _beside_its_address(self, found: Field) -> Field:
        """A postcode that follows an address is that address's."""
        if found.name == "postcode" and self.last is not None and self.last.name == "address":
            return replace(self.last, name="postcode")
        return found

    def _where(self) -> str | None:
        return self.section or self.implied

    def _field(self, label: str) -> Field | None:
        found = self.labels.field(label, self._where(), self.last)
        if self.implied == "referrer" and self.section in ("people", "professionals"):
            own = self.labels.field(label, "referrer", self.last)
            return own if own is not None and own.section == "referrer" else found
        if self.implied and self.implied != self.section and (found is None or found.ignored):
            other = self.labels.field(label, self.implied, self.last)
            return other or found
        if self.row is not None and self.row.section in ROWS and self.row.section != self._where():
            return self._field_of_switched_row(label, found)
        return found

    def _field_of_switched_row(self, label: str, found: Field | None) -> Field | None:
        """Inside the children's section, after "Mother's name", a second "Address" is hers."""
        assert self.row is not None
        if found is not None and found.section == self.section and not found.ignored:
            asked = self.draft.rows["children"][-1].asked if self.draft.rows["children"] else []
            if found.name not in asked and found.name not in self.draft.shared:
                return found
        return self.labels.field(label, self.row.section, self.last) or found

    def _unknown(self, ask: Ask) -> None:
        answer = ask.answer
        if answer is not None and (self._ticked_type(ask) or self._several_asked(ask, answer)):
            return
        if self._narrating():
            words = ask.label if answer is None else f"{ask.label}: {answer.text}"
            self._say(Say(replace(answer or Answer(""), text=words)))
            return
        self.open = None
        self.last = None
        if answer is not None and not answer.empty and ask.label not in self.draft.unknown:
            self.draft.unknown.append(ask.label)

    def _several_asked(self, ask: Ask, answer: Answer) -> bool:
        """ "Date / Tel no: 1.5.26 / 023 9200 0100": as many answers as questions, in their order."""
        labels = [part for part in _BETWEEN_LABELS.split(ask.label.strip(" :?")) if part]
        said = [part for part in _BETWEEN_ANSWERS.split(answer.text.strip()) if part]
        if not 2 <= len(labels) <= 4 or len(said) != len(labels):
            return False
        fields = [self._field(label) for label in labels]
        if any(found is None for found in fields) or len({found.path for found in fields if found}) < len(
            fields
        ):
            return False
        for label, text in zip(labels, said, strict=True):
            self._ask(Ask(label, replace(answer, text=text)))
        return True

    def _ticked_type(self, ask: Ask) -> bool:
        """ "Neglect | ☒": a kind of concern with a box, or a yes, of its own."""
        if ask.answer is None or not self.labels.concern_type(ask.label):
            return False
        if read_tri(ask.answer.text).value == "yes":
            self.draft.ticked.append(replace(ask.answer, text=ask.label))
        return True

    def _put(self, answers: dict[str, Answer], found: Field, label: str, answer: Answer) -> None:
        if found.name in IDENTITY and not answer.filled and self._no_name(answer.text):
            return
        if found.name == "role" and is_courtesy_title(answer.text):
            return
        if kinds.is_list(found):
            self._people(found, label, answer)
        elif found.path == "referrer.name" and "," in answer.text and self._referrer_line(label, answer):
            pass
        elif (
            found.section in ("children", "people")
            and not found.preset
            and len(names := names_in(answer.text)) > 1
            and found.name in ("name", "name_dob")
        ):
            self._several(found.section, names, answer, answers)
        else:
            put(answers, found.name if found.section in ROWS else found.path, answer)

    def _no_name(self, text: str) -> bool:
        """Whether what stands where a name goes is another label, or an answer to something else."""
        words = text.strip().rstrip(":")
        if read_tri(words).value is not None:
            return True
        if re.search("unborn", words, re.IGNORECASE):
            return False
        return (" " in words or words != text.strip()) and self.labels.printed(words)

    # --- where an answer goes ------------------------------------------------------------

    def _slot(self, found: Field, label: str = "") -> dict[str, Answer] | None:
        """The answers that a field's own belongs to; `None` where it is nobody's."""
        if found.section not in ROWS:
            self.draft.asked.append(found.path)
            if found.path == "referrer.name" and self.section != "referrer":
                self.implied, self.row = "referrer", None
            return self.draft.single
        if kinds.is_list(found) and not found.preset:
            return self.draft.shared
        if (
            self.implied == "referrer"
            and self.section is not None
            and (found.name in IDENTITY or found.preset)
        ):
            self.implied = None
        everybodys = (
            found.name in kinds.COMMON and len(self.draft.rows["children"]) > 1 and _FOR_ALL.search(label)
        )
        row = None if found.section == "children" and everybodys else self._row_for(found)
        if row is None:
            return self.draft.shared if found.section == "children" and found.name in kinds.COMMON else None
        row.asked.append(found.name)
        return row.answers

    def _row_for(self, found: Field) -> Row | None:
        if found.preset:
            return self._kin_row(found)
        if found.number is not None:
            self.row = self._row(found.section, found.number)
            return self.row
        if self.row is not None and self.row.section == found.section:
            if self.row.begins_again(found.name):
                self.row = self._row(found.section, None)
            return self.row
        if found.name in IDENTITY:
            return self._identified(found)
        rows = self.draft.rows[found.section]
        if found.section == "children":
            return self._child_row(found, rows)
        if self._where() == found.section:
            self.row = self._row(found.section, None)
            return self.row
        return None

    def _identified(self, found: Field) -> Row:
        """The row that a name opens; away from its section the labels that follow are its own."""
        rows = self.draft.rows[found.section]
        if (
            self._where() != found.section
            and found.section == "children"
            and rows
            and not rows[-1].begins_again(found.name)
        ):
            self.row = rows[-1]
        else:
            self.row = self._row(found.section, None)
        if self.section is None:
            self.implied = found.section
        return self.row

    def _child_row(self, found: Field, rows: list[Row]) -> Row | None:
        if found.name in kinds.COMMON:
            return None
        if not rows and self._where() == "children":
            self.row = self._row("children", None)
            return self.row
        return rows[-1] if len(rows) == 1 else None

    def _kin_row(self, found: Field) -> Row:
        for row in self.draft.rows["people"]:
            same = row.answers.get("relationship")
            if same is not None and same.text == found.preset and not row.begins_again(found.name):
                self.row = row
                return row
        self.row = self._row("people", None)
        put(self.row.answers, "relationship", Answer(found.preset or ""))
        return self.row

    def _row(self, section: str, number: int | None, *, block: bool = False) -> Row:
        rows = self.draft.rows[section]
        if number is not None:
            for row in rows:
                if row.number == number and not (block and row.asked):
                    return row
        row = Row(section, number, block)
        rows.append(row)
        return row

    # --- text without a label ------------------------------------------------------------

    def _say(self, say: Say) -> None:
        waiting = self.open
        if self.section == "other":
            return
        if waiting is None:
            self._unasked(say)
            return
        printed = not waiting.lines and not say.answer.filled
        if not say.answer.filled and (
            is_footer(say.answer.text) or self._asks_next(say.answer.text, begun=not printed)
        ):
            self.open = None
            return
        if printed and self._is_not_taken(waiting, say.answer.text):
            self.open = None
            return
        if printed and is_guidance(say.answer.text):
            return
        if not takes(waiting, say.answer):
            self.open = None
            self._unasked(say)
            return
        waiting.lines += 1
        if kinds.is_list(waiting.field):
            self._people(waiting.field, waiting.label, say.answer)
        elif waiting.answers is not None:
            self._add(waiting, say.answer)
        if not takes_more(waiting, say.answer):
            self.open = None

    @staticmethod
    def _is_not_taken(waiting: Waiting, text: str) -> bool:
        """Whether a text says that nothing was answered, or is a label and answer of its own."""
        if _UNANSWERED.fullmatch(text.strip()):
            return True
        own = looks_like_a_label(text) or re.match(r"[A-Z][^=\n]{2,60}\s=(?:\s|$)", text)
        return bool(own) and not kinds.is_narrative(waiting.field) and not kinds.is_list(waiting.field)

    def _asks_next(self, text: str, *, begun: bool) -> bool:
        """Whether a text is a question that no table knows, and ends the answer before it."""
        return is_next_question(text) if begun else is_question(text) or opens_with_question(text)

    def _add(self, waiting: Waiting, answer: Answer) -> None:
        name = waiting.field.name if waiting.field.section in ROWS else waiting.field.path
        answers = waiting.answers
        assert answers is not None
        if waiting.lines > 1 and name in answers:
            answers[name] = joined([answers[name], answer])
        else:
            put(answers, name, answer)

    def _unasked(self, say: Say) -> None:
        answer = say.answer
        if answer.empty:
            return
        if answer.filled and answer.hint:
            found = field_of_hint(answer.hint, self._where(), self.labels)
            if found is not None and not found.ignored:
                slot = self._slot(found)
                if slot is not None:
                    self._put(slot, found, "", answer)
            return
        ticked = [label for label, on in options(answer.text) if on and self.labels.concern_type(label)]
        if ticked:
            self.draft.ticked += [replace(answer, text=label) for label in ticked]
        elif self.section in ("people", "professionals") and self.row is None:
            for line in answer.text.split("\n"):
                if is_person_line(line, self.labels, self.section):
                    self._person(self.section, person_of_line(line, "", self.section, self.labels), answer)

    # --- several people in one answer, and grids -----------------------------------------

    def _people(self, found: Field, label: str, answer: Answer) -> None:
        lines = [line for line in answer.text.split("\n") if blank(line)]
        if found.preset:
            row = self._kin_row(found)
            for name, text in person_of_line(" ".join(lines), "", "people", self.labels).items():
                put(row.answers, name, replace(answer, text=text))
            return
        for line in lines:
            if is_guidance(line) and not answer.filled:
                continue
            self._person(found.section, person_of_line(line, label, found.section, self.labels), answer)

    def _referrer_line(self, label: str, answer: Answer) -> bool:
        """ "Tom Hughes, Designated Safeguarding Lead, Oakham Primary" in one answer."""
        parts = person_of_line(answer.text, label, "professionals", self.labels)
        if "name" not in parts or not parts.keys() & {"role", "agency"}:
            return False
        for name, text in parts.items():
            put(self.draft.single, f"referrer.{name}", replace(answer, text=text))
        return True

    def _several(self, section: str, names: list[str], answer: Answer, answers: dict[str, Answer]) -> None:
        """One answer that names several: the first has the row that was asked, the others their own."""
        first, *rest = (person_of_line(name, "", section, self.labels) for name in names)
        for field_name, text in first.items():
            put(answers, field_name, replace(answer, text=text))
        for parts in rest:
            self._person(section, parts, answer)
        self.row = None

    def _person(self, section: str, parts: dict[str, str], answer: Answer) -> None:
        if parts:
            row = Row(section, answers={name: replace(answer, text=text) for name, text in parts.items()})
            self.draft.rows[section].append(row)

    def _grid(self, grid: Grid) -> None:
        if self.section == "other":
            return
        self.open = None
        columns = columns_of(grid, self._where_a_grid_stands(), self.labels)
        self.draft.unknown += [label for label in columns.unknown if label not in self.draft.unknown]
        if columns.rows_of:
            self._grid_rows(grid, columns)
        else:
            self._grid_answers(grid, columns)

    def _where_a_grid_stands(self) -> str | None:
        """The section for a column table: what only a question implied says nothing about its rows."""
        return self.section if self.implied not in ROWS else self._where()

    def _grid_rows(self, grid: Grid, columns: Columns) -> None:
        section = columns.rows_of
        assert section is not None
        for index, cells in enumerate(grid.rows):
            answers = columns.answers(cells)
            if columns.continues(answers) and self.draft.rows[section]:
                self.draft.rows[section][-1].goes_on(answers)
                continue
            row = self.row if index == 0 and self._fits(section, columns) else None
            if row is None:
                row = self._row(section, None)
            row.asked += [name for name in columns.names if name]
            for name, answer in answers.items():
                put(row.answers, name, answer)
        # Labels after a grid of one row go on with who stands in it.
        only = self.draft.rows[section][-1] if len(grid.rows) == 1 and self.draft.rows[section] else None
        if not (self.row is not None and self.row.block and len(grid.rows) < 2):
            self.row = only if only is not None and self._where() == section else None
        if self.section is None:
            self.implied = section

    def _fits(self, section: str, columns: Columns) -> bool:
        """Whether the first row of a grid is about the block that it stands in."""
        return (
            self.row is not None
            and self.row.section == section
            and self.row.block
            and not any(name in self.row.asked for name in columns.names if name in IDENTITY)
        )

    def _grid_answers(self, grid: Grid, columns: Columns) -> None:
        rows = sum(any(blank(answer.text) for answer in cells) for cells in grid.rows)
        for at, label in enumerate(grid.header):
            under = [cells[at] for cells in grid.rows if at < len(cells)]
            written = [answer for answer in under if blank(answer.text)]
            if columns.are_several(at, rows):
                continue
            if label.strip():
                answer = joined(written) if columns.many_lines(at) else (written or under or [Answer("")])[0]
                self._ask(Ask(label, answer))
