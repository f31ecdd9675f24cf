"""A person's name as written -> forenames, surname and other names. The order is told, never guessed."""

from __future__ import annotations

import re
from typing import Final

from parsers.values import blank, folded

_TITLE: Final = re.compile(
    r"(?:mr|mrs|ms|miss|mx|master|dr|prof|sir|dame|rev|revd|pc|dc|sgt|ds|di)\.?\s+(?=\S)", re.IGNORECASE
)
_COURTESY: Final = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "sir", "dame", "rev", "revd"]
)


#: "VALE, Ida (Miss)", "VALE, Ida, Miss": a courtesy title behind the name.
_TITLE_BEHIND: Final = re.compile(
    # Nowhere but at its beginning is a run of white space tried: a long one would take its square.
    r"(?:(?<!\s)\s++)?[(\[]\s*(?:mr|mrs|ms|miss|mx|master|dr|prof)\.?\s*[)\]]|(?<=\w),?\s++(?:mr|mrs|ms|miss|mx|master)\.?\s*$",
    re.IGNORECASE,
)


#: A name of two words or more, and what may stand in brackets behind it: "VALE, Ida (Miss)", "Ida de la Vale (known as Ivy)".
AS_ONE_IS_NAMED: Final = re.compile(
    r"(?:[A-Z][\w'’.\-]*,?\s+(?:(?:de|la|van|der|von|bin|al|da|ap)\s+){0,2}){1,4}[A-Z][\w'’\-]+(?:\s+\([^():]{1,40}\))?"
)


def is_courtesy_title(text: str) -> bool:
    """Whether an answer is "Mr" or the like: a "Title" asked with the name, and no job's."""
    return text.strip(" .").casefold() in _COURTESY


#: "N. Patel", "Y Chen", "N'Golo Vale": what begins as an answer in one letter does.
_BEGINS_LIKE_AN_ANSWER: Final = re.compile(
    r"[NY]\.? ?(?:[A-Z]\.? ?){0,2}(?P<surname>[A-Z][a-z'’]+(?:[- ]?[A-Z][a-z'’]+){0,2})"
    r"|[NY]['’][^\W\d_]{2,}(?:[- ][^\W\d_][\w'’]+){0,3}"
)
_NO_SURNAME: Final = re.compile(
    r"(?:not|known|applicable|deceased|died|unknown|unsure|aware|informed|consent|refused|absent|lives?|see|please|if|as|but|has|both)\b",
    re.IGNORECASE,
)


def only_begins_like_an_answer(text: str) -> bool:
    """Whether "N. Patel" or "N'Golo Vale" is a name that only begins like a no, or "Y Chen" like a yes."""
    found = _BEGINS_LIKE_AN_ANSWER.fullmatch(text.strip())
    return found is not None and _NO_SURNAME.match(found["surname"] or "") is None


#: "boy, name not known", "unknown female", "baby (unnamed)": somebody whom nobody could name.
_UNNAMED: Final = re.compile(
    r"\W*(?:(?:an?|the|one|another|young|older|little|boy|girl|baby|male|female|child|toddler|infant|teenager|youth|brother|sister|sibling)\b\W*)*"
    r"(?:(?:first |full |sur)?names?\W+(?:is\W+|are\W+)?)?(?:not (?:yet )?(?:known|given|named|stated|sure)|unknown|unnamed|unsure|n/?k)\b\W*"
    r"(?:(?:boy|girl|baby|male|female|child|name)\W*)*",
    re.IGNORECASE,
)
PARTICLES: Final = frozenset([
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le",
    "el", "al", "bin", "ibn", "bint", "ben", "ap", "ab", "ter", "ten", "st", "saint", "mac", "mc", "o",
])  # fmt: skip
_KNOWN_AS: Final = (
    r"(?:a\.?k\.?a\.?|(?:(?:also|usually|often|better)\s+)?known\s+(?:to\s+\w+\s+)?as|preferred\s+name(?:\s+is)?|nick-?name(?:d|\s+is)?|"
    r"(?:likes|prefers|wants)\s+to\s+be\s+(?:called|known\s+as)|goes\s+by|prefers|called|answers\s+to)"
)
_ALIAS: Final = re.compile(
    rf"[(\[]\s*{_KNOWN_AS}\b:?\s*(?P<bracketed>[^()\[\]]+?)\s*[)\]]"
    r"|\b(?:a\.?k\.?a\.?|also\s+known\s+as|known\s+as|preferred\s+name|nickname)\b:?\s*"
    r"[\"'“‘]?(?P<known>[^()\[\]\"“”]+?)[\"'”’]?\s*[)\]]?\s*$"
    r"|[\"“‘(](?P<quoted>[^\W\d_][\w'’\- ]{1,24})[\"”’)]",
    re.IGNORECASE,
)


