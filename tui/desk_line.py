"""The one thread that speaks to the desk, so that the screen never waits.

    screen -- look, ask --> [queue] --> thread --> desk
    screen <-- Board, answers, trouble -- (posted to the app's own loop)

The thread looks at `desk.changes()` a few times a second. When something changed, when the
screen looks elsewhere, or when some seconds have passed (counts move with time alone), it
takes one frozen `Board` and hands it over.

The thread opens the desk too: what the desk is made of takes longer to load than the screen, which
need not wait for it. What the first board can do without, such as matching, is set up after it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from queue import Empty, SimpleQueue
from typing import Any, Protocol, TypeVar

from ingest.clock import Clock
from ingest.duty_desk import DutyDesk
from ingest.errors import MashError
from ingest.views import AS_IT_COMES, Arrangement, Counts, Row, View, Window, WorkerHealth

T = TypeVar("T")
OpenDesk = Callable[[], AbstractContextManager[DutyDesk]]
log = logging.getLogger(__name__)
POLL_SECONDS = 0.15
RECOUNT_SECONDS = 5.0
OVERDUE_SECONDS = 30.0
OVERDUE_PAGE = 500
OVERDUE_AT_MOST = 2000
# Loaded by the thread once the board stands, so that the first key that opens one need not wait for it.
OPENED_BY_KEYS = (
    "tui.screens.asking",
    "tui.screens.log_call",
    "tui.screens.key_form",
    "tui.screens.find_record",
    "tui.screens.message_text",
    "tui.screens.child_history",
    "tui.screens.compare",
    "tui.widgets.form_lines",
    "tui.widgets.waterfall",
    "tui.widgets.around_lines",
)


@dataclass(frozen=True, slots=True)
class Look:
    """What the screen is looking at: which rows of which view, and the record under its cursor.
    `passing` while the words are being typed."""

    view: View = View.AWAITING
    text: str = ""
    offset: int = 0
    limit: int = 200
    key: str | None = None
    arranged: Arrangement = AS_IT_COMES
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Overdue:
    """The contacts whose form is overdue, and those of which a statutory clock ran out: the most overdue first."""

    forms: tuple[Row, ...]
    clocks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One frozen snapshot. `position` is where `look.key` stands now, `None` if it has left.

    `window` is `None` where nothing in it can have changed. `overdue` is `None` where it was not looked at
    this time. `asked` tells whether the screen looked
    elsewhere, or the rows come by themselves.
    """

    look: Look
    at: datetime
    counts: Counts
    health: WorkerHealth
    window: Window | None
    position: int | None
    overdue: Overdue | None
    asked: bool = True


class Screenside(Protocol):
    """What the thread needs of the app: to run a call on its loop, while there is a board."""

    def hear(self, callback: Callable[..., None], *args: Any) -> None: ...
    def show_board(self, board: Board) -> None: ...
    def show_trouble(self, sentence: str) -> None: ...
    def show_unprepared(self, sentence: str) -> None: ...
    def end_without_desk(self, error: Exception) -> None: ...


