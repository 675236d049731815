"""The first draft of a postmortem: what the evidence says, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from afterword.evidence.citations import cite
from afterword.model.event import Event
from afterword.model.evidence import Entry, LedgerRow
from afterword.model.moment import format_instant, instant
from afterword.model.record import EvidenceFile, Link, Record, Window
from afterword.model.response import Detection, Response
from afterword.model.spelled import Severity, Spelled
from afterword.model.vocabulary import Phase
from afterword.text.expressions import later
from afterword.timeline.aligning import move_of
from afterword.timeline.choosing import said_by_hand
from afterword.timeline.durations import measure
from afterword.timeline.lanes import lane_of
from afterword.timeline.phrases import is_bot
from afterword.timeline.plainly import one_line, safe
from afterword.timeline.telling import Told

EVENTS = 36
"""How many events a draft has at most, beside those that mark a milestone."""

_CITED = 3
_MOST_LINKS = 20
_TITLE = 120
_SEVERITY = later(r"\b(?P<scale>sev(?:erity)?|p|s)[- ]?(?P<grade>[0-5])\b", re.IGNORECASE)
_INCIDENT = later(r"\bINC-(?:\d{4}-)?\d{1,8}\b|\bINCIDENT-\d{1,8}\b", re.IGNORECASE)
_URL = later(r"https?://[^\s<>|\"'`)\]]+[^\s<>|\"'`)\].,;:!?]")
_SERVICE = later(r"\bservice(?:_name)?[=:] ?\"?([A-Za-z][\w.-]{1,60})")
_FIRST_PERSON = later(r"\bI\b|\bI'(?:m|ll|ve)\b|^\W*tak(?:es?|ing)\b|\btaking\b", re.IGNORECASE)
_TOOL = later(
    r"\b(?:integrations?|monitor(?:ing|s)?|alert(?:s|ing)?|probes?|synthetics?|watchdog|dynatrace|app ?dynamics"
    r"|checkmk|icinga|honeycomb|azure monitor|stackdriver|kibana|elastic(?:search)?|site ?24x7|statuscake|catchpoint"
    r"|sensu|solarwinds|logicmonitor|bugsnag|rollbar)\b",
    re.IGNORECASE,
)
_THROUGH = later(
    r"\A(?:re)?(?:incident )?(?:triggered|created|opened)\b[^:]{0,20}\b(?:through|via|by|from) (?:the |an? )?"
    r"(?:(?:events|rest|web) )?(?:api|integration|monitor|alert)\b",
    re.IGNORECASE,
)
_LINK_KINDS = (
    ("pull_request", re.compile(r"/(?:pull|merge_requests|pulls)/\d+")),
    ("dashboard", re.compile(r"grafana|dashboard|datadoghq|kibana|/d/|prometheus", re.IGNORECASE)),
    ("incident_log", re.compile(r"/incidents?/[\w-]+|incident\.io/|incident-log", re.IGNORECASE)),
)
_ANSWERS: tuple[Phase, ...] = (
    "acknowledged",
    "declared",
    "ic_engaged",
    "responding",
    "escalated",
    "identified",
    "mitigating",
    "mitigated",
)


def draft(told: Told, ledger: Sequence[LedgerRow]) -> Record:
    """A record with the told events, what they say of detection and response, and the evidence manifest.

    laws: every event cites its evidence; what the evidence does not say stays unknown.
    """
    marks = {entry.phase: entry for entry in told.entries if entry.phase}
    record = Record(
        id=_id(told.entries),
        title=_title(marks.get("detected")),
        status=Spelled(value="draft"),
        incident=Window(
            start=_day(marks.get("began") or marks.get("detected")),
            end=_day(marks.get("resolved") or marks.get("recovered")),
        ),
        severity=_severity(marks.get("declared")),
        services=tuple(dict.fromkeys(_SERVICE.findall(" ".join(e.what or "" for e in told.entries)))),
        incident_commander=_commander(marks.get("ic_engaged")),
        responders=tuple(_people(told.entries)),
        timeline=tuple(event(entry) for entry in told.entries),
        detection=_detection(marks.get("detected")),
        response=_response(told.entries),
        links=tuple(_links(told.entries)),
        evidence=manifest(ledger),
    )
    return replace(record, metrics=measure(record))


def event(entry: Entry) -> Event:
    """An entry as an event of a document: to the second, in words safe in Markdown, first and last sources cited."""
    at = _at(entry)
    cited = entry.sources if len(entry.sources) <= _CITED else (*entry.sources[: _CITED - 1], entry.sources[-1])
    return Event(
        at=at,
        until=entry.until,
        written=entry.written if at is None else None,
        precision="second" if entry.precision == "exact" else entry.precision,
        zone="UTC" if at and at.endswith("Z") else entry.zone,
        zone_basis="stated" if at and at.endswith("Z") else entry.zone_basis,
        year_basis="stated" if at and at.endswith("Z") else entry.year_basis,
        basis_reason=None if at and at.endswith("Z") else entry.basis_reason,
        who=safe(one_line(entry.who, 60)) or None,
        what=safe(one_line(entry.what)) or None,
        notes=_notes(entry),
        evidence=tuple(cite(source) for source in cited),
        phase=entry.phase,
        kind=entry.kind,
    )


def manifest(ledger: Iterable[LedgerRow]) -> tuple[EvidenceFile, ...]:
    """Every file of the evidence with its digest; an archive stands once, without its members."""
    files = {(row.path.partition("!")[0], row.sha256, row.collected_at, row.collected_by): None for row in ledger}
    return tuple(EvidenceFile(file=f, sha256=sha, collected_at=at, collected_by=by) for f, sha, at, by in files)


def _notes(entry: Entry) -> str | None:
    notes = []
    if entry.count > len(entry.sources):
        until = _clock(entry.last)
        notes.append(f"{entry.count:,} records" + (f", the last at {until}" if until else ""))
    by_hand = said_by_hand(entry.reason)
    if by_hand is not None:
        marked = f"Marked as {entry.phase.replace('_', ' ')} by hand" if entry.phase else ""
        notes += [part for part in (marked, by_hand) if part]
    elif entry.phase:
        notes.append(f"Proposed as {entry.phase.replace('_', ' ')}: {entry.reason}")
    elif entry.reason and entry.kind == "change":
        notes.append(entry.reason)
    elif move := move_of(entry):
        notes.append(move)
    return safe(". ".join(notes)) + "." if notes else None


def _at(entry: Entry | None) -> str | None:
    """The time to the second: a document is read by people, and the citation keeps the rest."""
    if entry is None or entry.at is None:
        return None
    moment = instant(entry.at)
    if moment is not None:
        return format_instant(moment.replace(microsecond=0))
    head, _, _ = entry.at.partition(".")
    return head


def _day(entry: Entry | None) -> str | None:
    """The day, which is what documents ask for; the instants stand in the timeline."""
    at = _at(entry)
    return at.partition("T")[0] if at else None


def _clock(at: str | None) -> str | None:
    if at is None or len(at) < 19:
        return None
    clock = at.removesuffix("Z").partition("T")[2][:8]
    return f"{clock} UTC" if at.endswith("Z") else clock


def _id(entries: Sequence[Entry]) -> str | None:
    """The incident's number, where the evidence names exactly one."""
    found = {match.upper() for entry in entries for match in _INCIDENT.findall(entry.what or "")}
    return found.pop() if len(found) == 1 else None


