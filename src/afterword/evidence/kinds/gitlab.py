"""GitLab: jobs, pipelines, deployments, merge requests, and webhooks about them, as lists, lines, or single objects."""

from collections.abc import Callable, Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, many, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SHORT: Final = 10
_WITHOUT_ATTRIBUTES: Final = frozenset({"build", "deployment", "push", "tag_push"})
_OVER: Final = frozenset({"open", "opened", "created", "create"})


def score(sample: Sample) -> float:
    """By the part of the objects that are jobs, pipelines, deployments, merge requests, or webhooks."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each object at the time of its creation, and for each webhook; other times are further ones."""
    return read_records(text, context, _is_record, _record)


def _is_record(value: Fields) -> bool:
    return _is_webhook(value) or _maker(value) is not None


def _is_webhook(value: Fields) -> bool:
    kind = value.get("object_kind")
    return isinstance(kind, str) and ("object_attributes" in value or kind in _WITHOUT_ATTRIBUTES)


def _record(value: Fields, clock: Clock) -> Record | None:
    if _is_webhook(value):
        return _webhook(value, clock)
    maker = _maker(value)
    return maker(value, moment_of(value.get("created_at"), clock), clock) if maker else None


_Maker = Callable[[Fields, Moment, Clock], Record]


def _maker(value: Fields) -> _Maker | None:
    keys = value.keys()
    return next((make for needed, some, make in _SHAPES if needed <= keys and some & keys), None)


def _job(value: Fields, main: Moment, clock: Clock) -> Record:
    what = joined(" ", "Job", joined("/", words(value, "stage"), words(value, "name")), _on(value))
    return _run(value, main, clock, what)


def _pipeline(value: Fields, main: Moment, clock: Clock) -> Record:
    number = words(value, "iid") or words(value, "id")
    source = words(value, "source")
    what = joined(" ", "Pipeline", f"#{number}" if number else None, _on(value), f"({source})" if source else None)
    return _run(value, main, clock, what)


def _run(value: Fields, main: Moment, clock: Clock, what: str | None) -> Record:
    state = (words(value, "status") or "").replace("_", " ")
    moments = further(value.get("started_at"), "started", clock, main=main)
    ended = further(value.get("finished_at"), state or "finished", clock, main=main)
    said = what if ended else joined(": ", what, state)
    return made(main, said, who=words(value, "user", "username"), moments=moments + ended)


def _deployment(value: Fields, main: Moment, clock: Clock) -> Record:
    place = words(value, "environment", "name") or words(value, "environment")
    ref, sha = words(value, "ref"), words(value, "sha")
    version = joined(" ", ref, f"({sha[:_SHORT]})" if sha else None)
    said = ["Deployment", f"of {version}" if version else None, f"to {place}" if place else None]
    record = _run({**inner(value, "deployable"), **value}, main, clock, joined(" ", *said))
    return record._replace(kind="change")


def _merge(value: Fields, main: Moment, clock: Clock) -> Record:
    number, branch = words(value, "iid"), words(value, "target_branch")
    by = words(value, "merged_by", "username") or words(value, "merge_user", "username")
    moments = further(value.get("merged_at"), f"merged by {by}" if by else "merged", clock, main=main)
    moments = moments or further(value.get("closed_at"), "closed without merging", clock, main=main)
    what = joined(" ", "Merge request", f"!{number}:" if number else None, words(value, "title"))
    what = f"{what} (into {branch})" if branch and branch not in ("main", "master") else what
    return made(main, what, who=words(value, "author", "username"), moments=moments)._replace(kind="change")


def _webhook(value: Fields, clock: Clock) -> Record:
    """What a webhook is about; what it holds beside that (jobs, commits) are further times of the same record."""
    kind = words(value, "object_kind") or ""
    record = _HOOKS.get(kind, _other)(value, inner(value, "object_attributes"), clock)
    user = words(value, "user", "username") or words(value, "user_username") or words(value, "user", "name")
    return record._replace(who=user or words(value, "user_name") or record.who)


