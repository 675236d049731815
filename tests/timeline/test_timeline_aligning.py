"""Clocks set by one another: only on request, with the raw times kept and every move said."""

import random
from pathlib import Path

import pytest

from afterword.cli._telling import in_counts, told_from
from afterword.evidence.collection import read
from afterword.evidence.condensed import Condensed
from afterword.evidence.counting import Counting
from afterword.evidence.options import Options
from afterword.model.evidence import Entry
from afterword.timeline.aligning import moved
from afterword.timeline.collecting import likeness
from afterword.timeline.draft import draft
from afterword.timeline.telling import Told, tell


def stamp(second: float) -> str:
    """A time of the day in UTC."""
    at = int(second)
    return f"2024-02-15T{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}Z"


def orders(evidence, files: dict[str, float], count: int = 40, **fields: object) -> None:  # noqa: ANN001
    """Logs that mention the same orders, each so many seconds later by its own clock."""
    for number in range(count):
        for file, shift in files.items():
            at = stamp(50_000 + 20 * number + shift)
            evidence.add("text", at, f"order {7_310_000 + number} failed", file=file, severity="error", **fields)


def twice(evidence, trusted: tuple[str, ...] = ()) -> tuple[Told, Told]:  # noqa: ANN001
    """What is told without and with the clocks aligned."""
    first = tell(evidence.entries, trusted=trusted)
    return first, tell(evidence.entries, align=first.shifts, trusted=trusted)


def said(told: Told, code: str) -> list[str]:
    """The messages of a finding."""
    return [finding.message for finding in told.findings if finding.code == code]


def test_the_clock_with_which_most_agree_is_right(evidence) -> None:  # noqa: ANN001
    """Of three logs the one that differs is moved, and what is told afterwards agrees."""
    orders(evidence, {"a.log": 47, "b.log": 0, "c.log": 0})
    first, again = twice(evidence)
    assert {file: shift.seconds for file, shift in first.shifts.items()} == {"a.log": -47}
    (message,) = said(again, "TL109")
    assert message.startswith("a.log was moved 47 s earlier (--align), by 40 identifiers that it shares with")
    assert "does not say" not in message
    assert said(again, "TL105") == []
    assert again.shifts == {}


def test_the_raw_time_is_kept_and_the_move_is_said(evidence) -> None:  # noqa: ANN001
    """Each event of a source that was moved says so, and keeps what was written."""
    orders(evidence, {"a.log": 47, "b.log": 0, "c.log": 0}, count=40)
    evidence.add("text", stamp(50_100), "only here", file="a.log", written="Feb 15 13:55:00", severity="error")
    _, again = twice(evidence)
    (event,) = (entry for entry in again.entries if entry.what == "only here")
    assert (event.at, event.written) == (stamp(50_053), "Feb 15 13:55:00")
    assert event.reason == "a.log was moved 47 s earlier"
    assert event.basis_reason is not None
    assert "moved 47 s earlier to agree with" in event.basis_reason
    assert all("was moved" not in (entry.reason or "") for entry in again.entries if "a.log" not in str(entry.sources))


def test_of_two_alone_the_choice_is_said_and_can_be_made(evidence) -> None:  # noqa: ANN001
    """Nothing speaks for either of two clocks; the caller may."""
    orders(evidence, {"a.log": 0, "b.log": 10})
    evidence.add("text", stamp(40_000), "started", file="b.log")
    _, again = twice(evidence)
    (message,) = said(again, "TL109")
    assert message.startswith("a.log was moved 10 s later")
    assert "which of the two is off the evidence does not say" in message
    _, again = twice(evidence, trusted=("a.log",))
    (message,) = said(again, "TL109")
    assert message.startswith("b.log was moved 10 s earlier")
    assert "does not say" not in message


@pytest.mark.parametrize(
    "words",
    [
        "System clock wrong by 47.081392 seconds, no selectable source, clock not adjusted",
        "System clock was stepped by -47.0 seconds",
        "time correction of 47 seconds exceeds sanity limit (1000)",
        "step time server 192.0.2.1 offset -47.08 sec",
    ],
)
def test_a_log_that_says_that_its_clock_is_wrong_is_moved(evidence, words: str) -> None:  # noqa: ANN001
    """What sets the clock of a host says when it is off; then nothing has to be guessed."""
    orders(evidence, {"a.log": 0, "b.log": 47})
    for file, what in (("a.log", words), *(("a.log", f"routine {number}") for number in range(9))):
        evidence.add("text", stamp(49_000), what, file=file)
    first, again = twice(evidence)
    assert {file: shift.seconds for file, shift in first.shifts.items()} == {"a.log": 47}
    (message,) = said(again, "TL109")
    assert message.endswith("its own words say that its clock was wrong")
    (event,) = (event for event in draft(again, ()).timeline if event.what == words)
    assert event.notes == "moved 47 s later to agree with b.log."


def test_an_unknown_zone_is_never_passed_in_silence(evidence) -> None:  # noqa: ANN001
    """A move across an unknown zone says that the zone is not known."""
    for number in range(40):
        for file, shift, end in (("a.log", 0, "Z"), ("b.log", 7200, "")):
            at = stamp(50_000 + 20 * number + shift).removesuffix("Z") + end
            evidence.add("text", at, f"order {7_310_000 + number} failed", file=file, zone_basis="unknown")
    first, again = twice(evidence)
    assert {file: shift.seconds for file, shift in first.shifts.items()} == {"b.log": -7200}
    (message,) = said(again, "TL109")
    assert "(the zone of b.log is not known: taken as if UTC)" in message


