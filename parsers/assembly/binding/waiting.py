"""A question that waits for its answer: what can be the answer, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.assembly import kinds
from parsers.assembly.draft import IDENTITY
from parsers.assembly.guidance import asks_next, instructs, is_footer, is_guidance
from parsers.assembly.lines.inline import looks_like_a_label
from parsers.assembly.people import names_a_role
from parsers.assembly.pieces import Answer, Say
from parsers.assembly.remarks import without_remark
from parsers.labels import Field, Heading, LabelTables
from parsers.mail.signature import is_closing
from parsers.options import options
from parsers.prose.awareness import read_awareness
from parsers.values import blank, read_postcode, read_tri

#: "12/05/2025 Civic Hall": a line of a calendar, and nobody's name.
OPENS_WITH_DATE: Final = re.compile(r"\W*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s+[A-Z]")
_LONGEST_SHORT_ANSWER: Final = 300
_MOST_ADDRESS_LINES: Final = 6
_LONGEST_KIND: Final = 60
_KINDS_OF_CONCERN: Final = "concern.types"
_SAYS_WHAT_THEY_ARE: Final = frozenset(["role", "relationship", "agency"])


_SAYS_WHO: Final = frozenset(["name", "forename", "surname", "agency", "role"])
_IN_FIGURES: Final = frozenset(["phone", "dob", "edd", "nhs_number", "postcode"])
#: What help says of names, and nobody is called: "First name, then family name".
_OF_NAMES: Final = re.compile(
    r"\b(?:first|family|last|full|given|middle|legal|both)[ -]?names?\b|\b(?:sur|fore)names?\b|\bbirth certificate\b|\bas (?:it|they|shown|written)\b",
    re.IGNORECASE,
)
#: "The referrer is the person who has the concern.": a sentence is nobody's name.
_IS_TOLD: Final = re.compile(
    r"\s*(?:\S+\s+){2,}(?:is|are|has|have|must|should|will|may|can|be)\s[^.]+\.\s*", re.IGNORECASE
)
_NOTHING_TO_SAY: Final = re.compile(r"n\s*/\s*a\.?|not applicable\.?", re.IGNORECASE)
_FEWEST_WORDS_OF_HELP: Final = 4
_FEWEST_WORDS_OF_PROSE: Final = 6
_A_SECTION: Final = re.compile(r"\b(?:details|information|section|part)\b", re.IGNORECASE)
#: A number beside an email address answers how to reach somebody, and is no page's foot.
_REACHED: Final = frozenset(["phone", "email", "contact"])
_UNANSWERED: Final = re.compile(
    r"[(\[<]?\s*(?:no|not) (?:response|answer|answered|reply|value|provided|given|completed|specified|supplied|selected)(?: given)?\s*[)\]>]?\.?|"
    r"[(\[<]?\s*(?:this )?question (?:was )?(?:not shown|skipped|hidden)\s*[)\]>]?\.?",
    re.IGNORECASE,
)


#: "Nature of concern", "What are you requesting support for?": for its kind, or for the story.
MAY_ASK_THE_STORY: Final = frozenset(["concern.types", "call.request_type"])


@dataclass(slots=True)
class Waiting:
    """A question that waits for its answer, and where the answer goes.

    `told` is whether a question for kinds was answered by the story, which may go on.
    """

    field: Field
    label: str
    answers: dict[str, Answer] | None
    lines: int = 0
    helped: bool = False
    boxed: bool = False
    titles: bool = False
    told: bool = False


def ends_with_its_box(waiting: Waiting, say: Say) -> bool:
    """Whether an answer stood in a box of its own, and what follows does not."""
    if not waiting.lines:
        waiting.boxed = say.boxed
    return waiting.boxed and not say.boxed


def takes(waiting: Waiting, answer: Answer) -> bool:
    """Whether a text can be the answer, or more of the answer, to what was asked."""
    if kinds.is_narrative(waiting.field):
        said = read_tri(answer.text).value is not None and waiting.field.path == "concern.reason"
        if waiting.titles and not waiting.lines and not answer.filled and not _is_prose(answer.text):
            return False
        return any(map(str.isalnum, answer.text)) and not options(answer.text) and not said
    if waiting.field.name in IDENTITY and OPENS_WITH_DATE.match(answer.text):
        return False
    if kinds.is_list(waiting.field) or answer.empty:
        return True
    if kinds.is_tri(waiting.field):
        said = read_tri(answer.text).value is not None or bool(options(answer.text))
        told = waiting.field.name == "parents_informed" and read_awareness(answer.text).value is not None
        return said or told
    if kinds.is_choice(waiting.field):
        listed = waiting.field.path == _KINDS_OF_CONCERN and _is_one_kind(answer)
        return waiting.lines == 0 or waiting.told or listed or bool(options(answer.text))
    return len(answer.text) <= _LONGEST_SHORT_ANSWER


def _is_prose(text: str) -> bool:
    """Whether a text tells something: what stands right under a section's title may be the next label."""
    return len(text.split()) >= _FEWEST_WORDS_OF_PROSE or text.rstrip().endswith((".", "!", '"'))


def goes_on_in_a_cell(waiting: Waiting, answer: Answer) -> bool:
    """Whether a cell below a story that ends within a sentence is more of it: the page's end cut its row."""
    told = (waiting.answers or {}).get(waiting.field.path)
    if told is None or not told.text.rstrip()[-1:].isalnum():
        return False
    return not instructs(answer.text) and not is_ended_by(waiting, answer) and takes(waiting, answer)


