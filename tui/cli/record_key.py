"""A record as it is named on the command line: by its key, or in the words that the screens use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import click

_NAMED = re.compile(r"\s*([a-z]+)\s*[:\s]\s*([\w-]+)\s*", re.ASCII | re.IGNORECASE)
REFERENCE = "reference:"
_REFERENCE = re.compile(r"\s*([\w./-]*\d[\w./-]*)\s*")  # as other systems write theirs too
_KINDS = {
    "contact": "contact",
    "call": "contact",
    "referral": "referral",
    "form": "referral",
    "message": "message",
    "email": "message",
}


class RecordKey(click.ParamType[str]):
    """`contact:12`, `call 12`, `referral:ab12`, `form ab12`, `message:7` and `email 7` as keys."""

    name = "key"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        named = _NAMED.fullmatch(value)
        kind = _KINDS.get(named[1].lower()) if named else None
        if named is None or kind is None or (kind != "referral" and not named[2].isdecimal()):
            self.fail(
                "a record is named by its key, such as contact:12, referral:ab12 or message:7", param, ctx
            )
        return f"{kind}:{named[2]}"


def named(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    """The same, or the reference of a call as it stands on the board: `mash show C-000012`."""
    found = _REFERENCE.fullmatch(words[0]) if len(words) == 1 else None
    return f"{REFERENCE}{found[1]}" if found is not None else in_one(ctx, param, words)


def of_form(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    """The id of one form: `referral:ab12` or `form ab12`, or the id alone."""
    if len(words) == 1 and ":" not in words[0]:
        return words[0]
    kind, _, name = in_one(ctx, param, words).partition(":")
    if kind != "referral":
        raise click.BadParameter("a form is asked for, such as referral:ab12", ctx, param)
    return name


def in_one(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str:
    """The key of one record whose words came one by one: `mash show email 7`."""
    return str(RecordKey().convert(" ".join(words), param, ctx))
