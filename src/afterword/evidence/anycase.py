"""Objects whose names may be spelled in another case than a kind knows: camel, Pascal, snake, or kebab."""

import re
from collections.abc import KeysView, Mapping
from functools import lru_cache
from typing import Final

from afterword.model.plain import Plain

_NAME: Final = re.compile(r"(?P<lead>[^A-Za-z0-9]*)(?P<words>.*)", re.DOTALL)
_DEEPEST: Final = 24
_BETWEEN: Final = re.compile(r"[_\-. ]")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name as all its spellings have it: signs before it stay, since they tell fields apart."""
    found = _NAME.match(name)
    return found["lead"] + _BETWEEN.sub("", found["words"]).lower() if found else name


def any_case(value: Plain, deepest: int = _DEEPEST) -> Plain:
    """The value, with every object in it an ``AnyCase``, down to where no kind looks."""
    if isinstance(value, list):
        return [any_case(item, deepest - 1) for item in value] if deepest else value
    return AnyCase(value, deepest) if deepest and isinstance(value, Mapping) else value


class AnyCase(dict[str, Plain]):
    """An object that gives a field for any spelling of its name; its own names are as written."""

    __slots__ = ("_spelled",)

    def __init__(self, value: Mapping[str, Plain], deepest: int = _DEEPEST) -> None:
        """Takes the object as written; of two names that differ in their spelling alone the first is it."""
        super().__init__({key: any_case(item, deepest - 1) for key, item in value.items()})
        self._spelled = {folded(key): key for key in reversed(list(value))}

    def __contains__(self, key: object) -> bool:
        """Whether it has the name in any spelling."""
        return dict.__contains__(self, key) or (isinstance(key, str) and folded(key) in self._spelled)

    def __missing__(self, key: str) -> Plain:
        """What it has under another spelling of the name."""
        return dict.__getitem__(self, self._spelled[folded(key)])

    def get(self, key: str, default: Plain = None, /) -> Plain:  # type: ignore[override]
        """What it has under any spelling of the name."""
        return self[key] if key in self else default  # noqa: SIM401  a dict's own get knows one spelling

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """Its names: as written where they are listed, in any spelling where they are asked for."""
        return KeysView(self)
