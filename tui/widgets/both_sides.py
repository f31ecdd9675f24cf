"""A call and a form beside each other, field by field, as an officer compares them before a match is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ingest.domain.model import Contact, ContactChild, Evidence, Match, Verdict
from ingest.views import ReferralView
from parsers.form import Child
from tui.in_words import day_written, in_words
from tui.text import clean, fit, wrap
from tui.times import day, moment
from tui.widgets.record_lines import Line, Page
from tui.widgets.record_pane import RecordPane
from tui.widgets.waterfall import MARKS, STATUSES, field_words, sure_words, write_against

LABEL = 16
GAP = 2
DETAIL, WIDE = 34, 130  # the words beside each line, and the width from which there is room for them
LONGEST_SIDE = 60
SAME: Final = "="  # the same words on both sides of a line that was not weighed by itself
# Shown though both sides leave them blank: what would tell one child from another.
_ALWAYS: Final = frozenset({"Forename", "Surname", "Date of birth"})
# What stands on a line of its own; the last says how far the program's own sums are trusted.
_COMPARED: Final = frozenset(
    {
        *(f"child.{name}" for name in ("forename", "surname", "dob", "address", "school", "nhs_number")),
        *(f"referrer.{name}" for name in ("name", "agency", "phone", "email")),
        *(f"call.{name}" for name in ("stated_time", "taken_by", "delay")),
        "calibration",
    }
)
_CHILD = ("forename", "surname", "dob", "address", "school", "nhs_number")


@dataclass(frozen=True, slots=True)
class Sides:
    """The match that is looked at, and the two records that it would link."""

    match: Match
    contact: Contact
    referral: ReferralView


@dataclass(frozen=True, slots=True)
class _Compared:
    """One line: what the call says, what the form says, and the evidence of it, if it was weighed."""

    label: str
    call: str | None
    form: str | None
    evidence: Evidence | None = None

    @property
    def is_same(self) -> bool:
        """Whether both say the same, letter by letter but for capitals."""
        return bool(self.call) and (self.call or "").casefold() == (self.form or "").casefold()


class SidesPane(RecordPane):
    """Shows `Sides`; a sentence until they are there."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self._sides: Sides | None = None

    def compare(self, sides: Sides) -> None:
        self._sides = sides
        self._rewrite()

    def _write(self) -> None:
        if self._sides is None:
            super()._write()
        else:
            self._put(lines_of(self._sides, self.now, self.text_width, private=self.private))


def lines_of(sides: Sides, now: datetime, width: int, *, private: bool) -> list[Line]:
    """Both records at `width` cells, the call at the left."""
    page = Page(width, now, private=private)
    match = sides.match
    words, role = STATUSES[match.status]
    page.spans((f"{words}  ", role), (sure_words(match.probability), ""))
    write_against(page, match)
    _heads(page, sides)
    for title, rows in _groups(sides, now):
        page.heading(title)
        for row in rows:
            if row.call or row.form or row.label in _ALWAYS:
                _row(page, row)
    _also(page, match)
    return page.lines


def _groups(sides: Sides, now: datetime) -> Iterator[tuple[str, Sequence[_Compared]]]:
    contact, referral = sides.contact, sides.referral
    weighed = {evidence.field: evidence for evidence in sides.match.evidence}
    form = referral.form
    yield from _children(sides, weighed)
    caller, referrer = contact.caller, form.referrer
    yield (
        "Who rang, and who wrote",
        (
            _Compared("Name", caller.name, referrer.name, weighed.get("referrer.name")),
            _Compared("Agency", caller.agency, referrer.agency, weighed.get("referrer.agency")),
            _Compared("Role", caller.role, referrer.role),
            _Compared(
                "Phone",
                in_words("phone", caller.phone, now),
                in_words("phone", referrer.phone, now),
                weighed.get("referrer.phone"),
            ),
            _Compared("Email", caller.email, referrer.email, weighed.get("referrer.email")),
        ),
    )
    stated = form.telephone_contact_at
    said = moment(datetime.fromisoformat(stated), now) if stated else None
    called, came = moment(contact.received_at, now), moment(referral.received_at, now)
    yield (
        "When",
        (
            _Compared("The call", called, said, weighed.get("call.stated_time")),
            _Compared("Call taken by", contact.taken_by, form.contact_taken_by, weighed.get("call.taken_by")),
            _Compared("The form", "", came, weighed.get("call.delay")),
        ),
    )
    yield "Concern", (_Compared("In words", contact.concern, form.concern.reason),)


def _also(page: Page, match: Match) -> None:
    """What was weighed beside these fields: that another call fits as well, say."""
    others = [
        evidence
        for evidence in match.evidence
        if evidence.field not in _COMPARED and evidence.verdict is not Verdict.MISSING and evidence.detail
    ]
    if others:
        page.heading("What counts too")
    for evidence in others:
        mark, role = MARKS[evidence.verdict]
        label = fit(field_words(evidence.field).capitalize(), LABEL + 3)
        for number, line in enumerate(wrap(clean(evidence.detail), page.width - LABEL - 5)):
            first = (f"{mark[0]} ", role), (label, "label")
            page.spans(*(first if number == 0 else ((" " * (LABEL + 5), ""),)), (line, ""))


