"""Matching an invented city: no link is wrong, nearly all are found, probabilities come true."""

from __future__ import annotations

import os

import pytest

from tests.matching_world.elsewhere.stories import Elsewhere
from tests.matching_world.measure import Figures, in_words, measure, shipped_model
from tests.matching_world.stories import World

FORMS = 10_000 if os.environ.get("TESTS_LONG") else 500


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(World(2025).live(FORMS), shipped_model())


@pytest.mark.long
def test_hardly_any_link_is_wrong(figures: Figures) -> None:
    assert figures.total.wrong <= figures.total.forms // 10_000, in_words(figures)


def test_nearly_all_links_are_found_without_a_person(figures: Figures) -> None:
    assert figures.total.linked >= 0.93 * figures.total.true, in_words(figures)


def test_the_true_call_is_among_the_first_three(figures: Figures) -> None:
    assert figures.total.offered >= 0.99 * figures.total.true, in_words(figures)


def test_what_is_called_sure_comes_true(figures: Figures) -> None:
    surest = max(figures.proposed)
    assert figures.right[surest] >= 0.998 * figures.proposed[surest], in_words(figures)


def test_what_is_called_unlikely_seldom_comes_true(figures: Figures) -> None:
    unlikely = [limit for limit in figures.proposed if limit <= 0.3]
    assert sum(figures.right[one] for one in unlikely) <= 0.3 * max(
        1, sum(figures.proposed[one] for one in unlikely)
    )


@pytest.fixture(scope="module")
def elsewhere() -> Figures:
    """Another hand's world: names, agencies and habits that no weight was set by."""
    return measure(Elsewhere(2025).live(FORMS * 3 // 5), shipped_model())


def test_no_more_links_are_wrong_in_another_world(elsewhere: Figures) -> None:
    assert elsewhere.total.wrong <= elsewhere.total.forms // 5_000, in_words(elsewhere)


def test_in_another_world_too_the_true_call_is_found(elsewhere: Figures) -> None:
    assert elsewhere.total.linked >= 0.7 * elsewhere.total.true, in_words(elsewhere)
    assert elsewhere.total.offered >= 0.98 * elsewhere.total.true, in_words(elsewhere)
