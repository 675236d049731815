"""Measure how long the parts of an incident took."""

from collections.abc import Iterator
from dataclasses import fields

import click

from afterword.cli._printing import as_json, format_option, output_options, print_to
from afterword.cli._record import open_document
from afterword.cli.files import refuse_existing
from afterword.model.measure import Figure, Metrics
from afterword.model.plain import to_plain
from afterword.timeline.figures import end, value


@click.command()
@click.argument("file")
@format_option
@output_options
def command(file: str, form: str, output: str | None, force: bool) -> None:
    """Measure the durations of the incident in FILE, from its timeline and never from its prose.

    Every figure names the two milestones that it lies between. What cannot be measured says why, and is
    never zero.
    """
    refuse_existing(output, force=force)
    metrics = open_document(file).record.metrics
    text = as_json(to_plain(metrics)) if form == "json" else "\n".join(_lines(metrics))
    print_to(output, text, force=force)


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
