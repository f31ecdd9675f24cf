"""What a terminal sends, parted: what was pasted, what the toolkit knows, and what it does not.

Textual takes a sequence that it does not know for the keys that it is spelt with, and so too one within a text
that is pasted: `ESC [ 27 ; 5 ; 99 ~` would turn to lists and open a child's history, and a stranger's words that
somebody copied out of an email might settle a match. Here such a sequence is no key, and what is pasted is a text:
also where the terminal does not say so (GNU screen, the console), and more comes at once than anybody types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from typing import Final

from textual import events
from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    FOCUSIN,
    FOCUSOUT,
    XTermParser,
    _re_cursor_position,
    _re_in_band_window_resize,
    _re_mouse_event,
    _re_terminal_mode_response,
)

ESC: Final = "\x1b"
# ECMA-48: a control sequence, a key of a keypad, a string that ends with ST (or BEL, as xterm has it).
_SEQUENCE: Final = re.compile(
    r"\x1b(?:\[\[[A-E]|\[M(?s:...)|\[(?![\[M])[0-?]*[ -/]*[@-~]|O[ -~]|[\]PX^_][^\x1b\x07]*(?:\x1b\\|\x07))"
)
_BEGUN: Final = re.compile(r"\x1b(?:\[(?:\[|M(?s:.{0,2})|[0-?]*[ -/]*)|O|[\]PX^_][^\x1b\x07]*\x1b?)?")
# Alt with a letter comes as Esc and the letter do that are pressed in one breath, or over a slow line. Only these
# are the first: boxes take them. Of any other the Esc would be lost, and what it was to leave would take what follows.
_BY_WORDS: Final = frozenset({f"{ESC}b", f"{ESC}f", f"{ESC}\x7f"})
# Nobody types as much in one breath, nor so many letters: a key that is held down repeats one.
_TOO_MUCH_FOR_FINGERS: Final = 64
_TOO_MANY_LETTERS: Final = 12
# With keys among them that no text has: what waited while a line stood still, or a text out of a PDF file.
_TOO_MUCH_WITH_KEYS: Final = 256
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONGEST: Final = 4_096  # characters of a sequence that does not end
_ANSWERS: Final = (
    _re_cursor_position, _re_in_band_window_resize, _re_mouse_event, _re_terminal_mode_response,
)  # fmt: skip


Whole = str | events.Paste


class Arriving:
    """Text as it is read, in pieces of any size; `known` tells whether a sequence means anything."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._held = ""
        self._pasted: list[str] | None = None
        self._pours = False

    def take(self, text: str) -> Iterator[Whole]:
        """What has come whole: keys and answers for the parser, and what was pasted."""
        text, self._held = self._held + text, ""
        while text:
            if self._pasted is not None:
                text = yield from self._paste(self._pasted, text)
            elif text.startswith(ESC):
                text = yield from self._sequence(text)
            else:
                keys, escape, after = text.partition(ESC)
                yield self._typed(keys)
                text = escape + after

    def rest(self) -> Iterator[str]:
        """Nothing more came for a moment: the keys in what was begun, which is as whole as it will be."""
        self._pours = False
        if self._pasted is not None:
            return  # its end may be long in coming; until then nothing is a key
        begun, self._held = self._held, ""
        if len(begun) <= 2:
            yield from begun

    def _typed(self, keys: str) -> Whole:
        """Keys, or a text that was pasted without a word of it: on the board its letters would be acts, and its
        line's end the answer to what the first of them asked."""
        goes_on = self._pours and len(keys) > 1
        begins = len(keys) >= _TOO_MUCH_FOR_FINGERS and len(set(keys)) >= _TOO_MANY_LETTERS
        typed = len(keys) < _TOO_MUCH_WITH_KEYS and _CONTROL.search(keys) is not None
        self._pours = goes_on or (begins and not typed)
        return events.Paste(re.sub("\r\n?", "\n", keys)) if self._pours else keys

    def _paste(self, pasted: list[str], text: str) -> Generator[Whole, None, str]:
        words, end, after = text.partition(BRACKETED_PASTE_END)
        if end:
            self._pasted = None
            yield events.Paste("".join((*pasted, words)).replace("\0", ""))
            return after
        escape = words.rfind(ESC, -len(BRACKETED_PASTE_END))
        if escape >= 0 and BRACKETED_PASTE_END.startswith(words[escape:]):
            words, self._held = words[:escape], words[escape:]
        pasted.append(words)
        return ""

    def _sequence(self, text: str) -> Generator[Whole, None, str]:
        """Text that begins with ESC, and what comes after its first sequence."""
        found = _SEQUENCE.match(text)
        if found is None:
            begun = _BEGUN.match(text)
            if begun is not None and begun.end() == len(text) < _LONGEST:
                self._held = text
                return ""
            broken_off = begun[0].removesuffix(ESC) if begun is not None else ""
            if len(broken_off) > 2:
                return text[len(broken_off) :]
            whole = 2 if text[:2] in _BY_WORDS else 1
            yield text[:whole]
            return text[whole:]
        sequence, after = found[0], text[found.end() :]
        if sequence == BRACKETED_PASTE_START:
            self._pasted = []
        elif self._known(sequence):
            yield sequence
        return after


def known_to(parser: XTermParser) -> Callable[[str], bool]:
    """Whether the toolkit's parser makes a key, the mouse or an answer of the terminal's of a sequence."""

    def known(sequence: str) -> bool:
        if sequence in {FOCUSIN, FOCUSOUT} or any(answer.match(sequence) for answer in _ANSWERS):
            return True
        try:
            return any(True for _ in parser._sequence_to_key_events(sequence))
        except (ValueError, OverflowError):
            return False  # it names a letter that there is not

    return known
