"""Is a sentence advice to anybody, or about training, policies and the like?

Such sentences use every word of harm, and speak of no child in particular.
"""

from __future__ import annotations

import re
from typing import Final


def is_advice(sentence: str) -> bool:
    """Whether a sentence tells anybody what to do should they be worried."""
    return _ADVICE.search(sentence) is not None


def is_of_learning(sentence: str) -> bool:
    """Whether a sentence is about training, guidance, figures or campaigns."""
    return _LEARNING.search(sentence) is not None


def is_of_the_news(sentence: str) -> bool:
    """Whether a sentence is a newspaper's: somebody was sentenced, and who reports it is named."""
    return _SENTENCED.search(sentence) is not None and _REPORTS.search(sentence) is not None


_SENTENCED: Final = re.compile(
    r"\b(?:jailed|sentenced|imprisoned|convicted|found guilty|pleaded guilty|on trial|before (?:the )?(?:magistrates|crown court))\b",
    re.IGNORECASE,
)
_REPORTS: Final = re.compile(
    r"\b(?:the )?(?:BBC|ITV|Sky News|Guardian|Times|Independent|Telegraph|Observer|Mirror|Press Association|PA|Echo|Gazette|Herald|The News)\b[^.]{0,20}\b(?:reports?|reported|says|said)\b|"
    r"\b(?:reports|reported (?:by|in)|according to) (?:the )?(?:BBC|ITV|Sky News|Guardian|Times|Independent|Telegraph|Observer|Mirror|Press Association|Echo|Gazette|Herald|News)\b"
)
_ADVICE: Final = re.compile(
    r"^\W*(?:ask(?: yourself)?:|(?:think about|consider|reflect on) (?:what|how|whether|why)\b|if (?:you|anyone|someone|a|any|your|there)\b|remember\b|should you|when(?:ever)? (?:you|a|an|someone|children|working)\b|for anything|anyone who|"
    r"please (?:remember|use the|complete the|do not reply)|a reminder|reminder:|how to|how (?:can|do|should) (?:i|we|you|schools|practitioners) (?!.*\bring me\b)|"
    r"where (?:you|a)\b|what to do|every child|all children|no child)|\byou (?:are|may be|might be|have) (?:any )?(?:worried|concern(?:s|ed))\b|"
    r"\b(?:worried|concerned|anxious) about (?:a|any) (?:child|young person)(?: or young person)?\s*\?|\bunless (?:that|this|it|doing so|to do so) (?:puts?|would|places?|might|may)\b|"
    r"\b(?:callers?|people|anyone|anybody|those|parents|members of the public|staff|schools|practitioners|residents|users) who (?:are|say|feel|think|may|might|believe)\b|"
    # asked of every reader: "Do you know a child who ...?"
    r"^\W*(?:do|would|could) you (?:know|recognise|spot|suspect) (?:of )?(?:a|an|any|some) (?:child(?:ren)?|young person|pupil|famil(?:y|ies))\b|"
    # a duty of everybody's: "A child who goes missing must be reported through the form"
    r"^\W*(?:a|any|each|every) (?:child|pupil|student|young person) (?:who|that|with|whose)\b(?!.*\b(?:i|we|my|our|has|was|been)\b).*\bmust (?:always |also |then )?be (?:reported|referred|recorded|notified|logged|discussed|raised) (?:through|using|via|within|on|by|to|as|in)\b|"
    r"\bnames? removed\b|\bfor example\b(?!.*\b(?:my|this)\b)|\bany child\b",
    re.IGNORECASE,
)
_LEARNING: Final = re.compile(
    r"\b(?:training|workshops?|webinars?|(?<!of )courses?|polic(?:y|ies)|leaflets?|toolkit|conference|seminar|briefings?|e-?learning|guidance|newsletter|"
    r"campaign|awareness|posters?|strategy(?! (?:discussion|meeting)s?\b)|case stud(?:y|ies)|programme|(?<!before the )(?<!after the )(?<!during the )(?<!before our )(?<!after our )(?<!during our )sessions?|example|resources?|delegates?|(?:you(?:['’]ll| will)|delegates will|to) learn|learn how|agenda|minutes|vacanc\w+|(?<!skeletal )survey|research|theatre|charity|"
    r"audit(?:s|ed|ing)?|protocols?|stud(?:y|ies) of \d+|found that (?:half|most|a (?:third|quarter)|one in)|will (?:talk|speak|present)(?: to (?:us|you|staff))? (?:about|on)|statistics|figures|report card|assembly|fundraising|dip sampl\w+|moderation|any other business|aob|matters arising|terms of reference|"
    r"(?:field|box|question|heading|section)s? (?:on|of|in|for) the\b)\b",
    re.IGNORECASE,
)
