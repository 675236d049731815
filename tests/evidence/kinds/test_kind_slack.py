"""Slack exports, dumps, and answers."""

import io
import itertools
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from afterword.evidence.collection import Collection, read
from afterword.evidence.options import Options

Reading = Callable[..., Collection]

USERS = [
    {"id": "U1", "name": "ana", "deleted": False, "profile": {"real_name": "Ana Lee", "display_name": "ana"}},
    {"id": "U2", "name": "ben", "is_bot": False, "real_name": "Ben Okafor", "profile": {}},
    {"id": "U3", "name": "pager", "is_bot": True, "profile": {"real_name": "Pager", "bot_id": "B3"}},
]
CHANNELS = [{"id": "C1", "name": "incidents", "created": 1700000000, "creator": "U1", "members": ["U1"]}]
STAMP = "1708007530.000200"


def message(**fields: object) -> dict[str, object]:
    """A message at 14:32:10."""
    return {"type": "message", "ts": STAMP, "user": "U1", "text": "hello", **fields}


def export(folder: Path, *messages: object, name: str = "incidents/2024-02-14.json") -> Collection:
    """An export with one channel, read as a folder."""
    for path, value in (("users.json", USERS), ("channels.json", CHANNELS), (name, list(messages))):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(value, indent=4))
    return read([folder], options=Options())


def test_a_message_has_the_time_of_its_stamp_and_the_name_of_its_author(tmp_path: Path) -> None:
    """The day in the file's name, which is local to the workspace, says nothing."""
    found = export(tmp_path, message(edited={"user": "U1", "ts": "1708007590.000000"}), message(text="again"))
    first, second = found.entries()
    assert (first.at, first.written, first.precision) == ("2024-02-15T14:32:10.000200Z", STAMP, "exact")
    assert (first.who, first.what) == ("Ana Lee", "hello")
    assert [(m.at, m.what) for m in first.moments] == [("2024-02-15T14:33:10.000000Z", "edited")]
    assert [first.sources[0].record, second.sources[0].record] == [1, 2]
    assert {row.kind for row in found.ledger()} == {"slack"}


def test_lists_of_people_and_channels_are_no_records(tmp_path: Path) -> None:
    """They give names; their bytes are unparsed."""
    rows = {row.path: row for row in export(tmp_path, message()).ledger()}
    assert rows["users.json"].records == rows["channels.json"].records == 0
    assert rows["users.json"].unparsed.bytes == rows["users.json"].bytes


