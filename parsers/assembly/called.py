"""Forms whose labels call the child by name: "What Ida says", "Do Ida's parents know?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from parsers.assembly.answers.reading import AssembledForm
from parsers.assembly.evidence import Evidence
from parsers.blocks import Document, Line
from parsers.form import ContactForm

_SHORTEST_NAME: Final = 2
_LONGEST_LABEL: Final = 110

Found = list[tuple[AssembledForm, Evidence]]


def names_in_labels(document: Document, forms: Sequence[ContactForm]) -> list[str]:
    """What labels of a document may call the one child of its one form; empty where none does."""
    if len(forms) != 1 or len(forms[0].children) != 1:
        return []
    child = forms[0].children[0]
    given = child.forename or ""
    names = {name for name in (given, given.split(" ")[0]) if len(name) >= _SHORTEST_NAME}
    if child.surname:
        names |= {f"{name} {child.surname}" for name in names}
    # On most forms none does: that is seen sooner than the pattern for it is made.
    asking = [text for text in map(str.lstrip, _texts(document)) if _may_call(text[:_LONGEST_LABEL], names)]
    if not asking:
        return []
    told = "|".join(map(re.escape, names))
    # A word of its own beside the name: the name alone is an answer.
    label = re.compile(rf"(?:\w[^:?\n]{{0,80}}\s)?\b(?:{told})(?:['’]s)?(?P<more>\s[^:?\n]{{1,80}})?[:?]")
    for text in asking:
        found = label.match(text[:_LONGEST_LABEL])
        if found is not None and (found["more"] or not re.match(rf"(?:{told})\b", text)):
            return sorted(names)
    return []


def _may_call(text: str, names: Iterable[str]) -> bool:
    """Whether a text ends a label at all, and one of `names` stands in it."""
    return (":" in text or "?" in text) and any(name in text for name in names)


def more_told(first: Found, again: Found) -> Found:
    """The reading that knows the name, where it is of the same form and says more."""
    if len(again) != len(first):
        return first
    before, after = first[0][0].form, again[0][0].form
    same = len(after.children) == 1 and after.children[0].forename == before.children[0].forename
    return again if same and _answers(after.to_dict()) > _answers(before.to_dict()) else first


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row)


def _answers(said: Any) -> int:
    """How many values a record holds."""
    if isinstance(said, dict):
        return sum(_answers(inner) for inner in said.values())
    if isinstance(said, list):
        return sum(_answers(inner) for inner in said)
    return int(said is not None)
