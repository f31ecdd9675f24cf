"""The dashboard on the real desk and a store in a file: what is seen and done holds there too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path

from ingest import bootstrap
from ingest.clock import SetClock
from ingest.domain.model import Caller, ContactChild, NewContact
from ingest.duty_desk import DutyDesk
from ingest.views import View
from tests.screens.desk_app import shown
from tests.screens.fake_desk import NOON
from tui.app import DutyApp


@contextmanager
def office(folder: Path, clock: SetClock) -> Iterator[tuple[DutyDesk, DutyDesk]]:
    """Two officers at one store, with three calls."""
    config = folder / "mash.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{folder / "desk.db"}"\n')
    settings = bootstrap.load_settings(config)
    store = bootstrap.open_store(settings, clock)
    try:
        first, second = (bootstrap.desk(settings, store, name) for name in ("first", "second"))
        for number, forename in enumerate(("Robin", "Ines", "Oba")):
            first.log_contact(
                NewContact(
                    clock.now() - timedelta(hours=50 - 10 * number),
                    caller=Caller("Sam Tester", "Testing Primary School"),
                    children=(ContactChild(forename, "Exampleton"),),
                    concern="Came without food.",
                )
            )
        yield first, second
    finally:
        store.close()


async def test_an_officer_closes_and_reopens_a_call_and_the_cursor_comes_back_with_it(tmp_path: Path) -> None:
    clock = SetClock(NOON)
    with office(tmp_path, clock) as (desk, _):
        app = DutyApp(lambda: nullcontext(desk), clock, lock_minutes=0)
        async with shown(app, (200, 60)) as run:
            await run.sees("OVERDUE 2 h 00 min")
            await run.sees("Robin Exampleton")
            await run.press("c", *"advice", "enter")
            await run.sees("No form needed")
            assert desk.counts(NOON).awaiting == 2
            await run.press("C")
            # The list may still show the line of before: what was done is told by the desk.
            await run.until(lambda: desk.counts(NOON).awaiting == 3)
            await run.until(lambda: app.board.row is not None and app.board.row.label.startswith("Robin"))


async def test_a_record_that_a_colleague_changed_is_not_overwritten(tmp_path: Path) -> None:
    clock = SetClock(NOON)
    with office(tmp_path, clock) as (desk, colleague):
        app = DutyApp(lambda: nullcontext(desk), clock, lock_minutes=0)
        async with shown(app, (80, 24)) as run:
            await run.sees("Robin E.")
            await run.press("c")
            await run.sees("need no form?")
            row = colleague.window(View.AWAITING, NOON).rows[0]
            colleague.claim(row.key, row.revision)
            await run.press(*"advice", "enter")
            await run.until(lambda: any("Somebody else changed C-00000" in notice for notice in run.notices))
            assert desk.counts(NOON).awaiting == 3
            await run.sees("second")


async def test_a_call_that_a_colleague_logs_comes_by_itself_and_what_is_typed_is_found(
    tmp_path: Path,
) -> None:
    clock = SetClock(NOON)
    with office(tmp_path, clock) as (desk, colleague):
        app = DutyApp(lambda: nullcontext(desk), clock, lock_minutes=0)
        async with shown(app, (80, 24)) as run:
            await run.sees("Robin E.")
            colleague.log_contact(
                NewContact(NOON - timedelta(hours=60), children=(ContactChild("Early", "Example"),))
            )
            await run.sees("Early E.")
            assert app.board.row is not None
            assert app.board.row.label.startswith("Robin")
            await run.press("slash", *"oba", "enter")
            await run.until(lambda: "Oba E." in run.text and "Robin" not in run.text)
