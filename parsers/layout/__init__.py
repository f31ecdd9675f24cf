"""From words and rules on pages to lines and tables in reading order."""

from parsers.layout.reading_order import blocks

__all__ = ["blocks"]
