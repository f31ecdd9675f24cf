"""How a caller is called in one line."""

from __future__ import annotations

NO_CALLER = "caller not named"


def whoever(name: str | None, agency: str | None) -> str:
    """The caller and the agency, such as "Jo Bright, Ferry Lane Nursery"."""
    return ", ".join(part for part in (name, agency) if part) or NO_CALLER
