"""The settings of a house that is made from an example: zone, clock, phases, spelling, and front matter."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path as FilePath
from typing import cast

from afterword.houses.fields import Path, field_at, token, token_values
from afterword.houses.house import House
from afterword.houses.reading.frontmatter import field_of
from afterword.houses.reading.getting import Reading
from afterword.houses.reading.times.zone_words import ZONE_SENTENCE, ZONE_WORDS
from afterword.model.plain import Plain
from afterword.model.values import dataclass
from afterword.text import yaml, zones
from afterword.text.wording import name_key, plain_text

_DAY_FORMS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%m/%d/%Y", "%Y/%m/%d")
_BOTH = {
    frozenset({"EST", "EDT"}): "America/New_York",
    frozenset({"CST", "CDT"}): "America/Chicago",
    frozenset({"MST", "MDT"}): "America/Denver",
    frozenset({"PST", "PDT"}): "America/Los_Angeles",
}
_UNDER_HEADER = re.compile(r"[\s|:-]*-[\s:]*\|[\s|:-]*")
_MOST = 0.8
_CLOCK = re.compile(r"\d[:.]\d\d|\bHH:MM\b", re.IGNORECASE)
_TWELVE = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The house that a new one extends."""

    name: str
    """Its name, or that of its file without the ending."""
    house: House
    """The house."""
    folder: FilePath | None = None
    """Where its file stands; None for a built-in."""


@dataclass(slots=True, kw_only=True)
class Settings:
    """What the settings of the new house say."""

    name: str
    """Its name."""
    summary: str
    """What it is for."""
    base: Base | None = None
    """The house that it extends."""
    time: dict[str, str | None] = field(default_factory=dict)
    """Zone, clock, place of the zone, form of day headings."""
    phases: dict[str, str] = field(default_factory=dict)
    """Label to phase."""
    spelling: dict[str, dict[str, str]] = field(default_factory=dict)
    """Field to token to spelling."""
    document: dict[str, str] = field(default_factory=dict)
    """Key of the documents' front matter to field."""
    severities: tuple[str, ...] = ()
    """The grades that the example names."""
    is_free: bool = False
    """Whether times are looked for as in a document of no known house."""
    doubts: list[str] = field(default_factory=list)
    """What is doubtful, a line of a comment each."""

    def text(self) -> str:
        """The settings between their two lines, with what is doubtful as comments."""
        rows = [f"house: {yaml.dump_scalar(self.name)}", f"summary: {yaml.dump_scalar(self.summary)}"]
        rows.append(f"extends: {self.base.name if self.base else 'null'}")
        known = self.base.house.settings if self.base else {}
        for key, value in (
            ("time", cast(Plain, self.time)),
            ("phases", cast(Plain, self.phases)),
            ("document", cast(Plain, self.document)),
        ):
            if value != known.get(key) and (self._is_told(key) or not self.base):
                rows.append(f"{key}: {_flow(value)}")
        if self.spelling and self.spelling != known.get("spelling"):
            rows += ["spelling:", *(f"  {path}: {_flow(cast(Plain, words))}" for path, words in self.spelling.items())]
        if self.severities:
            rows.append(f"require: {_flow(cast(Plain, {'severity': list(self.severities)}))}")
        rows += ["reading: free"] if self.is_free else []
        if self.doubts:
            rows += ["# To look at, then to delete:", *(f"# - {' '.join(doubt.split())}" for doubt in self.doubts)]
        return "\n".join(["---", *rows, "---", ""])

    def _is_told(self, key: str) -> bool:
        """Whether the example itself says something of a setting, so that it goes before that of the base."""
        if key == "time":
            return any(self.time.get(name) for name in ("zone", "day_heading")) or self.time.get("zone_in") == "entry"
        return bool(self.phases if key == "phases" else self.document)


def _flow(value: Plain) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{yaml.dump_scalar(str(k))}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(v) for v in value) + "]"
    return yaml.dump_scalar(str(value) if isinstance(value, float) else value)


def infer_settings(settings: Settings, reading: Reading, lines: Sequence[str], *, is_template: bool) -> None:
    """Takes from the example what its settings are; ``lines`` are those of its timeline."""
    _infer_document(settings, reading)
    _infer_time(settings, reading, lines, is_template=is_template)
    _infer_words(settings, reading, is_template=is_template)


def _infer_document(settings: Settings, reading: Reading) -> None:
    taken: set[Path] = set()
    for key in reading.matter.values:
        path = field_of(key, reading.house)
        if path is not None and path not in taken:
            taken.add(path)
            settings.document[key] = ".".join(path)
        elif key != "house":
            settings.doubts.append(f"the front matter's {key!r} is no field that is known; documents may keep it")


