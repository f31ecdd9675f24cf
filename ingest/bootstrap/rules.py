"""The hub's clocks, outcomes, agencies and signature."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config import tables
from config.settings import Settings

if TYPE_CHECKING:
    from ingest.desk import DeskRules
    from ingest.domain.clocks import Calendar, FollowUpRule, RatingRule


def desk_rules(settings: Settings) -> DeskRules:
    """The hub's clocks, outcomes and agencies."""
    from ingest.desk import DeskRules

    return DeskRules(
        calendar=calendar(settings),
        follow_up=follow_up_rule(settings),
        due_soon=timedelta(hours=settings.clocks.due_soon_hours),
        outcomes=tables.outcomes(),
        levels=tables.levels(),
        agencies=tables.agencies(),
        ratings=rating_rule(settings),
        hub=_signature(settings),
        letters_to=settings.letters.domains if settings.letters.host else None,
    )


def calendar(settings: Settings) -> Calendar:
    """Office hours and holidays of this hub."""
    from ingest.domain.clocks import Calendar

    chosen = settings.calendar
    holidays = tables.bank_holidays() | frozenset(chosen.extra_holidays)
    return Calendar(chosen.office_opens, chosen.office_closes, holidays)


def follow_up_rule(settings: Settings) -> FollowUpRule:
    """How long a caller has to write."""
    from ingest.domain.clocks import Counting, FollowUpRule

    counting = Counting.WORKING_HOURS if settings.clocks.working_hours else Counting.ELAPSED
    return FollowUpRule(settings.clocks.follow_up_hours, counting)


def rating_rule(settings: Settings) -> RatingRule:
    """Each RAG rating's timescale."""
    from ingest.domain.clocks import Counting, FollowUpRule, Rating, RatingRule

    hours = settings.clocks.rag
    return RatingRule(
        {
            Rating.RED: FollowUpRule(hours.red, Counting.ELAPSED),
            Rating.AMBER: FollowUpRule(hours.amber, Counting.WORKING_HOURS),
            Rating.GREEN: FollowUpRule(hours.green, Counting.WORKING_HOURS),
        }
    )


def _signature(settings: Settings) -> str:
    """The lines under what the hub writes."""
    hub = settings.hub
    night = f"Out of hours: {hub.out_of_hours_phone}" if hub.out_of_hours_phone else ""
    lines = (hub.name, "Telephone: " + " or ".join(hub.phones), night, ", ".join(hub.emails))
    return "\n".join(line for line in lines if line)
