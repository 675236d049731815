"""What an action is for, by its words."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from afterword.learning.wording import AnyOf
from afterword.model.action import Action
from afterword.model.vocabulary import ActionKind


def kind_of(action: Action) -> ActionKind | None:
    """What the words of an action say that it is for; None where they say nothing."""
    return _said(f"{action.what or ''} {action.why or ''}".lower())


@lru_cache(maxsize=1 << 15)
def _said(text: str) -> ActionKind | None:
    found = ((words.first(text), kind) for kind, words in _kinds().items())
    first = min(((place, kind) for place, kind in found if place is not None), default=None)
    return cast("ActionKind | None", first[1]) if first else None


@cache
def _kinds() -> Mapping[str, AnyOf]:
    table = tomllib.loads(Path(__file__).with_name("purposes.toml").read_text(encoding="utf-8"))
    return {kind: AnyOf(words) for kind, words in table.items()}
