"""Figures and letters that recognition takes for each other, settled where the grammar leaves one reading.

Postcodes, telephone and NHS numbers and dates say where a figure must stand and where a letter.
What can be read in two ways stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from parsers.values import read_date, read_nhs_number, read_phone, read_postcode

#: How sure a value can be that was settled here.
SETTLED: Final = 0.6
_NO_FIGURE_AMISS: Final = 0.85

_FIGURE: Final = str.maketrans("OoQDIl|!SsBZzGg", "000011115582269")
#: In a postcode, which has no sum to prove it, an S is as often a 9 as a 5: `parsers.ocr.postcodes` looks at it alone.
_SURE_FIGURE: Final = str.maketrans("OoQDIl|!", "00001111")
#: An 8 is as often an S as a B.
_LETTER: Final = str.maketrans("01526", "OISZG")
_MOST_CHANGED: Final = 3
_OUTWARD: Final = ("A9", "A99", "AA9", "AA99")
#: The few districts that end in a letter, by what stands before it: "EC1A", "W1A", "SW1A".
_LETTERED: Final = re.compile(
    r"(?:E1W|N1[CP]|W1[A-HJKPSTUW]|EC[1-4][AMNPRVY]|NW1W|SE1P|SW1[AEHPVWXY]|WC[12][ABEHNRVX])"
)
_AREAS: Final = frozenset(
    [
        "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR", "CT", "CV", "CW",
        "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD",
        "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS",
        "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH",
        "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR",
        "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
    ]
)  # fmt: skip
#: Those of no place that a letter is taken to: what is not known, or abroad.
_OTHER_AREAS: Final = frozenset(["ZZ", "GX", "XX"])
#: Letters that a copy makes of each other.
_ROUND: Final = "ODQ"
#: A word that one look alone was not sure of is as sure as this, or less (`parsers.ocr.second_look`).
_SEEN_TWICE: Final = 0.86
#: The areas of one letter that end low: "N34" is what is left of "TN34".
_LAST_DISTRICT: Final = {"E": 20, "N": 22, "W": 14}
_ONE_LETTER: Final = re.compile(r"([ENW])(\d{1,2})\s")
_POSTCODE_LIKE: Final = re.compile(r"(?<!\S)([A-Za-z0-9|!]{2,4})\s{0,2}([A-Za-z0-9|!]{3})[\s.,;]*$")
_DATE_LIKE: Final = re.compile(
    r"([\dOoIl|!SBZ]{2})([/.\-1Il|!7])([\dOoIl|!SBZ]{2})([/.\-1Il|!7])([\dOoIl|!SBZ]{4})"
)
#: "19/01/20 19" is not of the year 2020.
_PARTED_YEAR: Final = re.compile(r"(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(19|20)\s(\d{2})")
_SEPARATORS: Final = "/.-"
_NAMED_MONTH: Final = re.compile(r"(\d{1,2}(?:st|nd|rd|th)?)\s+([A-Za-z]{4,9})\.?,?\s+(\d{4})")
_MONTHS: Final = (
    *("january", "february", "march", "april", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
#: "lremonger": no name begins so, whether its writer uses capitals or not.
_NEVER_SMALL: Final = re.compile(r"l[bcdfghjkmnpqrstvwxz][a-z]{2,}")
_SMALL_L: Final = re.compile(r"l(?!(?:a|e|o|os|as)$)[a-z]+")


def settled(kind: str, text: str) -> str | None:
    """`text` with its confusions settled, for a field of that kind; `None` where there is nothing to settle.

    `kind` is a field's name: "postcode", "address", "phone", "nhs_number", or one that holds a date.
    """
    settle = _BY_KIND.get(kind)
    return settle(text.strip()) if settle else None


def how_sure(read: str, settled_as: str) -> float:
    """How sure a value can be that was read so and settled: surer where no figure was another one.

    That is a month's name, and an O read as a nought, which no grammar leaves a choice about.
    """
    is_round = read.casefold().replace("o", "0").split() == settled_as.casefold().replace("o", "0").split()
    return _NO_FIGURE_AMISS if is_round or _NAMED_MONTH.fullmatch(settled_as) else SETTLED


def _postcode(text: str) -> str | None:
    found = _POSTCODE_LIKE.search(text)
    if found is None or read_postcode(text).value is not None or _is_word(found.group()):
        return None
    readings = {
        f"{outward} {inward}"
        for shape in (*_OUTWARD, "A9A", "AA9A")
        if found[1].upper() not in _AREAS  # "NG 2QU": its figures were not read
        if (outward := _shaped(found[1], shape)) is not None
        if (inward := _shaped(found[2], "9AA")) is not None
        if _is_district(outward, shape)
    }
    best = readings if len(readings) == 1 else set[str]()
    return text[: found.start()] + best.pop() if best else None


def _is_word(read: str) -> bool:
    """Whether letters are an ordinary word's: a postcode has figures, and no small letters but misread ones."""
    return not re.search(r"\d", read) or re.search(r"[a-km-np-z]", read) is not None


