"""Bytes in, forms out: no network, no database, no clock, no settings.

The door: `read_message` reads in this process, `Sandbox` in one that can open no file and no
socket. Both are loaded when they are first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parsers.message import read_message
    from parsers.mime.leaves import Limits
    from parsers.sandbox.sandbox import Sandbox, SandboxState, SandboxUnavailable

__all__ = ["Limits", "Sandbox", "SandboxState", "SandboxUnavailable", "read_message"]

_HOMES = {
    "Limits": "parsers.mime.leaves",
    "Sandbox": "parsers.sandbox.sandbox",
    "SandboxState": "parsers.sandbox.sandbox",
    "SandboxUnavailable": "parsers.sandbox.sandbox",
    "read_message": "parsers.message",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
