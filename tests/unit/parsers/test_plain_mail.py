"""Emails without a form: a concern always reaches an officer, and other mail does not.

Everybody in them is invented. No concern may ever come out as no form.
"""

from __future__ import annotations

import binascii
from email.message import EmailMessage

import pytest

from parsers.form import Outcome
from parsers.labels import Hub
from parsers.message import read_message
from tests.unit.parsers.plain_mail import labels, read

FOOTER = "\n\n--\nAny Primary School\nTo unsubscribe from school emails click here. View this email in your browser."
#: (subject, body) of mail in which a person certainly raises a concern.
CONCERNS = {
    "a lifeguard": ("Swimming", "Changing today we saw a child with what look like belt marks from knees to neck. Name's Poppy, Tuesday group."),
    "a coach about another": ("Photos", "I do the photos for the under 9s and one of the dads keeps asking me for changing room ones."),
    "a matron in initials": ("FAO duty", "C.M. (yr 10) told matron he's been sent pictures and is being asked for £500."),
    "a licensing clerk": ("Taxis", "A driver's been reported for buying vodka for girls in uniform. Plate 412. Passing on."),
    "a child called by a letter beside a review": ("Child B", "Since the practice review I have seen Child B twice. Today I saw that she has bruises on her neck and she told me that her dad did it."),
    "a GP's one line": ("Jaxon Pike", "Jaxon Pike 12/04/2019, not brought x4, mum smelt of alcohol today. Please call."),
    "a GP's advice call": ("query", "Saw a 3 month old baby this morning with a bruise to the cheek, no history. What should we do?"),
    "an angry neighbour": ("KIDS", "THE KIDS AT NUMBER 12 ARE SCREAMING EVERY NIGHT AND HE IS SHOUTING AT THEM WHEN IS SOMEBODY GOING TO DO SOMETHING"),
    "a worried neighbour": ("next door", "I don't want to give my name. The little boy next door is always outside on his own in the dark, no coat, and he asks us for food."),
    "a school": ("A pupil", "I'm worried about one of our Year 4 pupils. She flinches when anybody comes close, and today she did not want to go home."),
    "a school, in few words": ("Tyler M", "Tyler in 3B came in with a mark on his face again. He says dad did it."),
    "an aside at the end": (
        "Thursday",
        "Hi Sue,\n\nIt was so good to see you at the conference, and the cake was lovely. I have booked the room for Thursday and "
        "will bring the biscuits this time. The minutes are attached, and Jo has sent her apologies.\n\nThe garden is coming on.\n\n"
        "One more thing. A girl in my Brownies told me that her stepdad comes into her room at night and she is frightened of him.\n\nLove,\nPat",
    ),
    "a school's mail system": ("Attendance", f"We are concerned about Ellie Marsh. She has not been seen for two weeks and nobody answers the door.{FOOTER}"),
    "a chaser with news": ("Re: referral", "Any update on Mason? He told his teacher this morning that his dad locked him in the shed all night."),
    "above a newsletter": (
        "Re: Autumn newsletter",
        "Thanks for this. While I am writing: my neighbour's daughter is 6 and she is left alone all weekend.\n\nOn 3 October 2025 the team wrote:\n"
        "> Autumn newsletter. Book your training. Neglect: spot the signs.\n> Unsubscribe",
    ),
    "the subject only": ("Worried about Jayden Cole, 8, bruises on his arms", "Please ring me on 07700 900123.\n\nDr Snow"),
    "please ring me": ("Call", "Please ring me about a child. 07700 900456"),
    "somebody to speak to": ("Advice", "Could I speak to someone about a family I am working with? I would rather not put it in writing."),
    "a parent": ("my son", "My son came back from his dad's with cigarette burns on his leg. I am scared to send him back."),
    "a parent, not sure": ("Help", "I think my daughter is being groomed. She is 13 and a man of 30 keeps messaging her on Snapchat."),
    "a grandparent": ("my grandson", "I am writing about my grandson Alfie. His mum is using again and there is no food in the house."),
    "a nursery": ("Nappy rash", "Poppy's nappy has not been changed since Friday. She was soaked and very sore and her mum did not seem bothered."),
    "a midwife": ("Booking", "Lady booked late at 34 weeks, two older children removed. Partner violent, she has asked us not to write. Unborn baby at risk."),
    "a young person": ("help me", "i am 14 and my dad hits me. i dont want to go home tonight please help"),
    "a club": ("Worried about a boy at our club", "I run the football club. Kai Underwood is 9. Today he had a black eye and told me his mum's boyfriend had hit him."),
    "a landlord": ("Flat 3", "We went in to mend the boiler. There were three kids on one mattress, no beds, needles on the floor and the toilet was blocked."),
    "a bus driver": ("Route 7", "There is a teenage girl who gets on at 11pm each night with older men. She looks about 13 and last night she was crying."),
    "a church": ("confidential", "A lad in our youth group has cuts on both arms. He says he wants to die. He made me promise not to tell his parents."),
    "initials": ("Child K.M.", "I have concerns about K.M. in Year 9. She disclosed yesterday that she had been touched by an uncle."),
    "with an example": ("Neglect", "To give you an example of what we see: this boy came to school without socks in the snow, and he was starving."),
    "after the training": ("Your training", "After your training I have looked again at a pupil of mine. She is always hungry, dirty and falls asleep in class."),
    "a policy quoted": ("Policy", "Under our safeguarding policy I must tell you that my student Leila says that she will be taken abroad to be married in June."),
    "an invoice too": ("Invoice number 12", "Invoice attached, amount due 40.00. When I cleaned the house the baby was alone in it and had been crying for hours."),
    "a dentist": ("DNA", "We have concerns about a child who was not brought for the third time, with a dental abscess."),
    "a text in haste": ("urgent", "hi its jo from the refuge, sam aged 5 has just told us dad has a knife, pls ring asap"),
    "a police officer": ("Occurrence 44", "Attended a domestic at 14 High Street. Two children in the address, both upset and hiding. Male arrested."),
    "wrapped lines": ("hello", "I hear the baby upstairs\nscreaming for hours at\nnight and the mother\nshouting at it."),
}  # fmt: skip

