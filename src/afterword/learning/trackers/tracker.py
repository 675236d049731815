"""What a tracker is asked, whichever it is, and the issues that it answers with."""

import re
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Final, Literal, Protocol

from afterword.errors import Unanswered, UsageError
from afterword.evidence.asking import Answer
from afterword.evidence.requesting import address_of
from afterword.model.plain import Plain
from afterword.model.values import dataclass

IssueState = Literal["open", "done", "cancelled"]
"""How far an issue, or the action that it follows, is."""
Kind = Literal["github", "gitlab", "jira"]
"""The trackers that are known."""

_PLACE: Final = re.compile(r"(github|gitlab|jira):([^@\s]+)(?:@(\S+))?")
_NAMES: Final[Mapping[str, re.Pattern[str]]] = {
    "github": re.compile(r"[\w.-]+/[\w.-]+"),
    "gitlab": re.compile(r"[\w.-]+(?:/[\w.-]+)+"),
    "jira": re.compile(r"[A-Z][A-Z0-9_]+"),
}
_USUAL: Final[Mapping[str, str]] = {"github": "https://github.com", "gitlab": "https://gitlab.com"}
_MARK: Final = re.compile(r"^[ \t]*(?:<!--[ \t]*)?(afterword: \S.*?)(?:[ \t]*-->)?[ \t\r]*$", re.MULTILINE)
_GONE: Final = (301, 302, 307, 308, 404, 410)
_MOST_PAGES: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The project whose issues follow actions."""

    kind: Kind
    """Which tracker."""
    name: str
    """The project: ``owner/repository``, ``group/project``, or a key."""
    address: str
    """Where people open the tracker, without a slash at the end."""
    issue_type: str = "Task"
    """Which type of issue is opened, where the tracker has types."""

    def __str__(self) -> str:
        """As it is written."""
        at = "" if _USUAL.get(self.kind) == self.address else f"@{self.address}"
        return f"{self.kind}:{self.name}{at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as it stands in its tracker."""

    key: str
    """How the tracker addresses it: a number, or ``INFRA-7``."""
    url: str
    """Where people open it."""
    state: IssueState
    """How far it is."""
    closed_on: str | None = None
    """The day on which it was closed, ISO 8601."""
    marks: tuple[str, ...] = ()
    """The marks in its text, each of which names an action."""


class Http(Protocol):
    """Asks the tracker; ``evidence.requesting`` has it.

    errors: each method raises Unanswered, in one sentence that names the address.
    """

    def get(self, path: str, params: tuple[tuple[str, str], ...] = ()) -> Answer:
        """What it answers to GET."""

    def post(self, path: str, body: Plain) -> Answer:
        """What it answers to POST."""

    def put(self, path: str, body: Plain) -> Answer:
        """What it answers to PUT."""

    def patch(self, path: str, body: Plain) -> Answer:
        """What it answers to PATCH."""


class Tracker(Protocol):
    """One project in a tracker.

    errors: each method that asks raises Unanswered where the tracker cannot be asked, refuses, or answers otherwise
    than it should.
    """

    lag: float
    """For how long a new issue may be missing from ``marked``.  units: seconds."""

    def marked(self) -> Iterator[Issue]:
        """The issues that may hold a mark, open and closed."""

    def issue(self, key: str) -> Issue | None:
        """One issue; None where there is none, or no more."""

    def opened(self, title: str, body: str) -> Issue:
        """A new issue."""

    def move(self, key: str, state: IssueState) -> None:
        """Closes or reopens an issue."""

    def key_in(self, written: str) -> str | None:
        """The key of the issue of this project that an action names as its tracker; None for another place."""

    def reference(self, issue: Issue) -> str:
        """How an action names an issue as its tracker."""


def place_of(written: str) -> Place:
    """The project that ``github:OWNER/REPO``, ``gitlab:GROUP/PROJECT``, or ``jira:KEY@URL`` names.

    errors: UsageError for what is none, and for an address that would send a token unencrypted over a network.
    """
    match = _PLACE.fullmatch(written)
    if match is None or not _NAMES[match[1]].fullmatch(match[2]) or not (match[3] or match[1] in _USUAL):
        raise UsageError(
            f"{written.partition('@')[0]!r}: is no tracker; write github:OWNER/REPO, gitlab:GROUP/PROJECT[@URL],"
            " or jira:KEY@URL"
        )
    kind: Kind = "github" if match[1] == "github" else "gitlab" if match[1] == "gitlab" else "jira"
    address = address_of(match[3] or _USUAL[kind])
    parts = urllib.parse.urlsplit(address)
    if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise UsageError(f"{address}: would send the token unencrypted; use https")
    return Place(kind=kind, name=match[2], address=address)


def marks_in(text: object) -> tuple[str, ...]:
    """The marks that stand in an issue's text."""
    return tuple(found[1] for found in _MARK.finditer(text)) if isinstance(text, str) else ()


def pages(http: Http, path: str, params: tuple[tuple[str, str], ...]) -> Iterator[Mapping[str, Plain]]:
    """The items of a list over all its pages, as the header names the next one.

    errors: Unanswered, also where a page is no list of objects, so that half a list is never taken for all.
    """
    for _ in range(_MOST_PAGES):
        answer = http.get(path, params)
        if not isinstance(answer.data, list):
            raise Unanswered(f"{path}: the tracker did not answer with a list")
        for item in answer.data:
            yield mapping(item, path)
        if answer.onward is None:
            return
        following = tuple(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.onward).query, keep_blank_values=True))
        if following == params:
            raise Unanswered(f"{path}: the tracker names a page as its own next one")
        params = following
    raise Unanswered(f"{path}: more than {_MOST_PAGES} pages")


def mapping(value: Plain, path: str) -> Mapping[str, Plain]:
    """A JSON object.  errors: Unanswered for anything else."""
    if not isinstance(value, dict):
        raise Unanswered(f"{path}: the tracker did not answer with an object")
    return value


def text_in(item: Mapping[str, Plain], name: str, path: str) -> str:
    """A field that has to be there, as text.  errors: Unanswered where it is not."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise Unanswered(f"{path}: the tracker's answer has no {name}")
    return str(value)


def day_in(value: Plain) -> str | None:
    """The day of a time."""
    return value[:10] if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value) else None


def if_there(http: Http, path: str, params: tuple[tuple[str, str], ...] = ()) -> Mapping[str, Plain] | None:
    """The object at a path; None where there is none, no more, or elsewhere.  errors: Unanswered."""
    try:
        return mapping(http.get(path, params).data, path)
    except Unanswered as error:
        if error.status in _GONE:
            return None
        raise
