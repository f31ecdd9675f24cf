"""The journal that a worker writes to its standard error, line by line."""

from __future__ import annotations

import json
import subprocess
from typing import Any


def lines_until(process: subprocess.Popen[str], event: str) -> list[dict[str, Any]]:
    """Read on until the event is told; all lines so far. Raises `AssertionError` where the worker ends first."""
    assert process.stderr is not None
    lines: list[dict[str, Any]] = []
    for text in process.stderr:
        lines.append(json.loads(text))
        if lines[-1]["event"] == event:
            return lines
    raise AssertionError(lines)
