"""An email into its leaves: inside forwards, archives and winmail.dat, to the limits."""

from __future__ import annotations

import base64
import hashlib
from email.message import EmailMessage

from parsers.errors import Encrypted, OverLimit, Unreadable
from parsers.mime.leaves import Limits, Mail, read_file, read_mail
from parsers.mime.sniff import Format
from tests.unit.parsers.archives import zipped

PDF = b"%PDF-1.4\nwords"


def mail(message: EmailMessage | bytes, **limits: int) -> Mail:
    raw = message if isinstance(message, bytes) else message.as_bytes()
    return read_mail(raw, Limits(**limits))


def letter(text: str = "words") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "any@mail.example"
    message.set_content(text)
    return message


def test_each_leaf_carries_the_hash_and_name_of_what_was_sent() -> None:
    message = letter()
    message.add_attachment(PDF, maintype="application", subtype="octet-stream", filename="../form.pdf")
    body, form = mail(message).leaves
    assert (body.path, body.attached, body.format) == ("1", False, Format.TEXT)
    assert (form.path, form.attached, form.format) == ("2", True, Format.PDF)
    assert form.filename == "form.pdf"
    assert form.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_part_without_name_or_disposition_is_found_by_its_bytes() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: x/y\n\n\0junk\n%PDF-1.4\n--b--\n"
    (leaf,) = mail(raw).leaves
    assert (leaf.format, leaf.attached) == (Format.PDF, True)


def test_files_in_a_zip_in_an_email_in_an_email_are_leaves() -> None:
    inner = letter()
    inner.add_attachment(zipped({"a/form.pdf": PDF}), maintype="application", subtype="zip", filename="x.zip")
    outer = letter("see below")
    outer.add_attachment(inner)
    found = {leaf.path: leaf for leaf in mail(outer).leaves}
    assert list(found) == ["1", "2", "2.1", "2.2", "2.2.1"]
    assert found["2.2.1"].data == PDF
    assert [path for path, leaf in found.items() if leaf.container] == ["2", "2.2"]
    assert found["2.1"].message == "2"


def test_an_email_attached_as_a_file_is_taken_apart() -> None:
    outer = letter()
    outer.add_attachment(
        b"Message-ID: <a@b.example>\nFrom: a@b.example\n\nhello",
        maintype="application",
        subtype="octet-stream",
        filename="note.eml",
    )
    assert mail(outer).leaves[-1].data == b"hello"


def test_a_zip_of_zips_ends_at_the_limit() -> None:
    data = zipped({"form.pdf": PDF})
    for _ in range(30):
        data = zipped({"inner.zip": data})
    leaves = read_file(data, "x.zip", Limits(depth=10)).leaves
    assert isinstance(leaves[-1].problem, OverLimit)


def test_a_zip_of_more_files_than_the_limit_hides_no_attachment_after_it() -> None:
    message = letter()
    many = zipped({str(n): PDF for n in range(50)})
    message.add_attachment(many, maintype="application", subtype="zip", filename="many.zip")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="form.pdf")
    leaves = mail(message, leaves=20).leaves
    assert isinstance(leaves[1].problem, OverLimit)
    assert len(leaves) == 23
    assert leaves[-1].path == "3"


def test_what_is_inside_multipart_encrypted_is_encrypted() -> None:
    raw = (
        b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
        b"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
        b"--b\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\nx\n--b--\n"
    )
    assert all(isinstance(leaf.problem, Encrypted) for leaf in mail(raw).leaves)


def test_one_piece_of_a_message_sent_in_several_is_no_message() -> None:
    (leaf,) = mail(b"Content-Type: message/partial; number=1; total=3; id=x\n\nhalf").leaves
    assert isinstance(leaf.problem, Unreadable)


def test_text_and_html_of_one_body_stand_in_one_alternative() -> None:
    message = letter()
    message.add_alternative("<p>words</p>", subtype="html")
    assert [leaf.around for leaf in mail(message).leaves] == [(("", "alternative"),)] * 2


def test_a_flowed_body_says_so() -> None:
    (leaf,) = mail(b"Content-Type: text/plain; format=Flowed; DelSp=yes\n\nwords").leaves
    assert (leaf.flowed, leaf.delsp) == (True, True)


def test_a_file_that_was_left_in_base64_is_found_in_it() -> None:
    pdf = PDF * 40
    raw = b"Content-Type: application/pdf; name=form.pdf\nContent-Transfer-Encoding: 8bit\n\n"
    outer, inner = mail(raw + base64.encodebytes(pdf)).leaves
    assert (outer.path, inner.path, inner.filename) == ("1", "1.1", "form.pdf")
    assert (inner.data, inner.format) == (pdf, Format.PDF)


def test_a_bare_file_is_its_own_one_leaf() -> None:
    (leaf,) = read_file(PDF, "/a/b/form.pdf", Limits()).leaves
    assert (leaf.path, leaf.filename, leaf.format) == ("1", "form.pdf", Format.PDF)
