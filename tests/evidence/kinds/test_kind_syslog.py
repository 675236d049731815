"""Syslog in its forms."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
FORMS = {
    "RFC 3164": ("Feb 15 14:32:10 web-1 sshd[12]: Accepted\n", ("--02-15T14:32:10", "web-1 sshd", None, "Accepted")),
    "priority": ("<38>Feb  5 14:32:10 web-1 su: failed\n", ("--02-05T14:32:10", "web-1 su", "info", "failed")),
    "no host": ("Nov 18 08:30:20 kernel: [997.39] sda2\n", ("--11-18T08:30:20", "kernel", None, "[997.39] sda2")),
    "no tag": ("Jan 22 07:54:32 web-1 Job `x' ended\n", ("--01-22T07:54:32", "web-1", None, "Job `x' ended")),
    "year": ("Feb 15 2024 14:32:10 fw-1 asa: up\n", ("2024-02-15T14:32:10", "fw-1 asa", None, "up")),
    "fraction": ("Mar 23 23:01:18.123 web-1 x[1]: y\n", ("--03-23T23:01:18.123", "web-1 x", None, "y")),
    "repeated": (
        "Nov 18 01:15:43 web-1 last message repeated 5 times\n",
        ("--11-18T01:15:43", "web-1", None, "last message repeated 5 times"),
    ),
    "RFC 5424": (
        '<165>1 2024-02-15T14:32:10.003Z web-1 app 77 ID47 [x@1 a="]\\""] \ufeffstarted\n',
        ("2024-02-15T14:32:10.003Z", "web-1 app", "notice", "started"),
    ),
    "RFC 5424, all nil": ("<14>1 - - - - - - text\n", (None, None, "info", "text")),
    "octet counting": (
        "61 <14>1 2024-02-15T14:32:10+01:00 web-1 app - - - started at last\n",
        ("2024-02-15T13:32:10Z", "web-1 app", "info", "started at last"),
    ),
    "ISO file": (
        "2024-02-15T14:32:10.123456+02:00 web-1 CRON[5]: (root) CMD (x)\n",
        ("2024-02-15T12:32:10.123456Z", "web-1 CRON", None, "(root) CMD (x)"),
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_message_is_read(reading: Reading, name: str) -> None:
    """Each form gives time, host and program, severity, and message."""
    text, expected = FORMS[name]
    found = reading(text * 3)
    entries = list(found.entries())
    assert [row.kind for row in found.ledger()] == ["syslog"]
    assert [(e.at, e.who, e.severity, e.what) for e in entries] == [expected] * 3
    assert found.ledger()[0].unparsed.bytes == 0


def test_messages_without_line_ends_are_told_apart(reading: Reading) -> None:
    """A forwarded stream is cut at its priorities; a line end within a message is part of it."""
    text = (
        "<15>2021-03-06T04:07:33.194677+00:00 web tag one<14>2021-03-06T04:07:33.196352+00:00 web tag two\n"
        "more<10>2021-03-06T04:07:33.196443+00:00 web tag three"
    )
    found = reading(text)
    entries = list(found.entries())
    assert [entry.what for entry in entries] == ["one", "two\nmore", "three"]
    assert [entry.sources[0].line for entry in entries] == [1, 1, 2]
    assert [entry.sources[0].record for entry in entries] == [1, 2, 3]
    assert found.ledger()[0].unparsed.bytes == 0


def test_indented_lines_belong_to_the_message_above(reading: Reading) -> None:
    """A line that only looks like a message of an unreadable date belongs to none."""
    text = "Nov 18 01:15:20 web x: a\n\tb\nMMM 22 07:54:32 web x: c\nNov 18 01:15:21 web x: d\n" * 2
    found = reading(text)
    assert [entry.what for entry in found.entries()] == ["a\n\tb", "d", "a\n\tb", "d"]
    assert found.ledger()[0].unparsed.lines == 2


def test_year_and_zone_are_supplied(reading: Reading) -> None:
    """What the log does not say is taken from the caller, and marked so."""
    (entry,) = reading("Feb 15 14:32:10 web-1 x: y\n", year=2024, tz="-05:00").entries()
    assert (entry.at, entry.year_basis, entry.zone_basis) == ("2024-02-15T19:32:10Z", "supplied", "supplied")


def test_the_repeated_hour_is_told_by_its_place(reading: Reading) -> None:
    """The same local minute, an hour later, is another instant."""
    text = "".join(f"Oct 27 02:{minute}:00 web-1 x: y\n" for minute in ("10", "50", "10", "50"))
    entries = reading(text, year=2024, tz="Europe/Berlin").entries()
    assert [entry.at for entry in entries] == [
        "2024-10-27T00:10:00Z",
        "2024-10-27T00:50:00Z",
        "2024-10-27T01:10:00Z",
        "2024-10-27T01:50:00Z",
    ]
