"""What an address field names; which addresses a letter may go to: one plain one each, and whether it is an
authority's."""

from __future__ import annotations

import re
from email.utils import parseaddr

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII
)


def named(field: str) -> tuple[str, str]:
    """The first name and address of a field; of one that cannot be taken apart, all of it for a name."""
    try:
        return parseaddr(field)
    except (ValueError, IndexError, TypeError, RecursionError):  # comments in comments in comments
        return field, ""


def sendable(address: str | None) -> str | None:
    """The address where it is one plain one, with nothing before or after it; else `None`."""
    plain = (address or "").strip()
    return plain if _ADDRESS.fullmatch(plain) else None


def is_trusted(address: str, domains: tuple[str, ...]) -> bool:
    """Whether the address is of one of the domains, or below one."""
    domain = address.rpartition("@")[2].lower().rstrip(".")
    return any(domain == one or domain.endswith(f".{one}") for one in map(str.lower, domains))
