"""The milestones of the incident, proposed from what the evidence says, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from afterword.model.finding import Finding
from afterword.model.values import dataclass
from afterword.model.vocabulary import PHASES, Phase
from afterword.text.expressions import later
from afterword.timeline.apart import spoken
from afterword.timeline.clues import Clue, clues, is_finished
from afterword.timeline.contradictions import cited
from afterword.timeline.duplicates import joined
from afterword.timeline.happening import Happening
from afterword.timeline.minutes import seconds_of
from afterword.timeline.succession import AFTER
from afterword.timeline.window import Window, pages_of, window_of

_VERSION = later(r"\bv?\d+(?:\.\d+)+(?:-[\w.]+)?\b")
_SLACK = 120.0
_NEAR = 30 * 60.0
_CHANGE_BEFORE = 2 * 3600.0
_DISAGREE = 90.0
_ANSWERS: tuple[Phase, ...] = (
    "acknowledged",
    "validated",
    "declared",
    "ic_engaged",
    "war_room",
    "mitigating",
    "mitigated",
)
_RECORD_PER_INCIDENT = frozenset(
    {
        "squadcast",
        "opsgenie",
        "firehydrant",
        "datadog-incidents",
        "victorops",
        "statuspage",
        "blameless",
        "better-stack",
        "zenduty",
    }
)
_MEASURED: frozenset[Phase] = frozenset({"began", "detected", "recovered"})
_LATEST: frozenset[Phase] = frozenset({"recovered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The events with the milestones that they are proposed to mark."""

    happenings: tuple[Happening, ...]
    """All events, in the order given."""
    window: Window | None
    """The stretch of the incident; None where nothing speaks of one."""
    findings: tuple[Finding, ...]
    """Contradictions and doubts."""


def propose(happenings: Sequence[Happening]) -> Proposal:
    """At most one event for each phase, within the gravest stretch of trouble.

    shape: the best kind of witness decides, then the earliest; one that contradicts the order of the
    milestones before it is passed over, and where none is left no event is proposed.
    """
    window, findings = window_of(happenings)
    if window is None:
        return Proposal(happenings=tuple(_once(happenings)), window=None, findings=findings)
    near = [item for item in happenings if window.holds(seconds_of(item.key))]
    by_phase: dict[Phase, list[Clue]] = {}
    for item in near:
        for clue in clues(item):
            by_phase.setdefault(clue.phase, []).append(clue)
    by_phase.setdefault("mitigated", []).extend(_returns(near, by_phase.get("mitigating", ())))
    chosen = _chosen(by_phase)
    marks = {id(clue.item): clue for clue in reversed(chosen.values())}
    change = _change(near, chosen)
    repeated = _repeated(by_phase, chosen)
    told = []
    for item in happenings:
        if id(item) in repeated.gone:
            continue
        marked = _marked(item, marks.get(id(item)), change)
        for other in repeated.kept.get(id(item), ()):
            marked = joined(marked, other, f"also in {_name(other)}")
        told.append(marked)
    return Proposal(happenings=tuple(told), window=window, findings=(*findings, *_contradictions(by_phase, chosen)))


def _returns(near: Sequence[Happening], undoing: Sequence[Clue]) -> Iterator[Clue]:
    """Deployments, finished after a rollback began, of a version that it goes back to."""
    begun = [(_at(clue), set(_VERSION.findall(clue.item.entry.what or ""))) for clue in undoing]
    for item in near:
        what = item.entry.what or ""
        if item.lane != "deploy" or not is_finished(what):
            continue
        at, versions = seconds_of(item.key) or 0.0, set(_VERSION.findall(what))
        if any(started <= at and versions & back for started, back in begun):
            reason = "the version that was rolled back to is deployed"
            yield Clue(item=item, phase="mitigated", rank=0, reason=reason, kind="recovery")


def _once(happenings: Sequence[Happening]) -> Iterator[Happening]:
    """The events as they stand; of several that the evidence gives one phase, without any time, the first has it."""
    seen: set[Phase] = set()
    for item in happenings:
        phase = item.entry.phase
        if phase is None or phase not in seen:
            seen.update([phase] if phase else [])
            yield item
        else:
            yield replace(item, entry=replace(item.entry, phase=None))


def _is_another_incident(clue: Clue, detected: Clue) -> bool:
    """Whether two clues are of different records of a tool that keeps each incident in a record of its own."""
    ours = {(s.file, s.offset) for s in detected.item.entry.sources if s.kind in _RECORD_PER_INCIDENT}
    theirs = {(s.file, s.offset) for s in clue.item.entry.sources if s.kind in _RECORD_PER_INCIDENT}
    return bool(theirs) and not ours & theirs and bool({file for file, _ in ours} & {file for file, _ in theirs})


def _of_its_page(phase: Phase, found: Sequence[Clue], detected: Clue | None) -> Sequence[Clue]:
    """The clues without those of other pages than the detection's; all, but for the end, where none is left."""
    ours = pages_of(detected.item) if detected else frozenset()
    own = [clue for clue in found if not ours or not pages_of(clue.item) or pages_of(clue.item) & ours]
    return own if own or phase == "resolved" else found


