"""What a pass did, in numbers, and what went wrong on the way, in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PollResult:
    """`referrals` counts forms, all else counts messages; `failed` counts tries that failed and
    folders that could not be looked at, and `errors` says why, in sentences; `unfinished` says
    that time ran out and more is waiting in the mailbox; `taken` that all that a folder gave was taken, whatever
    failed then; `login_refused` that a server refused a login
    that must not be tried often."""

    fetched: int = 0
    referrals: int = 0
    no_form: int = 0
    needs_attention: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()
    unfinished: bool = False
    login_refused: bool = False
    taken: bool = field(default=False, compare=False)

    def __add__(self, other: PollResult) -> PollResult:
        return PollResult(
            self.fetched + other.fetched,
            self.referrals + other.referrals,
            self.no_form + other.no_form,
            self.needs_attention + other.needs_attention,
            self.failed + other.failed,
            self.errors + other.errors,
            self.unfinished or other.unfinished,
            self.login_refused or other.login_refused,
            self.taken or other.taken,
        )

    def counts(self) -> dict[str, int]:
        """The contract's five numbers."""
        return {
            "fetched": self.fetched,
            "referrals": self.referrals,
            "no_form": self.no_form,
            "needs_attention": self.needs_attention,
            "failed": self.failed,
        }
