"""Of options that stand side by side, or under each other, the one that is set in bold is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import Block, Line, Table, Text
from parsers.chosen_look import is_option

_FEWEST: Final = 2


def with_bold_chosen(block: Block) -> Block:
    """The block, where of several options in a row the only one in bold stands for all of them."""
    if isinstance(block, Line):
        segments = _chosen(block.segments)
        return block if segments == block.segments else replace(block, segments=segments)
    if not any(_offers(cell.texts) for row in block.rows for cell in row):
        return block
    rows = tuple(tuple(replace(cell, texts=_chosen(cell.texts)) for cell in row) for row in block.rows)
    return Table(rows, block.page)


def _offers(texts: Sequence[Text]) -> bool:
    return len(texts) >= _FEWEST and sum(is_option(text.text) for text in texts) >= _FEWEST


def _are_answers(texts: Sequence[Text]) -> bool:
    """Whether what stands side by side are answers to several questions: the same twice, or no before yes."""
    said = [text.text.strip().casefold() for text in texts]
    return len(set(said)) < len(said) or said[:2] == ["no", "yes"]


def _chosen(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    if not _offers(texts):
        return texts
    start = next(at for at, text in enumerate(texts) if is_option(text.text))
    end = next((at for at in range(start, len(texts)) if not is_option(texts[at].text)), len(texts))
    offered = texts[start:end]
    bold = [text for text in offered if text.bold]
    if len(offered) < _FEWEST or any(text.filled for text in offered):
        return texts
    if len(bold) == 1:
        return (*texts[:start], replace(bold[0], bold=False), *texts[end:])
    if len(offered) == len(texts) and not _are_answers(offered):
        # Nothing else stands there: what is offered and not marked chooses nothing.
        return (replace(offered[0], text=" / ".join(text.text for text in offered)),)
    return texts