OTHER = {
    "where callers are sent": ("Pilot", "From Monday the webchat will send callers who say that they are worried about a child to your phone line."),
    "a doctoral student": ("Research", "I am a PhD student who looks at how police and social workers share information. May I interview two of your staff?"),
    "an order of leaflets": ("Order", "Ordered by: Helen Marsh\nItem: 'Worried about a child?' leaflet x 500\nContact number: 023 9200 0654"),
    "a nursery with places": ("Places", "We have places for two year olds from April. Fees and opening times are on our website."),
    "thanks over the rules": ("Re: Pathway", "Great, that clears it up.\n\n> If you are worried about a child, ring us first.\n> Tell the parents unless that puts the child at risk."),
    "a board's minutes": ("Minutes", "Minutes of the MASH Strategic Board, 24 February 2026\nPresent: D Fox (Chair)\n1. Contacts: 812 in January.\n2. Next meeting 24 March."),
    "a review of a case": ("Bulletin", "Learning from a review: Child Q\n\nChild Q was 4 when he was found to be neglected. Ask: what is life like for this child?"),
    "an agenda about the form": ("Moderation", "Agenda: 1. Actions 2. Dip sample of contacts 3. Consent and parents informed field on the contact form 4. AOB"),
    "a workshop": ("Thresholds workshop", "The workshop is on 6 November at 2pm in Room 3. Bring a good example of a completed contact form (names removed please)."),
    "thanks": ("Re: acknowledgement", "Thanks, got it."),
    "a newsletter": ("News", "Safeguarding newsletter. Neglect: how to spot the signs. Every child matters. Domestic abuse awareness week is 25 November. Unsubscribe"),
    "a course": ("Places left", "There are places left on our course on child sexual exploitation. It covers grooming, county lines and self-harm. Book by Friday."),
    "a theatre": ("Touring play", "Our theatre company offers schools a play about online grooming and exploitation. Pupils aged 11 to 14 can take part in a workshop."),
    "minutes": ("Minutes", "Please find attached the minutes of Tuesday's meeting of the children's safeguarding board. Let me know of any corrections."),
    "an invoice": ("Invoice 20417", "Please find our invoice attached. Amount due: 120.00 by 30 November."),
    "an IT notice": ("Outage", "Email will be down on Saturday from 8am while we move servers. Please save your work."),
    "a change of number": ("New number", "Please note that our telephone number changes to 023 9200 0999 on Monday."),
    "a job": ("Vacancy", "We are recruiting a senior social worker for the children's services team. Closing date 12 December."),
    "advice to all": ("Reminder", "If you are worried about a child, ring the MASH. If a child is in immediate danger, dial 999."),
    "a blank form asked for": ("Form", "Could you send me the latest version of the form? Ours is from 2022."),
    "lunch": ("Lunch", "Shall we meet for lunch at one? The new place by the harbour is open."),
    "parking": ("Car park", "The car park at Civic Offices is closed on Thursday. Please use the multi-storey."),
    "a survey": ("Survey", "Please take five minutes to tell us how the training on neglect and domestic abuse went."),
    "opening times": ("Children's centre", "The children's centre is closed on Monday for the bank holiday."),
    "a new policy": ("Policy", "Our policy on domestic abuse has been updated. The leaflet on self-harm is on the intranet too."),
    "statistics": ("Figures", "Can you send the September figures for referrals by agency? I need them for the report."),
    "a sales letter": ("Offer", "Save 20% on our software for schools. It helps staff to record safeguarding concerns about pupils and saves time."),
    "a fire drill": ("Drill", "There will be a fire drill at 11 on Wednesday. No need to ring anybody."),
    "an introduction": ("New starter", "I have joined the school as safeguarding lead and look forward to working with you all."),
    "conference thanks": ("Thank you", "Thank you for speaking at our conference. The session on working with young people was very well received."),
    "a freedom request": ("FOI", "Under the Freedom of Information Act please tell me how many calls you took in 2024."),
    "a sick colleague": ("Sick", "I am off sick today with a cold. Sam will cover the desk."),
    "a campaign": ("Campaign", "This year's campaign asks every adult to notice the signs of child abuse. Posters are in reception."),
    "a bounce in words": ("Undeliverable", "Your message could not be delivered to one recipient. User unknown."),
    "an absence": ("Away", "I am on annual leave until Monday 3 November. If you are worried about a child, ring the MASH on 023 9268 8793."),
    "an agenda": ("Agenda", "Agenda\n1. Apologies\n2. Minutes\n3. Neglect strategy\n4. Any other business"),
    "a group for an age": ("Listening", "Our line is free for 11 to 25 year olds. Cards can be ordered for your waiting room."),
    "an open evening": ("Event", "Come and hear about fostering at our open evening, Town Hall, 6.30pm."),
    "a strike": ("Tomorrow", "The kids' bus is on strike, so I'll log on at ten."),
    "a press release": ("Press release", "The council has agreed a budget for two new children's homes."),
    "a request for one's own records": ("My file", "To the Data Protection Officer. Please send all that you hold about me, Peter Alan Marsh, born 2 June 1971."),
    "a broken link": ("Website", "The link on your page 'Worried about a child' gives an error. Could you mend it?"),
    "a course in harm": ("Two days", "You will learn how early harm shapes the brain, and how to talk with children about it."),
    "a table of courses": ("Programme", "", "<table><tr><td>Child sexual abuse: identification</td><td>14 April</td></tr></table><p>To book, send your name.</p>"),
    "good luck": ("Team news", "Good luck to Jo, whose twins start nursery, and welcome back to Dee."),
    "an issue": ("Foster Talk", "Foster Talk, issue 12. Meet Pat, who has fostered 60 children in 30 years."),
    "a list": ("List", "The new telephone list is attached. Tell me if yours is wrong."),
    "a delivery": ("Parcel", "Your parcel will come between 10 and 12. Track it online."),
}  # fmt: skip


