"""Words stand out from the ground they lie on, in every theme: WCAG 2.2's 4.5 to 1, of the colours that are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from rich.color import Color
from rich.segment import Segment
from textual.screen import ModalScreen

from ingest.domain.statutory import StatutoryClock
from ingest.views import WorkerHealth, WorkerState
from tests.screens.desk_app import Running, running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.themes import ANSI_THEMES, THEMES
from tui.widgets.strips import HealthLine

ENOUGH = 4.5
Ink = tuple[int, int, int]
# The terminal's own colours, as xterm has them, of which those of other terminals are kin.
XTERM: tuple[Ink, ...] = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
)  # fmt: skip
BLACK, WHITE = XTERM[0], XTERM[15]
SCREENS: tuple[tuple[str, ...], ...] = (
    (), ("enter",), ("2", "enter"), ("3", "f"), ("6",), ("space", "c"), ("enter", "T"),
    ("F",), ("colon",), ("L", *"Sam", "tab", "tab", "tab", "x", "tab", "q", "tab"),
)  # fmt: skip


def alarming_desk() -> FakeDesk:
    desk = busy_desk()
    for number, hours in ((1, 75), (3, 60), (4, 1)):
        desk.set_clock(number, StatutoryClock.POLICE_PROTECTION, NOON - timedelta(hours=hours), 1)
    return desk


@pytest.mark.parametrize("theme", [theme.name for theme in (*THEMES, *ANSI_THEMES)])
async def test_words_stand_out_from_their_ground(theme: str) -> None:
    faint: dict[tuple[str, str], float] = {}
    async with running(alarming_desk(), (120, 40)) as run:
        run.app.theme = theme
        for keys in SCREENS:
            await open_with(run, keys)
            for segment in in_front(run):
                told = contrast(segment, run.app.current_theme.dark)
                if told < ENOUGH:
                    faint[" ".join(keys), segment.text.strip()] = round(told, 2)
            while len(run.app.screen_stack) > 1:
                await run.press("escape")
            await run.press("escape", "escape")
        silent = WorkerHealth(WorkerState.SILENT, NOON - timedelta(minutes=9), None, None, 0)
        run.app.board.query_one(HealthLine).health = silent
        run.app.board.announce("‼ a form is overdue")
        await run.sees("‼ a form is overdue")
        loud = [segment for segment in in_front(run) if "SILENT" in segment.text or "‼ a" in segment.text]
        assert len(loud) == 2
        assert all(contrast(segment, run.app.current_theme.dark) >= ENOUGH for segment in loud)
        await run.press("F", *"robi")
        await run.sees("2 found")
        await run.until(lambda: stands_out(run, "MASH-26-1001") and not stands_out(run, "form ref0001"))
    assert faint == {}


def stands_out(run: Running, find: str) -> bool:
    """Whether what Enter would take is told by its ground from what lies around it."""
    grounds = {_ground(part) for part in in_front(run) if find in part.text}
    return bool(grounds) and grounds != {_ground(part) for part in in_front(run) if "Find which" in part.text}


def _ground(segment: Segment) -> tuple[Color | None, bool | None]:
    style = segment.style
    assert style is not None
    return style.bgcolor, style.reverse


async def open_with(run: Running, keys: tuple[str, ...]) -> None:
    await run.press("1")
    await run.at_rest()
    for key in keys:
        if run.app.screen is run.app.board:
            await run.at_rest()
        await run.press(key)
    await run.at_rest()


def in_front(run: Running) -> Iterator[Segment]:
    """What stands on the screen, but for what a question stands before: that is faint on purpose."""
    screen = run.app.screen
    strips = screen._compositor.render_strips()
    regions = [screen.region]
    if isinstance(screen, ModalScreen):
        regions = [
            part.region for part in screen.query("*") if not part.children and part.region and part.visible
        ]
    for region in regions:
        for strip in strips[region.y : region.bottom]:
            for part in strip.crop(region.x, region.right):
                # What is under the cursor of a box comes and goes with it.
                if len(part.text) > 1 and any(letter.isalnum() or letter in "‼▲✓✗●" for letter in part.text):
                    yield part


def contrast(segment: Segment, dark: bool) -> float:
    style = segment.style
    assert style is not None
    default = (WHITE, BLACK) if dark else (BLACK, WHITE)
    ink, ground = _ink(style.color, default[0]), _ink(style.bgcolor, default[1])
    if style.dim:
        red, green, blue = ((one + other) // 2 for one, other in zip(ink, ground, strict=True))
        ink = (red, green, blue)
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _ink(colour: Color | None, default: Ink) -> Ink:
    if colour is None or colour.is_default:
        return default
    if colour.triplet is not None:
        return colour.triplet.red, colour.triplet.green, colour.triplet.blue
    return XTERM[colour.number or 0]


def _luminance(ink: Ink) -> float:
    shares = (part / 255 for part in ink)
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
