"""`python -m tests.captures [NAME…]`: the pictures in docs/, taken anew from the real program.

`demo` is what `./run demo` shows as the story goes by, `board` the board at its end,
`walkthroughs` what a duty officer does there. Each takes some minutes of waiting for the post.
"""

from __future__ import annotations

import asyncio
import re
import sys
from contextlib import nullcontext
from dataclasses import dataclass

from tests.pseudo_terminal import ROOT
from tests.screens.desk_app import shown
from tests.shown_demonstration import ShownDemonstration, demonstration
from tests.walkthroughs import walkthroughs

DOCS = ROOT / "docs"
_WIDTH, _HEIGHT = 132, 38
_PICTURE_WIDTH = 156

_INTRODUCTION = """\
# The demonstration, as a terminal shows it

Taken from `./run demo` by `python -m tests.captures`. Everybody here is invented. A mail server, the
worker and the dashboard run on this machine; emails arrive over three minutes and go through the real readers.
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """Wait until `until` is on the screen, press `keys`, wait for `then`, and take the picture."""

    title: str
    words: str
    until: str
    keys: tuple[str, ...] = ()
    then: str = ""


SCENES = (
    Scene(
        "It opens on who has not written",
        "Two callers are overdue; the worker looks at the mailbox for the first time.",
        "OVERDUE 22 h",
    ),
    Scene(
        "Forms arrive, and calls leave the list",
        "The forms that answer a call have stopped its clock. What is left still owes a form.",
        "1 of 5",
    ),
    Scene(
        "Why a form was linked to a call",
        "Every field that was compared, what it says, and how much it weighs. `u` undoes it.",
        "last looked",
        ("5",),
        "linked by the program",
    ),
    Scene(
        "What could not be read is work, not a log line",
        "A sender's control characters are shown as marks and never obeyed.",
        "last looked",
        ("3",),
        "␛]52",
    ),
    Scene(
        "A form that belongs to no call",
        "People write first: nobody has to do anything, but somebody has to know.",
        "last looked",
        ("2",),
        "Isla",
    ),
    Scene(
        "Logging a call",
        "The fields stand in the order in which people speak.",
        "last looked",
        ("L",),
        "Log a call",
    ),
)


def record_the_demonstration() -> str:
    """The scenes as a document."""
    with demonstration(_WIDTH, _HEIGHT) as on_screen:
        parts = [_INTRODUCTION, *(_played(on_screen, scene) for scene in SCENES)]
    return "\n".join(parts)


def _played(on_screen: ShownDemonstration, scene: Scene) -> str:
    on_screen.sees(scene.until)
    for key in scene.keys:
        on_screen.press(key)
    on_screen.sees(scene.then or scene.until)
    return f"## {scene.title}\n{scene.words}\n\n```text\n{on_screen.at_rest()}\n```\n"


def draw_the_board() -> str:
    """The board at the story's end, as SVG."""
    return asyncio.run(_drawn())


async def _drawn() -> str:
    from ingest import bootstrap
    from tui.app import DutyApp
    from tui.demo.stage import deliver_all, log_calls, set_up

    with set_up() as stage:
        settings = bootstrap.load_settings(stage.settings_file)
        store = bootstrap.open_store(settings)
        desk = bootstrap.desk(settings, store, "p.marlow")
        now = store.clock.now()
        log_calls(desk, now)
        deliver_all(stage.server, now)
        with bootstrap.worker(settings) as worker:
            worker.poll_once()
        app = DutyApp(lambda: nullcontext(desk), store.clock)
        async with shown(app, (_PICTURE_WIDTH, 40)) as run:
            await run.sees("last looked")
            await run.press("5")
            await run.at_rest()
            picture = app.export_screenshot(title="mash desk")
        store.close()
    # No fonts from elsewhere: the viewer's own monospaced one will do.
    return re.sub(r"@font-face\s*{[^}]*}", "", picture)


DRAWN = {
    "board": ("board.svg", draw_the_board),
    "demo": ("demo.md", record_the_demonstration),
    "walkthroughs": ("walkthroughs.md", walkthroughs),
}


def main() -> None:
    """Write the files that are named, or all."""
    for name in sys.argv[1:] or DRAWN:
        file, draw = DRAWN[name]
        (DOCS / file).write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
