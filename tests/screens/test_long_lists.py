"""Long lists, and records that move or change in them: what is in sight is asked for, and the cursor's line is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rich.style import Style
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from ingest.views import Row, View, Window
from tests.screens.desk_app import running
from tests.screens.desk_records import busy_desk
from tests.screens.fake_desk import NOON, FakeDesk
from tui.live_keys import in_order
from tui.widgets.record_list import RecordList


class LongDesk(FakeDesk):
    """A desk with very many contacts, made as they are asked for."""

    LENGTH = 100_000

    def window(self, view: View, now: object, *, offset: int = 0, limit: int = 200, **_: object) -> Window:
        self.windows_asked.append((view, offset, limit))
        rows = tuple(_long_row(place) for place in range(offset, min(offset + limit, self.LENGTH)))
        return Window(view, offset, rows, self.LENGTH, self.LENGTH)

    def position(self, view: View, key: str, **_: object) -> int | None:
        return int(key.partition(":")[2])


def _long_row(place: int) -> Row:
    return Row(f"contact:{place}", f"Row {place}", "a caller", NOON, NOON + timedelta(hours=1), "no form yet")


async def test_a_list_of_100000_asks_for_what_is_in_sight_only() -> None:
    desk = LongDesk()
    async with running(desk) as run:
        await run.sees("Row 0")
        await run.press("G")
        await run.chosen("contact:99999")
        await run.sees("Row 99999")
        await run.press("pageup", "g")
        await run.chosen("contact:0")
        assert max(limit for _, _, limit in desk.windows_asked) <= 500
        assert len(desk.windows_asked) < 40


async def test_a_record_opened_by_keys_in_one_breath_stays_open_though_the_list_told_of_others_late() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.press("j")
        await run.chosen("contact:2")
        board = run.app.board
        board.open_record()
        for row in (desk.row("contact:1"), None, desk.row("contact:2")):
            board.post_message(RecordList.Chosen(row))
        await run.read("contact:2")
        assert board.has_class("reading")


async def test_the_headings_keep_to_the_columns_after_a_record_was_read_in_the_lists_place() -> None:
    desk = busy_desk()
    async with running(desk) as run:
        await run.chosen("contact:1")
        before = run.text.splitlines()[7]
        await run.press("enter")
        await run.read("contact:1")
        asked = len(desk.windows_asked)
        desk.changed()
        await run.until(lambda: len(desk.windows_asked) > asked)
        await run.settled()
        await run.press("escape")
        await run.until(lambda: run.text.splitlines()[7] == before)


@pytest.mark.parametrize("off_by", [-1, 1, 2])
async def test_the_marked_line_is_the_records_own_though_another_place_was_told_for_it(off_by: int) -> None:
    desk = busy_desk()
    async with running(desk, (200, 60)) as run:
        await run.press("j")
        await run.read("contact:2")
        records = run.app.board.records
        rows = desk.window(View.AWAITING, NOON)
        # A call came, or went, between the reading of the rows and of the record's place among them.
        assert records.show(rows, "contact:2", 1 + off_by)
        assert (records.cursor, records.cursor_key) == (1, "contact:2")
        assert records.row == rows.rows[1]


async def test_a_record_that_is_not_where_it_was_told_to_be_has_left_the_list() -> None:
    desk = busy_desk()
    async with running(desk, (200, 60)) as run:
        await run.read("contact:1")
        records = run.app.board.records
        rows = desk.window(View.AWAITING, NOON)
        assert records.show(replace(rows, rows=rows.rows[1:], shown=3), "contact:1", 1)
        assert records.cursor_key is None


async def test_a_changed_record_is_read_again_while_it_is_shown() -> None:
    desk = busy_desk()
    async with running(desk, (200, 60)) as run:
        await run.read("contact:1")
        desk.contacts[1] = replace(desk.contacts[1], revision=2, concern="Something new was said.")
        desk.changed()
        await run.sees("Something new was said.")


async def test_while_rows_jumped_to_have_not_come_no_key_acts_on_the_record_left_behind() -> None:
    desk = busy_desk()
    async with running(desk, (200, 60)) as run:
        await run.read("contact:1")
        records = run.app.board.records
        records._rows = {0: desk.row("contact:1")}
        records.shown = 100
        records.action_last()
        assert records.choosing
        assert run.app.board.shown is None
        run.app.board.action_claim()
        await run.settled()
        assert desk.deeds == []


async def test_beside_a_list_with_nothing_in_it_nothing_seems_to_be_on_its_way() -> None:
    desk = busy_desk()
    desk.messages.clear()
    async with running(desk, (160, 45)) as run:
        await run.read("contact:1")
        await run.press("3")
        await run.sees("Nothing needs attention.")
        await run.until(lambda: "…" not in run.text)
        await run.press("1", "slash", *"zzzz", "enter")
        await run.sees("0 of")
        await run.until(lambda: "…" not in "\n".join(run.text.splitlines()[8:]))


async def test_the_style_of_a_list_and_a_record_is_put_together_once_a_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, own = list[DOMNode](), vars(DOMNode)["rich_style"]

    def counted(node: DOMNode) -> Style:
        asked.append(node)
        style: Style = own.fget(node)
        return style

    async with running(LongDesk(NOON), (200, 60)) as run:
        await run.sees("1 of 100,000")
        monkeypatch.setattr(DOMNode, "rich_style", property(counted))
        for part in (run.app.board.records, run.app.board.pane):
            part._styles_cache.clear()
            part.render_lines(part.size.region)
            assert asked.count(part) == 1


async def test_what_each_key_needs_is_asked_once_for_all_that_changes_in_one_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = 0

    async with running(busy_desk()) as run:
        await run.sees("1 of 4")

        def counted(screen: Screen[object]) -> list[ActiveBinding]:
            nonlocal asked
            asked += 1
            return in_order(screen)

        monkeypatch.setattr("tui.widgets.strips.in_order", counted)
        for _ in range(5):
            run.app.screen.bindings_updated_signal.publish(run.app.screen)
        await run.until(lambda: asked > 0)
        await run.settled()
        assert asked == 1
