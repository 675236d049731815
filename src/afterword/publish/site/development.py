"""The page of trends: how many incidents there were, how long they took, and of what they were."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from afterword.learning.telling import share_of, took
from afterword.learning.trends import METRICS, UNKNOWN, Slice, counted_by, trends
from afterword.publish.characters import printable
from afterword.publish.drawing import bar
from afterword.publish.inlines import plain_words
from afterword.publish.site.card import Card
from afterword.publish.site.shell import Site, page

_COUNTED = ("severity", "class", "service", "detection")
_SHOWN = 12
_WIDTH, _HEIGHT = 120, 12
_LONGEST = 24


def development(site: Site, cards: Sequence[Card], today: date) -> str:
    """The page, by quarters, or by years where the quarters would be too many to read."""
    incidents = [card.incident for card in cards]
    found = trends(incidents, "quarter", today)
    if len(found.slices) > _LONGEST:
        found = trends(incidents, "year", today)
    parts = [_counts(found.slices), *_durations(found.slices)]
    for name in _COUNTED:
        counts = counted_by(name, incidents)
        if any(value != UNKNOWN for value in counts):
            rows = [(printable(plain_words(value)), str(number)) for value, number in list(counts.items())[:_SHOWN]]
            parts.append(_table(f"By {name}", (name.capitalize(), "Incidents"), rows))
    apart = len(found.undated) + len(found.ahead)
    if apart:
        parts.append(f'<p class="count">In no period, because nothing says when, or it is yet to come: {apart}.</p>\n')
    return page(site, "Trends", "".join(parts), here="trends.html")


def _counts(slices: Sequence[Slice]) -> str:
    most = max((one.incidents for one in slices), default=0)
    rows = [
        (
            _period(one),
            str(one.incidents),
            bar(one.incidents / most if most else 0, width=_WIDTH, height=_HEIGHT),
            share_of(one.repeats),
            _done(one),
        )
        for one in slices
    ]
    return _table("Incidents", ("Period", "Incidents", "", "Class seen before", "Actions done"), rows, drawn=2)


def _durations(slices: Sequence[Slice]) -> Iterator[str]:
    for metric in METRICS:
        if any(one.durations[metric].n for one in slices):
            rows = []
            for one in slices:
                found = one.durations[metric]
                interval = f"{took(found.low)} to {took(found.high)}" if found.low is not None else "too few to tell"
                rows.append((_period(one), took(found.median), interval, str(found.n), str(found.unknown)))
            names = ("Period", "Median", "Where the median is (95 %)", "Known", "Unknown")
            yield _table(metric.replace("_", " ").capitalize(), names, rows)


def _period(one: Slice) -> str:
    return f"{one.period} (not over)" if one.is_running else one.period


def _done(one: Slice) -> str:
    return f"{one.actions.done} of {one.actions.total}" if one.actions.total else "-"


def _table(title: str, names: Sequence[str], rows: Sequence[Sequence[str]], drawn: int | None = None) -> str:
    """A table whose first column names its rows; the column ``drawn`` is a picture of ours."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in names)
    lines = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row" dir="auto">{escape(cell)}</th>'
            if not n
            else f"<td>{cell if n == drawn else escape(cell)}</td>"
            for n, cell in enumerate(row)
        )
        + "</tr>\n"
        for row in rows
    )
    anchor = title.lower().replace(" ", "-")
    return (
        f'<h2 id="{anchor}">{escape(title)}</h2>\n<div class="scroll" role="region" aria-labelledby="{anchor}"'
        f' tabindex="0"><table class="compact"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>\n'
    )
