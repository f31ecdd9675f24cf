"""Blocks -> contact forms, whatever council's form it is and whatever it arrived as.

A document's lines and tables come down to pieces (`pieces`): headings, questions with their
answers, grids, loose text. The binder (`binding`) walks them with the label tables and puts
each answer to its field; `reading` reads the answers as dates, numbers and names.
"""

from __future__ import annotations

from parsers.assembly.binding import bind
from parsers.assembly.lines import pieces_of_line
from parsers.assembly.pieces import Piece
from parsers.assembly.reading import AssembledForm, read_draft
from parsers.assembly.several import forms_in
from parsers.assembly.tables import pieces_of_table
from parsers.blocks import Document, Line
from parsers.labels import Hub, LabelTables

__all__ = ["AssembledForm", "assemble"]


def assemble(document: Document, labels: LabelTables, hub: Hub) -> list[AssembledForm]:
    """The forms that stand in a document, in order; empty where nothing of a form was read."""
    pieces = pieces_of(document, labels)
    forms = [read_draft(bind(group, labels), labels, hub) for group in forms_in(pieces, labels)]
    return [form for form in forms if not form.form.is_empty()]


def pieces_of(document: Document, labels: LabelTables) -> list[Piece]:
    """A document's pieces in reading order."""
    pieces: list[Piece] = []
    for block in document.blocks:
        found = pieces_of_line(block, labels) if isinstance(block, Line) else pieces_of_table(block, labels)
        pieces += found
    return pieces
