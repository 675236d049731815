"""Mattermost posts."""

import json
from collections.abc import Callable

import pytest

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]
AT = "2024-02-15T14:32:10Z"
POST = {"team": "t", "channel": "incidents", "user": "ana", "message": "looking", "create_at": 1708007530250}
REPLY = {"user": "ben", "message": "me too", "create_at": 1708007531000}


def test_a_bulk_export_gives_posts_and_replies(reading: Reading) -> None:
    """Milliseconds become UTC; replies are records of their own; lines about teams and channels are none."""
    lines = [
        {"type": "version", "version": 1},
        {"type": "channel", "channel": {"name": "incidents"}},
        {"type": "post", "post": {**POST, "replies": [REPLY]}},
        {"type": "direct_post", "direct_post": {**POST, "message": "privately", "channel_members": ["ana", "ben"]}},
    ]
    found = reading("\n".join(json.dumps(line) for line in lines) + "\n")
    assert [(e.at, e.who, e.what) for e in found.entries()] == [
        ("2024-02-15T14:32:10.250Z", "ana", "looking"),
        ("2024-02-15T14:32:11.000Z", "ben", "me too"),
        ("2024-02-15T14:32:10.250Z", "ana", "privately"),
    ]
    row = found.ledger()[0]
    assert row.used.bytes + row.unparsed.bytes == row.bytes


def test_posts_by_their_identifiers_are_not_read_in_part(reading: Reading) -> None:
    """An answer that names each post by a key of its own is not understood rather than cut to one."""
    one, two = {**POST, "user_id": "u"}, {**POST, "user_id": "v"}
    assert not reading(json.dumps({"order": ["a", "b"], "posts": {"a": one, "b": two}})).understood


@pytest.mark.parametrize(
    ("fields", "at"), [({"create_at": None}, None), ({"create_at": 0}, None), ({"message": 3, "user": []}, AT)]
)
def test_a_damaged_post_keeps_what_is_there(reading: Reading, fields: dict[str, object], at: str | None) -> None:
    """Missing and wrong values leave holes."""
    lines = [{"type": "post", "post": POST}, {"type": "post", "post": {**POST, **fields}}]
    *_, entry = reading("\n".join(json.dumps(line) for line in lines)).entries()
    assert (entry.at is None) == (at is None)
