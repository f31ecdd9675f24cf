"""Headings over who refers: told from a question that nothing answers, and from what somebody else is.

"Person completing this referral" over "Name: Ann Lee" is a heading, though it could be a question.
"Advocate" heads the block of who refers on an advocate's form, and somebody else's wherever
another person is asked for, and named, as who refers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.binding.runs import is_name, refers_another_than_below
from parsers.assembly.draft import IDENTITY
from parsers.assembly.people import names_a_role
from parsers.assembly.pieces import Answer, Ask, Head, Piece, Say
from parsers.labels import Field, Heading, LabelTables

_SOMEBODY: Final = re.compile(
    r"\b(?:adult|person|contact|friend|boyfriend|girlfriend|neighbour|relative|lodger|landlord|landlady|keyholder|tenant|sponsor|host|translator|interpreter|visitor|witness|coach|caseholder)\b",
    re.IGNORECASE,
)
_ONE_PROFESSIONAL: Final = re.compile(
    r"\W*(?:(?:section|part|page)\s*(?:\w{1,2})?\W+|\d{1,2}\W+)?(?:about )?(?:the )?(?:professional|practitioner|worker)(?:['’]?s)?(?: details| information)?\W*",
    re.IGNORECASE,
)
_FIRST: Final = 4  # questions below a heading
_LONGEST_ROLE: Final = 4  # words
_ONLY_A_NAME: Final = re.compile(r"(?:full |print )?name", re.IGNORECASE)
_A_JOB: Final = re.compile(
    r"job ?(?:title|role)|position(?: held)?|designation|post(?: held| title)?|role/job title|job title/role",
    re.IGNORECASE,
)
_AROUND_A_ROLE: Final = re.compile(
    r"^\W*(?:(?:section|part)\s+\w{1,2}\W+|[A-Z]?\d{0,2}[.):]\s+)?|\s*[(\[].*$|\W*(?:details)?\W*$",
    re.IGNORECASE,
)


def with_heads_of_who_refers(pieces: Sequence[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, questions for who refers over somebody's name made headings, and others' blocks theirs."""
    found = [_as_head(pieces, at, labels) for at in range(len(pieces))]
    if not any(_asks_who_refers(piece, labels) for piece in found):
        found = [_of_the_only_professional(found, at, labels) for at in range(len(found))]
        found = _with_writer_by_role(found, labels)
        found = _with_writer_beside_their_job(found, labels)
    return [told for at in range(len(found)) for told in _of_somebody_else(found, at, labels)]


def _as_head(pieces: Sequence[Piece], at: int, labels: LabelTables) -> Piece:
    piece, below = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    if isinstance(piece, Say) and _is_a_plain_heading(piece, pieces[at - 1] if at else None, below, labels):
        return Head(piece.answer.text.strip(), None, 2, piece.answer.page)
    if isinstance(piece, Head) and _heads_a_block(piece, pieces[at - 1] if at else None, below, labels):
        return replace(piece, marked=2)
    if not isinstance(piece, Ask) or piece.answer is not None or not isinstance(below, Ask):
        return piece
    asked, inner = labels.field(piece.label), labels.field(below.label, "referrer")
    school = asked is not None and asked.path == "children.school"
    if school and not _asks_of_a_child(pieces[:at], labels) and _asks_the_writer(pieces[at + 1 :], labels):
        return Head(piece.label, Heading("referrer"), 2)
    if asked is None or asked.path != "referrer.name" or below.answer is None or below.answer.empty:
        return piece
    if inner is None or inner.section != "referrer" or inner.name not in IDENTITY:
        return piece
    return Head(piece.label, Heading("referrer"), 2, below.answer.page)


def _asks_of_a_child(above: Sequence[Piece], labels: LabelTables) -> bool:
    opened = (piece.opens for piece in above if isinstance(piece, Head))
    asked = (labels.field(piece.label) for piece in above if isinstance(piece, Ask) and piece.answer)
    return any(found is not None and found.section == "children" for found in (*opened, *asked))


