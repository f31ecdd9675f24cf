"""Why a document could not be read. Each class's docstring is the sentence an officer reads.

The sentences name kinds of documents, never what a document holds.
"""

from __future__ import annotations


class Unreadable(Exception):
    """The document could not be read: open it by hand and key it."""

    @property
    def sentence(self) -> str:
        """The reason, in words for the duty desk."""
        return str(self) or " ".join((type(self).__doc__ or "").split())


class Encrypted(Unreadable):
    """The document is encrypted or needs a password: open it by hand and key it."""


class Damaged(Unreadable):
    """The document is damaged or was cut off: ask the sender for it again."""


class TooLarge(Unreadable):
    """The document is larger than the limit: open it by hand and key it."""


class EmptyDocument(Unreadable):
    """The attachment is empty: ask the sender for it again."""


class UnknownFormat(Unreadable):
    """The document is of a kind that cannot be read here: open it by hand and key it."""


class NoText(Unreadable):
    """The document is a picture without readable text: open it by hand and key it."""


class NoRecognition(NoText):
    """The document is a picture, and no text recognition is installed here: open it by hand and
    key it, and have Tesseract installed (apt-get install -y tesseract-ocr)."""


class OverLimit(Unreadable):
    """Reading the document took too much time or memory: open it by hand and key it."""
