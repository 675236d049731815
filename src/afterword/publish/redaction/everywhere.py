"""Redaction of the texts of one document: what is known from one place is replaced in all others."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from afterword.publish.redaction.finding import find
from afterword.publish.redaction.known import OF_ITS_PLACE, Known
from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.publish.redaction.redacting import redact
from afterword.text.sensitive.hits import Hit, settled

_SHORTEST = 6


def redactor(known: Known, hits: Sequence[Hit], source: str, names: Pseudonyms) -> Callable[[str], str]:
    """What redacts a text of a document whose ``source`` has these hits.

    shape: what only its place gives away, as an address beside the word for it does, is replaced in the other places
    of the document, too, where it has a figure in it and so can hardly be another word.
    """
    told = {source[hit.start : hit.end]: hit for hit in hits if hit.kind in OF_ITS_PLACE}
    same = {words: hit for words, hit in told.items() if len(words) > _SHORTEST and any(c.isdigit() for c in words)}
    ordered = sorted(map(re.escape, same), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(ordered)})(?![\w]|\.\d)") if ordered else None

    def again(text: str) -> Iterator[Hit]:
        for found in pattern.finditer(text) if pattern else ():
            yield replace(same[found.group()], start=found.start(), end=found.end())

    return lambda text: redact(text, settled([*find(text, known), *again(text)]), names)
