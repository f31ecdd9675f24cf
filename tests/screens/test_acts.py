"""Each key does its act to the record that was shown, once, with the revision that was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Static

from ingest.domain.model import Closure, MatchStatus
from ingest.views import PartView, View
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, Deed, FakeDesk
from tui.widgets.record_lines import FieldItem

WIDE = (200, 60)
NAMES = ("Robin", "Exampleton", "Sam Tester", "Ines", "Noor", "Mei")


async def act_done(run: Running, act: str, key: str, words: str | None = None) -> None:
    await run.until(lambda: any((deed.act, deed.key) == (act, key) for deed in run.desk.deeds))
    if words is not None:
        assert Deed(act, key, words) in run.desk.deeds


async def no_notice_names_anybody(run: Running) -> None:
    await run.until(lambda: bool(run.notices))
    assert not [notice for notice in run.notices if any(name in notice for name in NAMES)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), WIDE])
async def test_a_accepts_the_match_whose_evidence_is_on_the_screen(size: tuple[int, int]) -> None:
    desk = busy_desk()
    async with running(desk, size) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.press("a")
        await act_done(run, "confirm", "match:1")
        await no_notice_names_anybody(run)
        assert desk.referrals["ref0001"].matches[0].status is MatchStatus.CONFIRMED


async def test_a_match_is_never_accepted_before_its_evidence_was_shown() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("a")
        await run.read("referral:ref0001")
        assert desk.deeds == []
        await run.press("a")
        await act_done(run, "confirm", "match:1")


async def test_a_confirms_what_the_program_linked() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("5")
        await run.sees("linked by the program")
        await run.press("a")
        await run.until(lambda: [deed.act for deed in desk.deeds] == ["confirm"])


async def test_a_match_just_accepted_is_undone_with_u_though_its_record_left_the_list() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        await run.press("a")
        await run.until(lambda: run.app.board.records.cursor_key is None)
        await run.sees("confirmed")
        await run.press("u")
        await act_done(run, "undo", "match:1")


async def test_r_asks_why_and_rejects() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        await run.press("r")
        await run.sees("Why does this form not answer MASH-26-1001?")
        await run.press("enter")
        await run.sees("a few words are needed")
        assert desk.deeds == []
        await run.press(*"another", "enter")
        await act_done(run, "reject", "match:1", "another")


async def test_escape_leaves_a_question_and_nothing_is_done() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("c")
        await run.sees("Why does MASH-26-1001 need no form?")
        await run.press("x", "escape")
        await run.sees("Robin E.")
        await run.settled()
        assert desk.deeds == []


async def test_c_closes_the_call_that_was_shown_even_if_another_came_above_meanwhile() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("j")
        await run.chosen("contact:2")
        await run.press("c")
        await run.sees("Why does MASH-26-1002 need no form?")
        desk.add_contact(received_at=NOON.replace(day=1))
        await run.settled()
        await run.press(*"advice", "enter")
        await act_done(run, "close", "contact:2", "advice")
        await no_notice_names_anybody(run)


async def test_a_closed_call_is_opened_again_with_a_capital_c() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("c")
        await run.press(*"advice", "enter")
        await act_done(run, "close", "contact:1")
        await run.sees("No form needed")
        await run.press("C")
        await act_done(run, "reopen", "contact:1")
        await run.chosen("contact:1")


async def test_a_record_is_claimed_and_released() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("b")
        await act_done(run, "claim", "contact:1")
        await run.until(lambda: run.app.board.row is not None and bool(run.app.board.row.claimed_by))
        await run.press("b")
        await act_done(run, "release", "contact:1")


async def test_a_record_changed_by_another_is_told_and_nothing_is_done() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("c")
        desk.contacts[1] = replace(desk.contacts[1], revision=2)
        await run.press(*"advice", "enter")
        await run.until(lambda: any("Somebody else changed" in notice for notice in run.notices))
        assert desk.deeds == []
        assert desk.contacts[1].closure is None


async def test_l_links_a_form_to_the_call_that_was_searched_for() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2", "j")
        await run.read("referral:ref0002")
        await run.press("l")
        await run.sees("Link to which call?")
        await run.press(*"oba")
        await run.sees("Oba Sampleson")
        await run.press("enter")
        await run.sees("Why does this form answer MASH-26-1003?")
        await run.press(*"told", "enter")
        await act_done(run, "link", "referral:ref0002", "contact:3 told")


async def test_a_message_is_dismissed_with_a_reason_and_restored() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("d")
        await run.press(*"spam", "enter")
        await act_done(run, "dismiss", "message:4", "spam")
        await run.press("4", "G")
        await run.until(lambda: run.app.board.view is View.NO_FORM and run.app.board.row is not None)
        await run.press("D")
        await run.until(lambda: any(deed.act == "restore" for deed in desk.deeds))


async def test_the_source_of_a_message_is_shown_clean() -> None:
    desk = busy_desk()
    desk.raw[4] = "Subject: \x1b]52;c;aGk=\x07 hello\r\n\r\nbody \u202ereversed"
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("body ⟨U+202E⟩reversed")
        assert "␛]52" in run.text
        assert "\x1b" not in run.text
        await run.press("escape")
        await run.sees("Why")


async def test_an_email_is_read_with_its_encodings_taken_off_and_as_it_came_on_demand() -> None:
    desk = busy_desk()
    desk.messages[4] = replace(
        desk.messages[4], parts=(PartView("1", None, "text/plain", 90), PartView("2", "a.pdf", "x/pdf", 5))
    )
    desk.parts = {(4, 0): "He lives in Ropewalk Road.", (4, 1): ""}
    desk.raw[4] = "He lives in Rope=\r\nwalk Road."
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("w")
        await run.sees("He lives in Ropewalk Road.")
        await run.sees("(no words were read from it)")
        assert "raw:4" not in desk.viewed
        await run.press("w")
        await run.sees("He lives in Rope=")
        assert "raw:4" in desk.viewed
        await run.press("w")
        await run.sees("He lives in Ropewalk Road.")


@pytest.mark.parametrize(
    ("view", "record", "keys", "named"),
    [
        ("1", "contact:1", ("c",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("R",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("i",), "MASH-26-1001  ·  Robin Exampleton"),
        ("1", "contact:1", ("t",), "MASH-26-1001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("r",), "form ref0001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("o",), "form ref0001  ·  Robin Exampleton"),
        ("2", "referral:ref0001", ("tab", "down", "enter"), "form ref0001  ·  Robin Exampleton"),
        ("3", "message:4", ("d",), "email 4  ·  "),
    ],
)
async def test_a_question_names_whom_its_answer_is_about_unless_names_are_hidden(
    view: str, record: str, keys: tuple[str, ...], named: str
) -> None:
    async with running(busy_desk(), WIDE) as run:
        for private in (False, True):
            await run.press(view)
            await run.read(record)
            await run.press(*keys)
            await run.until(lambda: bool(run.app.screen.query(".question--about")))
            about = str(run.app.screen.query(".question--about").first(Static).render())
            assert about.startswith(named.partition("  ·  ")[0] + "  ·  •••" if private else named)
            await run.press("escape")
            if not private:
                await run.press("p")


async def test_linking_by_hand_names_the_child_of_the_form_and_of_the_call() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        await run.press("l", "R")
        await run.sees("5 found")
        await run.press("enter")
        await run.sees("The form:  form ref0001  ·  Robin Exampleton")
        await run.sees("The call:  MASH-26-")


async def test_an_email_contact_is_made_from_a_prefilled_form() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("e")
        await run.sees("An email contact, of email 4")
        assert "office@testing.example" in run.text
        await run.press("f2")
        await act_done(run, "email contact", "message:4")
        assert desk.last_logged is not None
        assert desk.last_logged.concern == "Worried about a pupil."
        assert desk.last_logged.message_id == 4


async def test_an_unreadable_message_is_keyed_by_hand() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        await run.press("f")
        await run.sees("Key by hand: email 4")
        await run.press(*"Sam", "enter", *"School", "f2")
        await act_done(run, "key", "message:4")
        assert desk.last_form is not None
        assert desk.last_form.referrer.name == "Sam"


async def test_acknowledging_and_deciding_are_two_ticks_that_can_be_undone() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("6")
        await run.read("referral:ref0001")
        await run.press("y")
        await act_done(run, "acknowledge", "referral:ref0001")
        await run.sees("☑")
        await run.press("o")
        await run.sees("Early help")
        await run.press("j", "j", "enter")
        await act_done(run, "decide", "referral:ref0001", "Early help")
        await run.until(lambda: run.app.board.shown is not None and "Early help" in run.text)
        await run.press("U")
        await act_done(run, "undo tick", "referral:ref0001", "decided")


async def test_a_field_is_corrected_with_its_source_beside_it() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        await run.press("tab", "down", "down", "down")
        await run.press("enter")
        await run.sees("The form says: ")
        assert "3/4/15" in run.text
        await run.press(*["backspace"] * 10, *"soon", "enter")
        await run.sees("cannot be read as this field")
        await run.press(*["backspace"] * 4, *"4 April 2015", "enter")
        await act_done(run, "correct", "referral:ref0001", "/children/0/dob=2015-04-04")
        await run.sees("✎ read otherwise")


async def test_a_read_only_board_changes_nothing() -> None:
    desk = busy_desk()
    async with running(desk, WIDE, read_only=True) as run:
        await run.sees("READ ONLY")
        for view in "123456":
            await run.press(view)
            await run.until(lambda: run.app.board.shown is not None)
            await run.press(*"narlcbCdDefyoU", "space")
            await run.settled()
            assert len(run.app.screen_stack) == 1
        assert desk.deeds == []


def test_a_closure_is_no_longer_awaited() -> None:
    desk = FakeDesk()
    contact = desk.add_contact()
    desk.contacts[1] = replace(contact, closure=Closure(NOON, "t.officer", "advice"))
    assert desk.counts(NOON).awaiting == 0


async def test_the_other_side_of_a_match_is_shown_before_it_is_settled() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("2")
        await run.chosen("referral:ref0001")
        await run.press("enter")
        await run.read("referral:ref0001")
        await run.press("enter")
        await run.sees("The other side of the match: call 1")
        await run.sees("MASH-26-1001  ·  Robin Exampleton")
        assert desk.viewed[-1] == "contact:1"
        await run.press("escape")
        await run.sees("form ref0001")
        assert desk.deeds == []


async def test_a_rating_of_a_call_is_told_in_its_record() -> None:
    desk = busy_desk()
    desk.ratings["contact:1"] = "red"
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.sees("Rating               RED")


async def test_a_level_and_an_answer_are_offered_in_the_hubs_words_when_they_are_put_right() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        for label, offered in (
            ("Threshold level", "such as: 1 Universal  ·  4 Statutory"),
            ("Parents informed", "such as: yes  ·  no  ·  not known"),
        ):
            await choose_field(run, label)
            await run.press("enter")
            await run.sees(offered)
            await run.press("escape")


async def choose_field(run: Running, label: str) -> None:
    """Put the cursor of the record on the field of this label."""
    pane = run.app.board.pane
    pane.focus()
    pane._go(next(item for item in pane._items() if isinstance(item, FieldItem) and item.label == label))
    await run.pilot.pause()


async def test_two_forms_are_made_one_only_after_both_children_were_named() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("2")
        await run.read("referral:ref0001")
        await run.press("M", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.sees("The later:    form ref0001  ·  Robin Exampleton")
        await run.sees("The earlier:  form ref0002  ·  Noor U")
        await run.press("down", "enter")
        await run.settled()
        assert not [deed for deed in desk.deeds if deed.act == "merge"]
        await run.press("M", *"noor")
        await run.sees("1 found")
        await run.press("enter")
        await run.sees("The later:")
        await run.press("enter")
        await act_done(run, "merge", "referral:ref0001", "ref0002")
