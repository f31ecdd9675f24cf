"""A form above an earlier message that holds another: each is a form of its own."""

from __future__ import annotations

from parsers.form import Reading
from tests.unit.parsers.emailed_form import email, form, read

QUOTED = "\nOn Mon, 2 Mar 2026 at 12:01, Any Person <any.person@school.example> wrote:\n\n{}\n"


def reading(above: str, below: str) -> Reading:
    quoted = "\n".join(f"> {line}" for line in below.splitlines())
    return read(email(f"{above}{QUOTED.format(quoted)}"))


def told(found: Reading) -> list[tuple[str | None, str]]:
    return [
        (item.form.children[0].forename, (item.form.concern.reason or "").split()[0]) for item in found.forms
    ]


def test_an_earlier_form_about_another_child_keeps_its_own_reason() -> None:
    found = reading(f"Another one for you:\n\n{form('Amy')}", form("Ben"))
    assert told(found) == [("Amy", "Amy"), ("Ben", "Ben")]
    assert any("it may be known already" in warning for warning in found.forms[1].warnings)


def test_an_earlier_form_about_the_same_child_gives_way_to_the_newer() -> None:
    found = reading(form("Amy").replace("03/04/2015", "03/04/2016"), form("Amy"))
    assert [item.form.children[0].dob for item in found.forms] == ["2016-04-03"]
    assert any("compare the two" in warning for warning in found.forms[0].warnings)


def test_answers_written_below_a_message_without_a_form_are_read_as_before() -> None:
    assert told(reading("As asked, see below.", form("Amy"))) == [("Amy", "Amy")]
    blank = "\n".join(f"{line.split(':')[0]}:" if ":" in line else line for line in form().splitlines())
    assert told(reading(form("Amy"), blank)) == [("Amy", "Amy")]
