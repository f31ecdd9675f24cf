"""How the board's list and record stand to each other, by the room there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.geometry import Size

BESIDE_FROM: Final = 140  # columns
BELOW_FROM: Final = 36  # lines
SHAPES: Final = ("beside", "below", "single")


def shape_of(size: Size) -> str:
    """Beside each other, one below the other, or (`single`) one in the other's place."""
    if size.width >= BESIDE_FROM:
        return "beside"
    return "below" if size.height >= BELOW_FROM else "single"
