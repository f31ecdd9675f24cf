"""Word 97 to 2003 documents (.doc): [MS-DOC] inside a compound file -> `Document`."""

from parsers.word97.reading import read_doc

__all__ = ["read_doc"]
