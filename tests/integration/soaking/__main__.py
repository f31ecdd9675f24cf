"""A soak by hand: `python -m tests.integration.soaking MINUTES [SEED]` prints what came of it."""

from __future__ import annotations

import sys

from tests.integration.soaking import report
from tests.integration.soaking.soak import Plan, run


def main() -> int:
    minutes, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    account = run(Plan(seconds=minutes * 60, seed=seed))
    print("\n".join(report.lines(account)))
    return 0 if account.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
