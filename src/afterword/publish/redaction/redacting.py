"""A text with pseudonyms where hits were, and its Markdown still whole."""

from collections.abc import Iterable

from afterword.publish.redaction.pseudonyms import Pseudonyms
from afterword.text.sensitive.hits import Hit


def redact(text: str, hits: Iterable[Hit], pseudonyms: Pseudonyms) -> str:
    """The text with a pseudonym in place of each hit.

    shape: a link whose target is hit becomes its words; within code and addresses a pseudonym is written so that
    these stay what they are.
    """
    parts = []
    at = 0
    for hit in hits:
        parts += [text[at : hit.start], pseudonyms.of(hit)]
        at = hit.end
    return "".join([*parts, text[at:]])
