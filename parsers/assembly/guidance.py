"""What a form says to its writer: never an answer."""

from __future__ import annotations

import re
from typing import Final

_IMPERATIVE: Final = re.compile(
    r"[\s(\[*•-]*(?:please|include|describe|give|provide|consider|think about|tick|use (?:this|the)|continue|complete|refer to|see the|attach|state|list|"
    r"note:|n\.?b\.?\b|for example|e\.g\.|such as|remember|guidance|this (?:section|box|question|form|part)|if you|you (?:should|must|may|can|need|do not)|"
    r"do not|do you|have you|are you|are there|is there|ensure|outline|explain|specify|record|what |who |when |where |how |why |indicate|write|enter|select|"
    r"all (?:referrals|professionals|sections)|where (?:possible|appropriate|relevant)|it is (?:important|your)|you will|your )",
    re.IGNORECASE,
)
_ABOUT_FORMS: Final = re.compile(
    r"\b(?:this form|this section|this box|the box|boxes (?:will|below)|additional sheets?|overleaf|continue on|tick (?:all|one|the|as)|delete as|"
    r"block capitals|threshold document|thresholds document|guidance notes|must be completed|office use|where applicable|if known|referral form)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")


def is_question(text: str) -> bool:
    """Whether a printed text asks something: it ends with its question, but for guidance in brackets."""
    words = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", text.strip())
    return len(words) < 200 and words.endswith("?") and words.count(".") == 0


def is_guidance(text: str) -> bool:
    """Whether every sentence instructs the writer; wholly bracketed text is guidance too."""
    words = text.strip()
    if re.fullmatch(r"[(\[][^()\[\]]*[)\]]\.?", words):
        return True
    sentences = [sentence for sentence in _SENTENCE.findall(words) if re.search(r"\w", sentence)]
    return bool(sentences) and all(_IMPERATIVE.match(item) or _ABOUT_FORMS.search(item) for item in sentences)
