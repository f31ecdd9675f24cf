"""What an officer does to a record, each by a key, each on the record that is shown."""

from __future__ import annotations

from tui.screens.arrange_keys import ArrangeKeys
from tui.screens.clock_keys import ClockKeys
from tui.screens.contact_keys import ContactKeys
from tui.screens.form_keys import FormKeys
from tui.screens.marked_keys import MarkedKeys
from tui.screens.match_keys import MatchKeys
from tui.screens.message_keys import MessageKeys
from tui.screens.record_keys import RecordKeys
from tui.screens.sight_keys import SightKeys
from tui.screens.undo_keys import UndoKeys
from tui.screens.way_back import WayBack
from tui.screens.why_not import WhyNot


class BoardActs(
    MatchKeys,
    ContactKeys,
    ClockKeys,
    MessageKeys,
    FormKeys,
    RecordKeys,
    UndoKeys,
    MarkedKeys,
    ArrangeKeys,
    SightKeys,
    WayBack,
    WhyNot,
):
    """All acts of the board screen."""
