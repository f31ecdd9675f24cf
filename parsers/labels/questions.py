"""The tables' questions, found by how the words of a label begin.

A text that no table knows is held against every question, and nearly all of them ask in other words: so a
question is only tried where one of its words may stand in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from parsers.labels.fields import Field
from parsers.questions import Question

#: A word of a row that begins with three letters which must be there: "complet", and not "e-?mail".
_BEGINS: Final = re.compile(r"([a-z]{3})(?![?*{])[^()|]*")
_HEAD: Final = re.compile(r"\b\w{3}")


@dataclass(slots=True)
class Questions:
    """Questions with the fields that they ask for; where several are asked, the first that was added counts."""

    _rows: list[tuple[Question, Field]] = field(default_factory=list)
    _beginnings: list[list[frozenset[str]]] = field(default_factory=list)
    _by_head: dict[str, list[int]] = field(default_factory=dict)
    _always: list[int] = field(default_factory=list)

    def add(self, all_of: Iterable[str], none_of: Iterable[str], target: Field) -> None:
        """A row of the tables; `in_order` must follow the last of them."""
        groups = list(all_of)
        self._rows.append((Question.of(groups, none_of), target))
        self._beginnings.append([heads for heads in map(_heads, groups) if heads])

    def in_order(self) -> None:
        """Keep each question under the beginnings of those of its words that the fewest others have."""
        common = Counter(head for groups in self._beginnings for heads in groups for head in heads)
        for place, groups in enumerate(self._beginnings):
            rarest = min(groups, key=lambda heads: sum(common[head] for head in heads), default=frozenset())
            for head in rarest:
                self._by_head.setdefault(head, []).append(place)
            if not rarest:
                self._always.append(place)

    def asked(self, words: str) -> Field | None:
        """The field that folded words ask for."""
        by_head = self._by_head
        places = set(self._always)
        for head in _HEAD.findall(words):
            if head in by_head:
                places.update(by_head[head])
        for place in sorted(places):
            question, target = self._rows[place]
            if question.asks(words):
                return target
        return None


def _heads(group: str) -> frozenset[str]:
    """How the alternatives of a group begin; none where one of them may begin otherwise."""
    found = [_BEGINS.fullmatch(words) for words in group.split("|")]
    return frozenset(match[1] for match in found if match) if all(found) else frozenset()
