"""Printed options of a recognised document from which none is seen to be chosen, as they were printed.

A pen's ring or strike that was not seen leaves "Yes: / No / Notknowrr", which begins as an answer does:
spelt as forms print them, what is offered chooses nothing, wherever it is read. What stands
beside other words is an answer, and stays as read; so does every text of a document that is not recognised.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import Final

from rapidfuzz.distance import Levenshtein

from parsers.blocks import TICKED, UNTICKED, Block, Cell, Document, Line, Table, Text
from parsers.chosen_look import is_option
from parsers.labels import LabelTables
from parsers.options import options

_WORD: Final = re.compile(r"[^\W_]+")
_ASKED: Final = re.compile(r"[:?)]\s*")
#: "No, not known" goes on as a sentence does; printed options begin alike.
_GOES_ON: Final = re.compile(r"\s*(?:Yes|No)\b\s*[,;–—-]\s*(?:not|unknown|unsure)\b")
_STROKES: Final = " /|"
_LONGEST: Final = 60  # letters of a row of options
_HELP: Final = re.compile(r"\(?\s*(?:please\s+)?(?:delete|circle|tick|select)\b[^()]*\)?", re.IGNORECASE)

_NOT_KNOWN: Final = "Not known"
_NOT_ASKED: Final = "Not applicable"
_OTHER: Final = "Other"
#: Printed words, which option they belong to, and how many letters of them may be misread.
_OF_WHETHER: Final = {
    "yes": ("Yes", 1), "no": ("No", 1), "notknown": (_NOT_KNOWN, 3), "notsure": (_NOT_KNOWN, 2),
    "known": (_NOT_KNOWN, 2), "unknown": (_NOT_KNOWN, 2), "unsure": (_NOT_KNOWN, 1), "not": (_NOT_KNOWN, 0),
    "sure": (_NOT_KNOWN, 1), "nk": (_NOT_KNOWN, 0), "dont": (_NOT_KNOWN, 1), "know": (_NOT_KNOWN, 0),
    "na": (_NOT_ASKED, 0), "applicable": (_NOT_ASKED, 3),
}  # fmt: skip
_OF_SEX: Final = {
    "male": ("Male", 1), "female": ("Female", 2), "boy": ("Boy", 0), "girl": ("Girl", 1), "other": (_OTHER, 1),
    "notknown": (_NOT_KNOWN, 3), "known": (_NOT_KNOWN, 2), "unknown": (_NOT_KNOWN, 2), "not": (_NOT_KNOWN, 0),
}  # fmt: skip
#: Of the options one must be of these: "Other" and "Not known" alone may be an answer.
_CHOSEN_FROM: Final = frozenset(["Yes", "No", "Male", "Female", "Boy", "Girl"])
_INITIALS: Final = ({"y": "Yes", "n": "No"}, {"m": "Male", "f": "Female"})
#: Words that are near to an option's, and are none: "Not yet", "Yes now".
_OTHER_WORDS: Final = frozenset(["yet", "now", "none", "mother"])
_JOINED: Final = ((re.compile(r"(?i)n\s*/\s*a\b"), "na"), (re.compile(r"(?i)n\s*/\s*k\b"), "nk"),
                  (re.compile(r"(?i)don['’`]\s?t"), "dont"))  # fmt: skip
_NAMED: Final = re.compile(r"(?<![^\W_])(?:yes|no|y|n|male|female|m|f|boy|girl)(?![^\W_])", re.IGNORECASE)
_STROKE_LEFT: Final = re.compile(
    r"\s*(?:[/|]\s*(?:yes|no|not known|unknown|male|female)|(?:yes|no|not known|unknown|male|female)\s*[/|])\s*",
    re.IGNORECASE,
)


def with_offers_spelt(document: Document, tables: LabelTables) -> Document:
    """The document with its rows of options that nothing was chosen from as forms print them."""
    return replace(document, blocks=tuple(_block(block, tables) for block in document.blocks))


def offered(read: str) -> str | None:
    """A recognised text that is two options or more and nothing else, as printed; else `None`.

    An option that stands there twice was written behind them, and chosen.
    """
    if len(read) > _LONGEST or TICKED in read or UNTICKED in read or options(read) or _GOES_ON.match(read):
        return None
    words = _HELP.sub(" ", read)
    for pattern, joined in _JOINED:
        words = pattern.sub(joined, words)
    found = _WORD.findall(words.casefold())
    if len(found) < 2:
        return None
    named = next((said for kind in _INITIALS if (said := _initials(found, kind))), None)
    named = named or next((said for kind in (_OF_WHETHER, _OF_SEX) if (said := _named(found, kind))), None)
    return " / ".join(named) if named else None


def _initials(found: list[str], kind: dict[str, str]) -> list[str] | None:
    named = [kind[word] for word in found if word in kind]
    return named if len(named) == len(found) == len(set(named)) else None


def _named(found: list[str], kind: dict[str, tuple[str, int]]) -> list[str] | None:
    """The options that words name, specks left out; `None` where one is no option's, or one is named twice."""
    said: list[str] = []
    for number, word in enumerate(found):
        option = _option(word, kind)
        if option is not None:
            said.append(option)
        elif len(word) > 1 and not _is_misread_not(word, found[number + 1 :], kind):
            return None
    named = [option for option, _ in groupby(said)]
    exact = any(word in kind for word in found) and not _CHOSEN_FROM.isdisjoint(named)
    return named if exact and len(named) == len(set(named)) > 1 else None


