"""Blocking keys: a form meets its call, whatever was misheard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ingest.domain.matching import contact_keys, form_keys
from ingest.domain.model import Caller, ContactChild
from tests.matching_world.stories import World
from tests.unit.ingest.domain.matching.story import CALLER, NOTED, call, form

NOBODY = Caller()


@pytest.mark.parametrize(
    "noted",
    [
        ContactChild(surname="Wetherall"),
        ContactChild(surname="Wethrall"),
        ContactChild(surname="Alfie", forename="Wetherall"),
        ContactChild(surname="Tregear"),
        ContactChild(dob=date(2011, 9, 30)),
        ContactChild(postcode="po61nu"),
        ContactChild(address="146 Alder Rd"),
    ],
)
def test_one_thing_about_the_child_is_enough_to_meet(noted: ContactChild) -> None:
    assert form_keys(form()) & contact_keys(call(noted, caller=NOBODY))


@pytest.mark.parametrize(
    "caller",
    [
        Caller(name="Pengelly"),
        Caller(phone="023 9200 0522"),
        Caller(phone="000522"),
        Caller(email="G.Pengelly@ferrylane.example"),
    ],
)
def test_one_thing_about_the_caller_is_enough_to_meet(caller: Caller) -> None:
    assert form_keys(form()) & contact_keys(call(ContactChild(), caller=caller))


def test_a_date_with_day_and_month_swapped_meets() -> None:
    child = replace(
        form().children[0], dob="2015-04-03", surname=None, forename=None, address=None, postcode=None
    )
    noted = ContactChild(dob=date(2015, 3, 4))
    assert form_keys(form(child)) & contact_keys(call(noted, caller=NOBODY))


def test_the_hour_that_the_form_gives_meets_the_call() -> None:
    stated = replace(form(), children=[], people=[], telephone_contact_at="2025-10-02T12:59:00+01:00")
    stated.referrer.name = stated.referrer.phone = stated.referrer.email = None
    assert form_keys(stated) & contact_keys(call(ContactChild(), caller=NOBODY))


def test_strangers_do_not_meet() -> None:
    stranger = ContactChild("Sofia", "Okonjo", date(2019, 1, 2), "7 Tern Way", "PO1 9ZZ")
    assert not form_keys(form()) & contact_keys(
        call(stranger, caller=Caller("Lee Marsh", "Police", None, "07700900001"))
    )


def test_keys_tell_their_kind() -> None:
    keys = contact_keys(call(NOTED, caller=CALLER))
    assert {"dob:2011-09-30", "pc:PO6 1NU"} <= keys
    assert all(":" in key for key in keys)


def test_nearly_every_call_of_a_city_shares_a_key_with_its_form() -> None:
    world = World(21).live(400)
    contacts = {contact.id: contact for contact in world.contacts}
    pairs = [(sent.form, contacts[number]) for sent in world.sent for number in sent.follows]
    met = sum(bool(form_keys(written) & contact_keys(contact)) for written, contact in pairs)
    assert met == len(pairs)
