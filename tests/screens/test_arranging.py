"""Lists are sorted, grouped, narrowed, kept and held still; several records are acted on at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ingest.domain.model import LedgerState
from ingest.views import Arrangement, Held, Row, SavedFilter, Sort, View
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, Deed
from tui.screens.asking import AskChoice
from tui.widgets.strips import CountStrip

WIDE = (160, 45)


def labels(run: Running) -> list[str]:
    return [row.label for _, row in sorted(run.app.board.records._rows.items())]


async def test_the_order_is_chosen_turned_round_and_told() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.press("S", "S")
        await run.sees("by child")
        await run.sees("Child ▾")
        await run.until(lambda: labels(run) == ["Ali S.", "Ines F.", "Oba S.", "Robin E."])
        await run.press("equals_sign")
        await run.sees("Child ▴")
        await run.until(lambda: labels(run)[:1] == ["Robin E."])
        await run.press("S")
        await run.sees("by agency")
        await run.press("2")
        await run.until(lambda: run.app.board.arranged == Arrangement())


async def test_the_mouse_sorts_by_a_column_and_presses_the_keys_of_the_bar() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        await run.pilot.click("Headings", offset=(30, 0))
        await run.sees("Child ▾")
        await run.pilot.click("Headings", offset=(30, 0))
        await run.sees("Child ▴")
        bar = next(line for line in run.text.splitlines() if "L Log call" in line)
        await run.pilot.click("KeyBar", offset=(bar.index("L Log call"), 0))
        await run.sees("Caller's name")


async def test_an_agency_is_chosen_from_the_counts_and_escape_shows_all() -> None:
    async with running(busy_desk(), WIDE) as run:
        await run.chosen("contact:1")
        await run.press("A")
        await run.sees("Which agency? 4 records of 4 agencies")
        await run.sees("1 overdue  oldest 51 h 00 min")
        await run.press("enter")
        await run.sees("only Testing Primary School")
        await run.until(lambda: labels(run) == ["Robin E."])
        await run.press("escape")
        await run.until(lambda: len(labels(run)) == 4)


async def test_a_key_shows_yours_alone_then_nobodys_then_all() -> None:
    desk = busy_desk()
    desk.claims = {"contact:2": "t.officer", "contact:3": "colleague"}
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("B")
        await run.sees("1 of 4  Esc shows all  ·  only yours")
        await run.until(lambda: [row.key for row in run.app.board.records._rows.values()] == ["contact:2"])
        await run.press("1", "slash", *"nothing of the kind", "enter")
        await run.sees("None of the 4 on this list is shown: Esc shows all.")
        await run.press("escape", "B")
        await run.sees("only yours")
        await run.press("B")
        await run.sees("2 of 4  Esc shows all  ·  only nobody's")
        await run.press("K", "enter", *"free", "enter")
        await run.until(lambda: desk.filters["free"].arrangement == Arrangement(held=Held.NOBODYS))
        await run.press("escape")
        await run.until(lambda: len(labels(run)) == 4)
        await run.press("K")
        await run.sees("free:  awaiting, only nobody's, by time left")
        await run.press("enter")
        await run.sees("only nobody's")
        await run.press("B")
        await run.until(lambda: len(labels(run)) == 4)


async def test_agencies_stand_together_each_named_once() -> None:
    desk = busy_desk()
    desk.contacts[3] = replace(desk.contacts[3], caller=desk.contacts[2].caller)
    async with running(desk, (200, 60)) as run:
        await run.chosen("contact:1")
        await run.press("S", "S", "S")
        await run.sees("″ PC 4411 Mock")
        assert run.text.count("Testshire") == 1


async def test_a_look_is_kept_shown_again_and_forgotten() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.press("S", "slash", *"rob", "enter", "K")
        await run.sees("keep the list as it stands now")
        await run.press("enter")
        await run.sees("under which name")
        await run.press(*"mine", "enter")
        await run.until(lambda: bool(run.app.kept_looks))
        kept = SavedFilter("mine", View.AWAITING, "rob", Arrangement(Sort.RECEIVED))
        assert run.app.kept_looks == (kept,)
        await run.press("3", "K")
        await run.sees("mine:  awaiting, with “rob”, by when received")
        await run.press("enter")
        await run.until(lambda: run.app.board.view is View.AWAITING and labels(run) == ["Robin E."])
        await run.press("K", "delete")
        await run.until(lambda: run.app.kept_looks == ())


async def test_n_and_shift_n_go_through_what_the_filter_found() -> None:
    async with running(busy_desk()) as run:
        await run.press("n")
        await run.until(lambda: any("Nothing is looked for" in notice for notice in run.notices))
        await run.press("slash", *"s", "enter")
        await run.chosen("contact:1")
        await run.press("n")
        await run.until(lambda: run.app.board.records.cursor == 1)
        await run.press("N")
        await run.until(lambda: run.app.board.records.cursor == 0)


async def test_a_list_that_is_held_still_moves_no_row_and_says_so() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("P")
        await run.sees("HELD STILL")
        desk.add_contact(received_at=NOON - timedelta(hours=70))
        strip = run.app.board.query_one(CountStrip)
        await run.until(lambda: strip.counts is not None and strip.counts.overdue == 2)
        assert "OVERDUE 22 h" not in run.text
        await run.press("P")
        await run.sees("OVERDUE 22 h")
        assert "HELD STILL" not in run.text


async def test_several_marked_calls_are_named_then_closed_each_on_its_own() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("space", "space")
        await run.sees("✓ 2 marked")
        await run.press("c")
        await run.sees("Close these 2?")
        await run.sees("MASH-26-1001    Robin E.")
        await run.sees("MASH-26-1002    Ines F.")
        desk.contacts[2] = replace(desk.contacts[2], revision=9)  # a colleague, meanwhile
        desk.changed()
        await run.settled()
        await run.press(*"advice", "enter")
        await run.until(lambda: any("1 closed" in notice for notice in run.notices))
        [notice] = [notice for notice in run.notices if "1 closed" in notice]
        assert "1 not: MASH-26-1002: Somebody else changed" in notice
        assert [deed for deed in desk.deeds if deed.act == "close"] == [Deed("close", "contact:1", "advice")]
        assert run.app.board.records.marked.keys() == {"contact:2"}
        await run.press("escape")
        assert not run.app.board.records.marked


async def test_messages_to_all_marked_are_copied_together_and_noted_one_by_one() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("space", "space", "t")
        await run.sees("Copy a message to the referrer of these 2?")
        await run.press("enter")
        await run.until(lambda: [deed.act for deed in desk.deeds] == ["letter", "letter"])
        await run.until(lambda: run.app.clipboard.count("Please send the form.") == 2)
        assert "To: caller@testing.example" in run.app.clipboard


async def test_what_nobody_has_is_claimed_and_what_a_colleague_has_is_left_to_him() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("asterisk", "b")
        await run.sees("Claim these 3?")
        assert "Ines F." not in run.text.split("Claim these 3?")[1]
        await run.press("enter")
        await run.until(lambda: len([deed for deed in desk.deeds if deed.act == "claim"]) == 3)
        assert desk.claims["contact:2"] == "a.colleague"


async def test_marks_go_when_another_view_is_shown_and_ctrl_click_marks() -> None:
    desk = busy_desk()
    desk.add_message(LedgerState.NEEDS_ATTENTION, subject="Another")
    async with running(desk) as run:
        await run.press("3")
        await run.sees("Another")
        await run.pilot.click("RecordList", offset=(10, 1), control=True)
        await run.sees("✓ 1 marked")
        await run.press("d")
        await run.sees("Dismiss this record?")
        await run.press("escape", "1")
        await run.until(lambda: not run.app.board.records.marked)


async def test_a_call_is_rated_and_its_row_says_so() -> None:
    desk = busy_desk()
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("R")
        await run.sees("How urgent is MASH-26-1001?")
        await run.press("enter")  # a key too many rates nothing
        await run.press("j", "j", "enter")
        await run.until(lambda: desk.ratings == {"contact:1": "amber"})
        await run.sees("Rating               AMBER")
        await run.press("R")
        await run.until(lambda: isinstance(run.app.screen, AskChoice))
        await run.press("k", "enter")  # from the rating that it has
        await run.until(lambda: desk.ratings == {"contact:1": "red"})


async def test_the_boards_digits_lead_on_from_a_childs_history_and_from_an_audit() -> None:
    desk = busy_desk()
    other = Row("contact:2", "Robin E.", "Jo", NOON, None, "like name", reference="MASH-26-1002")
    desk.alike["contact:1"] = (other,)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("7")
        await run.sees("like name")
        await run.press("j", "9")
        await run.sees("Who did and saw what: MASH-26-1002")
        await run.press("7")
        await run.sees("The child's whole history: MASH-26-1001")
        await run.press("7")
        await run.until(lambda: run.app.screen is run.app.board)
        await run.press("7", "8")
        await run.sees("Find which record")
        await run.press("escape", "9", "3")
        await run.until(lambda: run.app.screen is run.app.board)
        assert run.app.board.view is View.ATTENTION


async def test_a_childs_history_and_the_audit_of_a_record_are_shown_and_reasons_hidden_with_names() -> None:
    desk = busy_desk()
    desk.event_words = "closed, no form needed by t.officer: her aunt Jane rang"
    other = Row("contact:2", "Robin E.", "Jo", NOON, None, "like name", reference="MASH-26-1002")
    desk.alike["contact:1"] = (other,)
    async with running(desk, WIDE) as run:
        await run.read("contact:1")
        await run.press("7")
        await run.sees("The child's whole history: MASH-26-1001  ·  Robin Exampleton")
        await run.sees("May be the same child: compare before you rely on it")
        await run.sees("aunt Jane")
        await run.press("j", "enter")
        await run.read("contact:2")
        await run.press("9")
        await run.sees("Who did and saw what: MASH-26-1002")
        await run.sees("aunt Jane")
        await run.press("escape", "p", "9")
        await run.sees("viewed by t.officer")
        assert "aunt Jane" not in run.text
        assert {"child:contact:1", "audit:contact:2"} <= set(desk.viewed)
