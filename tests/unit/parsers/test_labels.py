"""Printed labels to fields, however a form spells them."""

from __future__ import annotations

import tomllib

import pytest

from config import tables
from parsers.assembly.lines.inline import split_label
from parsers.labels import Hub, LabelTables
from parsers.labels.fields import Field
from parsers.labels.index import LabelIndex
from parsers.questions import Question, asking


@pytest.fixture(scope="module")
def labels() -> LabelTables:
    return LabelTables.from_toml(tables.labels())


@pytest.mark.parametrize(
    ("label", "section", "path"),
    [
        ("D.O.B.", "children", "children.dob"),
        ("Date of Birth\ndd/mm/yy", "children", "children.dob"),
        (
            "Details of concern, including any injuries, what the child has said and who may have caused harm:",
            None,
            "concern.reason",
        ),
        ("A4 Date of birth", "children", "children.dob"),
        ("Learner DOB", None, "children.dob"),
        ("Usually lives at", "children", "children.address"),
        ("4 ACTIONS TAKEN e.g. home visit, strategy meeting", None, "concern.actions_taken"),
        ("Date and time of completing", None, "call.completed_on"),
        ("Your name, job and organisation", None, "referrer.name"),
        ("Shared with MASH by", None, "referrer.name"),
        ("D. What has happened and why are you worried?", None, "concern.reason"),
        ("What the caller told us", None, "concern.reason"),
        (
            "Have you spoken to the family about making this request? If not, please say why.",
            None,
            "information_sharing.parents_informed",
        ),
        ("Date of birth / EDD", "children", "children.dob_or_edd"),
        ("2.1 Date of Birth *:", "children", "children.dob"),
        ("Date of birth (DD/MM/YYYY)", "people", "people.dob"),
        ("DoB or EDD", "children", "children.dob_or_edd"),
        ("Forename(s)", "children", "children.forename"),
        ("Given name(s)", "children", "children.forename"),
        ("Family name", "children", "children.surname"),
        ("NHS no.", "children", "children.nhs_number"),
        ("PR?\nY/N/NK", "people", "people.parental_responsibility"),
        ("Telephone", "referrer", "referrer.phone"),
        ("Telephone", "people", "people.phone"),
        ("Tel. no.", "professionals", "professionals.phone"),
        ("Name", "signature", "signature.name"),
        ("Date", "signature", "signature.signed_on"),
        ("Role / job title", "referrer", "referrer.role"),
        ("Name of person completing this form", None, "referrer.name"),
        ("Referral made by", None, "referrer.name"),
        ("Child's date of birth", None, "children.dob"),
        ("Date of birth of child", None, "children.dob"),
        (
            "Have the parents/carers been made aware of this referral?",
            None,
            "information_sharing.parents_informed",
        ),
        ("Have you discussed this with the family?", None, "information_sharing.parents_informed"),
        (
            "Is the young person aware that you are making this referral?",
            None,
            "information_sharing.child_informed",
        ),
        ("Has the mother given her consent to this referral?", None, "information_sharing.consent_obtained"),
        ("Who gave consent?", None, "information_sharing.consent_given_by"),
        ("What impact is this having on the child?", None, "concern.impact"),
        ("Agency telephone", "referrer", "referrer.phone"),
        ("Enw / Name", "referrer", "referrer.name"),
        ("Perthynas Relationship", "people", "people.relationship"),
        ("Enw cyntaf First name", "children", "children.forename"),
        ("Rhieni yn ymwybodol? (Parents aware?)", None, "information_sharing.parents_informed"),
        ("Pupil's last name", "children", "children.surname"),
        ("Rhif ffôn\nTelephone number", "referrer", "referrer.phone"),
        ("Dyddiad yr adroddiad\nDate of report", None, "call.completed_on"),
        ("Mother: name", None, "people.name"),
        ("Step-father: date of birth", None, "people.dob"),
        ("Any other adult: name", None, "people.name"),
    ],
)
def test_a_label_feeds_its_field_where_it_stands(
    labels: LabelTables, label: str, section: str | None, path: str
) -> None:
    found = labels.field(label, section)
    assert found is not None
    assert found.path == path


