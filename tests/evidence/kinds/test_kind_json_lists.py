"""Answers of APIs that no kind knows: the list of what happened is found in them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
DAY = "2024-02-15T14:32:09Z"
LATER = "2024-02-15T14:40:00Z"

ANSWERS: dict[str, tuple[Any, list[tuple[str | None, str | None, str | None]]]] = {
    "a list under a key": (
        {"data": [{"note": "rolled back", "owner": "ann", "createdAt": DAY}], "took": 0.1},
        [(DAY, "ann", "rolled back")],
    ),
    "a list alone, of one": (
        [
            {
                "id": 1,
                "author": {"name": "Ann"},
                "details": {"custom_message": "x"},
                "created_at": DAY,
                "name": "archived",
            }
        ],
        [(DAY, "Ann", "archived")],
    ),
    "lists within a list": (
        {"services": [{"name": "shop", "events": [{"createdAt": DAY, "message": "steady"}]}], "failures": []},
        [(DAY, None, "steady")],
    ),
    "what the objects hold": (
        {"data": [{"id": "r", "type": "runs", "attributes": {"created-at": DAY, "message": "Queued", "status": "ok"}}]},
        [(DAY, None, "Queued")],
    ),
    "objects under identifiers": (
        {
            "order": ["p1", "p2"],
            "posts": {
                "p1": {"id": "p1", "sent_at": DAY, "text": "down"},
                "p2": {"id": "p2", "sent_at": LATER, "text": "up"},
            },
        },
        [(DAY, None, "down"), (LATER, None, "up")],
    ),
    "a record with lists of its own": (
        {
            "items": [
                {
                    "title": "Down",
                    "started_at": DAY,
                    "updates": [{"at": LATER, "text": "a"}, {"at": LATER, "text": "b"}],
                }
            ]
        },
        [(DAY, None, "Down")],
    ),
    "the longer of two": (
        {
            "sites": [{"name": "a", "created": DAY}],
            "events": [{"time": DAY, "text": "1"}, {"time": LATER, "text": "2"}],
        },
        [(DAY, None, "1"), (LATER, None, "2")],
    ),
    "words within an object": (
        {"messages": [{"sender": "@ann:x", "content": {"body": "down"}, "origin_server_ts": 1708007529000}]},
        [("2024-02-15T14:32:09.000Z", "@ann:x", "down")],
    ),
    "rows below columns": (
        {
            "tables": [
                {
                    "name": "T",
                    "columns": [{"name": "TimeGenerated", "type": "datetime"}, {"name": "Message"}],
                    "rows": [[DAY, "down"], [LATER, "up"]],
                }
            ]
        },
        [(DAY, None, "down"), (LATER, None, "up")],
    ),
    "times without a zone": (
        {"value": [{"startTime": "2024-02-15T14:32:09", "definition": {"name": "deploy"}, "requestedFor": {"x": 1}}]},
        [("2024-02-15T14:32:09", None, "definition.name=deploy requestedFor.x=1")],
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("indent", [None, 2])
def test_what_happened_is_found(reading: Reading, name: str, indent: int | None) -> None:
    """Each object of the list is a record with its own bytes, whatever stands around it."""
    value, expected = ANSWERS[name]
    text = json.dumps(value, indent=indent)
    found = reading(text)
    entries = list(found.entries())
    assert [(entry.at, entry.who, entry.what) for entry in entries] == expected
    for entry in entries:
        source = entry.sources[0]
        assert isinstance(json.loads(text.encode()[source.offset : source.offset + source.length]), dict | list)


NOTHING: dict[str, Any] = {
    "a document about something": {"kind": "Thing", "created_at": DAY, "parts": ["a", "b"]},
    "lists of what has no time": {"packages": [{"name": "a", "version": "1"}, {"name": "b", "version": "2"}]},
    "times without words": {"rows": [{"created": DAY, "n": 1}]},
    "settings": {"editor": {"tabs": 2}, "plugins": [{"id": 1, "on": True}]},
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_about_nothing_that_happened_stays_unread(reading: Reading, name: str) -> None:
    """A time somewhere makes a document no evidence."""
    assert not reading(json.dumps(NOTHING[name], indent=1)).understood
