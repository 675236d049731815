"""What has to be done so that actions and issues say the same: planned, and done one after the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from afterword.cli._tracker_documents import Followed, write_action
from afterword.errors import AfterwordError, Unanswered
from afterword.learning.trackers.following import Doing, is_of, state_here, verdict
from afterword.learning.trackers.memory import Memory
from afterword.learning.trackers.tracker import Issue, IssueState, Tracker
from afterword.model.values import dataclass

Result = Literal["planned", "done", "failed", "left"]
"""What became of a step."""
_ENDING = (401, 403, 408, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do about one action."""

    followed: Followed
    """The action."""
    doing: Doing
    """What to do."""
    issue: Issue | None = None
    """Its issue; None where there is none yet."""
    conflict: str = ""
    """Why nothing is done; empty where something is, or where nothing has to be."""
    result: Result = "planned"
    """What became of it."""
    message: str = ""
    """Why it failed."""


def planned(followed: Sequence[Followed], tracker: Tracker, memory: Memory, now: float) -> list[Step]:
    """What has to be done about actions, in their order; nothing is changed.

    errors: Unanswered.
    """
    marked = sorted(tracker.marked(), key=lambda issue: (len(issue.key), issue.key))
    by_key = {issue.key: issue for issue in marked}
    keys = [tracker.key_in(each.action.tracker or "") for each in followed]
    states: dict[str, set[IssueState]] = {}
    for each, key in zip(followed, keys, strict=True):
        states.setdefault(key or "", set()).add(state_here(each.action))
    marks = Counter(each.marks for each in followed)
    steps: list[Step] = []
    for each, key in zip(followed, keys, strict=True):
        if key is not None:
            if key not in by_key and (issue := tracker.issue(key)) is not None:
                by_key[key] = issue
            steps += _about(each, key, by_key.get(key), len(states[key]) > 1, memory)
        elif not each.action.tracker:
            found = next((issue for issue in marked if is_of(issue, each.marks)), None)
            begun = memory.begun(each.marks[0])
            waits = begun is not None and now - begun < tracker.lag
            steps += _without(each, found, marks[each.marks] > 1, waits, memory)
    return steps


def _about(each: Followed, key: str, issue: Issue | None, is_torn: bool, memory: Memory) -> Iterator[Step]:
    """What to do about an action that names its issue."""
    if issue is None:
        yield _left(each, None, f"there is no issue {key} in this project, no more, or not for this token")
    elif is_torn:
        yield _left(each, issue, "several actions name this issue, and are not equally far")
    else:
        yield _following(each, issue, memory)


def _following(each: Followed, issue: Issue, memory: Memory) -> Step:
    told = verdict(state_here(each.action), issue.state, memory.before(each.marks[0]))
    if told.conflict:
        return _left(each, issue, told.conflict)
    return Step(followed=each, doing=told.doing, issue=issue)


def _without(each: Followed, found: Issue | None, is_double: bool, waits: bool, memory: Memory) -> Iterator[Step]:
    """What to do about an action that names no tracker."""
    if is_double:
        yield _left(each, None, "another action has the same document id and the same id or words; tell them apart")
    elif found is not None:
        yield Step(followed=each, doing="link", issue=found)
        further = _following(each, found, memory)
        yield from [further] if further.doing != "none" or further.conflict else []
    elif state_here(each.action) != "open":
        return
    elif each.title is None:
        yield _left(each, None, each.why_not)
    elif waits:
        yield _left(each, None, "an issue was begun moments ago and may not be found yet; run it again in a while")
    else:
        yield Step(followed=each, doing="open")


def _left(each: Followed, issue: Issue | None, why: str) -> Step:
    return Step(followed=each, doing="none", issue=issue, conflict=why, result="left")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Does what was planned."""

    tracker: Tracker
    """Where the issues are."""
    memory: Memory
    """What was said before."""
    today: str
    """The day on which an action is closed whose issue does not say when.  shape: ISO 8601."""
    clock: Callable[[], float]
    """The time.  units: seconds since 1970."""

    def done(self, steps: Sequence[Step]) -> Iterator[Step]:
        """The steps, each with what became of it; where the tracker cannot be asked any more, the rest is left."""
        is_stopped = False
        for step in steps:
            if is_stopped and step.doing != "none":
                yield replace(step, result="failed", message="not tried: the tracker would not go on")
                continue
            try:
                yield self._one(step)
            except Unanswered as error:
                if error.status is None or error.status in _ENDING or error.status >= 500:
                    is_stopped = True
                yield replace(step, result="failed", message=str(error))
            except AfterwordError as error:
                url = f"; its issue is {step.issue.url}" if step.issue else ""
                yield replace(step, result="failed", message=f"{error}{url}")

    def _one(self, step: Step) -> Step:
        each, issue = step.followed, step.issue
        if step.doing == "open":
            return self._opened(step)
        if issue is None or step.conflict:
            return step
        if step.doing == "link":
            self._link(each, issue)
            return replace(step, result="done")
        here = state_here(each.action)
        if step.doing in {"close_there", "reopen_there"}:
            self.tracker.move(issue.key, here)
        elif step.doing == "reopen_here":
            gone = [("closed_on", "")] if each.action.closed_on else []
            write_action(each, [("status", "pending"), *gone])
        elif step.doing in {"done_here", "cancel_here"}:
            write_action(each, [("status", issue.state)], issue.closed_on or self.today)
        agreed = issue.state if step.doing.endswith("_here") else here
        self.memory.agree(each.marks[0], agreed)
        return replace(step, result="done")

    def _opened(self, step: Step) -> Step:
        each = step.followed
        assert each.title is not None
        self.memory.begin(each.marks[0], self.clock())
        try:
            issue = self.tracker.opened(each.title, each.body)
        except Unanswered as error:
            if error.status is not None and error.status < 500:
                self.memory.end(each.marks[0])
                raise
            found = next((one for one in self.tracker.marked() if is_of(one, each.marks)), None)
            if found is None:
                raise
            issue = found
        opened = replace(step, issue=issue)
        try:
            self._link(each, issue)
        except Unanswered:
            raise
        except AfterwordError as error:
            return replace(opened, result="failed", message=f"{error}; its issue is {issue.url}")
        self.memory.agree(each.marks[0], "open")
        return replace(opened, result="done")

    def _link(self, each: Followed, issue: Issue) -> None:
        """Write where the issue is into the action's line; its mark in the tracker holds where that is refused."""
        self.memory.end(each.marks[0])
        write_action(each, [("tracker", self.tracker.reference(issue))])
