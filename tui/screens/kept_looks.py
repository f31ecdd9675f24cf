"""The looks at lists that an officer keeps: show one, forget one, keep the present one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from ingest.views import SavedFilter
from tui.lists import HELD_WORDS, SORT_WORDS
from tui.screens.asking import AskChoice

KEEP = "keep"
ABOUT = "A list is kept as you filtered and arranged it, under a name, for you alone."
Choice = tuple[str, str]


def look_line(kept: SavedFilter) -> str:
    """A kept look in words."""
    told = [kept.view.value.replace("_", " ")]
    if kept.text:
        told.append(f"with “{kept.text}”")
    if kept.arrangement.agency is not None:
        told.append(f"of {kept.arrangement.agency or 'no agency known'}")
    if kept.arrangement.held is not None:
        told.append(f"only {HELD_WORDS[kept.arrangement.held]}")
    told.append(f"by {SORT_WORDS[kept.arrangement.sort]}")
    return f"{kept.name}:  {', '.join(told)}"


class KeptLooks(AskChoice[Choice]):
    """Dismissed with what to do (show, forget, keep) and a look's name."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("delete", "forget", "Forget it")]

    def __init__(self, kept: Sequence[SavedFilter], *, may_keep: bool) -> None:
        choices = [(look_line(look), ("show", look.name)) for look in kept]
        if may_keep:
            choices.append(("＋ keep the list as it stands now …", (KEEP, "")))
        super().__init__(
            "Which of the lists that you kept?" if kept else "You keep no list yet", choices, about=ABOUT
        )
        self._may_forget = may_keep

    def action_forget(self) -> None:
        place = self.query_one(OptionList).highlighted
        if place is None or not self._may_forget:
            return
        act, name = self.answers[place]
        if act == "show":
            self.dismiss(("forget", name))
