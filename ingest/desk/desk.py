"""The desk: every list, record and act, as one thing."""

from __future__ import annotations

from ingest.desk.clock_acts import ClockActs
from ingest.desk.details import Details
from ingest.desk.handover import Handovers
from ingest.desk.insights import InsightFigures
from ingest.desk.letters import Letters
from ingest.desk.lists import Lists
from ingest.desk.match_acts import MatchActs
from ingest.desk.message_acts import MessageActs
from ingest.desk.note_acts import NoteActs
from ingest.desk.referral_acts import ReferralActs
from ingest.desk.version_acts import VersionActs


class Desk(
    Handovers,
    InsightFigures,
    Lists,
    Details,
    Letters,
    NoteActs,
    MatchActs,
    ReferralActs,
    ClockActs,
    VersionActs,
    MessageActs,
):
    """One officer's door to the store: implements `ingest.duty_desk.DutyDesk`.

    `Desk(store, actor, matcher, rules)`: `actor` is the operating-system account. Safe to call
    from threads: every call is a transaction of its own.
    """
