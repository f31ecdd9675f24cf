"""What lines and tables come down to: headings, questions with answers, grids, loose text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parsers import labels
from parsers.assembly.guidance import is_guidance
from parsers.blocks import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What was written in one place: words as written, parts on lines of their own.

    `sureness` tells how sure each of its lines is, where one is surer than another.
    """

    text: str
    page: int | None = None
    confidence: float = 1.0
    filled: bool = False
    hint: str | None = None
    sureness: tuple[tuple[str, float], ...] = ()

    def sure_of(self, line: str) -> float:
        """How sure one of its lines is by itself; as sure as the whole where nothing is known of it."""
        return min((sure for told, sure in self.sureness if told == line), default=self.confidence)

    def as_sure_as_the_line_of(self, words: str | None) -> Answer:
        """The answer, as sure as the last of its lines that has these words: other lines may have been read worse."""
        wanted = "".join((words or "").split())
        found = [sure for line, sure in self.sureness if wanted in "".join(line.split()).upper()]
        return replace(self, confidence=found[-1]) if wanted and found else self

    @property
    def empty(self) -> bool:
        """Whether nothing at all stands there."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `opens` is its section where the tables know it.

    `marked` is how plainly the document shows it as one: 0 not, 1 bold or capitals, 2 a
    numbered heading or a heading style.
    """

    text: str
    opens: labels.Heading | None
    marked: int = 0
    page: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A label and what stands beside or under it; without an answer its answer may follow.

    `runs_on` is true where lines that follow may belong to the answer; `sure` where the
    document's own style shows that it is a label, whoever knows it; `titles` where it is a
    section's title too, which only a sentence answers.
    """

    label: str
    answer: Answer | None = None
    runs_on: bool = False
    sure: bool = False
    titles: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """Text under no label of its own. `boxed` text stood in a table's cell of its own."""

    answer: Answer
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A column table: its header's labels, and the answers of each row under them.

    `stubs` is the unlabelled first column of each row, where there is one.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Answer, ...], ...]


Piece = Head | Ask | Say | Grid


def answer_of(texts: Iterable[Text]) -> Answer:
    """Several texts as one answer, a line each; the hint is the first one's.

    What is printed before a field and instructs its writer is left out.
    """
    kept = [text for text in texts if text.text.strip() or text.filled]
    while len(kept) > 1 and kept[-1].filled and not kept[0].filled and is_guidance(kept[0].text):
        del kept[0]
    if not kept:
        return Answer("")
    if len(kept) == 1:
        only = kept[0]
        return Answer(only.text.strip(), only.page, only.confidence, only.filled, only.hint or None)
    words = "\n".join(text.text.strip() for text in kept if text.text.strip())
    least = min(text.confidence for text in kept)
    return Answer(
        words,
        next((text.page for text in kept if text.page is not None), None),
        least,
        any(text.filled for text in kept),
        next((text.hint for text in kept if text.hint), None),
        _sureness(kept) if least < 1 else (),
    )


def _sureness(texts: Iterable[Text]) -> tuple[tuple[str, float], ...]:
    return tuple((line, text.confidence) for text in texts for line in text.text.strip().split("\n"))


def joined(answers: Iterable[Answer], by: str = "\n") -> Answer:
    """Several answers as one."""
    kept = [answer for answer in answers if not answer.empty or answer.filled]
    if not kept:
        return Answer("")
    least = min(answer.confidence for answer in kept)
    return Answer(
        by.join(answer.text for answer in kept if answer.text),
        kept[0].page,
        least,
        any(answer.filled for answer in kept),
        next((answer.hint for answer in kept if answer.hint), None),
        tuple(line for answer in kept for line in _lines_of(answer)) if least < 1 and by == "\n" else (),
    )


def _lines_of(answer: Answer) -> tuple[tuple[str, float], ...]:
    return answer.sureness or tuple((line, answer.confidence) for line in answer.text.split("\n"))
