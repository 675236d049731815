"""Earlier incidents of the team that are like the one that somebody writes about."""

from collections.abc import Sequence
from pathlib import Path

from afterword.cli._archive import team_documents
from afterword.cli._checking import Near
from afterword.cli._record import Document
from afterword.cli._team import settings_file
from afterword.model.neighbour import Neighbour
from afterword.model.record import Record

_MOST = 3
_LEAST = 0.45


def neighbours() -> Near:
    """What looks for earlier incidents among the records of a document's team; each shelf is opened once."""
    shelves: dict[Path, object] = {}

    def near(file: str, document: Document) -> Sequence[Neighbour] | None:
        return similar_to(document.record, file, shelves)

    return near


def similar_to(record: Record, file: str, shelves: dict[Path, object] | None = None) -> Sequence[Neighbour] | None:
    """The earlier incidents most like one, among the records of the team of ``file``, at most three.

    returns: None where no settings above the file name records, or where there are none besides it.
    """
    settings = settings_file(file)
    if settings is None:
        return None
    from afterword.learning.classes import classified  # only for a team with records: reading needs none of it
    from afterword.learning.incident import incident_of
    from afterword.learning.likeness import Likeness
    from afterword.learning.page import terms_of

    known = {} if shelves is None else shelves
    if settings not in known:
        known[settings] = _likeness(file)
    likeness = known[settings]
    if not isinstance(likeness, Likeness):
        return None
    subject = classified(incident_of(record, str(Path(file).resolve())), record)
    found = likeness.similar(subject, terms_of(record), limit=_MOST, before=subject.day)
    return tuple(
        Neighbour(
            file=like.incident.file,
            title=like.incident.title or Path(like.incident.file).name,
            day=like.incident.day,
            reason="; ".join(like.reasons),
        )
        for like in found
        if like.score >= _LEAST
    )


def _likeness(file: str) -> object:
    """What compares incidents of the team's records; None where there is nothing to compare with."""
    from afterword.cli._shelf import team_shelf
    from afterword.learning.likeness import Likeness

    files = [str(Path(found).resolve()) for found in team_documents(file)]
    return Likeness(team_shelf(files)) if files else None
