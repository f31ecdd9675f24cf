"""The board's keys, in the order in which the bar below offers them."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.screens.places import PLACES
from tui.widgets.strips import VIEWS

KEYS: list[BindingType] = [
    Binding("enter", "open", "Open"),
    Binding("n", "log_call", "Log call"),
    Binding("a", "accept", "Accept"),
    Binding("r", "reject", "Reject"),
    Binding("u", "undo_match", "Undo"),
    Binding("l", "link", "Link"),
    Binding("c", "close_call", "Close"),
    Binding("C", "reopen", "Reopen"),
    Binding("d", "dismiss_message", "Dismiss"),
    Binding("D", "restore", "Restore"),
    Binding("e", "email_contact", "Email contact"),
    Binding("f", "key_by_hand", "Key by hand"),
    Binding("y", "acknowledge", "Acknowledge"),
    Binding("o", "decide", "Outcome"),
    Binding("U", "undo_tick", "Undo tick", show=False),
    Binding("t", "letter", "Write to"),
    Binding("i", "note", "Note"),
    Binding("R", "rate", "Rate"),
    Binding("F,colon", "find", "Find"),
    Binding("s", "compare", "Other side"),
    Binding("w", "raw", "Source"),
    Binding("b,space", "claim", "Claim"),
    Binding("slash", "filter", "Filter"),
    Binding("question_mark", "help", "Help"),
    Binding("q", "app.quit", "Quit"),
    *(
        Binding(str(number), f"view('{view.value}')", words, show=False)
        for number, (view, words, _) in enumerate(VIEWS, 1)
    ),
    *(Binding(place.key, f"go('{place.name}')", place.words, show=False) for place in PLACES),
    Binding("escape", "go_back", "Back, or clear the filter", show=False),
    Binding("v", "blanks", "Show or hide blank fields", show=False),
    Binding("p", "app.privacy", "Hide or show names", show=False),
    Binding("m", "app.mute", "Mute or sound the bell", show=False),
    Binding("x", "dismiss_banner", "Put the banner away", show=False),
    Binding("tab", "app.focus_next", "List or record", show=False),
    Binding("shift+tab", "app.focus_previous", "List or record", show=False),
]
