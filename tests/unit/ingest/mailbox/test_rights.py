"""What a server tells of an account's rights in a folder."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.mailbox import rights


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([b"INBOX lrswite"], "lrswite"),
        ([b'"Shared/mash" "lrs"'], "lrs"),
        ([(b"{5}", b"INBOX"), b" lr"], "lr"),
        ([b"INBOX lrswicd"], "lrswicdkxte"),  # an older server
        ([b"INBOX lrwtd"], "lrwtd"),  # a newer one, which says the older letter besides
        ([b"INBOX lrwkc"], "lrwkc"),
    ],
)
def test_rights_are_read_in_the_letters_of_today(answers: list[Any], told: str) -> None:
    assert rights.told(answers) == frozenset(told)


@pytest.mark.parametrize(
    "answers", [[None], [], [b"INBOX"], [b"INBOX swite"], [b"INBOX NIL"], [b"INBOX (lr)"]]
)
def test_what_cannot_be_so_of_a_folder_that_opens_tells_nothing(answers: list[Any]) -> None:
    assert rights.told(answers) is None
