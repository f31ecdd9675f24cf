"""The board's colours: calm by default, light, of high contrast, for every eye, and the terminal's.

What a colour says is always said in words or marks as well: OVERDUE, ‼, ▲, ✓. Words stand out from whatever ground
they may lie on, the chosen row's too, by at least 4.5 to 1 (WCAG 2.2, AA).
"""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

CHOSEN = "chosen-ground"  # what lies under the chosen row, and under the box that is typed in
DARK = Theme(
    name="mash-dark",
    primary="#7aa2c8",
    secondary="#8d9fb5",
    accent="#7fb5b5",
    foreground="#d5dbe3",
    background="#12171d",
    surface="#181f27",
    panel="#222b36",
    success="#86b98a",
    warning="#e0b060",
    error="#f2857d",
    dark=True,
    variables={CHOSEN: "#223750", "text-muted": "#a3abb5"},
)
LIGHT = Theme(
    name="mash-light",
    primary="#1f4f7a",
    secondary="#47566a",
    accent="#12626a",
    foreground="#1b232c",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e4e1d9",
    success="#1f6b34",
    warning="#7a5000",
    error="#a81f1a",
    dark=False,
    variables={CHOSEN: "#cbdcec", "text-muted": "#55585c"},
)
CONTRAST = Theme(
    name="mash-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    success="#00ff66",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
    variables={CHOSEN: "#2a2a80", "text-muted": "#ffffff"},  # nothing is faint
)
# Okabe and Ito's colours, which people who do not tell red from green tell apart.
EVERY_EYE = Theme(
    name="mash-every-eye",
    primary="#56b4e9",
    secondary="#9aa7b5",
    accent="#cc79a7",
    foreground="#e6e6e6",
    background="#101418",
    surface="#181d23",
    panel="#242b33",
    success="#56b4e9",
    warning="#f0e442",
    error="#ee8250",
    dark=True,
    variables={CHOSEN: "#1f3350", "text-muted": "#a9b0b7"},
)
THEMES = (DARK, LIGHT, CONTRAST, EVERY_EYE)
# What an officer calls them.
WORDS = {
    "mash-dark": "dark and calm",
    "mash-light": "light",
    "mash-contrast": "high contrast",
    "mash-every-eye": "for every eye, without red and green",
    "ansi-dark": "the terminal's own, dark",
    "ansi-light": "the terminal's own, light",
}
# The sixteen colours that the terminal has. Of Textual's, blue and red are too dark on most dark grounds,
# green and yellow too light on light ones.
_ANSI_DARK = replace(
    BUILTIN_THEMES["ansi-dark"], primary="ansi_cyan", accent="ansi_cyan", error="ansi_bright_red"
)
_ANSI_LIGHT = replace(
    BUILTIN_THEMES["ansi-light"], accent="ansi_blue", success="ansi_default", warning="ansi_magenta"
)
ANSI_THEMES = (_ANSI_DARK, _ANSI_LIGHT)
TERMINALS_OWN = tuple(theme.name for theme in ANSI_THEMES)
