"""The rows of the label tables, indexed by normalised words.

The tables are data (TOML): a new layout is a new row. The same label means different things
by section ("Name", "Telephone", "Date"), so labels are kept by the section they stand in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parsers.labels.fields import Field, Heading
from parsers.labels.phrases import Phrase
from parsers.labels.questions import Questions
from parsers.questions import asking
from parsers.spelling import bag, key

# Where words of several sections stand in one heading, the earlier section has it.
_HEADING_ORDER: Final = {
    "other": -10,
    "guidance": -9,
    "information_sharing": -8,
    "signature": -7,
    "referrer": -6,
    "call": -5,
    "professionals": -4,
    "people": -3,
    "children": -2,
    "concern": -1,
}


@dataclass(slots=True)
class LabelIndex:
    """Labels, follow-ups, headings, kin, roles and questions by their keys (`parsers.spelling`).

    `labels` has each key's fields by section; `anywhere` those that mean one thing in all of them;
    `in_order` every key in the order of words that a row prints. `subjects` are the words for whom a
    section's rows are, the longest first, `owners` the first section of each of them, `shared_by` all of its
    sections, `by_word` their places by one of their words, `subject_words` all words of a section's; `phrase_heads` are the words
    of which every phrase has one, with the phrases' places; `spelled` is every label, heading and kind
    of concern as the tables print it.
    """

    labels: dict[str, dict[str, Field]] = field(default_factory=dict)
    anywhere: dict[str, set[Field]] = field(default_factory=dict)
    in_order: set[str] = field(default_factory=set)
    follow_ups: dict[tuple[str, str], Field] = field(default_factory=dict)
    follow_patterns: dict[str, list[tuple[re.Pattern[str], Field]]] = field(default_factory=dict)
    follow_up_words: set[str] = field(default_factory=set)
    headings: dict[str, Heading] = field(default_factory=dict)
    heading_words: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    subjects: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    owners: dict[frozenset[str], str] = field(default_factory=dict)
    shared_by: dict[frozenset[str], set[str]] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    subject_words: dict[str, set[str]] = field(default_factory=dict)
    kin: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)
    phrases: list[tuple[Phrase, str | None, Field]] = field(default_factory=list)
    phrase_heads: dict[str, list[int]] = field(default_factory=dict)
    concern_types: dict[str, str] = field(default_factory=dict)
    spelled: set[str] = field(default_factory=set)
    bagged: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def from_toml(cls, texts: Mapping[str, str]) -> LabelIndex:
        """The index of several TOML texts, by file name; `ValueError` where one is malformed."""
        index = cls()
        for data in [_parsed(name, texts[name]) for name in sorted(texts)]:
            if not isinstance(data.get("section"), str):
                raise ValueError("a label table has no section")  # noqa: TRY004 - the table is at fault
            index._add(data)
        index.heading_words.sort(key=lambda item: _HEADING_ORDER.get(item[0], 0))
        index._order_subjects()
        index.questions.in_order()
        return index

    # --- asking --------------------------------------------------------------------------

    def has(self, words: str) -> bool:
        """Whether a key, in any order of its words, is a label of some section."""
        return words in self.labels or bag(words) in self.labels

    def here(self, words: str, section: str | None) -> Field | None:
        """The field that a key feeds in `section` by a row of the tables."""
        for spelled in (words, bag(words)):
            found = self.labels.get(spelled, {}).get(section or "")
            if found:
                return found
        return None

    def inside(self, section: str, words: str) -> Field | None:
        """The section's own field that a key feeds in it: none that belongs to another section."""
        for spelled in (words, bag(words)):
            found = self.labels.get(spelled, {}).get(section)
            if found and found.section == section:
                return found
        return None

    def unique(self, words: str) -> Field | None:
        """The field that a key feeds wherever it stands, if there is only one."""
        for spelled in (words, bag(words)):
            fields = self.anywhere.get(spelled, set())
            if len(fields) == 1:
                return next(iter(fields))
        return None

    def unique_as_printed(self, words: str) -> Field | None:
        """The same, where the words stand in the order of a row."""
        fields = self.anywhere.get(words, set()) if words in self.in_order else set()
        return next(iter(fields)) if len(fields) == 1 else None

    def question(self, label: str, *, certain: bool = False) -> Field | None:
        """The field that a question asks for, told by the words that it has and has not.

        `certain` where the text is known to be a label: it need not look like a question.
        """
        words = asking(label, certain=certain)
        if words is None:
            return None
        return self.questions.asked(words)

    def subjects_in(self, names: set[str]) -> list[tuple[str, frozenset[str]]]:
        """The subjects that some words name, in order."""
        places = [place for name in names for place in self.by_word.get(name, ())]
        return [self.subjects[place] for place in sorted(places) if self.subjects[place][1] <= names]

    def words_for(self, section: str) -> set[str]:
        """All words for whom a section's rows are: "parent, carer or significant adult"."""
        return self.subject_words.get(section, set())

    def phrase(self, words: str, *sections: str | None) -> Field | None:
        """The field that a key asks for by the words it is made of, where they stand in one of `sections`."""
        tokens = words.split()
        for place in sorted({place for token in tokens for place in self.phrase_heads.get(token, ())}):
            phrase, only, target = self.phrases[place]
            if (only is None or only in sections) and phrase.says(tokens):
                return target
        return None

    def meaning(self, spelled: str) -> tuple[object, ...]:
        """What a printed spelling asks for, opens or names: equal where two mean the same."""
        words = key(spelled)
        fields = sorted((self.labels.get(words) or self.labels.get(bag(words), {})).items())
        after = sorted(found.path for (_, label), found in self.follow_ups.items() if label == words)
        return (
            tuple((section, target.path) for section, target in fields),
            self.headings.get(words),
            tuple(after),
            self.concern_types.get(words),
            self.kin.get(words),
        )

    # --- building ------------------------------------------------------------------------

    def _add(self, data: Mapping[str, Any]) -> None:
        section = str(data["section"])
        for name, spelled in _rows(data.get("labels", {})):
            self._add_label(_target(section, name), section, spelled, anywhere=True)
        for name, spelled in _rows(data.get("only_here", {})):
            self._add_label(_target(section, name), section, spelled, anywhere=False)
        self.spelled.update(
            data.get("headings", []),
            data.get("unsure_headings", []),
            data.get("concern_types", {}).get("names", []),
        )
        for heading in data.get("headings", []):
            self.headings.setdefault(key(heading), Heading(section))
        for heading in data.get("unsure_headings", []):
            self.headings.setdefault(key(heading), Heading(section, unsure=True))
        if data.get("heading_words"):
            self.heading_words.append((section, re.compile(data["heading_words"])))
        self.subjects += [(section, frozenset(key(subject).split())) for subject in data.get("subjects", [])]
        self._add_people_words(data)
        self._add_follow_ups(section, data)
        for row in data.get("questions", []):
            self.questions.add(row["all"], row.get("none", ()), _target(section, row["field"]))
        for row in data.get("phrases", []):
            phrase = Phrase.of(row["heads"], row.get("around", ()))
            for head in phrase.groups[0]:
                self.phrase_heads.setdefault(head, []).append(len(self.phrases))
            only = section if row.get("only_here") else None
            self.phrases.append((phrase, only, _target(section, row["field"])))

    def _order_subjects(self) -> None:
        self.subjects.sort(key=lambda item: -len(item[1]))
        for place, (section, subject) in enumerate(self.subjects):
            self.owners.setdefault(subject, section)
            self.shared_by.setdefault(subject, set()).add(section)
            self.by_word.setdefault(min(subject, default=""), []).append(place)
            self.subject_words.setdefault(section, set()).update(subject)

    def _add_label(self, target: Field, section: str, spelled: str, *, anywhere: bool) -> None:
        words = key(spelled)
        self.spelled.add(spelled)
        self.in_order.add(words)
        for form in (words, bag(words)):
            fields = self.labels.setdefault(form, {})
            # A label in its own order of words goes before another's in any order.
            if section not in fields or (form == words and (form, section) in self.bagged):
                fields[section] = target
                self.bagged.discard((form, section))
            if form != words:
                self.bagged.add((form, section))
            if anywhere:
                self.anywhere.setdefault(form, set()).add(target)

    def _add_people_words(self, data: Mapping[str, Any]) -> None:
        for name, spelled in _rows(data.get("kin", {})):
            self.kin.setdefault(key(spelled), name)
        for name, spelled in _rows(data.get("roles", {})):
            self.roles.setdefault(key(spelled), name)
        for name in data.get("concern_types", {}).get("names", []):
            self.concern_types.setdefault(key(name), name)

    def _add_follow_ups(self, section: str, data: Mapping[str, Any]) -> None:
        for row in data.get("follow_ups", []):
            after, target = _target(section, row["after"]), _target(section, row["field"])
            if "pattern" in row:
                rule = (re.compile(row["pattern"]), target)
                self.follow_patterns.setdefault(after.path, []).append(rule)
            self.spelled.update(row.get("labels", []))
            for label in row.get("labels", []):
                self.follow_ups.setdefault((after.path, key(label)), target)
                self.follow_up_words.add(key(label))


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"label table {name} is not TOML: {error}") from error


def _rows(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    for name, spellings in table.items():
        for spelled in spellings:
            yield name, spelled


def _target(section: str, name: str) -> Field:
    owner, dot, leaf = name.partition(".")
    return Field(owner, leaf) if dot else Field(section, name)
