"""The board's keys, in the order in which the bar below offers them.

Each has a name (`id`) by which the settings' `[keys]` table may give it another key.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.lists import VIEW_KEYS, VIEWS
from tui.screens.places import PLACES


def _key(
    keys: str,
    action: str,
    words: str,
    told: str | None = None,
    *,
    name: str = "",
    show: bool = True,
) -> Binding:
    """`words` stand in the bar, `told` in the help and the palette, where there is room."""
    named = name or action.rpartition(".")[2]
    return Binding(keys, action, words, show=show, id=named, tooltip=told or words)


KEYS: list[BindingType] = [
    _key("enter", "open", "Open", "Open the record, or what is in it"),
    _key("L", "log_call", "Log call", "Log a call"),
    _key("a", "accept", "Accept", "Accept: the form answers this call"),
    _key("r", "reject", "Reject", "Reject: it does not answer this call"),
    _key("u", "undo", "Undo", "Undo what was done last"),
    _key("l", "link", "Link", "Link the form to a call you look for"),
    _key("f", "key_by_hand", "Key by hand", "Key by hand what could not be read"),
    _key("e", "email_contact", "Email contact", "Email contact: log it like a call"),
    _key("d", "dismiss_message", "Dismiss", "Dismiss: nothing more is needed"),
    _key("D", "restore", "Restore", "Restore what was dismissed or keyed"),
    _key("b", "claim", "Claim", "Claim it, or let it go"),
    _key("c", "close_call", "Close", "Close: no form is needed"),
    _key("C", "reopen", "Reopen", "Reopen: a form is needed after all"),
    _key("y", "acknowledge", "Acknowledge", "Acknowledge: the referrer was told"),
    _key("o", "decide", "Outcome", "Outcome: what the hub decided"),
    _key("U", "undo_tick", "Undo tick", "Undo an acknowledgement or outcome", show=False),
    _key("t", "letter", "Write to", "Write to the referrer: a ready letter"),
    _key("i", "note", "Note", "Note on the record"),
    _key("R", "rate", "Rate", "Rate it red, amber or green"),
    _key("T", "clock", "72 h clock", "72 h: police protection, interview"),
    _key("E", "amend", "Put right", "Put right what the call says"),
    _key("S", "sort", "Sort", "Sort by another column"),
    _key("F,8", "find", "Find", "Find any record"),
    _key("s", "compare", "Compare", "Compare the call and the form"),
    _key("w", "raw", "The email", "The email as it came, as text"),
    _key("slash", "filter", "Filter", "Filter: rows that hold these words"),
    _key("question_mark", "app.keys", "Help", "Help: these keys", name="help"),
    _key("q", "app.quit", "Quit", "Quit; what is being typed is kept"),
    *(
        _key(VIEW_KEYS[view], f"view('{view.value}')", words, name=f"view_{view.value}", show=False)
        for view, words, _ in VIEWS
    ),
    _key("7", "child_history", "The child's whole history", show=False),
    _key("9", "audit", "Who did and saw what", show=False),
    *(_key(place.key, f"go('{place.name}')", place.words, name=place.name, show=False) for place in PLACES),
    _key("escape", "go_back", "Back, or clear marks, filter, agency", show=False),
    _key("n", "next_found(1)", "Next of what the filter found", name="next_found", show=False),
    _key("N", "next_found(-1)", "The one before", name="previous_found", show=False),
    _key("equals_sign", "turn_round", "Turn the order round", show=False),
    _key("A", "by_agency", "By agency: how many, and one alone", show=False),
    _key("B", "whose", "Yours alone, then nobody's, then all", show=False),
    _key("K", "kept_looks", "Kept lists: show, keep, forget", show=False),
    _key("P", "hold_still", "Hold the list still, or let it move", show=False),
    _key("M", "merge", "A corrected copy: make two forms one", show=False),
    _key("V", "copy", "Copy a value of the record", show=False),
    _key("minus", "last_list", "The list before, as it was left", show=False),
    _key("z", "zoom", "The list or the record alone, or both", show=False),
    _key("W", "said", "What was said until now", show=False),
    _key("v", "blanks", "Show or hide blank fields", show=False),
    _key("p", "app.privacy", "Hide or show names", show=False),
    _key("m", "app.mute", "Mute or sound the bell", show=False),
    _key("x", "dismiss_banner", "Put the banner away", show=False),
    _key("colon", "app.command_palette", "All commands", name="palette", show=False),
    _key("tab", "app.focus_next", "List or record", show=False),
    _key("shift+tab", "app.focus_previous", "List or record", show=False),
]
