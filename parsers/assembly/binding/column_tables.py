"""Column tables whose rows are people: each row kept as somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.assembly.binding.beside import Beside
from parsers.assembly.binding.grids import Columns, columns_of, is_the_child, is_unborn
from parsers.assembly.draft import IDENTITY, put
from parsers.assembly.pieces import Answer, Grid
from parsers.labels import ROWS


@dataclass(slots=True)
class ColumnTables(Beside):
    """The binder's keeping of tables with somebody in each row."""

    def where_a_grid_stands(self) -> str | None:
        """The section for a column table: what only a question implied says nothing about its rows."""
        return self.section if self.implied not in ROWS else self.where()

    def keep_rows(self, grid: Grid, columns: Columns) -> None:
        """Each row of a column table is somebody: in a row of their own, or in the block where the table stands."""
        section = columns.rows_of
        assert section is not None
        parted = columns.told_apart is not None
        for index, cells in enumerate(grid.rows):
            if parted and (subject := columns.is_a_subject(cells)) is not None:
                self._told_apart(grid, cells, "children" if subject else "people")
                continue
            if columns.is_an_elder(cells, self.labels):
                self._told_apart(grid, cells, "people")
                continue
            answers = columns.answers(cells)
            unborn = is_unborn(answers.get("relationship")) if section == "people" else None
            if unborn is not None:
                answers["unborn"] = unborn
            if section == "people" and (unborn or is_the_child(answers.get("relationship"))):
                answers.pop("relationship")
                self._told_apart(grid, cells, "children", answers)
                continue
            if columns.continues(answers) and self.draft.rows[section]:
                self.draft.rows[section][-1].goes_on(answers)
                continue
            row = self.row if index == 0 and self._fits(section, columns, len(grid.rows)) else None
            if row is None:
                row = self.row_numbered(section, None)
            row.asked += [name for name in columns.names if name]
            for name, answer in answers.items():
                put(row.answers, name, answer)
        # Labels after a grid of one row go on with who stands in it.
        only = self.draft.rows[section][-1] if len(grid.rows) == 1 and self.draft.rows[section] else None
        if not (self.row is not None and self.row.block and len(grid.rows) < 2):
            self.row = only if only is not None and self.where() == section else None
        if self.section is None:
            self.implied = section

    def _told_apart(
        self, grid: Grid, cells: tuple[Answer, ...], section: str, known: dict[str, Answer] | None = None
    ) -> None:
        """Somebody in a list of the family of whom a column says whether the form is about them."""
        columns = columns_of(grid, section, self.labels, only=section)
        row = self.row_numbered(section, None)
        row.asked += [name for name in columns.names if name]
        for name, answer in {**columns.answers(cells), **(known or {})}.items():
            put(row.answers, name, answer)

    def _is_nameless(self, section: str) -> bool:
        """Whether the only child so far was asked for a number of theirs before their name."""
        asked = set(self.row.asked) if self.row is not None else IDENTITY
        return section == "children" and len(self.draft.rows[section]) == 1 and not IDENTITY & asked

    def _fits(self, section: str, columns: Columns, rows: int) -> bool:
        """Whether the first row of a grid is about the block that it stands in, or a lone one that names nobody
        goes on with who was named before.
        """
        return (
            self.row is not None
            and self.row.section == section
            and (
                self.row.block
                or (rows == 1 and (not IDENTITY & set(columns.names) or self._is_nameless(section)))
                or (rows == 1 and _asks_the_other_half(self.row.asked, columns.names))
            )
            and not any(name in self.row.asked for name in columns.names if name in IDENTITY)
        )


def _asks_the_other_half(asked: Sequence[str], names: Sequence[str | None]) -> bool:
    """Whether columns ask for the surname of somebody of whom the forename was asked, or the other way round."""
    halves = {"forename", "surname"}
    told = IDENTITY & set(names)
    return (
        len(told) == 1
        and told <= halves
        and IDENTITY & set(asked) == halves - told
        and not set(names) & set(asked)
    )
