"""Something that is done once, after a while: a record that is read, a draft that is kept, a box that is opened
again.

The toolkit's timers leave out a turn whose time was over before they came to it. Where that was the only one,
nothing ever came: a process that is put aside at the wrong moment (a busy machine, a laptop that is closed) then
showed a record as "…" for as long as the cursor rested on it.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


def once(part: MessagePump, seconds: float, then: Callable[[], object]) -> Timer:
    """Have `part` do `then` in `seconds`, or as soon as it can if it is late by then."""
    timer = part.set_timer(seconds, then)
    timer._skip = False  # it begins with the loop's next turn
    return timer
