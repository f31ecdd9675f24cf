"""UIDs as a command names them."""

from __future__ import annotations

from collections.abc import Sequence


def uid_set(uids: Sequence[int]) -> str:
    """UIDs as IMAP writes a set: `1:3,7`."""
    runs: list[list[int]] = []
    for uid in sorted(uids):
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(f"{first}:{last}" if last > first else str(first) for first, last in runs)
