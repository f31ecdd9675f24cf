"""Every question and screen in a real pseudo-terminal, with a stranger's words in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pseudo_terminal import ROOT, PseudoTerminal
from tests.screens.hostile_desk import PROGRAM

LISTS = {b"1": "Form due in", b"2": "Decision due in", b"3": "Subject"}
# Each question and screen: on which list, whether of the record that was opened, the keys that open it, and the
# words that tell that it is there.
SCREENS = (
    (b"1", False, b"?", "At the right"), (b"1", False, b"\x10", "Search for commands"),
    (b"1", False, b"c", "Why does"), (b"1", False, b"t", "Enter copies it"), (b"1", False, b"i", "Note on"),
    (b"1", False, b"R", "How urgent"), (b"1", True, b"E", "Caller's name"), (b"1", False, b"F", "Find which record"),
    (b"1", False, b"7", "compare before"), (b"1", False, b"H", "Shift handover"), (b"1", False, b"I", "Forms within"),
    (b"1", False, b"L", "Log a call"), (b"1", False, b" c", "Close this record?"), (b"1", False, b"K", "Which of the lists"),
    (b"2", True, b"r", "Why does this form"), (b"2", True, b"o", "What was decided"), (b"2", True, b"l", "Link to which"),
    (b"2", True, b"s", "Does form"), (b"2", True, b"M", "corrected copy of which"),
    (b"3", False, b"d", "nothing more?"), (b"3", False, b"f", "Relationship"), (b"3", False, b"w", "Email 2"),
    (b"3", False, b"e", "An email contact"),
)  # fmt: skip
LONG = "Zoë 👩‍👩‍👧 字" * 1_000


@pytest.mark.timeout(600)
@pytest.mark.parametrize("words", ["CONTROLS + UNSEEN + EVERY", "LONG", "MARKUP + chr(10) + MARKUP"])
def test_every_question_and_screen_keeps_its_shape_whatever_a_record_says(words: str) -> None:
    program = PROGRAM.replace("CONTROLS + UNSEEN + EVERY))", f"{words}))").replace(
        "import CONTROLS, EVERY, UNSEEN", "import CONTROLS, EVERY, MARKUP, UNSEEN"
    )
    opened = PseudoTerminal([sys.executable, "-c", f"LONG = {LONG!r}\n{program}"], 100, 30)
    try:
        opened.sees("Form due in")
        for view, of_record, keys, shown in SCREENS:
            if view != b"1":
                turn_to(opened, view)
            if of_record:
                opened.type(b"\r")
                opened.sees("Phone contact" if view == b"1" else "Calls that it may answer")
            opened.type(keys)
            opened.sees(shown)
            while shown in opened.text or "1 of 1" not in opened.text:
                opened.type(b"\x1b")
                opened.rest()
            turn_to(opened, b"1")
            opened.until(lambda: opened.lines[-1].endswith("? Help  q Quit"))
        assert opened.program.poll() is None
        reached = re.sub(rb"\x1b\]22;[a-z-]+\x07", b"", opened.bytes)
        assert b"\x1b]" not in reached
    finally:
        opened.close()


def turn_to(terminal: PseudoTerminal, view: bytes) -> None:
    """Show a list, and wait for its rows."""
    terminal.type(view)
    terminal.rest()
    terminal.sees(LISTS[view])
    terminal.sees("1 of 1")


@pytest.mark.parametrize(("key", "shown"), [(b"f", "Relationship"), (b"e", "An email contact")])
def test_the_email_beside_what_is_keyed_from_it_reaches_the_terminal(key: bytes, shown: str) -> None:
    terminal = PseudoTerminal([sys.executable, "-c", PROGRAM], 160, 45)
    try:
        terminal.sees("Form due in")
        turn_to(terminal, b"3")
        terminal.type(key)
        terminal.sees(shown)
        terminal.sees("▏ Email 2")
    finally:
        terminal.close()


def test_keys_that_are_pressed_as_soon_as_the_first_rows_stand_are_heeded_on_the_whole_board_in_any_locale(
    tmp_path: Path,
) -> None:
    config = tmp_path / "mash.toml"
    mash = [sys.executable, "-P", "-m", "tui", "--config", str(config)]
    config.write_text('[database]\nurl = "sqlite:///desk.db"\n', encoding="utf-8")
    subprocess.run([*mash, "database", "upgrade"], check=True, cwd=ROOT, capture_output=True)
    ascii_only = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal = PseudoTerminal([*mash, "desk"], 160, 45, ascii_only)
    try:
        terminal.sees("Form due in ▾")
        terminal.type(b"/Kbq")  # each would be an act but in the filter
        terminal.until(lambda: terminal.lines[-2].strip() == "Kbq")
        terminal.sees("Enter Keep the filter")
        assert "●" in terminal.text
        assert terminal.program.poll() is None
    finally:
        terminal.close()


def test_a_letter_that_comes_in_two_pieces_is_one_letter() -> None:
    terminal = PseudoTerminal([sys.executable, "-c", PROGRAM], 120, 40)
    try:
        terminal.sees("Form due in")
        terminal.type(b"F")
        terminal.sees("Find which record?")
        for piece in (b"\xc3", b"\xa9", b"t\xc3", b"\xa9"):
            terminal.type(piece)
            terminal.rest()
        terminal.sees("été")
    finally:
        terminal.close()


def test_a_fault_leaves_a_clean_terminal_and_one_sentence() -> None:
    faulty = PROGRAM.replace("app.run()", "app.call_later(lambda: 1 / 0)\napp.run()")
    opened = PseudoTerminal([sys.executable, "-c", faulty], 120, 40)
    try:
        opened.until(lambda: opened.program.poll() is not None)
        opened.rest()
        assert opened.program.returncode == 1
        after = opened.bytes.rpartition(b"\x1b[?1049l")[2].decode()
        assert "The dashboard stopped because of a fault in it." in " ".join(after.split())
        assert "Traceback" not in after
        assert "aGVsbG8" not in after
        # The cursor, the mouse and pasting are the shell's again.
        for mode in (b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
            assert mode in opened.bytes
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        # The board stands already where this is found.
        ("[desk]\nlock_minuets = 3", "unknown setting desk.lock_minuets: did you mean lock_minutes?"),
        ("[clocks]\nfollow_up_hours = -3", "clocks.follow_up_hours: input should be greater than 0"),
        ('[desk]\ntheme = "mash-lihgt"', "there is no theme mash-lihgt: there are mash-dark, mash-light,"),
        ('[keys]\nlog_call = "ctrl+m"', "[keys] log_call: terminals take ctrl+m for Enter"),
    ],
)
def test_settings_that_cannot_be_used_leave_a_clean_terminal_and_one_sentence(
    wrong: str, sentence: str, tmp_path: Path
) -> None:
    config = tmp_path / "mash.toml"
    mash = [sys.executable, "-P", "-m", "tui", "--config", str(config)]
    config.write_text('[database]\nurl = "sqlite:///desk.db"\n', encoding="utf-8")
    subprocess.run([*mash, "database", "upgrade"], check=True, cwd=ROOT, capture_output=True)
    with config.open("a", encoding="utf-8") as file:
        file.write(wrong)
    opened = PseudoTerminal([*mash, "desk"], 160, 45)
    try:
        opened.until(lambda: opened.program.poll() is not None)
        opened.rest()
        assert opened.program.returncode == 2
        after = opened.bytes.rpartition(b"\x1b[?1049l")[2].decode()
        said = re.sub(r"\x1b\[[?<>\d;]*[A-Za-z]", "", after).strip()
        assert said.startswith("mash: ")
        assert sentence in said
        assert len(said.splitlines()) == 1
        # What the board set in the terminal is taken back.
        for on, off in ((b"?25l", b"?25h"), (b"?1000h", b"?1000l"), (b"?2004h", b"?2004l"), (b"?7l", b"?7h")):
            assert opened.bytes.rfind(b"\x1b[" + on) <= opened.bytes.rfind(b"\x1b[" + off)
    finally:
        opened.close()


def test_without_colours_ink_and_ground_are_the_terminals_own_and_a_choice_is_turned_round() -> None:
    terminal = PseudoTerminal([sys.executable, "-c", PROGRAM], 120, 40, {"NO_COLOR": "1", "COLORTERM": ""})
    try:
        terminal.sees("OVERDUE")
        terminal.type(b"R")
        terminal.sees("Amber")
        terminal.type(b"j")
        turned_round = b"7;39;49m"  # in bold or not
        terminal.until(lambda: terminal.bytes[: terminal.bytes.rindex(b"Red")].endswith(turned_round))
        told = {
            int(one) for some in re.findall(rb"\x1b\[([\d;]+)m", terminal.bytes) for one in some.split(b";")
        }
        assert told <= {0, 1, 2, 3, 4, 7, 39, 49}  # weight, lines, turned round; never a colour
    finally:
        terminal.close()


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_cannot_be_drawn_on_is_told_of_the_plain_lines(kind: str) -> None:
    opened = PseudoTerminal([sys.executable, "-P", "-m", "tui", "desk"], 100, 30, {"TERM": kind})
    try:
        opened.until(lambda: opened.program.poll() is not None)
        opened.rest()
        said = f"mash: this terminal (TERM={kind}) cannot be drawn on: use `mash list` and `mash show` in it"
        assert opened.bytes.decode().strip() == said
        assert opened.program.returncode == 2
    finally:
        opened.close()
