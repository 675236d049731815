"""Redaction of the texts of one document: what is known from one place is replaced in all others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import OF_ITS_PLACE, Known
from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.publish.redaction.redacting import redact
from afterword.text.sensitive.hits import Hit, settled

_SHORTEST = 6


class Redactor:
    """Redacts the texts of a document one by one, and remembers what only some of them give away."""

    def __init__(self, known: Known, hits: Sequence[Hit], source: str, names: Pseudonyms) -> None:
        """A document whose ``source`` has these hits.

        shape: what only its place gives away, as an address beside the word for it does, is replaced in the other
        places, too, where it has a figure in it and so can hardly be another word.
        """
        self.known = known
        self.names = names
        told = {source[hit.start : hit.end]: hit for hit in hits if hit.kind in OF_ITS_PLACE}
        self.same = {words: hit for words, hit in told.items() if len(words) > _SHORTEST and re.search(r"\d", words)}

    def __call__(self, text: str) -> str:
        """The text with pseudonyms in it."""
        return redact(text, settled([*find(text, self.known), *self._again(text)]), self.names)

    def learns(self, text: str) -> bool:
        """Whether a text that is made of redacted ones still gives something away; it will be replaced from now on.

        A first name at the start of a field may be any word; behind a time it is one.
        """
        found = {text[hit.start : hit.end]: hit for hit in find(text, self.known)}
        new = {words: hit for words, hit in found.items() if words not in self.same}
        self.same.update(new)
        return bool(new)

    def _again(self, text: str) -> Iterator[Hit]:
        if not self.same:
            return
        words = "|".join(sorted(map(re.escape, self.same), key=len, reverse=True))
        for found in re.finditer(rf"(?<![\w.])(?:{words})(?!\w|\.\d)", text):
            yield replace(self.same[found.group()], start=found.start(), end=found.end())