@pytest.mark.parametrize("label", ["Name", "Telephone", "Date", "Address", "Role", "Date of birth"])
def test_a_label_of_several_sections_means_nothing_outside_them(labels: LabelTables, label: str) -> None:
    assert labels.known(label)
    assert labels.field(label) is None


@pytest.mark.parametrize(
    "text",
    [
        "No", "Yes", "Ida Vale", "12 Low Road, Hexby", "Mum told me that he hit her.", "First name: unborn baby",
        "Your phone number: 07700 900976", "Too young to say; he clung to the nursery nurse.",
        "Have you eaten? I asked him.", "07700 900123", "Mother: carer", "Parents informed = No",
    ],
)  # fmt: skip
def test_an_answer_is_no_label(labels: LabelTables, text: str) -> None:
    assert not labels.known(text)


@pytest.mark.parametrize("surname", ["An", "To", "Or", "Those", "The"])
def test_a_surname_that_is_a_small_word_is_no_part_of_its_label(surname: str, labels: LabelTables) -> None:
    assert not labels.known(f"Surname: {surname}")
    assert split_label(f"Surname: {surname}", labels) == ("Surname", surname)


@pytest.mark.parametrize("line", ["E-mail ann_lee@school.example", "Email address ann@school.example"])
def test_an_address_is_parted_from_its_label_though_nothing_stands_between(
    line: str, labels: LabelTables
) -> None:
    label, _, address = line.rpartition(" ")
    assert split_label(line, labels) == (label, address)


def test_an_address_in_a_sentence_is_not_parted_from_it(labels: LabelTables) -> None:
    assert split_label("Please send this form by secure email to mash@city.example", labels) is None


def test_why_not_belongs_to_the_question_before_it(labels: LabelTables) -> None:
    informed = labels.field("Are parents aware of this referral?")
    consent = labels.field("Has consent been obtained?")
    for label in ("If not, why not?", "Please explain why not", "If no, give your reasons"):
        assert getattr(labels.field(label, None, informed), "path", None) == (
            "information_sharing.parents_not_informed_reason"
        )
        assert (
            getattr(labels.field(label, None, consent), "path", None)
            == "information_sharing.consent_refused_reason"
        )


def test_a_star_behind_a_question_changes_nothing(labels: LabelTables) -> None:
    assert labels.field("Have you spoken to mum or dad? *") == labels.field("Have you spoken to mum or dad?")


def test_a_label_may_say_whose_it_is_and_which(labels: LabelTables) -> None:
    second, mothers = labels.field("Child 2 date of birth"), labels.field("Mother's telephone number")
    assert second is not None
    assert (second.path, second.number) == ("children.dob", 2)
    assert mothers is not None
    assert (mothers.path, mothers.preset) == ("people.phone", "Mother")


def test_the_hub_knows_its_own_details_however_written() -> None:
    hub = Hub(("023 9268 8793",), ("mash@portsmouthcc.gov.uk",), ("PO1 2AL",))
    assert hub.owns("+442392688793")
    assert hub.owns("MASH@portsmouthcc.gov.uk")
    assert hub.owns("po1 2al")
    assert not hub.owns("023 9200 0001")


def test_a_new_layout_is_a_new_row() -> None:
    rows = 'section = "children"\n[labels]\nforename = ["Wee yin\'s name"]\n'
    found = LabelTables.from_toml({"own.toml": rows}).field("Wee yin’s name:")
    assert found is not None
    assert found.path == "children.forename"


def test_a_malformed_table_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"own\.toml"):
        LabelTables.from_toml({"own.toml": "section = "})
    with pytest.raises(ValueError, match="section"):
        LabelTables.from_toml({"own.toml": "[labels]"})


