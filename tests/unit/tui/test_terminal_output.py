"""What is written to a terminal never makes the writer wait."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from tests.pseudo_terminal import PATIENCE_SECONDS
from tui.terminal_output import BEHIND_SECONDS, Outgoing

MORE_THAN_A_PIPE_HOLDS = 1_000_000


class Pipe:
    """Takes what is written until it is full; `moments` is what the clock says."""

    def __init__(self) -> None:
        self.reads, self.writes = os.pipe()
        self.moment = 0.0
        self.caught_up, self.gone = threading.Event(), threading.Event()
        self.out = Outgoing(self.writes, lambda: self.moment, self.caught_up.set, self.gone.set)

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += os.read(self.reads, count - len(taken))
        return taken


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    os.close(made.reads)
    if not made.gone.is_set():
        os.close(made.writes)


def test_what_is_written_comes_whole_and_in_order_and_nobody_waits_for_it(pipe: Pipe) -> None:
    pieces = ["a" * MORE_THAN_A_PIPE_HOLDS, "größer", "", "\ud800", "b"]
    for piece in pieces:
        pipe.out.write(piece)
    expected = "".join(pieces).encode("utf-8", "backslashreplace")
    assert pipe.take(len(expected)) == expected
    assert pipe.out.drain(PATIENCE_SECONDS)


def test_a_terminal_that_takes_nothing_is_behind_after_a_moment_and_says_when_it_has_caught_up(
    pipe: Pipe,
) -> None:
    pipe.out.write("a" * MORE_THAN_A_PIPE_HOLDS)
    assert not pipe.out.is_behind()
    pipe.moment = 2 * BEHIND_SECONDS
    assert pipe.out.is_behind()
    assert not pipe.out.drain(0)
    pipe.take(MORE_THAN_A_PIPE_HOLDS)
    assert pipe.caught_up.wait(PATIENCE_SECONDS)
    assert not pipe.out.is_behind()


def test_a_terminal_that_another_program_made_refuse_to_wait_is_written_to_all_the_same(pipe: Pipe) -> None:
    os.set_blocking(pipe.writes, False)
    pipe.out.write("a" * MORE_THAN_A_PIPE_HOLDS)
    assert pipe.take(MORE_THAN_A_PIPE_HOLDS) == b"a" * MORE_THAN_A_PIPE_HOLDS


def test_a_terminal_that_is_gone_is_told_once_and_holds_nobody_up() -> None:
    made = Pipe()
    os.close(made.reads)
    made.out.write("nobody reads this")
    assert made.gone.wait(PATIENCE_SECONDS)
    made.out.write("nor this")
    assert made.out.drain(0)
    os.close(made.writes)
