"""Labels in Welsh and English, side by side or on lines of their own: "Enw / Name", "Dyddiad geni / Date of birth"."""

from __future__ import annotations

import re
from typing import Final

_HALVES: Final = re.compile(r"\s+[/|]\s+|\s*\n\s*|\s+\((?=[^()]*\)$)")
_BETWEEN: Final = frozenset("/|\n(")
_STROKE: Final = re.compile(r"\s+/\s+|\s*\n/\s*")
_CIRCUMFLEX: Final = str.maketrans("06éáíúó", "ooaaiuo")
_LEAST: Final = 3  # letters: "y" is no Welsh by itself
#: Welsh as labels write it: words that English has not, and spellings. "Am" is left out: "I am worried" is none.
_WELSH: Final = frozenset(
    [
        "ac",
        "adran",
        "adroddiad",
        "asiantaeth",
        "atgyfeiriad",
        "atgyfeiriwr",
        "barn",
        "beth",
        "blwydd",
        "caniatâd",
        "cefndir",
        "cod",
        "crefydd",
        "cryfderau",
        "cyfeiriad",
        "cyfrifoldeb",
        "cyfenw",
        "cymraeg",
        "cyntaf",
        "cyswllt",
        "dewis",
        "dyddiad",
        "e-bost",
        "ebost",
        "effaith",
        "eich",
        "enw",
        "enwau",
        "ffon",
        "ffôn",
        "gan",
        "geni",
        "gofalwr",
        "gofalwyr",
        "grefydd",
        "gwybodaeth",
        "iaith",
        "llais",
        "llawn",
        "llofnod",
        "mam",
        "manylion",
        "nac",
        "nad",
        "neu",
        "nid",
        "oed",
        "oedran",
        "oes",
        "os",
        "perthynas",
        "plant",
        "plentyn",
        "pobl",
        "pryder",
        "pryderon",
        "pwy",
        "rheswm",
        "rhiant",
        "rhieni",
        "rhif",
        "rhowch",
        "rhyw",
        "rhywedd",
        "sefydliad",
        "swydd",
        "symudol",
        "tad",
        "teitl",
        "teulu",
        "trefniadau",
        "unigryw",
        "wedi",
        "y",
        "ydych",
        "ydynt",
        "yn",
        "yr",
        "ysgol",
        "yw",
    ]
)
_WELSH_SPELLING: Final = re.compile(
    r"[ŵŷ]|['’](?:r|n|i|u|w)$|^(?:dd|ff|ng|rh)|wydd|iaeth|wyr$|ydd$|rwydd|eth(?:u|ol)$"
)


def without_welsh(label: str) -> str | None:
    """The English half of a label in Welsh and English; `None` where it is not in both."""
    if _BETWEEN.isdisjoint(label):
        return _behind_welsh(label)
    halves = [half.strip(" )") for half in _HALVES.split(label.strip())]
    if len(halves) != 2:
        return None
    # "First name\nRhys" has its answer below it: words of Welsh tell a label there, its spelling a name too.
    welsh = [_is_welsh(halves[0]), _has_welsh_words(halves[1])]
    return halves[welsh.index(False)] if sum(welsh) == 1 else None


def _behind_welsh(label: str) -> str | None:
    """What follows the Welsh words that a label without any mark between them begins with: "Perthynas Relationship"."""
    first, _, _ = label.partition(" ")
    if len(first) < _LEAST or first.casefold() not in _WELSH:
        return None  # as are nearly all
    words = label.split()
    ends = next((at for at, word in enumerate(words) if not _is_welsh(word)), len(words))
    rest = " ".join(words[ends:])
    return None if not rest or _has_welsh_words(rest) else rest


def without_misread_welsh(label: str) -> str | None:
    """The English that a recognised label in English and Welsh begins with, if so; it may still be an answer.

    The stroke between them may be lost, and "ô" is seen as a figure: "Gender Rhywedd", "Telephone / Ff6n".
    """
    halves = _STROKE.split(label.strip(), maxsplit=1)
    if len(halves) == 2:
        english, welsh = halves[0], halves[1].translate(_CIRCUMFLEX)
        return english if english and _has_welsh_words(welsh) and not _is_welsh(english) else None
    words = label.split()
    ends = next((at for at, word in enumerate(words) if _is_welsh(word)), 0)
    # "Father of Ffion": a name is spelled so too.
    is_label = _has_welsh_words(" ".join(words[ends:])) and all(map(_is_welsh, words[ends:]))
    return " ".join(words[:ends]) if ends and is_label else None


def _is_welsh(text: str) -> bool:
    return _has_welsh_words(text) or any(_WELSH_SPELLING.search(word) for word in _words(text))


def _has_welsh_words(text: str) -> bool:
    words = _words(text)
    return words != ["y"] and not _WELSH.isdisjoint(words)  # "Y" by itself is what is left of "Y / N"


_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
