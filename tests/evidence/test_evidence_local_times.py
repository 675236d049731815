"""Local times and times without a year, in logs of every kind that writes them: nothing guessed, order kept."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
LOCAL = {
    "java-log": "{day} {time},000 [main] INFO  com.example.App - x",
    "python-log": "{day} {time},000 - shop - INFO - x",
    "dotnet-log": "{day} {time}.0000|INFO|Shop.App|x",
    "dpkg": "{day} {time} status installed nginx:amd64 1.2",
    "postgresql": "{day} {time} [20] LOG:  x",
    "mysql-error": "{day} {time} 0 [Note] x",
    "rabbitmq": "{day} {time}.000000 [info] <0.1.0> x",
    "ruby-log": "I, [{day}T{time}.000000 #1]  INFO -- : x",
    "macos-log": "{day} {time}.000 Df shop[1:1a] (shop) x",
    "text": "{day} {time} x",
}
YEARLESS = {
    "redis": "[1] {dayname} {time}.000 * x",
    "syslog": "{bsd} {time} web-1 shop[1]: x",
    "glog": "I{digits} {time}.000000       1 main.go:1] x",
    "mongodb-text": "Thu {bsd} {time}.000 [initandlisten] x",
}
DAYS = (("31 Dec", "Dec 31", "1231"), ("01 Jan", "Jan  1", "0101"))


@pytest.mark.parametrize("kind", LOCAL)
def test_the_hour_that_occurs_twice_is_told_by_its_place(reading: Reading, kind: str) -> None:
    """The same local minute, an hour later in the file, is another instant."""
    times = ("02:10:00", "02:50:00", "02:10:00", "02:50:00")
    text = "".join(LOCAL[kind].format(day="2026-10-25", time=time) + "\n" for time in times)
    found = reading(text, tz="Europe/Berlin")
    assert [entry.at[:19] for entry in found.entries() if entry.at] == [
        "2026-10-25T00:10:00",
        "2026-10-25T00:50:00",
        "2026-10-25T01:10:00",
        "2026-10-25T01:50:00",
    ]
    assert [row.kind for row in found.ledger()] == [kind]


@pytest.mark.parametrize("kind", LOCAL)
def test_a_zone_that_is_not_stated_stays_open(reading: Reading, kind: str) -> None:
    """Without a word of the caller's, a local time is no instant."""
    (entry, *_) = reading((LOCAL[kind].format(day="2026-10-25", time="02:10:00") + "\n") * 2).entries()
    assert entry.at is not None
    assert not entry.at.endswith("Z")
    assert entry.zone_basis == "unknown"


@pytest.mark.parametrize("kind", LOCAL)
def test_a_time_that_cannot_be_is_kept_without_one(reading: Reading, kind: str) -> None:
    """A 30 February is a record that says what was written, and a finding."""
    lines = [LOCAL[kind].format(day=day, time="02:10:00") for day in ("2026-03-01", "2026-02-30", "2026-03-02")]
    found = reading("\n".join(lines) + "\n")
    entries = list(found.entries())
    assert [entry.at is None for entry in entries] == [False, True, False]
    assert entries[1].written
    assert "EV202" in {finding.code for finding in found.findings}


@pytest.mark.parametrize("kind", YEARLESS)
def test_a_year_that_is_supplied_turns_at_new_year(reading: Reading, kind: str) -> None:
    """It is that of the first record; January after December is of the next."""
    lines = [
        YEARLESS[kind].format(dayname=name, bsd=bsd, digits=digits, time=time)
        for (name, bsd, digits), time in zip(DAYS, ("23:59:59", "00:00:01"), strict=True)
    ]
    found = reading("\n".join(lines) + "\n", year=2025, tz="UTC")
    assert [entry.at[:19] for entry in found.entries() if entry.at] == ["2025-12-31T23:59:59", "2026-01-01T00:00:01"]
    assert [row.kind for row in found.ledger()] == [kind]


@pytest.mark.parametrize("kind", YEARLESS)
def test_a_year_that_is_not_stated_stays_open(reading: Reading, kind: str) -> None:
    """Neither the file's own date nor today's is taken for it."""
    name, bsd, digits = DAYS[0]
    line = YEARLESS[kind].format(dayname=name, bsd=bsd, digits=digits, time="23:59:59")
    (entry, _) = reading(f"{line}\n{line}\n").entries()
    assert entry.at is not None
    assert entry.at.startswith("--12-31T23:59:59")
    assert entry.year_basis == "unknown"