def may_go_on(asked: Waiting, answer: Answer) -> bool:
    """Whether an answer may have more lines than the one beside its label."""
    field = asked.field
    if kinds.is_address(field):
        return read_postcode(answer.text[-9:]).value is None  # a postcode ends an address
    if field.path == _KINDS_OF_CONCERN:
        return asked.told or _is_one_kind(answer)
    # "If not, why not? N/A": whoever signs below it answers nothing.
    return kinds.is_narrative(field) and not _NOTHING_TO_SAY.fullmatch(answer.text.strip())


def may_end_an_address(waiting: Waiting, answer: Answer) -> bool:
    """Whether a line can be the rest of an address that ended in a comma."""
    words = answer.text.strip()
    return takes(waiting, answer) and not is_guidance(words) and not words.endswith((".", "?", ":"))


def explains(waiting: Waiting, text: str) -> bool:
    """Whether a text under a question can be no answer to it, and only help before the answer.

    One such text is passed over and no more: the answer, if there is one, stands right under it.
    """
    text = without_remark(text)
    if waiting.helped or len(text.split()) < _FEWEST_WORDS_OF_HELP or read_tri(text).value is not None:
        return False
    name = waiting.field.name
    figures = name in _IN_FIGURES and not any(map(str.isdigit, text))
    address = name == "email" and "@" not in text
    names = name in ("name", "forename", "surname") and bool(_OF_NAMES.search(text))
    waiting.helped = figures or address or names or tells_nobody(waiting.field, text)
    return waiting.helped


def tells_nobody(field: Field, text: str) -> bool:
    """Whether a text is a sentence where somebody's name, role or agency is asked."""
    return field.name in _SAYS_WHO and _IS_TOLD.fullmatch(text) is not None


def takes_more(waiting: Waiting, answer: Answer) -> bool:
    """Whether lines that follow may belong to the answer too."""
    if kinds.is_narrative(waiting.field) or kinds.is_list(waiting.field):
        return not answer.filled and not _NOTHING_TO_SAY.fullmatch(answer.text.strip())
    if kinds.is_address(waiting.field):
        return (
            waiting.lines < _MOST_ADDRESS_LINES
            and read_postcode(answer.text).value is None
            and not answer.filled
        )
    if waiting.field.path == _KINDS_OF_CONCERN and (waiting.told or _is_one_kind(answer)):
        return True
    return bool(options(answer.text)) and (kinds.is_choice(waiting.field) or kinds.is_tri(waiting.field))


def _is_one_kind(answer: Answer) -> bool:
    """Whether an answer may be the first of several kinds of concern, one to a line."""
    return 0 < len(answer.text) <= _LONGEST_KIND and not options(answer.text)


def ends_the_kinds(waiting: Waiting, text: str, labels: LabelTables) -> bool:
    """Whether a line below a kind of concern that was answered is no other of them."""
    listed = waiting.field.path == _KINDS_OF_CONCERN and waiting.lines > 0
    return listed and not waiting.told and not options(text) and not labels.concern_type(text)


def may_be_heads(waiting: Waiting, words: str, opens: Heading, *, plain: bool) -> bool:
    """Whether a heading's words may be what was asked: "Mother", or "Practitioner" under "Role".

    Words that are not plain, in capitals or bold, are the answer only where they name a role, or say
    who somebody is where that was asked.
    """
    asked = not waiting.lines and waiting.field.name in _SAYS_WHAT_THEY_ARE
    if plain:
        return opens.bare_kin or asked
    if asked and waiting.field.name == "relationship" and opens.bare_kin:
        return True
    return asked and waiting.field.name == "role" and names_a_role(words) and not _A_SECTION.search(words)


def is_role_asked(waiting: Waiting, found: Field, label: str) -> bool:
    """Whether a label is the role that was asked right above it: "Probation practitioner", "Duty worker"."""
    return (
        not waiting.lines
        and waiting.field.name == "role"
        and found.name in ("name", "contact_taken_by")
        and names_a_role(label)
        and "name" not in label.casefold()
    )


_EQUATED: Final = re.compile(r"[A-Z][^=\n]{2,60}\s=(?:\s|$)")


def is_not_taken(waiting: Waiting, text: str) -> bool:
    """Whether a text says that nothing was answered, or is a label and answer of its own."""
    if _UNANSWERED.fullmatch(text.strip()):
        return True
    own = looks_like_a_label(text) or _EQUATED.match(text)
    return bool(own) and not kinds.is_narrative(waiting.field) and not kinds.is_list(waiting.field)


def is_answer_line(label: str) -> bool:
    """ "Yes / No", as the label of the line on which the question above it is to be answered."""
    return bool(label.strip()) and blank(label) is None


def is_ended_by(waiting: Waiting, answer: Answer) -> bool:
    """Whether printed words end the wait: a page's foot, or the form's next question."""
    if answer.filled:
        return False
    begun = waiting.lines > 0
    if (waiting.told or kinds.is_narrative(waiting.field)) and is_closing(answer.text):
        return True
    is_foot = is_footer(answer.text) and (begun or waiting.field.name not in _REACHED)
    return is_foot or asks_next(answer.text, begun=begun)


def is_kept_whole(asked: Field, printed: bool) -> bool:
    """Whether what stands below a question is put to what was said before: a name and more, an address's next line."""
    return (printed and asked.path == "referrer.name") or asked.name in kinds.LINES_OF_AN_ADDRESS


def only_helps(answer: Answer) -> bool:
    """ "Names of parents: include everybody who cares for the child": printed help, and no answer."""
    return not answer.filled and "\n" not in answer.text and instructs(answer.text)
