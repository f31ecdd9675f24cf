"""Every act of an officer is told in the audit chain, and is refused where its record changed meanwhile."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from ingest.desk import Desk
from ingest.desk.office import DeskRules
from ingest.domain.model import Match
from ingest.domain.statutory import StatutoryClock
from ingest.errors import ChangedMeanwhile
from ingest.store import Store, audit
from ingest.views import Arrangement, SavedFilter, View
from tests.desk_views import contact_of, message_of, referral_of, unread
from tests.records import MORNING, SurnameMatcher, call, form, referral

_LOOK = SavedFilter("mine", View.AWAITING, "kite", Arrangement())
_BORN = "/children/0/dob"
PROTECTION = StatutoryClock.POLICE_PROTECTION


@dataclass
class Scene:
    """A desk with two calls (1, 2), a form that was suggested for the first, one that belongs to no call,
    and an email that nobody could read."""

    desk: Desk
    suggested: str
    lonely: str
    unread: int
    stale: int = 0  # how many changes of colleagues the officer has not seen

    @property
    def match(self) -> Match:
        [found] = referral_of(self.desk, self.suggested).matches
        return found

    def revision(self, key: str) -> int:
        """What the officer's screen shows."""
        kind, _, name = key.partition(":")
        if kind == "contact":
            now = contact_of(self.desk, int(name)).revision
        elif kind == "message":
            now = message_of(self.desk, int(name)).revision
        elif kind == "match":
            now = self.match.revision
        else:
            now = referral_of(self.desk, name).revision
        return now - self.stale

    def key(self, role: str) -> str:
        roles = {
            "suggested": f"referral:{self.suggested}",
            "lonely": f"referral:{self.lonely}",
            "unread": f"message:{self.unread}",
        }
        return roles.get(role, role)

    def act(self, name: str) -> object:
        return ACTS[name][0](self)

    def on(self, act: Callable[..., object], role: str, *words: object) -> object:
        """An act that takes a record's whole key."""
        key = self.key(role)
        return act(key, *words, self.revision(key))

    def on_its(self, act: Callable[..., object], role: str, *words: object) -> object:
        """An act that takes a record's own number or id."""
        key = self.key(role)
        kind, _, name = key.partition(":")
        return act(name if kind == "referral" else int(name), *words, self.revision(key))


@pytest.fixture
def scene(store: Store, take: Callable[..., int]) -> Scene:
    rules = DeskRules(letters_to=("example",), outcomes=("Early help",))
    desk = Desk(store, "officer", SurnameMatcher(), rules)
    desk.log_contact(call(email="jo@ferry.example"))
    desk.log_contact(call("Stone"))
    take(referral(form(dob=None), form("Reed")))
    kite, reed = (
        desk.window(View.UNMATCHED, MORNING, text=name).rows[0].key.removeprefix("referral:")
        for name in ("Kite", "Reed")
    )
    return Scene(desk, kite, reed, take(unread()))


