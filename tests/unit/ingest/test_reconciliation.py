"""What a folder holds, counted against what is recorded."""

from __future__ import annotations

from ingest.mailbox.errors import MailboxUnreachable
from ingest.store import Store
from tests.integration.taking import mail
from tests.unit.ingest.mail_path import pipeline
from tests.unit.ingest.paper_mailbox import PaperMailbox


def test_counting_says_what_became_of_each_message_on_the_server(store: Store) -> None:
    subjects = ("Form 1", "Form 2", "Lunch", "POISON")
    box, path = PaperMailbox(messages=dict(enumerate(map(mail, subjects), 1))), pipeline(store)
    box.missing[5], box.messages[5] = "too large", mail("Form 5")
    path.look(box, "INBOX")
    count = path.count(box, "INBOX")
    assert count.in_words().endswith(
        "all 5 messages are recorded (2 with forms, 1 with none, 1 for a person to look at, 1 waiting to be read)"
    )
    assert count.as_record()["states"] == {"referral": 2, "no_form": 1, "needs_attention": 1, "stored": 1}
    assert sum(count.states.values()) == count.recorded


def test_counting_names_what_is_not_recorded(store: Store) -> None:
    box, path = PaperMailbox(messages={1: mail("Form 1")}), pipeline(store)
    path.look(box, "INBOX")
    assert "all 1 messages are recorded" in path.count(box, "INBOX").in_words()
    box.messages[7] = mail("Form 7")
    count = path.count(box, "INBOX")
    assert count.missing == (7,)
    assert "1 of 2" in count.in_words()
    box.failure = MailboxUnreachable()
    assert "cannot be reached" in path.count(box, "INBOX").in_words()


def test_junk_is_watched_and_counted_like_any_folder(store: Store) -> None:
    inbox, junk = PaperMailbox(messages={1: mail("Form 1")}), PaperMailbox(messages={1: mail("Form 2")})
    path = pipeline(store)
    for box, folder in ((inbox, "INBOX"), (junk, "Junk")):
        assert path.look(box, folder).referrals == 1
    junk.messages[2] = mail("Form 3")
    assert path.count(inbox, "INBOX").missing == ()
    assert path.count(junk, "Junk").missing == (2,)
