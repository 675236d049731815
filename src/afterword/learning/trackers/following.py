"""What has to be done so that an action and its issue say the same."""

import hashlib
import re
from typing import Final, Literal

from afterword.learning.board import state_of
from afterword.learning.telling import plainly
from afterword.learning.trackers.tracker import Issue, IssueState
from afterword.model.action import Action
from afterword.model.record import Record
from afterword.model.values import dataclass
from afterword.text.wording import plain_text, shortened

Doing = Literal["none", "open", "link", "done_here", "cancel_here", "reopen_here", "close_there", "reopen_there"]
"""What is done about one action."""
_DIGITS: Final = 12
_LONGEST_TITLE: Final = 200
_ORDER: Final = re.compile(r"^(?=[ \t]*/\w)[ \t]*/", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What follows from how far an action and its issue are."""

    doing: Doing
    """What to do."""
    conflict: str = ""
    """Why nothing can be done without a person; empty where that is not so."""


def state_here(action: Action) -> IssueState:
    """How far an action is; one that does not say so is open."""
    state = state_of(action)
    return "open" if state == "unknown" else state


def verdict(here: IssueState, there: IssueState, before: IssueState | None) -> Verdict:
    """What to do about an action and its issue; ``before`` is what both said when they last agreed.

    Where nobody remembers, both are taken to have begun open, as issues and actions do.
    """
    before = before or "open"
    if here == there:
        return Verdict(doing="none")
    if here == before:
        return Verdict(doing=_doing_here(there))
    if there == before:
        return Verdict(doing="reopen_there" if here == "open" else "close_there")
    return Verdict(
        doing="none", conflict=f"both changed: it was {before}, is {here} in the document, and {there} in the tracker"
    )


def _doing_here(there: IssueState) -> Doing:
    return "reopen_here" if there == "open" else "done_here" if there == "done" else "cancel_here"


def marks_of(record: Record, action: Action, stem: str) -> tuple[str, str]:
    """The marks by which the issue of an action is found again: one with its id in it, and one of digests alone.

    ``stem`` names a document without an id and a title.
    """
    document = record.id or f"sha256-{_digest(plain_text(record.title or stem))}"
    item = action.id or f"sha256-{_digest(plain_text(action.what or ''))}"
    shown = " ".join(plain_text(document).split())
    return f"afterword: {shown} {item}", f"afterword: sha256-{_digest(f'{document} {item}')}"


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def title_of(action: Action) -> str:
    """The title of an action's issue: what will be done, on one line."""
    return shortened(plainly(action.what or ""), _LONGEST_TITLE)


def body_of(record: Record, action: Action, mark: str) -> str:
    """The text of an action's issue: what its audience may see of it, and its mark on the last line."""
    facts = [
        ("Why", action.why),
        ("Owner", action.owner),
        ("Due", action.due),
        ("Priority", action.priority.value or action.priority.written if action.priority else None),
        ("Done when", action.done_when),
        ("From", plainly(" ".join(filter(None, (record.id, record.title))))),
    ]
    lines = [_harmless(f"{label}: {value}") for label, value in facts if value]
    return "\n\n".join([_harmless(action.what or ""), "\n".join(lines), mark]).strip()


def _harmless(text: str) -> str:
    """A text that calls nobody, gives the tracker no order, and holds no mark of another action.

    GitLab obeys a line such as ``/close``, and Jira calls whom ``[~name]`` names.
    """
    silent = text.replace("@", "@\u200b").replace("[~", "[\u200b~").replace("afterword:", "afterword\u200b:")
    return _ORDER.sub("\u200b/", silent)


def is_of(issue: Issue, marks: tuple[str, str]) -> bool:
    """Whether an issue was opened for the action that has these marks."""
    return any(mark in issue.marks for mark in marks)