def _infer_time(settings: Settings, reading: Reading, lines: Sequence[str], *, is_template: bool) -> None:
    events = [] if is_template else reading.record.timeline
    dated = [e for e in events if e.at]
    written = [e.written or "" for e in dated]
    over = [line for n, line in enumerate(lines) if _is_over(line, lines, n)]
    named = Counter(e.zone for e in events if e.zone)
    zone, where = None, "none"
    if len(named) == 1 and named.total() >= _MOST * len(dated):
        zone = next(iter(named))
        where = "entry" if sum(bool(_zones_in(w)) for w in written) >= _MOST * len(written) else "none"
    elif not named:
        zone = _zone_of(over)
        if zone is None and is_template and any(_zones_in(line) for line in lines):
            where = "entry"
        elif zone is None and events:
            settings.doubts.append("the times of the example state no zone; write one in time.zone")
    else:
        where = "entry"
        settings.doubts.append("the times of the example are in several zones; every entry states its own")
    if zone is not None and where == "none" and any(_zones_in(line) for line in over):
        where = "header"
    zone = _doubted(settings, zone)
    texts = written or list(lines)
    twelve = sum(bool(_TWELVE.search(w)) for w in texts) > len(written) / 2 if texts else False
    settings.time = {
        "zone": zone,
        "clock": "12h" if twelve else "24h",
        "zone_in": where,
        "day_heading": _day_heading(lines),
    }


def _doubted(settings: Settings, zone: str | None) -> str | None:
    """The zone, unless it means several; what is doubtful of it is said."""
    if zone is None:
        return None
    if zones.zone_of(zone) is None:
        settings.doubts.append(f"the zone {zone} means several; write a place such as Europe/Berlin in time.zone")
        return None
    region = zones.season_region(zone)
    if region is not None:
        settings.doubts.append(f"the zone {zone} holds for one half of the year; {region} holds for both")
    return zone


def _is_over(line: str, lines: Sequence[str], number: int) -> bool:
    """Whether a line stands over entries and says something of all their times: a heading, a header, a sentence."""
    is_header = number + 1 < len(lines) and bool(_UNDER_HEADER.fullmatch(lines[number + 1]))
    is_label = not number or line.startswith("#") or bool(ZONE_SENTENCE.search(line))
    return is_header or (is_label and not _CLOCK.search(line))


def _zones_in(line: str) -> list[str]:
    """The zones that a line names, those of several meanings too."""
    found = [match.group() for match in ZONE_WORDS.finditer(line)]
    return [name for name in found if zones.zone_of(name) or zones.is_ambiguous(name)]


def _zone_of(lines: Sequence[str]) -> str | None:
    """The zone that a template names for its times."""
    found = [name for line in lines for name in _zones_in(line)]
    halves = {half for name in found for half in (name, *name.split("/"))}
    both = next((place for pair, place in _BOTH.items() if pair <= halves), None)
    return both or next((z for z in found if zones.zone_of(z)), found[0] if found else None)


def _day_heading(lines: Sequence[str]) -> str | None:
    """The form of lines that are a day and nothing else; None where there are none."""
    for line in lines:
        match = re.fullmatch(r"(?P<before>[*_]*)(?P<day>[A-Za-z\d][\w ,/-]{5,30}?)(?P<after>:?[*_]*:?)", line.strip())
        if match is None:
            continue
        for form in _DAY_FORMS:
            try:
                datetime.strptime(match.group("day"), form)  # noqa: DTZ007 (only the form matters)
            except ValueError:
                continue
            return f"{match.group('before')}{form}{match.group('after')}"
    return None


def _infer_words(settings: Settings, reading: Reading, *, is_template: bool) -> None:
    if is_template:
        _words_of_template(settings, reading)
        return
    seen: dict[Path, dict[str, str]] = {}
    for action in reading.record.actions:
        for name, spelled in (("status", action.status), ("priority", action.priority)):
            if spelled and spelled.value and spelled.written and spelled.written.strip("[] xX"):
                seen.setdefault(("actions", name), {})[spelled.value] = spelled.written
    if (status := reading.record.status) and status.value and status.written:
        seen.setdefault(("status",), {})[status.value] = status.written
    for path, words in seen.items():
        settings.spelling[".".join(path)] = _spelled_alike(path, words)


def _spelled_alike(path: Path, words: Mapping[str, str]) -> dict[str, str]:
    """All tokens of a field, those that were not seen in the case of those that were."""
    example = next(iter(words.values()))
    made = {}
    for known in token_values(path):
        plain = known.replace("_", " ")
        alike = plain.upper() if example.isupper() else plain.capitalize() if example[:1].isupper() else plain
        made[known] = words.get(known, alike)
    return made


_CHOICE = re.compile(
    r"(?P<label>[A-Za-z][\w ]{1,24}?)[*_]*\s*[:|][*_]*\s*(?P<words>[\w-]+(?: [\w-]+)?(?:\s*[/|]\s*[\w-]+(?: [\w-]+)?)+)"
)


def _words_of_template(settings: Settings, reading: Reading) -> None:
    """The words that a template offers to choose from: ``Severity: P1 / P2 / P3``, ``Status | Draft / Final``."""
    for number in range(len(reading.source.bounds)):
        line = plain_text(reading.source.content(number)).strip(" |-[]")
        match = _CHOICE.search(line)
        if match is None or "/" not in match.group("words"):
            continue
        choices = [w.strip() for w in match.group("words").split("/")]
        key = name_key(match.group("label"))
        if key.endswith("severity") or key == "priority":
            settings.severities = settings.severities or tuple(choices)
        elif key.endswith("status"):
            found = {t: w for w in choices if (t := token(("status",), w))}
            if found and field_at(("status",)) is not None:
                settings.spelling["status"] = _spelled_alike(("status",), found)
