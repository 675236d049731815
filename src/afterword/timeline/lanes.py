"""Which way a kind of evidence is told: as a story, as counts, or as messages of a log."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast

Lane = Literal["note", "status", "chat", "pager", "alert", "deploy", "access", "metric", "mail", "log"]
"""The ways of telling; what each holds is said in ``lanes.toml``."""

STORY: frozenset[Lane] = frozenset({"note", "status", "chat", "pager", "alert", "deploy", "mail"})
"""Lanes of which every record is an event."""


@cache
def lane_of(kind: str) -> Lane:
    """The lane of a kind of evidence, by its name."""
    lanes, exceptions = _table()
    if any(word in kind for word in exceptions):
        return "log"
    return next((lane for lane, words in lanes.items() if any(word in kind for word in words)), "log")


@cache
def is_act(kind: str) -> bool:
    """Whether what a record of a kind says begins with what somebody did."""
    data = tomllib.loads(Path(__file__).with_name("lanes.toml").read_text(encoding="utf-8"))
    return any(word in kind for word in data["acts"])


@cache
def _table() -> tuple[Mapping[Lane, tuple[str, ...]], tuple[str, ...]]:
    data = tomllib.loads(Path(__file__).with_name("lanes.toml").read_text(encoding="utf-8"))
    lanes = {cast(Lane, name): tuple(words) for name, words in data["lanes"].items()}
    return lanes, tuple(data["exceptions"]["log"])
