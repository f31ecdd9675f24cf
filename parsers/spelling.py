"""Printed words -> keys that do not depend on how a form spells, numbers or decorates them.

"2.1  D.O.B. (if known):*" and "Date of birth" have one key, and so have "Name of child" and
"Child's name" once the order of words is set aside (`bag`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_NUMBERING: Final = re.compile(
    r"^\s*(?:(?:section|part|box|adran|question|q)\s*)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?|[a-z]\d?|[ivx]{1,4})\s*[.):\-–—]\s*(?=[^\d\s])(?![a-z]\.)"
    r"|^\s*(?:section|part|adran)\s+(?:\d{1,2}|[a-z])\b[\s.:)\-–—]*(?=\w)"
    r"|^\s*(?:q?\d{1,2}(?:(?:\.\d{1,2}){0,3}|[a-h])|[a-h]\d{1,2}(?:\.\d{1,2})?)\s+(?=[a-z])"
)
_INFLECTION: Final = re.compile(r"(?<=\w)\((?:s|es|ren|ies|n)\)")
_SLASHED_PLURAL: Final = re.compile(r"(?<=\w)/(?:s|ren)\b")
#: No list in quotes: that is what a form's program makes of the boxes ticked.
_GUIDANCE: Final = re.compile(r"\([^()]*\)|\[(?!\")[^\[\]]*\]")
#: "Name (First)", as form builders part a name in two.
_PART_OF_A_NAME: Final = re.compile(r"\bname\s*[(\[](first|last|middle|given|family)(?: names?)?[)\]]")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.\s?){2,}[a-z]?\b\.?")
_LAST_WORDS: Final = (
    *("if known", "if you know", "if you know it", "if you know this", "if you know them", "where known"),
    *("if you have it", "if you have one", "if any", "if applicable", "where applicable", "if available"),
    *("please tick", "please state", "please specify", "please circle", "please print", "tick one"),
    *("delete as appropriate", "as appropriate", "block capitals", "optional", "required", "mandatory"),
    *("y n nk", "y n", "yes no not known", "yes no"),
)
_TRAILING_GUIDANCE: Final = re.compile(rf"[\s,;:–—-]*\b(?:{'|'.join(_LAST_WORDS)})\s*$")
#: "Actions taken e.g. home visit, strategy meeting": what is printed to show what is meant.
_EXAMPLES: Final = re.compile(r"(?<=[^\W\d_]{3})\W{1,3}(?:e\.g\.|e\.g\b|eg\b|for example\b).*", re.DOTALL)
_EMAIL: Final = re.compile(r"\be[\s-]mail")
_POSTCODE: Final = re.compile(r"\bpost[\s-]code")
_SUBTYPE: Final = re.compile(r"\bsub[\s-]type\b")
_NO_WORD: Final = re.compile(r"[^\w\s]|_")

# An address is asked with its postcode or without: the answer tells.
_WITH_POSTCODE: Final = re.compile(
    r"\b(address(?:es)?(?: (?:of )?(?:the )?(?:child|children|young person|family|pupil|patient))?)(?: (?:and|inc|incl|including|with|plus|full|the))* postcode$"
)

#: "Home address line 2": the second line of an address, whatever it is called.
_LINE_OF_ADDRESS: Final = re.compile(
    r"\b(?:home|current|family|permanent|residential|main|postal|usual|present|full) address line (?=\d\b)"
)

# What is written in different ways and means the same.
_SAME: Final = {
    "tel": "telephone",
    "phone": "telephone",
    "tele": "telephone",
    "ph": "telephone",
    "fone": "telephone",
    "no": "number",
    "nos": "number",
    "num": "number",
    "dob": "birth date",
    "mob": "mobile",
    "addr": "address",
    "addresses": "address",
    "org": "organisation",
    "organization": "organisation",
    "mum": "mother",
    "dad": "father",
    "children": "child",
    "childrens": "child",
    "childs": "child",
    "ren": "child",
    "people": "person",
    "peoples": "person",
    "persons": "person",
    "details": "detail",
    "ref": "reference",
    "yp": "young person",
    "practice": "practice",
    "surgeries": "surgery",
    "agencies": "agency",
    "families": "family",
    "disabilities": "disability",
    "authorised": "authorised",
    "authorized": "authorised",
    "whos": "who",
    "wheres": "where",
    "whats": "what",
    "mail": "email",
    "my": "your",
    "pt": "patient",
    "pts": "patient",
}
_SILENT: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "please",
        "this",
        "to",
        "is",
        "are",
        "and",
        "or",
        "for",
        "their",
        "following",
        "below",
        "full",
        "your-own",
        "these",
        "those",
        "s",
    ]
)


_A_LETTER: Final = re.compile(r"[^\W_]")


_POINT: Final = re.compile(r"[.\s]")


_OWNED: Final = re.compile(r"(\w)'s\b")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The words of a label in order: folded, without numbering, guidance and silent words."""
    words = _folded(text)
    # Most labels have none of these marks, and to look for a mark takes less than for a pattern.
    if "(" in words:
        words = _INFLECTION.sub("", words)
    if "/" in words:
        words = _SLASHED_PLURAL.sub("", words)
    numbered = _NUMBERING.match(words)
    if numbered:
        words = words[numbered.end() :]
    if "(" in words or "[" in words:
        words = _PART_OF_A_NAME.sub(r"\1 name", words)
        stripped = _GUIDANCE.sub(" ", words)
        words = stripped if _A_LETTER.search(stripped) else words
    if "eg" in words or "e.g" in words or "for example" in words:
        words = _EXAMPLES.sub("", words)
    if "." in words:
        words = _INITIALS.sub(lambda found: _POINT.sub("", found.group()) + " ", words)
    words = _in_one_word(words)
    if "'" in words:
        words = _OWNED.sub(r"\1", words).replace("'", "")
    answer = words.rpartition(":")[2].split() if ":" in words else []
    words = " ".join(_NO_WORD.sub(" ", words).split())
    if words.endswith(_LAST_WORDS):
        words = _TRAILING_GUIDANCE.sub("", words)
    if words.endswith(" postcode"):
        words = _WITH_POSTCODE.sub(r"\1", words)
    if " line " in words:
        words = _LINE_OF_ADDRESS.sub("address line ", words)
    tokens = [part for word in words.split() for part in _same(word)]
    kept = [token for token in tokens if token not in _SILENT]
    if answer and _SILENT.issuperset(answer):
        kept += answer  # "Surname: An": behind a colon stands an answer, and families are called so
    return " ".join(kept or tokens)


def _folded(text: str) -> str:
    """Small letters without accents, and one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return bare.casefold().replace("’", "'").replace("‘", "'")


def _in_one_word(words: str) -> str:
    """ "e-mail", "post code" and "sub type" as others spell them."""
    if "mail" in words:
        words = _EMAIL.sub("email", words)
    if "code" in words:
        words = _POSTCODE.sub("postcode", words)
    if "type" in words:
        words = _SUBTYPE.sub("subtype", words)
    return words


@lru_cache(maxsize=8192)
def _same(word: str) -> tuple[str, ...]:
    """What a word is written as, here: several words for some."""
    singular = _singular(word)
    return tuple((_SAME.get(word) or _SAME.get(singular, singular)).split())


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):
        return word[:-1]
    return word


@lru_cache(maxsize=8192)
def bag(text_key: str) -> str:
    """A key whose order of words does not matter."""
    return " ".join(sorted(text_key.split()))