#: Of each act: what is done first, by its name; what is done; and the events that it leaves.
ACTS: dict[str, tuple[Callable[[Scene], object], tuple[str, ...], list[tuple[str, str | None]]]] = {
    "log_contact": (lambda at: at.desk.log_contact(call("New")), (), [("contact.logged", "contact:3")]),
    "amend_contact": (
        lambda at: at.on_its(at.desk.amend_contact, "contact:1", replace(call(), concern="other")),
        (),
        [("contact.amended", "contact:1")],
    ),
    "undo_amendment": (
        lambda at: at.on_its(at.desk.undo_amendment, "contact:1"),
        ("amend_contact",),
        [("contact.amendment_undone", "contact:1")],
    ),
    "close_contact": (
        lambda at: at.on_its(at.desk.close_contact, "contact:1", "advice"),
        (),
        [("contact.closed", "contact:1")],
    ),
    "reopen_contact": (
        lambda at: at.on_its(at.desk.reopen_contact, "contact:1"),
        ("close_contact",),
        [("contact.reopened", "contact:1")],
    ),
    "claim": (lambda at: at.on(at.desk.claim, "lonely"), (), [("record.claimed", "lonely")]),
    "release": (lambda at: at.on(at.desk.release, "lonely"), ("claim",), [("record.released", "lonely")]),
    "confirm_match": (
        lambda at: at.desk.confirm_match(at.match.id, at.revision("match")),
        (),
        [("match.confirmed", "suggested"), ("match.confirmed", "contact:1")],
    ),
    "reject_match": (
        lambda at: at.desk.reject_match(at.match.id, "another child", at.revision("match")),
        (),
        [("match.rejected", "suggested"), ("match.rejected", "contact:1")],
    ),
    "undo_match": (
        lambda at: at.desk.undo_match(at.match.id, at.revision("match")),
        ("confirm_match",),
        [("match.undone", "suggested"), ("match.undone", "contact:1")],
    ),
    "link": (
        lambda at: at.desk.link(at.lonely, 2, "the school says so", at.revision(at.key("lonely"))),
        (),
        [("match.linked", "lonely"), ("match.linked", "contact:2")],
    ),
    "correct_field": (
        lambda at: at.on_its(at.desk.correct_field, "lonely", _BORN, "2015-04-04"),
        (),
        [("referral.corrected", "lonely")],
    ),
    "undo_correction": (
        lambda at: at.on_its(at.desk.undo_correction, "lonely", _BORN),
        ("correct_field",),
        [("referral.correction_undone", "lonely")],
    ),
    "acknowledge": (
        lambda at: at.on_its(at.desk.acknowledge, "lonely"),
        (),
        [("referral.acknowledged", "lonely")],
    ),
    "decide": (
        lambda at: at.on_its(at.desk.decide, "lonely", "Early help"),
        (),
        [("referral.decided", "lonely")],
    ),
    "undo_tick": (
        lambda at: at.on_its(at.desk.undo_tick, "lonely", "decided"),
        ("decide",),
        [("referral.decided_undone", "lonely")],
    ),
    "rate": (lambda at: at.on(at.desk.rate, "lonely", "red"), (), [("referral.rated", "lonely")]),
    "set_clock": (
        lambda at: at.on_its(at.desk.set_clock, "contact:1", PROTECTION, MORNING),
        (),
        [("contact.clock_set", "contact:1")],
    ),
    "end_clock": (
        lambda at: at.on_its(at.desk.end_clock, "contact:1", PROTECTION, MORNING),
        ("set_clock",),
        [("contact.clock_done", "contact:1")],
    ),
    "clear_clock": (
        lambda at: at.on_its(at.desk.clear_clock, "contact:1", PROTECTION),
        ("set_clock",),
        [("contact.clock_cleared", "contact:1")],
    ),
    "undo_clock": (
        lambda at: at.on_its(at.desk.undo_clock, "contact:1"),
        ("set_clock", "end_clock"),
        [("contact.clock_undone", "contact:1")],
    ),
    "merge": (
        lambda at: at.on_its(at.desk.merge, "lonely", at.suggested),
        (),
        [("referral.merged", "lonely"), ("referral.merged", "suggested")],
    ),
    "unmerge": (
        lambda at: at.on_its(at.desk.unmerge, "lonely"),
        ("merge",),
        [("referral.unmerged", "lonely"), ("referral.unmerged", "suggested")],
    ),
    "letter_taken": (
        lambda at: at.on(at.desk.letter_taken, "lonely"),
        (),
        [("referral.acknowledgement_taken", "lonely")],
    ),
    "send_letter": (
        lambda at: at.on(at.desk.send_letter, "contact:1"),
        (),
        [("contact.chased", "contact:1")],
    ),
    "add_note": (lambda at: at.desk.add_note("contact:1", "rang back"), (), [("note.added", "contact:1")]),
    "remove_note": (lambda at: at.desk.remove_note(1), ("add_note",), [("note.removed", "contact:1")]),
    "dismiss": (
        lambda at: at.on_its(at.desk.dismiss, "unread", "spam"),
        (),
        [("message.dismissed", "unread")],
    ),
    "restore": (
        lambda at: at.on_its(at.desk.restore, "unread"),
        ("dismiss",),
        [("message.restored", "unread")],
    ),
    "make_email_contact": (
        lambda at: at.on_its(at.desk.make_email_contact, "unread", call("New")),
        (),
        [("contact.made_of_email", "contact:3"), ("message.made_contact", "unread")],
    ),
    "key_by_hand": (
        lambda at: at.on_its(at.desk.key_by_hand, "unread", form("Hand")),
        (),
        [("referral.keyed_by_hand", "keyed"), ("message.keyed_by_hand", "unread")],
    ),
    "save_filter": (lambda at: at.desk.save_filter(_LOOK), (), [("filter.kept", None)]),
    "forget_filter": (
        lambda at: at.desk.forget_filter("mine"),
        ("save_filter",),
        [("filter.forgotten", None)],
    ),
}


def acts_since(store: Store, seq: int) -> list[tuple[str, str | None, str]]:
    """Action, record and officer of each event after one, without those of looks."""
    with store.reading() as conn:
        events = [event for event in audit.events(conn) if event.seq > seq]
    return [(one.action, one.record_key, one.actor) for one in events if not one.action.endswith(".viewed")]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_told_under_each_record_that_it_concerns(scene: Scene, store: Store, name: str) -> None:
    do, first, told = ACTS[name]
    for act in first:
        scene.act(act)
    before = store.audit_head().seq
    given = do(scene)
    keys = [f"referral:{given}" if role == "keyed" else role and scene.key(role) for _, role in told]
    wanted = [(action, key, "officer") for (action, _), key in zip(told, keys, strict=True)]
    assert acts_since(store, before) == wanted


@pytest.mark.parametrize(
    "name", [name for name in ACTS if "revision" in inspect.signature(getattr(Desk, name)).parameters]
)
def test_an_act_on_a_record_that_changed_meanwhile_is_refused_and_leaves_nothing(
    scene: Scene, store: Store, name: str
) -> None:
    do, first, _ = ACTS[name]
    for act in first:
        scene.act(act)
    before = store.audit_head().seq
    scene.stale = 1
    with pytest.raises(ChangedMeanwhile):
        do(scene)
    assert acts_since(store, before) == []


def test_a_form_that_was_keyed_is_told_as_withdrawn_where_its_email_is_restored(
    scene: Scene, store: Store
) -> None:
    keyed = scene.on_its(scene.desk.key_by_hand, "unread", form())
    before = store.audit_head().seq
    scene.act("restore")
    assert {(action, key) for action, key, _ in acts_since(store, before)} >= {
        ("referral.withdrawn", f"referral:{keyed}"),
        ("match.withdrawn", "contact:1"),
        ("message.restored", scene.key("unread")),
    }


def test_no_act_is_left_out_here() -> None:
    public = inspect.getmembers(
        Desk, lambda found: inspect.isfunction(found) and not found.__name__.startswith("_")
    )
    assert {name for name, act in public if "self.acting()" in inspect.getsource(act)} == set(ACTS)
