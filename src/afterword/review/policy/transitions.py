"""Closing a record and opening it again, with the line that its history keeps."""

from dataclasses import replace
from datetime import date

from afterword.houses.house import House
from afterword.model.record import Record
from afterword.model.spelled import Spelled
from afterword.model.vocabulary import Status


def is_closed(record: Record) -> bool:
    """Whether the record says that it is closed."""
    return record.status is not None and record.status.value == "closed"


def closed(record: Record, house: House, *, by: str, day: date) -> Record:
    """The record as it is closed."""
    return _moved(record, house, "closed", f"{day.isoformat()} closed by {_one_line(by)}")


def reopened(record: Record, house: House, *, by: str, why: str, day: date) -> Record:
    """The record as it is in review again."""
    return _moved(record, house, "in_review", f"{day.isoformat()} reopened by {_one_line(by)}: {_one_line(why)}")


def _moved(record: Record, house: House, status: Status, line: str) -> Record:
    spelled = house.spelling.get("status", {}).get(status, status)
    return replace(record, status=Spelled(value=status, written=spelled), history=(*record.history, line))


def _one_line(text: str) -> str:
    return " ".join(text.split())
