"""Everything that an officer may see and do: the dashboard's only door.

The desk is loaded when it is asked for, with the store that it stands on.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ingest.desk.desk import Desk
    from ingest.desk.office import DeskRules

__all__ = ["Desk", "DeskRules"]
_STANDS_IN: Final = {"Desk": "desk", "DeskRules": "office"}


def __getattr__(name: str) -> Any:
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_STANDS_IN[name]}"), name)