def _title(detected: Entry | None) -> str | None:
    return safe(one_line((detected.what or "").partition("\n")[0], _TITLE)) or None if detected else None


def _severity(declared: Entry | None) -> Severity | None:
    found = _SEVERITY.search(declared.what or "") if declared else None
    if found is None:
        return None
    scale = "sev" if found["scale"].lower().startswith("sev") else found["scale"].lower()
    return Severity(value=f"{scale}{found['grade']}", written=found.group(), scale=scale, rank=int(found["grade"]))


def _commander(entry: Entry | None) -> str | None:
    """The person who says so; where somebody else is named the evidence is left to speak."""
    if entry is None or entry.who is None or not _FIRST_PERSON.search(entry.what or ""):
        return None
    return safe(entry.who)


def _people(entries: Sequence[Entry]) -> Iterator[str]:
    """Who acted in the response, in the order in which they did."""
    seen: set[str] = set()
    for entry in entries:
        who = entry.who
        acted = entry.phase in _ANSWERS or entry.kind in {"action", "decision", "escalation"}
        if who and acted and _is_spoken(entry) and not is_bot(who) and who not in seen:
            seen.add(who)
            yield safe(who)


def _is_spoken(entry: Entry) -> bool:
    return bool(entry.sources) and lane_of(entry.sources[0].kind) in {"chat", "note", "pager", "mail"}


def _detection(detected: Entry | None) -> Detection:
    if detected is None or not detected.sources:
        return Detection()
    lane = lane_of(detected.sources[0].kind)
    words = safe(one_line(detected.what))
    when = f" at {_when(detected)}" if detected.at else ""
    if lane in {"alert", "pager"}:
        watched = lane == "alert" or _is_triggered_by_a_tool(detected)
        return Detection(
            text=f"First {'alert' if watched else 'page'}{when}: {words}",
            how="monitoring" if watched else None,
            origin="internal" if watched else None,
            source=f"{detected.sources[0].kind}: {safe(one_line(detected.what, _TITLE))}",
        )
    who = safe(detected.who) if detected.who else None
    return Detection(text=f"First report{when}{f' by {who}' if who else ''}: {words}", noticed_by=who)


def _is_triggered_by_a_tool(page: Entry) -> bool:
    """Whether a pager's record says so; people open incidents too, on a customer's word for instance."""
    return is_bot(page.who) or bool(_TOOL.search(page.who or "") or _THROUGH.search(page.what or ""))


def _response(entries: Sequence[Entry]) -> Response:
    actions = [
        e
        for e in entries
        if e.phase in {"acknowledged", "responding", "mitigating", "mitigated"}
        or (e.kind == "action" and e.phase is None and _is_spoken(e))
    ]
    decisions = [e for e in entries if e.kind == "decision" and e.phase is None]
    return Response(
        who=", ".join(_people(entries)) or None,
        actions=_listed(actions),
        decision=_listed(decisions),
        escalation=_listed([e for e in entries if e.kind == "escalation"]),
    )


def _listed(entries: Sequence[Entry]) -> str | None:
    """What was done, in a line, each with its time; the day stands where it changes."""
    parts, day = [], None
    for entry in entries:
        today, _, clock = _when(entry).partition(" ")
        who = f" {safe(entry.who)}" if entry.who else ""
        when = clock if clock and today == day else _when(entry)
        parts.append(f"{when}{who}: {safe(one_line(entry.what))}")
        day = today
    return "; ".join(parts) or None


def _when(entry: Entry) -> str:
    at = _at(entry) or entry.written or "time unknown"
    return at.replace("T", " ").replace("Z", " UTC")


def _links(entries: Sequence[Entry]) -> Iterator[Link]:
    seen: set[str] = set()
    for entry in entries:
        for url in _URL.findall(entry.what or ""):
            if url in seen or len(seen) >= _MOST_LINKS:
                continue
            seen.add(url)
            kind = next((kind for kind, pattern in _LINK_KINDS if pattern.search(url)), "external")
            yield Link(kind=kind, text=url, url=url)
