"""Learning from the store: what officers settled, and nothing else, is taken for certain."""

from __future__ import annotations

import pytest

from ingest import learning
from ingest.desk import Desk
from ingest.domain.model import MatchStatus, NewContact
from ingest.errors import CallerMistake
from ingest.export import export_referrals
from ingest.matcher import FellegiSunterMatcher
from ingest.store import Ledger, Store
from tests.desk_views import referral_of
from tests.matching_world.measure import shipped_model, table_text
from tests.matching_world.stories import World
from tests.records import arrival, begin_reading, referral

MODEL = shipped_model()


@pytest.fixture
def matched(store: Store) -> Desk:
    """A desk with a few forms that matching linked, none of them settled."""
    desk, ledger = Desk(store, "officer", FellegiSunterMatcher(MODEL)), Ledger(store)
    world = World(5).live(12)
    for call in world.contacts:
        desk.log_contact(
            NewContact(
                call.received_at,
                reference=call.reference,
                taken_by=call.taken_by,
                caller=call.caller,
                children=call.children,
            )
        )
    for number, sent in enumerate(world.sent, 1):
        [stored] = ledger.store_messages([arrival(number, received_at=sent.received_at)])
        begin_reading(ledger, stored.message_id)
        ledger.record_reading(stored.message_id, referral(sent.form), desk.matcher)
    return desk


def test_too_few_settled_matches_are_refused_in_one_sentence(matched: Desk) -> None:
    with pytest.raises(CallerMistake, match="settled 0 pairs"):
        learning.learn_weights(matched, MODEL, table_text("matching"))


def test_what_officers_settled_is_learnt_from_and_tried(
    matched: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "_LEAST_SETTLED", 1)
    monkeypatch.setattr(learning, "_EVERY", 2)
    settled = 0
    for row in export_referrals(matched):
        for one in referral_of(matched, row["id"]).matches:
            if one.status is MatchStatus.AUTO:
                matched.confirm_match(one.id, one.revision)
                settled += 1
    learnt = learning.learn_weights(matched, MODEL, table_text("matching"))
    assert learnt.settled == settled
    assert learnt.seen >= settled
    assert 0 < learnt.comparison.pairs < settled
    assert "[child.dob]" in learnt.text
