"""Forms of councils that nobody here has seen: other words, other shapes. Each is invented."""

from __future__ import annotations

from parsers.blocks import Cell, Document, Line, Table, Text
from parsers.html.reading import read_html
from parsers.plain.reading import read_plain


def table(*rows: list[str | Cell]) -> Table:
    return Table(tuple(tuple(_cell(cell) for cell in row) for row in rows))


def _cell(words: str | Cell) -> Cell:
    if isinstance(words, Cell):
        return words
    return Cell((Text(words),) if words else ())


def wide(words: str, columns: int, *, bold: bool = False) -> Cell:
    return Cell((Text(words, bold=bold),), colspan=columns)


def tall(words: str, rows: int) -> Cell:
    return Cell((Text(words),), rowspan=rows)


def heading(words: str, level: int | None = None) -> Line:
    return Line((Text(words, bold=True),), heading=level)


COLUMNS_OF_CHILDREN = Document(
    (
        heading("Northshire Safeguarding Children Partnership"),
        heading("Multi-agency referral to Children's Services", 1),
        heading("Section 1: Details of the child/ren"),
        table(
            ["", "Child 1", "Child 2", "Child 3"],
            ["Full name", "Maisie Thorne", "Oscar Thorne", ""],
            ["Date of birth / EDD", "03/02/2014", "17.06.2016", ""],
            ["Gender", "F", "M", ""],
            ["Ethnicity", "White British", "White British", ""],
            ["School / Nursery", "Fernhill Primary", "Fernhill Primary", ""],
            ["NHS No", "", "", ""],
        ),
        table(
            ["Current address (incl. postcode)", "14 Larch Close\nBinford\nNR3 4TT"], ["Previous address", ""]
        ),
        heading("Section 2: Family and household"),
        table(
            ["Name", "DOB or age", "Relationship to child", "PR (Y/N)", "Address if different"],
            ["Joanne Thorne", "12/09/1988", "Mother", "Y", ""],
            ["Mark Pell", "unknown", "Mum's partner", "N", "2 Dock Road, Binford NR1 2AB"],
            ["", "", "", "", ""],
        ),
        heading("Section 3: Person making the referral"),
        table(
            ["Name:", "Alison Reed", "Job Title:", "Deputy Head"],
            ["Organisation:", "Fernhill Primary", "Tel:", "01603 555 123"],
            ["Email:", "a.reed@fernhill.example", "Date of referral:", "4/11/25"],
            ["Are you a professional?", "Yes", "", ""],
        ),
        heading("Section 4: Consent"),
        table(
            ["Have you informed the parent(s)/carer(s) that you are making this referral?", "Yes ☐   No ☒"],
            ["If not, please state why", "Risk of increased harm to the child."],
            ["Has consent been obtained?", "Yes ☐   No ☒"],
        ),
        heading("Section 5: Reason for referral"),
        table(
            ["What is the reason for your referral? Please give as much information as possible."],
            ["Maisie told her teacher that Mark hit her with a belt."],
        ),
        table(["What is working well for this family?"], ["Good attendance."]),
        table(["What do you think needs to happen?"], ["A visit today."]),
    ),
    "word",
)
QUESTIONS_IN_PLAIN_TEXT = read_plain("""REQUEST FOR SUPPORT

Thank you for completing this form. If a child is at immediate risk of harm call 999.

1. Your details
Full name: Pritesh Varma
Job title: Health Visitor
Organisation / team: Medway Vale Community Health
Telephone: 01634 555 010
Email: p.varma@mvch.example

2. Child or young person
Child's full name: Noah James O'Hara
Date of birth: 9 March 2023
Gender: Male
Home address (including postcode):
Flat 4, Mill House
Station Road
Chatfield
ME9 9ZZ
Ethnicity: White Irish
First language: English
Is an interpreter required?: No
Name of GP surgery: Chatfield Medical Centre
Nursery/School: None

3. Parents and carers
Mother's name: Sinead O'Hara
Mother's date of birth: 14/05/1996
Mother's telephone: 07700 900111
Father's name: Not known
Who lives in the household: Sinead O'Hara (mother), Noah

4. Your request
What type of support are you requesting?: Statutory social work
What are you worried about?
Noah has lost weight at the last two reviews.
Mother has missed four appointments. On the visit of 2 October
the home was cold and there was no food.

Date: 3 October 2025 is when I tried again.
What is going well? Warm relationship between mother and Noah.
What has already been tried? Weekly visits since July.

5. Consent
Are the parents aware of this request? Yes
Do they agree to it? Yes
Who gave consent? Sinead O'Hara
Date of this request: 06/10/2025
""")
WEB_FORM_IN_ONE_TABLE = read_html("""<html><body><h2>Submission: Safeguarding referral</h2>
<table><tr><th colspan=2>About the person making the referral</th></tr>
<tr><td>First name</td><td>Grace</td></tr><tr><td>Last name</td><td>Adeyemi</td></tr>
<tr><td>Are you making this referral as</td><td>A professional</td></tr>
<tr><td>Which organisation do you work for?</td><td>Riverside Academy</td></tr><tr><td>Job role</td><td>Attendance Lead</td></tr>
<tr><td>Phone number</td><td>020 7946 0123</td></tr><tr><td>Email address</td><td>g.adeyemi@riverside.example</td></tr>
<tr><th colspan=2>Child 1</th></tr>
<tr><td>First name(s)</td><td>Amara</td></tr><tr><td>Surname</td><td>Bello</td></tr><tr><td>Is this child unborn?</td><td>No</td></tr><tr><td>Date of birth</td><td>2012-07-19</td></tr><tr><td>Sex</td><td>Girl</td></tr>
<tr><td>Address line 1</td><td>77 Orchard Road</td></tr><tr><td>Address line 2</td><td></td></tr><tr><td>Town or city</td><td>London</td></tr><tr><td>Postcode</td><td>se15 9qq</td></tr>
<tr><th colspan=2>Child 2</th></tr>
<tr><td>First name(s)</td><td></td></tr><tr><td>Surname</td><td>Bello</td></tr><tr><td>Is this child unborn?</td><td>Yes</td></tr><tr><td>Estimated due date</td><td>2026-02-01</td></tr>
<tr><th colspan=2>Adult 1</th></tr>
<tr><td>Name</td><td>Funmi Bello</td></tr><tr><td>Relationship to child</td><td>Mother</td></tr><tr><td>Does this person have parental responsibility?</td><td>Yes</td></tr><tr><td>Contact number</td><td>07700900222</td></tr>
<tr><th colspan=2>Concerns</th></tr>
<tr><td>What are your concerns?</td><td>Amara has not attended since half term and was seen with two older men.</td></tr>
<tr><td>Which of the following apply?</td><td>Exploitation<br>Missing from education</td></tr>
<tr><td>How are these concerns affecting the child?</td><td>She is withdrawn.</td></tr>
<tr><th colspan=2>Consent and information sharing</th></tr>
<tr><td>Have you told the family you are making this referral?</td><td>No</td></tr>
<tr><td>Please explain why not</td><td>Could put Amara at more risk</td></tr>
<tr><td>Submitted on</td><td>12/11/2025 14:22</td></tr></table></body></html>""")
POLICE_REPORT = read_plain("""METROSHIRE POLICE
CHILD COMING TO NOTICE REPORT

Report reference: 0125/44556
Crime reference number: 01/998877/25
Date of report: 01-Nov-2025
Officer reporting: DC 4411 Paul Haines
Team: Child Abuse Investigation Team
Telephone: 0161 496 0999
Email: paul.haines@metroshire.example

SUBJECT 1
Name: CONTEH, Ibrahim
DOB: 05/05/2009 (16)
Sex: M
Ethnicity: Black African
Address: 12 Quay Street, Salton, M5 4AA
School: Salton High

SUBJECT 2
Name: CONTEH, Mariama
DOB: 30/12/2011
Sex: F
Address: 12 Quay Street, Salton, M5 4AA

PARENT 1
Name: Fatmata CONTEH
Relationship: Mother
Mobile: 07700 900345

CIRCUMSTANCES
Officers attended following a report of a domestic incident. Both children
were upstairs. Mother had a cut lip. Suspect had left.

VOICE OF THE CHILD
Ibrahim said he is tired of it.

PARENTS INFORMED OF REFERRAL: Yes
""")
ONE_SHORT_TABLE = Document(
    (
        heading("Early Help and Safeguarding Notification"),
        table(
            ["Name of child", "Tyrone Walsh"],
            ["DOB", "01/01/2015"],
            ["Address", "9 Hill View, Tarn, LA1 1AA"],
            ["School", "Tarn CofE"],
            ["Name of parent/carer", "Lorraine Walsh"],
            ["Relationship to child", "Mother"],
            ["Contact number", "07700 900555"],
            ["Name of referrer", "Helen Shaw"],
            ["Agency", "Tarn CofE"],
            ["Telephone", "01524 555 777"],
            ["Email", "head@tarn.example"],
            ["Reason for referral", "Tyrone came in with a burn on his hand."],
            ["Parents aware of referral? Y/N", "Y"],
            ["Date", "10/10/2025"],
        ),
    ),
    "word",
)
TICKS_AND_MATRIX = Document(
    (
        heading("Request for Service"),
        heading("1. Children"),
        table(
            ["Names and dates of birth of all children"],
            ["Jack Frost 01/12/2010\nElsa Frost (DOB 24/11/2013)"],
        ),
        table(["Home address", "1 Ice Lane, Arendel, BT1 1AA"]),
        heading("2. Agencies involved"),
        table(
            ["", "Name", "Contact details"],
            ["GP", "Dr Snow, Arendel Surgery", "028 9018 0000"],
            ["Health Visitor", "", ""],
            ["School Nurse", "Olaf Berg", "olaf@nhs.example"],
            ["Social Worker", "", ""],
        ),
        heading("3. Concerns"),
        table(["☐", "Physical abuse", "☒", "Neglect"], ["☐", "Sexual abuse", "☐", "Emotional abuse"]),
        table(
            ["", "Yes", "No", "Not known"],
            ["Are parents/carers aware of this referral?", "", "X", ""],
            ["Is the child aware of this referral?", "X", "", ""],
            ["Has consent been given?", "", "", "X"],
        ),
        table(["Describe your concerns below"], ["House very cold; no heating for weeks."]),
        heading("4. Referrer details"),
        table(["Name", "Position", "Agency"], ["Kristoff Bjorn", "Youth Worker", "Ice Youth"]),
        table(["Tel no", "Email"], ["028 9018 0111", "kb@ice.example"]),
        table(["Signature", "", "Date", ""]),
    ),
    "word",
)
TWO_LANGUAGES = Document(
    (
        heading("Ffurflen Atgyfeirio / Referral Form"),
        heading("Manylion y Plentyn / Child's details"),
        table(
            ["Enw / Name", "Rhiannon Prosser", "Dyddiad Geni / Date of Birth", "2 May 2013"],
            ["Cyfeiriad / Address", "3 Heol Las, Tregaron, SY25 6HX", "Rhyw / Gender", "Female"],
        ),
        heading("Manylion yr Atgyfeiriwr / Referrer's details"),
        table(
            ["Enw / Name", "Huw Morgan", "Ffôn / Telephone", "01970 555 123"],
            ["Asiantaeth / Agency", "Ysgol Tregaron", "E-bost / Email", "hm@ysgol.example"],
        ),
        heading("Rheswm dros atgyfeirio / Reason for referral"),
        table(["Mae Rhiannon wedi dweud ei bod yn ofni mynd adref."]),
    ),
    "word",
)
NUMBERED_LABELS_AND_BANNERS = Document(
    (
        heading("Inter-agency referral"),
        table(
            [wide("A. CHILD/YOUNG PERSON SUBJECT TO THIS REFERRAL", 4, bold=True)],
            ["1.1 Forename(s)*", "Keira", "1.2 Surname*", "Mullen"],
            ["1.3 D.O.B. or EDD*", "11/08/2018", "1.4 Gender", "Female"],
            ["1.5 Address (inc. postcode)", wide("Top Flat, 8 Bank St, Glenmor, EH1 1AA", 3)],
            [wide("B. OTHER CHILDREN IN HOUSEHOLD", 4, bold=True)],
            ["Name", "DOB", "Relationship", "School"],
            ["Callum Mullen", "02/02/2015", "Brother", "Glenmor PS"],
            ["", "", "", ""],
            [wide("C. REFERRER", 4, bold=True)],
            ["Name", "Iona Grant", "Designation", "Community Nurse"],
            ["Agency", "NHS Glenmor", "Tel.", "0131 496 0000"],
            [wide("D. CONCERN", 4, bold=True)],
            [wide("What has led to this referral now? (include dates, times, who was present)", 4)],
            [wide("Keira was found alone in the street at 11pm.", 4)],
            [wide("Have the parents/carers been made aware of this referral?", 2), "Yes ☒", "No ☐"],
            ["Signed", "I. Grant", "Dated", "01/11/2025"],
        ),
    ),
    "word",
)

