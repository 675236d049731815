"""Slack: workspace exports (folder or zip), slackdump, answers of the API, and events, with names for identifiers."""

import json
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from afterword.evidence.clock import Clock
from afterword.evidence.documents import (
    elements_of,
    find_records,
    further,
    inner,
    joined,
    made,
    many,
    moment_of,
    placed,
    words,
)
from afterword.evidence.fields import Fields
from afterword.evidence.jsontext import EACH
from afterword.evidence.record import Context, Record
from afterword.evidence.sample import Sample
from afterword.evidence.text import Text
from afterword.model.moment import Moment
from afterword.model.plain import Plain
from afterword.model.values import dataclass

JSON: Final = True
"""Only of texts that are JSON it is asked."""

_STAMP: Final = re.compile(r"\d{9,10}\.\d{6}$")
_MARKUP: Final = re.compile(r"<([^<>\n]*)>")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_PERSON: Final = re.compile(r"[UWB][A-Z0-9]+$")
_CHANNEL: Final = re.compile(r"[CDG][A-Z0-9]+$")
_FILE: Final = re.compile(r"F[A-Z0-9]+$")
_OWN_MENTION: Final = re.compile(r"^<@[^>]*> +")
_REPLIES: Final = "slackdump_thread_replies"
_PEOPLE: Final = ("users.json", "org_users.json")
_CHANNELS: Final = ("channels.json", "groups.json", "mpims.json")
_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Names of people and channels by their identifiers."""

    people: Mapping[str, str]
    channels: Mapping[str, str]


def score(sample: Sample) -> float:
    """By the part of the objects that are messages; lists of people, channels, and apps belong to an export."""
    place = find_records(sample, _is_message)
    if place:
        return 0.95 * place.share
    reference = find_records(sample, _is_reference)
    return 0.9 * reference.share if reference and reference.path[-1:] == (EACH,) else 0.0


def read(text: Text, context: Context) -> Iterator[Record]:
    """One record for each message, thread replies included; lists of people and channels give only names."""
    if find_records(context.sample, _is_message) is None:
        return
    names = _Names(people=_named(context, _PEOPLE), channels=_named(context, _CHANNELS))
    number = 0
    for documents, element in elements_of(text, context, _is_message):
        if not isinstance(element.value, Mapping):
            continue
        number += 1
        record = placed(_message(element.value, names, context.clock), element, number)
        replies = list(documents.elements(_REPLIES, EACH, within=element)) if _REPLIES in element.value else []
        if replies:
            # A reply within its parent is a record of its own: the parent ends where the first reply begins.
            record = record._replace(length=replies[0].offset - record.offset, lines=replies[0].line - element.line)
        yield record
        for reply in replies:
            if isinstance(reply.value, Mapping):
                number += 1
                yield placed(_message(reply.value, names, context.clock), reply, number)


def _is_message(value: Fields) -> bool:
    stamp = value.get("ts")
    if not isinstance(stamp, str) or not _STAMP.match(stamp):
        return False
    return value.get("type") == "message" or bool(value.keys() & {"text", "blocks", "attachments", "subtype"})


def _is_reference(value: Fields) -> bool:
    name = value.get("id")
    if not isinstance(name, str):
        return "change_type" in value and bool(value.keys() & {"service_type", "app_type", "app_id", "service_id"})
    if _FILE.match(name):
        return bool(value.keys() & {"filetype", "mimetype", "url_private"})
    if _PERSON.match(name):
        return isinstance(value.get("profile"), Mapping) and bool(
            value.keys() & {"team_id", "deleted", "is_bot", "real_name"}
        )
    return bool(_CHANNEL.match(name)) and "created" in value and bool(value.keys() & {"members", "creator"})


def _named(context: Context, files: Sequence[str]) -> Mapping[str, str]:
    lists = [_names_in(data) for name in files if (data := context.neighbour(name))]
    return ChainMap(*lists) if len(lists) > 1 else lists[0] if lists else {}


@lru_cache(maxsize=8)
def _names_in(data: bytes) -> dict[str, str]:
    """Names by identifiers in a list of people or channels; none where it is not readable."""
    try:
        listed = json.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    if isinstance(listed, Mapping):
        listed = listed.get("members") or listed.get("channels") or []
    found: dict[str, str] = {}
    for item in listed if isinstance(listed, list) else []:
        if not isinstance(item, Mapping):
            continue
        name = _called(item)
        for key in (words(item, "id"), words(item, "profile", "bot_id")):
            if key and name:
                found[key] = name
    return found


def _called(item: Fields) -> str | None:
    profile = inner(item, "profile")
    return (
        words(profile, "real_name")
        or words(item, "real_name")
        or words(profile, "display_name")
        or words(item, "display_name")
        or words(item, "name")
    )


def _message(value: Fields, names: _Names, clock: Clock) -> Record:
    inside = inner(value, "message") or inner(value, "previous_message") or inner(value, "comment")
    text = _words(value, names) or _words(inside, names)
    subtype = words(value, "subtype") or ""
    if subtype in ("message_changed", "message_deleted"):
        text = f"{subtype.removeprefix('message_')}: {text or 'a message'}"
    elif text is None and subtype:
        text = subtype.replace("_", " ")
    main = _at(value.get("ts"), clock)
    moments = further(_stamp(value, "edited"), "edited", clock, main=main)
    name = joined("/", words(value, "ts"), words(value, "user") or words(value, "bot_id"))
    record = made(main, text, who=_who(value, names) or _who(inside, names), moments=moments)
    return record._replace(native_id=name)


def _at(stamp: Plain, clock: Clock) -> Moment:
    """A message's time: seconds, microseconds, and no other unit."""
    text = str(stamp) if isinstance(stamp, str | int | float) and not isinstance(stamp, bool) else ""
    return (clock.epoch(text, "s") if text else None) or moment_of(stamp, clock)


