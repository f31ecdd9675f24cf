"""The board: what it shows, and that its cursor never changes its record by itself."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from textual.notifications import Notification, Notify

from ingest.domain.model import ContactChild, LedgerState
from ingest.errors import StoreUnavailable
from ingest.views import View, WorkerHealth, WorkerState
from tests.screens.desk_app import PATIENCE_SECONDS, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.screens.acting import is_closed

SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_counts_health_and_views_are_on_the_board_at_every_size(size: tuple[int, int]) -> None:
    async with running(busy_desk(), size) as run:
        await run.sees("OVERDUE 3 h 00 min")
        assert "last looked at the mailbox 12 s ago" in run.text
        attention = "unread" if size[0] < 113 else "attention"
        for words in ("OVERDUE", "due soon", "awaiting", "unmatched", attention, "no form", "decisions"):
            assert words in run.text
        for number in range(1, 7):
            assert f"{number} " in run.text.splitlines()[6]
        assert "? Help" in run.text


@pytest.mark.parametrize("size", SIZES)
async def test_a_number_turns_to_its_view(size: tuple[int, int]) -> None:
    async with running(busy_desk(), size) as run:
        for key, view, words in (
            ("6", View.DECISIONS, "Noor U."),
            ("5", View.MATCHED, "Mei D."),
            ("4", View.NO_FORM, "Out of office"),
            ("3", View.ATTENTION, "Referral"),
            ("2", View.UNMATCHED, "Noor U."),
            ("1", View.AWAITING, "Robin E."),
        ):
            await run.press(key)
            assert run.app.board.view is view
            await run.sees(words)


async def test_the_cursor_stays_on_its_record_when_another_comes_above() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("j")
        await run.chosen("contact:2")
        before = desk.window(View.AWAITING, NOON).rows.index(desk.row("contact:2"))
        desk.add_contact(received_at=NOON - timedelta(hours=70), children=(ContactChild("Very", "Early"),))
        await run.sees("Very E.")
        assert run.app.board.records.cursor == before + 1
        assert run.app.board.records.row == desk.row("contact:2")


async def test_a_record_that_leaves_the_list_takes_the_cursor_with_it_and_nothing_else_is_chosen() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        desk.close_contact(1, "elsewhere", 1)
        await run.until(lambda: run.app.board.records.cursor_key is None)
        await run.sees("3 in all")
        await run.press("b")
        await run.settled()
        assert [deed.act for deed in desk.deeds] == ["close"]
        await run.press("j")
        await run.chosen("contact:2")


async def test_a_new_email_comes_onto_the_board_by_itself() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("3")
        await run.chosen("message:4")
        desk.add_message(LedgerState.NEEDS_ATTENTION, subject="Another one", reason="damaged")
        await run.sees("Another one")


async def test_passing_over_rows_reads_nobodys_record(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = busy_desk()
    monkeypatch.setattr("tui.screens.board.REST_SECONDS", 3600.0)
    async with running(desk, (200, 60)) as run:
        await run.chosen("contact:1")
        await run.press("j", "j")
        await run.chosen("contact:3")
        await run.settled()
        assert desk.viewed == []
        monkeypatch.setattr("tui.screens.board.REST_SECONDS", 0.02)
        await run.press("j")
        await run.read("contact:5")
        assert desk.viewed == ["contact:5"]


async def test_on_a_small_screen_only_enter_reads_a_record() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("j")
        await run.settled()
        assert desk.viewed == []
        await run.press("enter")
        await run.sees("MASH-26-1002")
        assert desk.viewed == ["contact:2"]
        await run.press("escape")
        await run.sees("Robin E.")


async def test_enter_in_one_breath_with_a_lists_key_opens_its_first_record() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        run.types_in_one_go("3", "enter")
        await run.read("message:4")
        assert desk.viewed == ["message:4"]


async def test_escape_never_quits() -> None:
    async with running(busy_desk()) as run:
        await run.press(*["escape"] * 5)
        await run.sees("Robin E.")
        assert run.app.is_running


async def test_q_quits() -> None:
    async with running(busy_desk()) as run:
        await run.press("q")
        await run.until(lambda: not run.app.is_running)


@pytest.mark.parametrize(
    ("state", "words"),
    [(WorkerState.SILENT, "THE WORKER IS SILENT"), (WorkerState.FAILING, "THE WORKER IS FAILING")],
)
async def test_a_silent_or_failing_worker_is_loud(state: WorkerState, words: str) -> None:
    desk = busy_desk()
    desk.worker = WorkerHealth(state, NOON - timedelta(minutes=9), None, "the server refused the login", 0)
    async with running(desk) as run:
        await run.sees(f"‼ {words}")


async def test_a_desk_that_cannot_be_read_is_said_and_got_over() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        desk.trouble = StoreUnavailable()
        await run.sees("THIS BOARD IS OUT OF DATE: The database cannot be written")
        assert "Robin E." in run.text
        desk.trouble = RuntimeError("a text with somebody's name in it")
        await run.sees("RuntimeError")
        assert "somebody" not in run.text
        desk.trouble = None
        await run.sees("last looked at the mailbox")


class HeldDesk(FakeDesk):
    """A desk whose database another program holds while `held`."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.free = threading.Event(), threading.Event()

    def claim(self, key: str, revision: int) -> None:
        self.asked.set()
        assert self.free.wait(PATIENCE_SECONDS)
        raise StoreUnavailable("the database refused: another program holds it")


