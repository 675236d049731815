"""OpenSearch and Elasticsearch: documents of a window, oldest first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.errors import InputError
from afterword.evidence.asking import Answer, Asked, Http
from afterword.evidence.stores.prometheus import window_of
from afterword.model.plain import Plain

WINDOW: Final = True
QUERY: Final = False
LIMIT: Final = 50_000

_PAGE: Final = 5_000
_KEPT: Final = "1m"
_MILLISECOND: Final = 1_000_000


def ask(asked: Asked, http: Http) -> Iterator[Answer]:
    """The hits of the window, page by page over one state of the index; the query is one of Lucene's, or none.

    shape: a scroll, which every version of both programs has; it is given back at the end.
    """
    page = min(_PAGE, asked.limit)
    path = f"/{asked.index}/_search" if asked.index else "/_search"
    answer = http.post(path, _search(asked, page), [("scroll", _KEPT)])
    taken, scroll = 0, None
    try:
        while True:
            found, total, scroll = _hits(answer, asked)
            taken += found
            if not found and taken:
                return
            last = found < page or taken >= asked.limit
            cut = last and total is not None and total > taken
            notes = [
                *_failures(answer.data),
                *([f"there are {total:,} hits; the first {taken:,} were taken"] if cut else []),
            ]
            yield replace(answer, notes=tuple(notes), complete=not notes)
            if last or scroll is None:
                return
            answer = http.post("/_search/scroll", {"scroll": _KEPT, "scroll_id": scroll})
    finally:
        if scroll is not None:
            _give_back(http, scroll)


def _search(asked: Asked, page: int) -> dict[str, Plain]:
    low, high = window_of(asked)
    field = asked.time_field or "@timestamp"
    # whole milliseconds, the finest that every version compares; the first after the window does not count
    bounds: dict[str, Plain] = {
        "gte": low // _MILLISECOND, "lt": -(-high // _MILLISECOND), "format": "epoch_millis"
    }  # fmt: skip
    wanted: list[Plain] = [{"range": {field: bounds}}]
    if asked.query.strip():
        wanted.append({"query_string": {"query": asked.query}})
    return {
        "size": page,
        "track_total_hits": True,
        "sort": [{field: {"order": "asc", "unmapped_type": "date"}}],
        "query": {"bool": {"filter": wanted}},
    }


def _hits(answer: Answer, asked: Asked) -> tuple[int, int | None, str | None]:
    """How many hits an answer holds, how many there are at all, and how to go on."""
    data = answer.data
    outer = data.get("hits") if isinstance(data, Mapping) else None
    hits = outer.get("hits") if isinstance(outer, Mapping) else None
    if not isinstance(data, Mapping) or not isinstance(outer, Mapping) or not isinstance(hits, list):
        raise InputError(f"{asked.address}: is no OpenSearch or Elasticsearch: its answer holds no hits")
    total = outer.get("total")
    count = total.get("value") if isinstance(total, Mapping) else total
    scroll = data.get("_scroll_id")
    return len(hits), count if isinstance(count, int) else None, scroll if isinstance(scroll, str) else None


def _failures(data: Plain) -> Iterator[str]:
    if not isinstance(data, Mapping):
        return
    if data.get("timed_out"):
        yield "the search was ended by a time limit of the store"
    shards = data.get("_shards")
    failed = shards.get("failed") if isinstance(shards, Mapping) else 0
    if isinstance(failed, int) and failed:
        yield f"{failed} shards did not answer"


def _give_back(http: Http, scroll: str) -> None:
    try:
        http.delete("/_search/scroll", {"scroll_id": [scroll]})
    except InputError:
        return  # it ends by itself after a minute, and the hits are there
