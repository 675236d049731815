"""GitHub: deployments and statuses, workflow runs, jobs, checks, pull requests, commits, releases, webhooks."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])([A-Z])")
_SHORT: Final = 10
_OVER: Final = {
    "requested",
    "in_progress",
    "queued",
    "waiting",
    "created",
    "completed",
    "opened",
    "closed",
    "published",
}


def score(sample: Sample) -> float:
    """By the part of the objects that are deployments, runs, pull requests, or webhooks about them."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each object or webhook, at its own time; times of the repository and of people are not its."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_webhook(value) or _maker(_plain(value)) is not None


def _is_webhook(value: Fields) -> bool:
    return (
        isinstance(value.get("repository"), Mapping)
        and bool(value.keys() & {"action", "sender", "pusher"})
        and (_event(value) is not None or _is_push(value))
    )


def _is_push(value: Fields) -> bool:
    return {"ref", "before", "after", "commits"} <= value.keys()


def _event(value: Fields) -> str | None:
    """Which of a webhook's objects it is about; several are there only to explain the first."""
    return next((name for name in _HOOKS if isinstance(value.get(name), Mapping)), None)


def _record(value: Fields, clock: Clock) -> Record | None:
    if _is_webhook(value):
        return _webhook(value, clock)
    plain = _plain(value)
    maker = _maker(plain)
    return maker(plain, plain, clock) if maker else None


def _webhook(value: Fields, clock: Clock) -> Record | None:
    name = _event(value)
    if name is None:
        return _push(value, clock)
    about = inner(value, name)
    record = _MAKERS[name](about, value, clock)
    action, moments = words(value, "action"), record.moments
    if action and action not in _OVER:
        said = action.replace("_", " ")
        moments = (*moments, *further(about.get("updated_at"), said, clock, main=record.moment))
    return record._replace(moments=moments, who=record.who or words(value, "sender", "login"))


def _plain(value: Fields) -> Fields:
    """An object with the names of the REST API; the command-line client writes them in camel case."""
    if any("_" in key for key in value):
        return value
    return {_CAPITAL.sub(r"_\1", key).lower().replace("-", "_"): item for key, item in value.items()}


def _maker(value: Fields) -> Callable[[Fields, Fields, Clock], Record] | None:
    """What makes a record of an object, by the names that only objects of its sort have."""
    keys = value.keys()
    for name, needed, some in _SHAPES:
        if needed <= keys and (not some or some & keys):
            return _MAKERS[name]
    return None


def _status(value: Fields, whole: Fields, clock: Clock) -> Record:
    deployment = inner(whole, "deployment")
    ref = words(deployment, "ref")
    place = words(value, "environment") or words(deployment, "environment")
    said = joined(" ", "Deployment", f"of {ref}" if ref else None, f"to {place}" if place else None)
    state = (words(value, "state") or "").replace("_", " ")
    what = joined(": ", said, state, words(value, "description") or words(deployment, "description"))
    main = moment_of(value.get("created_at"), clock)
    moments = further(value.get("updated_at"), "updated", clock, main=main)
    return _change(made(main, what, who=words(value, "creator", "login"), moments=moments))


def _deployment(value: Fields, _whole: Fields, clock: Clock) -> Record:
    ref, place = words(value, "ref"), words(value, "environment")
    said = joined(" ", "Deployment", f"of {ref}" if ref else None, f"to {place}" if place else None, "created")
    main = moment_of(value.get("created_at"), clock)
    moments = further(value.get("updated_at"), "updated", clock, main=main)
    what = joined(": ", said, words(value, "description"))
    return _change(made(main, what, who=words(value, "creator", "login"), moments=moments))


def _node(value: Fields, _whole: Fields, clock: Clock) -> Record:
    """A deployment as GraphQL gives it; its state is that of now, so that the last update tells when it came."""
    ref = words(value, "ref", "name") or (words(value, "commit_oid") or words(value, "commit", "oid") or "")[:_SHORT]
    place = words(value, "latest_environment") or words(value, "environment")
    state = _spaced(words(value, "state"))
    said = joined(" ", "Deployment", f"of {ref}" if ref else None, f"to {place}" if place else None, "created")
    main = moment_of(value.get("created_at"), clock)
    moments = further(value.get("updated_at"), state or "updated", clock, main=main)
    what = joined(": ", said, words(value, "description")) if moments else joined(": ", said, state)
    return _change(made(main, what, who=words(value, "creator", "login"), moments=moments))


