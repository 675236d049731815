"""Hosts and addresses of the inside."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.allowed import is_allowed
from afterword.text.sensitive.hits import Hit

PRIVATE: Final = "private-ip"
"""Kind of an address that leads nowhere from outside."""
PUBLIC: Final = "public-ip"
"""Kind of any other address; it may be a customer's."""
_FOUR: Final = later(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w|\.\d)(?P<net>/\d{1,2}(?!\d|[./]\d))?")
_GROUPS: Final = later(r"::|(?:[:\-][0-9A-Fa-f]{1,4}){5}|\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}")
"""What every address of that sort, and of a network card, has."""
_DASHED: Final = later(r"-\d{1,3}-\d{1,3}-\d{1,3}")
_HEXED: Final = later(r"-[0-9a-f]{8}")
_ENDS: Final = (
    ".internal", ".corp", ".local", ".lan", ".intra", ".private", ".home.arpa", ".svc", ".consul", ".dmz", ".prd",
    ".stg", "amazonaws.com", "windows.net",
)  # fmt: skip
_SIX: Final = later(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{1,4}:|:(?=:)){1,7}(?::|(?::?[0-9A-Fa-f]{1,4}){1,7})(?:(?:\.\d{1,3}){3})?(?:%\w{1,16})?(?![\w:]|\.\d)"
    r"(?P<net>/\d{1,3}(?!\d))?"
)
_PRIVATE_NETS: Final = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"))
)
_PRIVATE_SIX: Final = tuple(map(ipaddress.ip_network, ("fc00::/7", "fe80::/10")))
_GLOBAL_SIX: Final = ipaddress.ip_network("2000::/3")
_SHOWN: Final = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "198.18.0.0/15",
            "192.88.99.0/24",
            "2001:db8::/32",
            "3fff::/20",
        ),
    )
)
_VERSION: Final = later(
    r"(?:(?:version|release[ds]?|build|firmware|kernel|driver|package|upgraded?|downgraded?|update[ds]?|patch(?:ed)?|tags?|bump(?:ed)?"
    r"|v|rev)\W{0,3}(?:to |from |is |was )?|[A-Za-z]/|[A-Za-z]-|==|-\d{1,2}=)$",
    re.IGNORECASE,
)
_REVISION: Final = later(r"-\d{1,3}(?![\d.]|\.\d)")
"""Behind a version: that of its package."""
_MAC: Final = later(
    r"(?<![\w:\-])[0-9A-Fa-f]{2}(?P<joint>[:\-])(?:[0-9A-Fa-f]{2}(?P=joint)){4}[0-9A-Fa-f]{2}(?![\w:\-])"
    r"|(?<![\w.])[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}(?![\w.])"
)
_HOST: Final = later(
    r"(?<![\w.\-/$])(?:(?<=//)|(?<![/]))(?:[A-Za-z0-9_][\w\-]{0,62}\.){1,8}"
    r"(?:internal|corp|local|lan|intra|intranet|private|home\.arpa|localdomain|svc|consul|dmz|prd|stg"
    r"|(?:rds|cache|redshift|es|docdb|elb|eks|internal)\.amazonaws\.com(?:\.cn)?|(?:database|redis\.cache|privatelink)\.[\w.]{0,40}windows\.net)"
    r"(?![\w(]|-\w|\.\w|=)",
    re.IGNORECASE,
)
_ADDRESS_NAME: Final = later(r"(?<![\w.\-])ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?:\.[A-Za-z0-9\-]{1,63}){0,6}")
_NUMBERED: Final = later(r"[a-z]-\d{1,3}(?![\w\-]|\.\d|\.\w{1,4}\b)")
_NUMBERED_NAME: Final = later(
    r"(?<![\w.\-/@$#])(?:[a-z][a-z0-9]{0,20}-){0,4}(?:db|web|app|srv|server|node|worker|master|replica|primary|edge|cache"
    r"|proxy|lb|gw|gateway|fw|router|switch|redis|kafka|postgres|pg|mysql|mongo|elastic|mx|ns|nas|vm|bastion|jump|egress"
    r"|ingress)(?:-[a-z]{1,12}){0,2}\Z"
)
"""What people call their machines, before the number: ``db-checkout-01``."""
_POD: Final = later(r"-[bcdf-hj-np-tv-xz2456789]{5}(?![\w\-])")
_POD_NAME: Final = later(r"(?<![\w.\-/])[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){0,6}-[bcdf-hj-np-tv-xz2456789]{8,10}\Z")
"""Pods of Kubernetes, whose names end in letters that make no words."""
_LONGEST_NAME: Final = 100
_SHARE: Final = later(r"(?<![\w\\:])\\\\(?P<host>[A-Za-z0-9][\w.\-]{1,62})\\[\w$]")
_RESOURCE: Final = later(
    r"(?<![\w.\-])(?:i|vpc|subnet|sg|eni|vol|rtb|igw|nat|acl|ami|snap|tgw|eipalloc|vpce|lt|pcx|eks|fs|db)-[0-9a-f]{8}(?:[0-9a-f]{9})?(?![\w\-])"
)


