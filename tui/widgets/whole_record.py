"""The whole of a record, in the order in which an officer reads it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ingest.views import Detail
from tui.text import HIDDEN_NAME, clean, fit, named_within
from tui.widgets.record_lines import Line, Page, key_words, write_contact, write_message, write_timeline

if TYPE_CHECKING:
    from ingest.domain.model import Contact, ContactChild, Match
    from parsers.form import Child, ContactForm

CUT = 500  # characters: more than any line holds
LEAST_OF_NAMES = 20


def lines_of(detail: Detail, now: datetime, width: int, *, private: bool, blanks: bool) -> list[Line]:
    """Everything about a record, at `width` cells."""
    page = Page(width, now, private=private)
    page.spans((fit(title_of(detail, private=private, width=width), width), "strong"))
    write_record(page, detail, blanks=blanks)
    return page.lines


def write_record(page: Page, detail: Detail, *, blanks: bool) -> None:
    """Everything about a record but its title; `blanks` are fields of the form that nobody filled in."""
    from tui.widgets.around_lines import write_alike, write_awaited_by, write_notes
    from tui.widgets.form_lines import write_referral

    if detail.contact is not None:
        write_contact(page, detail, detail.contact)
        _write_matches(page, detail.contact_matches, of_contact=True)
    if detail.referral is not None:
        _write_matches(page, detail.referral.matches, of_contact=False)
        write_referral(page, detail.referral, blanks=blanks)
    message = detail.message or (detail.referral.message if detail.referral else None)
    write_awaited_by(page, detail.message_awaited_by)
    if message is not None:
        write_message(page, message, whole=detail.referral is None)
    write_notes(page, detail.notes)
    write_alike(page, detail.alike)
    write_timeline(page, detail.timeline)


def title_of(detail: Detail, *, private: bool, width: int = CUT) -> str:
    """What the record is and whom it is about, in one clean line: of many children those that have room in
    about `width` cells, and how many more there are."""
    record: Contact | ContactForm
    if detail.contact is not None:
        what, record = detail.contact.reference, detail.contact
    elif detail.referral is not None:
        what, record = f"form {detail.referral.id}", detail.referral.form
    else:
        subject = detail.message.subject if detail.message is not None else None
        named = HIDDEN_NAME if private else clean((subject or "no subject")[:CUT])
        return f"{key_words(detail.key)}  ·  {named}"
    begins = clean(f"{what[:CUT]}  ·  ")
    room = max(LEAST_OF_NAMES, width - cell_len(begins))
    return begins + (HIDDEN_NAME if private else children_of(record, room))


def children_of(record: Contact | ContactForm, width: int = CUT) -> str:
    """The children that a call or a form names, as they are named there, in clean words of at most `width` cells."""
    named = [name_of(child) or "unnamed child" for child in record.children]
    return named_within(named, width) or "no child named"


def name_of(child: Child | ContactChild) -> str:
    """A child's whole name in clean words; none where nobody knows it."""
    return clean(" ".join(word[:CUT] for word in (child.forename, child.surname) if word))


def _write_matches(page: Page, matches: tuple[Match, ...], *, of_contact: bool) -> None:
    from tui.widgets.waterfall import write_match

    page.heading("Forms that may answer it" if of_contact else "Calls that it may answer")
    if not matches:
        page.write("none found" + ("" if of_contact else ": press l to look for one"), "quiet")
    for number, match in enumerate(matches):
        if number:
            page.blank()
        other = f"form {match.referral_id}" if of_contact else match.contact_reference
        write_match(page, match, other=other)
