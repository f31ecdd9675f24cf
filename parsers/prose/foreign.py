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
    "jest nie się że jak dziecko dzieci dziecka proszę bardzo przez mam moje swoje syn córka córkę tylko został dzień dobry sąsiad chłopiec dziewczynka lat bije boję pomoc pomocy matka ojciec ma w na z od u",
    "este nu și să din pentru copil copilul copii sunt vă mea fetița băiatul dar foarte bună ziua ajutor vecinul mama tata rog bate de la ani",
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
    "mae yn ac plentyn blentyn plant wedi gyda fy mab merch ddim os gwelwch dda gen i ei ar ar gan gweld nhw bryder cartref",
    "waa iyo ilmaha cunug waxaan inuu wuxuu fadlan ku ka oo aabihiis hooyadiis",
)  # fmt: skip
#: Telephones and keyboards of other countries leave the marks over letters out.
_BARE_LETTERS: Final = str.maketrans("łøđßæœı", "lodsaoi")


def _bare(word: str) -> str:
    """A word without its case and the marks over its letters."""
    spelled = unicodedata.normalize("NFKD", word.casefold().translate(_BARE_LETTERS))
    return "".join(letter for letter in spelled if not unicodedata.combining(letter))


_OF: Final = tuple(frozenset(map(_bare, words.split())) for words in _FOREIGN)


#: With those above, the words without which nobody writes an English sentence, or an office its catchwords.
_MORE_ENGLISH: Final = (
    "a i or by as an if no me our your can do did would been but so there what who when all up out about any us him them their its were "
    "just get got am im u new now one some into over then than also could should how more after before off here back via per nil see use "
    "only very please thanks contact call each every above below next last open closed yes without within between under "
    "number amount account invoice order total date time day days week room meeting team email phone address name page office booking required confirmed"
)
_SMALL_WORDS: Final = _ENGLISH | frozenset(_MORE_ENGLISH.split())
_SENTENCE: Final = re.compile(r"[^.!?\n:;]+")
_SMALL: Final = re.compile(r"(?<![^\s(\"“'‘])[^\W\d_A-Z]+(?:['’]\w+)?(?![\w@/-])")
_LEAST_OF_A_SENTENCE: Final = 7  # words that begin small
_MOSTLY: Final = 0.5


def _holds_no_english(text: str, count: int) -> bool:
    """Whether most of a text's words stand in whole sentences without one small English word: languages have no end."""
    foreign = 0
    for sentence in _SENTENCE.findall(text):
        small = _SMALL.findall(sentence)
        if len(small) >= _LEAST_OF_A_SENTENCE and not _SMALL_WORDS.intersection(map(str.casefold, small)):
            foreign += len(_WORD.findall(sentence))
    return foreign > _MOSTLY * count


def is_foreign(text: str) -> bool:
    """Whether most of a text is in another script, or its small words are another language's."""
    letters = [letter for letter in text[:_MOST] if letter.isalpha()]
    if len(letters) < _LEAST_LETTERS:
        return False
    other = sum(1 for letter in letters if not unicodedata.name(letter, "LATIN").startswith("LATIN"))
    if other > _SHARE * len(letters):
        return True
    words = [_bare(word) for word in _WORD.findall(text[:_MOST])]
    if _holds_no_english(text[:_MOST], len(words)):
        return True
    english = sum(word in _ENGLISH for word in words)
    told = max(_OF, key=lambda language: sum(word in language for word in words))
    found = [word for word in words if word in told]
    return len(set(found)) >= _LEAST_WORDS and len(found) > english
