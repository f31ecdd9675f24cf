"""Office formats other than Word's: rich text and OpenDocument."""

from parsers.office_odt import read_odt
from parsers.office_rtf import read_rtf

__all__ = ["read_odt", "read_rtf"]
