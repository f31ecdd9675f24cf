"""Every leaf of a message read, each on its own: what breaks one never hides another.

Pictures that belong together are the pages of one document. Small ones are decoration.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from PIL import Image

from parsers.assembly import AssembledForm, candidates, forms_of
from parsers.blocks import Document
from parsers.classify import Kind, judge
from parsers.errors import OverLimit, Unreadable
from parsers.form import Part, ReadForm
from parsers.labels import Hub, LabelTables
from parsers.mail.forwarded import without_forward_headers
from parsers.mail.messages import forms_by_message, messages_in
from parsers.mail.signature import without_signature
from parsers.mail.tail import without_tail
from parsers.mime.leaves import Leaf, Limits, Mail
from parsers.mime.sniff import Format
from parsers.misread import with_labels_mended
from parsers.offered import with_offers_spelt
from parsers.other_papers import OtherPaper, calls_itself_an_example, is_no_referral, other_paper
from parsers.readers import BESIDE_THE_POINT, ENTRIES, leaf_text, read_leaf, read_pictures

_LEAST_PAGE_SIDE: Final = 500
_MOST_TEXT: Final = 4_000_000
_MOST_WARNINGS: Final = 3
_FAILED: Final = "the reader failed on it: open it by hand and key it"


@dataclass(slots=True)
class LeafReading:
    """What one leaf gave: a document and the forms on it, or why it could not be read.

    `leaves` are several where pictures make up one document. `doubt` is why an officer should
    look where no form was found. `decoration` marks pictures too small to be a page.
    """

    leaves: tuple[Leaf, ...]
    document: Document | None = None
    forms: list[ReadForm] = field(default_factory=list)
    problem: Unreadable | None = None
    kind: Kind = Kind.NOT_A_FORM
    doubt: str | None = None
    decoration: bool = False

    @property
    def leaf(self) -> Leaf:
        """The first, or only, leaf."""
        return self.leaves[0]

    def parts(self) -> Iterator[Part]:
        """How the leaves are listed. The text of several pictures stands with the first."""
        text = self.document.text if self.document is not None else leaf_text(self.leaf)
        for number, leaf in enumerate(self.leaves):
            yield Part(
                leaf.path,
                leaf.filename,
                leaf.media_type,
                len(leaf.data),
                leaf.sha256,
                text[:_MOST_TEXT] if number == 0 else "",
            )


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What reading needs beside the message.

    `starting` is told each leaf's path before it is read; `set_aside` gives the reason for
    each that is not to be touched.
    """

    tables: LabelTables
    hub: Hub
    limits: Limits
    starting: Callable[[str], None]
    set_aside: Mapping[str, str]


def read_leaves(mail: Mail, given: Circumstances) -> list[LeafReading]:
    """One reading for each leaf, or for each run of pictures, in order."""
    readings = [LeafReading(leaves) for leaves in _documents(mail.leaves)]
    for reading in readings:
        _read(reading, given)
    return readings


def _documents(leaves: list[Leaf]) -> Iterator[tuple[Leaf, ...]]:
    """Each leaf alone; page-sized pictures of one message together."""

    def page_of(leaf: Leaf) -> str | None:
        is_page = leaf.format is Format.IMAGE and leaf.problem is None and not _is_small(leaf)
        return leaf.path.rpartition(".")[0] if is_page else None

    for folder, run in groupby(leaves, page_of):
        if folder is None:
            yield from ((leaf,) for leaf in run)
        else:
            yield tuple(run)


def _is_small(leaf: Leaf) -> bool:
    try:
        with Image.open(io.BytesIO(leaf.data)) as picture:
            return max(picture.size) < _LEAST_PAGE_SIDE or min(picture.size) < _LEAST_PAGE_SIDE // 2
    except Exception:  # noqa: BLE001 - Pillow raises many kinds; the reader will say what is wrong
        return False


