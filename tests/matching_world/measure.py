"""Matching a whole invented world as the pipeline would, and counting what came of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from typing import Protocol

from ingest.domain.matching import Candidate, MatchingModel, contact_keys, form_keys, propose
from ingest.domain.model import Contact, MatchStatus, Proposal
from ingest.store.blocks import hour_of, most_of, rank
from ingest.store.candidates import MOST_CANDIDATES, WROTE_FIRST, WROTE_LATE
from tests.matching_world.stories import Sent

_BINS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1.01)


def shipped_model() -> MatchingModel:
    """The model of the files that are shipped."""
    names = ("matching", "nicknames", "agencies", "name_frequencies")
    weights, nicknames, agencies, frequencies = map(table_text, names)
    return MatchingModel.from_toml(weights, nicknames=nicknames, agencies=agencies, frequencies=frequencies)


def table_text(name: str) -> str:
    """The text of one of the tables that are shipped."""
    return (files("config") / f"{name}.toml").read_text(encoding="utf-8")


@dataclass
class Tally:
    """Counts for one trap. `true` are links that should be; `offered` those in the first three."""

    forms: int = 0
    true: int = 0
    linked: int = 0
    offered: int = 0
    wrong: int = 0


@dataclass
class Figures:
    """What came of a world: tallies by trap, wrong links, and proposals by probability."""

    traps: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[tuple[Sent, Contact, Proposal]] = field(default_factory=list)
    missed: list[tuple[Sent, Contact, Proposal | None]] = field(default_factory=list)
    proposed: Counter[float] = field(default_factory=Counter)
    right: Counter[float] = field(default_factory=Counter)
    expected: dict[float, float] = field(default_factory=lambda: defaultdict(float))
    candidates: int = 0
    met: int = 0
    odds: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def total(self) -> Tally:
        tallies = self.traps.values()
        return Tally(*(sum(getattr(one, name) for one in tallies) for name in Tally.__dataclass_fields__))


class Lived(Protocol):
    """A world's calls, and its forms in order of time."""

    contacts: list[Contact]
    sent: list[Sent]


class Log:
    """The log of calls, found as the store finds them: of each key the newest, then the likeliest."""

    def __init__(self, world: Lived) -> None:
        self.contacts = {contact.id: contact for contact in world.contacts}
        self._by_key: dict[str, list[Contact]] = defaultdict(list)
        for contact in sorted(world.contacts, key=lambda one: (hour_of(one.received_at), one.id)):
            for key in contact_keys(contact):
                self._by_key[key].append(contact)

    def near(self, sent: Sent) -> Iterator[Contact]:
        """The contacts that the form is compared with."""
        keys = sorted(form_keys(sent.form))
        most = [most_of(key) for key in keys]
        yield from (self.contacts[number] for number in rank(self._shared(sent, keys), most, MOST_CANDIDATES))

    def _shared(self, sent: Sent, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        since, until = sent.received_at - WROTE_LATE, sent.received_at + WROTE_FIRST
        for at, key in enumerate(keys):
            known = self._by_key.get(key, ())
            in_time = (one.id for one in reversed(known) if since <= one.received_at <= until)
            yield from ((at, number) for number in islice(in_time, most_of(key)))


def measure(world: Lived, model: MatchingModel) -> Figures:
    """Match every form of `world` in order of time; links count for the forms that come later."""
    figures, log = Figures(), Log(world)
    answered: dict[int, tuple[str, ...]] = {}
    for number, sent in enumerate(world.sent):
        candidates = [Candidate(contact, answered.get(contact.id, ())) for contact in log.near(sent)]
        figures.candidates += len(candidates)
        figures.met += len({one.contact.id for one in candidates} & sent.follows)
        proposals = propose(sent.form, sent.received_at, candidates, model)
        for proposal in proposals:
            if proposal.status is MatchStatus.AUTO:
                answered[proposal.contact_id] = (*answered.get(proposal.contact_id, ()), f"form-{number}")
        _count(figures, sent, proposals, log)
    return figures


def _count(figures: Figures, sent: Sent, proposals: tuple[Proposal, ...], log: Log) -> None:
    tally = figures.traps[sent.trap]
    linked = {item.contact_id for item in proposals if item.status is MatchStatus.AUTO}
    tally.forms += 1
    tally.true += len(sent.follows)
    tally.linked += len(linked & sent.follows)
    tally.offered += len({item.contact_id for item in proposals[:3]} & sent.follows)
    tally.wrong += len(linked - sent.follows)
    by_contact = {item.contact_id: item for item in proposals}
    figures.wrong += [(sent, log.contacts[one], by_contact[one]) for one in linked - sent.follows]
    figures.missed += [(sent, log.contacts[one], by_contact.get(one)) for one in sent.follows - linked]
    for item in proposals:
        upper = next(limit for limit in _BINS if item.probability < limit)
        figures.proposed[upper] += 1
        figures.expected[upper] += item.probability
        figures.right[upper] += item.contact_id in sent.follows
        figures.odds.append((_uncalibrated(item), item.contact_id in sent.follows))


def _uncalibrated(proposal: Proposal) -> float:
    """The odds (log2) as weighed."""
    return proposal.prior + sum(item.weight for item in proposal.evidence if item.field != "calibration")


def in_words(figures: Figures) -> str:
    """The figures as tables: by trap, then how often each probability came true."""
    lines = [f"{'':32} {'forms':>6} {'true':>6} {'linked':>6} {'in first 3':>10} {'WRONG':>5}"]
    rows = [*sorted(figures.traps.items()), ("all", figures.total)]
    lines += [
        f"{trap:32} {one.forms:6} {one.true:6} {one.linked:6} {one.offered:10} {one.wrong:5}"
        for trap, one in rows
    ]
    total = figures.total
    lines += ["", f"true call among candidates    {figures.met / total.true:.4f}"]
    lines += [f"links found without a person  {total.linked / total.true:.4f}"]
    lines += [f"true call in the first three  {total.offered / total.true:.4f}"]
    lines += [f"wrong links in 10,000 forms   {10_000 * total.wrong / total.forms:.2f}"]
    lines += [f"candidates a form             {figures.candidates / total.forms:.1f}"]
    lines += ["", f"{'probability below':>18} {'proposed':>9} {'said':>7} {'came true':>9}"]
    for limit in _BINS:
        if count := figures.proposed[limit]:
            said, right = figures.expected[limit] / count, figures.right[limit] / count
            lines.append(f"{limit:18.3f} {count:9} {said:7.3f} {right:9.3f}")
    return "\n".join(lines)
