"""What invitations to meetings and cards hold in words: read as any other text is."""

from __future__ import annotations

import pytest

from parsers.form import Outcome
from parsers.plain.invitation import invitation_text, read_invitation
from tests.unit.parsers.emailed_form import FORM, read


def entry(description: str, *, summary: str = "Meeting") -> str:
    words = description.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    line = f"DESCRIPTION:{words}"
    folded = "\r\n ".join(line[at : at + 70] for at in range(0, len(line), 70))
    return (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{summary}\r\n{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def invitation(description: str, *headers: str) -> bytes:
    head = "\r\n".join(
        ("From: a@b.example", "Subject: Catch up", "Content-Type: text/calendar; charset=utf-8", *headers)
    )
    return f"{head}\r\n\r\n{entry(description)}".encode()


def test_lines_that_are_folded_and_marks_that_are_escaped_are_words_again() -> None:
    written = "One, two; three\nfour \\n five " + "six " * 40
    assert invitation_text(entry(written)) == f"Meeting\n{written}"


def test_the_whole_entry_is_kept_as_its_text() -> None:
    assert read_invitation(entry("words")).text == entry("words")


def test_a_form_in_the_description_of_a_meeting_is_read() -> None:
    reading = read(invitation(FORM.format(forename="Ada")))
    assert reading.outcome is Outcome.REFERRAL
    (child,) = reading.forms[0].form.children
    assert (child.forename, child.surname, child.postcode) == ("Ada", "Example", "PO1 2AB")


@pytest.mark.parametrize("header", ["X-Any: 1", "Precedence: bulk"])
def test_a_childs_troubles_told_in_a_meetings_description_are_looked_at(header: str) -> None:
    told = (
        "We need to talk about Ida Vale. Ida disclosed that an older cousin has been asking her for pictures."
    )
    assert read(invitation(told, header)).outcome is Outcome.NEEDS_ATTENTION


def test_a_meeting_of_the_office_is_no_form() -> None:
    assert read(invitation("Quarterly planning of training. Room 4.")).outcome is Outcome.NO_FORM