def _chosen(by_phase: Mapping[Phase, Sequence[Clue]]) -> dict[Phase, Clue]:
    """The clue of each phase; an event marks one phase only, the first that it is chosen for."""
    chosen: dict[Phase, Clue] = {}
    answered = min((_at(clue) for phase in _ANSWERS for clue in by_phase.get(phase, ())), default=float("inf"))
    detected = _detection(by_phase.get("detected", ()), answered)
    if detected:
        chosen["detected"] = detected
    began = _beginning(by_phase.get("began", ()), detected)
    if began:
        chosen["began"] = began
    for phase in PHASES[2:]:
        taken = {id(clue.item) for clue in chosen.values()}
        floor = max((_at(chosen[p]) for p in AFTER[phase] if p in chosen), default=float("-inf"))
        open_ = [c for c in by_phase.get(phase, ()) if _at(c) >= floor - _tolerance(c) and id(c.item) not in taken]
        open_ = [c for c in open_ if detected is None or not _is_another_incident(c, detected)]
        best = _best(_of_its_page(phase, open_, detected), latest=phase in _LATEST)
        if best:
            chosen[phase] = best
    return {phase: chosen[phase] for phase in PHASES if phase in chosen}


def _detection(found: Sequence[Clue], answered: float) -> Clue | None:
    """The first alert, or a person who said it up to an hour before; without an alert the first who said it.

    shape: what is said once there was an answer, at ``answered``, is no detection.
    """
    alert = _best([clue for clue in found if clue.item.sign == "alert"])
    said = _best([clue for clue in found if clue.item.sign != "alert" and _at(clue) <= answered + _tolerance(clue)])
    if alert is None or said is None:
        return alert or said
    return said if 0 < _at(alert) - _at(said) <= 3600 else alert


def _beginning(found: Sequence[Clue], detected: Clue | None) -> Clue | None:
    """The first rise that was still there, or hardly over, when somebody noticed."""
    if detected is not None:
        limit = _at(detected)
        found = [clue for clue in found if _at(clue) <= limit + _SLACK and _until(clue) >= limit - _NEAR]
    best = _best(found)
    if best is None:
        return None
    others = sorted({_file(clue) for clue in found if clue.rank != best.rank and _file(clue) != _file(best)})
    also = f"; also seen in {', '.join(others[:3])}" if others else ""
    return replace(best, reason=best.reason + also)


def _best(found: Sequence[Clue], *, latest: bool = False) -> Clue | None:
    if not found:
        return None
    rank = min(clue.rank for clue in found)
    first = [clue for clue in found if clue.rank == rank]
    if latest and (rank != 0 or all(clue.item.sign == "end" for clue in first)):
        return max(first, key=lambda clue: (_at(clue), -clue.item.sequence))
    return min(first, key=lambda clue: (_at(clue), clue.item.sequence))


def _tolerance(clue: Clue) -> float:
    return 60.0 if clue.item.entry.precision in {"minute", "approximate"} else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repeated:
    kept: Mapping[int, Sequence[Happening]]
    gone: frozenset[int]


def _repeated(by_phase: Mapping[Phase, Sequence[Clue]], chosen: Mapping[Phase, Clue]) -> _Repeated:
    """Events of other sources that say of the same moment what the chosen one says."""
    taken = {id(clue.item) for clue in chosen.values()}
    kept: dict[int, list[Happening]] = {}
    gone: set[int] = set()
    for phase, clue in chosen.items():
        if phase in _MEASURED:
            continue
        for other in by_phase[phase]:
            apart = abs(_at(other) - _at(clue))
            same = other.item.lane == clue.item.lane or other.item.kept
            if id(other.item) in taken | gone or same or apart > _DISAGREE:
                continue
            kept.setdefault(id(clue.item), []).append(other.item)
            gone.add(id(other.item))
    return _Repeated(kept=kept, gone=frozenset(gone))


def _change(near: Sequence[Happening], chosen: Mapping[Phase, Clue]) -> Happening | None:
    """The last change that was rolled out before the first symptom."""
    first = chosen.get("began") or chosen.get("detected")
    if first is None:
        return None
    limit = _at(first)
    found = [
        item
        for item in near
        if item.lane == "deploy"
        and item.sign == "change"
        and item.weight >= 70
        and 0 <= limit - (seconds_of(item.key) or 0.0) <= _CHANGE_BEFORE
    ]
    return max(found, key=lambda item: (item.key, item.sequence), default=None)


def _marked(item: Happening, clue: Clue | None, change: Happening | None) -> Happening:
    if clue is not None:
        entry = replace(
            item.entry,
            phase=clue.phase,
            reason=_joined(clue.reason, item.entry.reason),
            kind=clue.kind or item.entry.kind,
        )
        return replace(item, entry=entry, weight=max(item.weight, 95))
    if item is change:
        entry = replace(item.entry, kind="change", reason="last change before the first symptom")
        return replace(item, entry=entry, weight=max(item.weight, 92))
    return item if item.entry.phase is None else replace(item, entry=replace(item.entry, phase=None))


def _joined(reason: str, earlier: str | None) -> str:
    return f"{reason}; {earlier}" if earlier and earlier != reason else reason


def _contradictions(by_phase: Mapping[Phase, Sequence[Clue]], chosen: Mapping[Phase, Clue]) -> Iterator[Finding]:
    """Where a log that people kept gives another time for what another source dates."""
    for phase, clue in chosen.items():
        for other in by_phase[phase]:
            if other.item.lane != "note" or _file(other) == _file(clue) or phase in {"began", "recovered"}:
                continue
            apart = abs(_at(other) - _at(clue))
            if _DISAGREE < apart <= 3600:
                yield Finding(
                    code="TL102",
                    message=(
                        f"{phase.replace('_', ' ')}: it was at {cited(clue.item.entry)}, and at"
                        f" {cited(other.item.entry)}, {spoken(apart)} apart; the first is taken"
                    ),
                )
            break


def _at(clue: Clue) -> float:
    return seconds_of(clue.item.key) or 0.0


def _until(clue: Clue) -> float:
    return seconds_of(clue.item.until or clue.item.key) or 0.0


def _file(clue: Clue) -> str:
    return _name(clue.item)


def _name(item: Happening) -> str:
    return item.entry.sources[0].file if item.entry.sources else ""
