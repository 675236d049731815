"""The process that reads and checks documents for the language server, so that this can go on, and can end it."""

import os
import sys
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

import click

from afterword import __version__
from afterword.cli._checking import case_in
from afterword.cli._record import Document, own_houses, read_as_document
from afterword.cli._team import settings_file, team_settings
from afterword.cli.editor.messages import Answer, Branch, Change, Item, Job, Shown, Told, job_of, packed
from afterword.cli.editor.pages import Pages
from afterword.cli.files import document_text
from afterword.errors import AfterwordError
from afterword.evidence.zonemap import cache_folder
from afterword.houses.archiving.judging import judge, sections_of
from afterword.houses.house import House
from afterword.model.values import dataclass
from afterword.review.assistance.explanations import explanation
from afterword.review.assistance.hints import hints_at
from afterword.review.assistance.mending import difference, safe_fix
from afterword.review.assistance.offers import offers_at
from afterword.review.assistance.outline import Entry, outline
from afterword.review.assistance.silencing import silencing
from afterword.review.case import Case
from afterword.review.checking import check
from afterword.review.diagnostic import Diagnostic
from afterword.review.fixing import fix
from afterword.review.registry import broken_rules, registered_rules
from afterword.review.settings import Settings
from afterword.text.source import Edit

_KEPT = 4
_ELSEWHERE = frozenset({"summary", "impact", "lead-up", "links", "supporting data", "backlog", "recurrence"})
"""Sections that documents of other sorts have as well: decisions their context and consequences, all a summary."""


@dataclass(slots=True)
class _Looked:
    document: Document
    case: Case
    settings: Settings
    found: tuple[Diagnostic, ...] | None = None
    shown: tuple[Diagnostic, ...] = ()


class Desk:
    """Answers jobs, one after the other, and remembers the documents that it looked at last."""

    def __init__(self) -> None:
        """Knows no document yet."""
        self._pages = Pages(cache_folder() / f"rules-{__version__}")
        self._looked: OrderedDict[tuple[str, str], _Looked] = OrderedDict()

    def answer(self, job: Job) -> Answer:
        """The answer to a job; a document that cannot be read or checked is refused with the reason."""
        if job.task == "warm":
            return Answer(notes=broken_rules() if registered_rules() else ())
        try:
            text = document_text(job.text.encode("utf-8", "surrogatepass"), Path(job.path).name)
            looked = self._look(job.path, text, is_new=job.task == "check")
        except AfterwordError as error:
            return Answer(refused=str(error))
        if job.task == "check":
            is_checked = job.checks_all or is_postmortem(looked.document, job.path)
            looked.shown = self._found(looked) if is_checked else ()
            return Answer(found=tuple(map(self._shown, looked.shown)))
        if job.task == "outline":
            return Answer(branches=tuple(b for e in outline(looked.case) for b in _branches(e, 0)))
        if job.task == "offers":
            return Answer(items=tuple(_items(looked, job.offset)))
        if job.task == "hover":
            return Answer(told=tuple(self._told(looked, job)))
        return Answer(changes=tuple(self._changes(looked, job)))

    def _look(self, path: str, text: str, *, is_new: bool) -> _Looked:
        """A document as it was read; anew where settings may have changed."""
        key = (path, text)
        known = self._looked.get(key)
        if known is None or (is_new and known.found is not None):
            self._looked[key] = _looked(path, text, own_houses(path))
        self._looked.move_to_end(key)
        while len(self._looked) > _KEPT:
            self._looked.popitem(last=False)
        return self._looked[key]

    def _found(self, looked: _Looked) -> tuple[Diagnostic, ...]:
        if looked.found is None:
            looked.found = check(looked.case, registered_rules(), looked.settings)
        return looked.found

    def _shown(self, found: Diagnostic) -> Shown:
        return Shown(
            code=found.code,
            severity=found.severity,
            message=found.message,
            start=found.span.start,
            end=found.span.end,
            suggestion=found.suggestion,
            is_mendable=bool(found.fix),
            is_needless=bool(found.fix) and not any(edit.text for edit in found.fix),
            page=self._pages.file(found.code),
        )

    def _told(self, looked: _Looked, job: Job) -> Iterator[Told]:
        for found in looked.shown:
            if found.span.start <= job.offset <= found.span.end:
                yield Told(start=found.span.start, end=found.span.end, text=explanation(found))
        for hint in hints_at(looked.case, job.offset):
            yield Told(start=hint.span.start, end=hint.span.end, text=hint.text)

    def _changes(self, looked: _Looked, job: Job) -> Iterator[Change]:
        found = self._found(looked)
        if job.task == "mend_all":
            if any(each.fix for each in found):
                text = looked.document.text
                yield from map(_change, difference(text, fix(text, lambda t: self._again(looked, job, t)).text))
        elif not 0 <= job.finding < len(found):
            return
        elif job.task == "mend":
            text = looked.document.text
            yield from map(_change, safe_fix(text, found[job.finding], lambda t: self._again(looked, job, t)))
        elif comment := silencing(looked.case, found[job.finding]):
            edit = comment.edit
            yield Change(start=edit.span.start, end=edit.span.end, text=edit.text, slot=comment.slot)

    def _again(self, looked: _Looked, job: Job, text: str) -> tuple[Case, Sequence[Diagnostic]]:
        """A changed text of a document, checked."""
        if text == looked.document.text:
            return looked.case, self._found(looked)
        other = _looked(job.path, text, looked.document.own)
        return other.case, self._found(other)


