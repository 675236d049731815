"""The form of a Slack export: a folder with channels, users, and a file a day for each channel."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from checkout_outage.draw import Json, number, token
from checkout_outage.story import PEOPLE, SANA, Person, at

TEAM = "T05EXSHOP1"
"""The workspace."""

INCIDENTS, DEPLOYS = "C05INCIDNT", "C05DEPLOYS"
"""The channels' ids."""

_UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """An integration that posts."""

    id: str
    """Its id."""
    name: str
    """The name it posts under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as the story tells it."""

    clock: str
    """Clock time in UTC, to the second."""
    by: Person | Bot
    """Who wrote it."""
    text: str
    """Its text, with Slack's own marks."""
    day: str = "2026-03-12"
    """The day."""
    thread: str | None = None
    """Clock time of the message that it answers."""
    edited: str | None = None
    """Clock time of its edit."""
    subtype: str | None = None
    """Slack's subtype, for instance ``channel_join``."""
    title: str | None = None
    """Heading of a bot's attachment; the text is then the attachment's."""
    link: str | None = None
    """Target of that heading."""
    reactions: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    """Emoji and who left it."""

    @property
    def moment(self) -> datetime:
        """When it was written."""
        return at(self.clock, self.day)


def stamp(channel: str, moment: datetime) -> str:
    """Slack's id of a message: seconds and six digits."""
    fraction = number(f"slack/{channel}/{moment.isoformat()}", 1_000, 899_999)
    return f"{int(moment.timestamp())}.{fraction:06d}"


def _blocks(key: str, text: str) -> list[Json]:
    section: Json = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return [{"type": "rich_text", "block_id": token(f"{key}/block", 5, _UPPER), "elements": [section]}]


def _from_bot(bot: Bot, message: Message) -> dict[str, Json]:
    body: dict[str, Json] = {"subtype": "bot_message", "text": "", "bot_id": bot.id, "username": bot.name}
    if message.title is None:
        return {**body, "text": message.text}
    attachment: dict[str, Json] = {
        "id": 1,
        "color": "d50200" if "FIRING" in message.title else "2eb886",
        "fallback": f"{message.title}: {message.text}",
        "title": message.title,
        "text": message.text,
    }
    if message.link:
        attachment["title_link"] = message.link
    return {**body, "attachments": [attachment]}


def _from_person(person: Person, key: str, message: Message) -> dict[str, Json]:
    body: dict[str, Json] = {"user": person.slack, "text": message.text, "team": TEAM}
    if message.subtype is None:
        shape = (8, 4, 4, 4, 12)
        parts = [token(f"{key}/{index}", length) for index, length in enumerate(shape)]
        return {"client_msg_id": "-".join(parts), **body, "blocks": _blocks(key, message.text)}
    return {"subtype": message.subtype, **body}


def _posted(channel: str, message: Message, messages: Sequence[Message]) -> dict[str, Json]:
    key = f"{channel}/{message.day}/{message.clock}"
    by = message.by
    body = _from_person(by, key, message) if isinstance(by, Person) else _from_bot(by, message)
    posted: dict[str, Json] = {"type": "message", "ts": stamp(channel, message.moment), **body}
    replies = [reply for reply in messages if reply.thread == message.clock and reply.day == message.day]
    if message.thread is not None:
        parent = next(one for one in messages if one.clock == message.thread and one.day == message.day)
        posted["thread_ts"] = stamp(channel, parent.moment)
        posted["parent_user_id"] = _author(parent)
    elif replies:
        posted |= {
            "thread_ts": stamp(channel, message.moment),
            "reply_count": len(replies),
            "reply_users_count": len({_author(reply) for reply in replies}),
            "latest_reply": stamp(channel, replies[-1].moment),
            "replies": [{"user": _author(reply), "ts": stamp(channel, reply.moment)} for reply in replies],
        }
    if message.edited is not None:
        posted["edited"] = {
            "user": _author(message),
            "ts": f"{int(at(message.edited, message.day).timestamp())}.000000",
        }
    if message.reactions:
        posted["reactions"] = [
            {"name": name, "users": [person.slack for person in people], "count": len(people)}
            for name, people in message.reactions.items()
        ]
    return posted


def _moment(message: Message) -> datetime:
    return message.moment


def _author(message: Message) -> str:
    return message.by.slack if isinstance(message.by, Person) else message.by.id


def _json(value: Json) -> bytes:
    # Slack's exports are indented by four and escape slashes and everything beyond ASCII.
    return json.dumps(value, indent=4).replace("/", "\\/").encode()


def _channel(key: str, name: str, purpose: str) -> Json:
    return {
        "id": key,
        "name": name,
        "created": 1704103200,
        "creator": SANA.slack,
        "is_archived": False,
        "is_general": False,
        "members": [person.slack for person in PEOPLE],
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": purpose, "creator": SANA.slack, "last_set": 1704103200},
    }


def _user(person: Person) -> Json:
    profile: dict[str, Json] = {
        "title": person.role,
        "real_name": person.name,
        "display_name": person.name.split()[0].lower(),
        "email": f"{person.login}@example.com",
        "team": TEAM,
    }
    return {
        "id": person.slack,
        "team_id": TEAM,
        "name": person.login,
        "deleted": False,
        "real_name": person.name,
        "tz": "America/New_York",
        "profile": profile,
        "is_bot": False,
        "updated": 1772000000,
    }


def export(channels: dict[str, tuple[str, str, Sequence[Message]]]) -> dict[str, bytes]:
    """The files of the export by path; ``channels`` maps an id to name, purpose, and messages."""
    files: dict[str, bytes] = {
        "channels.json": _json([_channel(key, name, purpose) for key, (name, purpose, _) in channels.items()]),
        "users.json": _json([_user(person) for person in PEOPLE]),
    }
    for key, (name, _, messages) in channels.items():
        for day in sorted({message.day for message in messages}):
            posted = [_posted(key, one, messages) for one in sorted(messages, key=_moment) if one.day == day]
            files[f"{name}/{day}.json"] = _json(posted)
    return files
