"""What was written for each field, before it is read: the answers as they stand on the form."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.assembly.pieces import Answer, joined
from parsers.labels import ROWS
from parsers.values import blank

#: The fields that tell who a row is about.
IDENTITY = frozenset(["name", "forename", "surname", "name_dob"])


@dataclass(slots=True)
class Row:
    """The answers about one child, person or professional.

    `asked` are the fields that were asked, answered or not, in their order; `block` is true
    where the form gives this row a block of its own ("Child 2"); `under` is the heading above it.
    """

    section: str
    number: int | None = None
    block: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    under: str = ""

    def begins_again(self, name: str) -> bool:
        """Whether asking `name` once more starts the next row; so does a whole name after its two parts."""
        if name == "name" and {"forename", "surname"} <= self.asked_and_told():
            return True
        return name in self.asked and (name in IDENTITY or name == self.asked[0])

    def asked_and_told(self) -> set[str]:
        """The fields that were asked and have an answer."""
        return {name for name in self.asked if name in self.answers and not self.answers[name].empty}

    def tell_other_names(self) -> None:
        """ "Surname | Other names": first names, where no others are asked; else those that one goes by."""
        others = self.answers.pop("other_names", None)
        if others is not None:
            first = "surname" in self.asked and not {"name", "forename", "name_dob"} & set(self.asked)
            put(self.answers, "forename" if first else "aliases", others)

    def goes_on(self, answers: dict[str, Answer]) -> None:
        """Add what a row over the page goes on with."""
        for name, answer in answers.items():
            if not answer.empty:
                self.answers[name] = joined([self.answers[name], answer]) if name in self.answers else answer


@dataclass(slots=True)
class Draft:
    """One form's answers: single ones by path (`referrer.name`), rows by section.

    `shared` was asked once for all the children; `ticked` are kinds of concern ticked in
    places of their own; `loose` is text that answers nothing that the tables know, `of_concern`
    what of it stands under a heading of the concern, beside labels that say no more of themselves.
    """

    single: dict[str, Answer] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {section: [] for section in ROWS})
    shared: dict[str, Answer] = field(default_factory=dict)
    ticked: list[Answer] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    loose: list[Answer] = field(default_factory=list)
    of_concern: list[Answer] = field(default_factory=list)

    def asked_of(self, section: str) -> bool:
        """Whether anything was asked of a section that has no rows."""
        return any(path.startswith(f"{section}.") for path in self.asked)


def put(answers: dict[str, Answer], name: str, answer: Answer) -> None:
    """Keep `answer` unless an earlier one says something."""
    earlier = answers.get(name)
    if earlier is None or blank(earlier.text) is None:
        answers[name] = answer