def test_no_label_of_one_section_means_two_fields() -> None:
    """A spelling that is listed twice in one section would hide the second field."""
    import tomllib

    from parsers.spelling import key

    for name, text in tables.labels().items():
        data = tomllib.loads(text)
        seen: dict[str, str] = {}
        for part in ("labels", "only_here"):
            for field, spellings in data.get(part, {}).items():
                for spelled in spellings:
                    assert seen.setdefault(key(spelled), field) == field, (name, spelled)


def test_the_answers_offered_behind_a_question_do_not_hide_it(labels: LabelTables) -> None:
    asked = labels.field("Do parents/carers know you are making this referral? Y/N")
    assert asked is not None
    assert asked.path == "information_sharing.parents_informed"
    assert labels.field("Do parents/carers know you are making this referral? No") is None


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("Overview of the main safeguarding concerns", "concern.reason"),
        ("Please describe your concerns (tick all that apply)", "concern.types"),
        ("Steps your service has already taken", "concern.actions_taken"),
        ("Risk history", "concern.history"),
        ("Young person's view of this referral", "concern.child_views"),
        ("Family consulted about this report", "information_sharing.parents_informed"),
        ("Name of midwife completing this form", "referrer.name"),
        ("Email of person reporting", "referrer.email"),
        ("Child/young person: surname", "children.surname"),
        ("Full name of missing child", "children.name"),
        ("Baby's expected address", "children.address"),
        ("Date PPN submitted", "call.completed_on"),
    ],
)
def test_a_label_is_known_by_the_words_it_is_made_of(labels: LabelTables, label: str, path: str) -> None:
    found = labels.field(label)
    assert found is not None
    assert found.path == path


@pytest.mark.parametrize(
    "label",
    [
        "Date of last concern",
        "Previous address",
        "Name of the school's safeguarding lead",
        "Concerns of the landlord about rent",
        "Referral taken by",
    ],
)
def test_one_word_more_makes_it_another_label(labels: LabelTables, label: str) -> None:
    found = labels.field(label)
    assert found is None or found.ignored or found.path == "call.contact_taken_by"


def test_the_first_of_the_longest_subjects_says_whose_a_label_is() -> None:
    rows = {
        "one.toml": 'section = "people"\nsubjects = ["carer", "foster carer", ""]\n[labels]\naddress = ["address"]\n',
        "two.toml": 'section = "professionals"\nsubjects = ["carer"]\n[labels]\nagency = ["agency"]\n',
    }
    own = LabelTables.from_toml(rows)
    assert own.field("Foster carer's address") == own.field("Carer's address") == Field("people", "address")
    assert own.field("Carer's agency") == Field("professionals", "agency")
    assert own.field("Neighbour's agency") is None
    heading = own.heading("Carer 2")
    assert heading is not None
    assert (heading.section, heading.number) == ("people", 2)


def test_a_phrase_is_a_row_of_the_tables() -> None:
    rows = (
        'section = "concern"\n[[phrases]]\nfield = "reason"\nheads = ["bother|fash"]\naround = ["the wee"]\n'
    )
    own = LabelTables.from_toml({"own.toml": rows})
    found = own.field("Details of the wee bothers")
    assert found is not None
    assert found.path == "concern.reason"
    assert own.field("Details of the muckle bothers") is None


@pytest.mark.parametrize("words", ["9➊ child 4", "aged ⓽4", "❹3 parent", "child ² name"])
def test_figures_that_are_no_numbers_are_words(labels: LabelTables, words: str) -> None:
    assert labels.field(words) is None or labels.field(words)
    labels.heading(words, marked=True)
    labels.owner(words)


def test_a_label_with_its_answer_keeps_the_order_of_its_words(labels: LabelTables) -> None:
    """ "Children" is a surname too, and "Last name: Children" no "children's last name"."""
    assert labels.known("Children's last name")
    assert not labels.known("Last name: Children")


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("Subject (first name)", "children.forename"),
        ("Source of contact (agency)", "referrer.agency"),
        ("Child (date of birth)", "children.dob"),
        ("Referrer [email]", "referrer.email"),
        ("How old is the child?", "children.age"),
        ("Child's address, if you know it", "children.address"),
    ],
)
def test_brackets_behind_an_owner_say_what_is_asked_of_them(
    labels: LabelTables, label: str, path: str
) -> None:
    found = labels.field(label)
    assert found is not None
    assert found.path == path


