"""What tests ask of a desk again and again, and the email that nobody could read."""

from __future__ import annotations

from ingest.desk import Desk
from ingest.domain.model import Contact
from ingest.store import Store, audit
from ingest.views import MessageView, ReferralView, View
from parsers.form import Envelope, Outcome, Reading
from tests.records import MORNING


def unread(address: str = "jo@ferry.example") -> Reading:
    envelope = Envelope(subject="Secure message", from_name="Jo Bright", from_address=address)
    return Reading(Outcome.NEEDS_ATTENTION, "it is encrypted", envelope=envelope)


def contact_of(desk: Desk, contact_id: int) -> Contact:
    found = desk.detail(f"contact:{contact_id}").contact
    assert found is not None
    return found


def referral_of(desk: Desk, referral_id: str) -> ReferralView:
    found = desk.detail(f"referral:{referral_id}").referral
    assert found is not None
    return found


def message_of(desk: Desk, message_id: int) -> MessageView:
    found = desk.detail(f"message:{message_id}").message
    assert found is not None
    return found


def only_referral(desk: Desk, view: View = View.UNMATCHED) -> ReferralView:
    [row] = desk.window(view, MORNING).rows
    return referral_of(desk, row.key.removeprefix("referral:"))


def actions(store: Store, key: str | None = None) -> list[str]:
    with store.reading() as conn:
        return [event.action for event in audit.events(conn, key)]
