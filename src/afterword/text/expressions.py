"""Regular expressions that are compiled when they are first used: compiling is a fifth of a short command's time."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import cast

_USED = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", "groupindex")


class _Later:
    """An expression as it is written, and from its first use on what its compiled form does."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __reduce__(self) -> tuple[object, ...]:
        """In another process it is compiled there."""
        return _Later, (self.pattern, self.flags)

    def __getattr__(self, name: str) -> object:
        """Whatever is asked for first compiles; after that nothing is missing, so that this is not asked again."""
        if name not in _USED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for used in _USED:
            setattr(self, used, getattr(compiled, used))
        return getattr(compiled, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, for an expression that most documents never use."""
    return cast(re.Pattern[str], _Later(pattern, flags))


def one_of(phrases: Iterable[str], written: Callable[[str], str] = re.escape) -> str:
    """A pattern of any of some phrases, the longest first; ``written`` makes the pattern of one.

    Phrases that begin alike share their first letter: an expression that ignores case tries every alternative at every
    character, so that the fewer there are, the faster it is.
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        groups.setdefault(phrase[:1].lower(), []).append(written(phrase))
    return "|".join(map(_sharing, groups.values()))


def _sharing(patterns: Sequence[str]) -> str:
    first = patterns[0][:1]
    if len(patterns) < 2 or not first.isalnum() or any(pattern[:1] != first for pattern in patterns):
        return "|".join(patterns)
    return f"{first}(?:{'|'.join(pattern[1:] for pattern in patterns)})"
