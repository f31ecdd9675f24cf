"""Is a text in a language that this program does not read?

What it says of a child is then unknown, and an officer looks with an interpreter. Told by the
script, or by small words that no English text holds; names and places prove nothing.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MOST: Final = 20_000
_LEAST_LETTERS: Final = 20
_SHARE: Final = 0.4
_LEAST_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = frozenset(
    [
        "the",
        "and",
        "to",
        "of",
        "is",
        "in",
        "that",
        "it",
        "for",
        "was",
        "on",
        "with",
        "he",
        "she",
        "are",
        "they",
        "have",
        "this",
        "be",
        "at",
        "you",
        "not",
        "we",
        "my",
        "from",
        "his",
        "her",
        "has",
        "had",
        "will",
        "please",
    ]
)
#: By language: words that are small and common there, and no English word or name.
_FOREIGN: Final = (
    "jest nie się że jak dziecko dzieci proszę bardzo przez mam moje syn córka tylko został",
    "este nu și să din pentru copil copilul sunt vă mea fetița băiatul dar foarte",
    "não uma criança está meu minha com ele ela muito filho filha que para os mais",
    "niño niña está una mi hijo hija que por con muy pero los las él ella ayuda",
    "est une je pas les enfant avec pour que mon fils fille très dans nous il elle des",
    "ist und nicht das kind ich mein sohn tochter mit der die ein eine sehr wir bitte",
    "yra ir kad vaikas mano labai prašau sūnus dukra ne su buvo",
    "bir ve çocuk için değil benim çok kızım oğlum lütfen bu ile var",
    "è un una il bambino bambina che non mio figlio figlia molto con per sono",
    "nem hogy gyerek és van fiam lányom nagyon kérem az egy",
    "është një dhe fëmija nuk për djali vajza shumë ju lutem",
    "je to dieťa dítě není nie som prosím syn dcéra veľmi ktorý",
    "mae yn ac plentyn wedi gyda fy mab merch ddim os gwelwch dda",
    "waa iyo ilmaha cunug waxaan inuu wuxuu fadlan",
)  # fmt: skip
_OF: Final = tuple(frozenset(words.split()) for words in _FOREIGN)


def is_foreign(text: str) -> bool:
    """Whether most of a text is in another script, or its small words are another language's."""
    letters = [letter for letter in text[:_MOST] if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return False
    other = sum(1 for letter in letters if not unicodedata.name(letter, "LATIN").startswith("LATIN"))
    if other > _SHARE * len(letters):
        return True
    words = [word.casefold() for word in _WORD.findall(text[:_MOST])]
    english = sum(word in _ENGLISH for word in words)
    told = max(_OF, key=lambda language: sum(word in language for word in words))
    found = [word for word in words if word in told]
    return len(set(found)) >= _LEAST_WORDS and len(found) > english
