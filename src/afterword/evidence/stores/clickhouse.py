"""ClickHouse: rows of a query in SQL that names the window."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from afterword.errors import InputError, UsageError
from afterword.evidence.asking import SECOND, Answer, Asked, Http
from afterword.evidence.stores.prometheus import window_of

WINDOW: Final = True
QUERY: Final = True
LIMIT: Final = 50_000

_BOUND: Final = re.compile(r"\{\s*(from|to)\s*:\s*[^}]+\}")


def ask(asked: Asked, http: Http) -> Iterator[Answer]:
    """The rows of one query, which may only read; its times come in UTC.

    errors: UsageError where the query names ``{from:DateTime}`` or ``{to:DateTime}`` not at all.
    """
    low, high = window_of(asked)
    if {found[1] for found in _BOUND.finditer(asked.query)} != {"from", "to"}:
        raise UsageError(
            "the query does not name the window; write WHERE ... >= {from:DateTime} AND ... < {to:DateTime} in it"
        )
    params = [
        # whole seconds since 1970 are read alike as DateTime and DateTime64, whatever the zone of the server
        ("param_from", str(low // SECOND)),
        ("param_to", str(-(-high // SECOND))),
        ("default_format", "JSON"),
        ("readonly", "2"),
        ("limit", str(asked.limit)),
        ("date_time_output_format", "iso"),
    ]
    if asked.index:
        params.append(("database", asked.index))
    answer = http.post("/", asked.query, params)
    data = answer.data
    if not isinstance(data, Mapping) or not isinstance(data.get("data"), list) or "meta" not in data:
        raise InputError(f"{asked.address}: did not answer with rows as FORMAT JSON; leave FORMAT out of the query")
    there, rows = data.get("rows_before_limit_at_least"), data.get("rows")
    if isinstance(rows, int) and rows >= asked.limit and isinstance(there, int) and there > rows:
        note = f"there are at least {there:,} rows; the first {rows:,} were taken"
        answer = replace(answer, notes=(note,), complete=False)
    yield answer
