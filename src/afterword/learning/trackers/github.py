"""Issues of GitHub, by version 2022-11-28 of its REST API."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from afterword.learning.trackers.tracker import (
    Http,
    Issue,
    IssueState,
    Place,
    day_in,
    if_there,
    mapping,
    marks_in,
    pages,
    text_in,
)
from afterword.model.plain import Plain

_PUBLIC: Final = "https://github.com"
_REFUSED: Final = ("not_planned", "duplicate")


def api_of(place: Place) -> str:
    """Where programs ask."""
    return "https://api.github.com" if place.address == _PUBLIC else f"{place.address}/api/v3"


def headers_of(token: str | None, _user: str | None) -> dict[str, str]:
    """The headers of every request."""
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    return headers | ({"Authorization": f"Bearer {token}"} if token else {})


class GitHub:
    """The issues of one repository, as ``Tracker`` says."""

    lag = 0.0

    def __init__(self, place: Place, http: Http) -> None:
        """``http`` asks the address of ``api_of``."""
        self._place = place
        self._http = http
        self._path = f"/repos/{place.name}/issues"

    def marked(self) -> Iterator[Issue]:
        """All issues: its search lags behind, and would let an issue be opened twice."""
        for item in pages(self._http, self._path, (("state", "all"), ("per_page", "100"))):
            if "pull_request" not in item:
                issue = self._issue(item)
                if issue.marks:
                    yield issue

    def issue(self, key: str) -> Issue | None:
        """One issue; a pull request is none, and is never closed."""
        item = if_there(self._http, f"{self._path}/{key}")
        return self._issue(item) if item is not None and "pull_request" not in item else None

    def opened(self, title: str, body: str) -> Issue:
        """A new issue."""
        return self._issue(mapping(self._http.post(self._path, {"title": title, "body": body}).data, self._path))

    def move(self, key: str, state: IssueState) -> None:
        """Closes or reopens an issue, with the reason."""
        reason = {"done": "completed", "cancelled": "not_planned", "open": "reopened"}[state]
        closed = "open" if state == "open" else "closed"
        self._http.patch(f"{self._path}/{key}", {"state": closed, "state_reason": reason})

    def key_in(self, written: str) -> str | None:
        """Its number, from an address or ``owner/repo#12``; a bare ``#12`` may be that of any repository."""
        name = re.escape(self._place.name)
        match = re.search(
            rf"{re.escape(self._place.address)}/{name}/issues/(\d+)\b|(?<![\w/.-]){name}#(\d+)\b",
            written.strip(),
            re.IGNORECASE,
        )
        return next(filter(None, match.groups()), None) if match else None

    def reference(self, issue: Issue) -> str:
        """Its address."""
        return issue.url

    def _issue(self, item: Mapping[str, Plain]) -> Issue:
        closed: IssueState = "cancelled" if item.get("state_reason") in _REFUSED else "done"
        return Issue(
            key=text_in(item, "number", self._path),
            url=text_in(item, "html_url", self._path),
            state="open" if text_in(item, "state", self._path) == "open" else closed,
            closed_on=day_in(item.get("closed_at")),
            marks=marks_in(item.get("body")),
        )
