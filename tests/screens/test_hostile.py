"""Words of strangers are shown, never obeyed: no widget passes on what a terminal would act on."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from ingest.domain.model import Caller, ContactChild, Evidence, LedgerState, Match, Verdict
from ingest.errors import MashError
from ingest.views import Arrangement, Note, PartView, Row, SavedFilter, View
from parsers.form import Found
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import filled_form
from tests.screens.fake_desk import NOON, FakeDesk
from tui.app import DutyApp
from tui.widgets.entry import PlainInput

MARKUP = "[red]x[/red][/b][@click=app.quit]q[/] \\[bold] $(x) {0} %s"
CONTROLS = "\x1b]52;c;aGVsbG8=\x07\x1b[2J\x1b]8;;http://x\x1b\\ \x9b31m\x9d0;t\x9c\x85 a\tb\nc\rd\x00e\x7f"
UNSEEN = "\u202egnp.exe\u2066\u200b\u200e\ufeff\u00ad e" + "\u0301" * 60 + "\ud800 lone \U000e0041\ufe0f"
EVERY = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cf"})
HOSTILE = (MARKUP, CONTROLS, UNSEEN + EVERY)
NAMES = ("markup", "controls", "unseen")


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


def assert_clean(run: Running) -> None:
    for character in run.text.replace("\n", ""):
        assert unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}, hex(ord(character))
    assert "e" + "\u0301" * 5 not in run.text


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
async def test_every_view_and_record_shows_hostile_words_as_marks(words: str) -> None:
    desk = hostile_desk(words)
    async with running(desk, (200, 60)) as run:
        for view in "123456":
            await run.press(view)
            await run.until(lambda: run.app.board.records.loaded)
            if run.app.board.records.shown:
                await run.until(lambda: run.app.board.shown is not None)
            assert_clean(run)
        await run.press("question_mark")
        await run.sees("In the list")
        assert_clean(run)
        assert run.app.is_running


@pytest.mark.parametrize("words", HOSTILE, ids=NAMES)
async def test_every_question_shows_hostile_words_as_marks(words: str) -> None:
    desk = hostile_desk(words)
    async with running(desk, (120, 40)) as run:
        for view, record, keys, comes in (
            ("1", "contact:1", ("c",), ""),
            ("1", "contact:1", ("t",), "Subject: About contact:1"),
            ("1", "contact:1", ("i",), "Note on"),
            ("1", "contact:1", ("F", "M"), "found"),
            ("1", "contact:1", ("A",), "Which agency?"),
            ("1", "contact:1", ("K",), "Which look?"),
            ("1", "contact:1", ("space", "c"), "Close this record?"),
            ("1", "contact:1", ("7",), "oldest first"),
            ("1", "contact:1", ("9",), "Who did and saw what"),
            ("1", "contact:1", ("E",), "Put"),
            ("3", "message:2", ("f",), "by hand"),
            ("2", "referral:ref0001", ("r",), ""),
            ("2", "referral:ref0001", ("o",), "What was decided of"),
            ("2", "referral:ref0001", ("l", "M"), "1 found"),
            ("2", "referral:ref0001", ("tab", "down", "enter"), "Correct"),
            ("3", "message:2", ("w",), "Email 2"),
            ("3", "message:2", ("e",), "An email contact"),
        ):
            await run.press(view)
            await run.read(record)
            await run.press(*keys)
            await run.until(lambda: len(run.app.screen_stack) == 2)
            await run.sees(comes)
            await run.settled()
            assert_clean(run)
            await run.press("escape")
            await run.until(lambda: len(run.app.screen_stack) == 1)
        run.app.board.report(words)
        run.app.board.announce(words)
        run.app.board.show_trouble(MashError(words).sentence)
        await run.pilot.pause()
        assert_clean(run)
        assert run.app.is_running


async def test_pasted_words_are_cleaned_where_they_are_typed() -> None:
    async with running(FakeDesk()) as run:
        await run.press("L")
        await run.sees("Caller's name")
        box = run.app.screen.query(PlainInput).first()
        box.value = "\u202eSam\x1b[2J"
        await run.pilot.pause()
        assert box.value == "⟨U+202E⟩Sam␛[2J"
        assert_clean(run)


async def test_a_fault_in_the_dashboard_prints_one_sentence_and_no_record(
    caplog: pytest.LogCaptureFixture,
) -> None:
    apps: list[DutyApp] = []
    with pytest.raises(ZeroDivisionError):
        await _crash(apps)
    app = apps[0]
    assert app.return_code == 1
    printed = " ".join(str(item) for item in app._exit_renderables)
    assert "Exampleton" not in printed
    assert "Exampleton" not in caplog.text
    assert "ZeroDivisionError" in caplog.text


async def _crash(apps: list[DutyApp]) -> None:
    def fail() -> None:
        surname = "Exampleton"
        _ = 1 / (len(surname) - 10)

    async with running(hostile_desk("Exampleton")) as run:
        apps.append(run.app)
        run.app.call_later(fail)
        await run.until(lambda: not run.app.is_running)
