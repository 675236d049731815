"""Access logs of AWS load balancers: application (ALB), classic (ELB), and network (NLB)."""

import re
from collections.abc import Iterator
from typing import Final

from afterword.evidence.headed import DATE, TIME, Head, fitting, moments, opening, share_of
from afterword.evidence.lines import STRAY, gather
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.evidence import EntryMoment

JSON: Final = False
"""Of texts that are JSON it is not asked."""

BY_LINE: Final = True
"""Each record is read alike without what precedes it."""
_STAMP: Final = rf"(?P<stamp>{DATE}T{TIME}(?P<zone>Z)?)"
_PEER: Final = r"(?:\S+:\d+|-)"
_TIMES: Final = r"[\d.]+|-1"
_APPLICATION: Final = re.compile(
    rf"(?P<type>https?|h2|grpcs?|wss?) {_STAMP} (?P<balancer>\S+) (?P<client>{_PEER}) (?P<target>{_PEER}) "
    rf"(?:{_TIMES}) (?:{_TIMES}) (?:{_TIMES}) (?P<status>\d{{3}}|-) (?P<inner>\d+|-) \d+ \d+ "
    r'"(?P<request>(?:[^"\\]|\\.)*)" (?P<rest>.*)'
)
_CLASSIC: Final = re.compile(
    rf"{_STAMP} (?P<balancer>\S+) (?P<client>{_PEER}) (?P<target>{_PEER}) (?:{_TIMES}) (?:{_TIMES}) (?:{_TIMES}) "
    r'(?P<status>\d{3}|-) (?P<inner>\d+|-) \d+ \d+ "(?P<request>(?:[^"\\]|\\.)*)"(?P<rest>.*)'
)
_NETWORK: Final = re.compile(
    rf"(?P<type>tls) \d\.\d {_STAMP} (?P<balancer>net/\S+) (?P<listener>\S+) (?P<client>{_PEER}) (?P<target>{_PEER}) "
    r"(?P<times>\S+ \S+) (?P<sizes>\d+ \d+) (?P<alert>\S+) (?P<rest>.*)"
)
_OPENS: Final = opening(_APPLICATION, _CLASSIC, _NETWORK)
_CREATED: Final = re.compile(r" (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ")
_ADDRESS: Final = re.compile(r"^(?P<method>\S+) \w+://[^/\s]+?(?::\d+)?(?P<path>/\S*)")


def score(sample: Sample) -> float:
    """The share of lines that have one of their forms."""
    return 0.98 * share_of(sample, _OPENS)


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each request or connection; further times are those at which it began."""
    context.clock.assumed = ("UTC", "load balancers write UTC")
    moment = moments(context.clock)
    known = opening(*fitting(context.sample, (_APPLICATION, _CLASSIC, _NETWORK)))
    for head, _, offset, length, line, lines in gather(text, lambda raw: known(raw) or STRAY):
        what, severity = _said(head)
        created = _CREATED.search(head["rest"])
        yield Record(
            offset=offset,
            length=length,
            lines=lines,
            line=line,
            moment=moment(head),
            what=what,
            who=head["client"].rpartition(":")[0] or None,
            severity=severity,
            moments=(EntryMoment(at=created[1], what="request created"),) if created else (),
        )


def _said(head: Head) -> tuple[str, str | None]:
    if head.re is _NETWORK:
        alert = "" if head["alert"] == "-" else f", TLS alert {head['alert']}"
        return f"connection to {head['target']} through {head['balancer']}{alert}", "error" if alert else None
    if head["request"].startswith("- "):
        return f"connection to {head['target']} through {head['balancer']}", None
    request = _ADDRESS.match(head["request"])
    asked = f"{request['method']} {request['path']}" if request else head["request"].rpartition(" ")[0]
    return f"{asked} {head['status']}", "error" if head["status"][:1] == "5" else None
