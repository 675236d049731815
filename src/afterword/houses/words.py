"""The words that mean the same, read from ``words.json`` beside this file.

Names are compared without case, number, emphasis, and trailing colon. JSON, because it is read at every start.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast

from afterword.text.wording import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Synonyms, compared by ``name_key``."""

    headings: Mapping[str, str]
    """Heading to the first heading of its group."""
    weak: frozenset[str]
    """Headings among these that often mean something else."""
    columns: Mapping[str, Mapping[str, str]]
    """List name (``timeline``) to column name to field (``at``)."""
    labels: Mapping[str, str]
    """Label to field path."""
    phases: Mapping[str, str]
    """Phrase to phase."""
    phrase: re.Pattern[str]
    """Any of these phrases, the longest first."""
    tokens: Mapping[str, Mapping[str, str]]
    """Field path to spelling to token."""
    severities: Mapping[str, int]
    """Word to rank."""


@lru_cache(maxsize=1)
def words() -> Words:
    """The synonyms of the field, loaded once."""
    data = cast(
        dict[str, dict[str, Sequence[str]]],
        json.loads((resources.files(__package__) / "words.json").read_text(encoding="utf-8")),
    )
    groups = cast(Sequence[Sequence[str]], data["headings"])
    columns: dict[str, dict[str, str]] = {}
    for path, names in data["columns"].items():
        owner, field = path.rsplit(".", 1)
        columns.setdefault(owner, {}).update(
            {name_key(str(n)): field for n in names if name_key(str(n)) not in columns.get(owner, {})}
        )
    phases = [(name_key(p), phase) for phase, phrases in data["phases"].items() for p in phrases]
    tokens = cast(Mapping[str, Mapping[str, Sequence[object]]], data["tokens"])
    return Words(
        headings={name_key(str(name)): name_key(str(group[0])) for group in groups for name in group},
        weak=frozenset(name_key(str(n)) for n in data["weak"]),
        columns=columns,
        labels={name_key(str(n)): path for path, names in data["labels"].items() for n in names},
        phases=dict(phases),
        phrase=re.compile(
            r"(?<!\w)(?:"
            + "|".join(re.escape(p) for p, _ in sorted(phases, key=lambda p: (-len(p[0]), p[0])))
            + r")(?!\w)"
        ),
        tokens={
            p: {str(s).casefold(): t for t, spellings in ts.items() for s in [t, *spellings]}
            for p, ts in tokens.items()
        },
        severities={str(w): int(rank) for rank, ws in data["severities"].items() for w in ws},
    )
