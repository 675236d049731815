"""What holds where neither the house nor the team says otherwise."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from afterword.model.plain import Plain


def default(name: str) -> Plain:
    """A setting of the program's own policy; None for one that it has not."""
    return _table().get(name)


@cache
def _table() -> Mapping[str, Plain]:
    return tomllib.loads(resources.files(__package__).joinpath("default.toml").read_text(encoding="utf-8"))
