"""Texts in another language, told from English ones with foreign names."""

from __future__ import annotations

import pytest

from parsers.prose.foreign import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Dzień dobry, mój sąsiad bije swoje dziecko. Proszę o pomoc, bardzo się boję.",
        "Le père frappe son fils, je suis très inquiète pour les enfants.",
        "Copil mic singur acasă, nu este nimeni, sunt foarte îngrijorată și vă rog.",
        "你好，我的邻居打他的孩子，请帮忙，谢谢。他每天晚上都哭。",
        "مرحبا جاري يضرب ابنه كل ليلة ارجو المساعدة",
    ],
)
def test_another_language_is_told_by_its_script_or_its_small_words(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "The boy next door is hit by his father. Please send somebody.",
        "Rota: Mon Dee, Colin. Tue Alison. Wed Sam. Thu Diane.",
        "Menu: pizza con funghi, tiramisu, gelato. See you at one!",
        "Welsh: Mae hyn yn gyfrinachol. This email and any files with it are confidential and are for the person to whom it is addressed.",
        "谢谢",
        "",
    ],
)
def test_english_names_and_a_few_foreign_words_are_not(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dzien dobry, sasiad bije swoje dziecko. Prosze o pomoc.",
        "Sinasaktan po ng kapitbahay namin ang kanyang anak tuwing gabi, tulungan nyo po kami.",
    ],
)
def test_a_language_is_told_without_its_marks_or_where_no_small_english_word_stands(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meeting room booking confirmed Tuesday, projector required.",
        "Invoice number 123, amount due, net thirty days.",
        "my sisters bf dealing house smoke weed everyday kids hungry dirty",
    ],
)
def test_english_in_catchwords_is_english(text: str) -> None:
    assert not is_foreign(text)
