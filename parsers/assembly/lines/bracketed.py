"""Answers typed between the brackets that a form prints: "Child's name: [Ida Vale]".

Words in brackets are mostly help, and no answer. Where several lines of a form have them behind a
label that is known, and none of those names what to write, they are its writer's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.assembly.guidance import is_guidance
from parsers.blocks import Block, Line, Text
from parsers.labels import LabelTables
from parsers.values import blank, read_tri

_LEAST: Final = 4
_PAIR: Final = re.compile(r"\s*(?P<label>[^\[\]\n]{2,140}?[:?])\s*\[(?P<answer>[^\[\]]*)\]\s*")
_ALONE: Final = re.compile(r"\s*\[(?P<answer>[^\[\]]{2,})\]\s*")
_TELLS_WHAT: Final = re.compile(
    r"(?:insert|enter|type|add|your|name of|full|first|child['’]?s|dd|day|e\.?g|yes ?/|male ?/|if )\b|[a-z ]+\Z"
)


def with_brackets_off(blocks: Sequence[Block], labels: LabelTables) -> list[Block]:
    """The blocks, each label and answer of such a form apart."""
    found = [_PAIR.fullmatch(block.text) for block in blocks if isinstance(block, Line) and _is_plain(block)]
    written = [pair for pair in found if pair is not None and blank(pair["answer"])]
    if len(written) < _LEAST or not all(_is_answered(pair, labels) for pair in written):
        return list(blocks)
    return [_parted(block) for block in blocks]


def _is_plain(line: Line) -> bool:
    return len(line.segments) == 1 and not line.segments[0].filled


def _is_answered(pair: re.Match[str], labels: LabelTables) -> bool:
    words = pair["answer"].strip()
    if read_tri(words).value is not None:
        return labels.known(pair["label"])
    if _TELLS_WHAT.match(words.casefold() if words.isupper() else words) or is_guidance(words):
        return False
    return labels.known(pair["label"]) and not labels.known(words)


def _parted(block: Block) -> Block:
    if not isinstance(block, Line) or len(block.segments) != 1:
        return block
    text = block.segments[0]
    pair, alone = _PAIR.fullmatch(text.text), _ALONE.fullmatch(text.text)
    if pair is not None:
        parts = (
            replace(text, text=pair["label"].strip()),
            Text(pair["answer"].strip(), text.page, filled=True),
        )
        return replace(block, segments=parts)
    return (
        replace(block, segments=(replace(text, text=alone["answer"].strip(), filled=True),))
        if alone
        else block
    )
