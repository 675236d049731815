"""Azure resource logs whose times state no zone, or stand in numbers."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]


@pytest.mark.parametrize(
    ("written", "at", "zone"),
    [
        ("2/5/2024 2:32:10 PM", "2024-02-05T14:32:10Z", "inferred"),
        ("02/05/2024 14:32:10", "2024-02-05T14:32:10Z", "inferred"),
        ("2024-02-05T14:32:10", "2024-02-05T14:32:10Z", "inferred"),
        ("2024-02-05T14:32:10.1234567Z", "2024-02-05T14:32:10.1234567Z", "stated"),
        ("2024-02-05T15:32:10+01:00", "2024-02-05T14:32:10Z", "stated"),
        ("soon", None, "unknown"),
    ],
)
def test_a_time_is_utc_by_the_rule_of_azure(reading: Reading, written: str, at: str | None, zone: str) -> None:
    """A date in numbers is month first and a time without a zone UTC, with the reason; a stated zone is taken."""
    lines = [{"time": "2024-02-01T00:00:00Z", "category": "Policy"}, {"time": written, "category": "Administrative"}]
    *_, entry = reading("".join(json.dumps(line) + "\n" for line in lines)).entries()
    assert (entry.at, entry.zone_basis, entry.sources[0].kind) == (at, zone, "azure-resource-logs")
    assert (entry.basis_reason is not None) == (zone == "inferred")


def test_sign_ins_are_those_of_the_directory(reading: Reading) -> None:
    """What the directory exports in the same envelope is told as it tells it elsewhere."""
    sign_in = {"createdDateTime": "2024-02-15T14:32:10Z", "userPrincipalName": "ana@x.test", "appDisplayName": "Portal"}
    record = {
        "time": "2024-02-15T14:32:11Z",
        "resourceId": "/tenants/t",
        "operationName": "Sign-in activity",
        "category": "SignInLogs",
        "properties": sign_in,
    }
    (entry,) = reading(json.dumps({"records": [record]})).entries()
    assert (entry.at, entry.who, entry.what) == ("2024-02-15T14:32:10Z", "ana@x.test", "Sign-in to Portal")
