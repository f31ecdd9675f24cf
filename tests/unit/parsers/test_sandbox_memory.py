"""Memory in few large pages: what is made keeps what it holds."""

from __future__ import annotations

from parsers import sandbox_memory


def test_what_is_gathered_stays_as_it_was() -> None:
    made = [bytes([number % 256]) * 400 for number in range(20_000)]
    sandbox_memory.gather()
    assert all(piece == bytes([number % 256]) * 400 for number, piece in enumerate(made))
