"""GitHub audit log: actions of an organization or enterprise, and Git events, as lists or lines."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""

BY_LINE: Final = True
"""Each line is a record by itself, where the text is lines."""
_ABOUT: Final = (
    "repo",
    "repository",
    "user",
    "team",
    "hook_id",
    "workflow_run_id",
    "environment_name",
    "branch",
    "name",
)


def score(sample: Sample) -> float:
    """By the part of the objects that are entries of the audit log."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each entry, at its @timestamp."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    known = {"_document_id", "actor_id", "actor_location", "org", "business", "org_id", "operation_type", "actor_ip"}
    return "." in (words(value, "action") or "") and "actor" in value and bool(value.keys() & known)


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("@timestamp") or value.get("created_at"), clock)
    about = [text for key in _ABOUT if (text := words(value, key)) and text != words(value, "actor")]
    what = joined(" ", words(value, "action"), *dict.fromkeys(about))
    origin = words(value, "actor_ip")
    what = f"{what} from {origin}" if what and origin else what
    moments = further(value.get("created_at"), "created", clock, main=main) if "@timestamp" in value else []
    record = made(main, joined(": ", what, words(value, "message")), who=words(value, "actor"), moments=moments)
    return record._replace(native_id=words(value, "_document_id"))
