"""A record's detail as lines: what each says, in which role, and what can be done on it.

The text of every line is clean; a line's spans are (text, role) and its roles are styles of
the pane.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len

from ingest.views import NOTHING_IN_IT, Detail, MessageView, TimelineEntry
from tui.clock_words import WORDS, ends_of
from tui.in_words import in_words
from tui.text import HIDDEN_NAME, clean, fit, wrap
from tui.times import day, moment, moment_in_column, span, time_left

if TYPE_CHECKING:
    from ingest.domain.model import Contact, ContactChild, Match
    from ingest.domain.statutory import ContactClock, RunningClock

LABEL = 20
NARROW = 70
Span = tuple[str, str]


@dataclass(frozen=True, slots=True)
class MatchItem:
    """A match that can be accepted, rejected or undone."""

    match: Match


@dataclass(frozen=True, slots=True)
class FieldItem:
    """A field of a form that can be corrected. `text` are the source's words."""

    pointer: str
    label: str
    value: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part of an email that can be opened. `title` is clean."""

    message_id: int
    place: int
    title: str


@dataclass(frozen=True, slots=True)
class NoteItem:
    """A note that its writer can take back."""

    note_id: int


@dataclass(frozen=True, slots=True)
class RecordItem:
    """Another record that can be opened."""

    key: str


Item = MatchItem | FieldItem | PartItem | NoteItem | RecordItem


_KINDS = {"contact": "contact", "referral": "form", "message": "email"}


def key_words(key: str) -> str:
    """What a record without a reference is called: "form ab12", "email 7"."""
    kind, _, name = key.partition(":")
    return f"{_KINDS.get(kind, kind)} {name}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pane. Lines of one item stand together."""

    spans: tuple[Span, ...]
    item: Item | None = None

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.spans)


class Page:
    """Lines being written, at a width in cells; `private` hides what names somebody."""

    drawn: ClassVar[bool] = True  # whether bars and columns are of use to who reads it

    def __init__(self, width: int, now: datetime, *, private: bool = False) -> None:
        self.width = width
        self.now = now
        self.private = private
        self.lines: list[Line] = []

    def heading(self, text: str) -> None:
        if self.lines:
            self.blank()
        rule = "─" * max(0, self.width - len(text) - 1)
        self.lines.append(Line(((text + " ", "heading"), (rule, "rule"))))

    def blank(self) -> None:
        self.lines.append(Line((("", ""),)))

    def write(self, text: str, role: str = "", *, item: Item | None = None, indent: int = 0) -> None:
        """A paragraph, wrapped; `text` is cleaned here."""
        for line in wrap(clean(text, multiline=True), self.width - indent):
            self.lines.append(Line(((" " * indent + line, role),), item))

    def spans(self, *spans: Span, item: Item | None = None) -> None:
        """One line of clean spans."""
        self.lines.append(Line(spans, item))

    def entry(
        self,
        label: str,
        value: str | None,
        role: str = "",
        *,
        beside: str = "",
        item: Item | None = None,
        personal: bool = True,
    ) -> None:
        """A label and its value; `beside` is the source, at the right or below if narrow."""
        shown = self.hidden(value, personal=personal)
        if not beside:
            self._two_columns(label, shown, role, item)
        elif self.width < NARROW and self._fits_one_line(shown, beside):
            text = clean(shown)
            first = (fit(clean(label), LABEL) + " ", "label")
            self.spans(first, (text, role), (f"  ↳ {clean(beside)}", "quiet"), item=item)
        elif self.width < NARROW:
            self._two_columns(label, shown, role, item)
            self._two_columns("", f"↳ {beside}", "quiet", item)
        else:
            self._three_columns(label, shown, role, beside, item)

    def _fits_one_line(self, value: str, beside: str) -> bool:
        return (
            "\n" not in value and LABEL + 5 + cell_len(clean(value)) + cell_len(clean(beside)) <= self.width
        )

    def hidden(self, value: str | None, *, personal: bool) -> str:
        if value is None:
            return "blank"
        return HIDDEN_NAME if self.private and personal else value

    def _two_columns(self, label: str, value: str, role: str, item: Item | None) -> None:
        role = role or ("quiet" if value == "blank" else "")
        for number, line in enumerate(wrap(clean(value, multiline=True), self.width - LABEL - 1)):
            first = fit(clean(label) if number == 0 else "", LABEL)
            self.lines.append(Line(((first + " ", "label"), (line, role)), item))

    def _three_columns(self, label: str, value: str, role: str, beside: str, item: Item | None) -> None:
        role = role or ("quiet" if value == "blank" else "")
        room = self.width - LABEL - 3
        left = room * 55 // 100
        values = wrap(clean(value, multiline=True), left)
        sources = wrap(clean(beside), room - left)
        for number in range(max(len(values), len(sources))):
            first = fit(clean(label) if number == 0 else "", LABEL)
            middle = fit(values[number] if number < len(values) else "", left)
            last = sources[number] if number < len(sources) else ""
            self.lines.append(Line(((first + " ", "label"), (middle + "  ", role), (last, "quiet")), item))


