"""A tracker with the way to ask it."""

import re
import time
from collections.abc import Callable
from typing import Final

from afterword.errors import UsageError
from afterword.evidence.requesting import Requests
from afterword.learning.trackers import github, gitlab, jira
from afterword.learning.trackers.tracker import Kind, Place, Tracker
from afterword.model.values import dataclass

_PATIENCE: Final = 90.0
_TIMEOUT: Final = 30.0
_TOKEN: Final = re.compile(r"[!-~]+")
_NAMES: Final[dict[Kind, tuple[str, ...]]] = {
    "github": ("AFTERWORD_GITHUB_TOKEN", "GITHUB_TOKEN"),
    "gitlab": ("AFTERWORD_GITLAB_TOKEN",),
    "jira": ("AFTERWORD_JIRA_TOKEN",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a tracker knows one by; never written, never said."""

    token: str | None = None
    """The token; None for asking without one."""
    user: str | None = None
    """Whose it is, where the tracker asks for that."""

    def __repr__(self) -> str:
        """Nothing of it."""
        return "Access(...)"


def names_of(kind: Kind) -> tuple[str, ...]:
    """The variables of the environment in which a tracker's token may be, the first that is set first."""
    return _NAMES[kind]


def connected(place: Place, access: Access, wait: Callable[[float], None] = time.sleep) -> Tracker:
    """The tracker of a project.

    errors: UsageError for a token that cannot be sent; it is not repeated.
    """
    if any(secret is not None and not _TOKEN.fullmatch(secret) for secret in (access.token, access.user)):
        raise UsageError(f"{names_of(place.kind)[0]}: holds spaces, line ends, or letters that no token has")
    module = {"github": github, "gitlab": gitlab, "jira": jira}[place.kind]
    http = Requests(
        module.api_of(place),
        {"User-Agent": "afterword", **module.headers_of(access.token, access.user)},
        timeout=_TIMEOUT,
        wait=wait,
        longest_wait=_PATIENCE,
        patient=True,
        hint=f"set {names_of(place.kind)[0]} to a token that may read and write issues",
    )
    if place.kind == "github":
        return github.GitHub(place, http)
    return gitlab.GitLab(place, http) if place.kind == "gitlab" else jira.Jira(place, http)
