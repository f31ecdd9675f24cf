"""The first rows, on the terminal before the board is loaded: in their places, and the terminal as it was after."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import pytest

from ingest.clock import SetClock
from ingest.views import Row, View, Window
from tests.pseudo_terminal import PATIENCE_SECONDS, PseudoTerminal
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, OFFICER
from tui.app import DutyApp
from tui.first_frame import ENTER, LEAVE, FirstFrame, frame_lines

SIZES = [(80, 24), (100, 36), (120, 40), (141, 30), (160, 45), (200, 60)]


def first_rows() -> Window:
    return busy_desk().window(View.AWAITING, NOON)


@pytest.mark.parametrize("size", SIZES)
async def test_each_row_stands_where_the_board_draws_it(size: tuple[int, int]) -> None:
    async with running(busy_desk(), size) as run:
        await run.chosen("contact:1")
        await run.at_rest()
        # In whose name one acts is known once the desk is open.
        board = run.text.replace(OFFICER, " " * len(OFFICER), 1).splitlines()
    frame = frame_lines(first_rows(), NOON, *size)
    assert len(frame) > 3
    for place, line in frame.items():
        told = line.rstrip()
        # The board marks the row under the cursor at its very beginning.
        assert board[place][1 : len(told)] == told[1:]


def test_no_more_rows_are_written_than_are_in_sight() -> None:
    [row, *_] = first_rows().rows
    many = Window(View.AWAITING, 0, (row,) * 200, 200, 200)
    for width, height in SIZES:
        assert max(frame_lines(many, NOON, width, height)) < height - 2


def test_a_strangers_words_are_cleaned() -> None:
    [row, *_] = first_rows().rows
    hostile: Row = replace(row, label="\x1b[2JEve", from_words="\x9b2J", status="\u202e", claimed_by="\x07")
    told = "".join(frame_lines(Window(View.AWAITING, 0, (hostile,), 1, 1), NOON, 120, 40).values())
    assert "␛[2JEve" in told
    assert not set(told) & {"\x1b", "\x9b", "\u202e", "\x07"}


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch, width: int, height: int) -> Iterator[tuple[int, int]]:
    """A terminal as the program's own: the end at which somebody sits, and the program's."""
    outside, inside = pty.openpty()
    termios.tcsetwinsize(inside, (height, width))
    with open(inside, "w", closefd=False) as written, open(inside, closefd=False) as read:
        monkeypatch.setattr(sys, "__stderr__", written)
        monkeypatch.setattr(sys, "__stdin__", read)
        yield outside, inside
    os.close(outside)
    os.close(inside)


def read_on(outside: int, words: str) -> str:
    """What was written up to and with these words: a terminal passes on what is written piece by piece."""
    told = b""
    while words.encode() not in told:
        told += os.read(outside, 1)
    return told.decode()


def test_keys_are_neither_shown_nor_held_back_while_it_stands_and_the_terminal_is_as_before_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with terminal(monkeypatch, 100, 30) as (outside, inside):
        before = termios.tcgetattr(inside)
        with FirstFrame(first_rows(), NOON) as frame:
            assert frame.stands
            assert read_on(outside, "OVERDUE").startswith(ENTER)
            read_on(outside, "Ali S.")
            os.write(outside, b"L\r")
            assert os.read(inside, 2) == b"L\r"
        read_on(outside, LEAVE)
        assert termios.tcgetattr(inside) == before


def test_a_board_that_took_over_leaves_the_terminal_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch, 100, 30) as (outside, inside):
        before = termios.tcgetattr(inside)
        with FirstFrame(first_rows(), NOON) as frame:
            frame.hand_over()
        os.write(inside, b"that was all")
        assert LEAVE not in read_on(outside, "that was all")
        assert termios.tcgetattr(inside) == before


@pytest.mark.parametrize(("first", "width"), [(None, 100), (first_rows(), 79)])
def test_there_is_none_without_rows_or_room(
    monkeypatch: pytest.MonkeyPatch, first: Window | None, width: int
) -> None:
    with terminal(monkeypatch, width, 30) as (outside, inside), FirstFrame(first, NOON) as frame:
        assert not frame.stands
        os.write(inside, b".")
        assert os.read(outside, 10) == b"."


def test_nothing_of_the_toolkit_is_loaded_before_it_is_written() -> None:
    loads = "import sys, tui.cli.desk, ingest.desk.first_rows; print([m for m in sys.modules if m.startswith('textual')])"
    told = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_a_program_that_is_told_to_end_while_it_stands_leaves_its_screen() -> None:
    stands = (
        "import sys, time\n"
        "from tests.screens.test_first_frame import NOON, FirstFrame, first_rows\n"
        "with FirstFrame(first_rows(), NOON):\n"
        "    while True: time.sleep(1)"  # as long as the toolkit takes to load
    )
    terminal = PseudoTerminal([sys.executable, "-c", stands], 100, 30)
    try:
        before = termios.tcgetattr(terminal.master)
        terminal.sees("OVERDUE")
        terminal.program.terminate()
        terminal.until(lambda: terminal.bytes.endswith(LEAVE.encode()))
        assert terminal.program.wait(PATIENCE_SECONDS) == 128 + signal.SIGTERM
        assert termios.tcgetattr(terminal.master) == before
    finally:
        terminal.close()


async def test_a_board_that_was_told_to_end_before_it_could_heed_it_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with terminal(monkeypatch, 100, 30), FirstFrame(None, NOON) as frame:
        frame.hand_over()
        os.kill(os.getpid(), signal.SIGTERM)
        app = DutyApp(lambda: nullcontext(busy_desk()), SetClock(NOON), frame=frame)
        await asyncio.wait_for(app.run_async(headless=True), PATIENCE_SECONDS)
    assert app.return_code == 0


def test_a_fault_while_it_stands_leaves_its_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch, 100, 30) as (outside, _):
        with pytest.raises(KeyboardInterrupt), FirstFrame(first_rows(), NOON):
            raise KeyboardInterrupt
        read_on(outside, LEAVE)
