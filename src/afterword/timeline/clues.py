"""What each event may mark: the milestones for which it is a candidate, how good a one, and why."""

import re
from collections.abc import Iterator

from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Phase
from afterword.text.expressions import later
from afterword.timeline.happening import Happening
from afterword.timeline.phrases import is_bot

_UNDONE = later(r"\b(?:roll(?:ed|ing)?[- ]?back|revert(?:s|ed|ing)?|restor\w+ previous)\b", re.IGNORECASE)
_STARTED = later(r"\b(?:start\w*|in[_ ]progress|running|initiated|pending|created|requested|began)\b", re.IGNORECASE)
_DONE = later(r"\b(?:success\w*|succeeded|finished|completed?|deployed|done|active)\b", re.IGNORECASE)
_FAILED = later(r"\b(?:fail(?:ed|ure)|error|cancel\w+|abort\w+|rejected)\b", re.IGNORECASE)
_STATES: tuple[tuple[str, Phase], ...] = (
    ("resolved", "resolved"),
    ("monitoring", "mitigated"),
    ("identified", "identified"),
)
_CLEARED = later(r"\b(?:resolved|recovered|ok|closed|cleared)\b", re.IGNORECASE)
_ALARM = later(r"\b(?:alert|alarm|firing|triggered|critical|down|warning|incident)\b", re.IGNORECASE)
_BY_HAND = -1
_STATUS_PAGE = later(r"\bstatus ?page\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """An event that may mark a milestone."""

    item: Happening
    """The event."""
    phase: Phase
    """The milestone."""
    rank: int
    """0 for the best kind of witness, -1 for a person's choice; a higher one counts only where no better is there."""
    reason: str
    """Why it may."""
    kind: EventKind | None = None
    """What sort of happening it then is."""


def clues(item: Happening) -> Iterator[Clue]:
    """The milestones for which an event is a candidate; where a person said which, no other."""
    if item.settled:
        if item.entry.phase:
            yield Clue(item=item, phase=item.entry.phase, rank=_BY_HAND, reason=item.entry.reason or "")
        return
    if item.entry.phase:
        reason = item.entry.reason or "the evidence itself says so"
        yield Clue(item=item, phase=item.entry.phase, rank=0, reason=reason)
        return
    if item.sign in {"alert", "acknowledge", "escalate", "clear"}:
        yield from _watch(item)
    elif item.sign in {"onset", "end"}:
        yield from _measured(item)
    if item.lane == "deploy":
        yield from _deploys(item)
    elif item.lane == "status":
        yield from _status(item)
    if item.lane in {"chat", "note", "mail", "pager"}:
        yield from _said(item)


def is_finished(what: str) -> bool:
    """Whether the words of a deployment say that it is done, and not that it failed."""
    return bool(_DONE.search(what)) and not _FAILED.search(what)


def _watch(item: Happening) -> Iterator[Clue]:
    name = item.lane
    if item.sign == "alert":
        yield Clue(
            item=item, phase="detected", rank=0, reason=f"first {'page' if name == 'pager' else 'alert'}", kind="alert"
        )
    elif item.sign == "acknowledge":
        yield Clue(item=item, phase="acknowledged", rank=0, reason="first acknowledgement of a page", kind="action")
    elif item.sign == "escalate":
        yield Clue(item=item, phase="escalated", rank=0, reason="first escalation in the pager", kind="escalation")
    else:
        if name == "alert":
            yield Clue(item=item, phase="recovered", rank=3, reason="the alert was resolved", kind="recovery")
        yield Clue(
            item=item,
            phase="resolved",
            rank=4 if name == "alert" else 3,
            reason=f"the {'alert' if name == 'alert' else 'page'} was resolved; nobody says that the incident is",
            kind="end",
        )


def _measured(item: Happening) -> Iterator[Clue]:
    rank = {"access": 0, "log": 1, "metric": 2}.get(item.lane, 3)
    of = {"access": "failed requests", "log": "an error in a log", "metric": "a metric"}.get(item.lane, "a symptom")
    if item.sign == "onset":
        yield Clue(item=item, phase="began", rank=rank, reason=f"first rise of {of}", kind="first_impact")
    else:
        yield Clue(item=item, phase="recovered", rank=rank, reason=f"{of}: back to the level before", kind="recovery")


def _deploys(item: Happening) -> Iterator[Clue]:
    what = item.entry.what or ""
    if not _UNDONE.search(what):
        return
    if is_finished(what):
        yield Clue(item=item, phase="mitigated", rank=0, reason="the rollback was deployed", kind="recovery")
    elif _STARTED.search(what):
        yield Clue(item=item, phase="mitigating", rank=0, reason="the rollback was started", kind="action")
    else:
        yield Clue(item=item, phase="mitigating", rank=2, reason="a change is undone", kind="action")


def _status(item: Happening) -> Iterator[Clue]:
    yield Clue(item=item, phase="communicated", rank=0, reason="first post on the status page", kind="communication")
    what = item.entry.what or ""
    for word, phase in _STATES:
        if re.search(rf"\b{word}\b", what[:80], re.IGNORECASE):
            yield Clue(item=item, phase=phase, rank=2, reason=f"the status page says \u201c{word}\u201d")


def _said(item: Happening) -> Iterator[Clue]:
    what, who = item.entry.what or "", item.entry.who
    if item.lane == "chat" and is_bot(who):
        yield from _posted(item, what, who or "")
        return
    rank = 1 if item.lane == "note" else 0
    place = {"chat": "in the chat", "note": "in the log", "mail": "in an e-mail", "pager": "in the pager"}[item.lane]
    for saying in item.said:
        if saying.phase == "began" and item.lane != "note":
            continue
        if item.sign and saying.phase in {"detected", "recovered", "resolved", "acknowledged", "escalated"}:
            continue
        yield Clue(
            item=item,
            phase=saying.phase,
            rank=3 if saying.phase == "began" else rank,
            kind=saying.kind,
            reason=f"{who or 'somebody'} says \u201c{saying.words[:60]}\u201d {place}",
        )


def _posted(item: Happening, what: str, who: str) -> Iterator[Clue]:
    """What a tool posts in a channel: word of a status page, or an alert that is not at hand itself."""
    head = what[:80]
    if _STATUS_PAGE.search(f"{who} {head}"):
        reason = "first post of the status page in the chat"
        yield Clue(item=item, phase="communicated", rank=0, reason=reason, kind="communication")
    elif _CLEARED.search(head):
        yield Clue(item=item, phase="recovered", rank=3, reason=f"{who} says that it is over", kind="recovery")
    elif _ALARM.search(head):
        yield Clue(item=item, phase="detected", rank=1, reason=f"first alert of {who} in the chat", kind="alert")
