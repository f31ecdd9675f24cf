"""A secret that is read whenever it is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.mailbox.errors import MailboxError
from ingest.mailbox.secret import Secret


def test_a_secret_is_what_stands_there_now_and_is_renewed_until_it_is_used(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("old")
    secret = Secret(file.read_text)
    assert not secret.is_renewed()  # nobody has used one yet
    assert secret() == "old"
    assert not secret.is_renewed()
    file.write_text("new")
    assert secret.is_renewed()
    assert secret() == "new"
    assert not secret.is_renewed()


def test_a_secret_that_is_just_being_replaced_is_not_renewed_yet() -> None:
    there = ["old"]

    def read() -> str:
        if not there:
            raise MailboxError
        return there[0]

    secret = Secret(read)
    secret()
    there.clear()
    assert not secret.is_renewed()
    with pytest.raises(MailboxError):
        secret()


def test_no_text_of_it_shows_what_it_is() -> None:
    secret = Secret(lambda: "hunter2")
    secret()
    assert "hunter2" not in repr(secret) + str(secret)