def _option(word: str, kind: dict[str, tuple[str, int]]) -> str | None:
    if word in kind:
        return kind[word][0]
    if word in _OTHER_WORDS or len(word) < 2:
        return None
    near = [
        (slips, option)
        for printed, (option, most) in kind.items()
        if 0 < (slips := Levenshtein.distance(word, printed, score_cutoff=most)) <= most
        and (len(printed) > 2 or len(word) == len(printed))
    ]
    return min(near)[1] if near else None


def _is_misread_not(word: str, following: list[str], kind: dict[str, tuple[str, int]]) -> bool:
    return (
        bool(following)
        and _option(following[0], kind) in (_NOT_KNOWN, _NOT_ASKED)
        and Levenshtein.distance(word, "not") <= 1
    )


# --- where they stand -----------------------------------------------------------------


def _block(block: Block, tables: LabelTables) -> Block:
    return _line(block) if isinstance(block, Line) else _table(block, tables)


def _line(line: Line) -> Line:
    if not any(_may_offer(text) for text in line.segments):
        return line
    return replace(line, segments=tuple(_spelt_behind_labels(_together(line.segments))))


def _table(table: Table, tables: LabelTables) -> Table:
    if not any(_may_offer(text) for row in table.rows for cell in row for text in cell.texts):
        return table
    rows = [_row(row, number, table, tables) for number, row in enumerate(table.rows)]
    return replace(table, rows=tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _row(row: tuple[Cell, ...], number: int, table: Table, tables: LabelTables) -> tuple[Cell, ...]:
    """The row, its options in the first cell behind its label: "Informed?", "Yes", "Nc" in cells of their own."""
    label, *others = row or (Cell(),)
    texts = [text for cell in others for text in cell.texts if text.text.strip()]
    if len(texts) < 2 or not all(_may_offer(text) or text.confidence < 1 for text in texts):
        return row
    spelt = offered(" / ".join(text.text.strip(_STROKES) for text in texts))
    if spelt is None or not tables.known(label.text) or _has_a_column_each(table, number, tables):
        return row
    sure = min(text.confidence for text in texts)
    whole = replace(texts[0], text=spelt, confidence=sure)
    return (label, replace(others[0], texts=(whole,)), *(replace(cell, texts=()) for cell in others[1:]))


def _has_a_column_each(table: Table, number: int, tables: LabelTables) -> bool:
    """Whether other rows answer in more than one column: each child has one, and a Yes or No in it."""
    behind = [cell.text for at, row in enumerate(table.rows) if at != number for cell in row[2:]]
    return any(said.strip() and not is_option(said) and not tables.known(said) for said in behind)


def _cell(cell: Cell) -> Cell:
    if not any(_may_offer(text) for text in cell.texts):
        return cell
    return replace(cell, texts=tuple(_spelt_behind_labels(_together(cell.texts))))


def _may_offer(text: Text) -> bool:
    return text.confidence < 1 and not text.filled and _NAMED.search(text.text) is not None


def _together(texts: tuple[Text, ...]) -> list[Text]:
    """The texts, those that are one row of options together as one: "Yes", "No y Not known"."""
    kept: list[Text] = []
    at = 0
    while at < len(texts):
        whole = next(
            (run for end in range(len(texts), at, -1) if (run := _run(texts[at:end])) is not None), None
        )
        if whole is None:
            kept.append(texts[at])
            at += 1
        else:
            spelt, length = whole
            kept.append(spelt)
            at += length
    return kept


def _run(texts: tuple[Text, ...]) -> tuple[Text, int] | None:
    if any(text.filled or text.confidence >= 1 for text in texts):
        return None
    if len(texts) > 1 and all(is_option(text.text) and text.text.isalpha() for text in texts):
        return None  # read as they were printed: answers of columns, maybe
    spelt = offered(" / ".join(text.text.strip(_STROKES) for text in texts)) or _beside_a_stroke(texts)
    if spelt is None:
        return None
    sure = min(text.confidence for text in texts)
    return replace(texts[0], text=spelt, bold=all(text.bold for text in texts), confidence=sure), len(texts)


def _beside_a_stroke(texts: tuple[Text, ...]) -> str | None:
    """ "es", "No /", "ot": a stroke parts an option from the remains of another."""
    strokes = [text for text in texts if _STROKE_LEFT.fullmatch(text.text)]
    if not strokes or len(texts) < 2:
        return None
    kind, offer = (
        (_OF_SEX, "Male / Female") if "male" in strokes[0].text.casefold() else (_OF_WHETHER, "Yes / No")
    )
    return offer if all(_is_remains(text.text, kind) for text in texts) else None


def _is_remains(read: str, kind: dict[str, tuple[str, int]]) -> bool:
    """Whether nothing but pieces of options was seen: "ot" of "Not known"."""
    found = _WORD.findall(read.casefold().replace("0", "o").replace("1", "l"))
    return all(_option(word, kind) or any(word in printed for printed in kind) for word in found)


def _spelt_behind_labels(texts: list[Text]) -> list[Text]:
    """ "Informed? Yes: / No / Notknowrr": the options behind a label in its own text."""
    return [_spelt_behind_label(text) for text in texts]


def _spelt_behind_label(text: Text) -> Text:
    if not _may_offer(text):
        return text
    for asked in _ASKED.finditer(text.text):
        if (spelt := offered(text.text[asked.end() :])) is not None:
            return replace(text, text=f"{text.text[: asked.end()].rstrip()} {spelt}")
    return text
