"""Import calls, poll the emails that follow them, export: `python -m tests.bench.matching_poll`.

The commands are those that an operator types, each in a process of its own; links are counted
against the invented world's truth.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.matching_world.mail import number_of, write_world
from tests.matching_world.stories import World

_LINKED = frozenset({"auto", "confirmed"})


def main(forms: int = 1_800, seed: int = 4242) -> None:
    """Try `forms` emails with the calls of their world, and print times and links."""
    world = World(seed).live(forms)
    with tempfile.TemporaryDirectory(prefix="matching-poll-") as name:
        folder = Path(name)
        write_world(world, folder)
        config = folder / "mash.toml"
        config.write_text(_config(folder), encoding="utf-8")
        _mash(config, "calls", "import", str(folder / "calls.csv"), "--json")
        _mash(config, "poll", "--json")
        exported = _mash(config, "export", "referrals", "--json")
    print(f"{len(world.contacts)} calls, {len(world.sent)} emails")
    _count(world, [json.loads(line) for line in exported.splitlines()])


def _config(folder: Path) -> str:
    return (
        f'[database]\nurl = "sqlite:///{folder}/mash.db"\n'
        f'[[mailboxes]]\nname = "mash"\nkind = "maildir"\npath = "{folder}/mail"\n'
    )


def _mash(config: Path, *command: str) -> str:
    start = time.perf_counter()
    program = [sys.executable, "-c", "from tui.cli import main; main()", "--config", str(config)]
    done = subprocess.run([*program, *command], capture_output=True, text=True, check=False)
    said = done.stdout if len(done.stdout) < 300 else f"{len(done.stdout.splitlines())} lines"
    print(
        f"mash {' '.join(command[:2])}: {time.perf_counter() - start:.1f} s, exit {done.returncode}: {said.strip()}"
    )
    if done.returncode:
        print(done.stderr.strip()[-500:])
    return done.stdout


def _count(world: World, referrals: list[dict[str, Any]]) -> None:
    counts, wrong = Counter[str](), Counter[str]()
    ids = {contact.reference: contact.id for contact in world.contacts}
    for referral in referrals:
        sent = world.sent[number_of(referral["message_id"])]
        matches = [(ids[item["contact"]], item["status"]) for item in referral["matches"]]
        linked = {number for number, status in matches if status in _LINKED}
        offered = {number for number, _ in matches[:3]}
        counts += Counter(
            true=len(sent.follows),
            linked=len(linked & sent.follows),
            offered=len(offered & sent.follows),
            wrong=len(linked - sent.follows),
        )
        wrong[sent.trap] += len(linked - sent.follows)
    true = sum(len(sent.follows) for sent in world.sent)
    print(f"{len(referrals)} referrals of {len(world.sent)}; wrong links {counts['wrong']} {dict(+wrong)}")
    print(
        f"linked without a person {counts['linked'] / true:.4f}, in the first three {counts['offered'] / true:.4f}"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