class DeskLine:
    """The thread and its queue. Made and used by the app alone.

    `open_desk` is entered and left on the thread; if it fails the app is told, and the thread ends.
    """

    def __init__(self, open_desk: OpenDesk, clock: Clock, app: Screenside) -> None:
        self._open_desk = open_desk
        self._desk: DutyDesk
        self._clock = clock
        self._app = app
        self._prepared = False
        self._loading = True
        self._stopping = False
        # The first is counted by the app's thread alone, the second by the desk's alone.
        self._asked = 0
        self._done = 0
        self._waiting_since = 0.0
        self._look = Look()
        self._look_asked = threading.Event()
        self._questions: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="desk-line", daemon=True)
        self._seen_number: int | None = None
        self._counted_at = float("-inf")
        self._overdue_counts: tuple[int, int] | None = None
        self._overdue_at = float("-inf")
        self._counts: Counts | None = None
        self._health: WorkerHealth | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Have the thread end once what was asked before has been answered."""
        self._stopping = True
        self._questions.put(None)

    def wait(self, seconds: float) -> bool:
        """Wait until the thread has ended, at most so long; whether it has."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def finish(self, seconds: float) -> bool:
        """Wait until all that was asked has been done, at most so long; whether it has. Nobody waits for
        what is still being loaded where nothing was asked of it: the process may end in the midst of it."""
        if self._loading and self._asked == self._done:
            return True
        self.wait(seconds)
        return self._asked == self._done

    @property
    def seconds_waited(self) -> float:
        """Since when something that was asked has not been done; nought where all has."""
        return self._clock.monotonic() - self._waiting_since if self._asked != self._done else 0.0

    def look(self, look: Look) -> None:
        """Look elsewhere; a `Board` of it follows at once."""
        self._look = look
        self._look_asked.set()
        self._questions.put(_nothing)

    def ask(
        self,
        question: Callable[[DutyDesk], T],
        answer: Callable[[T], None],
        refused: Callable[[MashError], None],
    ) -> None:
        """Have `question` put to the desk; `answer` or `refused` is called on the app's loop."""
        if self._asked == self._done:
            self._waiting_since = self._clock.monotonic()
        self._asked += 1

        def put() -> None:
            self._put(question, answer, refused)
            self._done += 1

        self._questions.put(put)

    def ask_for_the_screen(
        self,
        question: Callable[[DutyDesk], T],
        answer: Callable[[T], None],
        refused: Callable[[MashError], None],
    ) -> None:
        """The same for what only the screen needs: once the dashboard ends it is not asked any more."""
        self._questions.put(lambda: None if self._stopping else self._put(question, answer, refused))

    def _put(
        self,
        question: Callable[[DutyDesk], T],
        answer: Callable[[T], None],
        refused: Callable[[MashError], None],
    ) -> None:
        try:
            self._app.hear(answer, question(self._desk))
        except MashError as error:
            self._app.hear(refused, error)
        except Exception as error:  # noqa: BLE001  an act that failed must be told to whoever asked for it
            log.error("the desk failed: %s", type(error).__name__)
            self._app.hear(refused, MashError(_failed(error)))

    def _run(self) -> None:
        with ExitStack() as opened:
            try:
                self._desk = opened.enter_context(self._open_desk())
            except Exception as error:  # noqa: BLE001  the dashboard ends with it, and says why
                self._app.hear(self._app.end_without_desk, error)
                return
            finally:
                self._loading = False
            self._answer()

    def _answer(self) -> None:
        while True:
            try:
                question = self._questions.get(timeout=POLL_SECONDS)
            except Empty:
                question = _nothing
            if question is None:
                return
            self._safely(question)
            if self._questions.empty():
                self._safely(self._poll)
                self._prepare()

    def _safely(self, step: Callable[[], None]) -> None:
        # Whatever the desk does, the board must say so and go on: an exception's text may
        # hold a record's words, so only its class is told.
        try:
            step()
        except MashError as error:
            self._say_trouble(error.sentence)
        except Exception as error:  # noqa: BLE001  the board says that it is stale, and tries again
            log.error("the board cannot be read: %s", type(error).__name__)
            self._say_trouble(_failed(error))

    def _say_trouble(self, sentence: str) -> None:
        self._seen_number = None
        self._look_asked.set()
        self._app.hear(self._app.show_trouble, sentence)

    def _prepare(self) -> None:
        """Set up what the first board did without; what is wrong with it is told before it is needed."""
        if self._prepared or self._counts is None:
            return
        self._prepared = self._loading = True
        try:
            for screen in OPENED_BY_KEYS:
                import_module(screen)
            self._desk.prepare()
        except Exception as error:  # noqa: BLE001  told on the board before it is needed
            sentence = error.sentence if isinstance(error, MashError) else _failed(error)
            self._app.hear(self._app.show_unprepared, sentence)
        finally:
            self._loading = False

    def _poll(self) -> None:
        # Cleared only where it was seen, and before the look is read: one that is asked for
        # between these lines is never lost.
        asked = self._look_asked.is_set()
        if asked:
            self._look_asked.clear()
        look, number = self._look, self._desk.changes()
        changed = number != self._seen_number
        stale = self._clock.monotonic() - self._counted_at >= RECOUNT_SECONDS
        if not (changed or asked or stale):
            return
        board = self._snapshot(look, recount=stale or changed, changed=changed, asked=asked)
        self._seen_number = number
        self._app.hear(self._app.show_board, board)

    def _snapshot(self, look: Look, *, recount: bool, changed: bool, asked: bool) -> Board:
        now, before = self._clock.now(), self._counts
        recount = recount or self._counts is None or self._health is None
        counts, health = self._counted(now, recount=recount)
        overdue = self._overdue(now, counts) if recount and self._overdue_due(counts) else None
        if not (changed or asked) and counts == before:
            # Time alone has passed: the rows say what they said, and the screen knows the time.
            return Board(look, now, counts, health, None, None, overdue, asked=False)
        position = None
        if look.key is not None:
            position = self._desk.position(look.view, look.key, text=look.text, arranged=look.arranged)
        window = self._desk.window(
            look.view,
            now,
            offset=look.offset,
            limit=look.limit,
            text=look.text,
            arranged=look.arranged,
            passing=look.passing,
        )
        return Board(look, now, counts, health, window, position, overdue, asked=asked)

    def _counted(self, now: datetime, *, recount: bool) -> tuple[Counts, WorkerHealth]:
        if recount or self._counts is None or self._health is None:
            self._counts, self._health = self._desk.counts(now), self._desk.health(now)
            self._counted_at = self._clock.monotonic()
        return self._counts, self._health

    def _overdue_due(self, counts: Counts) -> bool:
        # Which contacts are overdue is asked when their number moves, and now and then in case
        # one came as another went: asking for thousands each time would load the desk.
        passed = self._clock.monotonic() - self._overdue_at
        number = (counts.overdue, counts.clocks_overdue)
        if number == self._overdue_counts and passed < OVERDUE_SECONDS:
            return False
        self._overdue_counts, self._overdue_at = number, self._clock.monotonic()
        return True

    def _overdue(self, now: datetime, counts: Counts) -> Overdue:
        return Overdue(
            self._overdue_of(View.AWAITING, now, counts.overdue),
            self._overdue_of(View.CLOCKS, now, counts.clocks_overdue),
        )

    def _overdue_of(self, view: View, now: datetime, count: int) -> tuple[Row, ...]:
        rows: list[Row] = []
        for offset in range(0, min(count, OVERDUE_AT_MOST), OVERDUE_PAGE):
            window = self._desk.window(view, now, offset=offset, limit=OVERDUE_PAGE)
            rows += [row for row in window.rows if row.due_at is not None and row.due_at <= now]
        return tuple(rows)


def _failed(error: Exception) -> str:
    return f"The desk failed ({type(error).__name__}): see the log."


def _nothing() -> None:
    """Wake the thread, no more."""
