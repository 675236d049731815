"""What holds where neither the house nor the team says otherwise, and the words that policies look for."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from afterword.model.plain import Plain


def default(name: str) -> Plain:
    """A setting of the program's own policy; None for one that it has not."""
    return _table("default.toml").get(name)


@cache
def names(topic: str, kind: str) -> frozenset[str]:
    """The labels of a kind that ``words.toml`` lists for a topic, as labels are compared."""
    table = _table("words.toml")[topic]
    listed = table[kind] if isinstance(table, Mapping) else []
    return frozenset(map(str, listed if isinstance(listed, list) else []))


@cache
def _table(file: str) -> Mapping[str, Plain]:
    return tomllib.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))