_SIGNED: Final = ((_ADDRESS_NAME, "host", _DASHED), (_RESOURCE, "cloud-resource", _HEXED))
"""Forms with their kinds, and what quickly tells that a text has none."""


def networks(text: str) -> Iterator[Hit]:
    """Hosts, addresses, and what a cloud calls its machines; they may overlap.

    shape: of addresses those that everybody has, knows, or uses in examples are left, and public networks.
    """
    has_groups = _GROUPS.search(text) is not None
    for found in (*_FOUR.finditer(text), *(_SIX.finditer(text) if has_groups else ())):
        before = text[found.start() - 1 : found.start()] if found.start() else ""
        kind = None if before.isalnum() or before in {"_", "."} else _kind_of(found)
        if kind:
            yield _hit(found.start(), found.end(), kind, found[0].casefold())
    for found in _MAC.finditer(text) if has_groups else ():
        digits = re.sub(r"\W", "", found[0]).casefold()
        if digits not in {"0" * 12, "f" * 12} and not digits.startswith("00005e0053"):
            yield _hit(found.start(), found.end(), "mac", digits)
    lower = text.lower()
    for found in _HOST.finditer(text) if any(end in lower for end in _ENDS) else ():
        if not is_allowed("hosts", found[0]):
            yield _hit(found.start(), found.end(), "host", found[0].casefold())
    for pattern, kind, sign in _SIGNED:
        for found in pattern.finditer(text) if sign.search(text) else ():
            yield _hit(found.start(), found.end(), kind, found[0].casefold())
    yield from _named(text, _NUMBERED, _NUMBERED_NAME, 1)
    yield from _named(text, _POD, _POD_NAME, 0)
    for found in _SHARE.finditer(text) if "\\\\" in text else ():
        yield _hit(found.start("host"), found.end("host"), "host", found["host"].casefold())


def _named(text: str, end: re.Pattern[str], name: re.Pattern[str], within: int) -> Iterator[Hit]:
    """Machines by the end of their names, and by what stands before it; ``within``: characters of the end that do."""
    for found in end.finditer(text):
        start = found.start() + within
        if before := name.search(text, max(start - _LONGEST_NAME, 0), start):
            yield _hit(before.start(), found.end(), "host", text[before.start() : found.end()])


def _kind_of(found: re.Match[str]) -> str | None:
    words, net = found[0].split("/")[0].split("%")[0], found["net"]
    try:
        address = ipaddress.ip_address(words)
    except ValueError:
        return None
    if is_allowed("addresses", words) or any(address in shown for shown in _SHOWN if shown.version == address.version):
        return None
    if any(address in private for private in (*_PRIVATE_NETS, *_PRIVATE_SIX) if private.version == address.version):
        whole = net and address in (private.network_address for private in (*_PRIVATE_NETS, *_PRIVATE_SIX))
        return None if whole else PRIVATE
    if net or not address.is_global or address.is_multicast or _is_version(found):
        return None
    return PUBLIC if address.version == 4 or address in _GLOBAL_SIX else None


def _is_version(found: re.Match[str]) -> bool:
    before = found.string[max(found.start() - 32, 0) : found.start()]
    return (
        found[0].endswith(".0.0")
        or _REVISION.match(found.string, found.end()) is not None
        or (not before.endswith("//") and _VERSION.search(before) is not None)
    )


def _hit(start: int, end: int, kind: str, subject: str) -> Hit:
    return Hit(start=start, end=end, kind=kind, family="network", subject=subject)
