"""The terminal's driver, which ends the desk when its terminal is gone, and never waits for one that takes nothing.

Textual's own goes on reading an ended input for ever, at full load, and its writes hold everything up.
"""

from __future__ import annotations

import os
import selectors
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste

from tui.first_frame import ENTER
from tui.terminal_input import ESC, Arriving, Whole, known_to
from tui.terminal_output import Outgoing

if TYPE_CHECKING:
    from io import TextIOWrapper

    from tui.app import DutyApp

LAST_MOMENT_SECONDS = 3.0
LAST_ANSWER_SECONDS = 20.0
READ_AT_ONCE = 4096
_TITLE = "\x1b]2;{}\x1b\\"
_KEEP_TITLE, _TITLE_BEFORE = "\x1b[22;0t", "\x1b[23;0t"
_UNTITLED = frozenset({"linux"})  # a console has no title, and shows what it does not know


class EndingDriver(LinuxDriver):
    """Reads the terminal's input; at its end, or if it fails, the app is told and ended."""

    def __init__(self, app: DutyApp, **given: Any) -> None:
        super().__init__(app, **given)
        stream = self._file
        assert stream is not None  # the command sees that there is a terminal
        self._output = Outgoing(
            stream.fileno(),
            app.clock.monotonic,
            caught_up=lambda: app.hear(app.draw_what_was_left_out),
            gone=self._tell_the_app,
        )
        self._file = cast("TextIOWrapper", self._output)
        self._title: str | None = None

    def is_behind(self) -> bool:
        """Whether the terminal has not taken yet what was drawn before; if so, the app is told when it has."""
        return self._output.is_behind()

    def close(self) -> None:
        """Leave the terminal, once it has taken what restores it: not for one that takes nothing."""
        super().close()
        if not self._output.drain(LAST_MOMENT_SECONDS):
            self._end_at_the_latest()  # whatever is still to be said would wait for ever

    def entitle(self, words: str) -> None:
        """Give the terminal a title, and keep the one that it has, where it can, until it is left."""
        if words != self._title and os.environ.get("TERM", "") not in _UNTITLED:
            self.write(("" if self._title else _KEEP_TITLE) + _TITLE.format(words))
            self._title = words

    def stop_application_mode(self) -> None:
        if self._title is not None:
            # Emptied first: a terminal that kept no title would go on telling what is overdue no longer.
            self.write(_TITLE.format("") + _TITLE_BEFORE)
            self._title = None
        super().stop_application_mode()

    def start_application_mode(self) -> None:
        """Set the terminal up: at the start, and when a stopped program goes on. Of one that was stopped
        without being asked nothing was taken down: a second thread would take every other key."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self.stop_application_mode()
            self.close()
        cast("DutyApp", self._app).terminal_is_new()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's driver

    def write(self, data: str) -> None:
        frame = cast("DutyApp", self._app).frame
        if frame is not None and data == ENTER:
            stood = frame.stands
            frame.hand_over()
            if stood:
                return  # the first rows stand there, and stay until the board is drawn over them
        super().write(data)

    def run_input_thread(self) -> None:
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        arriving = Arriving(known_to(parser))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    data = _read(self.fileno)
                    if not data:
                        self._tell_the_app()
                        return
                    # Of a letter of several bytes the first may come alone.
                    for whole in arriving.take(decode(data)):
                        self._hear(parser, whole)
                else:
                    for key in arriving.rest():
                        self._hear(parser, key)
                for message in parser.tick():
                    self.process_message(message)

    def _hear(self, parser: XTermParser, whole: Whole) -> None:
        if isinstance(whole, Paste):
            self.process_message(whole)
        elif whole == ESC:
            # It has been waited for what might have followed already.
            self.process_message(Key("escape", ESC))
        elif whole:  # to the parser no text at all is the end of the input
            for message in parser.feed(whole):
                self.process_message(message)

    def _tell_the_app(self) -> None:
        self._end_at_the_latest()
        self._app.call_later(cast("DutyApp", self._app).end_without_terminal)

    def _end_at_the_latest(self) -> None:
        end_at_the_latest(cast("DutyApp", self._app).line.finish)


def _read(fileno: int) -> bytes:
    try:
        return os.read(fileno, READ_AT_ONCE)
    except OSError:
        return b""


def end_at_the_latest(finish: Callable[[float], bool]) -> None:
    """End the process soon, whatever is still stuck writing to a terminal that is gone; but not before
    `finish` has waited for what was asked of the desk, at most so many seconds."""

    def end() -> None:
        finish(LAST_ANSWER_SECONDS)
        os._exit(1)

    last = threading.Timer(LAST_MOMENT_SECONDS, end)
    last.daemon = True
    last.start()
