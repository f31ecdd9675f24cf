"""The board's keys, in the order in which the bar below offers them.

Each has a name (`id`) by which the settings' `[keys]` table may give it another key.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.lists import VIEWS
from tui.screens.places import PLACES


def _key(
    keys: str, action: str, words: str, *, name: str = "", show: bool = True, at_once: bool = False
) -> Binding:
    return Binding(keys, action, words, show=show, id=name or action.rpartition(".")[2], priority=at_once)


KEYS: list[BindingType] = [
    _key("enter", "open", "Open"),
    _key("L", "log_call", "Log call"),
    _key("a", "accept", "Accept"),
    _key("r", "reject", "Reject"),
    _key("u", "undo", "Undo"),
    _key("l", "link", "Link"),
    _key("f", "key_by_hand", "Key by hand"),
    _key("e", "email_contact", "Email contact"),
    _key("d", "dismiss_message", "Dismiss"),
    _key("D", "restore", "Restore"),
    _key("b", "claim", "Claim"),
    _key("c", "close_call", "Close"),
    _key("C", "reopen", "Reopen"),
    _key("y", "acknowledge", "Acknowledge"),
    _key("o", "decide", "Outcome"),
    _key("U", "undo_tick", "Undo tick", show=False),
    _key("t", "letter", "Write to"),
    _key("i", "note", "Note"),
    _key("R", "rate", "Rate"),
    _key("E", "amend", "Put right"),
    _key("S", "sort", "Sort"),
    _key("F,8", "find", "Find"),
    _key("s", "compare", "Compare"),
    _key("w", "raw", "The email"),
    # At once: letters that come in the same breath are the filter's, none of them an act's.
    _key("slash", "filter", "Filter", at_once=True),
    _key("question_mark", "help", "Help"),
    _key("q", "app.quit", "Quit"),
    *(
        _key(str(number), f"view('{view.value}')", words, name=f"view_{view.value}", show=False)
        for number, (view, words, _) in enumerate(VIEWS, 1)
    ),
    _key("7", "child_history", "The child's whole history", show=False),
    _key("9", "audit", "Who did and saw what", show=False),
    *(_key(place.key, f"go('{place.name}')", place.words, name=place.name, show=False) for place in PLACES),
    _key("escape", "go_back", "Back, or clear marks, filter, agency", show=False),
    _key("n", "next_found(1)", "Next of what the filter found", name="next_found", show=False),
    _key("N", "next_found(-1)", "The one before", name="previous_found", show=False),
    _key("equals_sign", "turn_round", "Turn the order round", show=False),
    _key("A", "by_agency", "By agency: how many, and one alone", show=False),
    _key("K", "kept_looks", "Looks that are kept: show, keep, forget", show=False),
    _key("P", "hold_still", "Hold the list still, or let it move", show=False),
    _key("M", "merge", "A corrected copy: make two forms one", show=False),
    _key("v", "blanks", "Show or hide blank fields", show=False),
    _key("p", "app.privacy", "Hide or show names", show=False),
    _key("m", "app.mute", "Mute or sound the bell", show=False),
    _key("x", "dismiss_banner", "Put the banner away", show=False),
    _key("colon", "app.command_palette", "All commands", name="palette", show=False),
    _key("tab", "app.focus_next", "List or record", show=False),
    _key("shift+tab", "app.focus_previous", "List or record", show=False),
]
