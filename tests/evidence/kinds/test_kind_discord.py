"""Discord messages."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
LATER = "2024-02-15T14:40:00Z"
EXPORTED = {
    "id": "1",
    "type": "Default",
    "timestamp": "2024-02-15T14:32:10.25+00:00",
    "timestampEdited": LATER,
    "isPinned": False,
    "content": "looking",
    "author": {"id": "1", "name": "ana", "nickname": "Ana Lee", "isBot": False},
    "attachments": [{"fileName": "graph.png"}],
    "embeds": [{"title": "High errors", "description": "5%"}],
}
OF_API = {
    "id": "1",
    "type": 0,
    "timestamp": "2024-02-15T14:32:10.250000+00:00",
    "edited_timestamp": None,
    "pinned": False,
    "content": "looking",
    "author": {"id": "1", "username": "ana", "global_name": "Ana Lee"},
}


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"guild": {}, "channel": {}, "messages": [EXPORTED]}, "looking\nHigh errors\n5% [file: graph.png]"),
        ([OF_API], "looking"),
    ],
)
def test_a_message_is_read(reading: Reading, document: object, what: str) -> None:
    """Author by the name that people see, embeds and files named."""
    (entry,) = reading(json.dumps(document)).entries()
    assert (entry.at or "").startswith("2024-02-15T14:32:10.25")
    assert (entry.who, entry.what) == ("Ana Lee", what)


def test_a_join_is_a_record_of_its_kind(reading: Reading) -> None:
    """What is no ordinary message says what it is."""
    (entry,) = reading(
        json.dumps([{**EXPORTED, "type": "GuildMemberJoin", "content": "Joined.", "embeds": []}])
    ).entries()
    assert (entry.what or "").startswith("guild member join: Joined.")


@pytest.mark.parametrize(
    ("fields", "at"), [({"timestamp": None}, None), ({"content": 3, "embeds": 4, "attachments": [None]}, EXPORTED)]
)
def test_a_damaged_message_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: object) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([EXPORTED, EXPORTED, {**EXPORTED, **fields}])).entries()
    assert (entry.at is None) == (at is None)
    assert entry.who == "Ana Lee"