def _children(sides: Sides, weighed: dict[str, Evidence]) -> Iterator[tuple[str, Sequence[_Compared]]]:
    """Each pair of children that was found on both sides, then those whom one side names alone."""
    written, told = sides.referral.form.children, sides.contact.children
    # A call that was put right since may name fewer children than were paired.
    pairs = [pair for pair in sides.match.children if pair[0] < len(written) and pair[1] < len(told)]
    only = len(written) == len(told) == 1
    if only:
        pairs = [(0, 0)]
    # What was weighed is of one pair: where there can be several, nothing tells of which.
    surely = weighed if pairs and min(len(written), len(told)) == 1 else {}
    title = "Child" if only else "Child on both sides"
    for on_form, on_call in pairs:
        yield title, _child_rows(told[on_call], written[on_form], surely)
    paired_calls, paired_forms = {call for _, call in pairs}, {form for form, _ in pairs}
    for place, child in enumerate(told):
        if place not in paired_calls:
            yield "Child whom only the call names", _child_rows(child, None, {})
    for place, named in enumerate(written):
        if place not in paired_forms:
            yield "Child whom only the form names", _child_rows(None, named, {})


def _child_rows(
    told: ContactChild | None, written: Child | None, weighed: dict[str, Evidence]
) -> list[_Compared]:
    labels = ("Forename", "Surname", "Date of birth", "Address", "School", "NHS number")
    call = _told(told) if told is not None else (None,) * len(labels)
    form = _written(written) if written is not None else (None,) * len(labels)
    return [
        _Compared(label, said, wrote, weighed.get(f"child.{name}"))
        for label, name, said, wrote in zip(labels, _CHILD, call, form, strict=True)
    ]


def _told(child: ContactChild) -> tuple[str | None, ...]:
    place = ", ".join(word for word in (child.address, child.postcode) if word) or None
    born = day(child.dob) if child.dob else None
    return child.forename, child.surname, born, place, child.school, child.nhs_number


def _written(child: Child) -> tuple[str | None, ...]:
    place = ", ".join(word for word in (child.address, child.postcode) if word) or None
    born = day_written(child.dob) if child.dob else None
    return child.forename, child.surname, born, place, child.school, child.nhs_number


def _widths(page: Page) -> tuple[int, int]:
    """The width of each side, and of the words beside them (0: they stand below)."""
    detail = DETAIL if page.width >= WIDE else 0
    return min(LONGEST_SIDE, (page.width - LABEL - 2 - GAP - detail) // 2), detail


def _heads(page: Page, sides: Sides) -> None:
    side, _ = _widths(page)
    call = fit(clean(f"The call: {sides.contact.reference}"), side + GAP)
    page.blank()
    page.spans((" " * (LABEL + 2), ""), (call, "strong"), (clean(f"The form: {sides.referral.id}"), "strong"))


def _row(page: Page, row: _Compared) -> None:
    side, detail = _widths(page)
    mark, role, words = _verdict(row)
    shown = [
        wrap(clean(page.hidden(value, personal=True), multiline=True), side) for value in (row.call, row.form)
    ]
    said = role if words else ""
    roles = ["quiet" if value is None else said for value in (row.call, row.form)]
    beside = wrap(clean(words), detail - GAP) if detail and words else []
    for number in range(max(len(shown[0]), len(shown[1]), len(beside))):
        call, form, told = (_at(lines, number) for lines in (*shown, beside))
        page.spans(
            (mark if number == 0 else "  ", role),
            (fit(row.label if number == 0 else "", LABEL), "label"),
            (fit(call, side + GAP), roles[0]),
            (fit(form, side + GAP) if told else form, roles[1]),
            (told, "quiet"),
        )
    if words and not detail:
        for line in wrap(clean(words), page.width - LABEL - 2):
            page.spans((" " * (LABEL + 2), ""), (line, role or "quiet"))


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _verdict(row: _Compared) -> tuple[str, str, str]:
    """The mark of a line, its role, and what is to be said of it: of what agrees or is missing, nothing."""
    evidence = row.evidence
    if evidence is None:
        # Nothing was weighed of this line, or nothing tells of which child it was.
        return (f"{SAME} ", "good", "") if row.is_same else ("  ", "", "")
    if evidence.verdict is Verdict.MISSING:
        return "  ", "", ""
    mark, role = MARKS[evidence.verdict]
    if evidence.verdict is Verdict.AGREES:
        return f"{mark[0]} ", "good", ""
    return f"{mark[0]} ", role, evidence.detail
