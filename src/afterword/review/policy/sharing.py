"""With whom a postmortem was shared, as far as the document says so."""

import re
from collections.abc import Iterator

from afterword.review.asked import says_nothing
from afterword.review.case import Case
from afterword.review.policy.defaults import names
from afterword.review.policy.shown import Shown, at, shown
from afterword.text.expressions import later
from afterword.text.wording import name_key

_WHAT = r"(?:post-?\s?mortem|report|review|lessons?(?: learned)?|findings|document|results|write-?up|learnings|summary)"
_DONE = r"(?:shared|communicated|presented|circulated|distributed|discussed|walked through|sent)"
_SAID = later(
    rf"\b{_WHAT}\b[^.]{{0,60}}?\b(?:was|were|has been|have been)\s+(?:\w+ly\s+)?{_DONE}\b"
    rf"|\bwe (?:have )?{_DONE} (?:the|this|our|these|all) (?:\w+ )?{_WHAT}"
    rf"|^\W*{_DONE} (?:with|to|at|in|on|among|by)\b",
    re.IGNORECASE,
)
_TICKED = later(rf"[-*+]\s+\[[xX]\]\s.*\b(?:{_DONE}|{_WHAT}.*passed on)\b", re.IGNORECASE)
_NOT = later(
    r"\b(?:not (?:yet )?(?:been )?(?:shared|communicated|presented|sent)|will be|to be|should be|must be"
    r"|plan(?:ned|s)? to|pending|never|no|nobody|none|tbd)\b",
    re.IGNORECASE,
)
_SMALL = frozenset({"all", "of", "the", "our", "whole", "entire", "and", "to", "with"})


def sharings(case: Case) -> Iterator[Shown]:
    """Where the document says that it, or what it teaches, was shared; plans and refusals are left out."""
    if case.record.shared_with:
        yield from shown(case, ("shared_with",))
    for passage in case.passages:
        words = passage.text
        if passage.kind == "label" and name_key(passage.label) in names("sharing", "labels"):
            if not says_nothing(words) and not _NOT.search(words):
                yield at(case, case.line(passage.line + 1), f"{passage.label}: {words.strip()}")
            continue
        if passage.quoted or passage.kind == "heading" or passage.owner == ("actions",):
            continue
        line = case.source.content(passage.line).strip()
        if _TICKED.match(line) and not _NOT.search(words):
            yield at(case, case.line(passage.line + 1))
            continue
        for sentence in passage.sentences:
            found = _SAID.search(sentence.text)
            if found and not _NOT.search(sentence.text):
                yield at(case, sentence.span(found), sentence.text)


def is_named(text: str, audience: str) -> bool:
    """Whether words name an audience: every weighty word of it stands there."""
    wanted = {word.rstrip("s") for word in re.findall(r"\w+", audience.casefold())} - _SMALL
    there = {word.rstrip("s") for word in re.findall(r"\w+", text.casefold())}
    return wanted <= there
