"""`python -m tests.integration.sharing MINUTES`: two dashboards and a worker, and what came of it."""

from __future__ import annotations

import statistics
import sys

from tests.integration.sharing.rounds import share


def main() -> None:
    account = share(seconds=float(sys.argv[1]) * 60)
    told = sum(account.told.values())
    print(
        f"{account.rounds} rounds, {told} acts confirmed, {account.refused} more refused, {account.posted} emails"
    )
    print(f"confirmed and not recorded: {account.lost or 'none'}")
    print(f"recorded: {dict(account.recorded)}; notes kept: {account.notes}; audit faults: {account.faults}")
    print(f"stuck: {len(account.stuck)}", *account.stuck, sep="\n")
    print(
        f"troubles: {sorted(account.troubles) or 'none'}; write-ahead log {account.log_mib:.1f} MiB at most"
    )
    for act, seconds in [*account.seen.items(), ("email read", account.read)]:
        ordered = sorted(seconds)
        print(
            f"{act:16} n {len(ordered):5}  median {statistics.median(ordered):.2f} s  "
            f"95 % {ordered[int(0.95 * len(ordered))]:.2f} s  longest {ordered[-1]:.2f} s"
        )


if __name__ == "__main__":
    main()
