"""`mash demo`: the whole program on this machine, with invented people."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

from ingest.errors import CallerMistake, MashError
from tui.cli.opening import as_json

if TYPE_CHECKING:
    from datetime import datetime

    from ingest.duty_desk import DutyDesk
    from tui.demo.stage import Fate, Stage


@click.command()
@click.option(
    "--headless", is_flag=True, help="Run it through once without a terminal and print what happened."
)
@as_json
def demo(headless: bool, as_json: bool) -> None:
    """Show everything with invented people: mail server, post, worker and dashboard.

    Nothing is left behind, and no real mailbox or database is touched.
    """
    from tui.demo.stage import set_up

    if not headless and not all(one.isatty() for one in (sys.stdin, sys.stdout, sys.stderr)):
        raise CallerMistake("the demonstration needs a terminal: use `mash demo --headless` without one")
    if not headless:
        from tui.cli.desk import prepare_terminal

        prepare_terminal()
        click.echo("Starting a mail server, a worker and the dashboard…", err=True)
    with _ending_tidily(), set_up() as stage:
        if headless:
            _run_through(stage, as_json)
        else:
            _show(stage)


@contextmanager
def _ending_tidily() -> Iterator[None]:
    """Let a signal end the demonstration as its end does: the stage is taken down."""
    signals = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, lambda at, _frame: sys.exit(128 + at)) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def _show(stage: Stage) -> None:
    from ingest import bootstrap
    from tui.demo.stage import Postman, log_calls, unattended, until_heard_of

    settings = bootstrap.load_settings(stage.settings_file)
    store = bootstrap.open_store(settings)
    try:
        desk = bootstrap.desk(settings, store)
        postman = Postman(stage.server, store.clock)
        with unattended(stage.settings_file):
            log_calls(desk, store.clock.now())
            from tui.app import DutyApp  # loads while the worker does

            until_heard_of(lambda: desk.health(store.clock.now()).heartbeat_at)
            postman.start()
            app = DutyApp(lambda: nullcontext(desk), store.clock)
            app.run()
            postman.stop()
    finally:
        store.close()
    if app.return_code:
        sys.exit(app.return_code)


def _run_through(stage: Stage, as_json: bool) -> None:
    from ingest import bootstrap
    from tui.demo.stage import deliver_all, log_calls

    settings = bootstrap.load_settings(stage.settings_file)
    store = bootstrap.open_store(settings)
    try:
        desk = bootstrap.desk(settings, store)
        now = store.clock.now()
        log_calls(desk, now)
        arrivals = deliver_all(stage.server, now)
        if not as_json:
            click.echo(f"{len(arrivals)} emails were delivered, and are being read…", err=True)
        with bootstrap.worker(settings) as worker:
            result = worker.poll_once()
        if result.errors:
            raise MashError("; ".join(result.errors))
        known = {fate.arrived_at: fate for fate in _fates(desk, store.clock.now())}
        made: dict[object, Fate] = {}
        for item, at in arrivals:
            fate = known.get(at) or made.get(item.make)
            if fate is None:
                raise MashError(f"an email of the demonstration is not on the board: {item.what}")
            made[item.make] = fate
            told = _named(fate, item.what, at)
            click.echo(told.as_json() if as_json else told.in_words())
    finally:
        store.close()


def _named(fate: Fate, what: str, at: datetime) -> Fate:
    from dataclasses import replace

    repeated = fate.arrived_at != at
    return replace(
        fate, what=what, arrived_at=at, reason="the same message again" if repeated else fate.reason
    )


def _fates(desk: DutyDesk, now: datetime) -> Iterator[Fate]:
    """What the board says of every email, whichever list it is in."""
    from ingest.views import View
    from tui.demo.stage import Fate

    for view in (View.UNMATCHED, View.MATCHED, View.ATTENTION, View.NO_FORM):
        for row in desk.window(view, now).rows:
            detail = desk.detail(row.key)
            message = detail.referral.message if detail.referral else detail.message
            if message is None:
                continue
            matches = detail.referral.matches if detail.referral else ()
            yield Fate(
                "",
                message.received_at,
                message.state.value,
                message.reason,
                tuple((item.contact_reference, item.status.value, item.probability) for item in matches),
            )
