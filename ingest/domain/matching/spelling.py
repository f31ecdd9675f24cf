"""Names and words as typed in a hurry: folding, slips of the keyboard, and how a name sounds."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
LONGEST = 300
"""Characters of a name or an address that are compared: no honest one is longer."""

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """`text` in lower case without accents or punctuation, words parted by one space."""
    # Taken apart before and after: the acute accent that is typed for an apostrophe would become a space,
    # and letters of mathematics have a lower case only once they are plain.
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold().translate(_LETTERS)
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text))
    kept = (" " if not char.isalnum() else char for char in text if not unicodedata.combining(char))
    return " ".join("".join(kept).split())


def tokens(text: str | None) -> tuple[str, ...]:
    """The folded words of `text`; of an absurdly long one, those that it begins with."""
    return tuple(fold(text[:LONGEST]).split()) if text else ()


def is_slip(one: str, other: str) -> bool:
    """Whether the two differ by what a hurried typist does, the first letter being right.

    One slip in a word of four letters or more, two in a word of nine or more; a slip is a
    letter left out, added or changed, or two neighbours that changed places.
    """
    if one[:1] != other[:1]:
        return False
    return is_near(one, other)


def is_near(one: str, other: str) -> bool:
    """Like `is_slip`, but the first letter may be wrong too."""
    shorter = min(len(one), len(other))
    allowed = 0 if shorter < 4 else 1 if shorter < 9 else 2
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def sounds_alike(one: str, other: str) -> bool:
    """Whether the two are said alike and begin alike; words of two sounds or fewer never are."""
    code = sound(one)
    return len(code) > 2 and code == sound(other)


_SOUNDS = [
    (re.compile(pattern), said)
    for pattern, said in [
        (r"^(?:mac|mc)(?=[^aeiou])", "mk"),
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^x", "s"),
        (r"sch(?=[lmnrw])", "s"),
        (r"szcz|shch", "S"),
        (r"sch|tch|cz|sz|sh|ch|zh", "S"),
        (r"ti(?=on|an)|ci(?=an|ous)", "S"),
        (r"(?:dg|dj|dz)(?=[eiy]?)", "j"),
        (r"ough|augh", "f"),
        (r"ph|bh(?=$)", "f"),
        (r"gh(?=[^aeiou]|$)", ""),
        (r"(?<=[bdgjkpt])h", ""),
        (r"th", "t"),
        (r"ck|cq|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"v|(?<=[aeiou])w(?=[aeiou])", "f"),
        (r"g(?=[eiy])", "j"),
        (r"wh", "w"),
        (r"mb$", "m"),
        (r"d(?=t)", ""),
    ]
]
_VOWELS = re.compile(r"[aeiouyhw]+")
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """A code of how a folded word sounds: its consonants, and "a" where it begins with a vowel.

    Made for names as they are said in England: Catherine and Kathryn, Schmidt and Smidt,
    Rahman and Rehman, Kowalczuk and Kovalchuk come out alike.
    """
    if not word.isascii():
        return word
    begins = "a" if word[:1] in "aeiouy" or (word[:1] == "h" and word[1:2] in "aeiouy") else ""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    first = "w" if word[:1] == "w" else ""
    return begins + first + _DOUBLES.sub(r"\1", _VOWELS.sub("", word))