async def test_an_act_that_waits_for_the_database_says_so_and_one_that_was_not_done_too() -> None:
    desk = HeldDesk()
    desk.add_contact()
    async with running(desk) as run:
        await run.chosen("contact:1")
        await run.press("b")
        await run.until(desk.asked.is_set)
        run.clock.move(timedelta(seconds=5))
        await run.sees("what you asked for waits for the database since 5 s: it is not done yet")
        desk.free.set()
        await run.until(lambda: any("NOT DONE" in notice for notice in run.notices))
        await run.until(lambda: "not done yet" not in run.text)


async def test_a_new_overdue_call_gets_a_banner_and_a_bell_once_and_none_at_the_start() -> None:
    desk = busy_desk()
    bells: list[int] = []
    async with running(desk) as run:
        run.app.bell = lambda: bells.append(1)  # type: ignore[method-assign]
        await run.sees("OVERDUE 3 h 00 min")
        assert "no form for" not in run.text
        run.clock.move(timedelta(hours=2))
        await run.sees("‼ OVERDUE: no form for MASH-26-1002")
        desk.changed()
        await run.settled()
        assert len(bells) == 1
        await run.press("x", "m")
        await run.sees("BELL OFF")
        run.clock.move(timedelta(hours=8))
        await run.sees("no form for MASH-26-1003")
        assert len(bells) == 1


async def test_a_notice_that_waited_long_for_its_turn_is_shown_all_the_same() -> None:
    async with running(busy_desk()) as run:
        await run.chosen("contact:1")
        long_ago = Notification("MASH-26-1001: note kept", timeout=6, markup=False, raised_at=0)
        run.app.post_message(Notify(long_ago))
        await run.until(lambda: "MASH-26-1001: note kept" in run.notices)


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_takes_one_line_and_covers_neither_rows_nor_keys(size: tuple[int, int]) -> None:
    async with running(busy_desk(), size, notices_drawn=True) as run:
        await run.chosen("contact:1")
        run.app.notify("MASH-26-1001 claimed by you.", timeout=600)
        await run.sees("MASH-26-1001 claimed by you.")
        lines = run.text.splitlines()
        [place] = [place for place, line in enumerate(lines) if "claimed by you." in line]
        assert place == len(lines) - 2
        assert lines[place].startswith(" 1 of 4") or size == (120, 40)  # there the record stands below
        assert "▌" not in lines[place - 1]


async def test_a_colleagues_closure_is_seen_beneath_a_question_and_after_it() -> None:
    desk = busy_desk()
    async with running(desk, (160, 44)) as run:
        await run.chosen("contact:1")
        await run.read("contact:1")
        await run.press("i")
        await run.sees("Note on")
        desk.close_contact(1, "a colleague closed it", desk.window(View.AWAITING, NOON).rows[0].revision)
        await run.until(lambda: run.app.board.row is None)
        await run.press(*"seen", "enter")
        await run.until(lambda: any("note kept" in notice for notice in run.notices))
        await run.until(lambda: is_closed(run.app.board.shown))