@pytest.mark.parametrize("case", CONCERNS)
def test_a_concern_in_plain_prose_is_an_email_contact_to_make(case: str) -> None:
    reading = read(*CONCERNS[case])
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "make an email contact of it" in (reading.reason or "")
    assert reading.concern is not None
    assert reading.concern.concern.reason


@pytest.mark.parametrize("case", OTHER)
def test_other_mail_is_no_form(case: str) -> None:
    reading = read(*OTHER[case])
    assert (reading.outcome, reading.reason, reading.concern) == (Outcome.NO_FORM, None, None)


@pytest.mark.parametrize("case", CONCERNS)
@pytest.mark.parametrize(
    "headers",
    [
        {"List_Unsubscribe": "<https://mail.example/u>", "Precedence": "bulk"},
        {"Auto_Submitted": "auto-replied"},
        {"List_Id": "<staff.school.example>"},
    ],
    ids=["bulk", "reply", "list"],
)
def test_no_header_makes_a_concern_no_form(case: str, headers: dict[str, str]) -> None:
    assert read(*CONCERNS[case], **headers).outcome is Outcome.NEEDS_ATTENTION


@pytest.mark.parametrize("case", CONCERNS)
@pytest.mark.parametrize(
    "footer",
    [
        FOOTER,
        "\n\nYou get this newsletter as a subscriber. Unsubscribe",
        "\nVAT number 1, remittance to follow",
    ],
)
def test_no_footer_makes_a_concern_no_form(case: str, footer: str) -> None:
    subject, body = CONCERNS[case]
    assert read(subject, body + footer).outcome is Outcome.NEEDS_ATTENTION