def _stamp(value: Fields, key: str) -> Plain:
    return inner(value, key).get("ts")


def _who(value: Fields, names: _Names) -> str | None:
    user, bot = words(value, "user"), words(value, "bot_id")
    shown = words(value, "username") or words(value, "bot_profile", "name") or words(value, "user_name")
    if value.get("subtype") == "bot_message" and shown:
        return shown
    profile = _called(inner(value, "user_profile"))
    known = names.people.get(user or "") or profile
    return known or shown or names.people.get(bot or "") or user or (f"bot {bot}" if bot else None)


def _words(value: Fields, names: _Names) -> str | None:
    """What a message says: its text or blocks, what bots attach to it, and the names of its files."""
    raw = words(value, "text") or words(value, "comment") or ""
    if (words(value, "subtype") or "").endswith(("_join", "_leave")):
        raw = _OWN_MENTION.sub("", raw)
    parts = [_plain(raw, names) if raw else "\n".join(_blocks(value.get("blocks"), names, 0))]
    for attached in many(value, "attachments"):
        # What a link unfolds to is not what was said.
        if parts[0] and attached.keys() & {"from_url", "original_url", "is_msg_unfurl", "is_share"}:
            continue
        parts.append(_attachment(attached, names))
    said = "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
    files = [words(file, "title") or words(file, "name") for file in many(value, "files")]
    for name in files:
        if name and name not in said:
            said = f"{said} [file: {name}]".strip()
    return said or None


def _attachment(value: Fields, names: _Names) -> str:
    parts = [words(value, key) for key in ("pretext", "title", "text")]
    parts.extend(joined(": ", words(field, "title"), words(field, "value")) for field in many(value, "fields"))
    parts.extend(_blocks(value.get("blocks"), names, 0))
    if not any(parts):
        parts = [words(value, "fallback")]
    return "\n".join(dict.fromkeys(_plain(part, names) for part in parts if part))


def _blocks(value: Plain, names: _Names, depth: int) -> list[str]:
    """The words of blocks, one part for each that says something."""
    if not isinstance(value, list) or depth > _DEEPEST:
        return []
    found: list[str] = []
    for block in value:
        if not isinstance(block, Mapping):
            continue
        kind = words(block, "type") or ""
        if kind in ("rich_text_section", "rich_text_preformatted", "rich_text_quote"):
            found.append("".join(_leaf(item, names) for item in many(block, "elements")))
        elif kind in ("mrkdwn", "plain_text"):
            found.append(_plain(words(block, "text") or "", names))
        elif kind == "image":
            found.append(words(block, "alt_text") or words(block, "title", "text") or "")
        elif kind not in ("actions", "button"):
            found.append(_plain(words(block, "text", "text") or "", names))
            found.extend(_blocks(block.get("fields"), names, depth + 1))
            found.extend(_blocks(block.get("elements"), names, depth + 1))
    return [part for part in found if part.strip()]


def _leaf(item: Fields, names: _Names) -> str:
    """An element of rich text as people see it."""
    kind = item.get("type")
    raw = item.get("text")
    if isinstance(raw, str) and raw and kind != "link":
        return raw
    if kind == "link":
        return _link(words(item, "url") or "", words(item, "text") or "")
    if kind == "user":
        return _person(words(item, "user_id") or "", "", names)
    if kind == "channel":
        return _channel(words(item, "channel_id") or "", "", names)
    if kind == "emoji":
        return f":{words(item, 'name') or ''}:"
    if kind == "broadcast":
        return f"@{words(item, 'range') or 'channel'}"
    return words(item, "usergroup_id") or words(item, "fallback") or ""


def _plain(text: str, names: _Names) -> str:
    """Slack's markup with mentions, links, and entities as people see them."""
    shown = _MARKUP.sub(lambda found: _markup(found, names), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _markup(found: re.Match[str], names: _Names) -> str:
    target, _, label = found.group(1).partition("|")
    mark, name = target[:1], target[1:]
    if mark == "@":
        return _person(name, label, names)
    if mark == "#":
        return _channel(name, label, names)
    if mark == "!":
        return label or f"@{name.partition('^')[0]}"
    return _link(target, label) if _SCHEME.match(target) else found.group()


def _person(identifier: str, label: str, names: _Names) -> str:
    return f"@{names.people.get(identifier) or label.lstrip('@') or identifier}"


def _channel(identifier: str, label: str, names: _Names) -> str:
    return f"#{label or names.channels.get(identifier) or identifier}"


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    return address if not label or label in address else f"{label} ({address})"