async def test_times_tick() -> None:
    async with running(busy_desk()) as run:
        await run.sees("1 h 00 min left")
        run.clock.move(timedelta(minutes=1))
        await run.sees("59 min left")


async def test_a_clock_that_was_set_back_is_told_for_it_hides_what_is_overdue() -> None:
    async with running(busy_desk()) as run:
        await run.sees("1 h 00 min left")
        run.clock.move(timedelta(hours=-30))
        await run.sees("This machine's clock was set back by 30 h 00 min: is it right?")
        await run.press("x")
        await run.until(lambda: "set back" not in run.text)


async def test_the_filter_narrows_as_one_types_and_escape_clears_it() -> None:
    async with running(busy_desk()) as run:
        await run.press("slash", *"oba")
        await run.until(lambda: "Oba S." in run.text and "Robin" not in run.text)
        assert "1 of 4 match" in run.text
        await run.press("enter")
        await run.chosen("contact:3")
        await run.press("escape")
        await run.sees("Robin E.")


async def test_names_can_be_hidden() -> None:
    async with running(busy_desk(), (200, 60)) as run:
        await run.sees("Exampleton")
        await run.press("p")
        await run.sees("NAMES HIDDEN")
        assert "Exampleton" not in run.text
        assert "Robin" not in run.text
        assert "MASH-26-1001" in run.text
        await run.press("F", *"robi")
        await run.sees("2 found")
        await run.sees("Child: •••")
        assert "Robin" not in run.text
        await run.press("ctrl+l")
        await run.sees("covered while you were away")
        await run.press("x", "escape", "p", "7")
        await run.sees("oldest first")
        await run.press("p")
        await run.sees("NAMES HIDDEN")
        assert "Robin" not in run.text


async def test_a_window_too_small_says_so_and_heeds_no_key() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.pilot.resize_terminal(79, 24)
        await run.sees("Make the window at least 80x24")
        await run.press("b", "L", "q", "c")
        assert desk.deeds == []
        assert run.app.is_running
        await run.pilot.resize_terminal(80, 24)
        await run.sees("Robin E.")


async def test_the_help_tells_the_live_keys() -> None:
    async with running(busy_desk(), (120, 72)) as run:
        await run.press("question_mark")
        await run.sees("In the list")
        for words in ("Log call", "Filter", "Needs attention", "Hide or show names", "A page down"):
            assert words in run.text


async def test_the_help_and_the_palette_say_in_words_what_a_key_does() -> None:
    async with running(busy_desk(), (120, 72)) as run:
        await run.chosen("contact:1")
        await run.press("question_mark")
        await run.sees("Claim it, or let it go")
        await run.press("escape", "colon")
        await run.sees("Claim it, or let it go")


async def test_the_palette_does_what_a_key_does() -> None:
    async with running(busy_desk()) as run:
        await run.press("ctrl+p")
        await run.press(*"needs att")
        await run.sees("Needs attention")
        await run.until(lambda: "key 3" in run.text)
        await run.press("enter")
        await run.until(lambda: run.app.board.view is View.ATTENTION)


async def test_a_desk_left_alone_is_covered_until_a_key() -> None:
    async with running(busy_desk(), lock_minutes=10) as run:
        await run.sees("Robin E.")
        run.clock.move(timedelta(minutes=11))
        await run.until(lambda: "covered while you were away" in run.text)
        assert "Robin" not in run.text
        await run.press("j")
        await run.sees("Robin E.")


async def test_no_key_is_bound_that_a_terminal_keeps_for_itself() -> None:
    own = {"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+s", "ctrl+z"}
    async with running(busy_desk(), (200, 60)) as run:
        await run.read("contact:1")
        assert not own & set(run.app.screen.active_bindings)
        await run.press("L")
        await run.sees("Caller's name")
        assert not own & set(run.app.screen.active_bindings)
        run.app.screen.query_one("#concern").focus()
        await run.pilot.pause()
        assert not own & set(run.app.screen.active_bindings)
