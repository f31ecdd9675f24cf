"""The versions of the schema."""

from __future__ import annotations

from typing import Final

# Every version that there has been, oldest first.
VERSIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
