"""JSON objects among the lines of a log that is text, as after an upgrade that changed its form."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.fields import Fields, plain_record, time_keys, time_of
from afterword.evidence.options import Options
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample, line_object
from afterword.model.plain import Plain

Make = Callable[[Fields, Clock], Record | None]
"""What a kind makes of an object."""

_OPENING: Final = b'{"'


def is_object(line: bytes) -> bool:
    """Whether a line looks like an object, so that it says nothing of how the lines of text beside it look."""
    return line.startswith(_OPENING) and line.endswith(b"}")


class ObjectsBeside:
    """The lines of a text that are objects with a time; none where they rather belong to the lines above them."""

    def __init__(self, context: Context, make: Make | None = None) -> None:
        """Decides by the sample; without ``make`` an object says what the names of its fields tell."""
        self._clock = context.clock
        self._make = make
        self.keys = _keys(context.sample)
        """Fields that state their times; empty where there are none such."""

    def find(self, raw: bytes) -> dict[str, Plain] | None:
        """The object that begins a record at a line; None where none does."""
        if not self.keys or not raw.startswith(_OPENING):
            return None
        found = line_object(raw)
        return found[0] if found and time_of(found[0], self.keys, self._clock)[1] else None

    def record(self, value: Fields, below: list[str]) -> Record:
        """What an object and the lines below it say; it is not yet placed."""
        made = (self._make(value, self._clock) if self._make else None) or plain_record(value, self.keys, self._clock)
        return made._replace(what="\n".join([made.what or "", *below])) if below else made


@lru_cache(maxsize=8)
def _keys(sample: Sample) -> tuple[str, ...]:
    """Fields that state the times of objects; none where the objects do not stand in rows.

    shape: an object alone below a line of a log is what that line tells of, such as the body of a request.
    """
    found = [line_object(line) if line.startswith(_OPENING) else None for line in sample.lines]
    rows = sum(1 for one, other in pairwise(found) if one and other) + bool(found and found[0])
    objects = [one[0] for one in found if one]
    return time_keys(objects, Clock(Options())) if rows and rows * 2 >= len(objects) else ()