TWO_SECTIONS_SIDE_BY_SIDE = Document(
    (
        heading("Child Protection Referral", 1),
        table(
            ["Referrer", "", "Child", ""],
            ["Name:", "Dr A. Patel", "Name:", "Leo Marsh"],
            ["Role:", "GP", "DOB:", "04/05/2016"],
            ["Tel:", "01273 555 000", "Address:", "5 Sea Road, Brixley, BN1 1AA"],
        ),
        heading("Reason for referral"),
        Line((Text("Leo has faltering growth and missed reviews."),)),
        heading("Parental consent obtained?"),
        Line((Text("No"),)),
    ),
    "word",
)
EMAIL_WITHOUT_HEADINGS = read_plain("""Subject: MASH referral

Child's name: Ruby Stone
DOB: 12.12.2013
Address: 44 Mill Lane, Oakham, LE15 6AA
School: Oakham Primary
Mother: Kelly Stone, 07700 900444
Father: not known

Referrer: Tom Hughes, Designated Safeguarding Lead, Oakham Primary
Tel: 01572 555 100
Email: tom@oakham.example

Concerns:
Ruby disclosed that her mum's boyfriend hits her mum.
She is scared to go home.

Parents informed: No - would increase risk.
Date of referral: 5th November 2025
""")
EARLY_HELP_GRIDS = Document(
    (
        heading("Referral for Family Support"),
        heading("Child/Young Person Details"),
        table(
            ["First Name", "Surname", "DOB", "Gender", "Ethnicity"],
            ["Ava", "Holt", "1/6/19", "F", "W/British"],
            ["Max", "Holt", "2/7/21", "M", ""],
        ),
        heading("Parent/Carer Details"),
        table(
            ["First Name", "Surname", "DOB", "Relationship to Child", "Contact Number"],
            ["Dawn", "Holt", "5/5/90", "Mother", "07700 900777"],
        ),
        table(["Family Address", "18 Park View, Wroxby", "Postcode", "WR1 1WR"]),
        heading("Agency involvement"),
        table(
            ["Agency", "Involved? (Y/N)", "Name of worker", "Contact details"],
            ["Health Visitor", "Y", "Sue Cole", "sue@nhs.example"],
            ["School", "N", "", ""],
            ["CAMHS", "", "", ""],
        ),
        heading("Referrer Details"),
        table(
            ["Name", "Lee Ash"],
            ["Agency/Role", "Children's Centre / Family worker"],
            ["Phone/Email", "01904 555 321 lee@cc.example"],
        ),
        table(["Are the family aware of this referral and in agreement?", "Yes"]),
        table(["Presenting concerns and reasons for referral", "Mum struggling with isolation."]),
        table(["What outcomes are you hoping for?", "Parenting support"]),
    ),
    "word",
)
CHILDREN_DOWN_THE_SIDE = Document(
    (
        heading("SAFEGUARDING REFERRAL"),
        table([tall("Child 1", 3), "Name", "Zac Dale"], ["DOB", "3/3/2013"], ["School", "Moor High"]),
        table([tall("Child 2", 3), "Name", "Mia Dale"], ["DOB", "4/4/2016"], ["School", "Moor Primary"]),
        table(["Home address of children", "2 Moor Top, Dale, DL1 1AA"]),
        table(
            ["Name of father", "Carl Dale"],
            ["Address of father", "9 Low St, Dale, DL2 2BB"],
            ["Telephone", "07700 900888"],
            ["Name of mother", "Jen Dale"],
            ["Telephone", "07700 900999"],
        ),
        table(
            ["Name of person making referral", "Pat Moss", "Contact telephone", "01325 555 999"],
            ["Organisation", "Moor High", "Date", "1/11/2025"],
        ),
        table(["Details of concern"], ["Zac disclosed being hit."]),
        table(["Have parents been informed of referral?", "No, at risk of significant harm"]),
    ),
    "word",
)
