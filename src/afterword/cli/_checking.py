"""A document checked by the rules of its house, its team, and its own front matter."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import click

from afterword.cli._record import Document, open_document, read_as_document
from afterword.cli._team import team_settings
from afterword.cli.files import write_output
from afterword.model.neighbour import Neighbour
from afterword.model.values import dataclass
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.diagnostic import Diagnostic
from afterword.review.fixing import Fixed, fix
from afterword.review.registry import registered_rules
from afterword.review.reports.located import Located, located
from afterword.review.settings import Settings, merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A document, the case that the rules saw, and what they found."""

    file: str
    """Its file."""
    document: Document
    """The document."""
    case: Case
    """What the rules saw."""
    settings: Settings
    """By what it was measured."""
    found: tuple[Located, ...]
    """The findings, in the order of the text."""

    def fixed(self, today: date | None = None) -> Fixed:
        """The document after every fix that is safe; nothing is written."""

        def look(text: str) -> tuple[Case, Sequence[Diagnostic]]:
            case, settings = case_in(self.file, read_as_document(text, self.file, self.document.own), today)
            return case, check(case, registered_rules(), settings)

        return fix(self.document.text, look)


Near = Callable[[str, Document], Sequence[Neighbour] | None]
"""Earlier incidents that are like that of a document; None where nobody looked."""


def checked(
    file: str, today: date | None = None, opened: Callable[[str], Document] = open_document, near: Near | None = None
) -> Checked:
    """Checks one document.

    ``opened`` opens it: where there are many, what ``opener`` gives. ``near`` looks for earlier incidents.
    errors: those of ``open_document`` and ``team_settings``.
    """
    document, case, settings = case_of(file, today, opened)
    case = replace(case, neighbours=near(file, document)) if near else case
    found = located(file, case.source, check(case, registered_rules(), settings))
    return Checked(file=file, document=document, case=case, settings=settings, found=found)


def mended(file: str, today: date | None = None, near: Near | None = None) -> Checked:
    """Makes the fixes of a document that are safe, in place, and checks what is left.

    errors: those of ``checked`` and ``write_output``.
    """
    before = checked(file, today, near=near)
    if not any(each.diagnostic.fix for each in before.found):
        return before
    fixed = before.fixed(today)
    if not fixed.done:
        return before
    write_output(file, fixed.text, force=True)
    codes = ", ".join(sorted({each.code for each in fixed.done}))
    count = f"{len(fixed.done)} finding{'' if len(fixed.done) == 1 else 's'}"
    click.echo(f"{file}: mended {count} ({codes}).", err=True)
    return checked(file, today, near=near)


def case_of(
    file: str, today: date | None = None, opened: Callable[[str], Document] = open_document
) -> tuple[Document, Case, Settings]:
    """A document, what rules see of it, and by what it is measured.

    errors: those of ``open_document`` and ``team_settings``.
    """
    document = opened(file)
    case, settings = case_in(file, document, today)
    return document, case, settings


def case_in(file: str, document: Document, today: date | None = None) -> tuple[Case, Settings]:
    """What rules see of a document that was read already, and by what it is measured.

    errors: those of ``team_settings``.
    """
    reading = document.reading
    settings = merged(reading.house, team_settings(file), reading.matter.plain)
    case = Case(
        reading=reading,
        record=document.record,
        today=today or datetime.now(UTC).date(),
        policy=settings.policy,
        require=settings.require,
    )
    return case, settings
