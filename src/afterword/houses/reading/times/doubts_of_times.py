"""What a person should check about times after reading: days and zones that do not stand with their entries."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import groupby

from afterword.houses.fields import DATES
from afterword.houses.reading.places import Place, Unit
from afterword.houses.reading.work import Work, get_in
from afterword.model.finding import Finding
from afterword.model.moment import instant
from afterword.text import zones
from afterword.text.dates import dates_in, day_of, is_impossible, order_of
from afterword.text.expressions import later
from afterword.text.months import NAMES

_TWO_NUMBERS = later(r"(?<![\d.:/-])\d{1,2}[-/.]\d{1,2}(?!\d)")
_ISO = later(r"\d{4}-\d{2}-\d{2}")
_BARE = later(
    r"[^\w\n]{0,6}(?P<hour>\d{1,2})[:.]\d{2}(?!\s?[ap]\.?m|[ap]\b|:?\d)(?![^\n]*\d\s?[ap]\.?m)", re.IGNORECASE
)
_LONGEST_DATE = 60
_NOON = 12
_HOUR = slice(11, 13)
"""Where the hour of a moment stands."""
_YEAR, _CLOSE = timedelta(days=365), timedelta(days=31)


def find_doubts_of_times(work: Work, *, is_sure: bool) -> None:
    """Notes in the work which times were read in the light of something else, or not for certain.

    ``is_sure``: the document has a known house, which says where the day of its entries stands.
    """
    events = [(n, u) for n, u in enumerate(shown_events(work), 1)]
    if not is_sure:
        _doubt_inferred(work, events)
    _doubt_missing_days(work, events)
    _doubt_zones(work, events)
    _doubt_halves(work, events)
    _doubt_impossible(work)
    _doubt_years(work, events)
    _doubt_order(work, events)
    _doubt_dues(work)
    _doubt_sentences(work, events)
    if any(finding.code == "RD202" for finding in work.scan.findings):
        work.scan.findings[:] = list(_grouped(work.scan.findings))


def shown_events(work: Work) -> list[Unit]:
    """The entries of the timeline that are events."""
    return [u for u in work.scan.units.get(("timeline",), []) if not u.in_table_slot]


def _doubt_inferred(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes once for every reason which entries have their day, year, or zone from elsewhere."""
    found: dict[tuple[str, str | None], list[tuple[int, Unit]]] = {}
    for number, unit in events:
        names = {"day or year": unit.item.get("year_basis"), "zone": unit.item.get("zone_basis")}
        inferred = [name for name, basis in names.items() if basis == "inferred"]
        if inferred and unit.item.get("at"):
            reason = unit.item.get("basis_reason")
            key = (" and ".join(inferred), str(reason) if reason else None)
            found.setdefault(key, []).append((number, unit))
    for (what, reason), units in found.items():
        count = "1 entry" if len(units) == 1 else f"{len(units)} entries"
        message = (
            f"The {what} of {count} does not stand with the time: {reason or 'it is taken from what stands around'}."
        )
        work.find("RD411", message, units[0][1].first)
        _mark(work, message, units)


