"""Draw a file of metrics, with the milestones of an incident."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from afterword.cli._charts import course
from afterword.cli._lanes import UNICODE, signs
from afterword.cli._printing import as_json, output_options, print_to
from afterword.cli._record import open_document
from afterword.cli.files import refuse_existing
from afterword.errors import AfterwordError, InputError
from afterword.model.plain import Plain
from afterword.model.record import Record
from afterword.publish.charts.chart import Chart, described, draw_chart
from afterword.publish.charts.panels import Drawn, Panel
from afterword.publish.charts.placing import chart
from afterword.publish.charts.units import number
from afterword.publish.charts.wishes import caption_of, wish_of
from afterword.publish.look import Look
from afterword.publish.time_axis import clock, phase_of

_WIDE = 60


@click.command()
@click.argument("metrics", metavar="METRICS")
@click.option("--with", "document", metavar="FILE", help="Mark the milestones of the postmortem FILE, in its zone.")
@click.option(
    "--format", "form", type=click.Choice(["text", "svg", "json"]), default="text", show_default=True, help="As what."
)
@output_options
def command(metrics: str, document: str | None, form: str, output: str | None, force: bool) -> None:
    """Draw METRICS: an answer of Prometheus or of other stores of metrics, or CSV with a column of times.

    What the file leaves open stands behind it: METRICS?unit=ms&tz=Europe/Berlin&year=2026&title=WORDS. A sample that is
    missing is a gap. A document shows the same chart where METRICS is the address of a picture.
    """
    refuse_existing(output, force=force)
    path = Path(metrics if Path(metrics).is_file() else metrics.partition("?")[0])
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    record = open_document(document).record if document else Record()
    wish = wish_of("" if str(path) == metrics else metrics, path, caption_of(path))
    try:
        made = chart(wish, record)
    except AfterwordError as error:
        raise InputError(f"{path}: {error}") from error
    if form == "svg":
        text = draw_chart(made, described(made, wish.words)).standalone(Look().light).decode()
    elif form == "json":
        text = as_json(_plain(made))
    else:
        text = "\n".join(_lines(made, wish.words))
    print_to(output, text, force=force)


def _lines(made: Chart, title: str) -> Iterator[str]:
    wall, scale = made.wall, made.scale
    yield title
    ends = (wall.day_and_time(at.replace(microsecond=0)) for at in (scale.low, scale.high))
    yield f"{' to '.join(ends)}"
    is_unicode = signs(os.environ) is UNICODE
    for panel in made.panels:
        yield ""
        yield f"{panel.title}; {panel.unit.name if panel.unit else 'unit not stated'}".lstrip("; ")
        every = [p.value for each in panel.drawn for p in each.series.values if p.value is not None]
        for each in panel.drawn:
            values = [each.value_at(scale.low + (scale.high - scale.low) * n / (_WIDE - 1)) for n in range(_WIDE)]
            yield f"  {course(values, min(0.0, *every), max(every), is_unicode)}  {_told(each, panel)}"
        if made.milestones:
            yield f"  {_milestones(made)}"
    if made.milestones:
        yield ""
        yield "  " + "  ".join(f"{_letter(n)} {phase_of(m)} {clock(m.at)}" for n, m in enumerate(made.milestones))
    yield from made.notes


def _told(each: Drawn, panel: Panel) -> str:
    label = f"{each.label}: " if len(panel.drawn) > 1 else ""
    missing = each.series.missing()
    gaps = f", {missing} missing" if missing else ""
    ends = (number(point.value or 0.0, panel.unit) for point in (each.least, each.greatest))
    return f"{label}{' to '.join(ends)}{gaps}"


def _milestones(made: Chart) -> str:
    cells = [" "] * _WIDE
    for n, mark in enumerate(made.milestones):
        share = (mark.at - made.scale.low) / (made.scale.high - made.scale.low)
        cells[min(int(share * _WIDE), _WIDE - 1)] = _letter(n)
    return "".join(cells).rstrip()


def _letter(number: int) -> str:
    return chr(ord("A") + number)


def _plain(made: Chart) -> Plain:
    """The chart as data; instants are as its document's clock shows them, a missing sample is null."""

    def told(at: datetime) -> str:
        return (at if made.wall.line == "utc" else at.replace(tzinfo=None)).isoformat()

    return {
        "from": told(made.scale.low),
        "to": told(made.scale.high),
        "zone": made.wall.zone_at(made.scale.low) or None,
        "panels": [
            {
                "title": panel.title,
                "unit": panel.unit.name if panel.unit else None,
                "series": [
                    {
                        "label": each.label,
                        "missing": each.series.missing(),
                        "samples": [[told(point.at), point.value] for point in each.series.points],
                    }
                    for each in panel.drawn
                ],
                "left_out": panel.left_out,
            }
            for panel in made.panels
        ],
        "milestones": [{"phase": mark.event.phase, "at": told(mark.at)} for mark in made.milestones],
        "notes": list(made.notes),
    }
