"""The shop's feature switches as JSON: who turned what on or off, and when."""

from collections.abc import Iterator

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text


def score(sample: Sample) -> float:
    """By the part of the objects that are switches, wherever they stand: in a list, a page, or on lines."""
    return score_of(sample, _is_switch)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each switch, when it was turned; when it was made is a further time."""
    return read_records(text, context, _is_switch, _record)


def _is_switch(value: Fields) -> bool:
    # Keys that no other tool writes together: a kind must not claim the files of others.
    return {"switch", "turned_to", "turned_at"} <= value.keys()


def _record(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("turned_at"), clock)
    what = f"Switch {words(value, 'switch')} turned {words(value, 'turned_to')}"
    moments = further(value.get("made_at"), "made", clock, main=main)
    record = made(main, what, who=words(value, "by"), moments=moments)
    return record._replace(kind="change", native_id=words(value, "id"))
