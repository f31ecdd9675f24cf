"""Matching, with the weights in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config import tables
from config.errors import SettingsError
from config.settings import Settings
from ingest.errors import CallerMistake

if TYPE_CHECKING:
    from ingest.domain.matching import MatchingModel
    from ingest.store.matcher import Matcher


def matcher(settings: Settings) -> Matcher:
    """Matching as the store asks for it."""
    from ingest.matcher import FellegiSunterMatcher

    return FellegiSunterMatcher(matching_model(settings))


def matching_model(settings: Settings) -> MatchingModel:
    """Weights, nicknames and agencies for matching. Raises `CallerMistake`."""
    from ingest.domain.matching import BadWeights, MatchingModel

    try:
        return MatchingModel.from_toml(
            matching_weights(settings),
            nicknames=tables.optional("nicknames.toml"),
            agencies=tables.optional("agencies.toml"),
            frequencies=tables.optional("name_frequencies.toml"),
        )
    except SettingsError as error:
        raise CallerMistake(error.sentence) from None
    except (BadWeights, ValueError, TypeError, KeyError) as error:
        raise CallerMistake(f"the matching weights cannot be used: {error}") from None


def matching_weights(settings: Settings) -> str:
    """The text of the weights in force. Raises `SettingsError` where it cannot be read."""
    own = settings.matching.weights
    return tables.matching_weights(settings.input_path(own) if own else None)
