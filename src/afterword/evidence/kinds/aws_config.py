"""AWS Config: items of a resource's configuration, and results of rules."""

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


def score(sample: Sample) -> float:
    """By the part of the objects that are items or results."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each item when it was captured, and for each result of a rule."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return "configurationItemCaptureTime" in value or {"ComplianceType", "ConfigRuleInvokedTime"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    if "configurationItemCaptureTime" not in value:
        main = moment_of(value.get("ConfigRuleInvokedTime"), clock)
        qualifier = ("EvaluationResultIdentifier", "EvaluationResultQualifier")
        about = joined(" ", words(value, *qualifier, "ResourceType"), words(value, *qualifier, "ResourceId"))
        what = joined(": ", words(value, *qualifier, "ConfigRuleName"), about, words(value, "ComplianceType"))
        moments = further(value.get("ResultRecordedTime"), "recorded", clock, main=main)
        return made(main, joined(": ", what, words(value, "Annotation")), who="AWS Config", moments=moments)
    name = words(value, "resourceName") or words(value, "resourceId")
    state = words(value, "configurationItemStatus") or "recorded"
    what = joined(
        " ", words(value, "resourceType"), name, f"({words(value, 'awsRegion')})" if "awsRegion" in value else None
    )
    main = moment_of(value.get("configurationItemCaptureTime"), clock)
    moments = further(value.get("resourceCreationTime"), "created", clock, main=main)
    record = made(main, joined(": ", what, state), who="AWS Config", moments=moments)
    return record._replace(kind="change", native_id=words(value, "configurationItemMD5Hash") or None)