def test_a_concern_in_the_html_alone_is_found() -> None:
    reading = read(
        "Hello", "This message needs a program that shows HTML.", f"<p>{CONCERNS['a parent'][1]}</p>"
    )
    assert reading.concern is not None


def test_an_absence_note_that_quotes_a_referral_is_looked_at() -> None:
    body = (
        "I am on leave until Monday.\n\n-----Original Message-----\nFrom: Any Body\nSent: 3 October 2025\nSubject: x\n\n"
        "I am worried about Amy Netherby, aged 7. She has bruises on her arm.\n"
    )
    reading = read("Automatic reply: x", body, Auto_Submitted="auto-replied")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert reading.concern is None


def test_a_reply_that_quotes_a_concern_says_that_it_is_quoted() -> None:
    reading = read("Re: x", "Noted, thank you.\n\n> I am worried about Amy Netherby, aged 7. She was hit.\n")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "quote" in (reading.reason or "")


def test_what_was_passed_on_without_a_word_is_the_senders_concern() -> None:
    body = (
        "-----Original Message-----\nFrom: Any Body\nSent: 3 October 2025\nSubject: x\n\n"
        + CONCERNS["a parent"][1]
    )
    assert read("FW: x", body).concern is not None


@pytest.mark.parametrize(
    "body",
    [
        "Any news of the referral for Mason?",
        "He's back at the house. You said to tell you.",
        "My son has a dentist's appointment on Thursday.",
        "Please could you ring me back about Leo when you get a moment.",
        "Please see the photos. This is what his back looks like, and his mum will not say why.",
        "Has the form for Amy been received? Amy's date of birth is 03/04/2015.",
        "Amy Netherby, DOB 03/04/2015: new address is 4 High Street.",
    ],
)
def test_mail_about_a_child_is_looked_at_though_it_raises_nothing_new(body: str) -> None:
    assert read("Query", body).outcome is Outcome.NEEDS_ATTENTION


