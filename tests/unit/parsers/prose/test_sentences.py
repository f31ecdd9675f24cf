"""What a writer wrote, apart from what mail systems, houses and telephones add."""

from __future__ import annotations

import pytest

from parsers.prose.sentences import own_words, without_figures, without_institutions

SAID = "He sleeps in the van. This is confidential, please."


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organisation. Do not click links\nor open attachments unless you know the sender.\n\n",
        "[EXTERNAL EMAIL]\nTake care with links.\n\n",
        "You don't often get email from any.body@somewhere.example. Learn why this is important\n",
        "This message came from outside the council. Be careful with links and attachments.\n",
    ],
)
def test_a_gateways_banner_is_not_the_writers(banner: str) -> None:
    assert own_words(banner + SAID) == SAID


@pytest.mark.parametrize(
    "footer",
    [
        "\n\nThis email and any attachments are confidential and intended solely for the person\nto whom they are addressed.",
        "\n\nIf you have received this message in error please tell the sender. We are committed to safeguarding children.",
        "\n\nAny Homes is a company registered in England. Please think before printing this email.",
        "\n\nSent from my phone",
    ],
)
def test_what_the_law_and_the_house_add_is_not_the_writers(footer: str) -> None:
    assert own_words(SAID + footer) == SAID


def test_a_sentence_of_the_writers_on_a_banners_line_is_kept() -> None:
    assert (
        own_words("External email. She was not fed. Do not click links unless you know the sender.")
        == "She was not fed."
    )


@pytest.mark.parametrize(
    "said",
    [
        "The link on your page 'Worried about a child' is broken.",
        "Is there a Welsh leaflet called “Hurt at home”?",
    ],
)
def test_a_pages_title_speaks_of_no_child(said: str) -> None:
    without = without_institutions(said)
    assert "child" not in without
    assert "Hurt" not in without


@pytest.mark.parametrize(
    "row", ["Neglect\n31\n28", "Physical abuse\t12\t9.5%", "Missing from home\n\n4\n\n1,204"]
)
def test_a_row_of_figures_says_nothing(row: str) -> None:
    assert without_figures(f"This week.\n{row}\nThanks") == "This week.\n\nThanks"


@pytest.mark.parametrize(
    "rows",
    ["Ida Vale\n3\n5", "he was hit\n1\n2", "Ida\n01/02/2015\n07700900123", "Bruises\n3", "He hit her.\n3\n4"],
)
def test_a_row_about_somebody_is_kept(rows: str) -> None:
    assert without_figures(rows) == rows
