"""What a mailbox gives to the store at a time, where its server does not say: few messages, and few bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.mailbox.errors import MailboxError
from ingest.mailbox.source import Fetched

_MOST_BYTES = 2 * 1024 * 1024


def in_chunks(fetched: Iterable[Fetched], most: int) -> Iterator[Sequence[Fetched]]:
    """At most so many messages at a time, in their order. Where the mailbox fails on the way, what came
    before is given first."""
    some: list[Fetched] = []
    try:
        for one in fetched:
            some.append(one)
            if len(some) >= most or sum(len(each.raw) for each in some) > _MOST_BYTES:
                yield some
                some = []
    except MailboxError:
        if some:
            yield some
        raise
    if some:
        yield some
