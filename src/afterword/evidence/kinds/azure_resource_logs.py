"""Azure resource logs and the activity log as Azure exports them to storage and event hubs: records or lines."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields, read_time
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""

_UTC: Final = "Azure fixes the time of its resource logs to be UTC"
_ORDER: Final = ("mdy", "Azure writes numeric dates as .NET does where no culture is set: month, day, year")
_ACTIVITY: Final = frozenset(
    {"Administrative", "Security", "ServiceHealth", "Alert", "Recommendation", "Policy", "Autoscale", "ResourceHealth"}
)
_ABOUT: Final = frozenset({"resourceId", "operationName", "resultType", "correlationId"})
_DIRECTORY: Final = ("createdDateTime", "activityDateTime")
_FAILED: Final = ("fail", "error", "unauthorized", "forbidden", "clienterror", "servererror")
_CLAIMS: Final = (
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "upn",
    "name",
    "appid",
)


def score(sample: Sample) -> float:
    """By the part of the objects that have the schema that all services share."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each event; a time without a zone is UTC."""
    context.clock.assumed = ("UTC", _UTC)
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    """Sign-ins and audits of the directory are in these logs too, and said better by what they hold."""
    if "time" not in value or not isinstance(value.get("category"), str):
        return False
    about = inner(value, "properties")
    known = value["category"] in _ACTIVITY or ("operationName" in value and len(value.keys() & _ABOUT) > 1)
    return known and not any(key in about for key in _DIRECTORY)


def _record(value: Fields, clock: Clock) -> Record:
    stated = value.get("time")
    main = read_time(stated, clock, _ORDER) or moment_of(stated, clock)
    operation, category = words(value, "operationName"), words(value, "category")
    resource = (words(value, "resourceId") or "").rpartition("/")[2] or None
    result = words(value, "resultType") or words(value, "resultSignature")
    why = words(value, "resultDescription") or words(value, "properties", "statusMessage")
    said = joined(" ", operation or category, resource)
    what = joined(": ", said, result, why)
    record = made(main, what, who=_who(value))
    failed = (result or "").lower().startswith(_FAILED)
    return record._replace(severity=words(value, "level") or ("error" if failed else None))


def _who(value: Fields) -> str | None:
    claims = inner(value, "identity", "claims")
    found = next((name for claim in _CLAIMS if (name := words(claims, claim))), None)
    return found or words(value, "identity") or words(value, "properties", "caller") or words(value, "callerIpAddress")
