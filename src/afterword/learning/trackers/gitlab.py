"""Issues of GitLab, by version 4 of its REST API."""

import re
import urllib.parse
from collections.abc import Iterator, Mapping

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


def api_of(place: Place) -> str:
    """Where programs ask."""
    return f"{place.address}/api/v4"


def headers_of(token: str | None, _user: str | None) -> dict[str, str]:
    """The headers of every request."""
    return {"PRIVATE-TOKEN": token} if token else {}


class GitLab:
    """The issues of one project, as ``Tracker`` says."""

    lag = 0.0

    def __init__(self, place: Place, http: Http) -> None:
        """``http`` asks the address of ``api_of``."""
        self._place = place
        self._http = http
        self._path = f"/projects/{urllib.parse.quote(place.name, safe='')}/issues"

    def marked(self) -> Iterator[Issue]:
        """The issues whose description holds the word that every mark begins with."""
        params = (("search", "afterword"), ("in", "description"), ("scope", "all"), ("per_page", "100"))
        for item in pages(self._http, self._path, params):
            issue = self._issue(item)
            if issue.marks:
                yield issue

    def issue(self, key: str) -> Issue | None:
        """One issue."""
        item = if_there(self._http, f"{self._path}/{key}")
        return self._issue(item) if item is not None else None

    def opened(self, title: str, body: str) -> Issue:
        """A new issue."""
        answer = self._http.post(self._path, {"title": title, "description": body})
        return self._issue(mapping(answer.data, self._path))

    def move(self, key: str, state: IssueState) -> None:
        """Closes or reopens an issue; GitLab keeps no reason."""
        self._http.put(f"{self._path}/{key}", {"state_event": "reopen" if state == "open" else "close"})

    def key_in(self, written: str) -> str | None:
        """Its number, from an address or ``group/project#12``; a bare ``#12`` may be that of any project."""
        name = re.escape(self._place.name)
        address = rf"{re.escape(self._place.address)}/{name}/(?:-/)?(?:issues|work_items)/(\d+)\b"
        pattern = rf"{address}|(?<![\w/.-]){name}#(\d+)\b"
        match = re.search(pattern, written.strip(), re.IGNORECASE)
        return next(filter(None, match.groups()), None) if match else None

    def reference(self, issue: Issue) -> str:
        """Its address."""
        return issue.url

    def _issue(self, item: Mapping[str, Plain]) -> Issue:
        return Issue(
            key=text_in(item, "iid", self._path),
            url=text_in(item, "web_url", self._path),
            state="open" if text_in(item, "state", self._path) == "opened" else "done",
            closed_on=day_in(item.get("closed_at")),
            marks=marks_in(item.get("description")),
        )
