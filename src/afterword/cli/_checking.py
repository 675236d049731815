"""A document checked by the rules of its house, its team, and its own front matter."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from afterword.cli._record import Document, open_document
from afterword.cli._team import team_settings
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.registry import registered_rules
from afterword.review.reports.located import Located, located
from afterword.review.settings import Settings, merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A document, the case that the rules saw, and what they found."""

    document: Document
    """The document."""
    case: Case
    """What the rules saw."""
    settings: Settings
    """By what it was measured."""
    found: tuple[Located, ...]
    """The findings, in the order of the text."""


def checked(file: str, today: date | None = None) -> Checked:
    """Checks one document.

    errors: those of ``open_document`` and ``team_settings``.
    """
    document, case, settings = case_of(file, today)
    found = located(file, case.source, check(case, registered_rules(), settings))
    return Checked(document=document, case=case, settings=settings, found=found)


def case_of(file: str, today: date | None = None) -> tuple[Document, Case, Settings]:
    """A document, what rules see of it, and by what it is measured.

    errors: those of ``open_document`` and ``team_settings``.
    """
    document = open_document(file)
    reading = document.reading
    settings = merged(reading.house, team_settings(file), reading.matter.plain)
    case = Case(
        reading=reading,
        record=document.record,
        today=today or datetime.now(UTC).date(),
        policy=settings.policy,
        require=settings.require,
    )
    return document, case, settings
