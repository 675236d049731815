"""Links that only the team can follow: chats, documents, trackers, dashboards, consoles, and hosts of the inside."""

import ipaddress
import re
from collections.abc import Iterator
from typing import Final

from afterword.text.expressions import later
from afterword.text.sensitive.allowed import is_allowed
from afterword.text.sensitive.hits import Hit

_SCHEME: Final = later(
    r"(?<![A-Za-z0-9])(?:https?|slack|msteams|zoommtg|ssh|s?ftp|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?"
    r"|jdbc:[a-z]{2,12}|s3|gs)\Z",
    re.IGNORECASE,
)
_LONGEST_SCHEME: Final = 20
_LINK: Final = later(
    r"://(?:[^\s/@<>\"'`|()\[\]{}]{1,200}@)?(?P<host>\[[0-9A-Fa-f:.]{2,45}\]|[\w.\-]{1,253})(?::\d{1,5})?"
    r"(?P<path>[/?#](?:[^\s<>\"'`|()\[\]{}\\]|\([^\s<>\"'`|()\[\]{}]{0,200}\)){0,2000})?",
    re.IGNORECASE,
)
_HOSTS: Final = later(
    r"(?:[\w\-]{1,63}\.){1,4}slack\.com|teams\.(?:microsoft|live)\.com|(?:[\w\-]{1,63}\.)?discord(?:app)?\.com"
    r"|(?:docs|drive|meet|calendar|sheets|chat|mail|groups)\.google\.com|(?:[\w\-]{1,63}\.){0,2}(?:atlassian\.net|sharepoint\.com|zoom\.us"
    r"|webex\.com|pagerduty\.com|opsgenie\.com|datadoghq\.(?:com|eu)|newrelic\.com|sentry\.io|splunkcloud\.com|grafana\.net"
    r"|signalfx\.com|honeycomb\.io|lightstep\.com|dynatrace\.com|elastic-cloud\.com|service-now\.com|zendesk\.com|lucid\.app|miro\.com"
    r"|incident\.io|firehydrant\.com|rootly\.com|blameless\.io|victorops\.com|okta\.com|launchdarkly\.com|looker\.com"
    r"|cloudapp\.azure\.com|1password\.com|box\.com|notion\.so|coda\.io|quip\.com|clickup\.com|monday\.com)"
    r"|app\.(?:asana|shortcut|clubhouse|launchdarkly|datadoghq|circleci|incident|rootly|firehydrant|opsgenie|slack)\.(?:com|io)"
    r"|linear\.app|1drv\.ms|onedrive\.live\.com|trello\.com|(?:www\.)?figma\.com|(?:[\w\-]{1,63}\.){0,2}console\.aws\.amazon\.com"
    r"|(?:[\w\-]{1,63}\.)?awsapps\.com|console\.cloud\.google\.com|portal\.azure\.com|dev\.azure\.com|one\.newrelic\.com|t\.me|chat\.whatsapp\.com",
    re.IGNORECASE,
)
_NEEDED: Final = {
    "slack.com": r"/(?:archives|files|messages|client|app_redirect|team|canvas|docs)/",
    "discord.com": r"/channels/",
    "discordapp.com": r"/channels/",
    "zoom.us": r"/(?:j|s|w|wc|my|rec|recording)/",
    "notion.so": r"/.{20}",
    "trello.com": r"/[bc]/",
    "figma.com": r"/(?:file|design|board|proto)/",
    "zendesk.com": r"/(?:agent|tickets)",
    "pagerduty.com": r"/(?:incidents|services|schedules|escalation_policies|alerts|postmortems)",
    "box.com": r"/(?:s|file|folder)/",
    "1password.com": r"/(?:vaults|app|signin)",
    "okta.com": r"/(?:admin|app)",
    "sentry.io": r"/(?:organizations|issues|share)",
    "newrelic.com": r"/(?:accounts|launcher|nr1|dashboards|redirect)",
    "datadoghq.com": r"/(?:dashboard|monitors|logs|apm|event|notebook|infrastructure|metric|incidents|s/)",
    "datadoghq.eu": r"/(?:dashboard|monitors|logs|apm|event|notebook|infrastructure|metric|incidents|s/)",
    "incident.io": r"/[\w\-]{1,60}/incidents",
    "rootly.com": r"/account",
    "firehydrant.com": r"/(?:incidents|app)",
    "honeycomb.io": r"/[\w\-]{1,60}/(?:datasets|environments|result|board)",
    "grafana.net": r"/(?:d|explore|dashboard|alerting|a|goto)/",
    "t.me": r"/(?:c/|joinchat|\+)",
}
"""What the path of a link to these has where only members can follow it; they have public pages besides."""
_OPEN_DOCUMENT: Final = later(r"/(?:forms|.{0,200}/(?:pub|viewform|pubhtml))\b|/d/e/")
_OWN: Final = later(
    r"(?:[\w\-]{1,63}\.){0,3}(?:grafana|kibana|jenkins|wiki|confluence|jira|gitlab|prometheus|alertmanager|intranet|argocd|argo-cd|vault|consul"
    r"|nagios|zabbix|icinga|splunk|graylog|opensearch|jaeger|zipkin|rundeck|spinnaker|teamcity|bamboo|artifactory|nexus|sonarqube"
    r"|phabricator|rancher|sentry|harbor|netbox|bitbucket|vpn|sso)"
    r"(?:[\-.][\w\-]{1,63}){0,2}\.[\w\-]{1,63}\.[a-z]{2,24}",
    re.IGNORECASE,
)
_INSIDE: Final = later(
    r"(?:[\w\-]{1,63}\.){0,8}(?:internal|corp|local|lan|intra|intranet|private|home\.arpa|localdomain|svc|consul|dmz)"
    r"|[\w\-]{1,63}",
    re.IGNORECASE,
)
_MEETING: Final = later(
    r"\bmeeting id[\"'`*]{0,3}[ \t]{0,3}[:=|]?[*` \t]{0,4}(?P<id>\d{3}[ \-]?\d{3,4}[ \-]?\d{3,4})(?![\w\-])",
    re.IGNORECASE,
)
_END: Final = ".,;:!?*_~"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]"})  # noqa: S104  # nothing is bound to it


