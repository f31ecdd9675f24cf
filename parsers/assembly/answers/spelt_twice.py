"""One name spelt in two ways on a recognised form: one of the two was misread, and nobody can tell a guess from it.

A surname stands with the child, with the parents and in what they say of them; who refers writes a
name and an email address made of it. Where two spellings differ only in what recognition takes for each
other, the one that stands there more often, or was read with more confidence, is kept and the other left blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from parsers.form import ContactForm, Found

#: Letters and pairs that recognition takes for each other, as one of them.
_ALIKE: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("y", "v"), ("g", "q"), ("l", "i"), ("j", "i"))
_LEAST: Final = 4  # letters
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Single letters, as the line below takes their tails and noise closes or opens them.
_LIKE_LETTERS: Final = tuple(
    map(set, ("ag", "gq", "vy", "il", "ij", "ce", "bh", "nu", "ft", "lt", "it", "uy"))
)
_LEAST_DOMAIN: Final = 8  # letters: a shorter one may be near a name by chance
_AGREEING: Final = 3  # letters
_MOST_AMISS: Final = 2  # letters
_SPELT: Final = ("forename", "surname", "name", "email")


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A name's word as one field spells it."""

    record: Any
    field: str
    pointer: str
    word: str


def leave_out_misspelt(form: ContactForm, sources: dict[str, Found], warnings: list[str]) -> None:
    """Take the names and emails off a form that elsewhere on it are spelt otherwise, as said above.

    `sources` loses what is taken off; for each a warning tells the words. What was not recognised,
    but written by a program, stays.
    """
    _leave_out_domain(form, sources, warnings)
    if all(found.confidence >= 1 for pointer, found in sources.items() if pointer.endswith(_SPELT)):
        return
    spelt = list(_spelt(form))
    seen = Counter(item.word for item in spelt)
    seen.update(word for word in _told(form) if word in seen)
    disputed = [(item, rival) for item in spelt if (rival := _rival(item, spelt, seen, sources))]
    for item, rival in disputed:
        found = sources.get(item.pointer)
        if found is not None and found.confidence < 1:
            setattr(item.record, item.field, None)
            del sources[item.pointer]
            warnings.append(f"not read with confidence: {found.text}; elsewhere it is {rival.word}")


def _is_misspelt(domain: str, name: str) -> bool:
    """Whether letters that are taken for each other, or one letter too many, tell a domain from a name."""
    amiss = [{one, other} for one, other in zip(domain, name, strict=True) if one != other]
    if 0 < len(amiss) <= _MOST_AMISS:
        return all(pair in _LIKE_LETTERS for pair in amiss)  # "silverdalecc" is Silverdale Children's Centre
    # The letters behind a surplus one must be those of the name again: many domains end otherwise.
    return bool(amiss) and any(
        domain[:place] + domain[place + 1 :] == name[:-1] for place in range(1, len(domain) - _AGREEING)
    )


def _leave_out_domain(form: ContactForm, sources: dict[str, Found], warnings: list[str]) -> None:
    """ "turninatides.example" beside "Turning Tides": the address or the agency, whichever is less sure, goes."""
    referrer = form.referrer
    email, agency = sources.get("/referrer/email"), sources.get("/referrer/agency")
    if not (referrer.email and referrer.agency and email and agency):
        return
    if agency.confidence >= 1:
        return  # a program wrote both: an address is never wholly sure
    domain = _letters(referrer.email.partition("@")[2].partition(".")[0])
    name = _letters(referrer.agency)[: len(domain)]
    if len(domain) < _LEAST_DOMAIN or len(name) < len(domain) or not _is_misspelt(domain, name):
        return
    if _shortens(domain, _WORD.findall(referrer.agency.casefold())):
        return
    field = "email" if email.confidence <= agency.confidence else "agency"
    if sources[f"/referrer/{field}"].confidence < 1:
        setattr(referrer, field, None)
        text = sources.pop(f"/referrer/{field}").text
        warnings.append(f"not read with confidence: {text}; the agency and its address differ by a letter")


def _shortens(domain: str, words: Sequence[str]) -> bool:
    """Whether a domain is whole words of a name and the initials of the others: "eastneyhc" of Eastney Health Centre."""
    for whole in range(1, len(words)):
        initials = "".join(word[0] for word in words[whole:])
        if domain == "".join(words[:whole]) + initials:
            return True
    return False


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _spelt(form: ContactForm) -> Iterator[_Spelt]:
    records = [(form.referrer, "/referrer"), *_numbered("children", form.children)]
    records += [*_numbered("people", form.people), *_numbered("professionals", form.professionals)]
    for record, pointer in records:
        for field in _SPELT:
            value = getattr(record, field, None)
            if not isinstance(value, str):
                continue
            for word in _WORD.findall(value.partition("@")[0].casefold()):
                if len(word) >= _LEAST:
                    yield _Spelt(record, field, f"{pointer}/{field}", word)


def _numbered(section: str, records: Sequence[Any]) -> list[tuple[Any, str]]:
    return [(record, f"/{section}/{number}") for number, record in enumerate(records)]


def _told(form: ContactForm) -> list[str]:
    """The words of the story."""
    concern = form.concern
    told = (concern.reason, concern.impact, concern.history, concern.actions_taken, concern.child_views)
    return [word for text in told if text for word in _WORD.findall(text.casefold())]


def _rival(
    item: _Spelt, spelt: Sequence[_Spelt], seen: Counter[str], sources: dict[str, Found]
) -> _Spelt | None:
    """The other spelling of a name that has more to it than this one; `None` where there is none."""
    own = sources.get(item.pointer)
    for other in spelt:
        if own is None or other.pointer not in sources or other.word == item.word or not _differ(item, other):
            continue
        weight = (seen[item.word], own.confidence)
        if weight <= (seen[other.word], sources[other.pointer].confidence):
            return other
    return None


def _differ(item: _Spelt, other: _Spelt) -> bool:
    """Whether two words are one name, misread in one of them; an email's words may run together."""
    if item.field == other.field == "forename":
        return False  # brothers and sisters may be called much alike
    if "email" in (item.field, other.field) and item.record is other.record and item.field != other.field:
        long, short = (item, other) if item.field == "email" else (other, item)
        return short.word not in long.word and _folded(short.word) in _folded(long.word)
    return _folded(item.word) == _folded(other.word)


@lru_cache(maxsize=256)
def _folded(word: str) -> str:
    for seen, meant in _ALIKE:
        word = word.replace(seen, meant)
    return word
