"""Children whom a covering email tells of, and none of its forms does.

"The form for Amy is attached. I am worried about her cousin Leo too" is a second child, whom
nobody would look for behind a form that was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from parsers.form import ContactForm
from parsers.prose.harm_words import worried_about
from parsers.prose.prefill import prefilled
from parsers.prose.sentences import own_words


def names_another_child(text: str, forms: Iterable[ContactForm]) -> bool:
    """Whether a text's own words name a child, or somebody to worry about, who stands on none of `forms`."""
    own = own_words(text)
    if not own:
        return False
    known = {name for form in forms for told in _names_on(form) for name in _words(told)}
    born = {child.dob for form in forms for child in form.children if child.dob}
    told = [
        child.forename
        for child in prefilled(own).children
        if child.forename and not (child.dob and child.dob in born)
    ]
    return any(not known & set(_words(name)) for name in [*told, *worried_about(own)])


def _names_on(form: ContactForm) -> Iterator[str]:
    for child in form.children:
        yield from filter(
            None, (child.forename, child.surname if not child.forename else None, *child.aliases)
        )
    yield from (person.name or "" for person in form.people)
    yield from (person.name or "" for person in form.professionals)
    yield form.referrer.name or ""


_WORD: Final = re.compile(r"[^\W_]+")


def _words(name: str) -> list[str]:
    return _WORD.findall(name.casefold())
