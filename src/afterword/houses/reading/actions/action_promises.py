"""Sentences that promise work, or report that it was done."""

import re

from afterword.houses.reading.actions.action_words import deeds
from afterword.text.expressions import later

SENTENCE_END = later(r"(?<=[.!?])\s+|\n\s*\n")
"""Where a sentence ends."""
FULL_STOP = later(r"(?:(?<=[^\W_]{2}[.!?])|(?<=[)\"'`\]][.!?]))\s+(?=[\"'(*_\[`@]*[A-Z])")
"""Where a sentence surely ends: behind a word, before a capital letter."""
_LAST_REMARK = later(r"\((?P<said>[^()\n]{3,200})\)[.\s]*$")
_ISSUE = later(r"https?://\S+/(?:issues|pull|browse|merge_requests)/\S")
_DEED = later(r"(?:(?:now|already|was|were|has been|have been|we(?: have)?)\s+)?[a-z]{2,}ed\b", re.IGNORECASE)


def promises(text: str) -> bool:
    """Whether one of the sentences of a text says what will be done."""
    return any(is_promise(sentence) for sentence in SENTENCE_END.split(text))


def reports(text: str) -> bool:
    """Whether a paragraph ends with a remark in brackets that says what was done: ``(fixed by a new role)``."""
    remark = _LAST_REMARK.search(text)
    return remark is not None and bool(_ISSUE.search(remark["said"]) or _DEED.match(remark["said"]))


def is_promise(sentence: str) -> bool:
    """Whether a sentence says what will be done."""
    d = deeds()
    if d.vague.search(sentence) or d.advises.match(sentence) or d.guides.match(sentence) or d.against.search(sentence):
        return False
    return bool(d.commits.search(sentence) or d.intends.search(sentence)) or d.is_order(sentence)
