"""Local times that the clocks of their zone do not show then."""

from afterword.text import zones
from afterword.text.time_context import TimeRead


def season_problem(found: TimeRead) -> str | None:
    """What is wrong with a local time: a zone of the other season, or an hour that is skipped; None for nothing."""
    written, local = found.moment.zone, found.local
    if not written or local is None:
        return None
    region = zones.season_region(written)
    if region is not None:
        there, literal = local.replace(tzinfo=region), zones.zone_of(written)
        usual = there.tzname()
        if literal is not None and there.utcoffset() != literal.utcoffset(local):
            return f"{written} is written on {local.date()}, when the clocks show {usual}; it is taken literally"
    zone = zones.zone_of(written)
    if zone is not None and zones.does_not_exist(local, zone):
        return f"{local.isoformat(sep=' ', timespec='minutes')} does not exist in {written}: the clocks skip that hour"
    return None
