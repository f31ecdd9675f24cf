"""Learning the weights from a hub's own forms and calls, and telling whether they got better.

Expectation and maximisation over the model's own explanations: pairs that officers confirmed or
rejected are certain, all others count as far as the model believes them. The weights in force
act as that many imagined pairs (`caution`), so that a few hundred confirmations move them a
little and thousands a lot. How common a name is is left out here. Nothing is adopted here: `compare` says whether held-out pairs are
told apart better, and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import log2

from ingest.domain.matching.comparison import Compared, compare_children, compare_events
from ingest.domain.matching.decision import Candidate
from ingest.domain.matching.facts import ContactFacts, FormFacts, contact_facts, form_facts
from ingest.domain.matching.family import pair_children
from ingest.domain.matching.levels import CHILD_LEVELS
from ingest.domain.matching.weights import CHILD_RELATIONS, EVENT_RELATIONS, LevelWeight, MatchingModel
from parsers.form import ContactForm

_LEAST_PART = 1e-6

Fields = Mapping[str, Mapping[str, LevelWeight]]
_Counts = dict[tuple[str, int], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Observed:
    """The levels at which one form and one contact compared, by field; no name, no date.

    `is_match` is what an officer said, or `None` where nobody has.
    """

    levels: Mapping[str, str]
    is_match: bool | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Mean surprise (bits) of what officers said, under the weights in force and the learnt."""

    before: float
    after: float
    pairs: int

    @property
    def is_better(self) -> bool:
        """Whether the learnt weights are less often surprised."""
        return self.pairs > 0 and self.after < self.before


def observe(
    form: ContactForm,
    received_at: datetime,
    candidate: Candidate,
    model: MatchingModel,
    is_match: bool | None = None,
) -> Observed:
    """What a form and a contact look like to matching, those included that a quick look parts:
    without them, strangers would seem more alike than they are."""
    facts = form_facts(form, received_at, model)
    contact = contact_facts(candidate.contact, model)
    pairing = pair_children(facts, contact.children, model)
    event = compare_events(facts, contact, bool(candidate.answered_by), model)
    child = pairing.best.compared if pairing and pairing.best else _least_unlike(facts, contact, model)
    return Observed({**(child.levels if child else {}), **event.levels}, is_match)


def _least_unlike(form: FormFacts, contact: ContactFacts, model: MatchingModel) -> Compared | None:
    compared = (compare_children(a, b, form, model) for a in form.children for b in contact.children)
    return max(compared, key=lambda one: min(one.total), default=None)


def learn(
    pairs: Sequence[Observed], model: MatchingModel, *, rounds: int = 10, caution: float = 500
) -> MatchingModel:
    """A model whose weights fit `pairs` better; its thresholds, names and odds are `model`'s."""
    learnt = model
    for _ in range(rounds):
        counts = _expected(pairs, learnt)
        learnt = replace(learnt, fields=_maximised(counts, model.fields, caution))
    return learnt


def compare(held_out: Iterable[Observed], before: MatchingModel, after: MatchingModel) -> Comparison:
    """How well two models foretell what officers said about pairs that neither was fitted to."""
    settled = [pair for pair in held_out if pair.is_match is not None]
    surprises = [[_surprise(pair, model) for pair in settled] for model in (before, after)]
    first, second = (sum(bits) / max(1, len(settled)) for bits in surprises)
    return Comparison(first, second, len(settled))


def probability(pair: Observed, model: MatchingModel) -> float:
    """How likely the levels alone make it that a pair belongs together."""
    return _explanations(pair, model)[0]


def _surprise(pair: Observed, model: MatchingModel) -> float:
    chance = probability(replace(pair, is_match=None), model)
    return -log2(max(1e-12, chance if pair.is_match else 1 - chance))


def _explanations(pair: Observed, model: MatchingModel) -> list[float]:
    """The share of each explanation: first a match, then the model's rivals in their order."""
    bits: dict[str, list[float]] = {
        "child": [0.0] * len(CHILD_RELATIONS),
        "event": [0.0] * len(EVENT_RELATIONS),
    }
    for field, level in pair.levels.items():
        side = bits["child" if field in CHILD_LEVELS else "event"]
        for at, value in enumerate(model.fields[field][level].bits):
            side[at] += value
    odds = [1.0] if pair.is_match is not False else [0.0]
    if pair.is_match is not True:
        child, event = [*bits["child"], 0.0], [*bits["event"], 0.0]
        odds += [rival.odds * 2.0 ** -(child[rival.child] + event[rival.event]) for rival in model.rivals]
    odds += [0.0] * (1 + len(model.rivals) - len(odds))
    return [one / sum(odds) for one in odds]


def _expected(pairs: Sequence[Observed], model: MatchingModel) -> _Counts:
    """How often each level came up under each relation (the last is "same"), as far as believed."""
    counts: _Counts = defaultdict(lambda: defaultdict(float))
    for pair in pairs:
        shares = _explanations(pair, model)
        child, event = [0.0] * (len(CHILD_RELATIONS) + 1), [0.0] * (len(EVENT_RELATIONS) + 1)
        child[-1] += shares[0]
        event[-1] += shares[0]
        for share, rival in zip(shares[1:], model.rivals):
            child[rival.child] += share
            event[rival.event] += share
        for field, level in pair.levels.items():
            for at, share in enumerate(child if field in CHILD_LEVELS else event):
                counts[field, at][level] += share
    return counts


def _maximised(counts: _Counts, before: Fields, caution: float) -> dict[str, dict[str, LevelWeight]]:
    """The weights that fit the counts, with the weights in force as `caution` more pairs."""
    learnt: dict[str, dict[str, LevelWeight]] = {}
    for field, levels in before.items():
        last = len(next(iter(levels.values())).bits)
        columns = [_column(counts[field, at], _parts(levels, at), caution) for at in range(last + 1)]
        learnt[field] = {
            level: replace(
                weight,
                same=columns[last][level],
                bits=tuple(log2(columns[last][level] / column[level]) for column in columns[:last]),
            )
            for level, weight in levels.items()
        }
    return learnt


def _parts(levels: Mapping[str, LevelWeight], at: int) -> dict[str, float]:
    """How often each level comes up under one relation, by the weights in force."""
    return {
        level: weight.same if at == len(weight.bits) else weight.same / 2.0 ** weight.bits[at]
        for level, weight in levels.items()
    }


def _column(found: Mapping[str, float], before: Mapping[str, float], caution: float) -> dict[str, float]:
    """One relation's parts after the counts. The column keeps its sum: some levels can only
    come up where others cannot, so columns add up to more than one."""
    whole, seen = sum(before.values()), sum(found.values())
    return {
        level: max(_LEAST_PART, whole * (found.get(level, 0.0) + caution * part / whole) / (seen + caution))
        for level, part in before.items()
    }
