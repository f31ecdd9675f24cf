"""Everything that reading may load lazily, loaded: after the lock-down no file can be opened.

Each specimen goes the whole way several times. That fills the caches which every forked reader
then shares, and lets the interpreter settle on the quickest form of the code that reads: it writes
that form into the code itself, and each reader would do so anew in its own copy of the memory.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

from phonenumbers import PhoneMetadata
from PIL import Image

import parsers
from parsers.labels import Hub, LabelTables
from parsers.message import read_message
from parsers.mime.leaves import Limits
from parsers.readers import recogniser
from parsers.specimens import specimens

#: What recognition imports in the middle of a page, and decryption in the middle of a document.
_LOADED_LATE: Final = (
    "numpy.ma",
    "numpy.linalg",
    "concurrent.futures.thread",
    "cryptography.hazmat.backends.openssl.backend",
    "encodings.cp1252",
    "encodings.utf_16_le",
)
_TIMES: Final = 3  # a function's code is looked at after its eighth call


def warm(tables: LabelTables, hub: Hub, limits: Limits) -> None:
    """Read one of everything, but no picture: to recognise one would take a second."""
    Image.init()
    for name in (*_LOADED_LATE, *_readers()):
        importlib.import_module(name)
    recogniser()
    PhoneMetadata.load_all()  # each country's numbering is a file of its own
    for _ in range(_TIMES):
        for name, data in specimens():
            read_message(data, filename=name, tables=tables, hub=hub, limits=limits)


def _readers() -> Iterator[str]:
    """Every module that reads: of some kinds of document no specimen is made."""
    for module in pkgutil.walk_packages(parsers.__path__, "parsers."):
        if not module.name.startswith("parsers.sandbox"):
            yield module.name