def test_a_form_that_is_spoken_of_and_not_attached_is_asked_for() -> None:
    reading = read("Form", "Please find the MARF attached.")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "nothing is attached" in (reading.reason or "")


def test_the_prefill_names_the_child_who_is_named_with_an_age() -> None:
    reading = read(*CONCERNS["a club"])
    assert reading.concern is not None
    assert [(child.forename, child.surname, child.age) for child in reading.concern.children] == [
        ("Kai", "Underwood", 9)
    ]


def test_the_subject_is_the_concern_where_the_body_says_nothing() -> None:
    reading = read(*CONCERNS["the subject only"])
    assert reading.concern is not None
    assert [child.surname for child in reading.concern.children] == ["Cole"]


@pytest.mark.parametrize(
    ("subject", "body"), [("Hello", "See attached."), ("Safeguarding referral - AB", "As discussed.\n\nJo")]
)
def test_mail_that_sends_or_promises_a_form_and_holds_none_is_looked_at(subject: str, body: str) -> None:
    reading = read(subject, body)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "ask the sender for it" in (reading.reason or "")


def _forwarding(inner: str) -> EmailMessage:
    forwarded, outer = EmailMessage(), EmailMessage()
    forwarded["Subject"] = "x"
    forwarded.set_content(inner)
    outer["From"] = "Any Person <any.person@somewhere.example>"
    outer["Subject"] = "Fwd: x"
    outer.set_content("FYI\n")
    outer.add_attachment(forwarded)
    return outer


def test_a_forward_of_an_empty_message_is_looked_at() -> None:
    reading = read_message(_forwarding("\n").as_bytes(), tables=labels(), hub=Hub())
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "is empty" in (reading.reason or "")


@pytest.mark.parametrize(
    "body",
    [
        "Driver on the school route says the passenger came out soaked again and that he wouldn't put the heater on.",
        "Candidate 31 wrote across her answers that it was the last thing she'd write.",
        "We found a camping stove, two duvets and a satchel in the bell tower. Second time this month.",
        "Paid today. At number 9 the cellar was bolted and something was scratching. Thought someone should know.",
        "On the way home Nell asked the driver whether all uncles do that.",
        "New marks above the knee.",
        "Nothing's changed since you came. He's still got the key to it.",
        "CAUTION: This email originated from outside the council. Do not click links.\n\nPlease ring about L. She's cut again.",
    ],
)
def test_what_somebody_came_upon_is_looked_at_though_no_child_is_named(body: str) -> None:
    reading = read("Hello", f"{body}\n\nKind regards\n\nAny Body\nAny Company, www.somewhere.example\n")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "make an email contact of it" in (reading.reason or "")


def test_a_forward_of_small_talk_is_no_form() -> None:
    reading = read_message(_forwarding("Lunch is at one.\n").as_bytes(), tables=labels(), hub=Hub())
    assert reading.outcome is Outcome.NO_FORM


def test_a_text_that_nobody_can_read_is_looked_at() -> None:
    garbled = "A boy was hit by his father and came to us with bruises.".encode("cp500").decode(
        "cp1252", "replace"
    )
    reading = read("Hello", garbled)
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "garbled" in (reading.reason or "")


def test_a_text_in_another_language_is_looked_at() -> None:
    reading = read("Hello", "Mój sąsiad bije swoje dziecko. Proszę o pomoc, bardzo się boję.")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "not in English" in (reading.reason or "")


def test_a_file_pasted_into_a_text_and_cut_off_is_asked_for() -> None:
    lines = "".join(binascii.b2a_uu(b"x" * 45).decode("ascii") for _ in range(9))
    reading = read("Form", f"As agreed.\n\nbegin 644 form.doc\n{lines}")
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "stands in its text as letters" in (reading.reason or "")


