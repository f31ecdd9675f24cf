"""What a new duty officer does in the demonstration, key by key; `docs/walkthroughs.md` shows it.

Strokes are the keys that are pressed and the letters that are typed. The seconds are the program's
share: how long it took until the screen showed what the keys asked for.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.shown_demonstration import ShownDemonstration, demonstration

_STROKES_A_MINUTE = 120  # an unhurried typist's
_SIZES = ((80, 24), (120, 40))

_INTRODUCTION = """\
# Four things that a duty officer does

Taken from `./run demo`, at 80 columns by 24 lines and at 120 by 40, with `python -m tests.captures walkthroughs`.
Everybody here is invented. A stroke is a key pressed or a letter typed; the seconds beside them are how long the
program took to show what the strokes asked for. `?` shows the keys that work wherever you are.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Press `keys` (by name; `=words` are typed), wait for `then`, and take a picture
    unless nothing is said of it. Where `post` is waited for, its time is not the program's."""

    keys: tuple[str, ...]
    then: str
    words: str = ""
    post: bool = False

    @property
    def strokes(self) -> int:
        return sum(len(key) - 1 if _is_typed(key) else 1 for key in self.keys)

    @property
    def told(self) -> str:
        """The keys as a person reads them."""
        return " ".join(
            f"“{key[1:]}”" if _is_typed(key) else f"`{_NAMES.get(key, key)}`" for key in self.keys
        )


@dataclass(frozen=True, slots=True)
class Walk:
    """`after` must be on the screen before it begins."""

    title: str
    words: str
    after: str
    steps: tuple[Step, ...]


_NAMES = {"Escape": "Esc", "PageDown": "PgDn", "Right": "→", "Down": "↓", "Up": "↑"}

LOG_A_CALL = Walk(
    "Log a call",
    "A school rings. Two or three letters and `→` take a caller who is known; `PgDn` goes on to the child, and what "
    "earlier calls agree on is filled in, to be checked. What is not known stays blank. The clock starts at the time that stands under "
    "“Received”.",
    "last looked",
    (
        Step(("L",), "Caller's name", "The boxes stand in the order in which people speak."),
        Step(("=Rut",), "Ruth Trevett"),
        Step(
            ("Right", "PageDown"),
            "earlier call: check",
            "Agency, role, telephone and address come from her earlier calls; what is typed takes their place.",
        ),
        Step(
            ("=Robin", "Tab", "=Farrow", "Tab", "=3.4.15"),
            "3 April 2015",
        ),
        Step(
            ("PageDown", "=Says he is afraid to go home. Bruise on his arm."),
            "Bruise on his arm.",
            "The date is read back with the age; a slip is marked beside its box.",
        ),
        Step(("F2",), "Robin F.", "It waits for its form, with 48 hours on its clock."),
    ),
)
SETTLE_A_MATCH = Walk(
    "Confirm, undo and reject a match",
    "A form was linked by the program. Look at what agrees before saying that it is right.",
    "last looked",
    (
        Step(("5",), "automatic", "List 5 has the forms that answer a call."),
        Step(("Enter",), "linked by the program", "Each field that was compared, and what it weighs."),
        Step(("s",), "The call:", "`s` lays the call and the form side by side, the child first."),
        Step(("a",), "settled by", "`a` confirms it, in your name."),
        Step(("u",), "linked by the program"),
        Step(("r",), "Why does this form", "`u` took the confirmation back; `r` asks for the reason."),
        Step(("=Another child", "Enter"), "✗ rejected", "The call waits for its form again."),
        Step(("u",), "linked by the program", "And `u` takes that back too."),
    ),
)
KEY_AN_EMAIL = Walk(
    "Why was an email not read, and key it by hand",
    "A sealed document needs its password, which the sender gives by telephone. Open it in the mailbox, and key it here.",
    "last looked",
    (
        Step(
            ("3",),
            "encrypted",
            "List 3 has the emails that could not be read for certain. `○call`: its sender rang before and owes a form.",
            post=True,
        ),
        Step(("Down", "Down", "Enter"), "password", "“Why” says what stood in the way, and what to do."),
        Step(("f",), "Relationship", "`f` has the whole form."),
        Step(("F6",), "As it came", "`F6` shows the email as it reads, and `w` as it came."),
        Step(("Escape",), "Relationship"),
        Step(
            (
                "=Ngozi Abara", "Tab", "=Midwife", "Tab", "=Queen Adelaide Maternity Unit", "Tab", "Tab", "Tab",
                "=07700 900555", "Tab", "Tab", "Tab", "Tab", "=Awa", "Tab", "=Ndiaye",
            ),
            "Ndiaye",
            "What was typed is kept if the terminal dies.",
        ),
        Step(("F2",), "last looked" , "It is matched like any other form."),
    ),
)  # fmt: skip
HAND_OVER = Walk(
    "Hand over a shift",
    "What waits, who has what, and what was done since the shift began; children by their initials. `mash handover` "
    "prints the same.",
    "1 Awaiting",
    (
        Step(
            ("H",),
            "Shift handover",
            "`,` and `.` move the beginning by an hour; `s` and `P` keep it in a file.",
        ),
        Step(("Escape",), "1 Awaiting"),
    ),
)
WALKS = (LOG_A_CALL, SETTLE_A_MATCH, KEY_AN_EMAIL, HAND_OVER)


def walkthroughs() -> str:
    """All walks at each size, as a document; the sizes are walked side by side."""
    with ThreadPoolExecutor() as pool:
        return "\n".join([_INTRODUCTION, *pool.map(_walked_in, _SIZES)])


def _walked_in(size: tuple[int, int]) -> str:
    width, height = size
    with demonstration(width, height) as shown:
        parts = [_walked(shown, walk) for walk in WALKS]
    return "\n".join([f"# In {width} columns by {height} lines\n", *parts])


def _walked(shown: ShownDemonstration, walk: Walk) -> str:
    shown.sees(walk.after)
    told: list[str] = []
    taken = 0.0
    for step in walk.steps:
        began = time.monotonic()
        for key in step.keys:
            if _is_typed(key):
                shown.press(key[1:])
                shown.sees(key.split()[-1].removeprefix("="))  # more at once than fingers type is a text
            else:
                shown.press(key)
        shown.sees(step.then)
        taken += 0.0 if step.post else time.monotonic() - began
        told.append(
            f"{step.told}" + (f"\n\n{step.words}\n\n```text\n{shown.at_rest()}\n```\n" if step.words else "")
        )
    strokes = sum(step.strokes for step in walk.steps)
    sums = f"{strokes} strokes: {strokes * 60 / _STROKES_A_MINUTE:.0f} s at {_STROKES_A_MINUTE} a minute; the program took {taken:.0f} s."
    return f"## {walk.title}\n{walk.words}\n\n{sums}\n\n" + "\n".join(told) + "\n"


def _is_typed(key: str) -> bool:
    return len(key) > 1 and key.startswith("=")
