"""A worker under load and in every kind of trouble: each letter is in the store once, as it was sent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.integration import dovecot_server
from tests.integration.soaking import report
from tests.integration.soaking.soak import Plan, Soak

HOUR = Plan(seconds=3600)
SECONDS = Plan(
    seconds=3,
    letters_a_second=5,
    between=0.2,
    pause=0.3,
    tidy_every=0.2,
    weigh_every=1,
    poll_seconds=1,
    patience=60,
)

pytestmark = [
    pytest.mark.dovecot,
    pytest.mark.skipif(dovecot_server.installed() is None, reason="Dovecot is not installed"),
]


@pytest.mark.long
@pytest.mark.timeout(6000)
def test_whatever_befalls_the_worker_every_letter_is_stored_once_as_it_was_sent(tmp_path: Path) -> None:
    account = Soak(HOUR if os.environ.get("TESTS_LONG") else SECONDS, tmp_path).run()
    told = "\n".join(report.lines(account))
    print(told)
    assert account.is_clean, told
    assert account.sent >= 20
    assert len(account.troubles) == 8, told
    assert account.reconciled.startswith("0:"), told
    assert account.audit.startswith("0:"), told
