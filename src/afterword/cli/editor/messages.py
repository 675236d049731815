"""What the server asks its worker, what it is answered, and how both go through a pipe."""

import json
from typing import Literal

from afterword.model.plain import from_plain, to_plain
from afterword.model.values import dataclass

Task = Literal["check", "hover", "offers", "outline", "silence", "mend", "mend_all", "warm"]
"""What can be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A question about a document."""

    task: Task
    """What is asked."""
    path: str = ""
    """The document's file, whether it exists or not."""
    text: str = ""
    """The document's text."""
    offset: int = 0
    """The character that it is about."""
    finding: int = 0
    """The place of the finding that it is about, among those of ``check``."""
    checks_all: bool = False
    """Whether documents that are no postmortems are checked as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding as the server shows it."""

    code: str
    """Its code."""
    severity: str
    """``error``, ``warning``, or ``info``."""
    message: str
    """One sentence."""
    start: int
    """First character."""
    end: int
    """Character after the last."""
    suggestion: str | None = None
    """What could stand there instead."""
    is_mendable: bool = False
    """Whether it comes with a fix, which may still turn out not to be safe."""
    is_needless: bool = False
    """Whether its fix only takes something away."""
    page: str | None = None
    """The file of the page that explains its rule; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A replacement."""

    start: int
    """First character."""
    end: int
    """Character after the last."""
    text: str
    """What stands there afterwards."""
    slot: int | None = None
    """Where in the text a person has to write something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is said about a stretch."""

    start: int
    """First character."""
    end: int
    """Character after the last."""
    text: str
    """Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that can be written."""

    label: str
    """What it is called."""
    kind: str
    """``section``, ``field``, ``value``, or ``rule``."""
    detail: str
    """A few words."""
    about: str
    """Markdown; empty for nothing."""
    text: str
    """What is written."""
    gaps: tuple[int, ...]
    """Where in it something is to be filled in."""
    start: int
    """First character that it replaces."""
    end: int
    """Character after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """An entry of an outline."""

    name: str
    """What it is called."""
    detail: str
    """Time, or owner and day."""
    kind: str
    """``section``, ``event``, or ``action``."""
    span: tuple[int, int]
    """All of it."""
    head: tuple[int, int]
    """Its first line."""
    depth: int
    """How many entries it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the worker says to a job; of each kind only what was asked."""

    refused: str | None = None
    """Why the document cannot be read or checked, in one sentence."""
    found: tuple[Shown, ...] = ()
    """What the rules find."""
    told: tuple[Told, ...] = ()
    """What is said about a place."""
    items: tuple[Item, ...] = ()
    """What can be written at a place."""
    branches: tuple[Branch, ...] = ()
    """The outline, each entry before those in it."""
    changes: tuple[Change, ...] = ()
    """Edits."""
    notes: tuple[str, ...] = ()
    """Sentences about the program itself, such as an add-on that cannot be loaded."""


def packed(value: Job | Answer) -> bytes:
    """A message as it goes through a pipe: its length on a line, then JSON."""
    body = json.dumps(to_plain(value)).encode()
    return b"%d\n%b" % (len(body), body)


def job_of(body: bytes) -> Job:
    """The job that a message states."""
    return from_plain(Job, json.loads(body))


def answer_of(body: bytes) -> Answer:
    """The answer that a message states."""
    return from_plain(Answer, json.loads(body))
