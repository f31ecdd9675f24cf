"""Whether what was found in a document makes it a contact form: counted, not guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.assembly.binding.runs import told
from parsers.assembly.pieces import Ask, Grid, Head, Piece
from parsers.form import Child, ContactForm
from parsers.labels import LabelTables

_LEAST_ASKED: Final = 8
_LEAST_ASKED_WITH_CHILD: Final = 4
_LEAST_LABELS_OF_TITLED: Final = 6
#: "Multi-Agency Referral Form (MARF)", and not "How to fill in the referral form".
_TITLE: Final = re.compile(
    r"(?:[\w'’&/,–-]+ ){0,7}(?:referral|contact|notification|concern|request|marf)(?: [\w'’&/]+){0,3} form\b(?: \([^()]*\))?[\s\w.,:–-]{0,30}",
    re.IGNORECASE,
)
_LEAST_ASKED_OF_CHILD: Final = 2
_LEAST_ASKED_UNNAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document asks, by section, and what of it was answered.

    `asked` counts the different questions of each section; `children` are those that a name
    or a date of birth tells; `described` whether one is told otherwise, by age or by where to find them;
    `reason` and `referrer` whether these are given; `titled` whether its title calls it such a form,
    and `labelled` how many places to fill have a label that is known.
    """

    asked: dict[str, int]
    children: int
    described: bool
    reason: bool
    referrer: bool
    empty: bool
    titled: bool = False
    labelled: int = 0

    @property
    def questions(self) -> int:
        """How many different questions are asked."""
        return sum(self.asked.values())

    @property
    def laid_out(self) -> bool:
        """Whether it asks what contact forms ask: about a child, and why or who writes."""
        about = [
            section
            for section in ("concern", "information_sharing", "referrer", "call")
            if self.asked.get(section)
        ]
        return self.questions >= _LEAST_ASKED and self.asked.get("children", 0) >= 2 and len(about) >= 1

    @property
    def is_form(self) -> bool:
        """Whether a referral can be made of it."""
        if self.laid_out and not self.empty:
            return True
        known = self.reason or (self.questions >= _LEAST_ASKED_WITH_CHILD and self.referrer)
        return (self.children > 0 and known) or self._of_an_unnamed_child

    @property
    def _of_an_unnamed_child(self) -> bool:
        """Whether somebody who cannot name the child answered what a form asks about one."""
        asked_of_one = self.asked.get("children", 0) >= _LEAST_ASKED_OF_CHILD
        return self.described and self.reason and asked_of_one and self.questions >= _LEAST_ASKED_UNNAMED

    @property
    def is_blank(self) -> bool:
        """Whether it is a contact form with nothing filled in."""
        return self.empty and (self.laid_out or (self.titled and self.labelled >= _LEAST_LABELS_OF_TITLED))


def weigh(pieces: Sequence[Piece], form: ContactForm, labels: LabelTables) -> Evidence:
    """The evidence in a document's pieces and in the form read out of them."""
    return Evidence(
        dict(Counter(path.partition(".")[0] for path in questions(pieces, labels))),
        sum(1 for child in form.children if is_told(child)),
        any(child.age is not None or _says_where(child) for child in form.children),
        bool(form.concern.reason),
        bool(form.referrer.name or form.referrer.agency or form.referrer.email or form.referrer.anonymous),
        form.is_empty(),
        any(
            isinstance(piece, Head) and _TITLE.fullmatch(piece.text.strip()) is not None
            for piece in pieces[:6]
        ),
        sum(isinstance(piece, Ask) and labels.known(piece.label) for piece in pieces),
    )


def is_told(child: Child) -> bool:
    """Whether a child can be told from others: a name, a date, or an unborn one."""
    return bool(child.forename or child.surname or child.aliases or child.dob or child.unborn == "yes")


def _says_where(child: Child) -> bool:
    """Whether an address leads to a door: a guide's "Address: with the postcode" names none."""
    return bool(child.postcode or any(sign.isdigit() for sign in child.address or ""))


def questions(pieces: Sequence[Piece], labels: LabelTables) -> set[str]:
    """The different questions that pieces ask, as paths; until a heading, of the child or the writer whom they are about."""
    about = _about_a_child(pieces, 0, labels)
    section: str | None = None
    implied: str | None = None
    found: set[str] = set()
    for at, piece in enumerate(pieces):
        implied = about.get(at, implied)
        if isinstance(piece, Head):
            section = piece.opens.section if piece.opens else section
            if section is None and implied is None:
                about |= _about_a_child(pieces, at + 1, labels)
            continue
        asked = (piece.label,) if isinstance(piece, Ask) else piece.header if isinstance(piece, Grid) else ()
        fields = [labels.field(label, section or implied) for label in asked if label.strip()]
        found |= {item.path for item in fields if item is not None and not item.ignored}
    return found


def _about_a_child(pieces: Sequence[Piece], start: int, labels: LabelTables) -> dict[int, str]:
    """Whom the questions from `start` to the next heading are about, where some are about a child: a vacancy
    and an invoice ask for a name, an agency and a telephone too."""
    about = told(pieces, start, labels)
    return about if "children" in about.values() else {}
