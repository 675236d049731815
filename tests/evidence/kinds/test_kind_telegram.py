"""Telegram chats."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT, LATER = "2024-02-15T14:32:10Z", "2024-02-15T14:40:00Z"
MESSAGE = {
    "id": 1,
    "type": "message",
    "date": "2024-02-15T15:32:10",
    "date_unixtime": "1708007530",
    "edited_unixtime": "1708008000",
    "from": "Ana Lee",
    "from_id": "user1",
    "text": ["see ", {"type": "link", "text": "https://x.test"}],
}


def test_a_message_has_the_time_that_states_its_zone(reading: Reading) -> None:
    """The other one is that of whoever exported the chat."""
    (entry,) = reading(json.dumps({"name": "ops", "type": "private_group", "messages": [MESSAGE]})).entries()
    assert (entry.at, entry.who, entry.what) == (AT, "Ana Lee", "see https://x.test")
    assert [(m.at, m.what) for m in entry.moments] == [(LATER, "edited")]


SERVICE = {"type": "service", "actor": "Ben", "action": "invite_members", "from": None, "text": ""}


@pytest.mark.parametrize(
    ("fields", "at", "what"),
    [
        (SERVICE, AT, "invite members"),
        ({"date_unixtime": None}, "2024-02-15T15:32:10", "see https://x.test"),
        ({"date_unixtime": "x", "text": [None, 3, {"text": 4}], "file_name": "a.png"}, None, "[file: a.png]"),
        ({"text": 5, "from": []}, AT, None),
    ],
)
def test_other_messages_keep_what_is_there(
    reading: Reading, fields: dict[str, object], at: str | None, what: str | None
) -> None:
    """Those of the service, those with a local time only, and damaged ones."""
    *_, entry = reading(json.dumps({"messages": [MESSAGE, MESSAGE, {**MESSAGE, **fields}]})).entries()
    assert (entry.at, entry.what) == (at, what)
