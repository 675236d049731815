"""Microsoft Entra: sign-ins and audit log, as Microsoft Graph gives them."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are sign-ins or entries of the audit log."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each sign-in or activity."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_activity(value) or {"createdDateTime", "userPrincipalName", "appDisplayName"} <= value.keys()


def _is_activity(value: Fields) -> bool:
    return {"activityDateTime", "activityDisplayName"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    name = words(value, "id")
    if _is_activity(value):
        targets = [words(t, "displayName") or words(t, "userPrincipalName") for t in many(value, "targetResources")]
        actor = inner(value, "initiatedBy")
        who = words(actor, "user", "userPrincipalName") or words(actor, "app", "displayName")
        failed = value.get("result") not in ("success", None)
        what = joined(" ", words(value, "activityDisplayName"), joined(", ", *targets))
        what = joined(": ", what, joined(" ", "failed", words(value, "resultReason")) if failed else None)
        record = made(moment_of(value.get("activityDateTime"), clock), what, who=who)
        return record._replace(severity="error" if failed else None, native_id=name)
    main = moment_of(value.get("createdDateTime"), clock)
    code = words(value, "status", "errorCode")
    failed = code not in (None, "0")
    origin = words(value, "ipAddress")
    what = joined(" ", "Sign-in to", words(value, "appDisplayName"), f"from {origin}" if origin else None)
    what = joined(": ", what, joined(" ", "failed", code, words(value, "status", "failureReason")) if failed else None)
    moments = further(value.get("authenticationDateTime"), "authenticated", clock, main=main)
    record = made(main, what, who=words(value, "userPrincipalName"), moments=moments)
    return record._replace(severity="error" if failed else None, native_id=name)
