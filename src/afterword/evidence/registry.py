"""The kinds of evidence there are: the files of ``kinds/`` and the entry points of ``afterword.evidence``."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from afterword.errors import InputError
from afterword.evidence import kinds
from afterword.evidence.record import Context, Kind, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.plugins import own_modules, strangers
from afterword.model.values import dataclass

GROUP = "afterword.evidence"
"""The entry-point group by which a third party adds a kind."""


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
    ours: bool
    """Whether it comes with this package."""


@cache
def registered_kinds() -> tuple[Registered, ...]:
    """All kinds, by name.

    errors: none; an entry point that cannot be loaded is left out (``broken_kinds`` names it).
    """
    found = [_registered(name, module, ours=True) for name, module in own_modules(kinds)]
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


def _registered(name: str, module: object, *, ours: bool) -> Registered:
    reads = (module.__doc__ or "").strip().partition("\n")[0]
    return Registered(
        name=name.replace("_", "-"),
        reads=reads,
        generic=bool(getattr(module, "GENERIC", False)),
        kind=cast(Kind, module) if ours else _Guarded(name, cast(Kind, module)),
        by_line=ours and bool(getattr(module, "BY_LINE", False)),
        ours=ours,
    )