def links(text: str) -> Iterator[Hit]:
    """Links that only the team can follow, and the numbers of its meetings."""
    for found in _LINK.finditer(text) if "://" in text else ():
        host, path = found["host"].rstrip(".").casefold(), found["path"] or ""
        scheme = _SCHEME.search(text, max(found.start() - _LONGEST_SCHEME, 0), found.start())
        if scheme and is_private(host, path):
            words = text[scheme.start() : found.end()].rstrip(_END)
            end = scheme.start() + len(words)
            yield Hit(start=scheme.start(), end=end, kind="link", family="link", subject=words)
    for found in _MEETING.finditer(text) if "eeting" in text or "EETING" in text else ():
        start, end = found.span("id")
        yield Hit(start=start, end=end, kind="meeting", family="link", subject=re.sub(r"\D", "", found["id"]))


def is_private(host: str, path: str = "") -> bool:
    """Whether only the team gets an answer there; host in small letters, path with its ``/``."""
    if is_allowed("public", host) or host in _LOOPBACK:
        return False
    if _HOSTS.fullmatch(host):
        if host.endswith(".google.com") and _OPEN_DOCUMENT.search(path):
            return False
        needed = next((need for end, need in _NEEDED.items() if host == end or host.endswith(f".{end}")), None)
        return (
            needed is None
            or re.match(needed, path) is not None
            or (needed != "/" and re.search(needed, path) is not None)
        )
    if _is_address(host):
        return _is_inside_address(host)
    return bool(_INSIDE.fullmatch(host) or (_OWN.fullmatch(host) and not host.endswith((".org", ".edu"))))


def _is_address(host: str) -> bool:
    return host.startswith("[") or host.replace(".", "").isdigit()


def _is_inside_address(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return address.is_private and not is_allowed("addresses", str(address)) and not _is_shown(str(address))


def _is_shown(address: str) -> bool:
    return address.startswith(("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"))
