"""What systems and programs that send forms on do to labels and answers."""

from __future__ import annotations

import pytest

from parsers.html.reading import read_html
from parsers.plain.reading import read_plain
from tests.unit.parsers.assembly.form_in_blocks import Forms, Said

WRITER = "Your details\nName of referrer: Ann Lee\nAgency: Any School\nEmail: ann@any.example\n"
CHILD = "Child details\nFirst name: Ida\nSurname: Vale\nDate of birth: 03/04/2015\n"
ASKED = "Reason for referral: He hit her with a belt.\n"


def two_forms(first: str, second: str) -> str:
    return f"{WRITER}{CHILD}{ASKED}{first}\n{WRITER.replace('Ann Lee', 'Jo Hart')}{CHILD}{ASKED}{second}"


def test_what_only_the_first_of_two_forms_asks_is_its_own(forms: Forms) -> None:
    consent = "Consent\nHave parents been informed? No\nHas consent been obtained? Yes\n"
    found = forms(read_plain(two_forms(consent, "Consent\nHave parents been informed? Yes\n")))
    shared = [form.form.information_sharing for form in found]
    assert [(item.parents_informed, item.consent_obtained) for item in shared] == [
        ("no", "yes"),
        ("yes", None),
    ]


def test_a_first_name_below_the_referrers_answers_begins_a_child(said: Said) -> None:
    block = "First names: {}\nChild's family name: Vale\nWhen was the child born? {}\n"
    text = WRITER + block.format("Ida", "03/04/2015") + block.format("Bo", "05/06/2018") + ASKED
    children = [(child["forename"], child["dob"]) for child in said(read_plain(text))["children"]]
    assert children == [("Ida", "2015-04-03"), ("Bo", "2018-06-05")]


def test_a_colon_in_a_cell_of_its_own_is_no_answer(said: Said) -> None:
    rows = [line.partition(": ") for line in (WRITER + CHILD + ASKED).splitlines() if ": " in line]
    cells = "".join(
        f"<tr><td>{label}</td><td>:</td><td><b>{answer}</b></td></tr>" for label, _, answer in rows
    )
    form = said(read_html(f"<table>{cells}</table>"))
    assert form["concern"]["reason"] == "He hit her with a belt."
    assert form["referrer"]["name"] == "Ann Lee"


def test_radio_buttons_in_cells_of_their_own_choose_what_stands_beside_them(said: Said) -> None:
    options = "".join(
        f"<tr><td>{mark}</td><td>{word}</td></tr>" for mark, word in (("○", "Yes"), ("◉", "No"))
    )
    blank = options.replace("◉", "○")
    form = said(
        read_html(
            f"<pre>{WRITER}{CHILD}{ASKED}</pre><p>Have the parents been informed?</p><table>{options}</table>"
            f"<p>Has consent been obtained?</p><table>{blank}</table>"
        )
    )
    assert form["information_sharing"] == {"parents_informed": "no"}


@pytest.mark.parametrize(
    "listed",
    [
        "Neglect, Child who goes out, Domestic abuse",
        "Neglect\nDomestic abuse",
        '\n["Neglect","Domestic abuse"]',
        "\n- Neglect\n- Domestic abuse",
    ],
)
def test_kinds_of_concern_are_parted_however_they_are_listed(said: Said, listed: str) -> None:
    form = said(read_plain(f"{WRITER}{CHILD}Type of concern: {listed}\n{ASKED}"))
    assert [kind for kind in form["concern"]["types"] if kind != "Child who goes out"] == [
        "Neglect",
        "Domestic abuse",
    ]


def test_commas_within_one_kind_part_nothing(said: Said) -> None:
    form = said(read_plain(f"{WRITER}{CHILD}Type of concern: Neglect, hunger or thirst\n{ASKED}"))
    assert form["concern"]["types"] == ["Neglect, hunger or thirst"]


def test_a_postcode_in_capitals_ends_its_address(said: Said) -> None:
    address = "Usual address: 2 Any Street\nHilsea\nPortsmouth\nPO8 6ER\nName of school or early years setting: Any School\n"
    (child,) = said(read_plain(f"{WRITER}{CHILD}{address}{ASKED}"))["children"]
    assert (child["postcode"], child["school"]) == ("PO8 6ER", "Any School")


