"""Learning the matching weights from what this hub's officers settled; nothing is adopted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from ingest.desk import Desk
from ingest.domain.matching import Candidate, MatchingModel
from ingest.domain.matching.learning import Comparison, Observed, compare, learn, observe
from ingest.domain.matching.learnt import weights_text
from ingest.domain.model import Match, MatchStatus, Referral
from ingest.errors import CallerMistake
from ingest.store import candidates, contacts, exports, matches, referrals

_CHUNK = 200
_EVERY = 5  # one referral in so many is held out
_LEAST_SETTLED = 20


@dataclass(frozen=True, slots=True)
class Learnt:
    """What came of learning: pairs settled and seen, the comparison on those held out, and the
    weights as TOML."""

    settled: int
    seen: int
    comparison: Comparison
    text: str


def learn_weights(desk: Desk, model: MatchingModel, in_force: str) -> Learnt:
    """Fit the weights to the store's matches, and try them on those held out. Audited.

    `in_force` is the TOML text of `model`'s weights. Raises `CallerMistake` where officers have
    settled too few matches to tell whether anything got better.
    """
    with desk.store.writing() as conn:
        desk.audit(conn, desk.store.clock.now(), "matching.learnt", None)
    fitted: list[Observed] = []
    held_out: list[Observed] = []
    for referral_id, pairs in _observed(desk, model):
        (fitted if crc32(referral_id.encode()) % _EVERY else held_out).extend(pairs)
    settled = [sum(pair.is_match is not None for pair in pairs) for pairs in (fitted, held_out)]
    if min(settled) < _LEAST_SETTLED:
        raise CallerMistake(
            f"officers have settled {sum(settled)} pairs of a form and a call, {settled[1]} of them held out to "
            f"try what is learnt: {_LEAST_SETTLED} have to be held out, which takes about "
            f"{_LEAST_SETTLED * _EVERY} in all, so confirm and reject more matches first"
        )
    learnt = learn(fitted, model)
    comparison = compare(held_out, model, learnt)
    return Learnt(sum(settled), len(fitted) + len(held_out), comparison, weights_text(in_force, learnt))


def _observed(desk: Desk, model: MatchingModel) -> Iterator[tuple[str, list[Observed]]]:
    """Each current referral beside the contacts that it is, or was, compared with."""
    after = 0
    while True:
        with desk.store.reading() as conn:
            rows = exports.referral_rows(conn, after, _CHUNK)
            known = matches.of_referrals(conn, [row.id for row in rows])
            for row in rows:
                received = referrals.from_row(row._mapping)
                keys = referrals.keys_of(conn, received.id)
                found = candidates.likeliest(conn, keys, received.received_at, but_for=received.id)
                missing = {one.contact_id for one in known[row.id]} - {contact.id for contact, _ in found}
                beside = [Candidate(contact, answered) for contact, answered in found]
                beside += map(Candidate, contacts.by_ids(conn, sorted(missing)))
                yield received.id, _pairs(received, beside, known[row.id], model)
                after = row.number
        if len(rows) < _CHUNK:
            return


def _pairs(
    received: Referral, beside: Sequence[Candidate], known: Sequence[Match], model: MatchingModel
) -> list[Observed]:
    said = {one.contact_id: _said(one) for one in known}
    return [
        observe(received.form, received.received_at, one, model, said.get(one.contact.id)) for one in beside
    ]


def _said(one: Match) -> bool | None:
    """What an officer said of a match; an undone link is open again."""
    if one.settled_by is None or one.status not in {MatchStatus.CONFIRMED, MatchStatus.REJECTED}:
        return None
    return one.status is MatchStatus.CONFIRMED
