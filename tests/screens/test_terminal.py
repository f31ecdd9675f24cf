"""The dashboard in a real pseudo-terminal: what reaches it, and what happens when it is gone."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
from collections.abc import Iterator

import pytest

from tests.pseudo_terminal import PATIENCE_SECONDS, PseudoTerminal
from tests.screens.hostile_desk import PROGRAM

MORE_THAN_A_TERMINAL_HOLDS = (400, 250)  # cells: it holds some 70 kB that nobody has read


@pytest.fixture
def terminal() -> Iterator[PseudoTerminal]:
    # What a shell exported of a size that it had once is not how large the terminal is.
    opened = PseudoTerminal([sys.executable, "-c", PROGRAM], 120, 40, {"COLUMNS": "90", "LINES": "30"})
    yield opened
    opened.close()


def test_no_escape_sequence_of_a_record_reaches_the_terminal_and_q_restores_it(
    terminal: PseudoTerminal,
) -> None:
    terminal.sees("Form due in")
    terminal.sees("␛]52;")
    for view, words in ((b"2", "Calls that"), (b"3", "mailbox"), (b"1", "Phone contact")):
        terminal.type(view)
        terminal.sees(words)
    for key, words in ((b"A", "Which agency?"), (b"K", "Which of the lists"), (b"9", "Who did and saw what")):
        terminal.type(key)
        terminal.sees(words)
        terminal.type(b"\x1b")
        terminal.until(lambda words=words: not any(words in line for line in terminal.screen.display))  # type: ignore[misc]
    terminal.type(b"q")
    terminal.until(lambda: terminal.program.poll() is not None and b"\x1b[?1049l" in terminal.bytes)
    # Textual itself sets the shape of the pointer, and no other such sequence.
    reached = re.sub(rb"\x1b\]22;[a-z-]+\x07", b"", terminal.bytes)
    assert b"\x1b]" not in reached
    assert b"\x07" not in reached
    text = reached.decode("utf-8")
    assert not set(text) & set("\x9b\x9d\x85\u202e\u2066\u200b\ufeff\x00\x7f")
    assert terminal.program.returncode == 0


def test_after_a_resize_everything_is_written_anew(terminal: PseudoTerminal) -> None:
    for words in ("Form due in", "last looked at", "attention"):
        terminal.sees(words)
    before = terminal.screen.display[:8]
    terminal.resize(120, 41)
    terminal.screen.reset()
    terminal.until(lambda: terminal.screen.display[1:8] == before[1:])
    terminal.sees("Form due in")


def test_a_terminal_that_vanishes_ends_the_dashboard(terminal: PseudoTerminal) -> None:
    terminal.sees("Form due in")
    terminal.hang_up()
    assert terminal.program.wait(PATIENCE_SECONDS) != 0


def test_a_hang_up_ends_the_dashboard(terminal: PseudoTerminal) -> None:
    terminal.sees("Form due in")
    terminal.program.send_signal(signal.SIGHUP)
    terminal.until(lambda: terminal.program.poll() is not None)
    assert b"\x1b[?1049l" in terminal.bytes


@pytest.mark.parametrize("stop", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_dashboard_that_was_put_aside_is_drawn_whole_when_it_goes_on_and_takes_each_key(
    terminal: PseudoTerminal, stop: signal.Signals
) -> None:
    for words in (
        "Form due in",
        "Phone contact",
        "Quit",
    ):  # on a busy machine its parts come with rests between
        terminal.sees(words)
    terminal.rest()
    before = terminal.lines[3:]
    terminal.program.send_signal(stop)
    os.waitid(os.P_PID, terminal.program.pid, os.WSTOPPED | os.WNOWAIT)
    terminal.rest()
    terminal.screen.reset()
    terminal.program.send_signal(signal.SIGCONT)
    terminal.until(lambda: terminal.lines[3:] == before)
    for _ in range(5):
        for view, words in ((b"2", "Decision due in"), (b"3", "Subject"), (b"1", "Form due in")):
            terminal.type(view)
            terminal.sees(words)


def test_a_dashboard_whose_terminal_takes_nothing_ends_when_it_is_told_to() -> None:
    terminal = PseudoTerminal([sys.executable, "-c", PROGRAM], *MORE_THAN_A_TERMINAL_HOLDS)
    terminal.sees("Form due in")
    terminal.type(b"L")  # all of the screen is drawn, and nobody reads it any more
    select.select([terminal.master], [], [])
    terminal.program.send_signal(signal.SIGTERM)
    assert terminal.program.wait(PATIENCE_SECONDS) is not None
    terminal.close()


def test_a_terminal_that_was_not_read_for_a_while_shows_how_things_stand_then(
    terminal: PseudoTerminal,
) -> None:
    terminal.sees("Form due in")
    for key in b"2313" * 60:
        terminal.type(bytes([key]))
    terminal.type(b"L")
    terminal.sees("Caller's name")
    terminal.type(b"\x1b")
    terminal.sees("Needs attention")
    terminal.until(lambda: not any("Caller's name" in line for line in terminal.lines))


def test_what_is_typed_in_the_breath_of_page_down_lands_in_the_part_that_it_goes_to(
    terminal: PseudoTerminal,
) -> None:
    terminal.sees("Form due in")
    terminal.type(b"L")
    terminal.sees("Caller's name")
    page_down = b"\x1b[6~"
    terminal.type(b"Sam" + page_down + b"Rory\tVane\t3 4 15" + page_down + b"Bruised.")
    terminal.sees("Bruised.")
    terminal.sees("3 April 2015")
    words = {tuple(line.split()) for line in terminal.lines}
    assert {("Caller's", "name", "Sam"), ("Forename", "Rory"), ("Surname", "Vane"), ("Bruised.",)} <= words


def test_what_is_pasted_is_no_key_and_shows_as_text_with_marks(terminal: PseudoTerminal) -> None:
    terminal.sees("Form due in")
    words = "Ann \x1b]52;c;aGVsbG8=\x07 L\nF8\x1b[31mtwo\u202e"
    terminal.type(f"\x1b[200~{words}\x1b[201~".encode())
    terminal.type(b"\x1b[27;5;99;1~")  # and no key is one that nobody knows
    terminal.type(b"F")
    terminal.sees("Find which record")
    terminal.type(f"\x1b[200~{words}\x1b[201~".encode())
    terminal.sees("Ann ␛]52;c;aGVsbG8=␇ L F8␛[31mtwo⟨U+202E⟩")
    assert b"\x1b]52" not in terminal.bytes


def test_a_narrative_takes_a_pasted_text_whole_and_clean(terminal: PseudoTerminal) -> None:
    terminal.sees("Form due in")
    terminal.type(b"L")
    terminal.sees("Caller's name")
    terminal.type(b"\x1b[6~\x1b[6~")
    terminal.type("\x1b[200~He said:\n\x1b]52;c;aGk=\x07“no”\x1b[201~".encode())
    terminal.sees("␛]52;c;aGk=␇“no”")
    terminal.sees("He said:")
    assert b"\x1b]52" not in terminal.bytes


TITLED = """
from contextlib import nullcontext
from ingest.clock import SetClock
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON
from tui.app import DutyApp
DutyApp(lambda: nullcontext(busy_desk()), SetClock(NOON), lock_minutes=0, titled=True).run()
"""


@pytest.mark.parametrize("kind", ["xterm-256color", "linux"])
def test_the_terminals_title_tells_how_many_are_overdue_and_is_given_back(kind: str) -> None:
    terminal = PseudoTerminal([sys.executable, "-c", TITLED], 80, 24, {"TERM": kind})
    try:
        terminal.sees("Form due in")
        if kind == "linux":  # a console has none, and would show it
            terminal.sees("awaiting")
            terminal.rest()
            assert b"\x1b]2;" not in terminal.bytes
            return
        terminal.until(lambda: terminal.screen.title == "1 OVERDUE, MASH duty desk")
        assert terminal.bytes.count(b"\x1b[22;0t") == 1
        terminal.type(b"q")
        terminal.until(lambda: terminal.program.poll() is not None and b"\x1b[?1049l" in terminal.bytes)
        assert b"\x1b]2;\x1b\\\x1b[23;0t" in terminal.bytes
        assert terminal.bytes.count(b"\x1b[23;0t") == 1
    finally:
        terminal.close()
