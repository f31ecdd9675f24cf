"""What records are found by: words without capitals, accents and marks, each once.

Both databases index the same words, made here, so that a search finds the same on both. A query
is taken apart in the same way: what an officer types is never an operator of the database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingest.domain.matching.reach import national_digits
from parsers.dates import LAST_SHORT_YEAR_OF_THIS_CENTURY

LONGEST_WORD = 60
MOST_WORDS = 4_000  # of one record
MOST_ASKED = 12  # of one query
_SHORTEST_END = 5  # of a number that people know by its last figures
_LONGEST_NUMBER = 15
# Letters that no decomposition takes apart, as people without them on the keyboard type them.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_FIGURE = re.compile(r"\d")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(
    r"['’ʼ‘`´](?<=\w.)(?=\w)"
)  # the mark first: what comes before is looked at where one is
_LETTERS = re.compile(r"[^\W_]+(?:['’ʼ‘`´][^\W_]+)*")
_NUMBER_BEGINS = re.compile(r"[+(\d]")
_ODD = re.compile(r"[^\x00-\x7f]|['`]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"\b([0-3]?\d)(?:([/.-])([01]?\d)\2|(?:st|nd|rd|th)?[ -]"
    rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}[ -])((?:19|20)?\d\d)\b",
    re.IGNORECASE,
)
_ISO_DATE = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
_TELEPHONE = re.compile(r"(?<!\w)(?:\+\d|\(?0)[\d ()./-]{7,20}\d")
_NHS_NUMBER = re.compile(r"\b(\d{3})[ -](\d{3})[ -](\d{4})\b")


def findable(parts: Iterable[str | None]) -> str:
    """The words of all parts, each once, parted by one space: at most `MOST_WORDS` of them."""
    words = dict[str, None]()
    for part in parts:
        for word in _indexed(part) if part else ():
            if len(words) == MOST_WORDS:
                return " ".join(words)
            words[word] = None
    return " ".join(words)


def asked(text: str) -> list[str]:
    """The beginnings of words that a record must all have to be found by `text`."""
    return list(dict.fromkeys(_words(_joined(text))))[:MOST_ASKED]


def spelt_otherwise(text: str, *, numbers: bool = True) -> Iterator[tuple[int, int, list[str]]]:
    """Where a text of one line has what is found by other letters or figures than it is written with, and by
    which: dates and numbers with gaps (`numbers`), accents, names with a mark in them; and a short text as one
    word."""
    begins = [found.start() for found in _NUMBER_BEGINS.finditer(text)] if numbers else []
    for pattern in (_DATE, _ISO_DATE, _NHS_NUMBER, _TELEPHONE):
        done = 0
        for start in begins:
            found = pattern.match(text, start) if start >= done else None
            if found is not None:
                done = found.end()
                yield start, done, list(_indexed(found[0]))
    for start, end in _marked_words(text):
        yield start, end, list(_indexed(text[start:end]))
    if len(text) <= LONGEST_WORD:
        yield 0, len(text), ["".join(_words(text))]


def _marked_words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that have an accent or a mark in them: most have none, and are not looked at."""
    done = 0
    for odd in _ODD.finditer(text):
        if odd.start() < done:
            continue
        start = odd.start()
        while start > done and (text[start - 1].isalnum() or _ODD.match(text, start - 1)):
            start -= 1
        found = _LETTERS.search(text, start)
        if found is None:
            return
        if found.start() <= odd.start():
            done = found.end()
            if found.end() > odd.start():
                yield found.span()


def _indexed(text: str) -> Iterator[str]:
    """Each word, what people may write as one ("o'brien", "po4 9zz"), and the ends of numbers."""
    joined = _joined(text)
    words = _words(joined)
    for word in dict.fromkeys(words):
        yield word
        if _SHORTEST_END < len(word) <= _LONGEST_NUMBER and word.isdecimal():
            yield from (word[start:] for start in range(1, len(word) - _SHORTEST_END + 1))
    if joined != text:
        words = _words(text)
        yield from words
    if len(text) <= LONGEST_WORD:
        yield from filter(None, ("".join(words)[:LONGEST_WORD],))


def _joined(text: str) -> str:
    """`text` with dates and telephone numbers as one word each, and nothing between O and Brien."""
    # Most lines of a document have no figures, and no number goes on in the next line.
    lines = [_with_whole_numbers(line) if _FIGURE.search(line) else line for line in text.split("\n")]
    return _APOSTROPHES.sub("", "\n".join(lines))


def _with_whole_numbers(text: str) -> str:
    text = _DATE.sub(_date, text)
    text = _ISO_DATE.sub(lambda date: "".join(date.groups()), text)
    text = _NHS_NUMBER.sub(lambda number: "".join(number.groups()), text)
    return _TELEPHONE.sub(lambda number: national_digits(number[0]) or number[0], text)


def _date(found: re.Match[str]) -> str:
    day, _, number, name, year = found.groups()
    month = int(number) if number else 1 + _MONTHS.index(name.lower())
    if len(year) == 2:
        year = f"20{year}" if int(year) <= LAST_SHORT_YEAR_OF_THIS_CENTURY else f"19{year}"
    return f"{year}{month:02}{int(day):02}"


def _words(text: str) -> list[str]:
    if text.isascii():
        return [word[:LONGEST_WORD] for word in _ASCII_WORD.findall(text.lower())]
    letters = "".join(
        char if char.isalnum() else " "
        for char in unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_PLAIN)
        if unicodedata.category(char)[0] != "M"
    )
    return [word[:LONGEST_WORD] for word in letters.split()]
