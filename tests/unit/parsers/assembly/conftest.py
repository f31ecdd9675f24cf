"""The packaged label tables, and a reader from blocks to what was found on one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from config import tables
from parsers.assembly import AssembledForm, assemble
from parsers.blocks import Document
from parsers.labels import Hub, LabelTables


@pytest.fixture(scope="session")
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


@pytest.fixture(scope="session")
def forms(labels: LabelTables) -> Callable[[Document], list[AssembledForm]]:
    hub = Hub(phones=("023 9268 8793",), emails=("mash@portsmouthcc.gov.uk",), postcodes=("PO1 2AL",))
    return lambda document: assemble(document, labels, hub)


@pytest.fixture(scope="session")
def said(forms: Callable[[Document], list[AssembledForm]]) -> Callable[[Document], dict[str, Any]]:
    """What the only form of a document says, without what it leaves blank."""

    def read(document: Document) -> dict[str, Any]:
        (found,) = forms(document)
        pruned = _pruned(found.form.to_dict())
        assert isinstance(pruned, dict)
        return pruned

    return read


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _pruned(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value
