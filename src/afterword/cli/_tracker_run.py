"""Actions followed in a tracker: issues opened from them, and how far both are kept the same."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

import click

from afterword.cli._archive import OneByOne, documents_of
from afterword.cli._fitting import printable
from afterword.cli._printing import as_json
from afterword.cli._record import opener
from afterword.cli._tracker_access import access_to
from afterword.cli._tracker_documents import Followed, followed_in
from afterword.cli._tracker_steps import Step, Worker, planned
from afterword.cli.main import tell
from afterword.errors import UsageError
from afterword.learning.telling import plainly
from afterword.learning.trackers.connecting import connected, names_of
from afterword.learning.trackers.following import state_here
from afterword.learning.trackers.memory import Memory
from afterword.learning.trackers.tracker import Tracker, place_of
from afterword.model.changing import changed
from afterword.model.plain import Plain

_WORDS = {
    "open": ("would open an issue", "opened"),
    "link": ("would write its issue into the document", "wrote its issue into the document"),
    "done_here": ("would set it done here: its issue is closed", "set done here: its issue is closed"),
    "cancel_here": ("would cancel it here: its issue was closed undone", "cancelled here: its issue was closed undone"),
    "reopen_here": ("would reopen it here: its issue is open again", "reopened here: its issue is open again"),
    "close_there": ("would close its issue", "closed its issue"),
    "reopen_there": ("would reopen its issue", "reopened its issue"),
}
_SHORTENED = 60


def run(
    paths: tuple[str, ...],
    globs: tuple[str, ...],
    written: str,
    audience: str,
    *,
    issue_type: str | None,
    applies: bool,
    form: str,
) -> int:
    """Follows the actions of documents in a tracker, says what is done about each, and gives the exit code.

    errors: UsageError for a tracker, an audience, or a token that is none; Unanswered where nothing can be read.
    """
    place = place_of(written)
    if issue_type is not None:
        if place.kind != "jira" or not issue_type.strip():
            raise UsageError("--issue-type names a type of Jira, such as Bug; GitHub and GitLab have none")
        place = changed(place, issue_type=issue_type.strip())
    if "-" in paths:
        raise UsageError("- cannot be followed: name a file, into which the issue can be written")
    access = access_to(place.kind)
    if applies and access.token is None:
        raise UsageError(f"{place}: there is no token; set {names_of(place.kind)[0]}")
    if access.token is None:
        tell(f"{place}: {names_of(place.kind)[0]} is not set; only what everybody may see there is looked at")
    documents = OneByOne(documents_of(paths, globs), opener())
    followed = [each for file, document in documents for each in followed_in(file, document, audience)]
    tracker, memory = connected(place, access), Memory(place)
    steps = planned(followed, tracker, memory, time.time()) if followed else []
    if applies:
        today = datetime.now(UTC).date().isoformat()
        steps = [*_told(Worker(tracker=tracker, memory=memory, today=today, clock=time.time).done(steps), form)]
    if form == "json":
        click.echo(as_json(cast(Plain, [_row(step) for step in steps])))
    else:
        if not applies:
            for step in steps:
                _say(step)
        click.echo(_summary(steps, followed, tracker, applies=applies))
    return 1 if documents.refused or any(step.result == "failed" for step in steps) else 0


def _told(steps: Iterator[Step], form: str) -> Iterator[Step]:
    """The steps, each said as soon as it is done."""
    for step in steps:
        if form != "json":
            _say(step)
        yield step


def _say(step: Step) -> None:
    if step.doing == "none" and not step.conflict:
        return
    action = step.followed.action
    line = f":{action.line}" if action.line else ""
    words = plainly(action.what or "")
    short = words if len(words) <= _SHORTENED else f"{words[:_SHORTENED]}…"
    click.echo(printable(f"{step.followed.file}{line} {action.id or ''} {short}".replace("  ", " ")))
    url = f" ({step.issue.url})" if step.issue else ""
    click.echo(printable(f"  {_said(step)}{url if step.result != 'failed' else ''}"))


def _said(step: Step) -> str:
    if step.conflict:
        return f"left: {step.conflict}"
    would, did = _WORDS[step.doing]
    if step.result == "failed":
        return f"failed: {step.message}"
    return did if step.result == "done" else would


def _summary(steps: Sequence[Step], followed: Sequence[Followed], tracker: Tracker, *, applies: bool) -> str:
    counted = Counter(step.result for step in steps if step.doing != "none" or step.conflict)
    agree = sum(step.doing == "none" and not step.conflict for step in steps)
    elsewhere = sum(
        bool(each.action.tracker) and tracker.key_in(each.action.tracker or "") is None for each in followed
    )
    parts = [
        f"{counted['planned']} to do" if not applies else f"{counted['done']} done",
        *([f"{counted['failed']} failed"] if counted["failed"] else []),
        *([f"{counted['left']} left for a person"] if counted["left"] else []),
        f"{agree} the same on both sides",
        *([f"{elsewhere} followed elsewhere"] if elsewhere else []),
    ]
    end = "" if applies else " Nothing was changed; --apply does it."
    again = " Run it again: what is done is not done twice." if counted["failed"] else ""
    return f"{len(followed)} action{'' if len(followed) == 1 else 's'}: {', '.join(parts)}.{end}{again}"


def _row(step: Step) -> dict[str, Plain]:
    action = step.followed.action
    return {
        "file": step.followed.file,
        "line": action.line,
        "action": action.id or str(step.followed.number),
        "what": action.what,
        "doing": step.doing,
        "result": step.result if step.doing != "none" or step.conflict else "done",
        "issue": step.issue.key if step.issue else None,
        "url": step.issue.url if step.issue else None,
        "state_here": state_here(action),
        "state_there": step.issue.state if step.issue else None,
        "conflict": step.conflict or None,
        "message": step.message or None,
    }
