"""What can go wrong below the screen. Each class's docstring is the sentence shown.

No sentence holds a name or other personal data: records are named by key.
"""

from __future__ import annotations


class MashError(Exception):
    """Something went wrong: see the log for what it was."""

    @property
    def sentence(self) -> str:
        """What happened, to what, and what to do."""
        return str(self) or (type(self).__doc__ or "").strip()


class CallerMistake(MashError):
    """The command was given something that it cannot use."""


class NotFound(MashError):
    """There is no such record: it may have been merged or purged; refresh and look again."""


class ChangedMeanwhile(MashError):
    """Somebody else changed this record while you looked at it: nothing was done; look again."""

    @classmethod
    def of(cls, name: str) -> ChangedMeanwhile:
        """With what the record is called: by now the cursor may be on another."""
        return cls(f"Somebody else changed {name} while you looked at it: nothing was done; look again.")


class SchemaOutOfDate(MashError):
    """The database is of another version: run `mash database upgrade` first."""


class StoreUnavailable(MashError):
    """The database cannot be written: check that its disk is not full or read-only."""


class NotStorable(MashError):
    """The database cannot keep this record as it is: open it by hand and key it."""
