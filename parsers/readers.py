"""Which reader reads which format: one table.

A reader takes a leaf and gives a `Document`, or raises a subclass of `Unreadable`. The
readers are imported when the first leaf of their kind comes: the sandbox's server loads them
all beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from parsers.blocks import Document, PageImage
from parsers.errors import EmptyDocument, Encrypted, UnknownFormat, Unreadable
from parsers.mail.encrypted import encrypted_text
from parsers.mime.charset import decode_text, html_charset
from parsers.mime.leaves import Leaf
from parsers.mime.sniff import Format
from parsers.mime.transfer import holds_a_file_undecoded

if TYPE_CHECKING:
    from parsers.ocr import Recogniser

Reader = Callable[[Leaf], Document]

_PASTED: Final = "a file stands in its text as letters, cut off or in an encoding that cannot be read here: ask the sender to attach it"
#: Lines of names and values, in which what somebody wrote is a value among others.
ENTRIES: Final = frozenset({Format.CALENDAR, Format.CARD})
#: Formats that are no document: that one of them could not be read is nothing to an officer.
BESIDE_THE_POINT: Final = frozenset({Format.SIGNATURE, Format.REPORT, *ENTRIES})


def read_leaf(leaf: Leaf) -> Document:
    """The document of one leaf. Raises `Unreadable`."""
    if leaf.problem is not None:
        raise leaf.problem
    reader = _READERS.get(leaf.format)
    if reader is None:
        if leaf.format is Format.PROGRAM:
            raise UnknownFormat("a program, which may do harm: do not open it; ask the sender what it is")
        kind = _UNREAD.get(leaf.format, f"a {leaf.format.value}")
        raise UnknownFormat(f"{kind}, which cannot be read here: open it by hand and key it")
    return reader(leaf)


def read_pictures(leaves: Sequence[Leaf]) -> Document:
    """Several pictures as the pages of one document; raises `Unreadable` if none can be read.

    One that cannot be read leaves a warning, not a gap that nobody sees.
    """
    return _recognised([(f"attachment {leaf.path}", leaf.data) for leaf in leaves])


def _recognised(pictures: Sequence[tuple[str, bytes]]) -> Document:
    """The same for pictures by name."""
    from parsers.ocr.pictures import decode
    from parsers.ocr.reading import document_of

    images: list[PageImage] = []
    problems: list[Unreadable] = []
    warnings: list[str] = []
    for name, data in pictures:
        try:
            images += [replace(image, number=len(images) + 1) for image in decode(data)[:1]]
        except Unreadable as problem:
            problems.append(problem)
            warnings.append(f"{name} could not be read: {problem.sentence}")
    if not images:
        raise problems[0]
    return document_of(recogniser().pages(images), warnings)


@cache
def recogniser() -> Recogniser:
    """The text recognition of this process; its data is loaded with the first call."""
    from parsers.ocr import Recogniser

    return Recogniser()


def leaf_text(leaf: Leaf) -> str:
    """The text of a leaf that is text, decoded; "" for any other."""
    if leaf.format in _TEXTUAL:
        return decode_text(leaf.data, leaf.charset)
    return ""


def _plain(leaf: Leaf) -> Document:
    from parsers.plain.reading import read_plain
    from parsers.plain.submission import read_submission

    text = decode_text(leaf.data, leaf.charset)
    problem = encrypted_text(text)
    if problem is not None:
        raise Encrypted(problem)
    document = read_submission(text) or read_plain(text, flowed=leaf.flowed, delsp=leaf.delsp)
    if holds_a_file_undecoded(leaf.data):
        return replace(document, warnings=(*document.warnings, _PASTED))
    return document


def _html(leaf: Leaf) -> Document:
    from parsers.html.reading import read_html

    text = decode_text(leaf.data, leaf.charset or html_charset(leaf.data))
    problem = encrypted_text(text)
    if problem is not None:
        raise Encrypted(problem)
    return read_html(text)


def _pdf(leaf: Leaf) -> Document:
    from parsers.pdf import read_pdf

    return read_pdf(leaf.data, recogniser())


def _docx(leaf: Leaf) -> Document:
    from parsers.word.reading import read_docx

    return read_docx(leaf.data, _scanned)


def _scanned(pictures: Sequence[bytes]) -> Document:
    return _recognised([(f"scanned page {number}", data) for number, data in enumerate(pictures, 1)])


def _doc(leaf: Leaf) -> Document:
    from parsers.word97 import read_doc

    return read_doc(leaf.data, _scanned)


def _image(leaf: Leaf) -> Document:
    from parsers.ocr import read_image

    return read_image(leaf.data, recogniser())


def _rtf(leaf: Leaf) -> Document:
    from parsers.office.rtf import read_rtf

    return read_rtf(leaf.data, _scanned)


def _odt(leaf: Leaf) -> Document:
    from parsers.office.odt import read_odt

    return read_odt(leaf.data, _scanned)


def _empty(_leaf: Leaf) -> Document:
    raise EmptyDocument


def _encrypted(leaf: Leaf) -> Document:
    raise Encrypted(_ENCRYPTED[leaf.format])


def _entry(leaf: Leaf) -> Document:
    from parsers.plain.invitation import read_invitation

    return read_invitation(decode_text(leaf.data, leaf.charset))


def _text_only(leaf: Leaf) -> Document:
    return Document((), "text", decode_text(leaf.data, leaf.charset))


_READERS: Final[dict[Format, Reader]] = {
    Format.TEXT: _plain,
    Format.HTML: _html,
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.DOC: _doc,
    Format.RTF: _rtf,
    Format.ODT: _odt,
    Format.IMAGE: _image,
    Format.EMPTY: _empty,
    Format.CALENDAR: _entry,
    Format.CARD: _entry,
    Format.REPORT: _text_only,
    Format.SIGNATURE: lambda _leaf: Document((), "text"),
    Format.PGP: _encrypted,
    Format.PKCS7: _encrypted,
    Format.RPMSG: _encrypted,
    Format.OFFICE_ENCRYPTED: _encrypted,
}
_TEXTUAL: Final = frozenset({Format.TEXT, Format.HTML, *BESIDE_THE_POINT} - {Format.SIGNATURE})
_UNREAD: Final = {
    Format.UNKNOWN: "a file of an unknown format",
    Format.ARCHIVE: "an archive (such as 7z or rar)",
    Format.SOUND: "a sound or video file",
}
_ENCRYPTED: Final = {
    Format.PGP: "encrypted (PGP): open it in the mail program that has the key, and key it by hand",
    Format.PKCS7: "encrypted (S/MIME): open it in the mail program that has the key, and key it by hand",
    Format.RPMSG: "encrypted (Microsoft 365): open it in Outlook and key it by hand",
    Format.OFFICE_ENCRYPTED: "an Office document that needs a password: open it by hand and key it",
}
