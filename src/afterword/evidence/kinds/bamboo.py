"""Bamboo: results of builds and of deployments, as the API gives them."""

import html
import re
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

_TAG: Final = re.compile(r"<[^<>]*>")
_BY: Final = re.compile(r"\bby (?P<who>.+)$")


def score(sample: Sample) -> float:
    """By the part of the objects that are results of builds or of deployments."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each, at its start; its end is a further time."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    build = "lifeCycleState" in value and bool(
        value.keys() & {"buildStartedTime", "buildResultKey", "buildCompletedTime"}
    )
    return build or _is_deployment(value)


def _is_deployment(value: Fields) -> bool:
    return "deploymentState" in value and bool(
        value.keys() & {"startedDate", "deploymentVersion", "deploymentVersionName"}
    )


def _record(value: Fields, clock: Clock) -> Record:
    reason = words(value, "reasonSummary") or words(value, "buildReason") or ""
    reason = " ".join(html.unescape(_TAG.sub("", reason)).split())
    by = _BY.search(reason)
    if _is_deployment(value):
        started, over = value.get("startedDate") or value.get("queuedDate"), value.get("finishedDate")
        version = words(value, "deploymentVersionName") or words(value, "deploymentVersion", "name")
        place = words(value, "deploymentEnvironment", "name") or words(value, "environment", "name")
        title = joined(" ", "Deployment", f"of {version}" if version else None, f"to {place}" if place else None)
        state = words(value, "deploymentState")
    else:
        started, over = value.get("buildStartedTime"), value.get("buildCompletedTime")
        name = words(value, "buildResultKey") or words(value, "key") or words(value, "planResultKey", "key")
        title = joined(
            " ", "Build", name, f"({words(value, 'plan', 'name')})" if words(value, "plan", "name") else None
        )
        state = words(value, "buildState") or words(value, "state")
    # A build that was stopped before it began has an end only.
    main = moment_of(started or over, clock)
    said = (state if state not in (None, "Unknown", "UNKNOWN") else words(value, "lifeCycleState") or "").lower()
    ended = further(over, said or "finished", clock, main=main)
    record = made(
        main, joined(": ", title, reason, None if ended else said), who=by["who"] if by else None, moments=ended
    )
    return record._replace(kind="change", native_id=words(value, "buildResultKey") or words(value, "id"))
