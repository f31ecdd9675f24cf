"""Field names that say nothing: one field copied over the whole form, its name with a number behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.blocks import PageGeometry

_NUMBER: Final = re.compile(r"[\W_]*\d+\W*$")
_OFTEN: Final = 8  # times
_SHARE: Final = 0.25  # of all the fields that have a name


def without_copied_names(pages: Sequence[PageGeometry]) -> list[PageGeometry]:
    """The pages, their fields without such names: what is printed beside them tells what they are."""
    times = Counter(_bare(word.hint) for page in pages for word in page.words if word.filled and word.hint)
    least = max(_OFTEN, _SHARE * times.total())
    copied = {name for name, count in times.items() if count >= least}
    if not copied:
        return list(pages)
    return [
        replace(
            page,
            words=tuple(
                word._replace(hint=None) if word.filled and word.hint and _bare(word.hint) in copied else word
                for word in page.words
            ),
        )
        for page in pages
    ]


def _bare(name: str) -> str:
    return _NUMBER.sub("", name).casefold()
