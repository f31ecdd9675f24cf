"""Letters are recorded first, sent once at most, and what became of each is told."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Settings
from ingest.addresses import is_trusted, sendable
from ingest.bootstrap.telling import postman as configured_postman
from ingest.clock import SetClock
from ingest.desk import Desk, DeskRules
from ingest.errors import CallerMistake
from ingest.sending import Postman
from ingest.smtp import SmtpServer
from ingest.store import Store
from ingest.store.outbox import Outbox, of_record, write
from tests.desk_views import actions
from tests.records import MORNING, SurnameMatcher, call
from tests.unit.ingest.smtp_server import HANG_UP, ScriptedSmtp, serving

KEY = "contact:1"
TRUSTED = ("gov.uk", "ferry.example")


@pytest.fixture
def officer(store: Store) -> Desk:
    rules = DeskRules(letters_to=TRUSTED, hub="Anytown MASH")
    desk = Desk(store, "officer", SurnameMatcher(), rules)
    desk.log_contact(call(email="jo@ferry.example"))
    return desk


def postman(store: Store, script: ScriptedSmtp) -> Postman:
    server = SmtpServer("127.0.0.1", script.port, "none")
    return Postman(Outbox(store), server, "mash@council.example", "Anytown MASH", store.clock)


def states(store: Store) -> list[str]:
    with store.reading() as conn:
        return [row.state for row in of_record(conn, KEY)]


def test_a_letter_goes_to_the_address_on_the_record_and_is_told_in_its_history(
    officer: Desk, store: Store
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp()) as script:
        assert postman(store, script).send_waiting() == 1
        assert postman(store, script).send_waiting() == 0
    [raw] = script.letters
    letter = message_from_bytes(raw, policy=policy.default)
    assert letter["To"] == "jo@ferry.example"
    assert script.recipients == ["rcpt TO:<jo@ferry.example>"]
    assert letter["Message-ID"].endswith("@council.example>")
    assert "C-000001" in letter["Subject"]
    assert "Maya" not in letter.as_string()
    assert actions(store, KEY)[-2:] == ["contact.chased", "letter.sent"]
    assert officer.letter(KEY).earlier[0].endswith(": sent")


@pytest.mark.parametrize("said", ["MAIL", "RCPT", "DATA", "END"])
def test_what_is_refused_for_now_is_tried_again_and_sent_once(
    officer: Desk, store: Store, clock: SetClock, said: str
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({said: b"451 later\r\n"})) as script:
        assert postman(store, script).send_waiting() == 0
    assert states(store) == ["waiting"]
    clock.move(timedelta(minutes=2))
    with serving(ScriptedSmtp()) as script:
        assert postman(store, script).send_waiting() == 1
    assert len(script.letters) == 1
    assert states(store) == ["sent"]


@pytest.mark.parametrize("said", ["MAIL", "RCPT", "DATA", "END"])
def test_what_is_refused_for_good_is_told(officer: Desk, store: Store, said: str) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({said: b"550 no such user jo@ferry.example\r\n"})) as script:
        postman(store, script).send_waiting()
    assert states(store) == ["failed"]
    [told] = officer.letter(KEY).earlier
    assert "NOT SENT" in told
    assert "jo@" not in told


def test_a_letter_that_failed_counts_until_the_next_about_that_record_goes(
    officer: Desk, store: Store
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"RCPT": b"550 no such user\r\n"})) as script:
        postman(store, script).send_waiting()
    assert officer.letters_not_sent() == 1
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp()) as script:
        postman(store, script).send_waiting()
    assert officer.letters_not_sent() == 0


def test_a_letter_that_failed_is_told_with_the_counts_until_it_is_copied_or_its_call_awaits_no_form(
    officer: Desk, store: Store, clock: SetClock
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"RCPT": b"550 no such user\r\n"})) as script:
        postman(store, script).send_waiting()
    assert officer.counts(clock.now()).letters_not_sent == ("C-000001",)
    officer.letter_taken(KEY, 1)
    assert officer.counts(clock.now()).letters_not_sent == ()
    assert "copied" in officer.letter(KEY).earlier[0]
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"RCPT": b"550 no such user\r\n"})) as script:
        postman(store, script).send_waiting()
    officer.close_contact(1, "advice only", 1)
    assert officer.counts(clock.now()).letters_not_sent == ()


def test_a_letter_that_no_server_takes_for_an_hour_is_told_as_not_sent(
    officer: Desk, store: Store, clock: SetClock
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"MAIL": b"451 later\r\n"})) as script:
        postman(store, script).send_waiting()
    assert officer.counts(clock.now()).letters_not_sent == ()
    clock.move(timedelta(hours=1))
    assert officer.counts(clock.now()).letters_not_sent == ("C-000001",)
    assert officer.letters_not_sent() == 1


def test_a_server_that_hangs_up_before_the_letter_left_is_tried_again(officer: Desk, store: Store) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"RCPT": HANG_UP})) as script:
        postman(store, script).send_waiting()
    assert states(store) == ["waiting"]


def test_an_address_that_no_server_takes_is_told_and_holds_up_no_other_letter(store: Store) -> None:
    desk = Desk(store, "officer", SurnameMatcher(), DeskRules(letters_to=("example",)))
    addresses = ("j\u00f6@ferry.example", "jo@ferry.example")
    for address in addresses:
        desk.log_contact(call(email=address))
    with store.writing() as conn:
        for number, address in enumerate(addresses, 1):
            words = {"to_address": address, "subject": "Your call", "text": "Please write."}
            write(conn, f"contact:{number}", {**words, "message_id": str(number)}, "officer", MORNING)
    with serving(ScriptedSmtp()) as script:
        assert postman(store, script).send_waiting() == 1
    assert states(store) == ["failed"]


def test_a_password_that_smtp_cannot_carry_is_told_and_the_letter_waits(officer: Desk, store: Store) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n"})) as script:
        server = SmtpServer("127.0.0.1", script.port, "none", "mash", lambda: "p\u00e4ss\u20acword")
        Postman(Outbox(store), server, "mash@council.example", "Anytown MASH", store.clock).send_waiting()
    assert states(store) == ["waiting"]


def test_a_password_that_was_changed_in_its_file_logs_in_the_next_letter(
    officer: Desk, store: Store, clock: SetClock, tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text("old")
    answers = {"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n", "AUTH": b"235 in\r\n"}
    with serving(ScriptedSmtp(answers)) as script:
        chosen = Settings.model_validate(
            {
                "letters": {
                    "host": "127.0.0.1",
                    "port": script.port,
                    "tls": "none",
                    "user": "mash",
                    "sender": "mash@council.example",
                    "password_file": str(secret),
                }
            }
        )
        sender = configured_postman(chosen, store)
        assert sender is not None
        officer.send_letter(KEY, 1)
        secret.unlink()
        assert sender.send_waiting() == 0  # it is just being replaced
        clock.move(timedelta(days=1))
        secret.write_text("new")
        assert sender.send_waiting() == 1
    assert script.logins == [b"\0mash\0new"]


def test_a_letter_that_may_have_been_taken_is_never_sent_again(
    officer: Desk, store: Store, clock: SetClock
) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp({"END": HANG_UP})) as script:
        postman(store, script).send_waiting()
        clock.move(timedelta(days=2))
        postman(store, script).send_waiting()
    assert len(script.letters) == 1
    assert states(store) == ["unsure"]


def test_a_letter_in_hand_when_the_program_ended_is_not_sent_again(officer: Desk, store: Store) -> None:
    officer.send_letter(KEY, 1)
    assert Outbox(store).begin() is not None
    with serving(ScriptedSmtp()) as script:
        assert postman(store, script).send_waiting() == 0
    assert script.letters == []
    assert states(store) == ["unsure"]


def test_after_a_day_without_a_server_it_is_given_up(officer: Desk, store: Store, clock: SetClock) -> None:
    officer.send_letter(KEY, 1)
    nowhere = postman(store, ScriptedSmtp(port=9))
    for _ in range(60):
        nowhere.send_waiting()
        clock.move(timedelta(hours=1))
    assert states(store) == ["failed"]


def test_a_server_without_starttls_gets_no_letter(officer: Desk, store: Store) -> None:
    officer.send_letter(KEY, 1)
    with serving(ScriptedSmtp()) as script:
        server = SmtpServer("127.0.0.1", script.port, "starttls")
        Postman(Outbox(store), server, "m@council.example", "MASH", store.clock).send_waiting()
    assert script.letters == []
    assert states(store) == ["waiting"]


def test_a_private_address_needs_to_be_said_twice(officer: Desk) -> None:
    officer.log_contact(call("Otter", None, email="jo@mail.example"))
    assert officer.letter("contact:2").private
    with pytest.raises(CallerMistake, match="not an address of an authority"):
        officer.send_letter("contact:2", 1)
    officer.send_letter("contact:2", 1, private_too=True)
    with pytest.raises(CallerMistake, match="on its way already"):
        officer.send_letter("contact:2", 1, private_too=True)


def test_without_a_mail_server_or_an_address_letters_are_copied(desk: Desk, officer: Desk) -> None:
    assert not desk.letter(KEY).can_send
    officer.log_contact(call("Otter", None, email="jo@ferry.example\nBcc: other@mail.example"))
    assert not officer.letter("contact:2").can_send
    for who, key in ((desk, KEY), (officer, "contact:2")):
        with pytest.raises(CallerMistake, match="copy it"):
            who.send_letter(key, 1, private_too=True)


def test_a_reference_with_line_breaks_makes_no_header(officer: Desk, store: Store) -> None:
    officer.log_contact(
        call("Otter", None, email="jo@ferry.example", reference="A\r\nBcc: other@mail.example")
    )
    officer.send_letter("contact:2", 1)
    with serving(ScriptedSmtp()) as script:
        postman(store, script).send_waiting()
    letter = message_from_bytes(script.letters[0], policy=policy.default)
    assert letter["Bcc"] is None
    assert script.recipients == ["rcpt TO:<jo@ferry.example>"]


@given(st.text(max_size=40))
def test_an_address_is_one_word_or_none(words: str) -> None:
    address = sendable(words)
    assert address is None or not set(address) & set(' \r\n\t<>,;:"()[]\\')
    injected = sendable(f"jo@ferry.example{words}")
    assert injected is None or injected.isascii()


def test_a_domain_is_trusted_with_those_below_it_and_no_look_alike() -> None:
    assert is_trusted("a@gov.uk", TRUSTED)
    assert is_trusted("a@portsmouth.GOV.UK", TRUSTED)
    assert not is_trusted("a@notgov.uk", TRUSTED)
    assert not is_trusted("a@gov.uk.mail.example", TRUSTED)
