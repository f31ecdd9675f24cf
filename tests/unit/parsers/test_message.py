"""A whole message or document to its reading: referral, no form, or a person's work."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from fpdf import FPDF
from PIL import Image

from parsers import leaf_reading, readers
from parsers import message as message_module
from parsers.form import Outcome, Reading
from parsers.message import read_headers
from parsers.mime.leaves import Leaf, Limits
from tests.unit.parsers.archives import zipped
from tests.unit.parsers.emailed_form import email, form, read

CONCERN = (
    "Dear MASH, I am worried about Amy Netherby, aged 7. She has bruises on her arm and says she was hit.\n"
)


def html_form(forename: str = "Amy") -> str:
    rows = "".join(
        "<tr><td>{}</td><td>{}</td></tr>".format(*line.split(":", 1))
        if ":" in line
        else f"<tr><th colspan=2>{line}</th></tr>"
        for line in form(forename).splitlines()
        if line
    )
    return f"<html><body><table>{rows}</table></body></html>"


def attach(message: EmailMessage, data: bytes, name: str, kind: str = "octet-stream") -> EmailMessage:
    message.add_attachment(data, maintype="application", subtype=kind, filename=name)
    return message


def forenames(reading: Reading) -> list[str | None]:
    return [child.forename for item in reading.forms for child in item.form.children]


def test_a_form_in_the_body_is_a_referral() -> None:
    reading = read(email(form()))
    assert (reading.outcome, reading.reason) == (Outcome.REFERRAL, None)
    assert [item.part for item in reading.forms] == ["1"]
    assert forenames(reading) == ["Amy"]
    assert reading.envelope.from_address == "any.person@school.example"


def test_text_and_html_of_one_form_are_one_referral() -> None:
    message = email(form())
    message.add_alternative(html_form(), subtype="html")
    reading = read(message)
    assert forenames(reading) == ["Amy"]
    assert [part.part for part in reading.parts] == ["1", "2"]


def test_a_form_in_the_body_and_attached_is_one_referral_that_says_so() -> None:
    reading = read(attach(email(form()), form().encode(), "form.txt"))
    assert forenames(reading) == ["Amy"]
    assert any("also stands in part" in warning for warning in reading.forms[0].warnings)


def test_two_forms_in_one_email_are_two_referrals() -> None:
    message = attach(attach(email(), form("Amy").encode(), "a.txt"), form("Ben").encode(), "b.txt")
    reading = read(message)
    assert [item.part for item in reading.forms] == ["2", "3"]
    assert forenames(reading) == ["Amy", "Ben"]


def test_a_form_in_a_zip_in_a_forwarded_message_is_found() -> None:
    inner = attach(email(), zipped({"x/form.txt": form().encode()}), "x.zip", "zip")
    outer = email("For you")
    outer.add_attachment(inner)
    reading = read(outer)
    assert [item.part for item in reading.forms] == ["2.2.1"]


def test_a_form_forwarded_inline_is_read_as_its_writer_had_it() -> None:
    quoted = "\n".join(f"> {line}" for line in form().splitlines())
    text = f"For you\n\n-----Original Message-----\nFrom: x\nSent: 14 October 2025\nTo: y\nSubject: z\n\n{quoted}\n"
    reading = read(email(text))
    assert forenames(reading) == ["Amy"]
    assert reading.forms[0].form.referrer.name == "Any Person"


def test_an_unreadable_attachment_beside_a_form_is_a_warning_that_names_it() -> None:
    reading = read(attach(email(form()), b"%PDF-1.7\ncut off", "child's name.pdf"))
    assert reading.outcome is Outcome.REFERRAL
    assert any("attachment 2 (PDF)" in warning for warning in reading.forms[0].warnings)
    assert not any("child's name" in warning for warning in reading.forms[0].warnings)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "form.docx", "empty"),
        (b"%PDF-1.7\ncut off", "form.pdf", "damaged"),
        (b"\x00\x01\x02\x03\x04", "form.xyz", "unknown format"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "form.7z", "archive"),
        (b"MZ\x90\0\3\0\0\0", "form.pdf.exe", "do not open it"),
        (b"-----BEGIN PGP MESSAGE-----\nx", "form.asc", "encrypted (PGP)"),
        (b"PK\x03\x04cut off", "form.zip", "damaged"),
    ],
)
def test_what_cannot_be_read_needs_attention_with_the_reason(data: bytes, name: str, words: str) -> None:
    reading = read(attach(email(), data, name))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert words in (reading.reason or "")
    assert name not in (reading.reason or "")
    assert reading.forms == []


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"Subject: x\n\n", b"Subject: x\n\n \r\n\0"])
def test_an_empty_message_needs_attention(raw: bytes) -> None:
    reading = read(raw)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "empty" in (reading.reason or "")


def test_an_email_with_nothing_but_a_small_picture_needs_attention() -> None:
    kept = io.BytesIO()
    Image.new("L", (60, 40)).save(kept, "PNG")
    reading = read(attach(email(" "), kept.getvalue(), "image001.png"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION


def test_an_empty_message_that_was_forwarded_needs_attention() -> None:
    outer = email(" ")
    outer.add_attachment(email(" "))
    assert "empty" in (read(outer).reason or "")


def test_photographs_that_no_reader_knows_need_attention_by_their_format() -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    reading = read(attach(attach(email(), heic, "1.heic"), heic, "2.heic"))
    assert "HEIC" in (reading.reason or "")


def test_the_empty_files_that_mail_servers_add_are_no_attachments() -> None:
    message = email("The workshop is on 6 November at 2pm in Room 3.")
    message.add_attachment("", filename="ATT00001.txt")
    assert read(message).outcome is Outcome.NO_FORM


def test_a_concern_in_plain_words_is_an_email_contact_to_make() -> None:
    reading = read(email(CONCERN))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "make an email contact of it" in (reading.reason or "")
    assert reading.concern is not None
    assert "bruises" in (reading.concern.concern.reason or "")


def test_a_concern_that_was_forwarded_is_not_buried() -> None:
    outer = email("For you")
    outer.add_attachment(email(CONCERN))
    assert read(outer).concern is not None


def test_a_concern_from_a_web_page_is_not_buried_because_a_machine_sent_it() -> None:
    assert read(email(CONCERN, Auto_Submitted="auto-generated")).concern is not None


def test_a_form_in_a_message_that_came_back_is_no_new_referral() -> None:
    bounce = email("This message could not be delivered.", Auto_Submitted="auto-replied")
    bounce.replace_header("Subject", "Undelivered Mail Returned to Sender")
    bounce.add_attachment(email(f"We have your form:\n\n{form()}"))
    reading = read(bounce)
    assert (reading.outcome, reading.forms) == (Outcome.NEEDS_ATTENTION, [])
    assert "gave back the form" in (reading.reason or "")


def test_a_newsletter_that_uses_the_words_is_no_form() -> None:
    reading = read(email(CONCERN, List_Id="<news.example>", Precedence="bulk"))
    assert reading.concern is None


def test_ordinary_mail_is_no_form() -> None:
    reading = read(email("Hello all,\n\nThe workshop is on 6 November at 2pm in Room 3.\n\nAny"))
    assert (reading.outcome, reading.reason) == (Outcome.NO_FORM, None)


def test_a_blank_form_needs_attention() -> None:
    blank = "\n".join(line.split(":")[0] + ":" if ":" in line else line for line in form().splitlines())
    reading = read(email(blank))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.forms == []


def test_a_form_behind_a_link_needs_attention() -> None:
    text = "You have received an encrypted message. Click here to read the message: https://x.example/m"
    reading = read(email(text))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "link" in (reading.reason or "")


def test_a_fault_in_a_reader_hides_no_form_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = readers.read_leaf

    def faulty(leaf: Leaf) -> object:
        if leaf.path == "2":
            raise ValueError("a fault")
        return real(leaf)

    monkeypatch.setattr(leaf_reading, "read_leaf", faulty)
    reading = read(attach(attach(email(), b"words", "a.txt"), form().encode(), "b.txt"))
    assert forenames(reading) == ["Amy"]
    assert any("attachment 2" in warning for warning in reading.forms[0].warnings)


@pytest.mark.parametrize("broken", [["decide"], ["decide", "read_mail"]])
def test_a_reader_that_fails_on_a_message_still_tells_whose_it_is_and_what_it_consists_of(
    monkeypatch: pytest.MonkeyPatch, broken: list[str]
) -> None:
    def faulty(*_given: object) -> None:
        raise ValueError("a fault")

    for name in broken:
        monkeypatch.setattr(message_module, name, faulty)
    reading = read(attach(email(), b"words", "a.txt"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "failed" in (reading.reason or "")
    assert reading.envelope.subject == "Contact form"
    assert [part.filename for part in reading.parts] == ([None, "a.txt"] if broken == ["decide"] else [])


def test_a_leaf_set_aside_is_not_touched_and_its_reason_is_told() -> None:
    touched: list[str] = []
    reading = read(
        attach(email(form()), b"x", "a.txt"), starting=touched.append, set_aside={"2": "it broke the reader"}
    )
    assert touched == ["1"]
    assert any("it broke the reader" in warning for warning in reading.forms[0].warnings)


@pytest.mark.parametrize("name", ["form.txt", "form.bin", "form"])
def test_a_bare_document_is_told_by_its_bytes(name: str) -> None:
    reading = read(form().encode(), name)
    assert forenames(reading) == ["Amy"]
    assert [(part.part, part.filename) for part in reading.parts] == [("1", name)]
    assert reading.envelope.from_address is None


def test_a_memorandum_in_a_text_file_keeps_its_first_lines() -> None:
    reading = read(b"From: Any School\nTo: MASH\nDate: 3 April 2025\n\nwords", "memo.txt")
    assert "Any School" in reading.parts[0].text


def test_an_email_without_its_suffix_is_an_email() -> None:
    assert read(email(form()).as_bytes(), "1234.M1.host:2,S").envelope.subject == "Contact form"


def test_a_message_over_the_limit_needs_attention() -> None:
    reading = read(email(form()), limits=Limits(message_bytes=100))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "larger than the limit" in (reading.reason or "")


def test_nesting_beyond_the_limit_needs_attention() -> None:
    reading = read(b"Content-Type: message/rfc822\n\n" * 1000 + b"\ndeep")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "deeper than the limit" in (reading.reason or "")


def test_a_doubtful_sender_is_a_warning_on_the_form() -> None:
    reading = read(email(form(), Authentication_Results="mx.example; dmarc=fail"))
    assert reading.outcome is Outcome.REFERRAL
    assert any("DMARC" in warning for warning in reading.forms[0].warnings)


def test_the_headers_alone_tell_whose_message_it_is() -> None:
    assert read_headers(email().as_bytes()).from_address == "any.person@school.example"


def pdf_of_pages(*texts: str) -> bytes:
    """A PDF with a page for each text; a page without text shows a picture of nothing."""
    document = FPDF()
    for text in texts:
        document.add_page()
        if text:
            document.set_font("Helvetica", size=11)
            document.multi_cell(0, 6, text)
        else:
            document.image(Image.new("L", (1200, 1600), 120), x=0, y=0, w=210)
    return bytes(document.output())


def test_a_page_that_nobody_could_read_is_never_no_form() -> None:
    reading = read(attach(email(), pdf_of_pages("The rota for next week.", ""), "a.pdf", "pdf"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "page 2" in (reading.reason or "")


def test_a_page_that_nobody_could_read_beside_a_form_is_a_warning() -> None:
    reading = read(attach(email(), pdf_of_pages(form(), ""), "a.pdf", "pdf"))
    assert reading.outcome is Outcome.REFERRAL
    assert any("page 2" in warning for warning in reading.forms[0].warnings)


def test_an_attachment_that_could_not_be_read_beside_plain_words_is_never_no_form() -> None:
    reading = read(attach(email("The workshop is on 6 November."), b"%PDF-1.7\ncut off", "a.pdf", "pdf"))
    assert reading.outcome is Outcome.NEEDS_ATTENTION
