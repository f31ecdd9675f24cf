"""`./run bench [NAME…]`: measurements, each beside its floor or its peer in the same run.

Every module of this folder with a `main()` is a bench; without names all of them run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast


def benches() -> dict[str, Callable[[], None]]:
    """Name -> the bench's `main`."""
    here = Path(__file__).parent
    found = {}
    for path in sorted(here.glob("*.py")):
        if path.stem.startswith("__"):
            continue
        main = getattr(import_module(f"tests.bench.{path.stem}"), "main", None)
        if main:
            found[path.stem] = cast("Callable[[], None]", main)
    return found


def run(names: list[str]) -> int:
    """Run the named benches in order; an unknown name is a mistake (2)."""
    known = benches()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no bench is called {unknown[0]}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in names or list(known):
        print(f"== {name}")
        known[name]()
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
