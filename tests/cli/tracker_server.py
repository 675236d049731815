"""A tracker on this machine: it keeps issues and answers in the documented forms of GitHub, GitLab, and Jira."""

import json
import re
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = 2


@dataclass
class Issue:
    """One issue, in no tracker's form."""

    number: int
    title: str
    body: str
    is_open: bool = True
    reason: str | None = None
    closed: str | None = None
    issue_type: str | None = None


@dataclass
class Trouble:
    """An answer in the place of the usual one."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"{}"
    cut: bool = False
    after: bool = False
    """Whether what was asked is done all the same, before the trouble."""


@dataclass
class Server:
    """The issues, what was asked, and what goes wrong next."""

    address: str = ""
    issues: list[Issue] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    troubles: dict[str, list[Trouble]] = field(default_factory=dict)
    deployment: str = "Cloud"
    pull_requests: bool = True

    def close(self, number: int, reason: str | None = None) -> None:
        """A person closes an issue."""
        issue = self.issues[number - 1]
        issue.is_open, issue.reason, issue.closed = False, reason, "2026-05-04T10:00:00Z"

    def reopen(self, number: int) -> None:
        """A person reopens an issue."""
        issue = self.issues[number - 1]
        issue.is_open, issue.reason, issue.closed = True, None, None

    def changes(self) -> list[tuple[str, str]]:
        """What was asked that changes something."""
        return [each for each in self.asked if each[0] != "GET"]


Answer = tuple[int, dict[str, str], Any]


class _Handler(BaseHTTPRequestHandler):
    state: Server

    def log_message(self, *_: Any) -> None:
        """Nothing."""

    def _serve(self) -> None:
        state, parts = self.state, urllib.parse.urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        state.asked.append((self.command, self.path))
        state.headers.append(dict(self.headers))
        waiting = state.troubles.get(self.command)
        trouble = waiting.pop(0) if waiting else None
        if trouble is not None and not trouble.after:
            self._send(trouble.status, trouble.headers, trouble.body, cut=trouble.cut)
            return
        status, headers, data = self._answer(parts.path, dict(urllib.parse.parse_qsl(parts.query)), body)
        raw = b"" if status == 204 else json.dumps(data).encode()
        if trouble is not None:
            status, headers, raw = trouble.status, trouble.headers, raw if trouble.cut else trouble.body
        self._send(status, headers, raw, cut=trouble is not None and trouble.cut)

    def _send(self, status: int, headers: dict[str, str], raw: bytes, *, cut: bool) -> None:
        (self.send_response_only if "Date" in headers else self.send_response)(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[: len(raw) // 2] if cut else raw)

    do_GET = do_POST = do_PUT = do_PATCH = _serve  # noqa: N815  the names of the base class

    def _answer(self, path: str, query: dict[str, str], body: Any) -> Answer:
        routes: tuple[tuple[str, Callable[..., Answer]], ...] = (
            (r"/api/v3/repos/acme/shop/issues", self._github_all),
            (r"/api/v3/repos/acme/shop/issues/(\d+)", self._github_one),
            (r"/api/v4/projects/acme%2Fshop/issues", self._gitlab_all),
            (r"/api/v4/projects/acme%2Fshop/issues/(\d+)", self._gitlab_one),
            (r"/rest/api/2/serverInfo", self._jira_info),
            (r"/rest/api/2/search(?:/jql)?", self._jira_search),
            (r"/rest/api/2/issue", self._jira_new),
            (r"/rest/api/2/issue/OPS-(\d+)", self._jira_one),
            (r"/rest/api/2/issue/OPS-(\d+)/transitions", self._jira_move),
        )
        for pattern, answer in routes:
            match = re.fullmatch(pattern, path)
            if match:
                numbers = [int(number) for number in match.groups()]
                if numbers and not 0 < numbers[0] <= len(self.state.issues):
                    return 404, {}, {"message": "Not Found"}
                return answer(path, query, body, *[self.state.issues[number - 1] for number in numbers])
        return 404, {}, {"message": "Not Found"}

    def _new(self, title: str, text: str) -> Issue:
        issue = Issue(number=len(self.state.issues) + 1, title=title, body=text)
        self.state.issues.append(issue)
        return issue

    def _move(self, issue: Issue, *, is_open: bool, reason: str | None = None) -> None:
        issue.is_open, issue.reason = is_open, reason
        issue.closed = None if is_open else "2026-06-07T08:09:10Z"

    def _paged(self, path: str, query: dict[str, str], items: list[Any]) -> Answer:
        start = int(query.get("after", "0"))
        more = {**query, "after": str(start + PAGE)}
        base = f"{self.state.address}{path}"
        links = [f'<{base}?{urllib.parse.urlencode(query)}>; rel="first"']
        if start + PAGE < len(items):
            links.insert(0, f'<{base}?{urllib.parse.urlencode(more)}>; rel="next"')
        return 200, {"Link": ", ".join(links)}, items[start : start + PAGE]

    def _github(self, issue: Issue) -> dict[str, Any]:
        return {
            "id": 9000 + issue.number,
            "number": issue.number,
            "html_url": f"{self.state.address}/acme/shop/issues/{issue.number}",
            "title": issue.title,
            "body": issue.body.replace("\n", "\r\n"),
            "state": "open" if issue.is_open else "closed",
            "state_reason": issue.reason,
            "closed_at": issue.closed,
        }

    def _github_all(self, path: str, query: dict[str, str], body: Any) -> Answer:
        if body is not None:
            if not body["title"]:
                return 422, {}, {"message": "Validation Failed", "errors": [{"field": "title"}]}
            return 201, {}, self._github(self._new(body["title"], body["body"]))
        items = [self._github(issue) for issue in self.state.issues]
        if self.state.pull_requests:
            items.insert(0, {**self._github(Issue(99, "A change", "afterword: x A-1")), "pull_request": {"url": "x"}})
        return self._paged(path, query, items)

    def _github_one(self, _path: str, _query: dict[str, str], body: Any, issue: Issue) -> Answer:
        if body is not None:
            reason = body["state_reason"]
            self._move(issue, is_open=body["state"] == "open", reason=reason)
        return 200, {}, self._github(issue)

    def _gitlab(self, issue: Issue) -> dict[str, Any]:
        return {
            "id": 9000 + issue.number,
            "iid": issue.number,
            "web_url": f"{self.state.address}/acme/shop/-/issues/{issue.number}",
            "title": issue.title,
            "description": issue.body,
            "state": "opened" if issue.is_open else "closed",
            "closed_at": issue.closed,
        }

    def _gitlab_all(self, path: str, query: dict[str, str], body: Any) -> Answer:
        if body is not None:
            return 201, {}, self._gitlab(self._new(body["title"], body["description"]))
        found = [issue for issue in self.state.issues if query["search"] in issue.body]
        return self._paged(path, query, [self._gitlab(issue) for issue in found])

    def _gitlab_one(self, _path: str, _query: dict[str, str], body: Any, issue: Issue) -> Answer:
        if body is not None:
            self._move(issue, is_open=body["state_event"] == "reopen")
        return 200, {}, self._gitlab(issue)

    def _jira(self, issue: Issue) -> dict[str, Any]:
        category = {"key": "new"} if issue.is_open else {"key": "done"}
        closed = issue.closed.replace("Z", ".000+0000") if issue.closed else None
        fields = {
            "description": issue.body,
            "status": {"name": "To Do" if issue.is_open else "Done", "statusCategory": category},
            "resolution": {"name": issue.reason or "Done"} if issue.closed else None,
            "resolutiondate": closed,
        }
        return {"id": str(9000 + issue.number), "key": f"OPS-{issue.number}", "fields": fields}

    def _jira_info(self, *_: Any) -> Answer:
        return 200, {}, {"baseUrl": self.state.address, "deploymentType": self.state.deployment}

    def _jira_search(self, path: str, query: dict[str, str], _body: Any) -> Answer:
        assert query["jql"].startswith('project = "OPS"')
        items = [self._jira(issue) for issue in self.state.issues]
        is_cloud = path.endswith("/jql")
        if is_cloud != (self.state.deployment == "Cloud"):
            return 410 if is_cloud else 404, {}, {"errorMessages": ["The requested API has been removed."]}
        start = int(query.get("nextPageToken" if is_cloud else "startAt", "0"))
        page: dict[str, Any] = {"issues": items[start : start + PAGE]}
        if not is_cloud:
            return 200, {}, {**page, "startAt": start, "maxResults": PAGE, "total": len(items)}
        if start + PAGE < len(items):
            return 200, {}, {**page, "isLast": False, "nextPageToken": str(start + PAGE)}
        return 200, {}, {**page, "isLast": True}

    def _jira_new(self, _path: str, _query: dict[str, str], body: Any) -> Answer:
        fields = body["fields"]
        issue = self._new(fields["summary"], fields["description"])
        issue.issue_type = fields["issuetype"]["name"]
        key = f"OPS-{issue.number}"
        return 201, {}, {"id": str(9000 + issue.number), "key": key, "self": f"{self.state.address}/{key}"}

    def _jira_one(self, _path: str, _query: dict[str, str], _body: Any, issue: Issue) -> Answer:
        return 200, {}, self._jira(issue)

    def _jira_move(self, _path: str, _query: dict[str, str], body: Any, issue: Issue) -> Answer:
        if body is not None:
            self._move(issue, is_open=body["transition"]["id"] == "11")
            return 204, {}, None
        names = (("11", "To Do", "new"), ("21", "In Progress", "indeterminate"), ("31", "Done", "done"))
        found = [{"id": i, "name": n, "to": {"name": n, "statusCategory": {"key": c}}} for i, n, c in names]
        return 200, {}, {"transitions": found}


@contextmanager
def serving() -> Iterator[Server]:
    """A tracker that answers until the end of the block."""
    state = Server()
    handler = type("Handler", (_Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