def _run(value: Fields, whole: Fields, clock: Clock) -> Record:
    """A run of a workflow; its last update is its end, as GitHub itself counts how long it took."""
    name = words(value, "name") or words(value, "workflow_name") or words(whole, "workflow", "name")
    title = words(value, "display_title")
    number, attempt = words(value, "run_number") or words(value, "number"), words(value, "run_attempt")
    branch, event = words(value, "head_branch"), words(value, "event")
    detail = [
        f"run {number}" if number else None,
        f"attempt {attempt}" if attempt and attempt != "1" else None,
        joined(" on ", event, branch),
    ]
    main = moment_of(value.get("created_at"), clock)
    what = joined(": ", joined(" ", "Workflow", name), title if title != name else None)
    what = joined(" ", what, f"({joined(', ', *detail)})" if any(detail) else None)
    moments = further(value.get("run_started_at", value.get("started_at")), "started", clock, main=main)
    end = words(value, "conclusion")
    ended = further(value.get("updated_at"), f"completed ({_spaced(end)})", clock, main=main) if end else []
    record = made(main, what if ended else joined(": ", what, _spaced(end or words(value, "status"))))
    who = words(value, "triggering_actor", "login") or words(value, "actor", "login")
    name = joined("/", words(value, "id"), attempt or "1") if "id" in value else None
    return record._replace(who=who, moments=tuple(moments + ended), native_id=name)


def _job(value: Fields, _whole: Fields, clock: Clock) -> Record:
    """A job or a check: from its start to its end."""
    name = joined(": ", words(value, "workflow_name") or words(value, "app", "name"), words(value, "name"))
    main = moment_of(value.get("started_at") or value.get("created_at"), clock)
    end = words(value, "conclusion")
    ended = further(value.get("completed_at"), _spaced(end) or "completed", clock, main=main)
    kind = "Check" if "check_suite" in value or "output" in value else "Job"
    what = joined(" ", kind, name)
    branch = words(value, "head_branch")
    what = f"{what} on {branch}" if branch else what
    return made(main, what if ended else joined(": ", what, _spaced(end or words(value, "status"))), moments=ended)


def _pull(value: Fields, whole: Fields, clock: Clock) -> Record:
    if whole is not value and (inner(whole, "review") or inner(whole, "comment")):
        return _remark(value, whole, clock)
    main = moment_of(value.get("created_at"), clock)
    number, title = words(value, "number"), words(value, "title")
    merged = value.get("merged_at") or inner(value, "pull_request").get("merged_at")
    by = words(value, "merged_by", "login")
    moments = further(merged, f"merged by {by}" if by else "merged", clock, main=main)
    if not moments:
        moments = further(value.get("closed_at"), "closed without merging", clock, main=main)
    moments += [m for m in further(value.get("updated_at"), "updated", clock, main=main) if m.at not in _ats(moments)]
    what = joined(" ", "Pull request", f"#{number}:" if number else None, title)
    branch = words(value, "base", "ref") or words(value, "base_ref_name")
    what = f"{what} (into {branch})" if branch and branch not in ("main", "master") else what
    who = words(value, "user", "login") or words(value, "author", "login")
    return _change(made(main, what, who=who, moments=moments))


def _remark(value: Fields, whole: Fields, clock: Clock) -> Record:
    """A review or a comment, at its own time rather than at that of the pull request."""
    review, comment = inner(whole, "review"), inner(whole, "comment")
    about = comment or review
    state = _spaced(words(review, "state")) if not comment else None
    number = words(value, "number")
    place = joined(" ", "pull request", f"#{number}" if number else None, words(value, "title"))
    what = joined(": ", f"{'Comment on' if comment else 'Review of'} {place}", state, words(about, "body"))
    main = moment_of(about.get("submitted_at") or about.get("created_at"), clock)
    return made(main, what, who=words(about, "user", "login"))


