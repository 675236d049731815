"""Prometheus and what speaks its language (Mimir, Thanos, VictoriaMetrics): range queries."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.errors import InputError
from afterword.evidence.asking import SECOND, Answer, Asked, Http, seconds
from afterword.model.plain import Plain

WINDOW: Final = True
QUERY: Final = True
LIMIT: Final = 1_000_000

_MOST_POINTS: Final = 11_000
_FINE: Final = 500
_MILLISECOND: Final = 1_000_000
_LEAST_STEP: Final = 5
_LENGTHS: Final = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)


def ask(asked: Asked, http: Http) -> Iterator[Answer]:
    """The samples of the window; a window of more points than a query may have is asked for in parts.

    shape: parts do not share a sample; a step that is not given is a round one that gives some hundred points.
    """
    low, high = window_of(asked)
    step = asked.step or _step((high - low) / SECOND)
    part = step * SECOND * (_MOST_POINTS - 1)
    taken = 0
    while low < high:
        # its times have milliseconds: a nanosecond less would be rounded up to the end itself
        end = min(low + part, high - _MILLISECOND)
        params = [("query", asked.query), ("start", seconds(low)), ("end", seconds(end)), ("step", str(step))]
        answer = http.get("/api/v1/query_range", params)
        taken += _points(answer.data)
        low += part + step * SECOND
        answer = noted(answer, asked)
        if taken >= asked.limit and low < high:
            note = f"the rest of the window was not asked for: there were {taken:,} samples already"
            yield replace(answer, notes=(*answer.notes, note), complete=False)
            return
        yield answer


def window_of(asked: Asked) -> tuple[int, int]:
    """The window of a question that needs one."""
    if asked.low is None or asked.high is None:
        raise InputError(f"{asked.store}: needs a window")
    return asked.low, asked.high


def noted(answer: Answer, asked: Asked) -> Answer:
    """The answer with the warnings that it holds.  errors: InputError where it is no answer of such a store."""
    data = answer.data
    if not isinstance(data, Mapping) or data.get("status") != "success":
        raise InputError(f"{asked.address}: is no {asked.store.capitalize()}: its answer says no success")
    notes: list[str] = []
    for key in ("warnings", "infos"):
        said = data.get(key)
        texts = [text for text in said if isinstance(text, str)] if isinstance(said, list) else []
        notes += [f"{asked.store} says: {text}" for text in texts]
    # Thanos and Mimir warn where a part of them did not answer
    return replace(answer, notes=tuple(notes), complete=not data.get("warnings"))


def _step(length: float) -> int:
    wanted = max(length / _FINE, _LEAST_STEP)
    return next((step for step in _LENGTHS if step >= wanted), int(wanted))


def _points(data: Plain) -> int:
    inner = data.get("data") if isinstance(data, Mapping) else None
    result = inner.get("result") if isinstance(inner, Mapping) else None
    series = [one for one in result if isinstance(one, Mapping)] if isinstance(result, list) else []
    lists = [one.get("values") or one.get("histograms") for one in series]
    return sum(len(points) for points in lists if isinstance(points, list))
