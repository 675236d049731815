"""Measure how long the parts of an incident took."""

import json
from collections.abc import Iterator
from dataclasses import fields

import click

from afterword.cli._record import open_document
from afterword.model.measure import Anchor, Figure, Metrics
from afterword.model.plain import to_plain


@click.command()
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: str, form: str) -> None:
    """Measure the durations of the incident in FILE, from its timeline and never from its prose.

    Every figure names the two milestones that it lies between. What cannot be measured says why, and is
    never zero.
    """
    metrics = open_document(file).record.metrics
    if form == "json":
        click.echo(json.dumps(to_plain(metrics), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(metrics)))


def _lines(metrics: Metrics) -> Iterator[str]:
    names = [field.name for field in fields(Metrics)]
    width = max(map(len, names))
    for name in names:
        figure: Figure = getattr(metrics, name)
        yield f"{name.replace('_', ' '):<{width}}  {_value(figure)}"
        ends = f"{_end(figure.from_)} to {_end(figure.to)}"
        if figure.status in {"recorded", "range", "invalid"}:
            yield f"{'':<{width}}  {ends}"
        if figure.status in {"recorded", "range"} and figure.reason:
            yield f"{'':<{width}}  {figure.reason}"


def _value(figure: Figure) -> str:
    if figure.status == "recorded" and figure.seconds is not None:
        return spoken(figure.seconds)
    if figure.status == "range" and figure.min is not None and figure.max is not None:
        return f"between {spoken(figure.min)} and {spoken(figure.max)}"
    return f"{figure.status.replace('_', ' ')}: {figure.reason}"


def spoken(seconds: float) -> str:
    """A duration as a person says it: ``1 h 4 min 12 s``."""
    whole = int(seconds)
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    fraction = f"{left + seconds - whole:.3f}".rstrip("0").rstrip(".") if seconds != whole else str(left)
    parts = [(str(days), "d"), (str(hours), "h"), (str(minutes), "min"), (fraction, "s")]
    said = " ".join(f"{number} {unit}" for number, unit in parts if number != "0")
    return said or "0 s (both at the same time)"


def _end(anchor: Anchor | None) -> str:
    if anchor is None or anchor.phase is None:
        return "unknown"
    at = f" ({anchor.at.replace('T', ' ').replace('Z', ' UTC')})" if anchor.at else ""
    return f"{anchor.phase.replace('_', ' ')}{at}"