def _invitation(summary: str, description: str) -> bytes:
    event = f"SUMMARY:{summary}\r\nDESCRIPTION:{description[:30]}\r\n {description[30:]}\r\n"
    calendar = f"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
    return (
        b"From: a@b.example\r\nSubject: Invitation\r\nContent-Type: text/calendar\r\n\r\n" + calendar.encode()
    )


def test_an_invitation_that_tells_of_a_childs_harm_is_looked_at() -> None:
    told = _invitation(
        "Strategy discussion", "Ida (8) has bruises on both arms\\, and said that her uncle did it."
    )
    assert read_message(told, tables=labels(), hub=Hub()).outcome is Outcome.NEEDS_ATTENTION
    meeting = _invitation("Team meeting", "We look at the budget for neglect training in room 4.")
    assert read_message(meeting, tables=labels(), hub=Hub()).outcome is Outcome.NO_FORM


def test_a_concern_below_more_text_than_is_weighed_is_looked_at() -> None:
    """A message is "no form" only when all of it was read."""
    filler = "The dates of training and of the rooms that are booked.\n" * 4000
    told = f"From: a@b.example\nSubject: Dates\n\n{filler}Ida (8) has bruises; her uncle did it.\n".encode()
    reading = read_message(told, tables=labels(), hub=Hub())
    assert reading.outcome is Outcome.NEEDS_ATTENTION
    assert "read it by hand" in (reading.reason or "")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("CALENDAR", "COMMENT"), ("CALENDAR", "X-ALT-DESC;FMTTYPE=text/plain"), ("CARD", "NOTE")],
)
def test_a_concern_in_the_remark_of_an_invitation_or_a_card_is_looked_at(kind: str, name: str) -> None:
    words = (
        f"BEGIN:V{kind}\r\n{name}:Ida (8) has bruises\\, and said that her uncle did it.\r\nEND:V{kind}\r\n"
    )
    told = f"From: a@b.example\r\nSubject: Hello\r\nContent-Type: text/{'v' * (kind == 'CARD')}{kind.lower()}\r\n\r\n{words}"
    assert read_message(told.encode(), tables=labels(), hub=Hub()).outcome is Outcome.NEEDS_ATTENTION


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"X_Autoreply": "yes", "Precedence": "bulk"}],
)
def test_an_absence_note_that_tells_of_more_than_an_absence_is_looked_at(headers: dict[str, str]) -> None:
    told = (
        "I am on leave until 7 December.\n\nIf this is about Ida Vale: a neighbour rang us to say that there was screaming "
        "from the flat at 2am and that Ida was seen on the landing in a nappy.\nPolice attended but nobody was spoken to."
    )
    assert read("Automatic reply: hello", told, **headers).outcome is Outcome.NEEDS_ATTENTION
    away = "I am on leave until 7 December. If it is urgent please ring the office on 023 9200 0000."
    assert read("Automatic reply: hello", away, **headers).outcome is Outcome.NO_FORM


@pytest.mark.parametrize(
    "below",
    [
        "Jo\nPS Dad has hit Zak with a slipper and Zak flinches.",
        "Jo\nPS A neighbour told us of screaming at 2am, and that Ida was seen on the landing in a nappy.",
        "Jo\nThe girl upstairs cried all night and he would not let me see her.",
    ],
)
def test_what_is_told_below_a_signature_is_looked_at(below: str) -> None:
    assert read("Hello", f"Hi\n\nTrust all is well.\n\n-- \n{below}").outcome is Outcome.NEEDS_ATTENTION


def test_a_signature_alone_tells_nothing() -> None:
    below = "Jo Vale\nFamily Worker, Any Kids Club\nWe have worked with children and families since 1990."
    assert read("Hello", f"Hi\n\nThank you for the minutes.\n\n-- \n{below}").outcome is Outcome.NO_FORM
