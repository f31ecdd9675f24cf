"""Keys for any record: find one, write a note, take it back, write to the referrer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.views import Letter
from tui.screens.acting import Acting
from tui.text import clean
from tui.widgets.record_lines import FieldItem, NoteItem, PartItem, RecordItem


class RecordKeys(Acting):
    """A mixin of the board screen."""

    if TYPE_CHECKING:

        @property
        def worker_is_well(self) -> bool: ...

    def action_find(self) -> None:
        """Search everything, and open what is taken."""
        from tui.screens.find_record import FindRecord

        def found(key: str | None) -> None:
            if key is not None:
                self.show_key(key)

        self.duty.push_screen(FindRecord(), found)

    def action_note(self) -> None:
        record = self._record()
        if record is None:
            return
        self._ask_words(
            f"Note on {record.reference}",
            (),
            lambda words: self._act(
                f"{record.reference}: note kept. u on the note takes it back.",
                lambda desk: desk.add_note(record.key, words),
                self._read_notes,
            ),
            record.about,
        )

    def _read_notes(self) -> None:
        if self.shown is not None:
            self._read(self.shown.key)

    def take_note_back(self, item: NoteItem) -> None:
        self._act("The note is taken back.", lambda desk: desk.remove_note(item.note_id), self._read_notes)

    def open_item(self) -> None:
        """Open what is under the cursor of the record: a part of the email, or another record."""
        from tui.screens.raw_message import SourceText

        item = self.pane.item
        if isinstance(item, PartItem):
            title = f"{item.title}, of email {item.message_id}"
            self.duty.push_screen(SourceText(title, lambda desk: desk.part_text(item.message_id, item.place)))
        elif isinstance(item, RecordItem):
            self.show_key(item.key)

    def action_child_history(self) -> None:
        from tui.screens.child_history import ChildHistoryScreen

        record = self._record()
        if record is None:
            return

        def taken(found: str | None) -> None:
            if found is not None:
                self.show_key(found)

        self.duty.push_screen(ChildHistoryScreen(record.key, record.about, self.duty.clock.now()), taken)

    def action_audit(self) -> None:
        from tui.screens.raw_message import open_audit

        record = self._record()
        if record is not None:
            open_audit(self.duty, record.key, record.about)

    def action_copy(self) -> None:
        """Copy one value of the record that is shown, for another program; its words stand in no notice."""
        from tui.screens.asking import AskChoice
        from tui.widgets.values import values_of

        shown, record, item = self._looked(), self._record(), self.pane.item
        if shown is None or record is None:
            return
        if self.duty.private:
            self.report("Names are hidden: p shows them, and then they can be copied.", wrong=True)
            return
        values = values_of(shown, self.duty.clock.now())

        def taken(place: int | None) -> None:
            if place is not None:
                label, value = values[place]
                self.duty.copy_to_clipboard(clean(value, multiline=True))
                self.report(f"{record.reference}: copied. {label}.")

        field = (item.label, item.value) if isinstance(item, FieldItem) else None
        here = (
            place for place, (label, value) in enumerate(values) if (label.split(": ")[-1], value) == field
        )
        choices = [(f"{label}: {value}", place) for place, (label, value) in enumerate(values)]
        question = AskChoice("Copy which value?", choices, about=record.about, wide=True, at=next(here, 0))
        self.duty.push_screen(question, taken)

    def _on_its_way(self) -> str:
        """What becomes of a letter that was sent off: the worker sends it."""
        if self.worker_is_well:
            return "the letter leaves within a minute; its history tells when it was sent."
        return "the letter waits: the worker, which sends it, is not well. The top of the board tells why."

    def action_letter(self) -> None:
        """Show a message for the referrer; taking it copies it, and is recorded."""
        from tui.screens.letter import COPY, SEND, ShowLetter, words_of

        if self.act_on_marked("letter"):
            return
        record = self._record()
        if record is None:
            return

        def show(letter: Letter) -> None:
            def answered(said: str | None) -> None:
                if said == COPY:
                    self.duty.copy_to_clipboard(words_of(letter))
                    self._act(
                        f"{record.reference}: message copied; paste it into the mail to the referrer.",
                        lambda desk: desk.letter_taken(record.key, record.revision),
                    )
                elif said == SEND:
                    self._act(
                        f"{record.reference}: {self._on_its_way()}",
                        lambda desk: desk.send_letter(
                            record.key, record.revision, private_too=letter.private
                        ),
                    )

            self.duty.push_screen(ShowLetter(letter, record.about), answered)

        self._open_with(lambda desk: desk.letter(record.key), show)
