"""Comparing homes: the number, the street and the postcode, as typed by two people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from ingest.domain.matching.spelling import LONGEST, fold

_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b", re.IGNORECASE)
_FLAT = re.compile(r"\b(?:flat|apartment|apt|unit|room|rm|studio|maisonette)\s+(?:no\s+)?(\d+\w?|[a-z])\b")
_NUMBERED = re.compile(r"\b(\d+[a-z]?)(?:\s+\d+[a-z]?)?\s+([a-z].*)")
_SHORT = {
    "rd": "road", "ave": "avenue", "av": "avenue", "cres": "crescent", "cresc": "crescent", "gdns": "gardens",
    "gdn": "garden", "tce": "terrace", "terr": "terrace", "ter": "terrace", "ln": "lane", "dr": "drive",
    "cl": "close", "pl": "place", "sq": "square", "ct": "court", "crt": "court", "wy": "way", "gr": "grove",
    "gve": "grove", "pk": "park", "hse": "house", "pde": "parade", "wlk": "walk", "bldgs": "buildings",
    "mt": "mount", "nth": "north", "sth": "south", "saint": "st",
}  # fmt: skip
_CLOSE_STREETS = 85.0


@dataclass(frozen=True, slots=True)
class Home:
    """An address in parts that can be compared; every part folded, empty where not known."""

    flat: str = ""
    number: str = ""
    street: str = ""
    postcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.number or self.street or self.postcode or self.flat)


NO_HOME = Home()


@lru_cache(maxsize=8192)
def home(address: str | None, postcode: str | None) -> Home:
    """The parts of an address. A postcode inside the address counts where none is given."""
    lines, inside = _without_postcode((address or "")[:LONGEST])
    given = _POSTCODE.search(postcode or "")
    code = f"{given[1]}{given[2]}".lower() if given else inside
    flat, number, street = "", "", ""
    for line in (fold(part) for part in re.split(r"[,\n;]", lines)):
        if flat_found := _FLAT.search(line):
            flat = flat or flat_found[1]
            line = (line[: flat_found.start()] + line[flat_found.end() :]).strip()
        if not street and (numbered := _NUMBERED.search(line)):
            number, street = numbered[1], _street(numbered[2])
    if not street:
        street = _street(fold(re.split(r"[,\n;]", lines)[0])) if not flat else ""
    return Home(flat, number, street, code)


def _without_postcode(address: str) -> tuple[str, str]:
    found = _POSTCODE.search(address)
    if found is None:
        return address, ""
    return address[: found.start()] + address[found.end() :], f"{found[1]}{found[2]}".lower()


def _street(line: str) -> str:
    words = line.split()
    if words and words[-1] in {"st", "str"} and len(words) > 1:
        words[-1] = "street"
    return " ".join(_SHORT.get(word, word) for word in words)


@lru_cache(maxsize=65536)
def home_level(one: Home, other: Home) -> str:
    """How two homes compare.

    missing, house_and_postcode, house (the postcode missing on a side), house_not_postcode,
    building (another flat), postcode (no house to compare), road (the same street, no number and
    no postcode to compare), street, near (postcodes one letter apart), district or differs.
    """
    if not one or not other:
        return "missing"
    codes = _code_level(one.postcode, other.postcode)
    houses = _house_level(one, other)
    if houses == "house":
        return {"same": "house_and_postcode", "missing": "house", "near": "house"}.get(
            codes, "house_not_postcode"
        )
    if houses == "building":
        return "building"
    if houses == "road" and codes == "missing":
        return "road"
    if houses in {"missing", "road"}:
        return {"same": "postcode", "near": "near", "district": "district", "missing": "missing"}.get(
            codes, "differs"
        )
    if houses == "street":
        return "street"
    return {"same": "street", "near": "near", "district": "district"}.get(codes, "differs")


def _code_level(one: str, other: str) -> str:
    if not one or not other:
        return "missing"
    if one == other:
        return "same"
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return "near"
    return "district" if one[:-2] == other[:-2] else "differs"


def _house_level(one: Home, other: Home) -> str:
    """house, building, road, street, missing or differs, by number, flat and street alone."""
    if not one.street or not other.street:
        return "missing"
    if not _same_street(one.street, other.street):
        return "differs"
    if one.number != other.number:
        return "street" if one.number and other.number else "road"
    return "building" if one.flat and other.flat and one.flat != other.flat else "house"


def _same_street(one: str, other: str) -> bool:
    return one == other or ratio(one, other) >= _CLOSE_STREETS
