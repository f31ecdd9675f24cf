"""What officers write on a record for those who come after them."""

from __future__ import annotations

from ingest.desk.office import Office
from ingest.errors import CallerMistake
from ingest.store import notes
from ingest.store.records import find

_LONGEST = 4_000


class NoteActs(Office):
    """Each act is one transaction, with its audit event, which names the note and not its words."""

    def add_note(self, key: str, text: str) -> int:
        """Write a note on a record; return its id. Raises `CallerMistake` for an empty or endless one."""
        words = text.strip()
        if not words or len(words) > _LONGEST:
            raise CallerMistake(f"A note has at least a word, and at most {_LONGEST:,} characters.")
        with self.acting() as (conn, at):
            find(conn, key)
            note_id = notes.add(conn, key, words, self.actor, at)
            self.audit(conn, at, "note.added", key, {"note": note_id})
            return note_id

    def remove_note(self, note_id: int) -> None:
        """Take back a note of one's own. Raises `CallerMistake` for somebody else's."""
        with self.acting() as (conn, at):
            row = notes.find(conn, note_id)
            if row.by != self.actor:
                raise CallerMistake("Only who wrote a note can take it back: write another beside it.")
            notes.remove(conn, note_id)
            self.audit(conn, at, "note.removed", row.record_key, {"note": note_id})
