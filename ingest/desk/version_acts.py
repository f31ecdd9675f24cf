"""What an officer says of two forms: the later is a corrected copy of the earlier, or is not."""

from __future__ import annotations

from ingest.desk.office import Office
from ingest.errors import CallerMistake
from ingest.store import matches
from ingest.store.records import change, hold
from ingest.store.referrals import row_of


class VersionActs(Office):
    """The program only points out look-alikes: that two forms are one, a person says."""

    def merge(self, later_id: str, earlier_id: str, revision: int) -> None:
        """Make a form the next version of an earlier one, which leaves the lists.

        What the earlier one answered, and what people settled of it, holds for the later one. `revision` is the later form's. Raises
        `CallerMistake` where one of them has been replaced, or the later is a version already.
        """
        with self.acting() as (conn, at):
            later, earlier = hold(conn, f"referral:{later_id}", revision), row_of(conn, earlier_id)
            if later_id == earlier_id or not later.current or not earlier.current or later.supersedes:
                raise CallerMistake("These two cannot be merged: one of them is part of a merge already.")
            change(conn, f"referral:{earlier_id}", current=False)
            change(conn, f"referral:{later_id}", version=earlier.version + 1, supersedes=earlier_id)
            matches.carry_over(conn, earlier_id, later_id, self.actor, at)
            for key, other in ((later_id, earlier_id), (earlier_id, later_id)):
                self.audit(conn, at, "referral.merged", f"referral:{key}", {"with": f"referral:{other}"})

    def unmerge(self, later_id: str, revision: int) -> None:
        """Take a merge back: both forms stand on the lists again. Raises `CallerMistake` where
        there is no merge, or the form itself has been replaced since."""
        with self.acting() as (conn, at):
            later = hold(conn, f"referral:{later_id}", revision)
            if later.supersedes is None or not later.current:
                raise CallerMistake("This form is no merged version, or has a later one: undo that first.")
            change(conn, f"referral:{later.supersedes}", current=True)
            change(conn, f"referral:{later_id}", version=1, supersedes=None)
            matches.hand_back(conn, later.supersedes, later_id, at)
            for key, other in ((later_id, later.supersedes), (later.supersedes, later_id)):
                self.audit(conn, at, "referral.unmerged", f"referral:{key}", {"with": f"referral:{other}"})
