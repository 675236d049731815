"""Access logs of nginx and Apache."""

from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
STAMP = "[15/Feb/2024:09:32:10 -0500]"
LINES = {
    "common": (f'203.0.113.9 - - {STAMP} "GET /a HTTP/1.1" 200 157', ("203.0.113.9", None, "GET /a 200")),
    "combined": (
        f'203.0.113.9 - ana {STAMP} "POST /pay HTTP/2.0" 502 1 "https://x/" "Mozilla \\"5\\""',
        ("ana", "error", "POST /pay 502"),
    ),
    "virtual host": (
        f'shop.example:443 2001:db8::1 - - {STAMP} "GET / HTTP/1.1" 304 - "-" "-"',
        ("2001:db8::1", None, "shop.example:443 GET / 304"),
    ),
    "no request": (f'203.0.113.9 - - {STAMP} "-" 408 -', ("203.0.113.9", None, "- 408")),
    "noise": (f'203.0.113.9 - - {STAMP} "\\x16\\x03" 400 157 "-" "-"', ("203.0.113.9", None, "\\x16\\x03 400")),
    "stray quote": (f'203.0.113.9 - - {STAMP} "GET /a"b HTTP/1.1" 200 5', ("203.0.113.9", None, 'GET /a"b 200')),
    "own fields": (f'203.0.113.9 - - {STAMP} "GET /a HTTP/1.1" 200 5 "-" "-" 0.123 upstream=1', None),
    "user with a space": (f'203.0.113.9 - ana lee {STAMP} "GET /a HTTP/1.1" 200 5', None),
}


@pytest.mark.parametrize("name", LINES)
def test_a_request_is_read(reading: Reading, name: str) -> None:
    """Time in UTC, user or address, request and status; errors of the server are errors."""
    line, expected = LINES[name]
    found = reading(f"{line}\n" * 2)
    first, _ = found.entries()
    assert first.sources[0].kind == "access-log"
    assert (first.at, first.zone, first.written) == ("2024-02-15T14:32:10Z", "-0500", STAMP.strip("[]"))
    if expected:
        assert (first.who, first.severity, first.what) == expected
    assert found.ledger()[0].unparsed.bytes == 0


def test_fractions_of_a_second_are_kept(reading: Reading) -> None:
    """A log with milliseconds is as exact as it is."""
    (entry,) = reading('203.0.113.9 - - [15/Feb/2024:09:32:10.250 +0000] "GET / HTTP/1.1" 200 5\n').entries()
    assert (entry.at, entry.precision) == ("2024-02-15T09:32:10.250Z", "exact")


def test_what_is_no_request_is_unparsed(reading: Reading) -> None:
    """A line of another make stays out of the records beside it."""
    line = f'203.0.113.9 - - {STAMP} "GET /a HTTP/1.1" 200 157\n'
    found = reading(line * 5 + "worker process 31 exited\n" + line)
    assert len(list(found.entries())) == 6
    assert found.ledger()[0].unparsed.lines == 1


def test_a_password_in_a_query_is_masked(reading: Reading) -> None:
    """The citation is that of the whole line."""
    line = f'203.0.113.9 - - {STAMP} "GET /a?token=abcdef123 HTTP/1.1" 200 157\n'
    (entry,) = reading(line).entries()
    assert entry.what == "GET /a?token=[secret: token] 200"
    assert entry.sources[0].length == len(line)
    (shown,) = reading(line, reveal=True).entries()
    assert shown.what == "GET /a?token=abcdef123 200"
