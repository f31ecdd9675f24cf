"""A small document of each kind that messages bring, about nobody: for the reader to try itself on.

They have what real forms have: tables with rules, answers that wrap, boxes to tick, form fields.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from itertools import count
from typing import Final

_ASKED: Final = (
    ("Child's surname", "Example"),
    ("Forename", "Any"),
    ("Date of birth", "03/04/2015"),
    ("Address", "1 Any Street, Portsmouth"),
    ("Postcode", "PO1 2AB"),
    ("Mother's name", "Any Parent"),
    ("Who else lives at home?", "Nobody that we know of."),
    ("Referrer's name", "Any Person"),
    ("Telephone", "023 9200 0000"),
    ("Email", "any.person@mail.example"),
    ("Date and time of call", "01/10/2025 at 14:30"),
    ("Have parents been informed?", "Yes"),
    ("Reason for referral", "words " * 40),
)
#: What the longer forms ask too.
_ASKED_FURTHER: Final = (
    ("Your organisation", "Any Agency"),
    ("Your position", "Teacher"),
    ("Mother's telephone number", "07700 900123"),
    ("Father's name", "Any Other Parent"),
    ("Brothers and sisters", "Any Sibling, 7, at the same school"),
    ("School or nursery", "Any School, 2 Any Street, Portsmouth"),
    ("GP practice", "Any Surgery, 3 Any Street, Portsmouth"),
    ("Languages spoken at home", "English"),
    ("Is an interpreter needed?", "No"),
    ("Does the child have a disability?", "No"),
    ("What is working well?", "words " * 30),
    ("What has been tried?", "words " * 20),
    ("Who else knows of your concern?", "The head teacher"),
    ("Signed", "A. Person"),
    ("Date", "01/10/2025"),
)
_HEADERS: Final = (
    "From: Any Person <any.person@mail.example>\n"
    "Received: from a.example by b.example; Wed, 01 Oct 2025 17:32:20 +0100\n"
    "Date: Wed, 01 Oct 2025 17:32:00 +0100\nSubject: =?utf-8?Q?any?=\nMIME-Version: 1.0\n"
)
_LETTER: Final = (
    "Any School",
    "2 Any Street, Portsmouth PO1 2AB",
    "Tel: 023 9200 0000",
    "any.person@mail.example",
    "1 October 2025",
    "Multi-Agency Safeguarding Hub, Any Council",
    "Dear Colleague",
    "Re: Any Example, date of birth 03/04/2015, of 1 Any Street, Portsmouth PO1 2AB",
    "I am writing to make a referral about Any, a pupil at this school. " + "words " * 20,
    "Any lives with her mother, Ann Example, and her brother, Ben. Her mother has been told of this referral "
    "and agrees to it.",
    "Yours sincerely",
    "Any Person",
    "Teacher",
)
_WORD_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LEFT, _ANSWERS_AT, _RIGHT, _TOP = 50, 220, 550, 760  # points from a page's lower left corner
_LETTERS: Final = 60  # in a line of an answer
_LINE, _ROW = 12, 20


def specimens() -> Iterator[tuple[str, bytes]]:
    """Each with a file name."""
    lines = "\n".join(f"{label}: {answer}" for label, answer in _ASKED)
    cells = "".join(f"<tr><td>{label}</td><td>{answer}</td></tr>" for label, answer in _ASKED)
    yield "text.eml", f"{_HEADERS}Content-Type: text/plain; charset=iso-8859-1\n\n{lines}".encode()
    yield "page.eml", f"{_HEADERS}Content-Type: text/html\n\n<table>{cells}</table>".encode()
    yield "lines.docx", _docx("".join(map(_paragraph, lines.split("\n"))))
    yield "table.docx", _docx(_word_table())
    yield "letter.docx", _docx("".join(map(_paragraph, _LETTER)))
    yield "lines.pdf", _pdf([_lines(lines.split("\n"))])
    printed = _pdf(
        map(_ruled, (_ASKED[:7], _ASKED[7:], _ASKED_FURTHER[:8], _ASKED_FURTHER[8:])),
    )
    yield "printed.pdf", printed
    yield "attached.eml", _attached(printed)
    yield "fillable.pdf", _pdf([_framed(_ASKED)], _ASKED)
    yield "form.rtf", rb"{\rtf1\ansi words\par}"


def _attached(document: bytes) -> bytes:
    """An email that brings a form."""
    message = EmailMessage()
    message["From"], message["Subject"] = "Any Person <any.person@mail.example>", "any"
    message["Date"] = "Wed, 01 Oct 2025 17:32:00 +0100"
    message.set_content("Please find it attached.")
    message.add_attachment(document, maintype="application", subtype="pdf", filename="any.pdf")
    return message.as_bytes()


# --- Word ----------------------------------------------------------------------------------


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _word_table() -> str:
    rows = (
        "".join(f"<w:tc>{_paragraph(text)}</w:tc>" for text in (label, answer)) for label, answer in _ASKED
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _docx(body: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_CONTENT_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD_NAMESPACE}"><w:body>{body}</w:body></w:document>',
        )
    return kept.getvalue()


# --- PDF -----------------------------------------------------------------------------------


def _lines(lines: Iterable[str]) -> str:
    return "".join(_shown(_LEFT, _TOP - _ROW * at, line) for at, line in enumerate(lines))


def _ruled(rows: Iterable[tuple[str, str]]) -> str:
    """A table under a bold title, and a question with its boxes below it."""
    drawn = _shown(_LEFT, _TOP + _ROW, "INTER-AGENCY CONTACT FORM", "F2")
    foot = _TOP
    for label, answer in rows:
        lines = [answer[at : at + _LETTERS] for at in range(0, len(answer), _LETTERS)]
        top, foot = foot, foot - _LINE * len(lines) - 8
        drawn += f"{_LEFT} {foot} {_ANSWERS_AT - _LEFT} {top - foot} re S "
        drawn += f"{_ANSWERS_AT} {foot} {_RIGHT - _ANSWERS_AT} {top - foot} re S "
        drawn += _shown(_LEFT + 4, top - _LINE, label)
        drawn += "".join(
            _shown(_ANSWERS_AT + 4, top - _LINE * (at + 1), line) for at, line in enumerate(lines)
        )
    drawn += _shown(_LEFT, foot - _ROW, "Is the child in danger now?")
    for at, option in ((_ANSWERS_AT, "Yes"), (_ANSWERS_AT + 60, "No")):
        drawn += f"{at} {foot - _ROW} 10 10 re S {_shown(at + 14, foot - _ROW, option)}"
    return drawn + _shown(_LEFT, foot - 2 * _ROW, "Please answer every question as fully as you can.")


def _framed(rows: Iterable[tuple[str, str]]) -> str:
    """Labels beside the frames of the fields that stand where `_widget` puts them."""
    return "".join(
        f"{_ANSWERS_AT} {_TOP - _ROW * at} {_RIGHT - _ANSWERS_AT} 16 re S "
        + _shown(_LEFT, _TOP - _ROW * at + 4, label)
        for at, (label, _) in enumerate(rows)
    )


def _shown(x: int, y: int, text: str, font: str = "F1") -> str:
    return f"BT /{font} 11 Tf {x} {y} Td ({text.replace('(', '').replace(')', '')}) Tj ET "


def _pdf(contents: Iterable[str], fields: Iterable[tuple[str, str]] = ()) -> bytes:
    """Pages without a cross-reference table: readers find the objects themselves."""
    free = count(5)
    objects = {
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
    }
    widgets = {next(free): _widget(at, *field) for at, field in enumerate(fields)}
    pages = []
    for content in contents:
        page, stream = next(free), next(free)
        pages.append(page)
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/Annots[{_named(widgets)}]"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
        )
        objects[stream] = f"<</Length {len(content)}>> stream\n{content}\nendstream"
    form = f"/AcroForm<</Fields[{_named(widgets)}]/DA(/F1 10 Tf)>>" if widgets else ""
    objects[1] = f"<</Type/Catalog/Pages 2 0 R{form}>>"
    objects[2] = f"<</Type/Pages/Kids[{_named(pages)}]/Count {len(pages)}>>"
    written = "".join(
        f"{number} 0 obj {item} endobj\n" for number, item in sorted({**objects, **widgets}.items())
    )
    return f"%PDF-1.4\n{written}trailer <</Root 1 0 R/Size {next(free)}>>\n%%EOF\n".encode("ascii")


def _widget(at: int, label: str, answer: str) -> str:
    y = _TOP - _ROW * at
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Tx/T(Text{at})/TU({label})/V({answer})"
        f"/Rect[{_ANSWERS_AT} {y} {_RIGHT} {y + 16}]/DA(/F1 10 Tf)>>"
    )


def _named(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
