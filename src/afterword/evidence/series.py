"""Samples of metrics that stand in rows, in columns, or in pairs of a JSON document."""

from collections.abc import Iterator, Mapping, Sequence

from afterword.evidence.clock import Clock
from afterword.evidence.documents import made, moment_of, placed
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH, Element, JsonText
from afterword.evidence.record import Record
from afterword.model.plain import Plain


def labelled(name: str | None, labels: Fields) -> str:
    """A series as PromQL writes it: ``requests{code="500"}``."""
    shown = ",".join(f'{key}="{value}"' for key, value in labels.items() if isinstance(value, str | int | float))
    return f"{name or ''}{{{shown}}}" if shown or not name else name


def is_number(value: Plain) -> bool:
    """Whether a value is a number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def sample(name: str, value: Plain, time: Plain, clock: Clock) -> Record | None:
    """A sample of a series; None for a gap, or for what is no number."""
    shown = value if is_number(value) else value.strip() if isinstance(value, str) else None
    if shown is None or (isinstance(shown, str) and not _is_numeral(shown)):
        return None
    return made(moment_of(time, clock), f"{name} {shown}")


def read_columns(
    documents: JsonText, within: Element, path: Sequence[str], names: Sequence[str | None], clock: Clock
) -> Iterator[Record]:
    """Samples of a table whose columns are arrays of one length: one for each cell of a column that has a name.

    shape: the column whose name is empty holds the times; those named None are left out. Not yet numbered.
    """
    columns: Plain = within.value
    for key in path:
        columns = columns.get(key) if isinstance(columns, Mapping) else None
    times = (
        columns[names.index("")] if isinstance(columns, list) and "" in names and names.index("") < len(columns) else []
    )
    for cell in documents.elements(*path, EACH, EACH, within=within):
        column, row = cell.keys[-2:]
        assert isinstance(column, int)
        assert isinstance(row, int)
        name = names[column] if column < len(names) else None
        if name and isinstance(times, list) and row < len(times):
            record = sample(name, cell.value, times[row], clock)
            if record is not None:
                yield placed(record, cell, 0)


def read_pairs(
    documents: JsonText, within: Element, key: str, name: str, clock: Clock, *, time_first: bool = True
) -> Iterator[Record]:
    """Samples of a series whose array at ``key`` holds pairs of time and value, or of value and time."""
    for pair in documents.elements(key, EACH, within=within):
        if isinstance(pair.value, list) and len(pair.value) == 2:
            time, value = pair.value if time_first else reversed(pair.value)
            record = sample(name, value, time, clock)
            if record is not None:
                yield placed(record, pair, 0)


def _is_numeral(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
