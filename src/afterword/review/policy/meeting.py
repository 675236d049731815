"""When the meeting about a postmortem was, or will be, as the document says."""

from datetime import date, datetime

from afterword.model.moment import instant
from afterword.model.span import Span
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.policy.defaults import names
from afterword.text.dates import find_day
from afterword.text.times import Context, read_time
from afterword.text.wording import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting and when it was or will be."""

    written: str
    """As the document says it."""
    span: Span
    """Where it says so."""
    day: date
    """Its day."""
    at: datetime | None = None
    """Its instant; None where only the day is known."""


def meeting_of(case: Case) -> Held | None:
    """The meeting whose day the document states; None where it states none."""
    stated = case.record.meeting.when
    if stated:
        return _held(case, stated, case.place("meeting", "when") or case.start)
    for passage in case.passages:
        label = name_key(passage.label)
        under = "meeting" in passage.heading.lower() and label in names("meeting", "inside")
        if passage.kind in {"label", "cell"} and (under or label in names("meeting", "labels")):
            found = _held(case, passage.text, Span(passage.start, passage.start + len(passage.text)))
            if found is not None:
                return found
    return None


def _held(case: Case, text: str, span: Span) -> Held | None:
    zone = case.house.time.zone
    found = find_day(text)
    if found is None:
        return None
    time = read_time(text, Context(zone=zone, zone_basis="inferred" if zone else "unknown"))
    at = instant(time.moment.at) if time and time.moment.precision not in {"day", "unknown"} else None
    return Held(written=text, span=span, day=found[0], at=at)