def _asks_the_writer(below: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether questions that all may be the referrer's stand below "School", and one that is, "Your name", among the first."""
    for piece in below[:_FIRST]:
        asked = labels.field(piece.label, "referrer") if isinstance(piece, Ask) and piece.answer else None
        if not isinstance(piece, Ask) or asked is None or asked.section != "referrer":
            return False
        own = labels.field(piece.label)
        if own is not None and own.path == "referrer.name":
            return True
    return False


def _asks_who_refers(piece: Piece, labels: LabelTables) -> bool:
    if isinstance(piece, Head):
        return piece.opens is not None and piece.opens.section == "referrer"
    asked = labels.field(piece.label) if isinstance(piece, Ask) else None
    return asked is not None and asked.path == "referrer.name"


def _of_the_only_professional(pieces: Sequence[Piece], at: int, labels: LabelTables) -> Piece:
    """ "Professional" over a name, on a form that asks nowhere else who writes: they do."""
    piece, below = pieces[at], pieces[at + 1] if at + 1 < len(pieces) else None
    if not isinstance(piece, Head) or _ONE_PROFESSIONAL.fullmatch(piece.text) is None:
        return piece
    asked = labels.field(below.label, "referrer") if isinstance(below, Ask) else None
    named = asked is not None and asked.section == "referrer" and asked.name in IDENTITY
    return replace(piece, opens=Heading("referrer")) if named else piece


def _with_writer_by_role(pieces: list[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, a heading put over "Court adviser: Ann Lee" where the form begins with it and asks how to reach them."""
    for at, piece in enumerate(pieces):
        told = isinstance(piece, Ask) and piece.answer is not None and not piece.answer.empty
        if not isinstance(piece, Ask) or not told or _is_of_the_form(piece, labels):
            continue
        below = pieces[at + 1 : at + 1 + _FIRST]
        if piece.answer is not None and _begins_by_role(piece, below, labels):
            role = piece.label.strip(" :*")
            named = [Ask("Name", piece.answer), Ask("Role", Answer(role, piece.answer.page))]
            return [*pieces[:at], Head(piece.label, Heading("referrer"), 2), *named, *pieces[at + 1 :]]
        begins = _is_a_writer(piece, labels) and any(_reaches(asked, labels) for asked in below)
        return [*pieces[:at], Head(piece.label, Heading("referrer"), 2), *pieces[at:]] if begins else pieces
    return pieces


def _begins_by_role(ask: Ask, below: Sequence[Piece], labels: LabelTables) -> bool:
    """Whether a form begins with "Social worker: Ann Lee", their number and their email: they write it."""
    reached = {found.path for piece in below if (found := _asked_of_who_refers(piece, labels)) is not None}
    named = ask.answer is not None and is_name(ask.answer)
    return named and labels.role(ask.label) is not None and {"referrer.phone", "referrer.email"} <= reached


def _with_writer_beside_their_job(pieces: list[Piece], labels: LabelTables) -> list[Piece]:
    """The pieces, a heading put over "Name: Ann Lee   Job title: Teacher" that follow a child's name: no child has a job."""
    section: str | None = None
    named = False
    for at, piece in enumerate(pieces[:-1]):
        if isinstance(piece, Head):
            section = piece.opens.section if piece.opens else None
        asked = labels.field(piece.label) if isinstance(piece, Ask) else None
        named = named or (asked is not None and asked.section == "children" and asked.name in IDENTITY)
        beside = pieces[at + 1]
        if (
            named
            and section in (None, "children")
            and isinstance(piece, Ask)
            and isinstance(beside, Ask)
            and piece.answer is not None
            and is_name(piece.answer)
            and _ONLY_A_NAME.fullmatch(piece.label.strip(" :*"))
            and _A_JOB.fullmatch(beside.label.strip(" :*"))
        ):
            return [*pieces[:at], Head(piece.label, Heading("referrer"), 2), *pieces[at:]]
    return pieces


def _asked_of_who_refers(piece: Piece, labels: LabelTables) -> Field | None:
    answered = isinstance(piece, Ask) and piece.answer is not None
    return labels.field(piece.label, "referrer") if isinstance(piece, Ask) and answered else None


def _is_of_the_form(ask: Ask, labels: LabelTables) -> bool:
    """Whether a question is of no person: a case's number, the day of the referral."""
    asked = labels.field(ask.label)
    return asked is not None and asked.section == "call"


def _is_a_writer(ask: Ask, labels: LabelTables) -> bool:
    """Whether a label that no table knows says what somebody is, with their name beside it."""
    role = ask.label.strip(" :*")
    known = labels.known(role) or labels.role(role) is not None or labels.heading(role) is not None
    named = ask.answer is not None and is_name(ask.answer)
    return not known and named and names_a_role(role) and len(role.split()) <= _LONGEST_ROLE


def _reaches(piece: Piece, labels: LabelTables) -> bool:
    asked = labels.field(piece.label, "referrer") if isinstance(piece, Ask) else None
    return asked is not None and asked.path in ("referrer.phone", "referrer.email")


def _is_a_plain_heading(say: Say, before: Piece | None, below: Piece | None, labels: LabelTables) -> bool:
    """Whether a line of an email that says what somebody is, "Sponsor", stands over their name."""
    words = say.answer.text.strip()
    if say.boxed or say.answer.filled or not words[:1].isupper():
        return False
    heads = _heads_a_block(Head(words, None, 1), before, below, labels)
    return heads and (names_a_role(words) or _SOMEBODY.search(words) is not None)


def _heads_a_block(head: Head, before: Piece | None, below: Piece | None, labels: LabelTables) -> bool:
    """Whether a bold line that no table knows stands over somebody's answered name, and answers nothing itself."""
    if head.opens is not None or head.marked != 1 or not isinstance(below, Ask) or below.answer is None:
        return False
    if isinstance(before, Ask) and before.answer is None:
        return False
    words = head.text.strip()
    if below.answer.empty or words.endswith(("?", ".", ":")) or len(words.split()) > _LONGEST_ROLE:
        return False
    asked = [labels.field(below.label, section) for section in ("referrer", "people")]
    return all(found is not None and found.name in IDENTITY for found in asked)


def _of_somebody_else(pieces: Sequence[Piece], at: int, labels: LabelTables) -> Iterator[Piece]:
    piece = pieces[at]
    role = _AROUND_A_ROLE.sub("", piece.text) if isinstance(piece, Head) else ""
    if (
        not isinstance(piece, Head)
        or not (_is_unsure(piece) or _is_a_role(piece, role))
        or not refers_another_than_below(pieces, at, labels)
    ):
        yield piece
        return
    yield replace(piece, opens=Heading("professionals", block=True))
    if names_a_role(role):
        yield Ask("Role", Answer(role, piece.page))


def _is_unsure(head: Head) -> bool:
    return head.opens is not None and head.opens.unsure


def _is_a_role(head: Head, role: str) -> bool:
    """ "Allocated worker", a heading that no table knows: what somebody is, and no more."""
    return (
        head.opens is None and head.marked > 0 and names_a_role(role) and len(role.split()) <= _LONGEST_ROLE
    )
