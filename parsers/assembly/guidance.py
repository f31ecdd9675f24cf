"""What a form says to its writer: never an answer."""

from __future__ import annotations

import re
from typing import Final

#: What a writer asks of whoever reads the form: "Please could a social worker visit today".
_OF_THE_HUB: Final = r"\s(?:(?:could|can|would|will|may|might)\s(?!you\b)|(?:(?:could|can|would|will) you\s)?(?:visit|see|ring|call|phone|help|assess|allocate|arrange|speak|contact (?:mum|dad|the (?:mother|father|family|parents|school))|do (?:something|not (?:tell|contact|ring|call)))\b)"
_IMPERATIVE: Final = re.compile(
    rf"[\s(\[*•-]*(?:please(?!{_OF_THE_HUB})|return (?:to|this|the|completed)\b|tell us\b|factual\b|keep (?:to\b|opinion|fact|it\b|your)|including\b|in as much detail|in your own words|include|describe|give|provide|consider|think about|tick|use (?:this|the|their|direct)\b|continue|complete|refer to|see the|attach|state|list|"
    r"note:|note (?:down|any|all|actions?|the|dates?|names?|who|what|when)\b|n\.?b\.?\b|for example|e\.g\.|such as|remember|guidance|this (?:section|box|question|form|part)|if you|if '?(?:other|yes|no|not|so|unborn|different|applicable|known)\b|you (?:should|must|may|can|need|do not)|"
    r"do not|do you|have you|are you|are there|is there|is this|are these|ensure|outline|explain|specify|record|be (?:specific|clear|as )|summari[sz]e|set out|identify|(?:what|who|when|where|how|why)\b|any [a-z ]{3,40}\?|indicate|write|enter|select|"
    r"all (?:referrals|professionals|sections)|where (?:possible|appropriate|relevant)|it is (?:important|your)|you will|your )",
    re.IGNORECASE,
)
#: What only help begins with: questions and remarks about the form are no sentences under a label.
_INSTRUCTS: Final = re.compile(
    r"(?:include|list|consider|think about|be (?:specific|clear|brief|as )|use|give|describe|provide|state|record|explain|outline|"
    r"please|tell us|add|continue|do not|write|set out|summari[sz]e|indicate|specify|identify)\b",
    re.IGNORECASE,
)
_ABOUT_FORMS: Final = re.compile(
    r"\b(?:this form|this section|this box|the box|boxes (?:will|below)|additional sheets?|overleaf|continue on|tick (?:all|one|the|as)|delete as|"
    r"block capitals|threshold document|thresholds document|guidance notes|must be completed|office use|where applicable|if known|referral form)\b",
    re.IGNORECASE,
)
#: "Spoke with the duty worker and was asked to send this form": what the writer did about it.
_DONE: Final = re.compile(
    r"\b(?:was|were|been) (?:asked|told|advised|requested|instructed|invited)\b"
    r"|\b(?:asked|told|advised|requested|instructed) (?:me|us)\b"
    r"|\A\W*(?:spoke|rang|called|phoned|telephoned|emailed|discussed|contacted|informed)\b",
    re.IGNORECASE,
)
_YOU: Final = re.compile(r"\byour?\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")


