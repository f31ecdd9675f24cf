"""How long a server is waited for, and how that ends early."""

from __future__ import annotations

import threading

import pytest

from ingest.clock import SystemClock
from ingest.mailbox.errors import OutOfTime
from ingest.mailbox.patience import Patience


def test_patience_that_is_lost_is_lost_for_good_and_lets_go_of_what_it_waits_on() -> None:
    patience, let_go = Patience(SystemClock(), 5), threading.Event()
    patience.waits_on(let_go.set)
    assert patience.left() == 5
    patience.lose()
    assert let_go.is_set()
    with pytest.raises(OutOfTime), patience.for_at_most(60):
        patience.left()


def test_a_pause_ends_when_patience_is_lost() -> None:
    patience = Patience(SystemClock(), 5)
    pausing = threading.Thread(target=patience.pause, args=(3600,), daemon=True)
    pausing.start()
    patience.lose()
    pausing.join(20)
    assert not pausing.is_alive()
