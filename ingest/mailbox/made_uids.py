"""UIDs for mailboxes that have none: a number that stands for what a message is known by."""

from __future__ import annotations

import hashlib


def number(identity: bytes, bits: int = 63) -> int:
    """A number that stands for `identity`, above 0, that fits a database's big integer."""
    digest = int.from_bytes(hashlib.sha256(identity).digest()[:8])
    return (digest >> (64 - bits)) or 1