def _is_district(outward: str, shape: str) -> bool:
    if shape.endswith("A"):
        return _LETTERED.fullmatch(outward) is not None
    return (
        not is_cut_postcode(f"{outward} ")
        and outward.rstrip("0123456789") in _AREAS
        and read_postcode(f"{outward} 1AA").value is not None
    )


def is_cut_postcode(postcode: str) -> bool:
    """Whether a postcode's district is none of its area's: its first letter was not read.

    Source: Royal Mail's districts, E1 to E20, N1 to N22 and W1 to W14.
    """
    found = _ONE_LETTER.match(postcode)
    return found is not None and not 0 < int(found[2]) <= _LAST_DISTRICT[found[1]]


def is_no_area(postcode: str, sure: float) -> bool:
    """Whether a postcode's first letters, read this `sure`, are none of Royal Mail's areas: something was misread.

    Areas come and go, and people write ones that are none: two letters that were surely seen stand, but
    where a round one may be another, as in "PQ10", which is what was seen of "PO10".
    """
    found = re.match(r"[A-Z]{1,2}(?=\d)", postcode)
    area = found.group() if found else ""
    if not area or area in _AREAS | _OTHER_AREAS:
        return False
    rounded = {
        f"{area[:at]}{other}{area[at + 1 :]}"
        for at, sign in enumerate(area)
        if sign in _ROUND
        for other in _ROUND
    }
    return len(area) == 1 or sure <= _SEEN_TWICE or not rounded.isdisjoint(_AREAS)


def _shaped(read: str, shape: str) -> str | None:
    """What was read as letters (A) and figures (9) where they must stand, if it can be."""
    if len(read) != len(shape):
        return None
    turned = "".join(
        sign.translate(_SURE_FIGURE) if wanted == "9" else sign.upper().translate(_LETTER).replace("|", "I")
        for sign, wanted in zip(read, shape, strict=True)
    )
    fits = all(
        sign.isdigit() if wanted == "9" else sign.isalpha()
        for sign, wanted in zip(turned, shape, strict=True)
    )
    return turned if fits else None


def _address(text: str) -> str | None:
    """An address whose last words are a postcode."""
    return _postcode(text) if re.search(r"\s", text) else None


def _phone(text: str) -> str | None:
    return _figures(text, lambda words: read_phone(words).confidence > 0.5)


def _nhs_number(text: str) -> str | None:
    return _figures(text, lambda words: read_nhs_number(words).value is not None)


def _figures(text: str, is_right: Callable[[str], bool]) -> str | None:
    """A number whose figures were taken for letters, if it is then a right one."""
    turned = text.translate(_FIGURE)
    changed = sum(before != after for before, after in zip(text, turned, strict=True))
    if not 0 < changed <= _MOST_CHANGED or is_right(text) or re.search(r"[^\d\s+().\-/]", turned):
        return None
    return turned if is_right(turned) else None


def _date(text: str) -> str | None:
    """A date in figures; a stroke may have been taken for a figure where the other was not."""
    parted = _PARTED_YEAR.fullmatch(text.strip(" .,"))
    if parted is not None:
        day, stroke, month, century, year = parted.groups()
        return f"{day}{stroke}{month}{stroke}{century}{year}"
    named = _NAMED_MONTH.fullmatch(text.strip(" .,"))
    if named is not None:
        return _with_month(*named.groups())
    found = _DATE_LIKE.fullmatch(text.strip(" .,"))
    if found is None or read_date(text).value is not None:
        return None
    day, first, month, second, year = found.groups()
    if first not in _SEPARATORS and second not in _SEPARATORS:
        return None
    turned = "/".join(part.translate(_FIGURE) for part in (day, month, year))
    return turned if read_date(turned).value is not None else None


def _with_month(day: str, word: str, year: str) -> str | None:
    """ "18 Julv 2023" with its month, where one letter of one month alone is another."""
    letters = word.casefold()
    near = [
        month
        for month in _MONTHS
        if len(month) == len(letters)
        and sum(one != other for one, other in zip(month, letters, strict=True)) == 1
    ]
    return f"{day} {near[0].capitalize()} {year}" if len(near) == 1 and letters not in _MONTHS else None


def _name(text: str) -> str | None:
    """A name whose capital I was taken for an l: the writer begins the other names with capitals."""
    names = text.split()
    if not any(name[0].isupper() for name in names) and not _NEVER_SMALL.match(text):
        return None
    turned = [f"I{name[1:]}" if _SMALL_L.match(name) else name for name in names]
    return " ".join(turned) if turned != names else None


_BY_KIND: Final[dict[str, Callable[[str], str | None]]] = {
    "postcode": _postcode,
    "address": _address,
    "phone": _phone,
    "nhs_number": _nhs_number,
    **dict.fromkeys(("name", "forename", "surname"), _name),
    **dict.fromkeys(("dob", "edd", "dob_or_edd", "completed_on", "signed_on"), _date),
}
