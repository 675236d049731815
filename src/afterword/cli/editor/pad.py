"""The documents that an editor has open, and the work that each of them causes."""

import asyncio
from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from pygls.uris import to_fs_path

from afterword.cli.editor.buffer import Buffer, Units
from afterword.cli.editor.clerk import Clerk, NoAnswerError
from afterword.cli.editor.messages import Answer, Change, Job, Shown, Task
from afterword.model.values import dataclass

QUIET = 0.15
"""Seconds without a change after which a document is checked."""
_LONG = 0.5
"""A document whose check takes longer is checked after as much quiet as the check takes."""
_LONGEST_QUIET = 2.0
_STALE = 1.0


@dataclass(slots=True, kw_only=True, eq=False)
class Sheet:
    """An open document."""

    uri: str
    """What the editor calls it."""
    path: str
    """Its file; one in the workspace's folder where it has none yet."""
    version: int | None
    """The editor's count of its changes."""
    changes: int = 0
    """Our own, since editors need not count."""
    buffer: Buffer
    """Its text."""
    found: tuple[Shown, ...] | None = None
    """What the rules find in this version; None while that is not known."""
    refused: str | None = None
    """Why this version cannot be read or checked."""
    checking: "asyncio.Task[None] | None" = None
    """The check of this version."""
    took: float = 0.0
    """Seconds that the last check took."""
    known: "dict[tuple[Task, int], Answer]" = field(default_factory=dict)
    """What was answered about its findings, since an editor asks at every step of the cursor."""
    asked: "set[asyncio.Future[Answer]]" = field(default_factory=set)
    """Questions about it that are not answered yet."""


class Pad:
    """The open documents; each is checked when it has not changed for a moment."""

    def __init__(self, clerk: Clerk, show: Callable[[Sheet], None], *, checks_all: bool) -> None:
        """``show`` is called whenever it is known what the rules find in a document."""
        self._clerk = clerk
        self._show = show
        self._checks_all = checks_all
        self.units: Units = "utf-16"
        self.folder = Path.cwd()
        self.sheets: dict[str, Sheet] = {}

    def open(self, uri: str, version: int | None, text: str) -> None:
        """Takes a document up."""
        self.close(uri)
        sheet = Sheet(uri=uri, path=self._path(uri), version=version, buffer=Buffer(text, self.units))
        self.sheets[uri] = sheet
        self._start(sheet, 0)

    def changed(self, sheet: Sheet, version: int | None) -> None:
        """Notes that a document's text is another one now."""
        sheet.version = version
        sheet.changes += 1
        for future in sheet.asked:
            asyncio.get_running_loop().call_later(_STALE, future.cancel)
        self._start(sheet, QUIET if sheet.took < _LONG else min(sheet.took, _LONGEST_QUIET))

    def recheck(self) -> None:
        """Checks all documents anew, because what they are measured by has changed."""
        for sheet in self.sheets.values():
            self._start(sheet, QUIET)

    def close(self, uri: str) -> None:
        """Lets a document go."""
        sheet = self.sheets.pop(uri, None)
        if sheet is not None and sheet.checking is not None:
            sheet.checking.cancel()

    async def ask(self, sheet: Sheet, task: Task, *, offset: int = 0, finding: int = 0) -> Answer:
        """Asks about a document; the answer is empty where it changes meanwhile, or cannot be read."""
        job = Job(task=task, path=sheet.path, text=sheet.buffer.text, offset=offset, finding=finding)
        future = self._clerk.ask(job, waits=True)
        changes = sheet.changes
        sheet.asked.add(future)
        try:
            answer = await future
        except NoAnswerError:
            return Answer()
        except asyncio.CancelledError:
            task_of_ours = asyncio.current_task()
            if task_of_ours is not None and task_of_ours.cancelling():
                raise
            return Answer()
        finally:
            sheet.asked.discard(future)
        return answer if sheet.changes == changes else Answer()

    async def changes(self, sheet: Sheet, task: Task, finding: int = 0) -> tuple[Change, ...]:
        """The edits that a task about a finding makes; asked once for each version of a document."""
        known, count = sheet.known, sheet.changes
        if (task, finding) not in known:
            answer = await self.ask(sheet, task, finding=finding)
            if sheet.changes != count:
                return ()
            known[task, finding] = answer
        return known[task, finding].changes

    async def settled(self, sheet: Sheet, patience: float) -> bool:
        """Whether it is known, within so many seconds, what the rules find in a document as it is now."""
        if sheet.checking is not None and not sheet.checking.done():
            await asyncio.wait({sheet.checking}, timeout=patience)
        return sheet.found is not None

    def _start(self, sheet: Sheet, quiet: float) -> None:
        sheet.found = sheet.refused = None
        sheet.known = {}
        if sheet.checking is not None:
            sheet.checking.cancel()
        sheet.checking = asyncio.create_task(self._check(sheet, quiet))

    async def _check(self, sheet: Sheet, quiet: float) -> None:
        await asyncio.sleep(quiet)
        clock = asyncio.get_running_loop().time
        start = clock()
        job = Job(task="check", path=sheet.path, text=sheet.buffer.text, checks_all=self._checks_all)
        try:
            answer = await self._clerk.ask(job, waits=False)
        except NoAnswerError as error:
            answer = Answer(refused=f"the check of this document {error}")
        sheet.took = clock() - start
        sheet.found, sheet.refused = answer.found, answer.refused
        self._show(sheet)

    def _path(self, uri: str) -> str:
        path = to_fs_path(uri) if uri.startswith("file:") else None
        return path or str(self.folder / "untitled.md")
