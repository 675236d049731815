"""GitLab jobs, pipelines, deployments, and merge requests."""

import json
from collections.abc import Callable
from typing import Any

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


USER = {"name": "Ana Lee", "username": "ana"}
OLD = "2024-02-15 14:32:10 UTC"
HOOKS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "pipeline": (
        {
            "object_attributes": {**PIPELINE, "created_at": OLD, "finished_at": LATER, "status": "failed"},
            "builds": [
                {"stage": "deploy", "name": "prod", "status": "failed", "created_at": AT, "finished_at": LATER},
                {
                    "stage": "build",
                    "name": "jar",
                    "status": "success",
                    "created_at": AT,
                    "finished_at": "2024-02-15T14:35:00Z",
                },
                {"stage": "deploy", "name": "later", "status": "skipped", "created_at": AT, "finished_at": None},
            ],
        },
        "Pipeline #7 on main (push)",
        ["failed", "job build/jar: success", "job deploy/prod: failed"],
    ),
    "build": (
        {
            "ref": "main",
            "build_name": "prod",
            "build_stage": "deploy",
            "build_status": "failed",
            "build_created_at": OLD,
            "build_started_at": "2024-02-15 14:33:00 UTC",
            "build_finished_at": LATER,
        },
        "Job deploy/prod on main",
        ["started", "failed"],
    ),
    "deployment": (
        {
            "status": "success",
            "status_changed_at": "2024-02-15 15:32:10 +0100",
            "environment": "production",
            "ref": "v42",
            "short_sha": "0123",
            "commit_title": "Raise",
        },
        "Deployment of v42 (0123) to production: success: Raise",
        [],
    ),
    "push": (
        {
            "ref": "refs/heads/main",
            "user_username": "ana",
            "total_commits_count": 2,
            "commits": [{"timestamp": "2024-02-15T10:00:00Z"}, {"timestamp": AT, "title": "Raise", "message": "Raise"}],
        },
        "Push of 2 commit(s) to main: Raise",
        [],
    ),
    "merge_request": (
        {"object_attributes": {**MERGE, "merged_at": None, "action": "merge", "updated_at": LATER}},
        "Merge request !12: Raise the limit",
        ["merge"],
    ),
    "issue": (
        {"object_attributes": {"iid": 5, "title": "Down", "created_at": OLD, "action": "close", "updated_at": LATER}},
        "Issue #5: Down",
        ["close"],
    ),
}


@pytest.mark.parametrize("name", HOOKS)
def test_a_webhook_is_one_record(reading: Reading, name: str) -> None:
    """What it holds beside what it is about are further times of it, in their order."""
    fields, what, moments = HOOKS[name]
    hook = {
        "object_kind": name,
        "user": USER,
        "project": {"name": "shop", "created_at": "2011-01-01T00:00:00Z"},
        **fields,
    }
    for text in (json.dumps(hook, indent=2), json.dumps(hook) + "\n", json.dumps([hook])):
        (entry,) = reading(text).entries()
        assert (entry.at, entry.who, entry.what, entry.sources[0].kind) == (AT, "ana", what, "gitlab")
        assert [moment.what for moment in entry.moments] == moments
