"""IRC logs of several clients."""

from collections.abc import Callable

from afterword.evidence.collection import Collection

Reading = Callable[..., Collection]

HEXCHAT = """**** BEGIN LOGGING AT Sat Dec 30 21:11:55 2023

Dec 30 21:11:55 *\tNow talking on #ops
Dec 30 21:11:58 <ana> error rate is at 40 %
Jan 01 00:00:03 <bo> rolled back
 Jan 01 00:00:09 --> eve has joined
**** ENDING LOGGING AT Mon Jan 01 00:10:00 2024
"""


def test_hexchat(reading: Reading) -> None:
    """The year stands in the header and turns with the months."""
    entries = list(reading(HEXCHAT).entries())
    assert [(e.at, e.who, e.what) for e in entries] == [
        ("2023-12-30T21:11:55", None, "*\tNow talking on #ops"),
        ("2023-12-30T21:11:58", "ana", "error rate is at 40 %"),
        ("2024-01-01T00:00:03", "bo", "rolled back"),
        ("2024-01-01T00:00:09", None, "--> eve has joined"),
    ]
    assert (entries[0].year_basis, entries[0].basis_reason) == ("inferred", "the year stands in the log's header")
    assert entries[0].sources[0].kind == "irc"


def test_a_client_in_another_language(reading: Reading) -> None:
    """Months are read in the languages that clients write, headers whatever they say."""
    text = HEXCHAT.replace("BEGIN LOGGING AT", "INIZIO DEL LOG").replace("Dec 30", "dic 30").replace("Jan 01", "gen 01")
    text = text.replace("INIZIO DEL LOG Sat dic", "INIZIO DEL LOG Sat Dec").replace("Mon gen", "Mon Jan")
    assert [e.at for e in reading(text).entries()] == [e.at for e in reading(HEXCHAT).entries()]


def test_irssi(reading: Reading) -> None:
    """Its lines have a clock only; the day is that of the last header."""
    text = (
        "--- Log opened Thu Feb 15 23:58:00 2024\n"
        "23:58 <@ana> paging bo\n"
        "23:59 -!- bo [~bo@example.org] has joined #ops\n"
        "--- Day changed Fri Feb 16 2024\n"
        "00:01 < bo> on it\n"
        "00:02  * bo restarts the pool\n"
    )
    entries = list(reading(text).entries())
    assert [(e.at, e.who) for e in entries] == [
        ("2024-02-15T23:58:00", "ana"),
        ("2024-02-15T23:59:00", None),
        ("2024-02-16T00:01:00", "bo"),
        ("2024-02-16T00:02:00", "bo"),
    ]
    assert entries[3].what == "restarts the pool"


def test_mirc(reading: Reading) -> None:
    """Clocks in brackets below the start of a session."""
    text = "Session Start: Thu Feb 15 14:32:10 2024\n[14:32] <ana> it is down\n[14:33:07] <bo> looking\n"
    assert [(e.at, e.who) for e in reading(text).entries()] == [
        ("2024-02-15T14:32:00", "ana"),
        ("2024-02-15T14:33:07", "bo"),
    ]


def test_weechat(reading: Reading) -> None:
    """Three columns with tabs; signs in place of a nick are nobody."""
    text = "2024-02-15 14:32:10\t@ana\tit is down\n2024-02-15 14:32:11\t-->\tbo has joined #ops\n"
    assert [(e.at, e.who, e.what) for e in reading(text).entries()] == [
        ("2024-02-15T14:32:10", "ana", "it is down"),
        ("2024-02-15T14:32:11", None, "bo has joined #ops"),
    ]


def test_a_line_with_an_impossible_time_is_reported(reading: Reading) -> None:
    """It is in no record, and its line is named."""
    collection = reading(HEXCHAT.replace("Dec 30 21:11:58", "Dec 30 39:95:90"))
    assert len(list(collection.entries())) == 3
    assert [(f.code, f.line) for f in collection.findings] == [("EV210", 4)]


def test_prose_with_a_clock_is_none(reading: Reading) -> None:
    """Without a header, lines with a clock may be anything."""
    collection = reading("14:32 <b>bold</b>\n14:33 something\n")
    assert all(e.sources[0].kind != "irc" for e in collection.entries())