_COMMA: Final = re.compile(r"[,;]")
#: "Kai Vale or Moss": nobody knows which.
_EITHER: Final = re.compile(r"\s(?:or|and/or)\s", re.IGNORECASE)
#: "Kai Vale Jr": no surname.
_GENERATION: Final = re.compile(r",?\s+(?:jn?r|sn?r|junior|senior|I{2,3})\.?\s*$", re.IGNORECASE)
_FORMERLY: Final = re.compile(r"(?:n[eé]e|formerly|previously|was|birth name)\s+(?=[A-Z])", re.IGNORECASE)
#: "(twin)", "(he/him)", "(Foster child)": words about somebody, and no other name of theirs.
_ABOUT: Final = re.compile(
    r"(?:twin|triplet|eldest|oldest|youngest|middle|older|younger|male|female|boy|girl|deceased|foster|fostered|half|step|sibling|brother|sister|son|"
    r"daughter|child|subject|index|unborn|adopted|adoptive|mother|father|mum|dad|parent|carer|pupil|student|patient|year|reception|he|she|they|born|"
    r"aged?|yr|yrs|looked|lac|cic|main|same|see|lives|living|not|no|does|primary|referred|new|pronouns?)\b",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    r"(?:(?<!\s)\s++)?[(\[][^()\[\]\d]*[)\]]"
)  # a birthday or an age is read from there


def split_aliases(text: str) -> tuple[str, list[str]]:
    """A name without "(known as Billy)" or a quoted nickname, and those other names. "(Miss)" is none."""
    aliases: list[str] = []

    def taken_out(found: re.Match[str]) -> str:
        other = found["bracketed"] or found["known"] or found["quoted"]
        name = folded(_FORMERLY.sub("", other.strip("\"'“”‘’")))
        called = name[:1].isupper() or found[0][0] in '"“‘'
        if found["quoted"] is None or (called and not _ABOUT.match(name)):
            aliases.append(name)
        return " "

    bare = _ALIAS.sub(taken_out, _TITLE_BEHIND.sub("", text))
    return folded(_IN_BRACKETS.sub(" ", bare)) or folded(bare), [alias for alias in aliases if alias]


def names_either(text: str) -> bool:
    """Whether a name leaves open which of two it is."""
    return _EITHER.search(text) is not None


def split_name(text: str | None) -> tuple[str | None, str | None]:
    """Forename(s) and surname of a whole name, as written.

    A comma or capitals say which is the surname ("SMITH, John", "John SMITH", "SMITH John"); else
    it is the last word with its particles ("Maria de Souza"). A single word is a forename.
    """
    words = blank(text)
    if words is None or _UNNAMED.fullmatch(words):
        return None, None
    words = _TITLE_BEHIND.sub("", words) or words
    if len((alone := _GENERATION.sub("", words)).split()) > 1:
        words = alone
    words = _TITLE.sub("", words, count=1) if _TITLE.match(words) else words
    if (commas := _COMMA.split(words)) and len(commas) == 2:
        surname, forename = (part.strip() for part in commas)
        return forename or None, surname or None
    if _EITHER.search(words):
        return None, None
    names = words.split()
    if len(names) == 1:
        return names[0], None
    first = _surname_first(names)
    if first:
        return " ".join(names[first:]), " ".join(names[:first])
    start = _surname_start(names)
    return " ".join(names[:start]), " ".join(names[start:])


def _surname_first(names: list[str]) -> int:
    """How many words in capitals stand before the others: "VAN DIJK Anna". Initials are no surname."""
    capitals = [name.isupper() and len(name) > 1 for name in names]
    run = capitals.index(False) if False in capitals else 0
    return run if run and len(max(names[:run], key=len)) > 2 and not any(capitals[run:]) else 0


def _surname_start(names: list[str]) -> int:
    capitals = [name.isupper() and len(name) > 1 for name in names]
    if capitals[-1] and not all(capitals):
        return next(i for i in range(1, len(names)) if all(capitals[i:]))
    start = len(names) - 1
    while start > 1 and names[start - 1].strip("'’.").lower() in PARTICLES:
        start -= 1
    return start