def _read(reading: LeafReading, given: Circumstances) -> None:
    leaf = reading.leaf
    if leaf.container and leaf.problem is None:
        return
    if leaf.format is Format.IMAGE and _is_small(leaf):
        reading.decoration = True
        return
    set_aside = next(
        (given.set_aside[item.path] for item in reading.leaves if item.path in given.set_aside), None
    )
    if set_aside is not None:
        reading.problem = OverLimit(set_aside)
        return
    try:
        given.starting(leaf.path)
        _read_document(reading, given)
    except Unreadable as problem:
        reading.problem = problem
    except (MemoryError, RecursionError):
        reading.problem = OverLimit()
    except Exception:  # noqa: BLE001 - the one place where a reader's bug becomes a reason
        reading.problem = Unreadable(_FAILED)


def _read_document(reading: LeafReading, given: Circumstances) -> None:
    leaf = reading.leaf
    reading.document = _one_document(reading.leaves)
    if leaf.format in BESIDE_THE_POINT and not reading.document.blocks:
        return
    if reading.document.method.endswith("_ocr"):
        reading.document = with_labels_mended(with_offers_spelt(reading.document, given.tables), given.tables)
    if leaf.format in {Format.TEXT, Format.HTML}:
        several = _forms_by_message(reading, given)
        if several:
            reading.forms = [_read_form(leaf, reading.document, item) for item in several]
            reading.kind = Kind.FORM
            return
        reading.document = _without_mail(reading.document, given.tables, attached=leaf.attached)
    all_found = list(candidates(reading.document, given.tables, given.hub))
    found = [item for item in forms_of(all_found) if not item.form.is_empty()]
    paper = other_paper(reading.document) if leaf.attached else _example(reading.document)
    if (
        paper is not None
        and found
        and all(is_no_referral(paper, reading.document, item.form) for item in found)
    ):
        reading.kind, reading.doubt = Kind.UNSURE, paper.value
        return
    reading.forms = [_read_form(leaf, reading.document, item) for item in found]
    if found:
        reading.kind = Kind.FORM
        return
    judged = judge(reading.document, all_found, attached=leaf.attached and leaf.format not in ENTRIES)
    # A form that nothing was read from is no form to show: an officer looks at it.
    reading.kind = Kind.UNSURE if judged.kind is Kind.FORM else judged.kind
    reading.doubt = judged.reason
    if reading.document.warnings and reading.kind is Kind.NOT_A_FORM:
        # What could not be read may be the form.
        reading.kind = Kind.UNSURE
        reading.doubt = _in_words(reading.document.warnings)


def _example(body: Document) -> OtherPaper | None:
    """What a body calls itself: of other papers emails speak, and are none."""
    return OtherPaper.EXAMPLE if calls_itself_an_example(body) else None


def _forms_by_message(reading: LeafReading, given: Circumstances) -> list[AssembledForm]:
    """The forms of a body, and of the earlier messages that it quotes, where each holds its own."""
    tables, attached = given.tables, reading.leaf.attached
    if reading.document is None:
        return []

    def read(message: Document) -> list[AssembledForm]:
        form = _without_mail(message, tables, attached=attached)
        return [
            item for item in forms_of(list(candidates(form, tables, given.hub))) if not item.form.is_empty()
        ]

    return forms_by_message(messages_in(reading.document, tables), read)


def _without_mail(document: Document, tables: LabelTables, *, attached: bool) -> Document:
    """A body's, or a saved email's, form without what answering, forwarding and signing put around it."""
    form = without_forward_headers(without_tail(document, tables))
    return form if attached else without_signature(form, tables)


def _in_words(warnings: tuple[str, ...]) -> str:
    told = "; ".join(warning.rstrip(".") for warning in warnings[:_MOST_WARNINGS])
    return f"not all of it could be read: {told[:1].lower()}{told[1:]}"


def _read_form(leaf: Leaf, document: Document, found: AssembledForm) -> ReadForm:
    return ReadForm(
        part=leaf.path,
        method=document.method,
        form=found.form,
        sources=dict(found.sources),
        warnings=[*document.warnings, *found.warnings],
        unknown_labels=list(found.unknown_labels),
    )


def _one_document(leaves: tuple[Leaf, ...]) -> Document:
    return read_leaf(leaves[0]) if len(leaves) == 1 else read_pictures(leaves)
