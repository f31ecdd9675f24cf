"""The dashboard's app: it owns the clock's tick, the line to the desk, and the way out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._context import active_message_pump
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.widget import Widget

from ingest.clock import Clock
from ingest.views import Counts, SavedFilter, Window
from tui.commands import DeskCommands
from tui.covering import Covering
from tui.desk_line import Board, DeskLine, OpenDesk, Overdue
from tui.first_frame import FirstFrame
from tui.live_keys import in_groups, printed
from tui.no_colours import WithoutColours
from tui.overdue import OverdueSoFar
from tui.screens.board import BoardScreen
from tui.screens.drafts import DraftFolder, Drafts, KeepsDraft
from tui.screens.on_duty import OnDuty
from tui.screens.over import Help, KeyHelp
from tui.sparing import SparingUpdate, Written
from tui.terminal import EndingDriver, end_at_the_latest
from tui.themes import ANSI_THEMES, CHOSEN, TERMINALS_OWN, THEMES
from tui.times import span
from tui.title import title
from tui.widgets.strips import HealthLine

STALE_SECONDS = 20.0
TICK_SECONDS = 1.0
SAID_AT_MOST = 200
SET_BACK = timedelta(minutes=1)  # less is a machine that keeps its time
CRASHED = (
    "The dashboard stopped because of a fault in it. Everything that was saved is safe; a call that "
    "was being typed is kept as a draft. Start it again with `mash desk`."
)
log = logging.getLogger(__name__)


class DutyApp(Covering):
    """The duty desk's dashboard. `open_desk` is used once the board's frame is on the screen: if it fails,
    the app ends, and `failure` is why.

    `lock_minutes` of no key or mouse cover the board (0: never). `draft` is a file for the
    call that is being typed. With `read_only` nothing can be changed. `keymap` holds keys of the
    officer's own (see `tui.keys`); `titled`: the terminal's title tells how many are overdue; with a `passphrase_hash` the cover asks for the passphrase.
    `first` are the first rows, where they are known before the desk is open; counts come with the desk. The
    `frame` in which they stand on the terminal already stays until the board is drawn over it.
    """

    TITLE = "MASH duty desk"
    CSS_PATH = "app.tcss"
    COMMANDS = {DeskCommands}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+p", "command_palette", "All commands", show=False),
        # Heeded before a question that lies on top: it has names in it too.
        Binding("ctrl+l", "lock", "Cover the board", show=False, priority=True),
        Binding("f1", "keys", "Help: these keys", show=False),
    ]

    def __init__(
        self,
        open_desk: OpenDesk,
        clock: Clock,
        *,
        read_only: bool = False,
        draft: Path | None = None,
        lock_minutes: float = 15,
        theme: str | None = None,
        titled: bool = False,
        keymap: Mapping[str, str] | None = None,
        passphrase_hash: str | None = None,
        first: Window | None = None,
        frame: FirstFrame | None = None,
    ) -> None:
        super().__init__(passphrase_hash)
        self.frame = frame
        self.set_keymap(dict(keymap or {}))
        self._written = Written()
        self._no_colours = WithoutColours()
        self.titled = titled
        self._counts: Counts | None = None
        self._first = first
        self.clock = clock
        self.read_only = read_only
        self._draft_folder = DraftFolder(draft)
        self.drafts = self._draft_folder.of_call
        self.kept_looks: tuple[SavedFilter, ...] = ()
        self.private = False
        self.muted = False
        self.said: deque[tuple[datetime, str]] = deque(maxlen=SAID_AT_MOST)
        self.line = DeskLine(open_desk, clock, self)
        self.failure: Exception | None = None
        self._board_screen: BoardScreen | None = None
        self._filled = False
        self._overdue = OverdueSoFar()
        self._heard_at = clock.monotonic()
        self._latest = clock.now()
        self._touched_at = clock.monotonic()
        self._lock_seconds = lock_minutes * 60
        for offered in (*THEMES, *ANSI_THEMES):
            self.register_theme(offered)
        self.offered_themes = (*(offered.name for offered in THEMES), *TERMINALS_OWN)
        usual = TERMINALS_OWN[0] if self.no_color else self.offered_themes[0]
        self.theme = theme if theme in self.offered_themes else usual
        # Else the styles would be read in Textual's own colours, the board drawn, and both done anew.
        self._next_callbacks.clear()
        self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Where no colours are wanted: none of the terminal's own, greys of a theme that was chosen. Textual
        settles once which it is, and wrote black on black where a theme was chosen later."""
        filters = super().get_line_filters()
        if not (self.no_color and self.native_ansi_color):
            return filters
        return [self._no_colours if isinstance(one, Monochrome | NoColor) else one for one in filters]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {CHOSEN: "ansi_default"}

    def get_driver_class(self) -> type[Driver]:
        return EndingDriver

    def drafts_of(self, key: str) -> Drafts:
        """What was typed about one record and not saved yet."""
        return self._draft_folder.of(key)

    def recall_kept_looks(self) -> None:
        """Ask the desk which looks at lists this officer keeps."""

        def recalled(kept: Sequence[SavedFilter]) -> None:
            self.kept_looks = tuple(kept)

        self.line.ask_for_the_screen(lambda desk: desk.saved_filters(), recalled, lambda _: None)

    @property
    def board(self) -> BoardScreen:
        """The board, whatever covers it."""
        if self._board_screen is None:
            self._board_screen = BoardScreen(self.clock.now())
        return self._board_screen

    def return_to_board(self) -> None:
        """Leave whatever stands over the board."""
        while isinstance(self.screen, OnDuty) and self.screen is not self.board:
            self.screen.dismiss(None)

    def get_default_screen(self) -> BoardScreen:
        return self.board

    def on_mount(self) -> None:
        self.set_interval(TICK_SECONDS, self._tick)
        self._heed_signals()

    def on_unmount(self) -> None:
        self.line.stop()

    def board_ready(self) -> None:
        """The board is on the screen: fill it."""
        self._filled = True
        self.fly_flags()
        self.call_after_refresh(self.take_keys)
        if self._first is None:
            self._open_desk()
            return
        self.board.show_first(self._first)
        # Loading the desk would slow the first rows down.
        self.call_after_refresh(self._open_desk)

    def _open_desk(self) -> None:
        # The first board tells which calls are overdue already: it must find somebody to hear it.
        self.line.start()
        self.line.ask_for_the_screen(lambda desk: desk.actor, self.board.sign, lambda _: None)
        self.recall_kept_looks()
        self.board.look_again()

    def on_notify(self, event: Notify) -> None:
        """Let a notice stand from now on: on a busy machine it would pass before it was ever shown."""
        said = event.notification
        self.said.append((self.clock.now(), said.message))
        event.notification = Notification(said.message, said.title, said.severity, said.timeout, said.markup)

    # What comes in.

    def hear(self, callback: Callable[..., None], *args: Any) -> None:
        """Run `callback` on the app's loop, if the board is still there then. From any thread."""
        # Once the app has ended its loop is closed, and nobody is left to hear.
        with contextlib.suppress(RuntimeError):
            self.call_later(self._heard, callback, args)

    def _heard(self, callback: Callable[..., None], args: tuple[Any, ...]) -> None:
        if self.board.is_whole and not self._exit:
            callback(*args)

    def show_board(self, board: Board) -> None:
        self._heard_at = self.clock.monotonic()
        if not self.board.is_whole:
            return
        self.board.show_board(board)
        self._counts = board.counts
        self._entitle()
        if board.overdue is not None:
            self._announce_overdue(board.overdue, board.at)

    def show_trouble(self, sentence: str) -> None:
        self._heard_at = self.clock.monotonic()
        if self.board.is_whole:
            self.board.show_trouble(sentence)
            self._entitle()

    def show_unprepared(self, sentence: str) -> None:
        """Say until it is put away that something is wrong which the board itself can do without."""
        self.board.announce(f"‼ {sentence}.  x puts this away")

    def end_without_desk(self, error: Exception) -> None:
        """End: there is nothing to show. What was wrong is left in `failure`."""
        self.failure = error
        self.exit(return_code=1)

    def _entitle(self) -> None:
        """Tell in the terminal's title, which is seen while something else is in front, what waits."""
        if self.titled and isinstance(self._driver, EndingDriver):
            self._driver.entitle(title(self._counts, self.board.query_one(HealthLine).is_well))

    def _announce_overdue(self, overdue: Overdue, now: datetime) -> None:
        told = self._overdue.new(overdue, now)
        if told:
            self.board.announce(f"‼ {told}, x puts this away")
            if not self.muted:
                self.bell()

    def _tick(self) -> None:
        if not self.board.is_whole:
            return
        now = self.clock.now()
        self.board.tick(now, self.line.seconds_waited)
        if now < self._latest - SET_BACK:
            back = span(self._latest - now)
            self.board.announce(
                f"‼ This machine's clock was set back by {back}: is it right?  x puts this away"
            )
            self._latest = now
        self._latest = max(self._latest, now)
        silent = self.clock.monotonic() - self._heard_at
        if silent > STALE_SECONDS:
            self.board.show_trouble(f"the desk has not answered for {int(silent)} s")
        idle = self.clock.monotonic() - self._touched_at
        if self._lock_seconds and idle > self._lock_seconds:
            self.action_lock()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(
            event,
            events.Key | events.MouseDown | events.MouseScrollDown | events.MouseScrollUp | events.Paste,
        ):
            self._touched_at = self.clock.monotonic()
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(self._driver, EndingDriver) and self._driver.is_behind():
            return  # `draw_what_was_left_out` follows
        if isinstance(renderable, ChopsUpdate | LayoutUpdate):
            renderable = SparingUpdate(renderable, self._written)
        super()._display(screen, renderable)

    def draw_what_was_left_out(self) -> None:
        """The terminal has taken all that was drawn, and not all was: draw the screen as it is by now."""
        self.screen.refresh()

    def terminal_is_new(self) -> None:
        """The terminal was set up, or set up again: nothing that was written need stand there."""
        self._written.forget()
        if self.takes_keys:
            self.call_later(self.draw_what_was_left_out)

    def on_resize(self) -> None:
        self._written.forget()

    # Keys.

    def action_lock(self) -> None:
        if not self.is_covered:
            self._written.forget()  # whoever sees somebody else's words on the screen is rid of them so
        super().action_lock()

    def action_keys(self) -> None:
        """Tell the keys of whatever is shown."""
        if not (self.is_covered or isinstance(self.screen, Help)):
            self.push_screen(Help(self.keys_here()))

    def action_privacy(self) -> None:
        self.private = not self.private
        self.board.hide_names(self.private)
        self.fly_flags()

    def action_mute(self) -> None:
        self.muted = not self.muted
        self.fly_flags()

    def fly_flags(self) -> None:
        """Say at the top of the board what is not as it usually is."""
        flags = (
            ("READ ONLY", self.read_only),
            ("HELD STILL", self.board.still),
            ("NAMES HIDDEN", self.private),
            ("BELL OFF", self.muted),
        )
        self.board.flag("  ".join(words for words, flown in flags if flown))

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is printed on the keyboard, in letters: not every terminal has a sign for Enter."""
        shown = super().get_key_display(binding)
        return "+".join(printed(part) for part in shown.split("+"))

    def keys_here(self) -> list[tuple[str, list[KeyHelp]]]:
        """The live bindings in groups, for the help."""
        return in_groups(self.screen, self, self.get_key_display)

    # The way out.

    def _heed_signals(self) -> None:
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)
            loop.add_signal_handler(signal.SIGTERM, self._told_to_end)
        if self.frame is not None and self.frame.told_to_end:
            self._told_to_end()

    async def action_quit(self) -> None:
        self._keep_what_is_typed()
        self.exit()

    def _keep_what_is_typed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, KeepsDraft):
                screen.keep_draft()

    def _hung_up(self) -> None:
        end_at_the_latest(self.line.finish)
        self.end_without_terminal()

    def _told_to_end(self) -> None:
        self._keep_what_is_typed()
        self.exit()

    def end_without_terminal(self) -> None:
        """End: nobody can see the board any more. What was being typed is kept."""
        self._keep_what_is_typed()
        self.exit(return_code=1)

    def panic(self, *_renderables: Any) -> None:
        """End with one sentence, whatever was to be shown: it may hold a record's words."""
        self._return_code = 1
        log.error("the dashboard stopped: its terminal's input could not be read")
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        if self._is_going(error):
            log.warning("in a part of the dashboard that is being taken away: %s", type(error).__name__)
            return
        # Textual's own prints each frame's local variables: records' words.
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-5:]))
        log.error("the dashboard stopped: %s at %s", type(error).__name__, where)
        self._fatal_error()

    def _is_going(self, error: Exception) -> bool:
        """Whether what failed is on its way out: it may lack its parts, or never have had them."""
        part = active_message_pump.get(self)
        if self._exit or (isinstance(part, Widget) and (part._pruning or not part.is_attached)):
            return True
        return isinstance(error, NoMatches) and self._filled and not self.board.is_whole

    def _fatal_error(self) -> None:
        self._exit_renderables.append(Text(CRASHED))
        self._close_messages_no_wait()
