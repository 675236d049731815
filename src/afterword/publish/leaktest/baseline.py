"""What a file of a format says of itself, whatever the document: its own words are no leaks."""

import re
from collections.abc import Iterable

from afterword.model.values import dataclass
from afterword.publish.leaktest.files.opening import places
from afterword.publish.leaktest.files.place import Place
from afterword.publish.leaktest.normal import squeezed

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a version that says nothing says."""

    places: frozenset[Place]
    """Places with what each says: where a file has the same, the document had no part in it."""
    words: frozenset[str]
    """Its words, squeezed."""


EMPTY = Baseline(places=frozenset(), words=frozenset())
"""Of a format of which nothing is known."""


def baseline_of(data: bytes) -> Baseline:
    """What a file of an empty version says."""
    found = [place for place in places(data) if not place.is_raw]
    return Baseline(places=frozenset(found), words=_words(found))


def _words(found: Iterable[Place]) -> frozenset[str]:
    return frozenset(squeezed(word) for place in found for word in _WORD.findall(place.text))
