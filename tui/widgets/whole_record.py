"""The whole of a record, in the order in which an officer reads it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ingest.views import Detail
from tui.text import HIDDEN_NAME, clean, fit
from tui.widgets.record_lines import Line, Page, key_words, write_contact, write_message, write_timeline

if TYPE_CHECKING:
    from ingest.domain.model import Contact, Match
    from parsers.form import ContactForm

CUT = 500  # characters: more than any line holds


def lines_of(detail: Detail, now: datetime, width: int, *, private: bool, blanks: bool) -> list[Line]:
    """Everything about a record, at `width` cells."""
    page = Page(width, now, private=private)
    page.spans((fit(title_of(detail, private=private), width), "strong"))
    write_record(page, detail, blanks=blanks)
    return page.lines


def write_record(page: Page, detail: Detail, *, blanks: bool) -> None:
    """Everything about a record but its title; `blanks` are fields of the form that nobody filled in."""
    from tui.widgets.around_lines import write_alike, write_notes
    from tui.widgets.form_lines import write_referral

    if detail.contact is not None:
        write_contact(page, detail, detail.contact)
        _write_matches(page, detail.contact_matches, of_contact=True)
    if detail.referral is not None:
        _write_matches(page, detail.referral.matches, of_contact=False)
        write_referral(page, detail.referral, blanks=blanks)
    message = detail.message or (detail.referral.message if detail.referral else None)
    if message is not None:
        write_message(page, message, whole=detail.referral is None)
    write_notes(page, detail.notes)
    write_alike(page, detail.alike)
    write_timeline(page, detail.timeline)


def title_of(detail: Detail, *, private: bool) -> str:
    """What the record is and whom it is about, in one clean line."""
    if detail.contact is not None:
        what, children = detail.contact.reference, children_of(detail.contact)
    elif detail.referral is not None:
        what, children = f"form {detail.referral.id}", children_of(detail.referral.form)
    else:
        subject = detail.message.subject if detail.message is not None else None
        named = HIDDEN_NAME if private else clean((subject or "no subject")[:CUT])
        return f"{key_words(detail.key)}  ·  {named}"
    return clean(f"{what[:CUT]}  ·  {HIDDEN_NAME if private else children[:CUT]}")


def children_of(record: Contact | ContactForm) -> str:
    """The children that a call or a form names, as they are named there."""
    named = [" ".join(word for word in (child.forename, child.surname) if word) for child in record.children]
    return ", ".join(name or "unnamed child" for name in named) or "no child named"


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
