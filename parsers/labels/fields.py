"""What a label asks for, and what a heading opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Sections whose records are rows: one a child, a person, a professional.
ROWS: Final = ("children", "people", "professionals")
#: The name of a field that is known and not part of the record.
IGNORED: Final = "_"


@dataclass(frozen=True, slots=True)
class Field:
    """What a label asks for: a field of a section, of which row (from 1), for whom by role."""

    section: str
    name: str
    number: int | None = None
    preset: str | None = None

    @property
    def path(self) -> str:
        """`section.name`, as the label tables write it."""
        return f"{self.section}.{self.name}"

    @property
    def ignored(self) -> bool:
        """Whether the answer is no part of the record."""
        return self.name == IGNORED


@dataclass(frozen=True, slots=True)
class Heading:
    """A section that opens, and the number of its block ("Child 2") where it has one.

    `block` is true for the heading of one row's own block; `preset` its role ("Mother").
    `unsure` where the words name what somebody is ("Advocate"), who refers on some forms only.
    """

    section: str
    number: int | None = None
    block: bool = False
    preset: str | None = None
    unsure: bool = False

    @property
    def bare_kin(self) -> bool:
        """ "Mother" on a line of its own, which may be an answer too."""
        return self.preset is not None and self.number is None
