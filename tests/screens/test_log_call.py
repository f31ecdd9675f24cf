"""Logging a call: checked as it is typed, kept as a draft, saved as one contact."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.domain.model import Caller
from ingest.errors import StoreUnavailable
from ingest.views import Row
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tui.screens.boxes import Box, ChildBoxes, first_box
from tui.screens.contact_keys import due_words
from tui.screens.key_form import NarrativeBox
from tui.screens.known_child import on_record
from tui.screens.log_call import LogCall
from tui.widgets.entry import PlainInput


async def open_form(run: Running) -> LogCall:
    await run.chosen("contact:1")
    await run.press("L")
    await run.until(lambda: isinstance(run.app.screen, LogCall))
    await run.sees("Caller's name")
    assert isinstance(run.app.screen, LogCall)
    return run.app.screen


async def type_in(run: Running, field: str, words: str, child: int = 0) -> None:
    boxes = [box for box in run.app.screen.query(Box) if box.field == field]
    box = boxes[child].query_one(PlainInput)
    box.focus()
    box.value = words
    await run.pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_a_call_is_logged_in_the_order_people_speak(size: tuple[int, int]) -> None:
    desk = busy_desk()
    async with running(desk, size) as run:
        await open_form(run)
        await run.press(*"Jo", "enter", *"Testsh", "right", "enter", *"PC", "enter")
        await type_in(run, "forename", "Robin")
        await type_in(run, "dob", "3/4/15")
        await run.sees("✓ 3 April 2015, 11 years")
        await type_in(run, "postcode", "po49zz")
        await run.press("f2")
        await run.until(lambda: desk.last_logged is not None)
        await run.until(lambda: any("due Tue 24 Nov 12:00." in told for told in run.notices))
    assert desk.last_logged is not None
    assert desk.last_logged.caller.name == "Jo"
    assert desk.last_logged.caller.agency == "Testshire Police"
    assert desk.last_logged.children[0].dob == date(2015, 4, 3)
    assert desk.last_logged.children[0].postcode == "PO4 9ZZ"
    assert desk.last_logged.received_at == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


async def test_a_box_that_was_left_shows_its_first_letters() -> None:
    desk = busy_desk()
    async with running(desk, (80, 24)) as run:
        await open_form(run)
        await run.press("tab", *"Fernhill Secondary School and Sixth Form", "tab")
        await run.sees("Fernhill Secondary")


async def test_a_box_that_was_left_in_the_breath_in_which_it_was_typed_shows_its_first_letters() -> None:
    desk = busy_desk()
    async with running(desk, (80, 24)) as run:
        screen = await open_form(run)
        long = "12 The Old Brewery Buildings, 119 Very Long Street Name, Portsmouth"
        email = "somebody.with.a.long.name@children-and-families.testing.example"
        run.types_in_one_go(*["tab"] * 4, *email, *["tab"] * 4, *long, "tab")
        boxes = {box.field: box for box in screen.query(Box)}
        await run.until(
            lambda: boxes["address"].words == long and not boxes["address"].query_one(PlainInput).has_focus
        )
        await run.sees("12 The Old Brewery Buildings, 119 Very Long Street")
        await run.sees("somebody.with.a.long.name@")
        boxes["address"].query_one(PlainInput).focus()
        await run.sees("Very Long Street Name, Portsmouth")


async def test_a_box_that_is_being_set_up_tells_its_words_already() -> None:
    async with running(busy_desk()):
        assert Box("forename", "Forename", "Ann").words == "Ann"
        assert NarrativeBox("/concern/reason", "Reason", "He is afraid.").words == "He is afraid."


async def test_the_form_opens_at_its_top() -> None:
    async with running(busy_desk(), (80, 24)) as run:
        await open_form(run)
        await run.settled()
        assert run.text.splitlines()[1:4] == ["", " Caller", " Caller's name"]


async def test_a_long_value_takes_the_room_of_a_note_that_says_nothing() -> None:
    desk = busy_desk()
    async with running(desk, (80, 24)) as run:
        await open_form(run)
        await run.press("tab", *"Queen Adelaide Maternity Unit of the North", "tab")
        await run.sees("Queen Adelaide Maternity Unit of the North")
        await type_in(run, "phone", "0770")
        await run.sees("▲ not a full number: kept")
        await type_in(run, "phone", "07700900555")
        await run.sees("✓ 07700 900555")


async def test_a_child_that_is_added_takes_what_is_typed_in_the_same_breath() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        screen = await open_form(run)
        run.types_in_one_go("pagedown", *"Ann", "f3", *"Max", "tab", *"Ng")
        await run.until(
            lambda: (
                [child.get("forename", "") + child.get("surname", "") for child in screen.words().children]
                == ["Ann", "MaxNg"]
            )
        )


def test_there_is_nowhere_to_begin_in_a_child_whose_boxes_were_taken_away() -> None:
    assert first_box(ChildBoxes({})) is None


async def test_what_cannot_be_read_is_said_beside_its_box_and_not_saved() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await open_form(run)
        await type_in(run, "dob", "32/1/2015")
        await run.sees("✗ day first, as 23/4/2015")
        await run.press("f2")
        await run.sees("put right what is marked")
        assert desk.last_logged is None
        await type_in(run, "dob", "3/1/2015")
        await run.until(lambda: "put right what is marked" not in run.text)


async def test_several_children_are_noted_and_each_keeps_its_own_words() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await open_form(run)
        await type_in(run, "forename", "Ann")
        await run.press("f3")
        await run.until(lambda: len(run.app.screen.query("ChildBoxes")) == 2)
        await type_in(run, "forename", "Ben", child=1)
        await run.press("f4")
        await run.sees("empty them first")
        await run.press("f2")
        await run.until(lambda: desk.last_logged is not None)
    assert desk.last_logged is not None
    assert [child.forename for child in desk.last_logged.children] == ["Ann", "Ben"]


async def test_an_empty_form_is_not_saved() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await open_form(run)
        await run.press("f2")
        await run.sees("nothing was typed yet")
        assert desk.last_logged is None


async def test_another_call_begins_with_empty_boxes_though_one_was_left_half_typed() -> None:
    async with running(busy_desk()) as run:
        await open_form(run)
        await type_in(run, "surname", "Vane")
        await type_in(run, "agency", "Milldown")
        await run.press("escape", "L")
        await run.sees("Vane  ·  Milldown  ·  22/11/2026 12:00")
        await run.press("down", "enter")
        await run.until(lambda: isinstance(run.app.screen, LogCall))
        await run.settled()
        assert "Vane" not in run.text
        assert "the draft you left" not in run.text
        assert run.app.drafts.recall() is None


async def test_whoever_only_looks_at_what_a_call_says_leaves_no_draft(tmp_path: Path) -> None:
    async with running(busy_desk(), draft=tmp_path / "call.json") as run:
        await run.chosen("contact:1")
        await run.press("enter")
        await run.read("contact:1")
        await run.press("E")
        await run.sees("Caller's name")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.app.board)
        assert list(tmp_path.iterdir()) == []


async def test_which_call_is_meant_is_heeded_though_the_choices_are_not_in_focus_yet() -> None:
    async with running(busy_desk()) as run:
        await open_form(run)
        await type_in(run, "surname", "Vane")
        await run.press("escape", "L")
        await run.sees("A call was left half typed")
        run.app.screen.set_focus(None)
        await run.press("down", "enter")
        await run.until(lambda: isinstance(run.app.screen, LogCall))
        assert run.app.drafts.recall() is None


async def test_a_draft_that_is_left_tells_no_name_where_names_are_hidden() -> None:
    async with running(busy_desk()) as run:
        await open_form(run)
        await type_in(run, "surname", "Vane")
        await run.press("escape", "p", "L")
        await run.sees("A call was left half typed")
        assert "Vane" not in run.text


async def test_emptied_boxes_are_typed_in_from_the_first_again() -> None:
    async with running(busy_desk()) as run:
        screen = await open_form(run)
        await type_in(run, "surname", "Vane")
        await run.press("f5")
        await run.sees("F5 again empties every box")
        assert screen.words().children[0]["surname"] == "Vane"
        await run.press("f5", *"Sam")
        assert screen.words().caller["name"] == "Sam"
        assert screen.words().children[0]["surname"] == ""


async def test_what_is_typed_after_f5_is_not_emptied_by_the_next() -> None:
    async with running(busy_desk()) as run:
        screen = await open_form(run)
        await run.press(*"Sam", "f5", *"my", "f5")
        assert screen.words().caller["name"] == "Sammy"


async def test_page_down_goes_from_part_to_part_and_page_up_back() -> None:
    async with running(busy_desk()) as run:
        screen = await open_form(run)
        await run.press(*"Sam", "pagedown", *"Robin", "pagedown", *"Bruised.")
        words = screen.words()
        assert (words.caller["name"], words.concern) == ("Sam", "Bruised.")
        assert words.children[0]["forename"] == "Robin"
        await run.press("shift+tab", "pageup", *"my")
        assert screen.words().caller["name"] == "Sammy"


async def test_escape_keeps_the_draft_and_n_brings_it_back() -> None:
    async with running(busy_desk()) as run:
        await open_form(run)
        await type_in(run, "name", "Sam")
        await run.press("escape")
        await run.sees("Robin E.")
        await run.press("L")
        await run.sees("A call was left half typed")
        await run.press("enter")
        await run.sees("the draft you left")
        assert "Sam" in run.text


async def test_a_draft_survives_the_terminal_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    draft = tmp_path / "state" / "draft.json"
    async with running(busy_desk(), draft=draft) as run:
        await open_form(run)
        await type_in(run, "surname", "Exampleton")
        await run.until(draft.exists)
        await run.until(lambda: "Exampleton" in draft.read_text())
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    async with running(busy_desk(), draft=draft) as run:
        await run.chosen("contact:1")
        await run.press("L")
        await run.sees("A call was left half typed")
        await run.press("enter")
        await run.sees("the draft you left")
        assert "Exampleton" in run.text
        await run.press("f2")
        await run.until(lambda: not draft.exists())


@pytest.mark.parametrize("words", ["", "not json", "[]", json.dumps({"children": 3, "caller": "x"})])
async def test_a_broken_draft_never_stops_the_desk(tmp_path: Path, words: str) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(words)
    async with running(busy_desk(), draft=draft) as run:
        await open_form(run)
        await type_in(run, "name", "Sam")
        await run.until(lambda: "Sam" in draft.read_text())
        await type_in(run, "name", "Samira")
        await run.until(lambda: "Samira" in draft.read_text())


async def test_a_time_in_the_future_is_refused() -> None:
    async with running(busy_desk(), (80, 40)) as run:
        screen = await open_form(run)
        received = next(box for box in screen.query(Box) if box.field == "received")
        received.query_one(PlainInput).value = "23/11/2026 10:15"
        await run.until(lambda: received.wrong)


async def test_who_called_before_is_filled_in_to_be_checked_and_what_is_typed_wins() -> None:
    desk = busy_desk()
    desk.known = {"Sam Tester": Caller("Sam Tester", "Testshire Police", "PC", "07700 900123", None)}
    async with running(desk) as run:
        await open_form(run)
        await type_in(run, "role", "Sergeant")
        await type_in(run, "name", "Sam Tester")
        await run.press("tab")
        await run.sees("▲ earlier call: check")
        await run.sees("07700 900123")
        await run.sees("Sergeant")
        await run.press(*"Other", "tab")
        await run.press("f2")
        await run.until(lambda: desk.last_logged is not None)
    assert desk.last_logged is not None
    assert desk.last_logged.caller == Caller("Sam Tester", "Other", "Sergeant", "+447700900123", None)


async def test_a_caller_nobody_knows_fills_in_nothing() -> None:
    async with running(busy_desk()) as run:
        screen = await open_form(run)
        await type_in(run, "name", "Jo New")
        await run.press("tab")
        await run.settled()
        assert screen.words().caller == {"name": "Jo New", "agency": "", "role": "", "phone": "", "email": ""}


async def test_how_what_is_offered_is_taken_stands_beside_it_until_it_is() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("L")
        await run.sees("Caller's name")
        await run.press("tab", *"testing p")
        await run.sees("· → takes it")
        await run.press("right")
        await run.sees("Testing Primary School")
        assert "takes it" not in run.text


async def test_what_is_offered_late_is_offered_for_what_was_typed_before_it_came() -> None:
    async with running(busy_desk()) as run:
        screen = await open_form(run)
        await run.press("tab", *"Testsh")
        await run.settled()
        agency = screen._of_caller["agency"]
        agency.query_one(PlainInput)._suggestion = ""
        agency.offer(["Testshire Coastguard"])
        await run.sees("Testshire Coastguard")


async def test_the_keys_that_are_offered_do_something() -> None:
    async with running(busy_desk()) as run:
        await open_form(run)
        assert "F4" not in run.text
        await run.press("f3")
        await run.sees("F4 Remove child")
        await run.press("f4")
        await run.until(lambda: "F4" not in run.text)
        await run.press("f1")
        await run.sees("Back (kept)")
        await run.sees("Esc goes back")
        assert "[keys]" not in run.text
        assert not [words for _, keys in run.app.keys_here() for _, words, _, _ in keys if "Focus" in words]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (48, "its form is due Tue 24 Nov 12:00"),
        (-3, "its form was due Sun 22 Nov 09:00, OVERDUE 3 h 00 min"),
    ],
)
def test_when_the_form_of_a_new_call_is_due(hours: int, words: str) -> None:
    assert due_words(NOON + timedelta(hours=hours), NOON) == words


async def test_a_call_that_was_not_logged_says_so_and_that_it_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = busy_desk()

    def refuse(_: object) -> None:
        raise StoreUnavailable("its disk is full: make room")

    monkeypatch.setattr(desk, "log_contact", refuse)
    async with running(desk, draft=tmp_path / "draft.json") as run:
        await open_form(run)
        await type_in(run, "name", "Sam Tester")
        await run.press("f2")
        said = "NOT LOGGED: its disk is full: make room. What you typed is kept: press L."
        await run.until(lambda: said in run.notices)
        await run.press("L")
        await run.sees("A call was left half typed")


async def test_a_child_who_may_be_on_record_is_told_of_while_the_caller_is_there() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await open_form(run)
        await type_in(run, "forename", "Robin")
        await type_in(run, "surname", "Exampleton")
        await type_in(run, "postcode", "PO4")
        await run.sees("▲ maybe on record: ")
        assert "Robin E. · no form yet" in run.text
        await type_in(run, "surname", "Nobody")
        await type_in(run, "postcode", "PO4 9ZZ")
        await run.until(lambda: "maybe on record" not in run.text)


async def test_a_child_whom_nobody_knows_takes_no_other_words_away() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await open_form(run)
        await type_in(run, "agency", "Testshire Police")
        await run.sees("who usually calls from there")
        asked: list[str | None] = []
        known = desk.known_child
        desk.known_child = lambda child: (asked.append(child.surname), known(child))[1]  # type: ignore[method-assign,func-returns-value]
        await type_in(run, "forename", "Robin")
        await type_in(run, "surname", "Nobody")
        await type_in(run, "postcode", "PO4 9ZZ")
        await run.until(lambda: "Nobody" in asked)
        await run.press("tab")
        assert "who usually calls from there" in run.text


def test_of_several_records_of_a_child_the_likeliest_is_told_and_how_many_more() -> None:
    rows = [Row("contact:1", "Robin E.", "", NOON, None, "like name", reference="C-000001")] * 3
    told = "▲ maybe on record: C-000001 · Sun 22 Nov 12:00 · Robin E. · like name (and 2 more)"
    assert on_record(rows, NOON, private=False) == told
    assert "Robin" not in on_record(rows, NOON, private=True)
    assert on_record([], NOON, private=False) == ""
