"""Whether the parents were told, who agreed, and why not: three things that forms ask in one breath."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.assembly.answers.entry import Entry
from parsers.options import options
from parsers.prose.awareness import read_awareness
from parsers.values import read_tri

_NO_BECAUSE: Final = re.compile(
    r"no\s*(?:[-–—:;.,]\s*|\b(?=because|as |due to))(?P<why>\w.{9,})", re.IGNORECASE
)

#: "Yes", "No", "Yes - Ann Vale", "Y (verbal, mother)", "Yes Ann Vale"; "N/A" is neither.
_YES_OR_NO_FIRST: Final = re.compile(
    r"(?!n\s*/\s*[ak]\b)(?P<said>yes|no|y|n)(?:\s*[-–—:;,./]+\s*(?P<who>\w.*)|\s*\((?P<aside>[^()]+)\)|\s+(?:(?=given |by |from )|(?-i:(?=[A-Z]))|(?=m[ou]m|dad|mother|father|both|parent|carer))(?P<next>\w.*))?[.\s]*",
    re.IGNORECASE,
)
_GIVEN_BY: Final = re.compile(
    r"^(?:(?:consent|agreed|obtained|given|verbal(?:ly)?|written|was|has been) )*(?:by|from) ", re.IGNORECASE
)
#: What stands where a name would, and says that nobody agreed.
_NOBODY_AGREED: Final = re.compile(
    r"(?:no[ -]?one|nobody|no consent|(?:consent )?(?:was )?not (?:yet )?(?:obtained|given|sought|gained|asked|requested))\b.*",
    re.IGNORECASE,
)


def read_information_sharing(entry: Entry) -> None:
    """What the form says of informing the parents, of consent and of a manager's approval."""
    entry.tri("parents_informed", "consent_obtained", "child_informed")
    _tell_awareness(entry)
    entry.narrative("parents_not_informed_reason")
    entry.narrative("consent_refused_reason")
    _give_reason_to_the_no(entry)
    _reason_beside_the_no(entry)
    _part_consent_and_giver(entry)
    entry.text("consent_given_by", "manager_approval")


def _part_consent_and_giver(entry: Entry) -> None:
    """ "Consent given? By whom?" answered with "Yes - Ann Vale": whether there is consent, and who gave it."""
    answer = entry.answer("consent_given_by")
    if answer is None or options(answer.text):
        return
    words = " ".join(answer.text.split())
    found = _YES_OR_NO_FIRST.fullmatch(words)
    gave: str | None = words
    if _NOBODY_AGREED.fullmatch(words):
        gave = None
    elif found is not None:
        said = read_tri(found["said"])
        if entry.answer("consent_obtained") is None:
            entry.value("consent_obtained", said, answer)
        gave = (found["who"] or found["aside"] or found["next"]) if said.value == "yes" else None
    gave = _GIVEN_BY.sub("", gave or "", count=1)
    if gave != words:
        entry.answers = {**entry.answers, "consent_given_by": replace(answer, text=gave)}


def _give_reason_to_the_no(entry: Entry) -> None:
    """ "If no, why not?" after two questions belongs to the one that was answered with no."""
    told, source = entry.record, entry.result.sources
    if told.parents_informed == "yes" and told.consent_obtained == "no" and not told.consent_refused_reason:
        # "If either answer is no, please explain" after a yes and a no.
        found = source.pop(f"{entry.pointer}/parents_not_informed_reason", None)
        if found is not None:
            told.consent_refused_reason, told.parents_not_informed_reason = (
                told.parents_not_informed_reason,
                None,
            )
            source[f"{entry.pointer}/consent_refused_reason"] = found
        return
    refused_with_no = told.consent_obtained == "no" or told.parents_informed != "no"
    if told.consent_refused_reason is None or refused_with_no or told.parents_not_informed_reason:
        return
    told.parents_not_informed_reason, told.consent_refused_reason = told.consent_refused_reason, None
    found = source.pop(f"{entry.pointer}/consent_refused_reason")
    source[f"{entry.pointer}/parents_not_informed_reason"] = found


def _reason_beside_the_no(entry: Entry) -> None:
    """ "No - she left before we could say": what stands behind a plain no is why."""
    answer = entry.answer("parents_informed")
    told = entry.record
    if answer is None or told.parents_informed != "no" or told.parents_not_informed_reason:
        return
    found = _NO_BECAUSE.match(" ".join(answer.text.split()))
    if found is not None and not options(answer.text):
        entry.answers = {**entry.answers, "parents_not_informed_reason": replace(answer, text=found["why"])}
        entry.narrative("parents_not_informed_reason")


def _tell_awareness(entry: Entry) -> None:
    """ "Mum is aware": an answer in a sentence, where neither a yes nor a no was written."""
    answer = entry.answer("parents_informed")
    if answer is not None and entry.record.parents_informed is None:
        entry.value("parents_informed", read_awareness(answer.text), answer)
