"""Reproducible chance and identifiers: the same on every machine and every run."""

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
"""A value that JSON can hold."""

SEED = "checkout-outage/1"
"""Changing it changes every drawn detail and no milestone."""


def chance(name: str) -> random.Random:
    """A generator of its own for each writer, so that a change in one file leaves the others as they are."""
    return random.Random(f"{SEED}/{name}")


def token(name: str, length: int, alphabet: str = "0123456789abcdef") -> str:
    """An identifier that looks random and depends on its name only."""
    number = int.from_bytes(hashlib.sha256(f"{SEED}/{name}".encode()).digest(), "big")
    letters: list[str] = []
    for _ in range(length):
        number, index = divmod(number, len(alphabet))
        letters.append(alphabet[index])
    return "".join(letters)


def number(name: str, low: int, high: int) -> int:
    """An integer from low to high that depends on its name only."""
    return low + int(token(name, 15), 16) % (high - low + 1)


def pretty(value: Json, indent: int = 2) -> bytes:
    """JSON over several lines with a final newline."""
    return (json.dumps(value, indent=indent, ensure_ascii=False) + "\n").encode()


def compact(value: Json) -> str:
    """JSON on one line."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
