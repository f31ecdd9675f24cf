"""Labels that recognition misread: "Sumame", "Tetephone", "Dale of birth".

Only for pictures. A text stands for a printed label where it differs by what recognition
confuses, and where no label that asks for something else is nearly as near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

#: Glyphs that recognition takes for each other, and what such a slip costs: another costs 1.
_CONFUSED: Final = (
    ("rn", "m", 0.3), ("m", "nn", 0.4), ("cl", "d", 0.4), ("vv", "w", 0.3), ("ii", "u", 0.4), ("li", "h", 0.4), ("ri", "n", 0.5),
    ("l", "i", 0.3), ("l", "t", 0.4), ("l", "1", 0.2), ("i", "1", 0.2), ("i", "t", 0.5), ("l", "!", 0.2), ("i", "!", 0.2), ("l", "|", 0.2),
    ("i", "|", 0.2), ("i", "j", 0.4), ("o", "0", 0.2), ("s", "5", 0.2), ("b", "8", 0.2), ("z", "2", 0.2), ("g", "9", 0.3), ("g", "q", 0.4),
    ("e", "c", 0.4), ("e", "o", 0.5), ("c", "o", 0.5), ("a", "o", 0.5), ("a", "e", 0.5), ("n", "u", 0.5), ("h", "b", 0.4), ("h", "n", 0.5),
    ("f", "t", 0.4), ("f", "r", 0.5), ("r", "t", 0.5), ("v", "y", 0.5), ("u", "v", 0.5), ("a", "s", 0.6), ("n", "m", 0.6), ("p", "o", 0.6),
)  # fmt: skip
_LETTERS: Final = str.maketrans("08", "ob")
_SPACE: Final = 0.4
_BY_LETTER: Final = 0.1  # of slips, for each letter of a label
_ONE_WORD: Final = 0.5  # slips in a label of one word: names are words too
_SHORTEST_WORD: Final = 5  # letters, unless a colon shows that it is a label
_LONGEST: Final = 90
_CLEARLY_NEARER: Final = 0.4
_CONSIDERED: Final = 12
_NOT_LABELS: Final = re.compile(r"\d{3}|@|£")


class NearLabels:
    """The printed spellings of the label tables, to look misread ones up in.

    `meanings` tells of each spelling what it asks for: two that ask the same are no rivals.
    """

    def __init__(self, meanings: Mapping[str, object]) -> None:
        self._meanings = {plain(spelled): meaning for spelled, meaning in meanings.items()}
        self._spellings = sorted(spelled for spelled in self._meanings if len(spelled) > 3)

    def nearest(self, text: str) -> str | None:
        """The one printed label that `text` is a misreading of; `None` where there is none."""
        words = plain(text)
        lettered = words.translate(_LETTERS)
        if lettered != words and any(map(str.isalpha, words)) and lettered in self._meanings:
            return lettered  # "D.0.8.": an abbreviation is too short to be told by its other letters
        most = _most_slips(words, text)
        if most is None or words in self._meanings:
            return None
        found = sorted(self._rivals(words, most))
        if not found:
            return None
        (cost, best), *others = found
        rival = any(
            other - cost < _CLEARLY_NEARER and self._meanings[spelled] != self._meanings[best]
            for other, spelled in others
        )
        return None if rival else best

    def _rivals(self, words: str, most: float) -> Iterable[tuple[float, str]]:
        edits = round(2 * (most + _CLEARLY_NEARER)) + 2
        hits = process.extract(
            words, self._spellings, scorer=Levenshtein.distance, score_cutoff=edits, limit=_CONSIDERED
        )
        for spelled, _, _ in hits:
            cost = slips(words, spelled)
            if cost <= most:
                yield cost, spelled


def plain(text: str) -> str:
    """Small letters, white space folded, without what stands around a label."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .,:;*?'\"|()[]-–_")


def _most_slips(words: str, text: str) -> float | None:
    """How far a text may be from the label that it stands for; `None` where it can be none."""
    letters = sum(map(str.isalpha, words))
    if letters < 3 or len(words) > _LONGEST or _NOT_LABELS.search(words):
        return None
    if " " in words:
        return max(_ONE_WORD, _BY_LETTER * letters)
    return _ONE_WORD if letters >= _SHORTEST_WORD or text.rstrip().endswith(":") else None


def slips(read: str, printed: str) -> float:
    """What it costs to misread `printed` as `read`: an edit distance weighted by confusions."""
    costs = _costs()
    table = [[float(len(read) + len(printed))] * (len(printed) + 1) for _ in range(len(read) + 1)]
    table[0][0] = 0.0
    for i in range(len(read) + 1):
        for j in range(len(printed) + 1):
            here = table[i][j]
            if i < len(read):
                table[i + 1][j] = min(table[i + 1][j], here + _alone(read[i]))
            if j < len(printed):
                table[i][j + 1] = min(table[i][j + 1], here + _alone(printed[j]))
            for taken in (1, 2):
                for given in (1, 2):
                    cost = _substitution(read[i : i + taken], printed[j : j + given], costs)
                    if cost is not None and i + taken <= len(read) and j + given <= len(printed):
                        at = table[i + taken]
                        at[j + given] = min(at[j + given], here + cost)
    return table[-1][-1]


def _alone(letter: str) -> float:
    return 1.0 if letter.isalnum() else _SPACE


def _substitution(read: str, printed: str, costs: Mapping[tuple[str, str], float]) -> float | None:
    if len(read) == len(printed) == 1:
        return 0.0 if read == printed else costs.get((read, printed), 1.0)
    return costs.get((read, printed))


@cache
def _costs() -> Mapping[tuple[str, str], float]:
    return {pair: cost for one, other, cost in _CONFUSED for pair in ((one, other), (other, one))}
