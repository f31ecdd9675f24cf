"""Text as written -> dates, phones, postcodes, NHS numbers, tri-states. Names: `parsers.names`.

Every reader returns a `Value`: what the text says, or `None` where it says nothing that can
be trusted, with a warning in words where a person should look. Nothing is ever "fixed".
Dates live in `parsers.dates`, ticked options in `parsers.options`; both are offered here too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

import phonenumbers

from parsers.dates import read_date, read_datetime
from parsers.options import chosen, options
from parsers.value import Value

__all__ = [
    "Value",
    "blank",
    "chosen",
    "narrative",
    "options",
    "read_age",
    "read_date",
    "read_datetime",
    "read_email",
    "read_gender",
    "read_nhs_number",
    "read_phone",
    "read_postcode",
    "read_tri",
    "split_address",
]

# --- blank or not ---------------------------------------------------------------------

_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORDY: Final = re.compile(r"[^\W_]")
_PLACEHOLDER: Final = re.compile(
    r"""
    (?:please\s+)?(?:choose|select|pick)(?:\s+(?:an?|one|from|your)\b[^.…]{0,40})?[.…]*  # Choose an item. Select…
    | -*\s*(?:please\s+)?select(?:\s+one)?\s*-*
    | (?:please\s+)?(?:click|tap)\b.{0,20}\b(?:here\s+to|to)\s+(?:enter|add|type|select)\b.{0,40}
    | (?:click|tap|type|enter)\s+(?:or\s+tap\s+)?(?:here|text|date|a\s+date)\b.{0,30}
    | (?:please\s+)?(?:enter|type|insert|add)\s+(?:your\s+|the\s+)?(?:text|date|details|name|answer)(?:\s+here)?\.?
    | (?:please\s+)?(?:enter|type|insert|write|add)\s+(?!\d)[^.\n]{0,40}\bhere[.…]*
    | (?:please\s+)?(?:choose|select|pick)\s+(?:agency|organi[sz]ation|service|school|gender|sex|ethnicity|title|option|date|relationship|type|status|answer|value|role|country|language|religion|reason|category|level|team|area)[.…]*
    | please\s+(?:enter|complete|fill\s+in|specify|state)[.…:]*
    | [(\[<]\s*(?:please\s+)?(?:enter|type|insert|add|write|select|choose|click)\b[^()\[\]<>\n]{0,40}[)\]>]
    | [(\[]?\s*(?:e\.?\s?g\.?|for\s+example)[\s,:].{1,80}
    | (?:(?:flat|house|building|street|road|town|city|county|village|post\s?code|country|name|number|no\.?|or|and)(?!\w)[\s,/&]*){2,}
    | (?:d{1,2}|m{1,3}|y{2,4})(?:\s*[/.\- ]\s*(?:d{1,2}|m{1,3}|y{2,4})){1,2}
    | dd?mm?y{2,4}
    | m(?:ale)?\s*[/|]\s*f(?:emale)?(?:\s*[/|]\s*\w+)? | f(?:emale)?\s*[/|]\s*m(?:ale)?(?:\s*[/|]\s*\w+)?
    | y(?:es)?\s*[/|]\s*n(?:o)?(?:\s*[/|]\s*(?:nk|n/?k|not\s+known|unknown|don'?t\s+know|n/?a|unsure))?
      (?:\s*\((?:please\s+)?(?:delete|circle|tick).{0,30}\))?
    | [(\[<]?(?:not\s+(?:answered|provided|completed|stated|given|entered|supplied)|no\s+(?:answer|response)(?:\s+given)?)[)\]>]?
    | (?:please\s+)?do\s+not\s+leave\s+(?:this\s+|the\s+)?(?:(?:box|section|field|question)\s+)?blank\.?
    | [(\[*]*(?:mandatory|required|must\s+be\s+completed)(?:\s+field)?[)\]*]*
    | [(\[<]?(?:(?:this\s+)?question\s+(?:was\s+)?)?(?:not\s+shown|skipped|hidden)[)\]>]?\.?
    | (?:the\s+)?respondent\s+skipped\s+this\s+question\.?
    | «[^«»]*» | <<[^<>]*>> | \{\{[^{}]*\}\}  # a field of a mail merge that nothing was put into
    | \(?(?:blank|left\s+blank|none\s+given)\)? | \[[^\]]{0,3}\]
    """,
    re.IGNORECASE | re.VERBOSE,
)


_LONG: Final = 500  # characters: what is longer is a story, and not remembered


def folded(text: str) -> str:
    """`text` with white space folded and invisible characters gone."""
    return " ".join(_INVISIBLE.sub("", text).split())


def blank(text: str | None) -> str | None:
    """The text with white space folded, or `None` where it is blank or a placeholder."""
    if text is None:
        return None
    return _blank_answer(text) if len(text) < _LONG else _blank(text)


@lru_cache(maxsize=4096)
def _blank_answer(text: str) -> str | None:
    """The same of an answer, which is asked for at every step from its cell to its field."""
    return _blank(text)


def _blank(text: str) -> str | None:
    words = folded(text)
    if not _WORDY.search(words) or _PLACEHOLDER.fullmatch(words):
        return None
    return words


def narrative(text: str | None) -> str | None:
    """A long answer: as `blank`, with rows of placeholder lines left out too."""
    if text is None:
        return None
    kept = [line for line in text.splitlines() if blank(line) or not line.strip()]
    return blank(" ".join(kept))


# --- telephone and email --------------------------------------------------------------

_PHONE: Final = re.compile(r"(?<!\w)(?:\+|00)?\(?\d[\d\s().\-/]{4,24}\d(?!\w)|(?<!\w)\+?\d{7,15}(?!\w)")
_EMAIL: Final = re.compile(
    r"(?:(?<=\.\.)|(?<![\w.%+'\-]))(?!\.)[A-Za-z0-9._%+'\-]{1,64}(?<!\.)@[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,250}[A-Za-z0-9])?\.[A-Za-z]{2,24}"
)


def read_phone(text: str | None) -> Value[str]:
    """The first telephone number, in E.164; as written where it is no valid number."""
    words = blank(text)
    if words is None or sum(map(str.isdigit, words)) < 3:
        return Value()
    words = unicodedata.normalize("NFKC", words)
    for candidate in _phone_candidates(words):
        number = _e164(candidate)
        if number:
            return Value(number, 0.99 if len(candidate) + 2 >= len(words) else 0.95)
    return Value(words, 0.5, f"not a valid telephone number: {words}")


#: "2025/004417": a case's number within its year.
_OF_A_YEAR: Final = re.compile(r"(?:19|20)\d\d/\d+")
_BETWEEN_NUMBERS: Final = re.compile(r"\s*/\s*|\s{2,}")


def _phone_candidates(words: str) -> list[str]:
    found = [match.group().strip() for match in _PHONE.finditer(words)]
    found = [item for item in found if not _OF_A_YEAR.fullmatch(item)]
    # "07700 900976 / 023 9200 0968": the pattern takes both, since a slash may part one number.
    return [piece for item in found for piece in ([item] if _e164(item) else _BETWEEN_NUMBERS.split(item))]


@lru_cache(maxsize=1024)  # to look a number up takes as long as to read a page of plain text
def _e164(candidate: str) -> str | None:
    try:
        number = phonenumbers.parse(candidate, "GB")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code == 44:
        # Validity tables refuse Ofcom's drama numbers: the shape of a British number is enough.
        national = str(number.national_number)
        shaped = re.fullmatch(r"[1-37-9]\d{9}|[18]\d{8}|5[56]\d{8}", national)
        if not shaped or number.italian_leading_zero:
            return None
    elif not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(text: str | None) -> Value[str]:
    """The first email address, as written."""
    words = blank(text)
    if words is None:
        return Value()
    found = _EMAIL.search(re.sub(r"\s*@\s*", "@", words))
    return (
        Value(found.group().strip("'"), 0.99) if found else Value(None, 0.0, f"not an email address: {words}")
    )


# --- addresses ------------------------------------------------------------------------

#: How sure a postcode is that was typed so, and that no place has.
_NO_PLACES: Final = 0.7
_POSTCODE: Final = re.compile(
    r"\b(?P<out>GIR(?=\s*0AA)|ZZ99(?=\s*[0-9][A-Z]{2}\b)|[A-PR-UWYZ](?:[1-9][0-9]?|[A-HK-Y](?:[0-9]|[1-9][0-9])|[1-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY]))"
    r"[\s\-]{0,3}(?P<in>[0-9][ABD-HJLNP-UW-Z]{2}|(?<=ZZ99)[0-9][A-Z]{2}|(?<=ZZ99 )[0-9][A-Z]{2})\b|\bBFPO\s*(?P<bfpo>[0-9]{1,4})\b",
    re.IGNORECASE,
)


#: Of a postcode's shape at the end of what was typed, with a letter that no place's has: C, I, K, M, O or V.
_TYPED_POSTCODE: Final = re.compile(
    r"(?:(?<=[\s,;])|\A)(?P<out>[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]?) ?(?P<in>[0-9][A-Z]{2})(?P<bfpo>)[\s.,;]*\Z"
)


def read_postcode(text: str | None, *, typed: bool = False) -> Value[str]:
    """A British postcode, upper case with one space; ZZ99 and BFPO numbers count.

    What was `typed`, and not recognised, is taken as it stands though no place has such a postcode.
    """
    words = blank(text)
    if words is None:
        return Value()
    found = list(_POSTCODE.finditer(unicodedata.normalize("NFKC", words)))
    if not found:
        as_typed = _TYPED_POSTCODE.search(words) if typed else None
        if as_typed is not None:
            return Value(_postcode(as_typed), _NO_PLACES, f"no place has such a postcode: {words}")
        return Value(None, 0.0, f"not a postcode: {words}")
    distinct = {_postcode(match) for match in found}
    return Value(_postcode(found[-1]), 0.99 if len(distinct) == 1 else 0.6)


def _postcode(match: re.Match[str]) -> str:
    if match["bfpo"]:
        return f"BFPO {match['bfpo']}"
    return f"{match['out']} {match['in']}".upper()


#: What form systems print before each line of an address.
_ADDRESS_LABEL: Final = re.compile(
    r"^\s*(?:(?:street )?address(?: line)?(?: ?\d)?|street|house(?: name)?(?: (?:or|/) number)?|town(?: ?/ ?city)?|city|county|state(?: ?/ ?province)?"
    r"|(?:postal|zip)(?: ?/ ?zip)?(?: code)?|country)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
#: The words of a link that form systems put under an address.
_MAP_LINK: Final = re.compile(r"(?:map it|view (?:on )?map|google maps?|show on map)", re.IGNORECASE)


def split_address(text: str | None, *, typed: bool = False) -> tuple[str | None, str | None]:
    """An address as one line without its postcode, and the postcode; `typed` as for `read_postcode`."""
    if text is None or blank(text) is None:
        return None, None
    pattern = _POSTCODE
    if typed and not _POSTCODE.search(text):
        pattern = _TYPED_POSTCODE
    found = list(pattern.finditer(text))
    postcode = _postcode(found[-1]) if found else None
    rest = pattern.sub("\n", text) if found else text
    rest = re.sub(r"\bpost\s?code\s*:?", "\n", rest, flags=re.IGNORECASE)
    rest = _ADDRESS_LABEL.sub("", rest)
    parts = [folded(part).strip(" .;") for part in re.split(r"[\n\r,;]+", rest)]
    return blank(
        ", ".join(part for part in parts if re.search(r"\w", part) and not _MAP_LINK.fullmatch(part))
    ), postcode


# --- numbers --------------------------------------------------------------------------


_PARTS_NUMBERS: Final = re.compile(r"[\s\-.]")


_TEN_FIGURES: Final = re.compile(r"(?<!\d)\d{10}(?!\d)")


def read_nhs_number(text: str | None) -> Value[str]:
    """Ten digits that pass the modulus-11 check; else `None`, with the text as a warning."""
    words = blank(text)
    if words is None or not re.search(r"\d", words):
        return Value()
    digits = _PARTS_NUMBERS.sub("", unicodedata.normalize("NFKC", words))
    found = _TEN_FIGURES.search(digits)
    if found and _passes_modulus_11(found.group()):
        return Value(found.group(), 0.99)
    return Value(None, 0.0, f"not a valid NHS number: {words}")


def _passes_modulus_11(digits: str) -> bool:
    if len(set(digits)) == 1:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits[:9], strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


_AGE: Final = re.compile(
    r"(?:(?:aged?|about|approx(?:imately|\.)?|around|circa|c\.|est(?:imated|\.)?)\s*:?\s*){0,2}(\d{1,2})\s*(?:years?|yrs?|y/?o|y)?\.?(?:\s*(?:old|of\s+age))?"
    r"(?:\s*(?:and|,|&)?\s*\d{1,2}\s*(?:months?|mths?|m)\.?)?",
    re.IGNORECASE,
)


def read_age(text: str | None) -> Value[int]:
    """An age in whole years, as written: "10", "aged 10", "10 yrs 3 months"."""
    words = blank(text)
    if words is None:
        return Value()
    found = _AGE.fullmatch(words.strip("() "))
    return Value(int(found[1]), 0.95) if found else Value()


# --- answers --------------------------------------------------------------------------

_YES: Final = re.compile(
    r"(?:yes|y|yeah|true|ydynt|ydyn|ydw|ydych|ydy|ydi|oes|ie)\b(?!\s*[/|])", re.IGNORECASE
)
_NO: Final = re.compile(
    r"nac (?:ydynt|ydyn|ydw|ydych|ydy|ydi|oes)\b|naddo\b|nage\b|(?:no|n|false)\b(?!\s*[/|])(?!\s+(?:one|body|idea|longer|answer|information|details?|data|response|other)\b)"
    r"|not\s+(?:yet|at\s+this\s+(?:time|stage|point))\b",
    re.IGNORECASE,
)
_NOT_KNOWN: Final = re.compile(
    r"(?:not\s+known|unknown|don['’]?t\s+know|do\s+not\s+know|n\s*/?\s*k|unsure|not\s+sure|uncertain|unclear|\?)(?!\w)",
    re.IGNORECASE,
)
_DELETE: Final = re.compile(  # and "Ydynt" of "Ydynt (Yes)"
    r"\(?\s*(?:please\s+)?(?:delete|circle|tick|select)\b[^()]*\)?|^(?!yes|no|un|do)[^\W\d][^()]{1,24}\((?=(?:yes|no|not known)\)$)",
    re.IGNORECASE,
)
#: "Yes / No (please circle)" with the writer's own word after it.
_OFFERED: Final = re.compile(
    r"y(?:es)?\s*[/|]\s*no?\b(?:\s*[/|]\s*(?:n/?k|n/?a|not known|unknown|don['’]?t know))?\s*(?:\([^()]*\)|[:.])?\s+(?=(?:yes|no|y|n|not known|n/?k)\W*$)",
    re.IGNORECASE,
)
_BOTH: Final = re.compile(r"\by(?:es)?\s*(?:[/|,]|\bor\b)?\s*n(?:o|\b)", re.IGNORECASE)


def read_tri(text: str | None) -> Value[str]:
    """yes, no or not_known; `None` where nothing, or more than one answer, was chosen."""
    if text is None:
        return Value()
    boxes = options(text)
    if boxes:
        return _tri_of_boxes(boxes)
    words = blank(text)
    if words is None:
        return Value()
    words = _DELETE.sub(" ", words).strip(" .,:;/|-–—'\"()[]")
    offered = _OFFERED.match(words)
    if offered is not None:
        words = words[offered.end() :]
    if _BOTH.match(words):
        return Value()
    halves = re.split(r"\s+/\s+", words)
    if len(halves) == 2:
        said = {read_tri(half).value for half in halves}
        return Value(said.pop(), 0.95) if len(said) == 1 else Value()
    for answer, pattern in (("not_known", _NOT_KNOWN), ("yes", _YES), ("no", _NO)):
        found = pattern.match(words)
        if found:
            return Value(answer, 0.99 if found.end() == len(words) else 0.9)
    return Value()


def _tri_of_boxes(boxes: list[tuple[str, bool]]) -> Value[str]:
    ticked = [label for label, on in boxes if on]
    if not any(label for label, _ in boxes):
        return Value("yes", 0.9) if ticked and len(boxes) == 1 else Value()
    answers = {read_tri(label).value for label in ticked} - {None}
    if len(answers) > 1 or (answers and _ticked_without_words(boxes)):
        return Value(None, 0.0, "more than one answer is ticked")
    return Value(answers.pop(), 0.98) if answers else Value()


def _ticked_without_words(boxes: list[tuple[str, bool]]) -> bool:
    """Whether a ticked box has no words, and is not the box behind it seen twice: nobody knows what it chooses."""
    return any(one == ("", True) and not other[1] for one, other in pairwise([*boxes, ("", False)]))


_GENDERS: Final = (
    (
        "not_known",
        re.compile(r"(?:not\s+known|unknown|n/?k|not\s+sure|unsure|indeterminate)\b", re.IGNORECASE),
    ),
    (
        "other",
        re.compile(r"(?:other|non[\s-]?binary|intersex|trans\w*|gender\s?fluid|agender)\b", re.IGNORECASE),
    ),
    ("female", re.compile(r"(?:female|f|girl|woman|she|benyw)\b", re.IGNORECASE)),
    ("male", re.compile(r"(?:male|m|boy|man|he|gwryw)\b", re.IGNORECASE)),
)


_EITHER_SEX: Final = re.compile(
    r"(?:m|male|f|female|boy|girl)\s*(?:[/|]|or\b|\s)\s*(?:f|m|female|male|girl|boy)\b", re.IGNORECASE
)


def read_gender(text: str | None) -> Value[str]:
    """female, male, other or not_known; `None` for hints such as "M/F"."""
    if text is None:
        return Value()
    boxes = options(text)
    if boxes:
        ticked = {read_gender(label).value for label, on in boxes if on} - {None}
        return Value(ticked.pop(), 0.98) if len(ticked) == 1 else Value()
    words = blank(text)
    if words is None or _EITHER_SEX.match(words):
        return Value()
    for gender, pattern in _GENDERS:
        found = pattern.match(words)
        if found:
            return Value(gender, 0.99 if found.end() == len(words) else 0.9)
    return Value()
