"""The messages of one body that hold a form each: a new one, and the earlier ones quoted below it.

Read as one they would be one form of two children, and one child's reason would be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from parsers.assembly import AssembledForm
from parsers.assembly.evidence import is_told
from parsers.blocks import Document
from parsers.form import Child
from parsers.labels import LabelTables
from parsers.mail.forwarded import begins_an_earlier_message
from parsers.mail.tail import LEAST_ASKED, labels_in

_STANDS_BELOW: Final = "it stands in an earlier message that is quoted below: it may be known already"
_OLDER_BELOW: Final = "an earlier form about the same child is quoted below it in the email: compare the two, and read the earlier one by hand"


def messages_in(document: Document, labels: LabelTables) -> list[Document]:
    """The document parted where an earlier message begins and there are questions above and below; else whole."""
    blocks = document.blocks
    begun = [at for at in range(1, len(blocks)) if begins_an_earlier_message(blocks, at)]
    asked = [labels_in(block, labels) for block in blocks] if begun else []
    starts = [0]
    for at in begun:
        if sum(asked[starts[-1] : at]) >= LEAST_ASKED and sum(asked[at:]) >= LEAST_ASKED:
            starts.append(at)
    ends = [*starts[1:], len(blocks)]
    return [replace(document, blocks=blocks[start:end]) for start, end in zip(starts, ends, strict=True)]


def forms_by_message(
    messages: list[Document], read: Callable[[Document], list[AssembledForm]]
) -> list[AssembledForm]:
    """The forms of each message, the newest first; none where not each has a form of a child that is told.

    Of forms about the same children the newest is kept, with a warning.
    """
    read_in = [read(message) for message in messages] if len(messages) > 1 else []
    if not all(any(any(map(is_told, item.form.children)) for item in forms) for forms in read_in):
        return []
    kept: list[AssembledForm] = []
    for number, forms in enumerate(read_in):
        for form in forms:
            newer = next((item for item in kept if number and _same_children(item, form)), None)
            if newer is None:
                form.warnings += [_STANDS_BELOW] if number else []
                kept.append(form)
            elif _OLDER_BELOW not in newer.warnings and newer.form != form.form:
                newer.warnings.append(_OLDER_BELOW)
    return kept


def _same_children(one: AssembledForm, other: AssembledForm) -> bool:
    some, others = one.form.children, other.form.children
    return all(any(_same_child(child, known) for known in some) for child in others)


def _same_child(one: Child, other: Child) -> bool:
    """Whether the names are the same: a newer form may put the date of birth right."""
    first, second = (
        f"{child.forename or ''} {child.surname or ''}".strip().casefold() for child in (one, other)
    )
    return first == second != ""
