"""Blocks -> contact forms, whatever council's form it is and whatever it arrived as.

A document's `lines` and `tables` come down to `pieces`: headings, questions with their answers,
grids, loose text. The binder (`binding`) walks them with the label tables and puts each answer to
its field: a `draft`. `answers` reads it as dates, numbers and names, and gives the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.reading import AssembledForm, read_draft
from parsers.assembly.binding.binder import bind
from parsers.assembly.called import more_told, names_in_labels
from parsers.assembly.draft import Draft, Row, put
from parsers.assembly.evidence import Evidence, weigh
from parsers.assembly.guidance import is_guidance
from parsers.assembly.hints import label_of_hint
from parsers.assembly.lines.bracketed import with_brackets_off
from parsers.assembly.lines.help_beside import with_help_off
from parsers.assembly.lines.in_bold import with_bold_chosen
from parsers.assembly.lines.line import pieces_of_line
from parsers.assembly.lines.over import paired
from parsers.assembly.lines.printed_help import help_lines
from parsers.assembly.lines.styled import labels_by_style
from parsers.assembly.lines.unmarked import with_labels_apart
from parsers.assembly.pieces import Answer, Ask, Grid, Head, Piece, Say, answer_of
from parsers.assembly.several import forms_in, without_the_hubs_own
from parsers.assembly.short_gaps import with_short_gaps
from parsers.assembly.tables.date_parts import with_parts_joined
from parsers.assembly.tables.table import pieces_of_table
from parsers.blocks import Block, Document, Line, Table
from parsers.labels import ROWS, Hub, LabelTables
from parsers.letters.people import Relative
from parsers.letters.reading import Letter, read_letter
from parsers.letters.sentences import is_formula

__all__ = ["AssembledForm", "assemble", "candidates", "forms_of"]

_COLUMNS: Final = 3  # labels side by side, each over its answer
_LONGEST_TITLE: Final = 90
_IN_A_SENTENCE: Final = 0.9
#: A title's letters: no number, date, address or sentence.
_IN_A_BAR: Final = re.compile(r"[^\W\d_][^\d@\n]{2,68}[^.?:,;\s]")


def assemble(document: Document, labels: LabelTables, hub: Hub) -> list[AssembledForm]:
    """The forms that stand in a document, in order; a blank form gives one with nothing in it.

    Empty where the document is no contact form, or nothing says that it is one.
    """
    return forms_of(list(candidates(document, labels, hub)))


def forms_of(found: Sequence[tuple[AssembledForm, Evidence]]) -> list[AssembledForm]:
    """The forms among a document's candidates."""
    return [form for form, evidence in found if evidence.is_form] or [
        form for form, evidence in found if evidence.is_blank
    ][:1]


def candidates(document: Document, labels: LabelTables, hub: Hub) -> Iterator[tuple[AssembledForm, Evidence]]:
    """All that might be a form in a document, and the evidence that it is one."""
    document = with_short_gaps(document)
    letter = read_letter(document)
    if letter is not None:
        form = read_draft(draft_of_letter(letter, labels), labels, hub)
        yield form, weigh(pieces_of(letter.body, labels), form.form, labels)
        return
    found = _read(document, labels, hub)
    names = names_in_labels(document, [form.form for form, _ in found])
    if names:
        found = more_told(found, _read(document, labels.calling(names), hub))
    for form, evidence in found:
        if evidence.is_form and not evidence.children:
            form.warnings.append("no child could be read on this form")
        yield form, evidence


def _read(document: Document, labels: LabelTables, hub: Hub) -> list[tuple[AssembledForm, Evidence]]:
    found = []
    pieces = without_the_hubs_own(pieces_of(document.blocks, labels), labels, hub)
    for group in forms_in(pieces, labels):
        form = read_draft(bind(group, labels), labels, hub)
        found.append((form, weigh(group, form.form, labels)))
    return found


def draft_of_letter(letter: Letter, labels: LabelTables) -> Draft:
    """A letter's answers, with those of the labelled passages in its body."""
    draft = bind(pieces_of(letter.body, labels), labels)
    for path, text in letter.answers.items():
        put(draft.single, path, answer_of([text]))
    named = [{name: answer_of([text]) for name, text in child.items()} for child in letter.children]
    if not any(row.answers for row in draft.rows["children"]):
        draft.rows["children"] = [Row("children", answers=answers) for answers in named]
    if not any(row.answers for row in draft.rows["people"]):
        draft.rows["people"] = [Row("people", answers=_told_of(relative)) for relative in letter.people]
    if "concern.reason" not in draft.single:
        prose = [
            text
            for block in letter.body
            if isinstance(block, Line) and not labels.known(block.segments[0].text.partition(":")[0])
            for text in block.segments
            if len(text.text) > 40
        ]
        # What only opens the letter is no reason, unless it is all that there is.
        prose = [text for text in prose if not is_formula(text.text, letter.parents)] or prose
        draft.single["concern.reason"] = replace(answer_of(prose), confidence=0.7)
    return draft