def _pipeline_hook(value: Fields, about: Fields, clock: Clock) -> Record:
    record = _pipeline(about, moment_of(about.get("created_at"), clock), clock)
    ends = [
        moment
        for job in many(value, "builds")
        for moment in further(job.get("finished_at"), _job_ended(job), clock, main=record.moment)
    ]
    return record._replace(moments=(*record.moments, *sorted(ends, key=lambda end: end.at or "")))


def _job_ended(job: Fields) -> str:
    name = joined("/", words(job, "stage"), words(job, "name"))
    return joined(": ", joined(" ", "job", name), words(job, "status")) or "job"


def _job_hook(value: Fields, _about: Fields, clock: Clock) -> Record:
    plain = {key.removeprefix("build_"): item for key, item in value.items()}
    return _job(plain, moment_of(plain.get("created_at"), clock), clock)


def _deployment_hook(value: Fields, _about: Fields, clock: Clock) -> Record:
    place, sha, state = words(value, "environment"), words(value, "short_sha"), words(value, "status")
    version = joined(" ", words(value, "ref"), f"({sha})" if sha else None)
    said = ["Deployment", f"of {version}" if version else None, f"to {place}" if place else None]
    what = joined(": ", joined(" ", *said), state, words(value, "commit_title"))
    return made(moment_of(value.get("status_changed_at"), clock), what)._replace(kind="change")


def _push_hook(value: Fields, _about: Fields, clock: Clock) -> Record:
    """GitLab states no time of a push: the last commit's stands for it."""
    commits = many(value, "commits")
    last = commits[-1] if commits else {}
    ref = (words(value, "ref") or "").removeprefix("refs/heads/").removeprefix("refs/tags/")
    title = (words(last, "title") or words(last, "message") or "").partition("\n")[0]
    count = words(value, "total_commits_count") or str(len(commits))
    return made(moment_of(last.get("timestamp"), clock), joined(": ", f"Push of {count} commit(s) to {ref}", title))


def _merge_hook(_value: Fields, about: Fields, clock: Clock) -> Record:
    return _acted(_merge(about, moment_of(about.get("created_at"), clock), clock), about, clock)


def _other(value: Fields, about: Fields, clock: Clock) -> Record:
    """An issue, a comment, an incident, a release: what it is called, and what somebody wrote."""
    kind = (words(value, "object_kind") or "").replace("_", " ").capitalize()
    number = words(about, "iid")
    what = joined(" ", kind, f"#{number}:" if number else None, words(about, "title") or words(about, "note"))
    return _acted(made(moment_of(about.get("created_at"), clock), what), about, clock)


def _acted(record: Record, about: Fields, clock: Clock) -> Record:
    """The record with what was done to it, at the time of its last update."""
    action = words(about, "action")
    if action is None or action in _OVER:
        return record
    done = further(about.get("updated_at"), action.replace("_", " "), clock, main=record.moment)
    return record._replace(moments=(*record.moments, *done))


def _on(value: Fields) -> str | None:
    ref = words(value, "ref")
    return f"on {ref}" if ref else None


_SHAPES: Final[tuple[tuple[frozenset[str], frozenset[str], _Maker], ...]] = (
    (frozenset({"iid", "environment", "created_at"}), frozenset({"deployable", "sha"}), _deployment),
    (frozenset({"stage", "status", "created_at", "name"}), frozenset({"pipeline", "allow_failure", "runner"}), _job),
    (frozenset({"iid", "title", "created_at"}), frozenset({"source_branch", "merged_at", "merge_status"}), _merge),
    (frozenset({"sha", "ref", "status", "created_at"}), frozenset({"source", "project_id", "before_sha"}), _pipeline),
)
_HOOKS: Final[dict[str, Callable[[Fields, Fields, Clock], Record]]] = {
    "pipeline": _pipeline_hook,
    "build": _job_hook,
    "deployment": _deployment_hook,
    "push": _push_hook,
    "tag_push": _push_hook,
    "merge_request": _merge_hook,
}
