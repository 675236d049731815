"""GitHub's deployments, runs, pull requests, and webhooks."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]

ANA = {"login": "ana", "id": 1, "type": "User"}
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
REPOSITORY = {"full_name": "acme/shop", "created_at": "2011-01-26T19:01:12Z", "pushed_at": 1708007530}
DEPLOYMENT = {
    "id": 1,
    "sha": "f95f",
    "ref": "v42",
    "task": "deploy",
    "environment": "production",
    "description": "Rollback",
    "creator": ANA,
    "created_at": AT,
    "updated_at": LATER,
    "statuses_url": "https://x.test",
}
STATUS = {
    "id": 2,
    "state": "in_progress",
    "creator": ANA,
    "environment": "production",
    "description": "1 of 4",
    "created_at": AT,
    "updated_at": AT,
    "deployment_url": "https://x.test",
}
RUN = {
    "id": 3,
    "name": "release",
    "display_title": "Release v42",
    "run_number": 7,
    "run_attempt": 1,
    "event": "push",
    "head_branch": "main",
    "head_sha": "f95f",
    "status": "completed",
    "conclusion": "failure",
    "workflow_id": 9,
    "actor": ANA,
    "created_at": AT,
    "run_started_at": AT,
    "updated_at": LATER,
}
PULL = {
    "number": 12,
    "title": "Raise the limit",
    "user": ANA,
    "head": {"ref": "limit"},
    "base": {"ref": "main", "repo": REPOSITORY},
    "created_at": AT,
    "updated_at": LATER,
    "closed_at": LATER,
    "merged_at": LATER,
}
JOB = {
    "id": 5,
    "run_id": 3,
    "name": "build",
    "started_at": AT,
    "completed_at": LATER,
    "conclusion": "success",
    "steps": [],
}
COMMIT = {
    "sha": "0123456789abcdef",
    "commit": {
        "message": "Raise the limit\n\nbody",
        "author": {"name": "Ana Lee", "date": "2024-02-14T10:00:00Z"},
        "committer": {"name": "GitHub", "date": AT},
    },
    "parents": [],
}
RELEASE = {"tag_name": "v42", "name": "v42", "target_commitish": "main", "author": ANA, "published_at": AT}
OBJECTS = {
    "deployment": (DEPLOYMENT, "Deployment of v42 to production created: Rollback", [(LATER, "updated")]),
    "status": (STATUS, "Deployment to production: in progress: 1 of 4", []),
    "run": (RUN, "Workflow release: Release v42 (run 7, push on main)", [(LATER, "completed (failure)")]),
    "pull request": (PULL, "Pull request #12: Raise the limit", [(LATER, "merged")]),
    "job": (JOB, "Job build", [(LATER, "success")]),
    "commit": (COMMIT, "Raise the limit (0123456789)", [("2024-02-14T10:00:00Z", "authored")]),
    "release": (RELEASE, "Release v42 published", []),
}


@pytest.mark.parametrize("name", OBJECTS)
@pytest.mark.parametrize("wrapper", ["list", "answer", "pages", "lines", "alone"])
def test_an_object_is_read_whatever_wraps_it(reading: Reading, name: str, wrapper: str) -> None:
    """One record each, at its own time, with its further times."""
    value, what, moments = OBJECTS[name]
    text = {
        "list": json.dumps([value, value], indent=2),
        "answer": json.dumps({"total_count": 2, "items": [value, value]}),
        "pages": json.dumps([[value], [value]]),
        "lines": f"{json.dumps(value)}\n{json.dumps(value)}\n",
        "alone": json.dumps(value, indent=2),
    }[wrapper]
    entries = list(reading(text).entries())
    assert len(entries) == (1 if wrapper == "alone" else 2)
    for number, entry in enumerate(entries, 1):
        assert (entry.at, entry.what) == (AT, what)
        assert [(m.at, m.what) for m in entry.moments] == moments
        assert entry.sources[0].kind == "github"
        assert entry.sources[0].record in (number, None)  # lines are cited by their own number
        source = entry.sources[0]
        assert json.loads(text[source.offset : source.offset + source.length]) == value


WEBHOOKS: dict[str, tuple[dict[str, object], str]] = {
    "status": (
        {"action": "created", "deployment_status": STATUS, "deployment": DEPLOYMENT, "workflow_run": RUN},
        "Deployment of v42 to production: in progress: 1 of 4",
    ),
    "deployment": (
        {"action": "created", "deployment": DEPLOYMENT},
        "Deployment of v42 to production created: Rollback",
    ),
    "run": ({"action": "completed", "workflow_run": RUN}, "Workflow release: Release v42 (run 7, push on main)"),
    "pull request": ({"action": "closed", "pull_request": PULL}, "Pull request #12: Raise the limit"),
    "push": (
        {
            "ref": "refs/heads/main",
            "before": "a",
            "after": "b",
            "commits": [{}],
            "head_commit": {"message": "Fix\n\nx"},
        },
        "Push of 1 commit(s) to main: Fix",
    ),
}


@pytest.mark.parametrize("name", WEBHOOKS)
def test_a_webhook_is_one_record_at_the_time_of_what_it_is_about(reading: Reading, name: str) -> None:
    """Times of the repository and of what only explains the event are none of its own."""
    body, what = WEBHOOKS[name]
    (entry,) = reading(json.dumps({**body, "repository": REPOSITORY, "sender": ANA})).entries()
    assert (entry.at, entry.what, entry.who) == (AT, what, "ana")
    assert all(not (m.at or "").startswith("2011") for m in entry.moments)


REMARKS = [
    ({"review": {"state": "approved", "submitted_at": LATER, "body": None}}, "Review of {}: approved"),
    ({"comment": {"created_at": LATER, "body": "careful"}}, "Comment on {}: careful"),
]


@pytest.mark.parametrize(("body", "what"), REMARKS)
def test_a_review_or_a_comment_stands_at_its_own_time(
    reading: Reading, body: dict[str, dict[str, object]], what: str
) -> None:
    """The pull request is only what it is about."""
    remark = {key: {**value, "user": {"login": "ben"}} for key, value in body.items()}
    text = json.dumps({"action": "x", **remark, "pull_request": PULL, "repository": REPOSITORY, "sender": ANA})
    (entry,) = reading(text).entries()
    assert (entry.at, entry.who) == (LATER, "ben")
    assert entry.what == what.format("pull request #12 Raise the limit")


def test_lists_of_the_command_line_client_are_read(reading: Reading) -> None:
    """It writes the same fields in camel case."""
    pull = {"number": 12, "title": "Raise", "createdAt": AT, "mergedAt": LATER, "author": ANA, "headRefName": "limit"}
    run = {
        "workflowName": "release",
        "displayTitle": "v42",
        "conclusion": "success",
        "createdAt": AT,
        "updatedAt": LATER,
    }
    (one,) = reading(json.dumps([pull])).entries()
    assert (one.at, one.who, one.what, one.moments[0].what) == (AT, "ana", "Pull request #12: Raise", "merged")
    (two,) = reading(json.dumps([run])).entries()
    assert (two.at, two.what, two.moments[0].what) == (AT, "Workflow release: v42", "completed (success)")


def test_deployments_of_graphql_are_read(reading: Reading) -> None:
    """Its state came with its last update, since it has no time of its own."""
    node = {"state": "ACTIVE", "createdAt": AT, "updatedAt": LATER, "commit": {"committedDate": AT}}
    named = {**node, "latestEnvironment": "production", "ref": {"name": "v42"}, "creator": ANA}
    answer = {"data": {"repository": {"deployments": {"edges": [{"node": node}, {"node": named}], "pageInfo": {}}}}}
    one, two = reading(json.dumps(answer)).entries()
    assert (one.at, one.what, one.moments[0].what, one.sources[0].kind) == (
        AT,
        "Deployment created",
        "active",
        "github",
    )
    assert (two.who, two.what) == ("ana", "Deployment of v42 to production created")


def test_runs_and_jobs_that_somebody_saved_together_are_read(reading: Reading) -> None:
    """Both lists, although neither has all the fields that the API gives."""
    run = {"id": 1, "name": "ci", "workflow_id": 2, "head_sha": "a", "conclusion": "failure", "created_at": AT}
    job = {"id": 3, "run_id": 1, "name": "unit", "conclusion": "failure", "started_at": AT, "completed_at": LATER}
    found = list(
        reading(json.dumps({"repository": "x", "workflow_runs": [run], "workflow_jobs": [job, job]})).entries()
    )
    assert [entry.what for entry in found] == ["Workflow ci: failure", "Job unit", "Job unit"]
    assert {entry.sources[0].kind for entry in found} == {"github"}


DAMAGED = [
    ({"created_at": None}, None, "Deployment of v42 to production created: Rollback"),
    ({"created_at": "now"}, None, "Deployment of v42 to production created: Rollback"),
    ({"created_at": 1708007530}, AT, "Deployment of v42 to production created: Rollback"),
    ({"ref": None, "environment": [], "description": 3, "creator": "ana"}, AT, "Deployment created: 3"),
]


@pytest.mark.parametrize(("fields", "at", "what"), DAMAGED)
def test_a_damaged_object_keeps_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str
) -> None:
    """What is missing or of the wrong type leaves a hole, not a failure."""
    *_, entry = reading(json.dumps([DEPLOYMENT, DEPLOYMENT, {**DEPLOYMENT, **fields}])).entries()
    assert (entry.at, entry.what) == (at, what)
