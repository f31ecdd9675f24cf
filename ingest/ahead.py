"""Taking the next while this one is being dealt with: the network and the disk wait at the same time."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
_END = object()


def one_ahead(items: Iterator[Item]) -> Generator[Item]:
    """What `items` yields, in order, the next one always begun on a thread of its own.

    What `items` raises is raised in its place. Once this generator is closed nothing of `items`
    runs any more: what was begun is waited for.
    """
    with ThreadPoolExecutor(1, "ahead") as ahead:
        coming = ahead.submit(next, items, _END)
        while (item := coming.result()) is not _END:
            coming = ahead.submit(next, items, _END)
            yield item  # type: ignore[misc]  # it is not the end, and so an item