def test_a_label_in_two_languages_on_two_lines_is_read_by_its_english(labels: LabelTables) -> None:
    found = labels.field("Dyddiad geni\nDate of birth", "children")
    assert found is not None
    assert found.path == "children.dob"
    assert labels.known("Enw'r atgyfeiriwr\nName of referrer")


def test_a_no_in_welsh_and_english_is_no_label(labels: LabelTables) -> None:
    assert not labels.known("Nac ydynt / No")
    assert labels.known("Enw / Name")


@pytest.mark.parametrize("label", ["Dentist name", "Name of midwife/practitioner", "Worker's name"])
def test_a_name_asked_by_somebodys_work_is_the_referrers_in_their_own_part(
    labels: LabelTables, label: str
) -> None:
    assert labels.known(label)
    assert labels.field(label, "referrer") == Field("referrer", "name")
    assert labels.field(label, "professionals") != Field("referrer", "name")


def test_of_the_questions_that_a_text_asks_the_first_in_the_tables_counts() -> None:
    index = LabelIndex.from_toml(tables.labels())
    rows = [
        (Question.of(row["all"], row.get("none", ())), row["field"])
        for name, text in sorted(tables.labels().items())
        for row in tomllib.loads(text).get("questions", [])
    ]
    asked = [
        "Will the child's e-mail be given?",
        "What's your job?",
        "Why weren't they told?",
        "Q3 Who's the GP?",
    ]
    asked += sorted(index.spelled)
    for words in filter(None, (asking(label, certain=True) for label in asked)):
        first = next((name for question, name in rows if question.asks(words)), None)
        found = index.questions.asked(words)
        assert (found and found.path) in (first, found and first and f"{found.section}.{first}"), words


def test_what_a_name_stands_in_is_a_label_for_its_own_form_only(labels: LabelTables) -> None:
    of_ida, of_bo = labels.calling(["Ida"]), labels.calling(["Bo"])
    told = "Ida's date of birth"

    assert [tables.printed(told) for tables in (labels, of_ida, of_bo)] == [False, True, False]
    assert [tables.field(told) is None for tables in (labels, of_ida, of_bo)] == [True, False, True]


@pytest.mark.parametrize(
    "label", ["Date of birth", "Ethnicity", "Who told you?", "Idabel's school", "Ida Vale"]
)
def test_what_no_name_stands_in_means_the_same_on_a_form_that_names_its_child(
    labels: LabelTables, label: str
) -> None:
    calling = labels.calling(["Ida"])

    assert calling.field(label, "children") == labels.field(label, "children")
    assert (calling.known(label), calling.printed(label)) == (labels.known(label), labels.printed(label))
    assert calling.heading(label) == labels.heading(label)


def test_a_question_that_asks_why_in_welsh_and_in_english_is_the_english_one(labels: LabelTables) -> None:
    informed = labels.field("Are parents aware of this referral?")
    for between in ("\n", " / ", " | "):
        asked = f"Os nad ydynt, pam?{between}If not, why not?"
        found = labels.field(asked, "information_sharing", informed)
        assert found is not None
        assert found.path == "information_sharing.parents_not_informed_reason"


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("Reason for referral: what are you worried about?", "concern.reason"),
        ("3. Reason for referral: What has happened?", "concern.reason"),
        ("Consent: Has consent been given?", "information_sharing.consent_obtained"),
    ],
)
def test_a_title_and_its_question_behind_a_colon_ask_once(labels: LabelTables, label: str, path: str) -> None:
    asked = labels.field(label)
    assert asked is not None
    assert asked.path == path
    assert labels.known(label)


def test_a_question_of_its_own_behind_a_colon_is_no_part_of_the_label(labels: LabelTables) -> None:
    assert labels.field("Name: what are you worried about?", "children") is None