def test_arrows_part_labels_though_titles_have_dashes(said: Said) -> None:
    arrows = (WRITER + CHILD + ASKED).replace(": ", " -> ")
    titled = arrows.replace("Your details", ">>> Part A - Referrer <<<").replace(
        "Child details", ">>> Part B - Child <<<"
    )
    form = said(read_plain(f"{titled}Level of need -> Level 3 - Targeted\n>>> Part C - End <<<\n"))
    assert form["children"] == [{"forename": "Ida", "surname": "Vale", "dob": "2015-04-03"}]
    assert form["threshold_level"] == "Level 3 - Targeted"


def test_a_title_that_asks_as_its_first_question_does_makes_no_second_form(forms: Forms) -> None:
    again = "Name of referrer: Ann Lee\nAgency: Any School\nEmail: ann@any.example\nReferral date: 3/4/2026\n"
    titled = f"Referral date: 3/4/2026\n{WRITER}{CHILD}\n4. REASON FOR CONTACT\n{ASKED}\nSIGN OFF\n{again}"
    (found,) = forms(read_plain(titled))
    assert found.form.concern.reason == "He hit her with a belt."


def test_what_the_hub_asked_for_below_a_reply_is_no_part_of_the_form(forms: Forms) -> None:
    hubs = (
        "From: MASH <mash@portsmouthcc.gov.uk>\nSent: 1 May 2026 16:22\nSubject: Your call\n\nPlease send:\n"
    )
    asked = "Child's name:\nDate of birth:\nHome address:\n\nDuty Officer\nPortsmouth MASH 023 9268 8793\n"
    (found,) = forms(read_plain(f"{WRITER}{CHILD}{ASKED}\nThanks\nAnn Lee\n\n{hubs}{asked}"))
    assert [(child.forename, child.address) for child in found.form.children] == [("Ida", None)]


@pytest.mark.parametrize("said_no_more", ["N/A", "Kind regards", "It would alert him.\n\nKind regards"])
def test_whoever_signs_below_the_last_answer_is_no_part_of_it(said: Said, said_no_more: str) -> None:
    told = f"Have parents been informed? No\nIf not, why not?\n{said_no_more}\nAnn Lee\nDuty Officer\n"
    reason = said(read_plain(f"{WRITER}{CHILD}{ASKED}{told}"))["information_sharing"]
    assert reason.get("parents_not_informed_reason", "It would alert him.") == "It would alert him."


def test_a_question_that_was_skipped_leaves_the_child_at_hand(said: Said) -> None:
    def child(number: int, name: str, school: str, gp: str) -> str:
        asked = {"Name of child": name, "School attended": school, "GP name and practice": gp}
        told = "".join(f"<h2>{label}</h2><p>{answer}</p>" for label, answer in asked.items())
        return f"<h1>Details of the child {number}</h1>{told}"

    skipped = "[This question was skipped]"
    children = child(1, "Ida Vale", skipped, "Any Surgery") + child(2, "Bo Vale", "Any School", skipped)
    found = said(read_html(f"<pre>{WRITER}</pre>{children}<h1>Concern</h1><pre>{ASKED}</pre>"))["children"]
    assert [(one.get("school"), one.get("gp")) for one in found] == [
        (None, "Any Surgery"),
        ("Any School", None),
    ]


def test_a_label_for_parents_that_stands_as_a_title_makes_no_child_of_them(said: Said) -> None:
    child = "Child 1\n\n1. First name\nIda\n\n2. Family name\nVale\n\n3. School\nAny School\n"
    parent = "\nParent / carer\n\n4. Name\nUna Lee\n\n5. Relationship to the child\nMother\n"
    found = said(read_plain(f"{WRITER}\n{child}{parent}\nYour concern\n{ASKED}"))
    assert found["children"] == [{"forename": "Ida", "surname": "Vale", "school": "Any School"}]
    assert found["people"] == [{"name": "Una Lee", "relationship": "Mother"}]


def test_options_of_which_others_are_a_label_elsewhere_are_one_answer(said: Said) -> None:
    child = CHILD.replace("Surname:", "Sex: [x] Male  [ ] Female  [ ] Other\nSurname:")
    form = said(read_plain(f"{WRITER}{child}{ASKED}"))
    assert form["children"][0]["gender"] == "male"
    assert "types" not in form["concern"]
