"""Grafana Loki: log lines of a window, and metrics made of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.errors import InputError
from afterword.evidence.asking import Answer, Asked, Http
from afterword.evidence.stores.prometheus import noted, window_of
from afterword.model.plain import Plain

WINDOW: Final = True
QUERY: Final = True
LIMIT: Final = 50_000

_PAGE: Final = 5_000
_TOO_MANY: Final = re.compile(r"max entries limit.*\(\d+ > (\d+)\)")


def ask(asked: Asked, http: Http) -> Iterator[Answer]:
    """The lines of the window, oldest first, page by page.

    shape: a page that is full is asked for again up to its last nanosecond, so that no line is in two pages and none,
    of several at that nanosecond, is lost. A query for a metric has one answer.
    """
    low, high = window_of(asked)
    page = min(_PAGE, asked.limit)
    taken = 0
    while low < high:
        try:
            answer = noted(_page(asked, http, low, high, page), asked)
        except InputError as error:
            # each Loki has a largest page of its own, which only its refusal tells
            allowed = _TOO_MANY.search(str(error))
            if allowed is None or not 0 < int(allowed[1]) < page:
                raise
            page = int(allowed[1])
            continue
        times = sorted(_times(answer.data))
        if len(times) < page:
            yield answer
            return
        last = times[-1]
        if taken + len(times) >= asked.limit:
            note = f"there are more lines: the first {taken + len(times):,} were taken, the last of them at {last} ns"
            yield replace(answer, notes=(*answer.notes, note), complete=False)
            return
        if times[0] == last:
            note = f"more than {page:,} lines have the time {last} ns; only these were taken"
            yield replace(answer, notes=(*answer.notes, note), complete=False)
            last += 1
        else:
            yield noted(_page(asked, http, low, last, page), asked)
            times = [at for at in times if at < last]
        taken += len(times)
        low = last


def _page(asked: Asked, http: Http, low: int, high: int, page: int) -> Answer:
    params = [("query", asked.query), ("start", str(low)), ("end", str(high)), ("limit", str(page))]
    params += [("direction", "forward"), *([("step", f"{asked.step}s")] if asked.step else [])]
    return http.get("/loki/api/v1/query_range", params)


def _times(data: Plain) -> Iterator[int]:
    """The times of the lines of an answer; none of one that holds samples."""
    inner = data.get("data") if isinstance(data, Mapping) else None
    result = inner.get("result") if isinstance(inner, Mapping) else None
    for stream in result if isinstance(result, list) else ():
        values = stream.get("values") if isinstance(stream, Mapping) and "stream" in stream else None
        for line in values if isinstance(values, list) else ():
            if isinstance(line, list) and line and isinstance(line[0], str) and line[0].isdecimal():
                yield int(line[0])
