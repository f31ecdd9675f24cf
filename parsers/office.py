"""Office formats other than .docx: which of them can be read, and what to say of the others.

Rich text and OpenDocument are open formats and are read. A Word 97 file (.doc) can be read
well by Word only: a reader that guesses at it loses form fields, so a person opens it.
"""

from __future__ import annotations

from typing import Final, NoReturn

from parsers.errors import EmptyDocument, UnknownFormat
from parsers.office_odt import read_odt
from parsers.office_rtf import read_rtf

__all__ = ["read_odt", "read_rtf", "refuse"]

_NAMES: Final = {
    "doc": "a Word 97 document (.doc)",
    "dot": "a Word 97 template (.dot)",
    "xls": "an Excel workbook (.xls)",
    "xlsx": "an Excel workbook (.xlsx)",
    "xlsm": "an Excel workbook (.xlsm)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "ppt": "a PowerPoint presentation (.ppt)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "pages": "a Pages document (.pages)",
    "wpd": "a WordPerfect document (.wpd)",
    "wps": "a Works document (.wps)",
    "pub": "a Publisher document (.pub)",
    "one": "a OneNote section (.one)",
    "xps": "an XPS document (.xps)",
}


def refuse(data: bytes, suffix: str) -> NoReturn:
    """Raise `UnknownFormat` in words that name the format; `suffix` is without its dot."""
    if not data:
        raise EmptyDocument
    name = _NAMES.get(suffix.casefold().lstrip("."), "a file of a kind")
    raise UnknownFormat(f"The document is {name} that cannot be read here: open it by hand and key it.")
