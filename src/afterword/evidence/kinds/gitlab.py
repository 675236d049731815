"""GitLab: jobs, pipelines, deployments, and merge requests, as lists, lines, or single objects."""

from collections.abc import Callable, Iterator
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import further, inner, joined, made, moment_of, read_records, score_of, words
from afterword.evidence.fields import Fields
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_SHORT: Final = 10


def score(sample: Sample) -> float:
    """By the part of the objects that are jobs, pipelines, deployments, or merge requests."""
    return score_of(sample, lambda value: _maker(value) is not None)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each object, at the time of its creation; its start and end are further times."""

    def record(value: Fields, clock: Clock) -> Record | None:
        maker = _maker(value)
        return maker(value, moment_of(value.get("created_at"), clock), clock) if maker else None

    return read_records(text, context, lambda value: _maker(value) is not None, record)


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


def _on(value: Fields) -> str | None:
    ref = words(value, "ref")
    return f"on {ref}" if ref else None


_SHAPES: Final[tuple[tuple[frozenset[str], frozenset[str], _Maker], ...]] = (
    (frozenset({"iid", "environment", "created_at"}), frozenset({"deployable", "sha"}), _deployment),
    (frozenset({"stage", "status", "created_at", "name"}), frozenset({"pipeline", "allow_failure", "runner"}), _job),
    (frozenset({"iid", "title", "created_at"}), frozenset({"source_branch", "merged_at", "merge_status"}), _merge),
    (frozenset({"sha", "ref", "status", "created_at"}), frozenset({"source", "project_id", "before_sha"}), _pipeline),
)
