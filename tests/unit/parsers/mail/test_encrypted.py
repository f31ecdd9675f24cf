"""Emails whose words lie elsewhere: encrypted, behind a portal, or in a shared file."""

from __future__ import annotations

import pytest

from parsers.mail.encrypted import encrypted_text, portal_notice


@pytest.mark.parametrize(
    ("subject", "text", "source", "filenames"),
    [
        (
            "You have received a secure message from Any Surgery",
            "Read the message. The link expires in 30 days.",
            "<a href='https://x.example/m'>",
            [],
        ),
        (
            "Encrypted message",
            "Any School has sent you a protected message. Read the message",
            "https://outlook.office365.com/Encryption/x",
            [],
        ),
        ("Referral", "Click here to open the message", "", ["message_v4.rpmsg"]),
        (
            "Secure email",
            "You have been sent a secure email using Egress. Click here to read it",
            "https://switch.egress.com/x",
            [],
        ),
        (
            "Referral",
            "To read this secure message, open the attachment securedoc.html",
            "",
            ["securedoc_20250101T090000.html"],
        ),
        ("Referral", "You have a Mimecast Secure Messaging message: log in to view the message", "", []),
        (
            "Secure message: Child M",
            "You have a secure message waiting from Any Ward.\nView message",
            "<a href='https://portal.example/'>View message</a>",
            [],
        ),
        (
            "You have a message",
            "You have received a message in your web mail account.\nPlease log in at https://www.x.example to read it.",
            "",
            [],
        ),
        (
            "New message",
            "You have a new letter from Any Trust. Open the letter",
            "<a href='https://x.example'>",
            [],
        ),
        ("New ZixCorp secure email message", "Open Message", "https://web1.zixmail.net/x", []),
        ("Form", "I have shared the form with you, here", "https://x.sharepoint.com/:w:/s/y", []),
        (
            "Kate shared a file",
            "Here is the referral that we spoke about",
            "https://x-my.sharepoint.com/personal/y",
            [],
        ),
        ("Re: the form", "As promised\nhttps://1drv.ms/w/s!AkQd", "", []),
        ("", "https://x.example/f/2231", "", []),
        (
            "Shared",
            "Sam Long sent you a document to review",
            "<a href='https://docusign.example/r'>Review</a>",
            [],
        ),
        ("Files", "Ann has shared 2 files with you", "<a href='https://any.example/r'>Get them</a>", []),
        (
            "",
            "You have received a new encrypted document. Log in to your account to download the document",
            "http://x.example",
            [],
        ),
        (
            "New alert",
            "You have 1 new alert in the school's system. Please log in to read it.",
            "https://alerts.example/4",
            [],
        ),
        ("", "A referral was assigned to you. Sign in at any time to view.", "https://x.example", []),
    ],
)
def test_a_link_to_a_message_elsewhere_is_told(
    subject: str, text: str, source: str, filenames: list[str | None]
) -> None:
    assert portal_notice(subject, text, source, filenames) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The workshop is on 6 November. Click here to see the programme: https://x.example",
        "Please find the minutes attached. This email is confidential; if you have received it in error delete it.",
        "Our emails are scanned by Mimecast. https://x.example",
        "Please send forms by secure email only. Our address is on https://x.example",
        "The new form is at https://docs.google.com/x",
        "Log in to see your payslip for November: https://pay.example",
        "You have a new message about your order. Log in to read it: https://shop.example",
        "The agenda for Thursday is on the team's site as usual: https://x.sharepoint.com/agenda",
    ],
)
def test_ordinary_mail_is_no_notice(text: str) -> None:
    assert portal_notice("Minutes", text, text, [None, "minutes.pdf"]) is None


def test_the_sentence_names_the_product_and_what_to_do() -> None:
    sentence = portal_notice("Secure email", "Egress Protect: click here to read the message", "", [])
    assert sentence == "a link to a secure message (Egress): open it before it expires and key it by hand"


def test_a_pgp_message_pasted_into_a_text_is_told_even_when_quoted() -> None:
    assert encrypted_text("hello\n> -----BEGIN PGP MESSAGE-----\n> x") is not None
    assert encrypted_text("-----BEGIN PGP SIGNED MESSAGE-----\nhello") is None
