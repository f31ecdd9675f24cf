"""The label tables as they are asked: which field, which heading, whose relation.

A look-up is asked with the section that the label stands in, and what it found is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.blocks import TICKED, UNTICKED
from parsers.labels import compound
from parsers.labels.fields import IGNORED, ROWS, Field, Heading
from parsers.labels.headings import heading_of
from parsers.labels.index import LabelIndex
from parsers.labels.near import NearLabels
from parsers.labels.owners import names_a_writer, of_prefixed, of_referring
from parsers.labels.welsh import without_welsh
from parsers.spelling import bag, key

_LONGEST_LABEL: Final = 240
_LONGEST_FOLLOW_UP: Final = 110
_LONGEST_HEADING: Final = 110
_MEMORY: Final = 20_000
_OF_SOMEBODY: Final = (*ROWS, "referrer")
_NUMBER: Final = re.compile(r"\W*(?:q\.?\s?)?\d{1,2}(?:\.\d{1,2})?[a-z]?[).:]\s+")
#: If ‘no’, please say why: quotation marks, and no apostrophe within a word.
_QUOTES: Final = re.compile(r"(?<!\w)['‘’\"“”]|['‘’\"“”](?!\w)")
_AND: Final = re.compile(r"[&/]|\band\b", re.IGNORECASE)
#: "No" is short for "number" on a label and an answer everywhere else.
_ANSWERS: Final = frozenset(
    ["", "yes", "no", "y", "n", "nk", "n/k", "n/a", "other", "not known", "unknown", "none"]
)

_TICK: Final = re.compile(
    r"\b(?:tick|select|check|mark) (?:all|any|those|each|as many|one or more)\b", re.IGNORECASE
)
#: "Section 5: Has the parent been told?"
_PART: Final = re.compile(r"^\W*(?:section|part|question)\s*[A-Z]?\d{1,2}[a-z]?\s*[:.)–-]\s+", re.IGNORECASE)
#: "Date of birth dd/mm/yyyy"; "Details of concern, including any injuries and what the child has said".
_HOW_TO_WRITE: Final = re.compile(
    r"(?<=\w)(?:\s+[(\[]?dd?[/. -]mm?[/. -](?:yy){1,2}[)\]]?|,\s+including\s[^?]{30,})\s*:?\s*\Z",
    re.IGNORECASE,
)
#: "Have you told the family? If not, please say why.": the answer to the first says the second too.
_AND_WHY: Final = re.compile(
    r"(?<=\?)\s+if (?:not|no|so|yes)\b[^?]*\b(?:why|reasons?|explain|details?)\b[^?]*[?.]?\s*$", re.IGNORECASE
)
#: "Send to", "Please return this form to": the hub's own address follows, and no special educational need.
_SENT_TO: Final = re.compile(
    r"\W*(?:please )?(?:send|return|submit|forward|e-?mail)\b(?: \w+){0,4} to\W*", re.IGNORECASE
)
#: "Reason for referral: what are you worried about?"; a title is no question itself.
_TITLED_QUESTION: Final = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?([^:?]{3,60}):\s+([^:?]{8,100}\?)")
#: "Other children in the household (please mark with * whom you refer too)": how to fill in what follows.
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)")
_YOUR: Final = re.compile(r"(?:your|my) ", re.IGNORECASE)
#: What stands around an option: its box, and the stroke that parted it from one that was struck out.
_BOX_EDGE: Final = f" \t\r\n/|{TICKED}{UNTICKED}"


@dataclass(slots=True)
class LabelTables:
    """The label tables. Look-ups are remembered, up to a limit."""

    _index: LabelIndex = field(default_factory=LabelIndex)
    _seen: dict[tuple[str, str | None], Field | None] = field(default_factory=dict)
    _known: dict[str, bool] = field(default_factory=dict)
    _heads: dict[tuple[str, bool], Heading | None] = field(default_factory=dict)
    _questions: dict[str, Field | None] = field(default_factory=dict)
    _printed: dict[str, bool] = field(default_factory=dict)
    _near: NearLabels | None = None
    _child: re.Pattern[str] | None = None
    _plain: LabelTables | None = None

    @classmethod
    def from_toml(cls, texts: Mapping[str, str]) -> LabelTables:
        """The tables of several TOML texts, by file name; `ValueError` where one is malformed."""
        return cls(LabelIndex.from_toml(texts))

    def calling(self, names: Iterable[str]) -> LabelTables:
        """The same tables for a form whose labels call its child by one of `names`: "What Ida says"."""
        told = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        child = re.compile(rf"\b(?:{told})\b(?=['’]s\b|[\s?:]|$)")
        # What no name stands in is remembered once for all: the form was read without its names before.
        return LabelTables(
            self._index, _heads=self._heads, _questions=self._questions, _child=child, _plain=self
        )

    def field(self, label: str, section: str | None = None, after: Field | None = None) -> Field | None:
        """The field that a label feeds in `section`, `after` the field asked before it."""
        if len(label) > _LONGEST_LABEL:
            return None
        if after is not None:
            named = self._without_name(label)
            words = key(without_welsh(named) or named)
            followed = self._index.follow_ups.get((after.path, words)) or self._followed(named, words, after)
            if followed:
                return followed
        asked = (label, section)  # as it is written: it is asked for many times a form
        if asked not in self._seen:
            _remember_at_most(self._seen)
            self._seen[asked] = self._field(label, section)
        return self._seen[asked]

    def _field(self, label: str, section: str | None) -> Field | None:
        if (plain := self._without_names(label)) is not None:
            return plain.field(label, section)
        label = self._without_name(label)
        return _of_boxes(label, self._look_up(label, key(label), section))

    def by_words(self, label: str) -> Field | None:
        """The field that the words of a certain label ask for, however it is put: no row prints it."""
        if len(label) > _LONGEST_LABEL:
            return None
        return self._index.question(self._without_name(label), certain=True)

    def owner(self, label: str) -> Field | None:
        """The name that a label asks for that says whose and no more: "Child: ", "Referrer 1: "."""
        return compound.of_owner(self._index, key(label))

    def known(self, label: str) -> bool:
        """Whether a text is a label in some section."""
        if label not in self._known:
            if len(label) > _LONGEST_LABEL or label.strip(_BOX_EDGE).casefold() in _ANSWERS:
                return False
            _remember_at_most(self._known)
            if (plain := self._without_names(label)) is not None:
                self._known[label] = plain.known(label)
            else:
                named = self._without_name(label)
                words = key(named)
                self._known[label] = bool(words) and self._is_known(named, words)
        return self._known[label]

    def printed(self, label: str) -> bool:
        """Whether a text is a label word for word: a row of the tables, not a guess at a question."""
        if len(label) > _LONGEST_LABEL:
            return False
        if label not in self._printed:
            _remember_at_most(self._printed)
            plain = self._without_names(label)
            self._printed[label] = self._is_printed(label) if plain is None else plain.printed(label)
        return self._printed[label]

    def _is_printed(self, label: str) -> bool:
        label = self._without_name(label)
        words = key(without_welsh(label) or label)
        return bool(words) and (
            self._index.has(words)
            or words in self._index.follow_up_words
            or (
                not compound.is_answered(self._index, label)
                and compound.of_subject(self._index, words, None) is not None
            )
        )

    def in_a_row(self, label: str) -> bool:
        """Whether a text is a label as a row of the tables prints it, in the order of its words."""
        return len(label) <= _LONGEST_LABEL and key(self._without_name(label)) in self._index.in_order

    def heading(self, text: str, *, marked: bool = False) -> Heading | None:
        """The section that a heading opens; `marked` where the document shows it as one."""
        if len(text) > _LONGEST_HEADING:
            text = _IN_BRACKETS.sub("", text) if len(text) <= _LONGEST_LABEL else ""
        if len(text) > _LONGEST_HEADING or not text.strip():
            return None
        if (text, marked) not in self._heads:
            _remember_at_most(self._heads)
            self._heads[text, marked] = heading_of(self._index, text, marked=marked)
        return self._heads[text, marked]

    def misread(self, text: str) -> str | None:
        """The printed label that recognition read as `text`; `None` where it is known, or none is near."""
        if self.known(text) or self.heading(text) or self.concern_type(text):
            return None
        if self._near is None:
            self._near = NearLabels(
                {spelled: self._index.meaning(spelled) for spelled in self._index.spelled}
            )
        return self._near.nearest(text)

    def kin(self, text: str) -> str | None:
        """The relationship that a word for one of the family stands for: "Mum" -> "Mother"."""
        return self._index.kin.get(key(text))

    def role(self, text: str) -> str | None:
        """The professional role that a text names, if it is one that forms print."""
        return self._index.roles.get(key(text))

    def concern_type(self, text: str) -> bool:
        """Whether a box's label is a kind of concern."""
        return key(text) in self._index.concern_types

    def fields_in(self, labels: Iterable[str], section: str) -> list[Field]:
        """The fields of those labels that belong to `section` when they stand in it."""
        found = (self.field(label, section) for label in labels)
        return [item for item in found if item and item.section == section and not item.ignored]

    # --- looking up ----------------------------------------------------------------------

    def _without_names(self, label: str) -> LabelTables | None:
        """The tables that know no name, where `label` holds none either."""
        return None if self._child is None or self._child.search(label) else self._plain

    def _without_name(self, label: str) -> str:
        """The label with "the child" for the child's name, which alone is an answer and no label.

        Without the "If not, why?" too that follows a question in the same breath, the "dd/mm/yy" behind
        a date's, and what a story's is to include.
        """
        if (
            "?" in label and without_welsh(label) is None
        ):  # "Os na, pam?" asks the same as what stands beside it
            label = _AND_WHY.sub("", label)
        if "yy" in label or "YY" in label or ", including" in label:
            label = _HOW_TO_WRITE.sub("", label)
        if self._child is None or self._child.fullmatch(label.strip(" :?")):
            return label
        return self._child.sub("the child", label)

    def _followed(self, label: str, words: str, after: Field) -> Field | None:
        """A question like "Please explain why not" belongs to the one before it."""
        index = self._index
        if len(label) > _LONGEST_FOLLOW_UP or words in index.anywhere or bag(words) in index.anywhere:
            return None
        folded = _NUMBER.sub("", " ".join(_QUOTES.sub("", label.casefold()).replace("’", "'").split()))
        rules = index.follow_patterns.get(after.path, [])
        return next((target for pattern, target in rules if pattern.search(folded)), None)

    def _look_up(self, label: str, words: str, section: str | None) -> Field | None:
        index = self._index
        part = _PART.match(label)
        if part:
            label = label[part.end() :]
        if _SENT_TO.fullmatch(label):
            return Field("call", IGNORED)
        if (titled := self._titled_question(label, section)) is not None:
            return titled
        answered = compound.is_answered(index, label)
        if answered and words not in index.in_order:
            # "Last name: Children" is no "children's last name": with an answer the order counts.
            return None
        bracketed = compound.of_brackets(index, label)
        if bracketed is not None:
            return bracketed
        # "Agency and address" asks for both, "Agency address" for one: their keys are the same.
        both = (
            compound.of_parts(index, label, section) if section == "referrer" and _AND.search(label) else None
        )
        if both is not None and both.name == "agency_address":
            return both
        here = index.here(words, section) or of_prefixed(index, label)
        mine = _YOUR.match(label)
        if here:
            return here
        if answered:
            return index.unique(words)
        return (
            compound.of_half(index, label, section)
            or compound.of_parts(index, label, section)
            or index.unique_as_printed(words)
            or compound.of_subject(index, words, section)
            or compound.of_last_word(index, words, section)
            or index.unique(words)
            or of_referring(index, words, section)
            or (Field("referrer", "name") if section == "referrer" and names_a_writer(words) else None)
            or (compound.of_parts(index, label[mine.end() :], "referrer") if mine else None)
            or index.phrase(words, section)
            or compound.of_plain_question(index, label, section)
            or self._question(label)
        )

    def _titled_question(self, label: str, section: str | None) -> Field | None:
        """ "Reason for referral: what are you worried about?" asks once what both of its parts ask for."""
        parts = _TITLED_QUESTION.fullmatch(label)
        if parts is None:
            return None
        title, question = (self._look_up(part, key(part), section) for part in parts.groups())
        return title if title == question else None

    def _question(self, label: str) -> Field | None:
        """The same in every section."""
        if label not in self._questions:
            _remember_at_most(self._questions)
            self._questions[label] = self._index.question(label)
        return self._questions[label]

    def _is_known(self, label: str, words: str) -> bool:
        index = self._index
        return (
            (index.has(words) and (words in index.in_order or not compound.is_answered(index, label)))
            or words in index.follow_up_words
            or self._look_up(label, words, None) is not None
            or compound.is_half_known(index, label)
            or names_a_writer(words)
            or any(
                compound.of_parts(index, label, section) or compound.of_last_word(index, words, section)
                for section in _OF_SOMEBODY
            )
            or (index.phrase(words, *_OF_SOMEBODY) is not None and not compound.is_answered(index, label))
        )


def _of_boxes(label: str, found: Field | None) -> Field | None:
    """ "What are the concerns? (tick all that apply)" asks for their kinds, and not for their story."""
    if found is not None and found.path == "concern.reason" and _TICK.search(label):
        return Field("concern", "types")
    return found


def _remember_at_most(memory: dict[Any, Any]) -> None:
    """A document cannot make the tables grow without end."""
    if len(memory) > _MEMORY:
        memory.clear()