def test_a_zip_within_a_folder_knows_its_own_people(tmp_path: Path) -> None:
    """Names come from the nearest list above, in the same archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("acme/users.json", json.dumps(USERS))
        archive.writestr("acme/general/2024-02-15.json", json.dumps([message(user="U2")]))
    (tmp_path / "export").write_bytes(stream.getvalue())
    found = read([tmp_path / "export"], options=Options())
    (entry,) = found.entries()
    assert entry.who == "Ben Okafor"
    assert entry.sources[0].file == "export!acme/general/2024-02-15.json"


WORDS = [
    ("<@U2> and <@U9|zoe> and <@U8>", "@Ben Okafor and @zoe and @U8"),
    ("see <#C1> or <#C2|deploys>", "see #incidents or #deploys"),
    ("<!here> <!channel> <!subteam^S1|@dbas>", "@here @channel @dbas"),
    ("<!date^1708007530^{date}|Feb 15>", "Feb 15"),
    ("<https://x.test/a|the log>", "the log (https://x.test/a)"),
    ("<https://x.test/a> <mailto:a@x.test|a@x.test>", "https://x.test/a a@x.test"),
    ("5 &gt; 3 &amp;&amp; 3 &lt; 5 &amp;lt;", "5 > 3 && 3 < 5 &lt;"),
    ("List<String> stays", "List<String> stays"),
]


@pytest.mark.parametrize(("written", "shown"), WORDS)
def test_markup_is_shown_as_people_see_it(tmp_path: Path, written: str, shown: str) -> None:
    """Mentions, channels, links, dates, and entities."""
    (entry,) = export(tmp_path, message(text=written)).entries()
    assert entry.what == shown


def test_a_bot_without_text_says_what_it_attached(tmp_path: Path) -> None:
    """Title, text, and fields of attachments; blocks; the fallback only where there is nothing else."""
    card = {"fallback": "F", "title": "High errors", "text": "5%", "fields": [{"title": "Env", "value": "prod"}]}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*Down* since <!date^1^x|now>"}}
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "ping "},
                    {"type": "user", "user_id": "U2"},
                    {"type": "emoji", "name": "eyes"},
                    {"type": "link", "url": "https://x.test"},
                ],
            }
        ],
    }
    bot = {"subtype": "bot_message", "user": None, "username": "Alertmanager", "text": ""}
    found = export(
        tmp_path,
        message(**bot, attachments=[card]),
        message(**bot, attachments=[{"fallback": "only this"}]),
        message(**bot, blocks=[section, {"type": "divider"}]),
        message(text="", blocks=[rich]),
        message(bot_id="B3", user=None, username=None, text="paged"),
        message(bot_id="B7", user=None, text="built"),
    )
    entries = list(found.entries())
    assert [entry.what for entry in entries] == [
        "High errors\n5%\nEnv: prod",
        "only this",
        "*Down* since now",
        "ping @Ben Okafor:eyes:https://x.test",
        "paged",
        "built",
    ]
    assert [entry.who for entry in entries[0::4]] == ["Alertmanager", "Pager"]
    assert entries[5].who == "bot B7"


def test_what_a_link_unfolds_to_is_not_what_was_said(tmp_path: Path) -> None:
    """A preview beside a text is left out."""
    preview = {"from_url": "https://x.test", "title": "Page", "text": "long preview"}
    (entry,) = export(tmp_path, message(text="look", attachments=[preview])).entries()
    assert entry.what == "look"


SUBTYPES = [
    ({"subtype": "channel_join", "text": "<@U1> has joined the channel"}, "has joined the channel"),
    ({"subtype": "file_share", "text": "", "files": [{"name": "graph.png"}]}, "[file: graph.png]"),
    ({"subtype": "message_changed", "text": "", "message": {"text": "new words"}}, "changed: new words"),
    ({"subtype": "message_deleted", "text": "", "previous_message": {"text": "gone"}}, "deleted: gone"),
    ({"subtype": "huddle_thread", "text": ""}, "huddle thread"),
]


@pytest.mark.parametrize(("fields", "what"), SUBTYPES)
def test_every_subtype_is_a_record(tmp_path: Path, fields: dict[str, object], what: str) -> None:
    """Joins, files, and changes are counted like messages."""
    (entry,) = export(tmp_path, message(**fields)).entries()
    assert entry.what == what


def test_replies_in_a_dump_are_records_of_their_own(reading: Reading) -> None:
    """A parent ends where its first reply begins, so that no byte is counted twice."""
    replies = [message(text="one", ts="1708007531.000000"), message(text="two", ts="1708007532.000000")]
    text = json.dumps(
        {"channel_id": "C1", "messages": [message(slackdump_thread_replies=replies), message(text="last")]}, indent=1
    )
    found = reading(text)
    entries = list(found.entries())
    assert [entry.what for entry in entries] == ["hello", "one", "two", "last"]
    spans = [(e.sources[0].offset, e.sources[0].offset + e.sources[0].length) for e in entries]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert json.loads(text[slice(*spans[1])])["text"] == "one"
    row = found.ledger()[0]
    assert row.used.bytes + row.unparsed.bytes == row.bytes
    assert row.used.lines + row.unparsed.lines == text.count("\n") + 1


SHAPES = [
    {"ok": True, "messages": [message(), message()], "has_more": False},
    [message(), message()],
    {"messages": {"matches": [message(), message()]}},
]


@pytest.mark.parametrize("shape", SHAPES)
def test_answers_of_the_api_are_read(reading: Reading, shape: object) -> None:
    """History, a bare list, and a search."""
    assert [entry.what for entry in reading(json.dumps(shape)).entries()] == ["hello", "hello"]


def test_lines_of_a_recording_are_read(reading: Reading) -> None:
    """Messages beside the one that they answer, one request a line; the recorder's own clock is no time of theirs."""
    parent = message(text="parent")
    chunk = {"t": 1, "ts": 1708007999000000000, "id": "C1", "p": parent, "m": [message(text="a"), message(text="b")]}
    found = reading(json.dumps(chunk) + "\n")
    assert [(e.what, e.at) for e in found.entries()] == [
        ("a", "2024-02-15T14:32:10.000200Z"),
        ("b", "2024-02-15T14:32:10.000200Z"),
    ]


DAMAGED = [
    ({"ts": None}, None, "hello"),
    ({"ts": "soon"}, None, "hello"),
    ({"ts": 1708007530}, "2024-02-15T14:32:10Z", "hello"),
    (
        {"text": None, "blocks": 3, "attachments": [None, {"fields": {}}], "files": "x"},
        "2024-02-15T14:32:10.000200Z",
        None,
    ),
    ({"user": 7, "edited": "x", "user_profile": []}, "2024-02-15T14:32:10.000200Z", "hello"),
]


@pytest.mark.parametrize(("fields", "at", "what"), DAMAGED)
def test_a_damaged_message_keeps_what_is_there(
    tmp_path: Path, fields: dict[str, object], at: str | None, what: str | None
) -> None:
    """Without a time, a text, or a person it is still a record."""
    *_, entry = export(tmp_path, message(), message(), {**message(), **fields}).entries()
    assert (entry.at, entry.what) == (at, what)


def test_a_file_that_breaks_off_gives_what_is_whole(reading: Reading) -> None:
    """Messages before the break are records, the rest is unparsed and reported."""
    text = json.dumps([message(), message(text="second"), message(text="third")])
    found = reading(text[:-30])
    assert [entry.what for entry in found.entries()] == ["hello", "second"]
    assert any(finding.code == "EV204" for finding in found.findings)


def test_a_key_in_a_message_is_masked(tmp_path: Path) -> None:
    """What was pasted into the channel does not reach the timeline."""
    (entry,) = export(tmp_path, message(text="AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE")).entries()
    assert "AKIAIOSFODNN7EXAMPLE" not in (entry.what or "")
