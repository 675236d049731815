"""Answers of GitHub's REST API: deployments, their statuses, workflow runs, and pull requests."""

from dataclasses import dataclass

from checkout_outage.changes import PULLS, REPOSITORY, Pull, sha
from checkout_outage.draw import Json, number, pretty
from checkout_outage.story import INES, TOMAS, Person, at, clock_of, iso

_API = f"https://github.example.com/api/v3/repos/{REPOSITORY}"
_WEB = f"https://github.example.com/{REPOSITORY}"
_LINKS = ("followers", "subscriptions", "orgs", "repos", "received_events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """One deployment and how it went on."""

    id: int
    """Its id."""
    ref: str
    """The tag that was deployed."""
    environment: str
    """Where to."""
    creator: Person
    """Who started it."""
    description: str
    """Its description."""
    created: str
    """Clock time in UTC."""
    statuses: tuple[tuple[str, str, str], ...]
    """State, clock time in UTC, and description, oldest first."""


DEPLOYMENTS = (
    Deployment(
        id=2_418_803_311,
        ref="v4.18.0",
        environment="production-canary",
        creator=TOMAS,
        description="Canary: one pod of four",
        created="13:33:58",
        statuses=(
            ("in_progress", "13:34:09", "Replacing checkout-api-0"),
            ("success", clock_of("canary_deployed"), "1 of 4 pods serves v4.18.0"),
        ),
    ),
    Deployment(
        id=2_418_822_940,
        ref="v4.18.0",
        environment="production",
        creator=TOMAS,
        description="Canary healthy for 10 minutes, promoted",
        created="13:46:12",
        statuses=(
            ("in_progress", "13:46:20", "Replacing checkout-api-1"),
            ("success", clock_of("deployed"), "4 of 4 pods serve v4.18.0"),
        ),
    ),
    Deployment(
        id=2_418_901_127,
        ref="v4.17.3",
        environment="production",
        creator=TOMAS,
        description="Rollback for INC-2026-031",
        created=clock_of("mitigating"),
        statuses=(
            ("in_progress", "14:38:19", "Replacing checkout-api-0"),
            ("success", clock_of("mitigated"), "4 of 4 pods serve v4.17.3"),
        ),
    ),
    Deployment(
        id=2_419_377_702,
        ref="v4.18.1",
        environment="production",
        creator=TOMAS,
        description="Pool limit of 40 restored",
        created="17:22:09",
        statuses=(
            ("in_progress", "17:22:17", "Replacing checkout-api-0"),
            ("success", clock_of("hotfix_deployed"), "4 of 4 pods serve v4.18.1"),
        ),
    ),
)
"""The deployments of the day, oldest first."""


def _user(person: Person) -> Json:
    url = f"https://github.example.com/api/v3/users/{person.login}"
    key = number(f"github/{person.login}", 10_000_000, 99_000_000)
    links: dict[str, Json] = {f"{name}_url": f"{url}/{name}" for name in _LINKS}
    return {
        "login": person.login,
        "id": key,
        "node_id": f"U_kgDO{key:08x}",
        "avatar_url": f"https://github.example.com/avatars/u/{key}?v=4",
        "gravatar_id": "",
        "url": url,
        "html_url": f"https://github.example.com/{person.login}",
        **links,
        "type": "User",
        "site_admin": False,
    }


def _deployment(item: Deployment) -> Json:
    url = f"{_API}/deployments/{item.id}"
    return {
        "url": url,
        "id": item.id,
        "node_id": f"DE_kwDO{item.id:x}",
        "task": "deploy",
        "original_environment": item.environment,
        "environment": item.environment,
        "description": item.description,
        "created_at": iso(at(item.created)),
        "updated_at": iso(at(item.statuses[-1][1])),
        "statuses_url": f"{url}/statuses",
        "repository_url": _API,
        "creator": _user(item.creator),
        "sha": sha(item.ref),
        "ref": item.ref,
        "payload": {},
        "transient_environment": False,
        "production_environment": item.environment == "production",
        "performed_via_github_app": None,
    }


def _status(item: Deployment, state: str, clock: str, description: str) -> Json:
    key = number(f"status/{item.id}/{state}", 3_600_000_000, 3_699_999_999)
    url = f"{_API}/deployments/{item.id}"
    return {
        "url": f"{url}/statuses/{key}",
        "id": key,
        "node_id": f"DES_kwDO{key:x}",
        "state": state,
        "creator": _user(item.creator),
        "description": description,
        "environment": item.environment,
        "target_url": f"{_WEB}/actions",
        "created_at": iso(at(clock)),
        "updated_at": iso(at(clock)),
        "deployment_url": url,
        "repository_url": _API,
        "environment_url": "https://shop.example.com",
        "log_url": f"{_WEB}/actions",
        "performed_via_github_app": None,
    }


def deployments() -> bytes:
    """The list of deployments, newest first."""
    return pretty([_deployment(item) for item in DEPLOYMENTS[::-1]])


def deployment_statuses() -> bytes:
    """The statuses of all deployments, newest first."""
    found = [_status(item, *status) for item in DEPLOYMENTS for status in item.statuses]
    return pretty(found[::-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a workflow."""

    name: str
    """The workflow."""
    branch: str
    """Branch or tag."""
    commit: str
    """Name of the commit."""
    event: str
    """What started it."""
    actor: Person
    """Who started it."""
    started: str
    """Clock time in UTC."""
    ended: str
    """Clock time in UTC."""


RUNS = (
    Run(name="ci", branch="main", commit="merge-2291", event="push", actor=TOMAS, started="12:58:14", ended="13:08:40"),
    Run(
        name="release",
        branch="v4.18.0",
        commit="v4.18.0",
        event="push",
        actor=TOMAS,
        started="13:12:34",
        ended="13:24:51",
    ),
    Run(
        name="rollback",
        branch="v4.17.3",
        commit="v4.17.3",
        event="workflow_dispatch",
        actor=TOMAS,
        started="14:37:31",
        ended="14:46:16",
    ),
    Run(
        name="payment-provider",
        branch="main",
        commit="merge-2291",
        event="workflow_dispatch",
        actor=INES,
        started="14:24:01",
        ended="14:24:20",
    ),
    Run(name="ci", branch="main", commit="merge-2307", event="push", actor=TOMAS, started="16:47:08", ended="16:58:02"),
    Run(
        name="release",
        branch="v4.18.1",
        commit="v4.18.1",
        event="push",
        actor=TOMAS,
        started="17:05:44",
        ended="17:18:20",
    ),
)
"""The runs of the day."""


def _run(item: Run) -> Json:
    key = number(f"run/{item.name}/{item.started}", 13_800_000_000, 13_899_999_999)
    return {
        "id": key,
        "name": item.name,
        "node_id": f"WFR_kwLO{key:x}",
        "head_branch": item.branch,
        "head_sha": sha(item.commit),
        "path": f".github/workflows/{item.name}.yml",
        "display_title": f"{item.name} {item.branch}",
        "run_number": number(f"run number/{item.name}/{item.started}", 1000, 1999),
        "event": item.event,
        "status": "completed",
        "conclusion": "success",
        "workflow_id": number(f"workflow/{item.name}", 70_000_000, 79_999_999),
        "url": f"{_API}/actions/runs/{key}",
        "html_url": f"{_WEB}/actions/runs/{key}",
        "pull_requests": [],
        "created_at": iso(at(item.started)),
        "updated_at": iso(at(item.ended)),
        "actor": _user(item.actor),
        "run_attempt": 1,
        "run_started_at": iso(at(item.started)),
        "triggering_actor": _user(item.actor),
    }


def workflow_runs() -> bytes:
    """The list of runs, newest first."""
    found = sorted(RUNS, key=lambda run: run.started, reverse=True)
    return pretty({"total_count": len(found), "workflow_runs": [_run(run) for run in found]})


def _pull(item: Pull) -> Json:
    url = f"{_API}/pulls/{item.number}"
    key = number(f"pull/{item.number}", 2_300_000_000, 2_399_999_999)
    return {
        "url": url,
        "id": key,
        "node_id": f"PR_kwDO{key:x}",
        "html_url": f"{_WEB}/pull/{item.number}",
        "number": item.number,
        "state": "closed",
        "locked": False,
        "title": item.title,
        "user": _user(item.author),
        "body": item.body,
        "created_at": item.opened,
        "updated_at": item.merged,
        "closed_at": item.merged,
        "merged_at": item.merged,
        "merge_commit_sha": sha(f"merge-{item.number}"),
        "assignees": [],
        "labels": [],
        "draft": False,
        "head": {"label": f"example-shop:{item.branch}", "ref": item.branch, "sha": sha(item.branch)},
        "base": {"label": "example-shop:main", "ref": "main", "sha": sha(item.base)},
        "author_association": "MEMBER",
        "auto_merge": None,
    }


def pull_requests() -> bytes:
    """The list of pull requests, newest first."""
    return pretty([_pull(item) for item in PULLS])
