"""A soak's account in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.integration.soaking.soak import Account
from tests.integration.soaking.worker_process import Weight

_MIB = 1024 * 1024


def lines(account: Account) -> Iterator[str]:
    yield f"letters sent: {account.sent}"
    for name in ("lost", "doubled", "altered", "wrongly_ended", "forms_doubled"):
        numbers: list[int] = getattr(account, name)
        yield f"{name.replace('_', ' ')}: {len(numbers)} {numbers[:20] or ''}".rstrip()
    yield f"troubles: {sum(account.troubles.values())}"
    yield from (f"  {name}: {count}" for name, count in sorted(account.troubles.items()))
    yield f"colleagues: {', '.join(f'{count} {act}' for act, count in account.tidied.items())}"
    yield f"seen again (another folder, another UIDVALIDITY): {account.seen_again}"
    yield f"workers started: {account.workers}; died by themselves: {len(account.deaths)}"
    yield from (f"  {words}" for words in account.deaths)
    yield f"seconds from arrival to the store: {_spread(account.delays)}"
    yield from _weights(account.weights)
    yield "the worker's log: " + ", ".join(f"{count} {event}" for event, count in account.log.most_common())
    yield f"reconcile ends with {account.reconciled}"
    yield f"audit ends with {account.audit}"


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "none"
    at = sorted(values)
    return f"median {at[len(at) // 2]:.1f}, 99 % within {at[int(len(at) * 0.99)]:.1f}, longest {at[-1]:.1f}"


def _weights(weights: Sequence[tuple[float, Weight]]) -> Iterator[str]:
    """The process that lived longest, in ten moments."""
    if not weights:
        return
    last = weights[-1][1].process
    of_last = [(at, weight) for at, weight in weights if weight.process == last]
    yield f"the last worker, process {last}, over {of_last[-1][0] - of_last[0][0]:.0f} seconds:"
    yield "  minute  PSS MiB  RSS MiB  with sandbox  descriptors  threads"
    step = max(1, len(of_last) // 12)
    for at, weight in [*of_last[:-1:step], of_last[-1]]:
        yield (
            f"  {at / 60:6.1f}  {weight.pss / _MIB:7.1f}  {weight.rss / _MIB:7.1f}"
            f"  {weight.family_pss / _MIB:12.1f}  {weight.descriptors:11}  {weight.threads:7}"
        )
