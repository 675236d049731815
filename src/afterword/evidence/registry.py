"""The kinds of evidence there are: the files of ``kinds/`` and the entry points of ``afterword.evidence``.

Our own are imported when they are first asked: what decides whether they are asked at all is read from their text.
"""

import importlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from afterword.errors import InputError
from afterword.evidence import kinds
from afterword.evidence.record import Context, Kind, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plugins import own_sources, strangers
from afterword.model.values import dataclass

GROUP = "afterword.evidence"
"""The entry-point group by which a third party adds a kind."""

_SAID = re.compile(r"^(GENERIC|BY_LINE|JSON|BINARY): Final = (True|False)$", re.MULTILINE)
_FINDS = re.compile(r"\bread_records\(\s*text,\s*context,")
_FIRST = re.compile(r'\A"""(.+?)(?:"""|\n)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A kind and what is known of it without asking it."""

    name: str
    """Its name as ``sources[].kind`` and the ledger show it."""
    reads: str
    """What it reads: the first line of its docstring."""
    generic: bool
    """Whether it is asked only where no other kind recognises a text."""
    kind: Kind
    """The module."""
    by_line: bool = False
    """Whether each record can be read without what precedes it in the text."""
    json: bool | None = None
    """Whether its texts are JSON always, or never; None where they may be either."""
    binary: bool = False
    """Whether its files are no text; it is asked of those only."""
    any_case: bool = False
    """Whether it reads objects whose names are spelled in another case, since ``documents`` finds its records."""
    ours: bool
    """Whether it comes with this package."""


@cache
def registered_kinds() -> tuple[Registered, ...]:
    """All kinds, by name.

    errors: none; an entry point that cannot be loaded is left out (``broken_kinds`` names it).
    """
    found = [_own(name, source) for name, source in own_sources(kinds)]
    found.extend(_offered()[0])
    return tuple(sorted(found, key=lambda kind: kind.name))


def broken_kinds() -> tuple[str, ...]:
    """A sentence for each entry point that cannot be loaded."""
    return _offered()[1]


@cache
def _offered() -> tuple[tuple[Registered, ...], tuple[str, ...]]:
    return strangers(GROUP, "kind", lambda name, module: _registered(name, module, ours=False))


class _Guarded:
    """A stranger's kind, whose failures are evidence that was not read, not an end of everything."""

    def __init__(self, name: str, kind: Kind) -> None:
        self._name = name
        self._kind = kind

    def score(self, sample: Sample) -> float:
        try:
            return float(self._kind.score(sample))
        except Exception as error:
            raise InputError(self._failed(error)) from error

    def read(self, text: Text, context: Context) -> Iterator[Record]:
        end = 0
        try:
            for record in self._kind.read(text, context):
                if record.offset < end or record.length < 1:
                    raise ValueError("its records overlap")
                end = record.offset + record.length
                yield record
        except Exception as error:
            raise InputError(f"{text.name}: {self._failed(error)}") from error

    def _failed(self, error: Exception) -> str:
        return f"the kind {self._name!r} failed: {type(error).__name__}: {error}"


class _Unloaded:
    """A kind of ours, imported when it is first asked."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._module: Kind | None = None

    def score(self, sample: Sample) -> float:
        return self._loaded().score(sample)

    def read(self, text: Text, context: Context) -> Iterator[Record]:
        return self._loaded().read(text, context)

    def _loaded(self) -> Kind:
        if self._module is None:
            self._module = cast(Kind, importlib.import_module(f"{kinds.__name__}.{self._name}"))
        return self._module


def _own(name: str, source: str) -> Registered:
    """A file of ``kinds/`` by its text; without one, as in a package of compiled files, by the module."""
    first = _FIRST.match(source)
    if not first:
        return _registered(name, importlib.import_module(f"{kinds.__name__}.{name}"), ours=True)
    said = {constant: value == "True" for constant, value in _SAID.findall(source)}
    said["ANY_CASE"] = _FINDS.search(source) is not None and not said.get("GENERIC")
    return _described(name, first[1], said, _Unloaded(name), ours=True)


def _registered(name: str, module: object, *, ours: bool) -> Registered:
    reads = (module.__doc__ or "").strip().partition("\n")[0]
    said = {constant: bool(value) for constant in _CONSTANTS if (value := getattr(module, constant, None)) is not None}
    kind = cast(Kind, module)
    return _described(name, reads, said, kind if ours else _Guarded(name, kind), ours=ours)


_CONSTANTS = ("GENERIC", "BY_LINE", "JSON", "BINARY")


def _described(name: str, reads: str, said: Mapping[str, bool], kind: Kind, *, ours: bool) -> Registered:
    return Registered(
        name=name.replace("_", "-"),
        reads=reads,
        generic=said.get("GENERIC", False),
        kind=kind,
        by_line=ours and said.get("BY_LINE", False),
        json=said.get("JSON"),
        binary=said.get("BINARY", False),
        any_case=said.get("ANY_CASE", False),
        ours=ours,
    )
