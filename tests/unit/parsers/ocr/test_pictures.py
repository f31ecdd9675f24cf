"""Picture files into pages, whatever wrote them, and broken ones refused in words."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import Unreadable
from parsers.ocr.pictures import decode
from tests.unit.parsers.ocr.heic import PHOTOGRAPH


def test_a_telephones_photograph_is_one_grey_page() -> None:
    (page,) = decode(PHOTOGRAPH)
    assert (page.width, page.height) == (1000, 700)
    assert min(page.grey) < 60, "the ink"
    assert max(page.grey) > 200, "the paper"


@given(at=st.integers(0, len(PHOTOGRAPH) - 1), put=st.binary(min_size=1, max_size=4), cut=st.booleans())
def test_a_photograph_broken_anywhere_is_a_page_or_refused(at: int, put: bytes, cut: bool) -> None:
    broken = PHOTOGRAPH[:at] + put + (b"" if cut else PHOTOGRAPH[at + len(put) :])
    with contextlib.suppress(Unreadable):
        assert len(decode(broken)) == 1
