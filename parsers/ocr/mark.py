"""A mark drawn on a page: a rule, or a box to tick."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule or a box, in dots. For a box `ticked` tells whether something stands in it.

    `doubtful` is a box of which nobody can tell.
    """

    left: int
    top: int
    right: int
    bottom: int
    ticked: bool = False
    doubtful: bool = False

    def transposed(self) -> Mark:
        """The mark with across and down exchanged."""
        return Mark(self.top, self.left, self.bottom, self.right, self.ticked, self.doubtful)
