"""Who has to do with a postmortem: whether a reviewer approves, and whether every responder has contributed."""

import re
from collections.abc import Iterator, Sequence

from afterword.houses.fields import split_strings
from afterword.model.people import Reviewer
from afterword.review.case import Case
from afterword.text.expressions import later

_YES = later(
    r"\b(?:approv\w*|accept\w*|agree\w*|lgtm|ok|okay|signed[ -]off|sign[ -]off|yes|pass(?:ed)?)\b"
    r"|\+1|\u2713|\u2705"
)
_NO = later(
    r"\b(?:not|no|reject\w*|refus\w*|declin\w*|changes?|request\w*|comments?|pending|open|await\w*|wait\w*|tbd)\b"
)
_ASIDE = later(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_LONGEST_NAME = 4


def verdict_of(reviewer: Reviewer) -> bool | None:
    """Whether a reviewer approves; None where there is no verdict that can be understood."""
    words = (reviewer.verdict or "").casefold()
    if _NO.search(words):
        return None if re.search(r"pending|await|wait|tbd|open", words) else False
    return True if _YES.search(words) else None


def responders(case: Case) -> tuple[str, ...]:
    """Who responded, as the document names them; empty where it names nobody."""
    record = case.record
    told = split_strings(re.sub(r"\s+and\s+", ", ", record.response.who or ""))
    names = told if all(len(name.split()) <= _LONGEST_NAME for name in told) else []
    lead = [record.incident_commander] if record.incident_commander else []
    return tuple(_each_once([*record.responders, *lead, *([] if record.responders else names)]))


def contributions(case: Case, committers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Who contributed to the document, and as what."""
    record = case.record
    listed: tuple[tuple[str, Sequence[str | None]], ...] = (
        ("author", record.authors),
        ("scribe", (record.scribe,)),
        ("owner", (record.owner,)),
        ("facilitator", (record.facilitator,)),
        ("reviewer", [reviewer.name for reviewer in record.reviewers if reviewer.verdict]),
        ("in the meeting", (*record.meeting.attendees, *record.attendees)),
        ("author of a commit", committers),
    )
    for role, names in listed:
        yield from ((name, role) for name in names if name and name.strip())


def is_same(first: str, second: str) -> bool:
    """Whether two spellings may name one person: ``@ana`` and ``Ana Silva (SRE)``."""
    one, other = _words(first), _words(second)
    return bool(one and other) and (one <= other or other <= one)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _ASIDE.sub(" ", name).casefold()))


def _each_once(names: Sequence[str]) -> Iterator[str]:
    seen: list[str] = []
    for name in names:
        if name.strip() and not any(is_same(name, other) for other in seen):
            seen.append(name)
            yield name.strip()
