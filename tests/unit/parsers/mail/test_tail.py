"""What mail systems and writers put below a form is no part of its last answer."""

from __future__ import annotations

from functools import cache

import pytest

from config import tables
from parsers.html.reading import read_html
from parsers.labels import LabelTables
from parsers.mail.tail import without_tail
from parsers.plain.reading import read_plain

FORM = """Your name: Bo Reed
Agency: Hexby School
Telephone: 01632 960400
Child's name: Ida Vale
Date of birth: 01/02/2015
Reason for contact: Ida has a burn.
She would not say how she came by it.
"""
SIGNED = "Kind regards\n\nSam Porter\nTeam Leader\nTel: 01632 960411\nwww.harbour.example\n"
TAILS = {
    "a signature": f"\n{SIGNED}",
    "thanks": "\nThanks\nBo\n",
    "the writer's first name": "\nBo\n",
    "the writer's whole name": "\nBo Reed\n",
    "the way to a program": "\nLog in to view or download your responses at forms.example\n",
    "a program's results": "\nView all responses: https://forms.example/r\n",
    "a hope above a signature": f"\nI hope that this is all you need. Do ring me if not.\n\n{SIGNED}",
    "a disclaimer": "\nThis message may contain confidential information. If you are not the intended recipient please\ndelete it.\n\nThank you.\n",
    "a disclaimer under its heading": "\nDisclaimer\n\nWe accept no liability for any loss.\n",
    "a telephone's": "\nGet Outlook for iOS\n",
    "an answered message": "\n\nFrom: The Hub <hub@hub.example>\nSent: 02 March 2026 12:01\nTo: Reed, Bo\nSubject: Advice\n\nNo form is needed for Harvey Toms, 04/05/2014.\n\nSam Prior\n",
    "a quoted message": "\n\nOn Mon, 2 Mar 2026 at 12:01, The Hub <hub@hub.example> wrote:\n\n> Please send the form.\n",
    "an original message": "\n\n-----Original Message-----\nFrom: The Hub\nSent: 02 March 2026 12:01\nSubject: Advice\n\nPlease send the form.\n",
    "what a web form's program adds": "\n---\n\nDate: 3 March 2026\nTime: 10:14\nPage URL: https://x.example\nUser Agent: Any/5.0\n",
    "a house's address": "\nHexby School, 12 Low Road, Hexby. Tel 01632 960001. www.hexby.example\nFollow us\n",
    "a mailing list's": "\n_______________________________________________\nDuty mailing list\nDuty@lists.example\n",
}


@cache
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


def lines(text: str, *, html: bool) -> list[str]:
    if html:
        document = read_html("".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in text.split("\n")))
    else:
        document = read_plain(text)
    return [getattr(block, "text", "") for block in without_tail(document, labels()).blocks]


@pytest.mark.parametrize("html", [False, True], ids=["plain", "html"])
@pytest.mark.parametrize("tail", TAILS)
def test_what_stands_below_a_form_is_none_of_it(tail: str, html: bool) -> None:
    assert lines(FORM + TAILS[tail], html=html) == lines(FORM, html=html)


@pytest.mark.parametrize(
    "more",
    [
        "He texted her on 07700 900123 and told her to come.",
        "P.S. The other hand is burnt too.",
        "Her mother wrote: she is clumsy.",
        "-----\nOn Sunday it was bound up.",
        "She says that she hopes this helps.",
    ],
)
def test_what_is_told_of_the_child_stays(more: str) -> None:
    assert more in "\n".join(lines(f"{FORM}\n{more}\n", html=True))


def test_an_afterthought_below_the_signature_stays() -> None:
    assert "P.S. The other hand too." in lines(f"{FORM}\n{SIGNED}\nP.S. The other hand too.\n", html=False)


def test_a_form_below_a_signature_or_in_an_answered_message_stays() -> None:
    below = f"Please see below.\n\n{SIGNED}\n{FORM}"
    assert lines(below, html=True)[-1] == "She would not say how she came by it."
    answered = f"-----Original Message-----\nFrom: Bo Reed\nSent: 02 March 2026\nSubject: form\n\n{FORM}"
    assert lines(f"{FORM}\n{answered}", html=True)[-1] == "She would not say how she came by it."


@pytest.mark.parametrize(
    "text",
    [
        f"I am worried about Ida Vale.\n\n{SIGNED}",
        f"Dear Sir or Madam\n\nRe: Ida Vale, DOB 01/02/2015\n\nIda has a burn.\n\nYours faithfully\n\n{SIGNED}",
    ],
    ids=["a note", "a letter"],
)
def test_what_is_no_form_keeps_its_signature(text: str) -> None:
    assert "Sam Porter" in lines(text, html=True)


def test_a_form_with_equals_signs_ends_before_thanks_too() -> None:
    form = FORM.replace(": ", " = ")
    assert lines(form + "\nThanks\nBo\n", html=False) == lines(form, html=False)
