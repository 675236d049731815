"""A question to a store of logs, metrics, or alerts, and its answers."""

import pkgutil
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from afterword.evidence import stores
from afterword.model.plain import Plain
from afterword.model.values import dataclass

SECOND: Final = 1_000_000_000
"""Nanoseconds in a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, as it can be asked again; it holds no secret.

    units: times in nanoseconds since 1970.
    """

    store: str
    """Name of the store."""
    address: str
    """Where it is, without a slash at the end; never with a name or a password."""
    query: str
    """In the store's own language; empty where it needs none."""
    low: int | None = None
    """The first instant that is asked for."""
    high: int | None = None
    """The first instant after those."""
    step: int | None = None
    """Seconds between two samples; None for what suits the window."""
    limit: int
    """The most records that are taken."""
    index: str | None = None
    """Where in the store: an index or its pattern, a database."""
    time_field: str | None = None
    """The field that holds the time of a record; None for the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer of a store, to the byte."""

    request: str
    """What was asked: method, path, and parameters, and the body where there was one."""
    body: bytes
    """A JSON document."""
    data: Plain
    """The same, decoded."""
    notes: tuple[str, ...] = ()
    """What is to be known of it: warnings of the store, limits."""
    complete: bool = True
    """Whether the store says nothing against its being all that there is."""
    onward: str | None = None
    """The address of the next page, where the answer's header names one."""


def store_names() -> tuple[str, ...]:
    """The stores that can be asked."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(stores.__path__) if not info.name.startswith("_")))


class Http(Protocol):
    """Asks one address; ``requesting`` has it.

    errors: each method raises InputError, in one sentence that names the address, for what cannot be had.
    """

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What the address answers to GET."""

    def post(self, path: str, body: Plain | str, params: Sequence[tuple[str, str]] = ()) -> Answer:
        """What it answers to POST; ``body`` is sent as text, or else as JSON."""

    def delete(self, path: str, body: Plain) -> Answer:
        """What it answers to DELETE."""


class Store(Protocol):
    """A module of ``stores``."""

    WINDOW: bool
    """Whether a window has to be named."""
    QUERY: bool
    """Whether a query has to be given."""
    LIMIT: int
    """The most records, or samples, that are taken where nobody says otherwise."""

    def ask(self, asked: Asked, http: Http) -> Iterator[Answer]:
        """The answers, page by page."""


def seconds(nanoseconds: int) -> str:
    """A time as seconds since 1970, with no more digits than it has."""
    whole, rest = divmod(nanoseconds, SECOND)
    return f"{whole}.{rest:09d}".rstrip("0") if rest else str(whole)
