"""W3C extended logs."""

from collections.abc import Callable

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
IIS = """#Software: Microsoft Internet Information Services 10.0
#Date: 2021-08-07 00:00:01
#Fields: date time s-ip cs-method cs-uri-stem sc-status cs-username
2022-01-01 00:01:24 ::1 POST /pay 500 -
2022-01-01 00:01:25 ::1 GET / 200 ana
"""


def test_columns_are_those_of_the_header(reading: Reading) -> None:
    """IIS writes UTC, which its times do not say themselves."""
    found = reading(IIS)
    first, second = found.entries()
    assert (first.at, first.zone_basis, first.what, first.who) == (
        "2022-01-01T00:01:24Z",
        "inferred",
        "POST /pay 500",
        "::1",
    )
    assert second.who == "ana"
    assert found.ledger()[0].unparsed.lines == 3


def test_a_header_that_says_local_is_believed(reading: Reading) -> None:
    """The firewall's log looks the same and is not in UTC."""
    text = "#Version: 1.5\n#Time Format: Local\n#Fields: date time action\n2005-04-11 08:05:57 DROP\n"
    (entry,) = reading(text).entries()
    assert (entry.at, entry.zone_basis, entry.what) == ("2005-04-11T08:05:57", "unknown", "action=DROP")