def _told_of(relative: Relative) -> dict[str, Answer]:
    """What a sentence says of a relative: never as sure as what stands under a label."""
    told = {"name": relative.name, "relationship": relative.relationship, "dob": relative.dob}
    return {name: Answer(text, confidence=_IN_A_SENTENCE) for name, text in told.items() if text}


def pieces_of(blocks: Iterable[Block], labels: LabelTables) -> list[Piece]:
    """The pieces of blocks in reading order."""
    pieces: list[Piece] = []
    waiting = with_brackets_off(
        list(
            with_parts_joined(paired(with_labels_apart(list(map(with_bold_chosen, blocks)), labels), labels))
        ),
        labels,
    )
    helped = with_help_off(waiting, labels)
    waiting = helped.blocks
    styled = labels_by_style(waiting, labels)
    helps = help_lines(waiting, labels)
    for at, block in enumerate(waiting):
        if at in styled:
            pieces.append(styled[at])
            continue
        if at in helped.labels and isinstance(block, Line):
            pieces.append(Ask(block.text, runs_on=True, sure=True))
            continue
        if at in helps:
            continue
        if isinstance(block, Line):
            asked = _asked_by_name(list(pieces_of_line(block, labels)), pieces, labels)
            if (
                at
                and pieces
                and asked
                and isinstance(asked[0], Ask)
                and _is_in_a_bar(pieces, waiting[at - 1])
            ):
                pieces[-1] = _title(pieces[-1])
            elif at and _is_over_columns(pieces, asked):
                pieces[-1] = _title_of_grid(pieces[-1], labels, in_bar=True)
            pieces += asked
            continue
        found = list(pieces_of_table(block, labels))
        if found and isinstance(found[0], Grid) and pieces:
            pieces[-1] = _title_of_grid(pieces[-1], labels)
            plainly_asked = at > 1 and not _ends_bold(waiting[at - 2])
            if plainly_asked and _is_in_a_bar(pieces, waiting[at - 1], may_wait=True):
                pieces[-1] = _title(pieces[-1])
        if at and pieces and found and _is_in_a_bar(pieces, waiting[at - 1]) and _opens_with_questions(found):
            pieces[-1] = _title(pieces[-1])
        pieces += found
    return pieces


def _ends_bold(block: Block) -> bool:
    texts = (
        block.segments
        if isinstance(block, Line)
        else [text for cell in block.rows[-1] for text in cell.texts]
    )
    return not texts or texts[-1].bold


def _is_in_a_bar(pieces: Sequence[Piece], block: Block, *, may_wait: bool = False) -> bool:
    """Whether the last piece is a short line in bold that stood in a frame or a bar of its own, and no answer.

    `may_wait` is whether it is none to a question that waits either: that is plain, and columns follow.
    """
    last, before = pieces[-1], pieces[-2] if len(pieces) > 1 else None
    if not isinstance(last, Say) or not last.boxed or last.answer.filled or not isinstance(block, Table):
        return False
    texts = [text for row in block.rows for cell in row for text in cell.texts if text.text.strip()]
    waits = not may_wait and isinstance(before, Ask) and before.answer is None
    return (
        len(texts) == 1 and texts[0].bold and not waits and _IN_A_BAR.fullmatch(last.answer.text) is not None
    )


def _title(piece: Piece) -> Head:
    assert isinstance(piece, Say)
    return Head(piece.answer.text, None, 2, piece.answer.page, piece.answer.confidence)


def _opens_with_questions(found: Sequence[Piece]) -> bool:
    """Whether the first of a table's pieces asks for several things."""
    return isinstance(found[0], Grid) or all(isinstance(piece, Ask) for piece in [*found[:2], found[-1]])


def _asked_by_name(found: list[Piece], before: list[Piece], labels: LabelTables) -> list[Piece]:
    """A field that stands alone, and for which no question waits, as an answer to its own name."""
    if len(found) != 1 or not isinstance(found[0], Say) or not found[0].answer.filled:
        return found
    waits = bool(before) and isinstance(before[-1], Ask) and before[-1].answer is None
    asked = label_of_hint(found[0].answer.hint or "", labels)
    return [Ask(asked, found[0].answer)] if asked and not waits else found


def _is_over_columns(pieces: Sequence[Piece], asked: Sequence[Piece]) -> bool:
    """Whether labels side by side with their answers under them follow what answers nothing."""
    if len(asked) < _COLUMNS or not all(isinstance(piece, Ask) and piece.answer for piece in asked):
        return False
    before = pieces[-2] if len(pieces) > 1 else None
    return bool(pieces) and not (isinstance(before, Ask) and before.answer is None)


def _title_of_grid(piece: Piece, labels: LabelTables, *, in_bar: bool = False) -> Piece:
    """A plain line right above a column table is its title, where it names those in the rows.

    So is one `in_bar` over columns without rules.
    """
    if not isinstance(piece, Say) or (piece.boxed and not in_bar) or piece.answer.filled:
        return piece
    words = piece.answer.text
    is_title = len(words) < _LONGEST_TITLE and not is_guidance(words)
    opens = labels.heading(words, marked=True) if is_title else None
    if opens is None or opens.section not in ROWS:
        return piece
    return Head(words, opens, 1, piece.answer.page, piece.answer.confidence)
