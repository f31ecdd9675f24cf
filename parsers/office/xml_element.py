"""An element of an XML tree."""

from __future__ import annotations

from typing import Any

Element = Any  # lxml's: it comes without types
