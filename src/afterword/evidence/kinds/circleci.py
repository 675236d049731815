"""CircleCI: pipelines, workflows, and jobs of the API (v2), builds (v1.1), and webhooks."""

from collections.abc import Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import (
    find_records,
    further,
    inner,
    joined,
    made,
    moment_of,
    read_records,
    score_of,
    words,
)
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text

JSON: Final = True
"""Only of texts that are JSON it is asked."""


def score(sample: Sample) -> float:
    """By the part of the objects that are pipelines, workflows, jobs, builds, or webhooks."""
    return score_of(sample, _is_record)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each, at its start or creation; its end is a further time."""
    # A workflow may hold its jobs, of which there are more.
    test = _is_outer if find_records(context.sample, _is_outer) else _is_record
    return read_records(text, context, test, _record)


def _is_record(value: Fields) -> bool:
    return _is_webhook(value) or _is_build(value) or _is_run(value)


def _is_outer(value: Fields) -> bool:
    return _is_record(value) and "job_number" not in value


def _is_webhook(value: Fields) -> bool:
    return "happened_at" in value and (words(value, "type") or "").endswith("-completed")


def _is_build(value: Fields) -> bool:
    return {"build_num", "reponame"} <= value.keys()


def _is_run(value: Fields) -> bool:
    return "project_slug" in value and bool(value.keys() & {"pipeline_id", "job_number", "created_at", "started_at"})


def _record(value: Fields, clock: Clock) -> Record:
    if _is_webhook(value):
        return _webhook(value, clock)
    return _build(value, clock) if _is_build(value) else _run(value, clock)


def _run(value: Fields, clock: Clock) -> Record:
    """A pipeline, a workflow, or a job; those name the pipeline, these have a start of their own."""
    job, workflow = "job_number" in value or "started_at" in value, "pipeline_id" in value
    main = moment_of(value.get("started_at") if job else value.get("created_at"), clock)
    state = (words(value, "status") or words(value, "state") or "").replace("_", " ")
    ended = further(value.get("stopped_at"), state or "stopped", clock, main=main)
    number = words(value, "job_number") or words(value, "pipeline_number") or words(value, "number")
    title = joined(" ", words(value, "name"), f"#{number}" if number else None, f"of {words(value, 'project_slug')}")
    branch = words(value, "vcs", "branch") or words(value, "vcs", "tag")
    sort = "Job" if job else "Workflow" if workflow else "Pipeline"
    what = joined(" ", sort, title, f"on {branch}" if branch else None)
    what = joined(": ", what, words(value, "vcs", "commit", "subject"), None if ended else state)
    who = words(value, "trigger", "actor", "login")
    return made(main, what, who=who, moments=ended)._replace(kind="change", native_id=words(value, "id"))


def _build(value: Fields, clock: Clock) -> Record:
    main = moment_of(value.get("start_time") or value.get("queued_at"), clock)
    state = (words(value, "status") or words(value, "outcome") or "").replace("_", " ")
    ended = further(value.get("stop_time"), state or "stopped", clock, main=main)
    name = joined("/", words(value, "username"), words(value, "reponame"))
    what = joined(" ", "Build", words(value, "workflows", "job_name"), f"#{words(value, 'build_num')}", f"of {name}")
    branch = words(value, "branch")
    what = joined(": ", f"{what} on {branch}" if branch else what, words(value, "subject"), None if ended else state)
    return made(main, what, who=words(value, "user", "login"), moments=ended)._replace(kind="change")


def _webhook(value: Fields, clock: Clock) -> Record:
    sort = (words(value, "type") or "").removesuffix("-completed")
    about = inner(value, sort)
    main = moment_of(value.get("happened_at"), clock)
    title = joined(" ", sort.capitalize(), words(about, "name"), f"of {words(value, 'project', 'slug') or '?'}")
    begun = further(about.get("started_at") or about.get("created_at"), "started", clock, main=main)
    actor = words(value, "pipeline", "trigger", "actor", "login") or words(
        value, "pipeline", "vcs", "commit", "author", "name"
    )
    what = joined(": ", title, words(about, "status"))
    return made(main, what, who=actor, moments=begun)._replace(kind="change", native_id=words(value, "id"))
