"""Pieces -> a draft: each answer to the field that its label means where it stands.

The binder walks the pieces once and remembers where it is: which section, whose block, which
question still waits for its answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.binding.answering import Answering
from parsers.assembly.binding.grids import Columns, columns_of
from parsers.assembly.binding.houses import with_houses_as_answers
from parsers.assembly.binding.next_label import by_its_words, names_them, names_who_signs, of_the_same_home
from parsers.assembly.binding.other_children import opened_by, tells_of_others
from parsers.assembly.binding.parts_played import with_parts_as_heads
from parsers.assembly.binding.patients import with_clients_told_apart
from parsers.assembly.binding.plain_titles import with_titles_marked
from parsers.assembly.binding.runs import only_asked, told, turns_to_referrer
from parsers.assembly.binding.signing_days import with_days_behind_signatures
from parsers.assembly.binding.titles import name_agency, tell_occurrence
from parsers.assembly.binding.together import asked_together, parts_plainly
from parsers.assembly.binding.two_at_once import with_columns_in_turn
from parsers.assembly.binding.waiting import (
    MAY_ASK_THE_STORY,
    Waiting,
    is_answer_line,
    is_role_asked,
    may_be_heads,
    may_go_on,
    only_helps,
    tells_nobody,
)
from parsers.assembly.binding.who_knows import (
    PARENTS_INFORMED,
    goes_back_to,
    stated,
    told_in_a_column,
    who_is_told,
)
from parsers.assembly.binding.who_refers import with_heads_of_who_refers
from parsers.assembly.binding.whose_number import as_a_number, keep_numbers_of_kin
from parsers.assembly.draft import IDENTITY, Draft, put
from parsers.assembly.guidance import after_guidance, instructs
from parsers.assembly.hints import field_of_hint
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say, joined
from parsers.assembly.read_across import as_asked_of_each
from parsers.assembly.ticks import WISHED_FOR, is_wished_for, tells_a_story
from parsers.labels import Field, LabelTables
from parsers.values import blank, read_tri

GIVEN_BY: Final = "information_sharing.consent_given_by"
_OF_A_CONCERN: Final = re.compile(
    r"\b(?:concern|worr|risk|harm|incident|happen|disclos|referr|reason|allegation|issue|welfare|safeguard|circumstance|information|detail|descri|summary|narrative|message|comment|notes?\b|account\b)",
    re.IGNORECASE,
)
_AN_ADDRESS: Final = re.compile(r"\baddress\b", re.IGNORECASE)


def bind(pieces: Sequence[Piece], labels: LabelTables) -> Draft:
    """The draft of one form."""
    parted = with_heads_of_who_refers(list(with_parts_as_heads(as_asked_of_each(pieces), labels)), labels)
    parted = with_columns_in_turn(list(with_houses_as_answers(parted, labels)), labels)
    parted = with_days_behind_signatures(list(with_clients_told_apart(parted, labels)), labels)
    binder, pieces = _Binder(labels), with_titles_marked(only_asked(parted, labels))
    turns = told(pieces, 0, labels)
    for at, piece in enumerate(pieces):
        if binder.section is None and at in turns:
            binder.turn_to(turns[at])
        elif isinstance(piece, Ask) and turns_to_referrer(pieces, at, binder.where(), labels):
            binder.turn_from_heading()
        binder.take(piece)
        if isinstance(piece, Head) and binder.section is None and binder.implied is None:
            turns |= told(pieces, at + 1, labels)
    name_agency(binder.finished(), pieces)
    tell_occurrence(binder.draft, pieces)
    return binder.draft


@dataclass(slots=True)
class _Binder(Answering):
    others: bool = False

    def take(self, piece: Piece) -> None:
        """One piece, in reading order."""
        if not isinstance(piece, Say):
            self.overrun = None
        if isinstance(piece, Head):
            self._head(piece)
        elif isinstance(piece, Ask):
            self._ask(piece)
        elif isinstance(piece, Grid):
            self._grid(piece)
        else:
            self.say(piece)

    def turn_to(self, section: str) -> None:
        """What the questions that follow tell that they are about."""
        if self.implied != section:
            self.implied, self.row = section, None

    def turn_from_heading(self) -> None:
        """The referrer's questions begin, without a heading of their own."""
        if "referrer.name" not in self.draft.single:
            self.section, self.implied, self.row, self.last = None, "referrer", None, None

    def turn_to_people(self) -> None:
        """ "Parent / carer", which asks for them by itself, stood as a title over "Name"."""
        assert self.open is not None
        self.heading, self.section = self.open.label, "people"
        self.open, self.last, self.implied, self.row = None, None, None, None

    def turn_to_the_signature(self) -> None:
        """Whoever signs is asked for, under a title of their own or under none."""
        self.section, self.implied, self.row, self.last = "signature", None, None, None

    # --- headings ------------------------------------------------------------------------

    def _head(self, head: Head) -> None:
        if self.open is not None and head.marked < 2 and instructs(head.text):
            return  # "Use the young person's own words", in bold under its question
        opens = opened_by(head)
        if opens is None:
            self._unknown_head(head)
            return
        if (not head.marked and self.narrating()) or (
            self.open is not None and may_be_heads(self.open, head.text, opens, plain=not head.marked)
        ):
            self.say(Say(Answer(head.text, head.page, head.confidence)))
            return
        if self.asks_of_the_same(head, opens):
            self.open, self.last = None, None
            return
        self.open, self.last, self.implied = None, None, None
        self.others = tells_of_others(head.text)
        self.heading = head.text
        # "19. Disability" in bold within a child's block still asks of that child.
        within = self.row is not None and self.row.block and self.section == opens.section == "children"
        asked = self.labels.field(head.text, "children") if within and not opens.block else None
        self.section = None if opens.section == "guidance" else opens.section
        if asked is None or asked.name in IDENTITY or kinds.is_list(asked):
            self.row = None
        if opens.block:
            self.row = self.row_numbered(opens.section, opens.number, block=True)
            if opens.preset:
                put(self.row.answers, "relationship", Answer(opens.preset))

    def _unknown_head(self, head: Head) -> None:
        if self.open is not None and head.marked < 2 and self.open.lines and head.text.rstrip().endswith("?"):
            self.open, self.last = None, None
        elif head.marked == 2:
            self.open, self.last, self.implied, self.section, self.row = None, None, None, None, None
        else:
            self.say(Say(Answer(head.text, head.page, head.confidence)))
            self._told_under(head.text)

    def _told_under(self, words: str) -> None:
        """What follows is told under `words`, and no longer under the heading of a block."""
        if self.row is not None:
            self.row.asked.append(words)

    # --- questions -----------------------------------------------------------------------

    def _ask(self, ask: Ask) -> None:
        if self.section == "other":
            self.open = None
            return
        answer = ask.answer
        if names_them(self.open, ask.label, self.where(), self.labels):
            self.turn_to_people()
        told = self._says_who_agreed(ask) or self.reaches_the_professional(ask.label, answer)
        told = told or self._several_parted(ask)
        if told or self._tells_who_knows(ask) or self.is_an_option(ask):
            return
        if self.section != "signature" and names_who_signs(self.open, ask.label, self.labels):
            self.turn_to_the_signature()
        found = self._asked_for(ask)
        if found is None:
            self._unknown(ask)
            return
        if answer is None and self.open is not None and is_role_asked(self.open, found, ask.label):
            self.say(Say(Answer(ask.label)))
            return
        found = WISHED_FOR if is_wished_for(found, answer) else of_the_same_home(self.open, found)
        self.open = None
        found = as_a_number(self.of_the_home(self.beside_its_address(found), ask.label), answer)
        self.astray = found.ignored and _AN_ADDRESS.search(ask.label) is not None
        self.last = goes_back_to(found, answer, self.last)
        if found.ignored:
            return
        if answer is not None and (
            self.names_holders(found, ask.label, answer)
            or keep_numbers_of_kin(found, answer, self.draft, self.labels)
            or self.names_the_household(found, answer)
        ):
            return
        answers = self.slot(found, ask.label)
        helps = answer is not None and not kinds.is_narrative(found) and only_helps(answer)
        if answer is not None and (helps or tells_nobody(found, answer.text)):
            answer = None
        else:
            answer = answer or stated(found, ask.label)
        if answer is not None and kinds.is_narrative(found):
            answer = answer if answer.filled else replace(answer, text=after_guidance(answer.text))
        if answer:
            self.keep_or_share(answers, found, ask.label, answer)
        self._wait(
            Waiting(
                found,
                ask.label,
                answers,
                int(answer is not None),
                titles=ask.titles,
                told=answer is not None and found.path in MAY_ASK_THE_STORY and tells_a_story(answer.text),
            ),
            ask,
            answer,
        )

    def _says_who_agreed(self, ask: Ask) -> bool:
        """ "Who gave agreement?" over "Mum - Ann Vale": what stands like a label is the answer."""
        if ask.answer is None or self.open is None or self.open.lines or self.open.field.path != GIVEN_BY:
            return False
        if self.labels.kin(ask.label.strip(" :")) is None:
            return False
        self.say(Say(replace(ask.answer, text=f"{ask.label} - {ask.answer.text}")))
        return True

    def _asked_for(self, ask: Ask) -> Field | None:
        found, answer = self.field_of(ask.label), ask.answer
        if found is None and answer is not None and answer.filled and answer.hint:
            found = field_of_hint(answer.hint, self.where(), self.labels)
        found = found or by_its_words(ask, self.labels, narrating=self.narrating())
        if found is None and self.section is None and answer is not None and tells_a_story(answer.text):
            # "Details", on a form without sections: what the concern is, where a story is told there.
            asked = self.labels.field(ask.label, "concern")
            found = asked if asked is not None and asked.path == "concern.reason" else None
        return found

    def _wait(self, asked: Waiting, ask: Ask, answer: Answer | None) -> None:
        """What may follow a question or its answer."""
        if answer is None or (ask.runs_on and may_go_on(asked, answer)):
            self.open = asked
        elif kinds.is_narrative(asked.field) and not answer.filled and not answer.empty:
            self.overrun = asked
        if answer is not None and kinds.is_address(asked.field) and answer.text.rstrip().endswith(","):
            self.unended = replace(asked)

    def _tells_who_knows(self, ask: Ask) -> bool:
        """ "Has this been discussed with:" over "Child | Yes" and "Parents | No"."""
        waits = self.open is not None and self.open.field.path == PARENTS_INFORMED
        told = who_is_told(ask.label) if waits else None
        if told is None or ask.answer is None or read_tri(ask.answer.text).value is None:
            return False
        put(self.draft.single, told, ask.answer)
        return True

    def _unknown(self, ask: Ask) -> None:
        answer = ask.answer
        if answer is not None and self.open is not None and is_answer_line(ask.label):
            self.say(Say(answer))
            return
        if answer is not None and (self.ticked_type(ask) or self._several_asked(ask, answer)):
            return
        if answer is not None and self.tells_who(ask.label, answer):
            self.open = None
            return
        if self.narrating() and not ask.sure:
            words = ask.label if answer is None else f"{ask.label}: {answer.text}"
            self.say(Say(replace(answer or Answer(""), text=words)))
            return
        self.open, self.last = None, None
        if self.row is not None:
            self.row.asked.append(
                ask.label
            )  # what stands below it answers it, and is not told under the heading
        self.astray = _AN_ADDRESS.search(ask.label) is not None
        if answer is not None and _OF_A_CONCERN.search(ask.label):
            self.draft.loose.append(answer)
        elif answer is not None and self.section == "concern":
            self.draft.of_concern.append(answer)
        if answer is not None and not answer.empty and ask.label not in self.draft.unknown:
            self.draft.unknown.append(ask.label)

    def _several_parted(self, ask: Ask) -> bool:
        """ "Telephone / Agency: 023 9200 0100 / Any School", whichever of the two the whole label would ask for."""
        said = "" if ask.answer is None else ask.answer.text
        return " / " in said and "/" in ask.label and self._several_asked(ask, ask.answer or Answer(""))

    def _several_asked(self, ask: Ask, answer: Answer) -> bool:
        """ "Date / Tel no: 1.5.26 / 023 9200 0100": as many answers as questions, in their order.

        A story is told whole: the commas of "What happened, and when?" part no answers.
        """
        pairs = asked_together(ask.label, answer.text)
        asked = [(label, found) for label, _ in pairs if (found := self.field_of(label)) is not None]
        if not pairs or len({found.path for _, found in asked}) < len(pairs):
            return False
        stories = [label for label, found in asked if kinds.is_narrative(found)]
        if stories and not (len(stories) == len(pairs) and parts_plainly(answer.text)):
            pairs = [(stories[0], answer.text)]
        for label, text in pairs:
            self._ask(Ask(label, replace(answer, text=text)))
        return True

    # --- grids ----------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        if self.section == "other":
            return
        self.open = None
        section = self.where_a_grid_stands()
        columns = columns_of(grid, section, self.labels, only=section if self.others else None)
        self.draft.unknown += [label for label in columns.unknown if label not in self.draft.unknown]
        if columns.rows_of:
            self.keep_rows(grid, columns)
            if (said := told_in_a_column(grid, columns, self.labels)) is not None:
                put(self.draft.single, PARENTS_INFORMED, said)
        else:
            self._grid_answers(grid, columns)

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