PAGES = ((0, "Triggered: #4711 CheckoutErrorRateHigh"), (240, "Acknowledged #4711"), (1900, "Resolved #4711"))


@pytest.mark.parametrize(
    ("shift", "shifted"), [(4, None), (100, None), (-30, -30), (-2, None), (600, 600), (7200, 7200), (7204, 7200)]
)
def test_a_chat_is_set_by_what_it_repeats_of_the_pager(evidence, shift: int, shifted: int | None) -> None:  # noqa: ANN001
    """A notice may be on its way for a while, but is not there before it was sent."""
    for second, what in PAGES:
        evidence.add("pagerduty", stamp(50_000 + second), what, who="monitor")
        evidence.add("slack", stamp(50_000 + second + shift), what, who="PagerDuty")
    found = tell(evidence.entries).shifts
    assert {file: -move.seconds for file, move in found.items()} == ({"slack.txt": shifted} if shifted else {})
    assert all(move.things == "alerts" for move in found.values())


def test_what_people_say_later_of_an_alert_is_no_clock(evidence) -> None:  # noqa: ANN001
    """Mentions that come when somebody types are uneven."""
    for (second, what), late in zip(PAGES, (200, 20, 900), strict=True):
        evidence.add("pagerduty", stamp(50_000 + second), what, who="monitor")
        evidence.add("slack", stamp(50_000 + second + late), what, who="Ann")
    assert tell(evidence.entries).shifts == {}


@pytest.mark.parametrize(
    ("at", "seconds", "later"),
    [
        ("2024-02-28T23:59:30Z", 47, "2024-02-29T00:00:17Z"),
        ("2024-02-15T14:00:00.123456789Z", -1, "2024-02-15T13:59:59.123456789Z"),
        ("2024-02-15T14:00:00", 7200, "2024-02-15T16:00:00"),
        ("--12-31T23:59:30", 47, "--01-01T00:00:17"),
        ("--02-28T23:59:59", 1, "--02-29T00:00:00"),
        ("2024-02-15", 47, "2024-02-15"),
        ("9999-12-31T23:59:59Z", 47, "9999-12-31T23:59:59Z"),
        (None, 47, None),
    ],
)
def test_a_time_is_moved_in_its_own_form(at: str | None, seconds: int, later: str | None) -> None:
    """Zone, digits of the fraction, and a missing year stay as they are."""
    assert moved(at, seconds) == later


def logs(folder: Path, shift: int) -> None:
    """Three long logs of the same orders, the last with a clock that is off."""
    dice = random.Random(5)  # noqa: S311  made-up lines
    for name, off in (("a.log", 0), ("b.log", 0), ("c.log", shift)):
        lines = []
        for number in range(900):
            level = dice.choice(["ERROR", "INFO "]) if 300 < number < 600 else "INFO "
            at = stamp(50_000 + 2 * number + off).replace("T", " ").removesuffix("Z")
            lines.append(f"{at},{dice.randrange(1000):03} {level} exec-1 orders: order {7_310_000 + number} done\n")
        (folder / name).write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("shift", [-47, 60, 7200])
def test_counts_and_records_are_moved_alike(tmp_path: Path, shift: int) -> None:
    """Logs that are read in counts give the timeline that they give record by record, moved or not."""
    logs(tmp_path, shift)
    options = Options(tz="UTC")

    def record_by_record(_: frozenset[str]):  # noqa: ANN202
        return read([tmp_path], options=options).entries()

    counted: list[str] = []

    def counting(never: frozenset[str]):  # noqa: ANN202
        collection = read([tmp_path], options=options)
        for item in collection.condensed(Counting(likeness=likeness, least=1, chunk=20_000, never=never)):
            counted.extend([item.file.rpartition("/")[2]] if isinstance(item, Condensed) else [])
            yield item

    one, other = (told_from(way, limit=None, span=None, align=True) for way in (record_by_record, counting))
    assert one.entries == other.entries
    assert one.findings == other.findings
    assert [*one.dispositions] == [*other.dispositions] or len(other.dispositions) < len(one.dispositions)
    assert sorted(counted) == ["a.log", "a.log", "b.log", "b.log", *["c.log"] * (1 if shift % 60 else 2)]
    (message,) = said(one, "TL109")
    assert f"c.log was moved {'47 s later' if shift < 0 else ''}" in message


def test_nothing_is_read_twice_where_clocks_agree(tmp_path: Path) -> None:
    """Aligning costs nothing where there is nothing to align."""
    logs(tmp_path, 0)
    collection = read([tmp_path], options=Options(tz="UTC"))
    asked: list[frozenset[str]] = []
    ways = in_counts(collection, None)

    def counted(never: frozenset[str]):  # noqa: ANN202
        asked.append(never)
        return ways(never)

    told_from(counted, limit=None, span=None, align=True)
    assert asked == [frozenset()]


def test_an_entry_without_a_source_is_left_alone() -> None:
    """A record that stands nowhere cannot be moved."""
    assert tell([Entry(at=stamp(1), what="x")], align={}).entries[0].at == stamp(1)
