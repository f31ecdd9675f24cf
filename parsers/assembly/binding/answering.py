"""Text without a label: the answer to the question that waits, more of the one before, or nobody's."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.assembly import kinds
from parsers.assembly.binding.column_tables import ColumnTables
from parsers.assembly.binding.houses import is_their_home
from parsers.assembly.binding.naming import is_kind_of_request
from parsers.assembly.binding.waiting import (
    MAY_ASK_THE_STORY,
    Waiting,
    ends_the_kinds,
    ends_with_its_box,
    explains,
    goes_on_in_a_cell,
    is_ended_by,
    is_kept_whole,
    is_not_taken,
    may_end_an_address,
    takes,
    takes_more,
)
from parsers.assembly.draft import put
from parsers.assembly.guidance import after_guidance, is_guidance, is_help_before_an_answer
from parsers.assembly.hints import field_of_hint
from parsers.assembly.people import is_person_line, person_of_line
from parsers.assembly.pieces import Answer, Say, joined
from parsers.assembly.ticks import WISHED_FOR, is_wished_for, kinds_ticked, tells_a_story
from parsers.labels import ROWS, Field
from parsers.options import options


@dataclass(slots=True)
class Answering(ColumnTables):
    """The binder's keeping of text that stands by itself; `open` is the question that waits for it."""

    open: Waiting | None = None
    unended: Waiting | None = None
    overrun: Waiting | None = None  # a story in a cell, which may go on in a cell of the next page

    def narrating(self) -> bool:
        """Whether a story is being told."""
        return self.open is not None and self.open.lines > 0 and kinds.is_narrative(self.open.field)

    def say(self, say: Say) -> None:
        """Text that stands under no label of its own."""
        cut = say.answer.empty and not say.answer.filled and self.narrating()
        if self.section == "other" or cut:
            return  # a page's end cuts a cell, and leaves an empty one
        if self.open is not None:
            self._answer(self.open, say)
        elif self.overrun is not None and say.boxed and goes_on_in_a_cell(self.overrun, say.answer):
            self.overrun.lines += 1
            self._add(self.overrun, say.answer)
        elif not self._ends_an_address(say.answer):
            self.overrun = None
            self._unasked(say)

    def _answer(self, waiting: Waiting, say: Say) -> None:
        """Text where a question waits: its answer, more of it, help before it, or its end."""
        printed = not waiting.lines and not say.answer.filled
        if is_ended_by(waiting, say.answer):
            self.open = None
            return
        if (printed or kinds.is_address(waiting.field)) and is_not_taken(waiting, say.answer.text):
            self.open = None
            return
        if self._stands_between(waiting, say, printed=printed):
            return
        if printed and kinds.is_narrative(waiting.field):
            say = replace(say, answer=replace(say.answer, text=after_guidance(say.answer.text)))
        ended = ends_with_its_box(waiting, say) or not takes(waiting, say.answer)
        if ended or ends_the_kinds(waiting, say.answer.text, self.labels):
            self.open = None
            self._unasked(say)
            return
        if not waiting.lines:
            waiting.field = self._turned(waiting, say.answer)
        waiting.lines += 1
        if kinds.is_list(waiting.field):
            self.keep_people(waiting.field, waiting.label, say.answer)
        elif waiting.answers is not None and waiting.lines == 1 and is_kept_whole(waiting.field, printed):
            self.keep(waiting.answers, waiting.field, waiting.label, say.answer)
        elif waiting.answers is not None:
            self._add(waiting, say.answer)
        if not takes_more(waiting, say.answer):
            self.open = None

    def _turned(self, waiting: Waiting, answer: Answer) -> Field:
        """What a question asked for, as its answer shows: a wish, the story, or people with a line each."""
        field = waiting.field
        if waiting.titles and field.path == "people.name" and not field.preset:
            # "Parent / carer details" over "Ann Vale - mother - 07700 900123".
            first = answer.text.strip().split("\n")[0]
            return Field("people", "line") if is_person_line(first, self.labels, "people") else field
        if is_wished_for(field, answer):
            return WISHED_FOR
        if field.path in MAY_ASK_THE_STORY and tells_a_story(answer.text):
            # "Nature of concern" asked for the story, which may go on over the page.
            return Field("concern", "reason")
        return field

    def _stands_between(self, waiting: Waiting, say: Say, *, printed: bool) -> bool:
        """Help, or boxes to tick, between a question and its answer."""
        if printed and (is_guidance(say.answer.text) or explains(waiting, say.answer.text)):
            return True
        return self._ticks_before_story(waiting, say)

    def _ticks_before_story(self, waiting: Waiting, say: Say) -> bool:
        """Boxes to tick between a question and its story: "☒ Physical abuse ☐ Neglect", or kinds of request."""
        if waiting.lines or not kinds.is_narrative(waiting.field) or not options(say.answer.text):
            return False
        if is_kind_of_request(waiting.field, waiting.label, say.answer):
            self.open = None
            put(self.draft.single, "call.request_type", say.answer)
        else:
            self._unasked(say)
        return True

    def _ends_an_address(self, answer: Answer) -> bool:
        """A line below an address that ended in a comma, with another column's answer between them."""
        waiting, self.unended = self.unended, None
        if waiting is None or not may_end_an_address(waiting, answer):
            return False
        waiting.lines += 1
        self._add(waiting, answer)
        if answer.text.rstrip().endswith(",") and takes_more(waiting, answer):
            self.unended = waiting
        return True

    def _add(self, waiting: Waiting, answer: Answer) -> None:
        name = waiting.field.name if waiting.field.section in ROWS else waiting.field.path
        answers = waiting.answers
        assert answers is not None
        if name in answers and (waiting.lines > 1 or kinds.is_continued(waiting.label)):
            if kinds.is_narrative(waiting.field) and is_help_before_an_answer(answers[name].text):
                answers[name] = answer
                return
            answers[name] = joined([answers[name], answer])
        else:
            self.give_way(answers, waiting.field, waiting.label, answer)
            put(answers, name, answer)
            if answers[name] is not answer:
                waiting.answers = {}  # an earlier answer stands: what follows is no more of it

    def _unasked(self, say: Say) -> None:
        answer = say.answer
        if answer.empty or self.stays_unnamed(answer):
            return
        if not is_guidance(answer.text):
            self.draft.loose.append(answer)
        ticked = kinds_ticked(answer.text, self.labels)
        if answer.filled and answer.hint and not ticked:
            found = field_of_hint(answer.hint, self.where(), self.labels)
            if found is not None and not found.ignored and (slot := self.slot(found)) is not None:
                self.keep(slot, found, "", answer)
            return
        if ticked:
            self.draft.ticked += [replace(answer, text=label) for label in ticked]
        elif self.section == "referrer":
            self.named_under_heading(answer)
        elif self.section == "people" and self.row is not None and self.row.block:
            self.tells_of_block(self.row, answer)
        elif self.section == "children" and is_their_home(answer, self.draft):
            put(self.draft.shared, "address", answer)
        elif self.section in ROWS and self.row is None:
            for line in answer.text.split("\n"):
                if is_person_line(line, self.labels, self.section):
                    self.keep_person(
                        self.section, person_of_line(line, "", self.section, self.labels), answer
                    )
