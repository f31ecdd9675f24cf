"""A signature is never the referrer; it is told beside a form that names none."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from parsers.form import Referrer
from parsers.mail.signature import names_nobody, signed_by
from tests.unit.parsers.emailed_form import FORM, email, read, tables

SIGNED = "Kind regards\nSome Sender\nDeputy Head\nDirect line: 023 9200 0123\n"
NAMELESS = "INTER-AGENCY CONTACT FORM\n\n" + FORM[FORM.index("CHILD 1") :].format(forename="Ann")
RULE = "\n________________________________\n"


def warnings(message: EmailMessage) -> str:
    (form,) = read(message).forms
    assert form.form.referrer.name is None
    assert form.form.referrer.phone is None
    return "; ".join(form.warnings)


def test_the_number_in_a_signature_above_the_form_is_never_the_referrers() -> None:
    form = FORM.format(forename="Ann").replace("Your phone number: ", "Tel: ")
    (read_form,) = read(email(f"Please see below.\n\n{SIGNED}{RULE}{form}")).forms
    assert read_form.form.referrer.phone == "+442392000000"


def test_a_number_in_the_form_stays_whatever_thanks_stand_above_it() -> None:
    (form,) = read(email(f"Many thanks\n\n{FORM.format(forename='Ann')}")).forms
    assert form.form.referrer.phone == "+442392000000"


def test_a_form_that_names_no_referrer_says_how_the_email_is_signed() -> None:
    told = warnings(email(f"{NAMELESS}\n{SIGNED}"))
    assert "the form names no referrer" in told
    assert "Some Sender, Deputy Head, Direct line: 023 9200 0123" in told


def test_an_attached_form_is_told_the_signature_of_its_covering_email() -> None:
    message = email(f"Please see attached.\n\n{SIGNED}")
    message.add_attachment(NAMELESS, filename="form.txt")
    assert "Some Sender" in warnings(message)


def test_a_form_that_names_its_referrer_gets_no_such_warning() -> None:
    (form,) = read(email(f"{FORM.format(forename='Ann')}\n{SIGNED}")).forms
    assert not any("signed" in warning for warning in form.warnings)


@pytest.mark.parametrize("subject", ["FW: form", "Fwd: form"])
def test_a_forwarders_signature_is_not_told(subject: str) -> None:
    message = email(f"Please log this.\n\n{SIGNED}")
    message.replace_header("Subject", subject)
    message.add_attachment(NAMELESS, filename="form.txt")
    assert "Some Sender" not in warnings(message)


def test_the_signature_around_an_attached_message_is_not_told() -> None:
    message = email(f"Please log this.\n\n{SIGNED}")
    message.add_attachment(email(NAMELESS))
    assert "Some Sender" not in warnings(message)


@pytest.mark.parametrize(
    "body",
    [
        "Please see attached.\n",
        "Thanks\nAmy\n",
        "Kind regards\nTel: 023 9200 0123\n",
        "Kind regards\nFirst name: Ann\nSurname: Any\n",
        f"See below.\n{SIGNED}\nFrom: A <a@b.example>\nSent: Monday\nSubject: form\n\nthe form\n",
    ],
)
def test_what_is_no_signature_of_the_senders_is_not_taken_for_one(body: str) -> None:
    assert signed_by(body, "form", tables()) is None


def test_a_signature_without_end_is_cut() -> None:
    said = signed_by("Regards\nAny Person\n" + "word word word word\n" * 90, None, tables())
    assert said is not None
    assert len(said) <= 200


def test_somebody_who_wants_to_stay_unnamed_is_left_unnamed() -> None:
    assert names_nobody(Referrer())
    assert not names_nobody(Referrer(anonymous="yes"))
    assert not names_nobody(Referrer(agency="Any School"))
