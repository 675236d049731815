"""Figures of an incident in words, each with its two ends."""

from dataclasses import fields

from afterword.model.measure import Anchor, Figure, Metrics, Stated


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


def value(figure: Figure) -> str:
    """How long it was, or its status with the reason."""
    if figure.status == "recorded" and figure.seconds is not None:
        return spoken(figure.seconds)
    if figure.status == "range" and figure.min is not None and figure.max is not None:
        return f"between {spoken(figure.min)} and {spoken(figure.max)}"
    return f"{figure.status.replace('_', ' ')}: {figure.reason}"


def end(anchor: Anchor | None) -> str:
    """A milestone with its day and time, where it has one."""
    if anchor is None or anchor.phase is None:
        return "unknown"
    at = f" ({anchor.at.replace('T', ' ').replace('Z', ' UTC')})" if anchor.at else ""
    return f"{anchor.phase.replace('_', ' ')}{at}"


def in_words(figure: Figure) -> str:
    """A figure as a document states it: ``3 min 57 s (began 14:06:18 to detected 14:10:15 UTC)``.

    shape: one line; the days stand only where they differ; a figure that was not measured says why.
    """
    if figure.status not in {"recorded", "range"}:
        return value(figure)
    first, last = (_parts(anchor) for anchor in (figure.from_, figure.to))
    if first[1:] != last[1:] or not first[1]:
        return f"{value(figure)}, {end(figure.from_)} to {end(figure.to)}"
    zone = " UTC" if first[2] else ""
    return f"{value(figure)} ({first[0]} to {last[0]}{zone})"


def stated(metrics: Metrics) -> Stated:
    """The figures as a document of the same incident states them."""
    return Stated(**{field.name: in_words(getattr(metrics, field.name)) for field in fields(Stated)})


def _parts(anchor: Anchor | None) -> tuple[str, str, bool]:
    """The milestone with its time of day, its day, and whether it is in UTC; no day where there is no time."""
    if anchor is None or anchor.phase is None or anchor.at is None:
        return "", "", False
    day, _, clock = anchor.at.partition("T")
    return f"{anchor.phase.replace('_', ' ')} {clock.removesuffix('Z')}", day if clock else "", clock.endswith("Z")
