"""Answers that are options: which were chosen, as labelled."""

from __future__ import annotations

import json
import re
from typing import Final

from parsers.assembly.pieces import Answer
from parsers.blocks import TICKED, UNTICKED
from parsers.labels import Field, LabelTables
from parsers.options import chosen, options
from parsers.values import blank

_A_SENTENCE: Final = re.compile(r"[a-z]{2}[.!]\s*$")
WISHED_FOR: Final = Field("concern", "desired_outcome")
_LONGEST_KIND: Final = 80
_LONGEST_LISTED: Final = 45
_FEWEST_KINDS: Final = 2
_ENDS_A_LABEL: Final = re.compile(r",\s*[^,\s]+ (?:and|or|&) [^,\s]+\s*$")
_LISTED: Final = re.compile(r"\s*[;\n•|]\s*|\s{3,}")


def ticked_labels(text: str, labels: LabelTables) -> list[str]:
    """The labels of the boxes ticked; without boxes, the options that were written."""
    listed = _json_list(text)
    if listed:
        return listed
    if options(text):
        return [label for label in (blank(item) for item in chosen(text)) if label]
    if folded := _parted_by_commas(text, labels):
        return folded
    parts = [part for part in (blank(item) for item in _LISTED.split(text)) if part]
    if len(parts) == 1 and (by_comma := _parted_by_commas(parts[0], labels)):
        return by_comma
    return [part.strip(" .").lstrip("-–*• ") for part in parts if len(part) <= 80]


def _parted_by_commas(text: str, labels: LabelTables) -> list[str]:
    """ "Neglect, Missing from home": kinds between commas, of which most are known; `[]` for any other text.

    A label may have commas of its own: "Fire, flood and storm", "Physical harm, injury or abuse".
    """
    items = [item for item in (blank(item) for item in text.split(",")) if item]
    if len(items) < _FEWEST_KINDS:
        return []
    known = sum(map(labels.concern_type, items))
    if known == len(items):
        return items
    apart = all(item[0].isupper() and len(item) <= _LONGEST_LISTED for item in items)
    return items if apart and known * 2 >= len(items) and not _ENDS_A_LABEL.search(text) else []


def _json_list(text: str) -> list[str]:
    """The choices that a form's program passes on as it keeps them: ["Neglect","Physical harm"]."""
    if not text.strip().startswith('["'):
        return []
    try:
        items = json.loads(text)
    except ValueError:
        return []
    return [label for label in (blank(str(item)) for item in items) if label]


def kinds_ticked(text: str, labels: LabelTables) -> list[str]:
    """The kinds of concern ticked in a place of their own: by their words, or by what most that is offered there is."""
    offered = options(text)
    known = [labels.concern_type(label) for label, _ in offered]
    all_are = sum(known) > 1 and sum(known) * 2 >= len(known)
    return [label for (label, on), is_kind in zip(offered, known, strict=True) if on and (is_kind or all_are)]


def lists_kinds(text: str, labels: LabelTables) -> bool:
    """Whether an answer is kinds of concern to choose from, or those left of them, and no story."""
    return any(labels.concern_type(label) for label, _ in options(text))


def one_choice(text: str) -> str | None:
    """The one option chosen, as labelled; several are kept, parted by "; "."""
    if options(text):
        return blank("; ".join(chosen(text)))
    return blank(text)


_SENTENCE_ENDS: Final = re.compile(r"[a-z]{2}[.!?](?:\s|$)")


def tells_a_story(text: str) -> bool:
    """Whether what stands under kinds of concern is the concern itself."""
    return not options(text) and len(text) > _LONGEST_KIND and _SENTENCE_ENDS.search(text) is not None


def is_wished_for(found: Field, answer: Answer | None) -> bool:
    """Whether "What are you requesting?" is answered by a sentence: no kind of request, and no story either."""
    return (
        answer is not None
        and found.path == "call.request_type"
        and _A_SENTENCE.search(answer.text) is not None
        and not tells_a_story(answer.text)
    )


def options_asked(label: str, answer: Answer | None) -> list[tuple[str, bool]]:
    """The options of a label that is one, with its box, and of what stands under it as its answer."""
    if not label.strip().startswith((TICKED, UNTICKED)):
        return []
    return [*options(label), *(options(answer.text) if answer is not None and not answer.empty else ())]
