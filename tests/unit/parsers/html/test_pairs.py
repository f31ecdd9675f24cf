"""Label and value told by a page's own style: in bold, below what is faint, in an element of their own."""

from __future__ import annotations

from parsers.blocks import Line
from parsers.html.reading import read_html


def rows(page: str) -> list[tuple[str, ...]]:
    """What stands on each line, segment by segment."""
    return [
        tuple(text.text for text in block.segments)
        for block in read_html(page).blocks
        if isinstance(block, Line)
    ]


def test_answers_in_bold_behind_plain_labels_are_parted_from_them() -> None:
    page = (
        "<div>Agency <b>The Any School</b></div><div>Tel <b>(023) 9200 0000</b></div>"
        "<div>DoB<b>03/04/2015</b></div><div>Child<b>Ida Vale</b></div><div>GP <b></b></div>"
    )
    assert rows(page) == [
        ("Agency", "The Any School"),
        ("Tel", "(023) 9200 0000"),
        ("DoB", "03/04/2015"),
        ("Child", "Ida Vale"),
        ("GP",),
    ]


def test_a_bold_word_at_the_end_of_a_sentence_or_two_is_no_answer() -> None:
    page = "<p>She was <b>upset</b></p><p>He was <b>not</b></p><p>It is late.</p>"
    assert rows(page) == [("She was upset",), ("He was not",), ("It is late.",)]


def test_an_option_in_bold_is_chosen_and_no_answer_to_the_others() -> None:
    lines = "".join(f"<p>Label {number} <b>answer</b></p>" for number in range(4))
    assert rows(f"{lines}<p>Informed? Yes / <b>No</b></p>")[-1] == ("Informed?", "No")


def test_what_stands_in_an_element_of_two_is_a_label_and_its_value() -> None:
    page = "".join(
        f"<div><div>{label}<span> *</span></div><div>{value}</div></div>"
        for label, value in (("Ward", "C7"), ("Which site?", "East"), ("Rota", "Nights"), ("Told", "All"))
    )
    assert rows(page) == [("Ward", "C7"), ("Which site?", "East"), ("Rota", "Nights"), ("Told", "All")]


def test_values_below_small_or_grey_labels_are_theirs_with_all_their_paragraphs() -> None:
    label = "<div style='color:#888;font-size:11px'>{}</div>"
    page = "".join(
        label.format(name) + f"<p>{value}</p>"
        for name, value in (("Ward", "C7"), ("Story", "One.</p><p>Two."), ("Rota", "Nights"), ("Told", "All"))
    )
    assert rows(page) == [("Ward", "C7"), ("Story", "One.\nTwo."), ("Rota", "Nights"), ("Told", "All")]


def test_the_few_lines_set_larger_than_the_rest_are_titles() -> None:
    page = "<div style='font-size:18px'>Parents</div>" + "".join(
        f"<p>A line of the page, number {number}, in plain type</p>" for number in range(6)
    )
    title, *rest = (block.segments[0] for block in read_html(page).blocks if isinstance(block, Line))
    assert title.bold
    assert not any(text.bold for text in rest)


def test_answers_that_are_larger_than_their_labels_are_no_titles() -> None:
    page = "".join(f"<p>A label number {n}</p><p style='font-size:20px'>C{n}</p>" for n in range(6))
    assert not any(block.segments[0].bold for block in read_html(page).blocks if isinstance(block, Line))