def _release(value: Fields, _whole: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("published_at") or value.get("created_at"), clock)
    tag, name = words(value, "tag_name"), words(value, "name")
    draft = "draft" if value.get("draft") is True else "published"
    what = joined(" ", "Release", joined(": ", tag, name if name != tag else None), draft)
    return _change(made(main, what, who=words(value, "author", "login")))


def _commit(value: Fields, _whole: Fields, clock: Clock) -> Record:
    """A commit; its time is the committer's."""
    commit = inner(value, "commit")
    main = moment_of(inner(commit, "committer").get("date"), clock)
    moments = further(inner(commit, "author").get("date"), "authored", clock, main=main)
    title = (words(commit, "message") or "").partition("\n")[0]
    what = joined(" ", title, f"({(words(value, 'sha') or '')[:_SHORT]})")
    return _change(made(main, what, who=words(commit, "author", "name"), moments=moments))


def _push(value: Fields, clock: Clock) -> Record:
    """A push; GitHub states its time in the repository alone."""
    commits = value.get("commits")
    count = len(commits) if isinstance(commits, list) else 0
    branch = (words(value, "ref") or "").removeprefix("refs/heads/").removeprefix("refs/tags/")
    title = (words(value, "head_commit", "message") or "").partition("\n")[0]
    what = joined(": ", f"Push of {count} commit(s) to {branch}", title)
    main = moment_of(inner(value, "repository").get("pushed_at"), clock)
    moments = further(inner(value, "head_commit").get("timestamp"), "committed", clock, main=main)
    return made(main, what, who=words(value, "pusher", "name") or words(value, "sender", "login"), moments=moments)


def _change(record: Record) -> Record:
    return record._replace(kind="change")


def _spaced(text: str | None) -> str:
    return (text or "").replace("_", " ").lower()


def _ats(moments: list[EntryMoment]) -> set[str | None]:
    return {moment.at for moment in moments}


_MAKERS: Final[Mapping[str, Callable[[Fields, Fields, Clock], Record]]] = {
    "deployment_status": _status,
    "deployment": _deployment,
    "workflow_job": _job,
    "workflow_run": _run,
    "check_run": _job,
    "pull_request": _pull,
    "release": _release,
    "commit": _commit,
    "node": _node,
}
_HOOKS: Final = tuple(name for name in _MAKERS if name not in ("commit", "node"))
_SHAPES: Final[tuple[tuple[str, frozenset[str], frozenset[str]], ...]] = (
    ("deployment_status", frozenset({"state", "created_at", "deployment_url"}), frozenset()),
    ("deployment", frozenset({"sha", "ref", "environment", "created_at"}), frozenset({"statuses_url", "task"})),
    ("workflow_run", frozenset({"head_sha", "run_number"}), frozenset({"workflow_id", "run_attempt", "workflow_url"})),
    ("workflow_run", frozenset({"workflow_name", "created_at", "conclusion"}), frozenset({"display_title", "event"})),
    ("workflow_run", frozenset({"head_sha", "workflow_id", "created_at"}), frozenset({"conclusion", "status"})),
    ("workflow_job", frozenset({"run_id", "started_at", "name"}), frozenset({"steps", "runner_name", "conclusion"})),
    ("check_run", frozenset({"head_sha", "started_at", "name"}), frozenset({"check_suite", "output"})),
    ("pull_request", frozenset({"number", "title", "created_at", "head", "base"}), frozenset()),
    ("pull_request", frozenset({"number", "title", "created_at", "pull_request"}), frozenset()),
    ("pull_request", frozenset({"number", "title"}), frozenset({"merged_at", "head_ref_name", "base_ref_name"})),
    ("node", frozenset({"state", "created_at"}), frozenset({"latest_status", "latest_environment", "commit"})),
    ("commit", frozenset({"sha", "commit", "parents"}), frozenset()),
    ("release", frozenset({"tag_name", "target_commitish"}), frozenset({"published_at", "created_at"})),
)
