"""Where sources contradict each other: what is out of order, effects before their causes, two times for one thing."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from afterword.model.evidence import Entry, Source
from afterword.model.finding import Finding
from afterword.text.expressions import later
from afterword.timeline.apart import spoken
from afterword.timeline.clues import is_finished
from afterword.timeline.happening import Happening, Sign
from afterword.timeline.minutes import seconds_of
from afterword.timeline.phrases import is_bot

_NUMBERED = later(r"#\d{2,}\b|\b[A-Z]{2,8}-\d+(?:-\d+)*\b|(?<=/incidents/)\w{6,}\b")
_CAUSED = later(
    r"\b(?:caused|introduced|triggered|broken|started)\s+(?:by|with|in)\b"
    r"|\b(?:because of|due to|root cause|culprit|the cause|regression (?:in|from)|since)\b"
)
_VERSION = later(
    r"\bv\d+(?:\.\d+)*(?:-[\w.]+)?\b|\b\d+\.\d+\.\d+(?:-[\w.]+)?\b|\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{7,40}\b"
)
_NEITHER = later(r"\b(?:not|isn't|wasn't|neither|unrelated|no longer)\b|\?")
_DURING = 60.0
_OTHERWISE = 60.0
_MOST = 5
_WORDS: dict[Sign, str] = {"alert": "opened", "acknowledge": "acknowledged", "clear": "resolved"}
_CITED = 60

_Told = dict[str, dict[Sign, list[Happening]]]


def contradictions(happenings: Sequence[Happening]) -> Iterator[Finding]:
    """What cannot all be as the sources say, each with the places of both; of many of a kind the first five."""
    told = _numbered(happenings)
    for found in (_out_of_order(told), _two_times(told), _effect_first(happenings)):
        rows = list(found)
        yield from rows[:_MOST]
        if len(rows) > _MOST:
            yield Finding(code=rows[0].code, message=f"and {len(rows) - _MOST} more of the same kind")


def cited(entry: Entry) -> str:
    """The time of an event, and where it stands: ``14:02:07 (pages.json #3)``."""
    clock = (entry.at or "?").replace("T", " ").replace("Z", " UTC")
    return f"{clock} ({_place(entry.sources[0])})" if entry.sources else clock


def _place(source: Source) -> str:
    return f"{source.file} #{source.record}" if source.record is not None else f"{source.file}:{source.line}"


def _numbered(happenings: Sequence[Happening]) -> _Told:
    """By the number of a page or an incident, what its tools, and bots in chats, say of it; oldest first."""
    told: _Told = {}
    for item in sorted(happenings, key=lambda item: (item.key, item.sequence)):
        sign = item.sign
        if item.lane not in {"pager", "alert"} or sign not in _WORDS or seconds_of(item.key) is None:
            continue
        for number in dict.fromkeys(_NUMBERED.findall(item.entry.what or "")):
            told.setdefault(number, {}).setdefault(sign, []).append(item)
    return told


def _out_of_order(told: _Told) -> Iterator[Finding]:
    for number, signs in told.items():
        if "alert" not in signs:
            continue
        opened = signs["alert"][0]
        for sign in ("acknowledge", "clear"):
            first = next(iter(signs.get(sign, ())), None)
            if first and _at(first) < _at(opened) - _slack(first, opened):
                message = (
                    f"{number} was {_WORDS[sign]} at {cited(first.entry)}, before it was opened at"
                    f" {cited(opened.entry)}"
                )
                yield Finding(code="TL110", message=message)


def _two_times(told: _Told) -> Iterator[Finding]:
    """Of a page that each of two sources tells once, the times, where they differ by more than they can."""
    for number, signs in told.items():
        for sign, items in signs.items():
            files: dict[str, list[Happening]] = {}
            for item in items:
                files.setdefault(item.entry.sources[0].file if item.entry.sources else "", []).append(item)
            once = [rows[0] for rows in files.values() if len(rows) == 1]
            for one, other in combinations(once, 2):
                apart = abs(_at(one) - _at(other))
                if apart > _OTHERWISE + _slack(one, other):
                    message = (
                        f"{number} was {_WORDS[sign]} at {cited(one.entry)} and at {cited(other.entry)}:"
                        f" two sources, {spoken(apart)} apart"
                    )
                    yield Finding(code="TL112", message=message)
                    break


def _effect_first(happenings: Sequence[Happening]) -> Iterator[Finding]:
    """Deployments that are said to be the cause of what had begun before them."""
    began = next((item for item in happenings if item.entry.phase == "began" and item.sign == "onset"), None)
    if began is None:
        return
    deployed = _deployments(happenings)
    seen: set[str] = set()
    for item in happenings:
        for version in _blamed(item):
            first, done = deployed.get(version, (None, None))
            if version in seen or first is None or done is None or _at(done) <= _at(began) + _slack(done, began):
                continue
            seen.add(version)
            begun = _at(first) < _at(began)
            how = f"; its roll-out had begun at {cited(first.entry)}" if begun and first is not done else ""
            message = (
                f"{version} is said to be the cause ({cited(item.entry)}), but was deployed at {cited(done.entry)},"
                f" after the errors began at {cited(began.entry)}{how}"
            )
            yield Finding(code="TL111", message=message)


def _deployments(happenings: Sequence[Happening]) -> Mapping[str, tuple[Happening, Happening | None]]:
    """By version: the first that a tool says of its deployment, and the first time that it was done."""
    found: dict[str, tuple[Happening, Happening | None]] = {}
    for item in sorted(happenings, key=lambda item: (item.key, item.sequence)):
        what = item.entry.what or ""
        if item.lane != "deploy" or item.sign != "change" or seconds_of(item.key) is None:
            continue
        for version in _VERSION.findall(what):
            first, done = found.get(version, (item, None))
            found[version] = first, done or (item if is_finished(what) else None)
    return found


def _blamed(item: Happening) -> Iterator[str]:
    """The versions that a person says are the cause."""
    if item.lane not in {"chat", "note", "mail", "status"} or is_bot(item.entry.who):
        return
    for sentence in (item.entry.what or "").split("\n"):
        said = _CAUSED.search(sentence)
        if said and not _NEITHER.search(sentence):
            near = sentence[max(said.start() - _CITED, 0) : said.end() + _CITED]
            yield from _VERSION.findall(near)


def _at(item: Happening) -> float:
    return seconds_of(item.key) or 0.0


def _slack(*items: Happening) -> float:
    """How much later or earlier the events may have been than they are told."""
    coarse = any(item.entry.precision in {"minute", "approximate", "day"} for item in items)
    files = {item.entry.sources[0].file for item in items if item.entry.sources}
    return _DURING if coarse or any(item.sign == "onset" for item in items) else 3.0 if len(files) > 1 else 0.0
