"""What a house's policy asks and nobody could judge, with its place in the house file."""

import re
from collections.abc import Iterator, Mapping

from afterword.houses.faults import Fault, meant
from afterword.houses.house import House
from afterword.model.plain import Plain
from afterword.review.diagnostic import SEVERITIES
from afterword.review.policy.criteria import faults_of
from afterword.review.policy.terms import term_of
from afterword.review.registry import registered_rules
from afterword.review.settings import OFF

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


def severity_faults(house: House, text: str) -> tuple[Fault, ...]:
    """The faults of what a house says of rules: one that there is not, or a severity that is none."""
    asked = house.settings.get("check")
    known = {registered.code for registered in registered_rules()}
    severities = (*SEVERITIES, OFF)
    faults = []
    for code, value in asked.items() if isinstance(asked, Mapping) else ():
        said = value.get("severity") if isinstance(value, Mapping) else value
        line = line_of(text, code, "check")
        if code not in known:
            message = f"check: there is no rule {code}{meant(code, known)}"
            faults.append(Fault(code="HF103", message=message, line=line, column=1))
        elif said not in severities:
            message = f"check: {code}: {said!r} is no severity; it is {', '.join(severities)}"
            faults.append(Fault(code="HF104", message=message, line=line, column=1))
    return tuple(faults)


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
