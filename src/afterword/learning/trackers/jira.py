"""Issues of Jira, by version 2 of its REST API: Cloud, Server, and Data Center have it, and it takes plain text."""

import base64
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from afterword.errors import Unanswered
from afterword.learning.trackers.tracker import (
    Http,
    Issue,
    IssueState,
    Place,
    day_in,
    if_there,
    mapping,
    marks_in,
    text_in,
)
from afterword.model.plain import Plain

_FIELDS: Final = "description,status,resolution,resolutiondate"
_ISSUE: Final = "/rest/api/2/issue"
_SEARCH: Final = "/rest/api/2/search"
_LONGEST_TITLE: Final = 255
_MOST_PAGES: Final = 1000


def api_of(place: Place) -> str:
    """Where programs ask."""
    return place.address


def headers_of(token: str | None, user: str | None) -> dict[str, str]:
    """The headers of every request: Cloud wants a user and a token, others a token alone."""
    if not token:
        return {}
    if user:
        return {"Authorization": f"Basic {base64.b64encode(f'{user}:{token}'.encode()).decode('ascii')}"}
    return {"Authorization": f"Bearer {token}"}


@cache
def _refused() -> frozenset[str]:
    table = tomllib.loads(Path(__file__).with_name("jira.toml").read_text(encoding="utf-8"))
    return frozenset(table["refused"])


class Jira:
    """The issues of one project, as ``Tracker`` says."""

    lag = 120.0

    def __init__(self, place: Place, http: Http) -> None:
        """``http`` asks the address of ``api_of``."""
        self._place = place
        self._http = http

    def marked(self) -> Iterator[Issue]:
        """The issues whose description holds the word that every mark begins with."""
        query = f'project = "{self._place.name}" AND description ~ "afterword" ORDER BY created ASC'
        params = (("jql", query), ("fields", _FIELDS), ("maxResults", "100"))
        for item in self._by_token(params) if self._is_cloud() else self._by_count(params):
            issue = self._issue(item)
            if issue.marks:
                yield issue

    def issue(self, key: str) -> Issue | None:
        """One issue."""
        item = if_there(self._http, f"{_ISSUE}/{key}", (("fields", _FIELDS),))
        return self._issue(item) if item is not None else None

    def opened(self, title: str, body: str) -> Issue:
        """A new issue of the type of the place."""
        fields: dict[str, Plain] = {
            "project": {"key": self._place.name},
            "summary": title[:_LONGEST_TITLE],
            "description": body,
            "issuetype": {"name": self._place.issue_type},
        }
        key = text_in(mapping(self._http.post(_ISSUE, {"fields": fields}).data, _ISSUE), "key", _ISSUE)
        return Issue(key=key, url=self._url(key), state="open", marks=marks_in(body))

    def move(self, key: str, state: IssueState) -> None:
        """Takes the first transition that leads to a status of the right category.

        errors: Unanswered also where the workflow has none from where the issue stands.
        """
        path = f"{_ISSUE}/{key}/transitions"
        found = mapping(self._http.get(path).data, path).get("transitions")
        for each in found if isinstance(found, list) else []:
            transition = mapping(each, path)
            category = _category(transition.get("to"))
            if category and (category == "done") == (state != "open"):
                self._http.post(path, {"transition": {"id": text_in(transition, "id", path)}})
                return
        wanted = "open" if state == "open" else "done"
        raise Unanswered(f"{key}: its workflow leads from where it stands to no status that counts as {wanted}", 409)

    def key_in(self, written: str) -> str | None:
        """Its key, alone or in an address of this Jira."""
        other = re.search(r"https?://[^\s)>\]]+", written)
        if other and not other[0].startswith(f"{self._place.address}/"):
            return None
        match = re.search(rf"(?<![\w-]){self._place.name}-\d+(?![\w-])", written)
        return match[0] if match else None

    def reference(self, issue: Issue) -> str:
        """Its key."""
        return issue.key

    def _is_cloud(self) -> bool:
        path = "/rest/api/2/serverInfo"
        return mapping(self._http.get(path).data, path).get("deploymentType") == "Cloud"

    def _by_token(self, params: tuple[tuple[str, str], ...]) -> Iterator[Mapping[str, Plain]]:
        """The pages of Cloud, of which each names the next one."""
        path, token = f"{_SEARCH}/jql", ""
        for _ in range(_MOST_PAGES):
            page = mapping(self._http.get(path, (*params, *((("nextPageToken", token),) if token else ()))).data, path)
            yield from _issues(page, path)
            following = page.get("nextPageToken")
            if not following or page.get("isLast") is True:
                return
            if following == token:
                raise Unanswered(f"{path}: the tracker names a page as its own next one")
            token = str(following)
        raise Unanswered(f"{path}: more than {_MOST_PAGES} pages")

    def _by_count(self, params: tuple[tuple[str, str], ...]) -> Iterator[Mapping[str, Plain]]:
        """The pages of Server and Data Center, counted."""
        start = 0
        while True:
            page = mapping(self._http.get(_SEARCH, (*params, ("startAt", str(start)))).data, _SEARCH)
            items = _issues(page, _SEARCH)
            yield from items
            start += len(items)
            total = page.get("total")
            if not isinstance(total, int):
                raise Unanswered(f"{_SEARCH}: the tracker's answer has no total")
            if start >= total:
                return
            if not items:
                raise Unanswered(f"{_SEARCH}: the tracker says that there are {total} issues and gives {start}")

    def _url(self, key: str) -> str:
        return f"{self._place.address}/browse/{key}"

    def _issue(self, item: Mapping[str, Plain]) -> Issue:
        key = text_in(item, "key", _ISSUE)
        fields = mapping(item.get("fields"), _ISSUE)
        category = _category(fields.get("status"))
        if not category:
            raise Unanswered(f"{_ISSUE}/{key}: the tracker's answer has no category of the status")
        resolution = fields.get("resolution")
        named = str(resolution.get("name") or "").casefold() if isinstance(resolution, dict) else ""
        closed: IssueState = "cancelled" if named in _refused() else "done"
        return Issue(
            key=key,
            url=self._url(key),
            state=closed if category == "done" else "open",
            closed_on=day_in(fields.get("resolutiondate")),
            marks=marks_in(fields.get("description")),
        )


def _category(status: Plain) -> str:
    category = status.get("statusCategory") if isinstance(status, dict) else None
    return str(category.get("key") or "") if isinstance(category, dict) else ""


def _issues(page: Mapping[str, Plain], path: str) -> list[Mapping[str, Plain]]:
    items = page.get("issues")
    if not isinstance(items, list):
        raise Unanswered(f"{path}: the tracker did not answer with a list of issues")
    return [mapping(item, path) for item in items]
