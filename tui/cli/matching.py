"""`mash matching`: learn the weights from what officers settled, and explain matches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.errors import CallerMistake
from tui.cli.opening import as_json, opened_desk, settings_of
from tui.cli.record_key import of_form
from tui.text import clean

if TYPE_CHECKING:
    from ingest.domain.model import Match


_NEARLY_CERTAIN = 0.9999


@click.group()
def matching() -> None:
    """How forms are matched to calls."""


@matching.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the weights.")
@as_json
@click.pass_context
def learn(ctx: click.Context, out: Path | None, as_json: bool) -> None:
    """Learn weights from confirmed and rejected matches, and try them on matches held out.

    Nothing changes until [matching] weights names the file that --out wrote.
    """
    from ingest import bootstrap
    from ingest.learning import learn_weights

    settings = settings_of(ctx)
    with opened_desk(ctx) as desk:
        model, text = bootstrap.matching_model(settings), bootstrap.matching_weights(settings)
        learnt = learn_weights(desk, model, text)
    verdict = learnt.comparison
    written = str(out) if out and verdict.is_better else None
    if out and written:
        _write(out, learnt.text)
    said = {
        "settled": learnt.settled,
        "seen": learnt.seen,
        "held_out": verdict.pairs,
        "surprise_before": round(verdict.before, 4),
        "surprise_after": round(verdict.after, 4),
        "better": verdict.is_better,
        "written": written,
    }
    click.echo(json.dumps(said) if as_json else _in_words(said))


def _write(out: Path, weights: str) -> None:
    """Raises `CallerMistake` where it cannot. Not for the owner only: the worker has to read it."""
    try:
        out.write_text(weights, encoding="utf-8")
    except OSError as error:
        raise CallerMistake(f"{out} cannot be written: {error.strerror}") from None


def _in_words(said: dict[str, Any]) -> str:
    lines = [f"learnt from {said['settled']} settled pairs of {said['seen']} seen"]
    lines += [
        f"surprise on {said['held_out']} held-out pairs: {said['surprise_before']} bits with the weights in "
        f"force, {said['surprise_after']} with the learnt ones"
    ]
    if not said["better"]:
        lines += ["the learnt weights are no better: nothing was written, keep those in force"]
    elif said["written"]:
        lines += [f'to adopt them: [matching] weights = "{said["written"]}"']
    else:
        lines += ["they are better: name a file with --out to have them written"]
    return "\n".join(lines)


@matching.command()
@click.argument("referral", nargs=-1, required=True, callback=of_form, metavar="FORM")
@as_json
@click.pass_context
def explain(ctx: click.Context, referral: str, as_json: bool) -> None:
    """Show how each match of FORM (referral:ab12) came about: the prior, then each field's weight in bits."""
    with opened_desk(ctx, looks=True) as desk:
        detail = desk.detail(f"referral:{referral}")
    assert detail.referral is not None
    if not detail.referral.matches and not as_json:
        click.echo("no call fits this form")
    for one in detail.referral.matches:
        click.echo(json.dumps(_waterfall(one)) if as_json else clean(_picture(one), multiline=True))


def _waterfall(one: Match) -> dict[str, Any]:
    return {
        "contact": one.contact_reference,
        "status": one.status.value,
        "probability": one.probability,
        "prior": one.prior,
        "evidence": [
            {"field": item.field, "verdict": item.verdict.value, "weight": item.weight, "detail": item.detail}
            for item in one.evidence
        ],
    }


def _picture(one: Match) -> str:
    sure = "more than 99.99" if one.probability > _NEARLY_CERTAIN else f"{100 * one.probability:.2f}"
    lines = [f"{one.contact_reference}: {one.status.value}, {sure} % sure"]
    lines.append(f"  {'':20} {'':10} {'bits':>7} {'odds':>7}  (odds are log2)")
    odds = one.prior
    lines.append(f"  {'prior':20} {'':10} {one.prior:+7.1f} {odds:+7.1f}")
    for item in one.evidence:
        odds += item.weight
        lines.append(
            f"  {item.field:20} {item.verdict.value:10} {item.weight:+7.1f} {odds:+7.1f}  {item.detail}"
        )
    return "\n".join([*lines, ""])
