"""The board's colours: calm by default, light, and of high contrast."""

from __future__ import annotations

from textual.theme import Theme

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
    error="#f07a72",
    dark=True,
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
    warning="#8a5a00",
    error="#a81f1a",
    dark=False,
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
)
THEMES = (DARK, LIGHT, CONTRAST)
