"""Microsoft Teams messages."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
MESSAGE = {
    "id": "1708007530250",
    "messageType": "message",
    "createdDateTime": "2024-02-15T14:32:10.25Z",
    "lastEditedDateTime": None,
    "chatId": "c",
    "subject": None,
    "from": {"user": {"displayName": "Ana Lee"}},
    "body": {"contentType": "html", "content": '<p>5 &gt; 3&nbsp;<at id="0">Ben</at></p><p>look</p>'},
    "attachments": [{"name": "graph.png"}],
}


def test_a_message_is_read_as_people_see_it(reading: Reading) -> None:
    """HTML becomes words, entities characters, paragraphs lines."""
    (entry,) = reading(json.dumps({"value": [MESSAGE], "@odata.count": 1})).entries()
    assert (entry.at, entry.who) == ("2024-02-15T14:32:10.25Z", "Ana Lee")
    assert entry.what == "5 > 3 Ben\nlook [file: graph.png]"


def test_an_event_of_the_channel_says_what_it_is(reading: Reading) -> None:
    """Somebody joined: there is no text, only the sort of the event."""
    event = {
        **MESSAGE,
        "messageType": "systemEventMessage",
        "from": None,
        "attachments": [],
        "body": {"contentType": "html", "content": "<systemEventMessage/>"},
        "eventDetail": {"@odata.type": "#microsoft.graph.membersAddedEventMessageDetail"},
    }
    (entry,) = reading(json.dumps([event])).entries()
    assert (entry.who, entry.what) == (None, "membersAdded")


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"createdDateTime": None}, None),
        ({"createdDateTime": "x", "body": None}, None),
        ({"body": {"content": 3}, "from": [], "attachments": "x"}, AT),
    ],
)
def test_a_damaged_message_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes."""
    *_, entry = reading(json.dumps([MESSAGE, MESSAGE, {**MESSAGE, **fields}])).entries()
    assert (entry.at is None) == (at is None)


def test_an_export_of_powershell_is_read_alike(reading: Reading) -> None:
    """Its names begin with capitals, and an event of the system may say nothing of itself."""
    message = {
        "Id": "1708007530250",
        "MessageType": "message",
        "CreatedDateTime": "2024-02-15T14:32:10.25Z",
        "ChatId": "c",
        "From": {"User": {"DisplayName": "Ana Lee"}},
        "Body": {"ContentType": "html", "Content": "<p>look</p>"},
    }
    event = {**message, "From": None, "Body": {"ContentType": "html", "Content": "<systemEventMessage/>"}}
    entries = list(reading(json.dumps([message, event])).entries())
    assert [(entry.who, entry.what) for entry in entries] == [("Ana Lee", "look"), (None, "(system event)")]
    assert [entry.native_id for entry in entries] == ["c/1708007530250"] * 2
