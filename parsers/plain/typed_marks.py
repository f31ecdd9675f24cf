"""Answers marked on a keyboard: "Yes ___ No _X_", "Yes: X No:", "(x) Yes ( ) No".

A form printed with a line, dots or empty brackets beside each answer has no check boxes, and a
cross typed there is a letter as others are. Where nothing but such answers stands in a text,
the places beside them tell which answer a cross belongs to; a cross between two answers, with
nothing to tell them apart, belongs to neither.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 100
_ANSWER: Final = (
    r"yes|no|y|n|not known|unknown|don['’]?t know|not sure|unsure|not applicable|not asked|n/?k|n/?a|"
    r"male|female|m|f|boy|girl|other|non[- ]binary"
)
_TOKEN: Final = re.compile(
    rf"(?P<mark>(?:_+|\.{{2,}}|…+|[(\[])?\s*(?<!\w)[xX×√✓✔](?!\w)\s*(?:_+|\.{{2,}}|…+|[)\]])?|_+[xX√✓✔]_+)"
    rf"|(?P<answer>(?<![^\W_])(?:{_ANSWER})(?![^\W_]))"
    r"|(?P<place>_+|\.{3,}|…+|\(\s*\)|\[\s*\])"
    r"|(?P<lead>[:=–—-])"
    r"|[\s/|,;.]+",
    re.IGNORECASE,
)
_DRAWN: Final = re.compile(r"(?<!\w)[xX×√✓✔](?!\w)|_|…|\.{3}|\(\s*\)|\[\s*\]|√|✓|✔")


def typed_options(text: str) -> list[tuple[str, bool]]:
    """Each answer of a row of two or more and whether it is the marked one; empty for other texts.

    No answer is marked where the row says nothing certain: several marks, or one between two answers.
    """
    if len(text) > _LONGEST or not _DRAWN.search(text):
        return []
    row = _tokens(text)
    answers = [words for words in row if words not in (_PLACE, _MARK)]
    if len(answers) < 2 or len(answers) == len(row):
        return []
    at = _marked(row) if row.count(_MARK) == 1 else None
    return [(words, number == at) for number, words in enumerate(answers)]


_PLACE: Final = "\0place"
_MARK: Final = "\0mark"


def _tokens(text: str) -> list[str]:
    """The answers in order, with the places and marks between them; empty where other words stand too."""
    row: list[str] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            return []
        at = found.end()
        if found["answer"]:
            row.append(found["answer"])
        elif found["mark"] or found["place"] or found["lead"]:
            token = _MARK if found["mark"] else _PLACE
            if not row or row[-1] not in (_PLACE, _MARK):
                row.append(token)
            elif token == _MARK:
                if row[-1] == _MARK:
                    row.append(token)
                row[-1] = _MARK
    return row


def _marked(row: list[str]) -> int | None:
    """The number of the answer that the one mark stands at, where that is certain."""
    first, last = row[0] in (_PLACE, _MARK), row[-1] in (_PLACE, _MARK)
    answers_before = sum(words not in (_PLACE, _MARK) for words in row[: row.index(_MARK)])
    if first == last:
        return None
    return answers_before if first else answers_before - 1