def _doubt_missing_days(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes once which entries have a clock time of which nothing says the day, or the year."""
    for at, says in (
        (None, "nothing in the document says on which day, so that they have no place in time"),
        ("--", "nothing in the document says in which year"),
    ):
        lost = [(n, u) for n, u in events if _lacks(u, at)]
        if lost:
            whose = _share(len(lost), len(events))
            is_one = len(lost) == 1
            message = f"{whose[0].upper()}{whose[1:]} {'has' if is_one else 'have'} a time, and {says}."
            work.find("RD416", message.replace("they have", "it has") if is_one else message, lost[0][1].first)
            _mark(work, message, lost)


def _lacks(unit: Unit, at: str | None) -> bool:
    """Whether an entry has a clock time without a day (None), or without a year (``--``)."""
    held, written = unit.item.get("at"), str(unit.item.get("written") or "")
    if not (held is None if at is None else str(held or "").startswith(at)):
        return False
    if unit.item.get("precision") in {"unknown", "ordered"} or not any(c.isdigit() for c in written):
        return False
    return not any(is_impossible(m) or ((d := day_of(m)) and d.is_ambiguous) for m in dates_in(written))


def _doubt_impossible(work: Work) -> None:
    """Notes days under labels and in the front matter that no calendar has."""
    for path in DATES:
        for place in work.scan.scalars.get(path, [])[:1]:
            text = work.text(place.span)
            match = next(dates_in(text), None) if len(text) < _LONGEST_DATE else None
            if match and is_impossible(match):
                message = f"{match.group()} is no day of the calendar; it stays as written."
                work.doubt("RD205", message, _line(work, place), ".".join(path))


def _doubt_years(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes an entry about a year away from the ones before and after it: mostly the old year, written in January."""
    if len({str(u.item.get("at") or "")[:4] for _, u in events}) == 1:
        return  # all of one year
    days = [(n, u, day) for n, u in events if (day := _day_of(u)) is not None]
    for (_, _, before), (number, unit, day), (_, _, after) in zip(days, days[1:], days[2:], strict=False):
        is_far = all(_YEAR - _CLOSE < abs(day - other) < _YEAR + _CLOSE for other in (before, after))
        if is_far and abs(after - before) < _CLOSE:
            message = (
                f"{unit.item.get('written')} lies a year away from the entries around it; it is read as it is written."
            )
            work.doubt("RD417", message, unit.first, f"timeline[{number}].at")


def _day_of(unit: Unit) -> date | None:
    at = str(unit.item.get("at") or "")
    return date.fromisoformat(at[:10]) if _ISO.match(at) else None


def _doubt_zones(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes once which entries have a clock time of no known zone; a name of several zones is said apart."""
    clocks = [(n, u) for n, u in events if "T" in str(u.item.get("at") or "") or _lacks(u, None)]
    lost = [(n, u) for n, u in clocks if u.item.get("zone_basis") == "unknown"]
    lost.sort(key=lambda pair: str(pair[1].item.get("zone") or ""))
    for name, group in groupby(lost, key=lambda pair: str(pair[1].item.get("zone") or "")):
        units = sorted(group, key=lambda pair: pair[1].first)
        whose = _share(len(units), len(clocks))
        message = (
            f"{name} is the name of several zones, or of none that is known; the times of {whose} stay local."
            if name
            else f"No zone is stated for {whose}; what is read are local times of an unknown zone."
        )
        work.find("RD412", message, units[0][1].first)
        _mark(work, message, units)


def _doubt_halves(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes once which entries are read as of the afternoon although nothing beside their time says so."""
    found = [(n, u) for n, u in events if _is_halved(u)]
    if found:
        whose, unit = _share(len(found), len(events)), found[0][1]
        written, line = unit.item.get("written"), unit.first
        message = f"{written} is read as of the afternoon, because of the entries around it; in all {whose} are so."
        work.find("RD438", message, line)
        _mark(work, message, found)


def _is_halved(unit: Unit) -> bool:
    """Whether an entry's clock time is twelve hours later than its figures."""
    at, said = str(unit.item.get("at") or ""), str(unit.item.get("written") or "")
    zone = zones.zone_of(str(unit.item.get("zone") or ""))
    if zone in {None, UTC} and said[:2] == at[_HOUR]:
        return False
    written = _BARE.match(said)
    if written is None or "T" not in at or int(written["hour"]) >= _NOON:
        return False
    moment = instant(at) if zone is not UTC else None
    local = moment.astimezone(zone).hour if moment and zone else int(at[at.index("T") + 1 :][:2])
    return local == int(written["hour"]) + 12


def _mark(work: Work, message: str, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes a doubt at the times of events, after what is doubtful about them already."""
    for number, _ in events:
        path = f"timeline[{number}].at"
        work.scan.doubtful[path] = " ".join(filter(None, [work.scan.doubtful.get(path), message]))


def _doubt_sentences(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes once which events are sentences that state a time somewhere within."""
    units = [(n, u) for n, u in events if _is_sentence(u)]
    if units:
        count = "An event is" if len(units) == 1 else f"{len(units)} events are"
        message = f"{count} read from sentences with a time in them; check that each tells of something that happened."
        work.find("RD414", message, units[0][1].first)
        work.scan.doubtful.update({f"timeline[{n}]": message for n, _ in units})


def _is_sentence(unit: Unit) -> bool:
    written = unit.item.get("written")
    return "at" not in unit.places and bool(written) and str(written) in str(unit.item.get("what"))


def _share(count: int, whole: int) -> str:
    if count < whole:
        return f"{count} of {whole} entries"
    return "the only entry" if whole == 1 else f"all {whole} entries"


def _doubt_order(work: Work, events: Sequence[tuple[int, Unit]]) -> None:
    """Notes the first day of which nothing says whether its day or its month comes first."""
    for path, text, line, read in sorted(_open_days(work, events), key=lambda day: day[2]):
        match = next(dates_in(text), None)
        order = order_of(match) if match else None
        if match is None or order is None or match.group("part") == ".":
            continue
        _, first, second = order
        if first == second or not (0 < first <= 12 and 0 < second <= 12):
            continue
        says = f"it is read as {read[:10]}" if read and _ISO.match(read) else "it is not read as a day"
        message = (
            f"{match.group()} can be {NAMES[first - 1]} {second} or {NAMES[second - 1]} {first}; {says}. "
            "Write the year first to make that certain."
        )
        work.find("RD413", message, line)
        work.scan.doubtful[path] = message
        return


def _doubt_dues(work: Work) -> None:
    """Notes once which actions are due on a day that no calendar has, and once those that can be read in two ways."""
    impossible: list[tuple[str, Unit]] = []
    open_to_both: list[tuple[str, Unit]] = []
    units = [u for u in work.scan.units.get(("actions",), []) if not u.in_table_slot]
    for number, unit in enumerate(units, 1):
        place = unit.places.get("due")
        text = work.text(place.span) if place else str(unit.item.get("due") or "")
        match = next(dates_in(text), None) if len(text) < _LONGEST_DATE else None
        if match is None:
            continue
        message = ""
        if is_impossible(match):
            impossible.append((match.group(), unit))
            message = f"{match.group()} is no day of the calendar."
        elif _can_be_two(match):
            open_to_both.append((match.group(), unit))
            message = f"Nothing says whether the day or the month comes first in {match.group()}."
        if message:
            work.scan.doubtful[f"actions[{number}].due"] = message
    for code, found, says in (
        ("RD205", impossible, "no day of the calendar; it stays as written"),
        ("RD413", open_to_both, "a day that can be read in two ways; write the year first to make that certain"),
    ):
        if found:
            more = f"; so it is with {len(found) - 1} more" if len(found) > 1 else ""
            message = f"An action is due on {found[0][0]}, {says}{more}."
            work.find(code, message, found[0][1].first)


def _can_be_two(match: re.Match[str]) -> bool:
    order = order_of(match)
    if order is None or match.group("part") == "." or not _TWO_NUMBERS.search(match.group()):
        return False
    return order[1] != order[2] and all(0 < number <= 12 for number in order[1:])


def _open_days(work: Work, events: Sequence[tuple[int, Unit]]) -> Iterator[tuple[str, str, int, str | None]]:
    """What is written in numbers where a day should be: path, text, line, and the value that was read."""
    for path in DATES:
        for place in work.scan.scalars.get(path, [])[:1]:
            value, text = get_in(work.scan.tree, path), work.text(place.span)
            if _TWO_NUMBERS.search(text):
                yield ".".join(path), text, _line(work, place), value if isinstance(value, str) else None
    for number, unit in events:
        at = unit.item.get("at")
        text = str(unit.item.get("written") or "") or str(unit.item.get("what") or "")[:20]
        if _TWO_NUMBERS.search(text):
            yield f"timeline[{number}].at", text, unit.first, at if isinstance(at, str) else None


def _line(work: Work, place: Place) -> int:
    return work.source.line_at(place.span.start)


def _grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with zones of the wrong season said once for each zone."""
    kinds = Counter(_season(f) for f in findings)
    seen: set[str] = set()
    for finding in sorted(findings, key=lambda f: f.line or 0):
        zone = _season(finding)
        more = kinds[zone] - 1
        if zone is None or not more:
            yield finding
        elif zone not in seen:
            seen.add(zone)
            rest = "another entry" if more == 1 else f"{more} more entries"
            yield replace(finding, message=f"{finding.message.rstrip('.')}; so it is in {rest}.")


def _season(finding: Finding) -> str | None:
    """The zone of a finding about the season; None for others."""
    match = re.match(r"(\S+) is written on ", finding.message) if finding.code == "RD202" else None
    return match.group(1) if match else None
