"""Error logs of nginx and Apache."""

from collections.abc import Callable

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]


def test_nginx(reading: Reading) -> None:
    """Local time without a zone, level, message, and the client that it names."""
    line = "2024/02/15 14:32:10 [error] 31#31: *1 upstream timed out, client: 203.0.113.9, server: shop\n"
    first, second = reading(line + line.replace("error", "warn").replace(", client: 203.0.113.9", "")).entries()
    assert (first.at, first.severity, first.who) == ("2024-02-15T14:32:10", "error", "203.0.113.9")
    assert first.what == "*1 upstream timed out, client: 203.0.113.9, server: shop"
    assert (second.severity, second.who) == ("warn", None)
    assert first.sources[0].kind == "web-error-log"


def test_apache(reading: Reading) -> None:
    """Both generations of its format, with lines that go on."""
    text = (
        "[Wed Feb 14 23:10:58.123456 2024] [core:error] [pid 32] [client 203.0.113.9:51324] AH00126: Invalid URI\n"
        "  more of it\n"
        "[Fri Dec 16 01:46:23 2005] [notice] caught SIGTERM\n"
    )
    first, second = reading(text).entries()
    assert (first.at, first.severity, first.who) == ("2024-02-14T23:10:58.123456", "error", "203.0.113.9:51324")
    assert first.what == "AH00126: Invalid URI\n  more of it"
    assert (second.at, second.severity, second.what) == ("2005-12-16T01:46:23", "notice", "caught SIGTERM")
