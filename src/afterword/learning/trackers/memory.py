"""What an action and its issue said when they last agreed, and which issues were about to be opened.

It lies in the cache and may be deleted: issues are found again by their marks, and what was never seen to agree counts
as begun open.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Final, cast

from afterword.evidence.zonemap import cache_folder
from afterword.learning.trackers.tracker import IssueState, Place

_VERSION: Final = 1
_STATES: Final = ("open", "done", "cancelled")


class Memory:
    """The states of one project's issues, by the mark of their action; a cache that cannot be used holds nothing."""

    def __init__(self, place: Place, folder: Path | None = None) -> None:
        """The file lies in ``folder``, the cache folder where it is None."""
        name = hashlib.sha256(str(place).encode()).hexdigest()[:16]
        self._path = (folder or cache_folder()) / "trackers" / f"{name}-{_VERSION}.json"
        self._states: dict[str, str] = {}
        self._begun: dict[str, float] = {}
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            data = None
        if isinstance(data, dict):
            states, begun = data.get("states"), data.get("begun")
            if isinstance(states, dict):
                self._states = {str(mark): state for mark, state in states.items() if state in _STATES}
            if isinstance(begun, dict):
                self._begun = {str(mark): float(at) for mark, at in begun.items() if isinstance(at, int | float)}

    def before(self, mark: str) -> IssueState | None:
        """What both said when they last agreed; None where nobody remembers."""
        return cast("IssueState | None", self._states.get(mark))

    def begun(self, mark: str) -> float | None:
        """When it was last begun to open an issue of which no answer came.  units: seconds since 1970."""
        return self._begun.get(mark)

    def begin(self, mark: str, now: float) -> None:
        """Remember that an issue is about to be opened."""
        self._begun[mark] = now
        self._keep()

    def end(self, mark: str) -> None:
        """Remember that it is known what became of opening an issue."""
        if self._begun.pop(mark, None) is not None:
            self._keep()

    def agree(self, mark: str, state: IssueState) -> None:
        """Remember what both say."""
        if self._states.get(mark) != state:
            self._states[mark] = state
            self._keep()

    def _keep(self) -> None:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self._path.with_name(f".{self._path.name}.{os.getpid()}")
            temporary.write_text(json.dumps({"states": self._states, "begun": self._begun}), encoding="utf-8")
            temporary.replace(self._path)
