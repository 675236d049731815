"""What a house's policy asks and nobody could judge, with its place in the house file."""

import re
from collections.abc import Iterator, Mapping

from afterword.houses.faults import Fault
from afterword.houses.house import House
from afterword.model.plain import Plain
from afterword.review.policy.criteria import faults_of
from afterword.review.policy.terms import term_of

_TERMS = ("draft_within", "meeting_within", "publish_within")


def policy_faults(house: House, text: str) -> tuple[Fault, ...]:
    """The faults of a house's policy; ``text`` is the house file."""
    policy = house.settings.get("policy")
    if not isinstance(policy, Mapping):
        return ()
    return tuple(
        Fault(code="HF111", message=f"{name}: {message}", line=line_of(text, name, "policy"), column=1)
        for name, message in (*_terms(policy), *_criteria(policy))
    )


def _terms(policy: Mapping[str, Plain]) -> Iterator[tuple[str, str]]:
    for key in _TERMS:
        value = policy.get(key)
        for each in value.values() if isinstance(value, Mapping) else [value]:
            if each is not None and term_of(each) is None:
                yield key, f"{each!r} is no term; write 48h, 8bh, 7d, 5bd, or 2w"


def _criteria(policy: Mapping[str, Plain]) -> Iterator[tuple[str, str]]:
    table = policy.get("closure")
    if table is not None and not isinstance(table, Mapping):
        yield "closure", "is no map from a criterion's name to what it asks"
    for name, asks in table.items() if isinstance(table, Mapping) else ():
        if asks is False:
            continue
        yield from ((str(name), fault) for fault in faults_of(asks))


def line_of(text: str, name: str, table: str) -> int:
    """The line of the settings that names it; that of its table where it stands on no line of its own."""
    lines = text.split("\n")
    for wanted in (name, table):
        for number, line in enumerate(lines, 1):
            if re.search(rf"(?:^|[\s{{,\"']){re.escape(wanted)}[\"']?\s*:", line):
                return number
    return 1
