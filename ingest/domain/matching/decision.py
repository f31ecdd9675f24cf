"""Deciding which contacts a form follows, over all candidates at once.

For each candidate the odds are weighed between a match and everything that could look like
one: another child of the family, a namesake, another caller's call about the same child, the
same caller's call about another. Then the candidates are set against each other: where two
fit and cannot both be meant, neither is sure. A link is made without a person only if it is
sure, well ahead of its rivals, and nothing about the child speaks against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2

from ingest.domain.matching.comparison import Compared, compare_events
from ingest.domain.matching.facts import FormFacts, contact_facts, form_facts
from ingest.domain.matching.family import Pairing, pair_children
from ingest.domain.matching.levels import MISSING
from ingest.domain.matching.weights import Bits, MatchingModel
from ingest.domain.model import Contact, Evidence, MatchStatus, Proposal, Verdict
from parsers.form import ContactForm

_KNOWN_CALLER = frozenset({"exact", "slip", "surname"})
_KNOWN_NUMBER = frozenset({"same", "local"})
_MOST_BITS = 60.0
_SLIGHT = 1e-9
_RANG_AGAIN = timedelta(days=3)

_ALTERNATIVES = {
    "stranger": "weighed against contacts about other families' children",
    "sibling": "weighed against a brother or sister at the same address",
    "twin": "weighed against a twin",
    "namesake": "weighed against another child of the same name",
    "same": "weighed against another call about the same child",
}

_CALIBRATION = "how often such odds came true"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact that a form may follow, and the public ids of the forms that already do."""

    contact: Contact
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A candidate with its odds (log2) of being a match, before its rivals are looked at."""

    contact_id: int
    called_at: datetime
    pairing: Pairing
    event: Compared
    odds: float

    @property
    def is_identified(self) -> bool:
        """Whether the child is named on both sides and nothing says that it is another."""
        best = self.pairing.best
        if best is None or best.may_be_a_sibling:
            return False
        return best.names_the_child and not best.conflicts

    @property
    def is_borne_out(self) -> bool:
        """Whether, beside names, something of a child's own agrees, or the very minute, or the
        whole name, the caller and the half hour. A school is not enough: two cousins of one name
        may go to it."""
        best = self.pairing.best
        if best is None or best.is_unlike:
            return best is not None and best.is_borne_out
        if any(pair.is_borne_out for pair in self.pairing.pairs if not pair.conflicts):
            return True
        stated = self.event.level("call.stated_time")
        return stated == "minutes" or (stated == "half_hour" and best.is_whole_name and self.is_same_caller)

    @property
    def is_other_caller(self) -> bool:
        """Whether somebody else rang than wrote, as far as the names tell."""
        return "differs" in {self.event.level("referrer.name"), self.event.level("referrer.agency")}

    @property
    def is_same_caller(self) -> bool:
        """Whether who rang is who wrote, by name, number or address."""
        event = self.event
        if event.level("referrer.name") == "differs":
            return False
        if event.level("referrer.name") == "forename" and event.level("referrer.agency") == "same":
            return True
        return event.level("referrer.name") in _KNOWN_CALLER or (
            event.level("referrer.phone") in _KNOWN_NUMBER or event.level("referrer.email") == "same"
        )


def propose(
    form: ContactForm, received_at: datetime, candidates: Sequence[Candidate], model: MatchingModel
) -> tuple[Proposal, ...]:
    """The contacts that `form` may follow, best first; those not worth a look are left out.

    `received_at` is when the mailbox took the form's email. The candidates' order is of no
    consequence; nothing is read but what is given.
    """
    facts = form_facts(form, received_at, model)
    weighed = (_weigh(facts, candidate, model) for candidate in candidates)
    in_play = [item for item in weighed if item and item.odds > model.decision.least]
    in_play.sort(key=lambda item: (-item.odds, item.contact_id))
    proposals = [_proposal(item, in_play, model) for item in in_play]
    return _worth_showing(proposals, model)


def _weigh(form: FormFacts, candidate: Candidate, model: MatchingModel) -> _Weighed | None:
    contact = contact_facts(candidate.contact, model)
    pairing = pair_children(form, contact.children, model)
    if pairing is None or not _can_reach(pairing, model):
        return None
    event = compare_events(form, contact, bool(candidate.answered_by), model)
    odds = -log2(sum(_against(pairing.total, event.total, model)))
    return _Weighed(candidate.contact.id, contact.received_at, pairing, event, odds)


def _can_reach(pairing: Pairing, model: MatchingModel) -> bool:
    """Whether the children leave the odds a chance, however well the ringing-up agrees."""
    most = 2.0**-model.decision.least
    return all(odds * 2.0 ** -pairing.total[child] < most for child, odds in model.of_this_event)


def _against(child: Bits, event: Bits, model: MatchingModel) -> list[float]:
    """The odds of each other explanation, in the model's order, beside a match's one."""
    children = [*(2.0**-bits for bits in child), 1.0]
    events = [*(2.0**-bits for bits in event), 1.0]
    return [rival.odds * children[rival.child] * events[rival.event] for rival in model.rivals]


def _likeliest_rival(item: _Weighed, model: MatchingModel) -> str:
    """What a pair would most probably be if it were no match."""
    against = _against(item.pairing.total, item.event.total, model)
    return model.rivals[against.index(max(against))].name


def _stands_against(other: _Weighed, item: _Weighed) -> bool:
    """Whether `other` makes `item` less likely.

    One form may follow two calls about children that it names, if one caller may have made
    both and they are not days apart. If they are, the likelier of them speaks against the
    other, not the reverse.
    """
    if not (item.is_identified and other.is_identified):
        return True
    if item.is_other_caller or other.is_other_caller:
        return True
    return abs(item.called_at - other.called_at) > _RANG_AGAIN and other.odds >= item.odds


def _makes_unsure(other: _Weighed, item: _Weighed) -> bool:
    """Whether `item` cannot be linked without a person unless it is well ahead of `other`."""
    return not (item.is_same_caller and other.is_same_caller) or _stands_against(other, item)


def _proposal(item: _Weighed, in_play: Sequence[_Weighed], model: MatchingModel) -> Proposal:
    others = [other for other in in_play if other is not item]
    shared = log2(1.0 + sum(2.0**other.odds for other in others if _stands_against(other, item)))
    mended = model.calibration.mended(item.odds - shared)
    probability = 1.0 / (1.0 + 2.0**-mended)
    best_rival = max((other.odds for other in others if _makes_unsure(other, item)), default=-_MOST_BITS)
    ahead = item.odds - best_rival >= model.decision.margin
    sure = probability >= model.decision.automatic and ahead and item.is_identified and item.is_borne_out
    return Proposal(
        contact_id=item.contact_id,
        status=MatchStatus.AUTO if sure else MatchStatus.SUGGESTED,
        probability=probability,
        prior=model.prior,
        children=_children(item.pairing),
        evidence=_evidence(item, shared, mended, model),
    )


def _children(pairing: Pairing) -> tuple[tuple[int, int], ...]:
    """The children that were found on both sides; none where the best pair are two children."""
    return tuple(
        sorted((pair.form_child, pair.contact_child) for pair in pairing.pairs if not pair.conflicts)
    )


def _evidence(item: _Weighed, shared: float, mended: float, model: MatchingModel) -> tuple[Evidence, ...]:
    """Each field's part, then what the whole takes away again: with the prior they sum to the
    `mended` odds."""
    best = item.pairing.best
    found = [*_fields("child.", best.compared if best else None, 0, model)]
    if any(item.pairing.from_siblings):
        words = "further children are on both sides"
        found.append(Evidence("child.siblings", Verdict.AGREES, item.pairing.from_siblings[0], words))
    found += [*_fields("referrer.", item.event, -1, model), *_fields("call.", item.event, -1, model)]
    left = item.odds - model.prior - sum(evidence.weight for evidence in found)
    found.append(Evidence("alternatives", Verdict.CLOSE, left, _ALTERNATIVES[_likeliest_rival(item, model)]))
    if shared > _SLIGHT:
        words = "another contact fits this form too, and not both can be meant"
        found.append(Evidence("rivals", Verdict.CONFLICTS, -shared, words))
    found.append(Evidence("calibration", Verdict.CLOSE, mended - (item.odds - shared), _CALIBRATION))
    return tuple(found)


def _fields(group: str, compared: Compared | None, relation: int, model: MatchingModel) -> Iterator[Evidence]:
    for field, levels in model.fields.items():
        if not field.startswith(group):
            continue
        level = compared.level(field) if compared else "missing"
        if compared is None or level == "missing":
            yield Evidence(field, MISSING.verdict, 0.0, MISSING.words)
        else:
            meaning = levels[level].level
            yield Evidence(field, meaning.verdict, compared.bits[field][relation], meaning.words)


def _worth_showing(proposals: Sequence[Proposal], model: MatchingModel) -> tuple[Proposal, ...]:
    """All links, and the best few of the rest."""
    sure = [item for item in proposals if item.status is MatchStatus.AUTO]
    likely = [item for item in proposals if item.status is not MatchStatus.AUTO]
    likely = [item for item in likely if item.probability >= model.decision.suggested]
    shown = sure + likely[: model.decision.most_suggestions]
    return tuple(sorted(shown, key=lambda item: (-item.probability, item.contact_id)))