def _looked(path: str, text: str, own: tuple[House, ...]) -> _Looked:
    document = read_as_document(text, path, own)
    case, settings = case_in(path, document, datetime.now(UTC).date())
    return _Looked(document, case, settings)


def is_postmortem(document: Document, path: str) -> bool:
    """Whether a document is to be checked: it names or has a house, tells an incident, or the team's globs name it.

    The template of a house is none.
    errors: those of ``team_settings``.
    """
    settings, named = settings_file(path), team_settings(path)
    file = Path(path).resolve()
    houses, globs = named.get("houses"), named.get("records")
    if settings and isinstance(houses, str) and file.parent == (settings.parent / houses).resolve():
        return False
    if not document.reading.house.is_fallback or _tells_an_incident(document, path):
        return True
    if settings is None or not isinstance(globs, list) or not file.is_relative_to(settings.parent):
        return False
    name = file.relative_to(settings.parent).as_posix()
    # ``**/`` stands for no folder as well
    return any(fnmatchcase(name, form) for glob in map(str, globs) for form in (glob, glob.replace("**/", "")))


def _tells_an_incident(document: Document, path: str) -> bool:
    """Whether a document without a house is a postmortem, and has more of one than a record of a decision has."""
    if judge(document.record, document.text, path).sort != "postmortem":
        return False
    return bool(set(sections_of(document.record)) - _ELSEWHERE)


def _change(edit: Edit) -> Change:
    return Change(start=edit.span.start, end=edit.span.end, text=edit.text)


def _items(looked: _Looked, offset: int) -> Iterator[Item]:
    for offer in offers_at(looked.case, offset, looked.document.own):
        yield Item(
            label=offer.label,
            kind=offer.kind,
            detail=offer.detail,
            about=offer.about,
            text=offer.blank.text,
            gaps=offer.blank.gaps,
            start=offer.span.start,
            end=offer.span.end,
        )


def _branches(entry: Entry, depth: int) -> Iterator[Branch]:
    span, head = (entry.span.start, entry.span.end), (entry.head.start, entry.head.end)
    yield Branch(name=entry.name, detail=entry.detail, kind=entry.kind, span=span, head=head, depth=depth)
    for child in entry.children:
        yield from _branches(child, depth + 1)


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answers jobs until there are no more."""
    desk = Desk()
    # what is to be told once in a run is told once in the life of the worker
    with click.Context(click.Command("lsp")):
        while head := jobs.readline():
            answers.write(packed(desk.answer(job_of(jobs.read(int(head))))))
            answers.flush()


def main() -> None:
    """Serves standard input and output, and keeps both for itself: what others print goes to standard error."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    serve(jobs, answers)


if __name__ == "__main__":
    main()
