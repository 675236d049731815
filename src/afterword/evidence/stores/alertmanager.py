"""Prometheus Alertmanager: the alerts, or the silences, that it holds now."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from afterword.errors import InputError
from afterword.evidence.asking import Answer, Asked, Http

WINDOW: Final = False
QUERY: Final = False
LIMIT: Final = 100_000

_SILENCES: Final = "silences"
_NO_HISTORY: Final = (
    "Alertmanager keeps no history: alerts that ended before this was asked are not in it; Prometheus has them as the"
    " series ALERTS"
)


def ask(asked: Asked, http: Http) -> Iterator[Answer]:
    """All alerts, those that are silenced and inhibited too; the query holds matchers, or is ``silences``."""
    silences = asked.query.strip() == _SILENCES
    params = [] if silences else [("filter", matcher) for matcher in _matchers(asked.query)]
    answer = http.get(f"/api/v2/{'silences' if silences else 'alerts'}", params)
    if not isinstance(answer.data, list):
        raise InputError(f"{asked.address}: is no Alertmanager: its answer is no list")
    yield answer if silences else replace(answer, notes=(_NO_HISTORY,))


def _matchers(query: str) -> Iterator[str]:
    """The matchers of a query, which may stand in braces, with commas between them."""
    inside = query.strip().removeprefix("{").removesuffix("}")
    start, quoted = 0, False
    for at, letter in enumerate(inside):
        quoted ^= letter == '"' and inside[at - 1 : at] != "\\"
        if letter == "," and not quoted:
            yield inside[start:at].strip()
            start = at + 1
    if last := inside[start:].strip():
        yield last