def write_contact(page: Page, detail: Detail, contact: Contact) -> None:
    """A phone or email contact: its clock, the caller, the children, the concern."""
    page.heading("Phone contact" if contact.kind == "phone" else "Email contact")
    page.entry("Reference", contact.reference, personal=False)
    hours = "  (out of hours)" if contact.out_of_hours else ""
    page.entry("Received", moment(contact.received_at, page.now) + hours, personal=False)
    _due(page, detail, contact)
    _to_open(page, detail)
    if contact.message_id is not None:
        key = f"message:{contact.message_id}"
        page.entry("Made of", key_words(key), item=RecordItem(key), personal=False)
    write_rating(page, detail.contact_rag, detail.contact_rag_due_at)
    for clock in detail.contact_clocks:
        _clock(page, clock)
    page.entry("Taken by", contact.taken_by, personal=False)
    page.entry("Claimed by", contact.claimed_by or "nobody", personal=False)
    caller = contact.caller
    page.heading("Caller")
    for label, value in (
        ("Name", caller.name),
        ("Agency", caller.agency),
        ("Role", caller.role),
        ("Phone", in_words("phone", caller.phone, page.now)),
        ("Email", caller.email),
    ):
        page.entry(label, value)
    for number, child in enumerate(contact.children, 1):
        _child(page, child, number if len(contact.children) > 1 else None)
    page.heading("Concern")
    page.write(page.hidden(contact.concern, personal=True), "" if contact.concern else "quiet")


def write_rating(page: Page, rag: str | None, due_at: datetime | None) -> None:
    """How urgent an officer rated it and until when it is to be acted on; nothing where nobody did."""
    if rag is not None:
        by = f", act by {moment(due_at, page.now)}" if due_at is not None else ""
        page.entry("Rating", f"{rag.upper()}{by}", "strong", personal=False)


def _clock(page: Page, clock: ContactClock) -> None:
    """A statutory clock: when it began, until when it runs and how long that is; or when it was met."""
    named = WORDS[clock.clock]
    words = f"{named.start} {moment(clock.started_at, page.now)}"
    if clock.done_at is None:
        left = time_left(clock.started_at, clock.due_at, page.now)
        words += f", until {moment(clock.due_at, page.now)}, {left.words}"
        role = left.urgency.value
    else:
        late = clock.done_at - clock.due_at
        words += f", {named.end} {moment(clock.done_at, page.now)}"
        words += f", {span(late)} LATE" if late > timedelta(0) else ""
        role = "soon" if late > timedelta(0) else "good"
    page.entry(named.label, words, role, personal=False)


def write_running(page: Page, clocks: Iterable[RunningClock]) -> None:
    """The statutory clocks that run on the calls that a form answers."""
    for one in clocks:
        urgency = time_left(one.started_at, one.due_at, page.now).urgency
        page.entry("Clock of its call", ends_of(one, page.now), urgency.value, personal=False)


def _due(page: Page, detail: Detail, contact: Contact) -> None:
    if contact.closure is not None:
        closure = contact.closure
        page.entry("No form needed", f"{moment(closure.at, page.now)} by {closure.by}: {closure.reason}")
        return
    answered = [match for match in detail.contact_matches if match.status.stops_clock]
    if answered:
        page.entry("Form", "received: see the match below", "good", personal=False)
        return
    if detail.contact_due_at is None:
        return
    came = detail.contact_may_have_come
    left = time_left(contact.received_at, detail.contact_due_at, page.now, may_have_come=came)
    outside = "; that is out of hours" if detail.contact_due_out_of_hours else ""
    words = f"due {moment(detail.contact_due_at, page.now)}, {left.words}{outside}"
    page.entry("Form", words, left.urgency.value, personal=False)


def _to_open(page: Page, detail: Detail) -> None:
    """The emails of its caller that nobody could read yet: one may be the form."""
    for key in detail.contact_unopened:
        words = f"{key_words(key)} could not be read: it may be the form"
        page.entry("Email to open", words, "soon", item=RecordItem(key), personal=False)


def _child(page: Page, child: ContactChild, number: int | None) -> None:
    page.heading("Child" if number is None else f"Child {number}")
    name = " ".join(word for word in (child.forename, child.surname) if word) or None
    page.entry("Name", name)
    page.entry("Date of birth", day(child.dob) if child.dob else None)
    place = ", ".join(word for word in (child.address, child.postcode) if word) or None
    page.entry("Address", place)
    page.entry("School", child.school)
    if child.nhs_number:
        page.entry("NHS number", child.nhs_number)


def write_message(page: Page, message: MessageView, *, whole: bool) -> None:
    """The email: in full where nothing was read from it, else the least that places it."""
    page.heading("Email")
    if whole:
        page.entry("State", message.state.value.replace("_", " "), personal=False)
        nothing = NOTHING_IN_IT if message.state.value == "no_form" else None
        if message.reason or nothing:
            page.entry("Why", message.reason or nothing, "soon" if message.reason else "", personal=False)
    page.entry("From", message.sender)
    page.entry("Subject", message.subject)
    page.entry("Received", moment(message.received_at, page.now), personal=False)
    page.entry("Mailbox", f"{message.mailbox}, {_size(message.size)}", personal=False)
    for warning in message.warnings:
        page.write(f"▲ {warning}", "soon")
    if message.opening:
        page.heading("How it begins")
        page.write(page.hidden(message.opening, personal=True))
    if message.parts:
        page.heading("Parts of the email")
    for place, part in enumerate(message.parts):
        name = page.hidden(part.filename or part.part, personal=part.filename is not None)
        title = clean(name)
        kind = f"  ·  {clean(part.media_type)}  ·  {_size(part.size)}"
        room = max(page.width // 2, page.width - cell_len(kind))  # a line each: an email may have thirty
        words = f"{fit(title, min(room, cell_len(title)))}{kind}"
        page.write(words, item=PartItem(message.id, place, title))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


def write_timeline(page: Page, timeline: Iterable[TimelineEntry]) -> None:
    """The record's history, oldest first."""
    page.heading("History")
    told = moment_in_column if page.drawn else moment
    for entry in timeline:
        # What follows a colon is a reason in an officer's own words.
        words = entry.words.partition(":")[0] if page.private else entry.words
        page.entry(told(entry.at, page.now), words, personal=False)
