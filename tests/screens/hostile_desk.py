"""A desk on which strangers wrote what a terminal, or the toolkit's markup, would act on."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from ingest.domain.model import Caller, ContactChild, Evidence, LedgerState, Match, Verdict
from ingest.domain.statutory import StatutoryClock
from ingest.views import Arrangement, Note, PartView, Row, SavedFilter, View
from parsers.form import Found
from tests.screens.desk_records import filled_form
from tests.screens.fake_desk import NOON, FakeDesk

MARKUP = "[red]x[/red][/b][@click=app.quit]q[/] \\[bold] $(x) {0} %s"


CONTROLS = "\x1b]52;c;aGVsbG8=\x07\x1b[2J\x1b]8;;http://x\x1b\\ \x9b31m\x9d0;t\x9c\x85 a\tb\nc\rd\x00e\x7f"


UNSEEN = "\u202egnp.exe\u2066\u200b\u200e\ufeff\u00ad e" + "\u0301" * 60 + "\ud800 lone \U000e0041\ufe0f"


EVERY = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cf"})


HOSTILE = (MARKUP, CONTROLS, UNSEEN + EVERY)


NAMES = ("markup", "controls", "unseen")
#: A dashboard on that desk, as a program of its own.
PROGRAM = """
from contextlib import nullcontext
from ingest.clock import SetClock
from tests.screens.fake_desk import NOON
from tests.screens.hostile_desk import CONTROLS, EVERY, UNSEEN, hostile_desk
from tui.app import DutyApp
from tui.cli.desk import prepare_terminal
prepare_terminal()
app = DutyApp(lambda: nullcontext(hostile_desk(CONTROLS + UNSEEN + EVERY)), SetClock(NOON), lock_minutes=0)
app.run()
raise SystemExit(app.return_code)
"""


def hostile_desk(words: str) -> FakeDesk:
    """A desk on which every word that a stranger can write is `words`."""
    desk = FakeDesk()
    child = ContactChild(words, words, None, words, words, words, words)
    contact = desk.add_contact(
        caller=Caller(words, words, words, words, words),
        children=(child, child),
        concern=words,
        taken_by=words,
        reference=f"MASH {words}",
    )
    form = filled_form(words, words)
    form.referrer.agency = form.concern.reason = form.people[0].name = words
    form.concern.types = [words]
    referral = desk.add_referral(
        form,
        part=words,
        method=words,
        warnings=(words,),
        sources={"/children/0/forename": Found(words, 1, 0.5)},
        corrections={"/children/0/surname": words},
    )
    desk.suggest(referral, contact)
    desk.referrals["ref0001"] = replace(
        desk.referrals["ref0001"],
        matches=tuple(_hostile(match, words) for match in desk.referrals["ref0001"].matches),
    )
    desk.add_message(
        LedgerState.NEEDS_ATTENTION,
        subject=words,
        sender=words,
        reason=words,
        warnings=(words,),
        mailbox=words,
    )
    desk.add_message(LedgerState.NO_FORM, subject=words, sender=words, reason=words)
    desk.raw[2] = words
    desk.messages[2] = replace(desk.messages[2], parts=(PartView(words, words, words, 5),))
    desk.parts[2, 0] = words
    desk.letter_text = words
    desk.notes = [
        (key, Note(1, NOON, words, words)) for key in ("contact:1", "referral:ref0001", "message:2")
    ]
    other = Row("referral:ref0001", words, words, NOON, None, words, reference=words)
    desk.set_clock(1, StatutoryClock.POLICE_PROTECTION, NOON, 1)
    desk.alike = {"contact:1": (other,)}
    desk.claims = {"contact:1": words, "message:2": words}
    desk.filters = {"one": SavedFilter(words, View.AWAITING, words, Arrangement(agency=words))}
    desk.event_words = words
    desk.worker = replace(desk.worker, last_error=words)
    desk.agencies = (words,)
    desk.outcome_words = (words, "[/b]")
    return desk


def _hostile(match: Match, words: str) -> Match:
    evidence = (Evidence(words, Verdict.AGREES, 2.0, words), Evidence("x", Verdict.CLOSE, 1.0, words))
    return replace(match, evidence=evidence, reason=words, settled_by=words)
