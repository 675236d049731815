"""Measure how long the parts of an incident took."""

import json
from collections.abc import Iterator
from dataclasses import fields

import click

from afterword.cli._record import open_document
from afterword.model.measure import Figure, Metrics
from afterword.model.plain import to_plain
from afterword.timeline.figures import end, value


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
        yield f"{name.replace('_', ' '):<{width}}  {value(figure)}"
        ends = f"{end(figure.from_)} to {end(figure.to)}"
        if figure.status in {"recorded", "range", "invalid"}:
            yield f"{'':<{width}}  {ends}"
        if figure.status in {"recorded", "range"} and figure.reason:
            yield f"{'':<{width}}  {figure.reason}"
