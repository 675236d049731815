"""Records that are events in themselves: chats, pagers, alerts, deployments, status pages, notes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from afterword.evidence.ledger import USED
from afterword.model.evidence import Entry, EntryMoment
from afterword.model.moment import sort_instant
from afterword.model.values import dataclass
from afterword.model.vocabulary import EventKind, Precision
from afterword.text.expressions import later
from afterword.timeline.happening import Book, Happening, Sign
from afterword.timeline.lanes import Lane
from afterword.timeline.order import beside
from afterword.timeline.phrases import is_bot, is_decision, noise_of, sayings
from afterword.timeline.plainly import one_line

LEFT_OUT = "left out of the short timeline"
"""The disposition of a record that a longer timeline would tell."""

_EMPTY = "record without text"
_TOUCHED = frozenset({"edited", "updated"})
"""Further times that say when a record was last written to, not that something happened."""
_WEIGHTS: dict[Lane, int] = {"note": 74, "status": 88, "chat": 40, "pager": 60, "alert": 78, "deploy": 45, "mail": 42}
_SIGNS: dict[Lane, tuple[tuple[Sign, re.Pattern[str]], ...]] = {
    "pager": (
        ("acknowledge", re.compile(r"(?<!un)\backnowledg", re.IGNORECASE)),
        ("escalate", re.compile(r"\b(?:escalat|reassign)", re.IGNORECASE)),
        ("clear", re.compile(r"\bresolv|\bclosed\b", re.IGNORECASE)),
        ("alert", re.compile(r"\btrigger|\bopened\b|\bcreated\b", re.IGNORECASE)),
    ),
    "alert": (
        ("clear", re.compile(r"\bresolved\b|\bclosed\b|\bcleared?\b|\bback to normal\b", re.IGNORECASE)),
        ("alert", re.compile(r"\bfir(?:es|ed|ing)\b|\bactive\b", re.IGNORECASE)),
    ),
    "deploy": (
        (
            "change",
            re.compile(
                r"\b(?:deploy|releas|promot|rollout|rolled out|roll(?:ed|ing)?[- ]?back|revert|merged?\b)",
                re.IGNORECASE,
            ),
        ),
    ),
}
_SIGN_WEIGHTS: dict[Sign, int] = {
    "alert": 86,
    "acknowledge": 86,
    "escalate": 84,
    "clear": 80,
    "change": 66,
    "onset": 80,
    "end": 80,
}
_KINDS: dict[Sign, EventKind] = {
    "alert": "alert",
    "acknowledge": "action",
    "escalate": "escalation",
    "clear": "recovery",
    "change": "change",
    "onset": "first_impact",
    "end": "recovery",
}
_KIND_SIGNS: dict[EventKind, Sign] = {"alert": "alert", "escalation": "escalate", "recovery": "clear", "end": "clear"}
_FINISHED = later(
    r"\b(?:success\w*|succeeded|finished|completed?|failure|failed|error|deployed|active)\b", re.IGNORECASE
)
_PENDING = later(r"\b(?:queued|pending|waiting|requested|inactive|scheduled|opened|created|pushed)\b", re.IGNORECASE)
_SPOKEN: frozenset[Lane] = frozenset({"chat", "note", "pager", "mail"})
_A_WORD_OR_TWO = 30
_ROUTINE_PAGE = later(r"\b(?:notif|assigned|unacknowledge|snooz|delegat)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    entry: Entry
    key: str
    sequence: int
    fate: int
    lane: Lane


class Stories:
    """Collects the records that are told one by one."""

    def __init__(self, book: Book) -> None:
        """Starts with no record."""
        self._book = book
        self._told: list[_Told] = []
        self._reasons: dict[str, int] = {}

    def add(self, entry: Entry, key: str, sequence: int, lane: Lane) -> int:
        """Take a record; returns its fate."""
        if not (entry.what or "").strip() and not entry.moments:
            return self._aside(_EMPTY)
        if lane == "chat" and (reason := noise_of(entry.what or "")):
            return self._aside(reason)
        fate = self._book.open(LEFT_OUT)
        self._told.append(_Told(entry=entry, key=key, sequence=sequence, fate=fate, lane=lane))
        return fate

    def happenings(self) -> Iterator[Happening]:
        """An event for each record, and one for each further time that it states."""
        for told in self._told:
            yield happening(told.entry, told.lane, told.key, told.sequence, told.fate)
            for moment in told.entry.moments:
                if moment.at and moment.at != told.entry.at and moment.what and moment.what not in _TOUCHED:
                    entry, key = _at(told.entry, moment), beside(told.key, moment.at)
                    yield happening(entry, told.lane, key, told.sequence, told.fate)

    def _aside(self, reason: str) -> int:
        if reason not in self._reasons:
            self._reasons[reason] = self._book.open(reason)
        return self._reasons[reason]


def happening(entry: Entry, lane: Lane, key: str, sequence: int, fate: int) -> Happening:
    """A record as an event, with its weight and what it means."""
    what = entry.what or ""
    sign = _sign(entry, lane)
    said = sayings(what) if lane in _SPOKEN and not (lane == "chat" and is_bot(entry.who)) else ()
    decided = lane in {"chat", "note"} and is_decision(what)
    weight = _weight(entry, lane, sign, said=bool(said), decided=decided)
    kind = entry.kind or (_KINDS[sign] if sign else "decision" if decided else said[0].kind if said else None)
    if lane == "status":
        kind = entry.kind or "communication"
    return Happening(
        entry=entry if kind == entry.kind else replace(entry, kind=kind),
        lane=lane,
        weight=weight,
        key=key,
        sequence=sequence,
        fates=(fate,),
        told=USED,
        sign=sign,
        said=said,
    )


def _of_record(what: str, head: str) -> str:
    """What happened then: before the words of the record where it is a word or two, else with a reminder of them."""
    if not head or head in what:
        return what
    return f"{what}: {head}" if len(what) <= _A_WORD_OR_TWO else f"{what} ({one_line(head, 80)})"


def _sign(entry: Entry, lane: Lane) -> Sign | None:
    """What a record means: as its format says, else by the first word of its text that tells."""
    if lane in {"pager", "alert"}:
        if entry.phase == "acknowledged":
            return "acknowledge"
        if entry.kind in _KIND_SIGNS:
            return _KIND_SIGNS[entry.kind]
    return sign_in(entry.what or "", lane) or ("alert" if lane == "alert" else None)


def sign_in(what: str, lane: Lane) -> Sign | None:
    """What words mean in a lane, by the first that tells."""
    found = [(match.start(), sign) for sign, pattern in _SIGNS.get(lane, ()) if (match := pattern.search(what))]
    return min(found)[1] if found else None


def _weight(entry: Entry, lane: Lane, sign: Sign | None, *, said: bool, decided: bool) -> int:
    what = entry.what or ""
    weight = _SIGN_WEIGHTS[sign] if sign else _WEIGHTS.get(lane, 40)
    if lane == "alert" and sign == "clear":
        weight = 70
    if lane == "deploy":
        weight += 14 if sign and _FINISHED.search(what) else 0
        weight -= 25 if _PENDING.search(what) and not _FINISHED.search(what) else 0
    if lane == "pager" and (sign is None and _ROUTINE_PAGE.search(what)):
        weight = 34
    if said or decided:
        weight = max(weight, 78 if said else 74)
    if lane == "chat" and not said:
        # a person's longer sentence tells more than a bot's card or a single word
        weight += -6 if is_bot(entry.who) else 6 if len(what) > 60 else -8 if len(what) < 15 else 0
    return weight


def _at(entry: Entry, moment: EntryMoment) -> Entry:
    """A record's further time as an entry of its own, named by the record's first line."""
    head, what = (entry.what or "").partition("\n")[0], moment.what or ""
    at = moment.at or ""
    precision: Precision = "day" if len(at) == 10 else "exact" if "." in at else "second"
    return replace(
        entry,
        at=moment.at,
        until=None,
        written=None,
        what=_of_record(what, head),
        kind=None,
        phase=moment.phase,
        who=None,
        precision=precision if sort_instant(at) is not None else entry.precision,
        moments=(),
        reason=None,
    )
