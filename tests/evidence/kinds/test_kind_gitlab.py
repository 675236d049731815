"""GitLab jobs, pipelines, deployments, and merge requests."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
ANA = {"username": "ana", "created_at": "2011-01-01T00:00:00Z"}
JOB = {
    "id": 1,
    "stage": "deploy",
    "name": "prod",
    "ref": "main",
    "status": "failed",
    "allow_failure": False,
    "created_at": AT,
    "started_at": "2024-02-15T14:33:00Z",
    "finished_at": LATER,
    "user": ANA,
    "pipeline": {"id": 9, "sha": "a", "ref": "main", "status": "failed", "created_at": AT, "project_id": 1},
}
PIPELINE = {"id": 9, "iid": 7, "sha": "a", "ref": "main", "status": "running", "source": "push", "created_at": AT}
DEPLOYMENT = {
    "iid": 3,
    "ref": "v42",
    "sha": "0123456789abcdef",
    "status": "success",
    "created_at": AT,
    "environment": {"name": "production"},
    "deployable": {"finished_at": LATER},
    "user": ANA,
}
MERGE = {
    "iid": 12,
    "title": "Raise the limit",
    "created_at": AT,
    "merged_at": LATER,
    "source_branch": "limit",
    "target_branch": "main",
    "author": ANA,
}
OBJECTS = {
    "job": (JOB, "Job deploy/prod on main", [("2024-02-15T14:33:00Z", "started"), (LATER, "failed")]),
    "pipeline": (PIPELINE, "Pipeline #7 on main (push): running", []),
    "deployment": (DEPLOYMENT, "Deployment of v42 (0123456789) to production", [(LATER, "success")]),
    "merge request": (MERGE, "Merge request !12: Raise the limit", [(LATER, "merged")]),
}


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_is_read(reading: Reading, name: str) -> None:
    """At its creation, with its start and end; the creation of accounts is no time of it."""
    value, what, moments = OBJECTS[name]
    for text in (json.dumps([value, value]), json.dumps(value)):
        entry = next(reading(text).entries())
        assert (entry.at, entry.what) == (AT, what)
        assert [(m.at, m.what) for m in entry.moments] == moments


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"created_at": None, "started_at": None, "finished_at": None}, None),
        ({"created_at": "x", "user": 3, "status": None}, None),
    ],
)
def test_a_damaged_job_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes; a skipped job has neither start nor end."""
    *_, entry = reading(json.dumps([JOB, {**JOB, **fields}])).entries()
    assert entry.at == at
    assert (entry.what or "").startswith("Job deploy/prod on main")
