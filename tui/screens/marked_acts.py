"""One act on several marked records: each is named first, done on its own, and told on its own.

Every record is a transaction with its own audit entry; one that a colleague changed meanwhile is
left as it is and named in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ingest.duty_desk import DutyDesk
from ingest.errors import MashError
from ingest.views import Row
from tui.text import HIDDEN_NAME, clean, fit, fit_label
from tui.widgets.record_lines import key_words

MOST_TOLD = 3
REFERENCE, LABEL = 14, 50  # cells: a line each in the smallest window
CUT = 300  # characters: more than any line holds


@dataclass(frozen=True, slots=True)
class MarkedAct:
    """What is asked, of which kinds of record, whether a reason is needed, and what is done."""

    question: str
    done: str
    kinds: frozenset[str]
    do: Callable[[DutyDesk, Row, str], object]
    needs_words: bool = False
    offers: tuple[str, ...] = ()
    fault: Callable[[str], str | None] = lambda _: None


@dataclass
class Told:
    """What became of each marked record."""

    done: list[Row] = field(default_factory=list)
    refused: list[tuple[Row, str]] = field(default_factory=list)

    def in_words(self, done: str) -> str:
        """Such as "2 claimed. 1 not: C-000004: Somebody else changed it."."""
        told = f"{len(self.done)} {done}."
        if self.refused:
            shown = "; ".join(f"{reference_of(row)}: {why}" for row, why in self.refused[:MOST_TOLD])
            told += f" {len(self.refused)} not: {shown}"
        return told


def reference_of(row: Row) -> str:
    """What notices call a record."""
    return row.reference or key_words(row.key)


def named(rows: Sequence[Row], *, private: bool) -> list[str]:
    """Each record by its reference and whom it is about."""
    return [
        f"{fit(clean(reference_of(row)), REFERENCE)}  "
        f"{HIDDEN_NAME if private else fit_label(clean(row.label[:CUT]), LABEL).rstrip()}"
        for row in rows
    ]


def named_row(row: Row, *, private: bool) -> str:
    """One record by its reference, whom it is about, and from whom it is."""
    told = (HIDDEN_NAME,) if private else (row.label[:CUT], row.from_words[:CUT])
    return "  ·  ".join((reference_of(row), *told))


def do_each(desk: DutyDesk, act: MarkedAct, rows: Sequence[Row], words: str) -> Told:
    """Do the act to each record in turn; a refusal of one stops none."""
    told = Told()
    for row in rows:
        try:
            act.do(desk, row, words)
        except MashError as error:
            told.refused.append((row, error.sentence))
        else:
            told.done.append(row)
    return told
