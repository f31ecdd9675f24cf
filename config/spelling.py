"""Names of settings that do not exist, and the one that was probably meant."""

from __future__ import annotations

import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.errors import SettingsError

_PREFIX = "MASH_"
_OF_A_MAILBOX = "MASH_MAILBOX_"
_NOT_SETTINGS = frozenset({"MASH_CONFIG"})
# What pydantic says of these in terms of its own.
_IN_WORDS = {
    "path_type": "should be the name of a file or folder",
    "tuple_type": "should be a list, such as [1, 2]",
    "dict_type": "should be a section of its own",
    "model_type": "should be a section of its own",
}
SECRETS = ("PASSWORD", "CLIENT_SECRET")


def sentence_of(
    error: ValidationError, model: type[BaseModel], file: Path | None, variables: Mapping[str, str]
) -> str:
    """The first thing that is wrong, where, and how many more there are."""
    found = error.errors(include_url=False, include_context=True, include_input=False)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    variable = _variable_at(found[0]["loc"], variables)
    source = f"the variable {variable}" if variable else file or "settings"
    return f"{source}: {_one(found[0], model)}{more}"


def _one(error: ErrorDetails, model: type[BaseModel]) -> str:
    where = _written(error["loc"])
    if error["type"] == "extra_forbidden":
        return f"unknown setting {where}{_meant(str(error['loc'][-1]), _siblings(error['loc'], model))}"
    if error["type"] == "missing":
        return f"{where} is missing"
    words = _IN_WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    return f"{where}: {words[:1].lower()}{words[1:]}" if where else words


def _variable_at(loc: Sequence[int | str], variables: Mapping[str, str]) -> str | None:
    """The variable that set what stands at `loc`, if one did."""
    name = _PREFIX + "__".join(str(step) for step in loc).upper()
    return next((variable for variable in variables if variable.upper() == name), None)


def _written(loc: Sequence[int | str]) -> str:
    """A place as a person would write it: `mailboxes[1].tls`, counted from 1."""
    words = ""
    for step in loc:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return words.lstrip(".")


def _siblings(loc: Sequence[int | str], model: type[BaseModel]) -> list[str]:
    for step in loc[:-1]:
        if isinstance(step, int):
            continue
        below = _model_in(model.model_fields[step].annotation)
        if below is None:
            return []
        model = below
    return list(model.model_fields)


def refuse_unknown_variables(variables: Mapping[str, str], model: type[BaseModel]) -> None:
    """Raise `SettingsError` for a `MASH_*` variable that sets nothing; secrets are seen to apart."""
    settings = (name for name in variables if not name.upper().startswith(_OF_A_MAILBOX))
    _refuse_unknown(settings, {*variable_names(model), *_NOT_SETTINGS})


def refuse_unknown_secrets(variables: Mapping[str, str], mailboxes: Sequence[str]) -> None:
    """Raise `SettingsError` for a `MASH_MAILBOX_*` variable that belongs to no mailbox."""
    secrets = (name for name in variables if name.upper().startswith(_OF_A_MAILBOX))
    _refuse_unknown(secrets, {secret_variable(name, secret) for name in mailboxes for secret in SECRETS})


def _refuse_unknown(names: Iterable[str], known: set[str]) -> None:
    for name in sorted(names):
        if name.startswith(_PREFIX) and name.upper() not in known:
            raise SettingsError(f"unknown variable {name}{_meant(name.upper(), sorted(known))}")


def variable_names(model: type[BaseModel], prefix: str = _PREFIX) -> Iterator[str]:
    """Every variable that sets something in `model`."""
    for name, item in model.model_fields.items():
        yield prefix + name.upper()
        below = _model_in(item.annotation, through_lists=False)
        if below is not None:
            yield from variable_names(below, f"{prefix}{name.upper()}__")


def secret_variable(mailbox: str, secret: str) -> str:
    """The variable that holds a mailbox's secret: `MASH_MAILBOX_<NAME>_PASSWORD`."""
    return f"{_PREFIX}MAILBOX_{re.sub(r'[^A-Za-z0-9]', '_', mailbox).upper()}_{secret}"


def _model_in(annotation: Any, *, through_lists: bool = True) -> type[BaseModel] | None:
    """The section that an annotation holds: `Hub`, `OAuth2 | None`, `tuple[Mailbox, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin = typing.get_origin(annotation)
    if origin in {typing.Union, types.UnionType} or (through_lists and origin in {tuple, list}):
        return next(filter(None, map(_model_in, typing.get_args(annotation))), None)
    return None


def _meant(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return f": did you mean {close[0]}?" if close else ""