_NUMBER: Final = re.compile(
    r"^\W*(?:(?:question|q)\s*)?\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?\s*[.):]?\s+", re.IGNORECASE
)
_ASKS: Final = re.compile(
    r"(?:if |have|has|is|are|was|were|does|do|did|can|could|will|would|who|whom|whose|what|why|where|when|how|which|please|tell us|any )",
    re.IGNORECASE,
)
_OWN_WORDS: Final = re.compile(r"\b(?:i|me|my|mine|we|us|our|mum|mummy|dad|daddy|nan)\b", re.IGNORECASE)
_FOOTER: Final = re.compile(
    r"\b(?:powered by|do not reply|(?:view|see) (?:all |the |your |this )*(?:responses?|submissions?|entry|entries|results)\b|unsubscribe|you (?:are receiving|received|have received) this|sent (?:from|by) (?:my|the)|this (?:e-?mail|message) (?:was|is|and)|submitted (?:via|through|using)|all rights reserved|"
    r"confidentiality notice|privacy notice|page \d{1,3} of \d{1,3}|(?:form|version) v?\d+(?:\.\d+)+|automatically generated|auto-?generated|(?:a )?copy of (?:the|your) (?:response|responses|submission|answers|form))\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether a printed text asks something: it ends with its question, but for guidance in brackets."""
    if "?" not in text:
        return False  # as most say
    words = _BRACKETED_AT_END.sub("", _NUMBER.sub("", text.strip()))
    return len(words) < 200 and words.endswith("?") and words.count(".") == 0


_BRACKETED_AT_END: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_FIRST_QUESTION: Final = re.compile(r"[^?\n]{8,160}\?")


def is_next_question(text: str) -> bool:
    """Whether a paragraph within an answer is the form's next question, not the writer's words."""
    words = text.strip()
    asked = _FIRST_QUESTION.match(words)
    if asked is None:
        return False
    question = _NUMBER.sub("", asked[0])
    whole = is_question(words) or bool(_NUMBER.match(words)) or words[asked.end() :].lstrip().startswith(":")
    return whole and bool(_ASKS.match(question)) and not _OWN_WORDS.search(question.replace("tell us", ""))


_TO_WHOM: Final = re.compile(r"\byou(?:r)?\b", re.IGNORECASE)


def opens_with_question(text: str) -> bool:
    """Whether a text that follows a label at once begins with a question of the form's own."""
    asked = _FIRST_QUESTION.match(text.strip())
    question = _NUMBER.sub("", asked[0]) if asked else ""
    return bool(_ASKS.match(question)) and _TO_WHOM.search(question) is not None


def asks_next(text: str, *, begun: bool) -> bool:
    """Whether a text is a question that no table knows, and ends the answer before it."""
    return is_next_question(text) if begun else is_question(text) or opens_with_question(text)


#: What pages bear at their feet: a protective marking, their number.
_MARKING: Final = re.compile(
    r"(?:\W*\b(?:official|sensitive|restricted|confidential|strictly|private|protect|when completed?|personal|and|in confidence|page \d{1,3}(?: of \d{1,3})?)\b)+\W*",
    re.IGNORECASE,
)


def without_marking(text: str) -> str:
    """ "Force: Westmarch Police | OFFICIAL when complete": a line without the protective marking at its end."""
    line, stroke, marking = text.rpartition("|")
    return line.rstrip() if stroke and line.strip() and _MARKING.fullmatch(marking) else text


def is_footer(text: str) -> bool:
    """Whether a text stands under forms, whatever they ask: who made it, whom not to answer."""
    if len(text) < 60 and _MARKING.fullmatch(text) and len(text.split()) > 1:
        return True
    return len(text) < 300 and (_FOOTER.search(text) is not None or _is_contact_line(text))


_TELEPHONE: Final = re.compile(r"(?:\+44|0)[\d ()-]{8,}\d")


_LONGER_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def _is_contact_line(text: str) -> bool:
    """A telephone number and an email address side by side, and hardly a word more."""
    numbers = _TELEPHONE.search(text)
    return bool(numbers) and "@" in text and len(text) < 160 and len(_LONGER_WORD.findall(text)) < 16


_WORDY: Final = re.compile(r"\w")
_IN_BRACKETS: Final = re.compile(r"\s*[(\[](?P<help>[^()\[\]]{8,240})[)\]]\s+(?=\S)")


def after_guidance(text: str) -> str:
    """A long answer without the paragraphs before it that instruct its writer."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip() and not is_guidance(line)), None)
    rest = "\n".join(lines[first:]) if first else text
    bracketed = _IN_BRACKETS.match(rest)
    return rest[bracketed.end() :] if bracketed and is_guidance(bracketed["help"]) else rest


#: But for a list of the answers chosen, as a form's program keeps them: ["Neglect","Physical harm"].
_BRACKETED: Final = re.compile(r"(?!\[\s*\")[(\[][^()\[\]]*[)\]]\.?")


def is_guidance(text: str) -> bool:
    """Whether every sentence instructs the writer; wholly bracketed text is guidance too."""
    words = text.strip().replace("incl.", "including").replace("e.g.", "for example")
    if _BRACKETED.fullmatch(words):
        return True
    sentences = [sentence for sentence in _SENTENCE.findall(words) if _WORDY.search(sentence)]
    return bool(sentences) and all(_IMPERATIVE.match(item) or _is_about_forms(item) for item in sentences)


def instructs(text: str) -> bool:
    """Whether a text tells its writer what to write, as help under a label does: no question of the form's."""
    words = text.strip()
    return _INSTRUCTS.match(words) is not None and "?" not in words and is_guidance(words)


#: "Please see the attached report" is what a writer answers, too.
_ELSEWHERE: Final = re.compile(
    r"\b(?:attach\w*|enclos\w*|appendix|appended|above|below|overleaf|separate|report)\b", re.IGNORECASE
)


def is_help_before_an_answer(text: str) -> bool:
    """Whether what stands beside a question tells how to answer it: "Please say how the child is affected".

    Only where more follows: alone it may be what somebody wrote.
    """
    words = text.strip()
    return _INSTRUCTS.match(words) is not None and is_guidance(words) and _ELSEWHERE.search(words) is None


def _is_about_forms(sentence: str) -> bool:
    if _ABOUT_FORMS.search(sentence) is None:
        return False
    return _DONE.search(sentence) is None or _YOU.search(sentence) is not None
