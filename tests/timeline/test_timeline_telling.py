"""Telling: every record has a fate, everything told is cited, and nothing is invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterword.model.evidence import Entry, EntryMoment, Source
from afterword.timeline.telling import tell

KINDS = [
    "slack",
    "pagerduty",
    "alertmanager",
    "access-log",
    "prometheus",
    "text",
    "jsonl",
    "statuspage",
    "git-log",
    "incident-log",
    "a-third-party",
]
WORDS = st.sampled_from(
    [
        None,
        "",
        "GET /a 200",
        "GET /b 503",
        "POST /c 404",
        "Deployed v1.2.3",
        'up{job="a"} 1',
        "latency 3.5",
        "nan",
        "payment 17 failed: timeout",
        "user ana joined the channel",
        "Ana has joined the channel",
        "resolved",
        "rolling back",
        "`unfinished",
        "a | b <!-- phase: resolved -->",
        "\u0000\ufffd",
        "x" * 5000,
        "Triggered",
        "Acknowledged by Ben",
    ]
)
TIMES = st.sampled_from(
    [
        None,
        "2024-02-15T14:32:00Z",
        "2024-02-15T14:32:00.5Z",
        "2024-02-15T14:35:00",
        "2024-02-15",
        "--02-15T14:37:00",
        "--12-31T23:59:59",
        "--01-01T00:00:01",
        "2024-02-15T15:02:00Z",
        "1970-01-01T00:00:00Z",
        "nonsense",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
    ]
)
MOMENTS = st.lists(
    st.builds(EntryMoment, at=TIMES, what=st.sampled_from([None, "resolved", "acknowledged"])), max_size=2
)


@st.composite
def cases(draw: st.DrawFn) -> list[Entry]:
    """Any evidence, several records of one form among it."""
    made: list[Entry] = []
    for _ in range(draw(st.integers(0, 25))):
        kind, file = draw(st.sampled_from(KINDS)), draw(st.sampled_from(["a", "b", "c.zip!d"]))
        what, at = draw(WORDS), draw(TIMES)
        severity = draw(st.sampled_from([None, "error", "info", "debug", "50", "strange"]))
        moments = tuple(draw(MOMENTS))
        phase = draw(st.sampled_from([None, None, "detected", "resolved"]))
        for _ in range(draw(st.sampled_from([1, 1, 1, 7, 90]))):
            offset = 10 * len(made)
            source = Source(file=file, kind=kind, line=len(made) + 1, offset=offset, length=10, sha256="0" * 64)
            made.append(Entry(at=at, what=what, severity=severity, moments=moments, phase=phase, sources=(source,)))
    return made


@settings(max_examples=60, deadline=None)
@given(cases(), st.sampled_from([None, 1, 5]))
def test_every_record_has_a_fate_and_every_event_its_evidence(entries: list[Entry], limit: int | None) -> None:
    """For any evidence there is one disposition a record, and every told event cites records that were given."""
    told = tell(iter(entries), limit=limit)
    assert len(told.dispositions) == len(entries) == len(list(told.dispositions))
    assert all(told.dispositions)
    given_sources = {source for entry in entries for source in entry.sources}
    for event in told.entries:
        assert event.sources
        assert set(event.sources) <= given_sources
        assert event.count >= 1
    assert len({event.phase for event in told.entries if event.phase}) == sum(1 for e in told.entries if e.phase)
    if entries and told.entries:
        assert {"used", "grouped"} & set(told.dispositions) or all(e.count == 1 for e in told.entries)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_dated_events_are_told_oldest_first(entries: list[Entry]) -> None:
    """Times of known zone never go back."""
    at = [
        e.at.removesuffix("Z") for e in tell(entries).entries if e.at and not e.at.startswith("--") and e.at[0] == "2"
    ]
    assert at == sorted(at)


def test_six_events_in_six_notations_all_survive(evidence) -> None:  # noqa: ANN001
    """None of the times that other tools drop is dropped, zone or no zone, date or none."""
    for at in (
        "2024-02-15T14:32:00",
        "2024-02-15T14:35:00Z",
        "2024-02-15T14:37:00",
        None,
        "2024-02-15T14:55:00Z",
        "2024-02-15T15:02:00Z",
    ):
        evidence.add("jsonl", at, f"event {len(evidence.entries)}", written="14:42" if at is None else at)
    told = tell(evidence.entries)
    assert [e.what for e in told.entries] == [f"event {n}" for n in range(6)]
    assert list(told.dispositions) == ["used"] * 6
    assert any("zone is not known" in finding.message for finding in told.findings)


def test_repeated_messages_are_one_event_with_count_first_and_last(evidence) -> None:  # noqa: ANN001
    """Three hundred messages of one form become one event that says how many, from when, and till when."""
    for number in range(300):
        evidence.add(
            "text", f"2024-02-15T14:{number // 60:02d}:{number % 60:02d}Z", f"job {number} took {number * 7} ms"
        )
    told = tell(evidence.entries)
    assert [(e.what, e.count, e.first, e.last) for e in told.entries] == [
        ("job … took … ms", 300, "2024-02-15T14:00:00Z", "2024-02-15T14:04:59Z")
    ]
    assert set(told.dispositions) == {"grouped"}
    lines = [source.line for source in told.entries[0].sources]
    assert lines[0] == 1
    assert lines[-1] == 300


def test_debug_joins_and_requests_that_succeed_are_set_aside_with_the_reason(checkout) -> None:  # noqa: ANN001
    """Noise is not told, and the ledger says why."""
    told = tell(checkout.entries)
    reasons = dict(zip((e.what for e in checkout.entries), told.dispositions, strict=True))
    assert reasons["Dan has joined the channel"] == "somebody joined, left, or changed the channel"
    assert reasons["POST /checkout 200"] == "request that did not fail (HTTP 1xx to 3xx)"
    assert reasons["POST /checkout 503"] == "grouped"


def test_a_rise_of_failures_is_told_with_its_figures_and_lines(checkout) -> None:  # noqa: ANN001
    """The rise names both shares and counts, is dated by its first failure, and cites failed requests."""
    told = tell(checkout.entries)
    rise = next(e for e in told.entries if e.phase == "began")
    assert rise.what == "HTTP 5xx responses rose from 0% to 50% of requests (503 on POST /checkout: 100%; 450 of 900)"
    assert (rise.at, rise.count, rise.last) == ("2024-02-15T14:32:00Z", 450, "2024-02-15T15:01:56Z")
    by_line = {e.sources[0].line: e.what for e in checkout.entries if e.sources[0].kind == "access-log"}
    assert {by_line[source.line] for source in rise.sources} == {"POST /checkout 503"}


def test_moments_of_a_record_are_events_of_their_own(evidence) -> None:  # noqa: ANN001
    """Fired and resolved, stated in one record, are told at their own times and cite the same record."""
    evidence.add(
        "alertmanager",
        "2024-02-15T14:32:00Z",
        "HighErrorRate fires",
        moments=(EntryMoment(at="2024-02-15T15:02:00Z", what="resolved"),),
    )
    told = tell(evidence.entries)
    assert [(e.at, e.what) for e in told.entries] == [
        ("2024-02-15T14:32:00Z", "HighErrorRate fires"),
        ("2024-02-15T15:02:00Z", "resolved: HighErrorRate fires"),
    ]
    assert told.entries[0].sources == told.entries[1].sources
    assert list(told.dispositions) == ["used"]


def test_the_same_event_of_two_exports_is_told_once_with_both_citations(evidence) -> None:  # noqa: ANN001
    """Equal words at the same second are one event; log lines that repeat are not."""
    for file in ("one.json", "two.json"):
        evidence.add("slack", "2024-02-15T14:32:00Z", "the site is slow today", file=file)
    for _ in range(2):
        evidence.add("text", "2024-02-15T14:33:00Z", "connection refused")
    told = tell(evidence.entries)
    assert [(e.what, e.count, len(e.sources)) for e in told.entries] == [
        ("the site is slow today", 2, 2),
        ("connection refused", 1, 1),
        ("connection refused", 1, 1),
    ]
    assert list(told.dispositions) == ["grouped", "grouped", "used", "used"]


def test_a_bot_that_repeats_an_alert_in_the_chat_is_merged_with_it(evidence) -> None:  # noqa: ANN001
    """What a tool posts of its own alert is not a second event; what a person says of it is."""
    evidence.add("alertmanager", "2024-02-15T14:32:00Z", "CheckoutErrorsHigh: more than 5% of orders fail")
    evidence.add(
        "slack",
        "2024-02-15T14:32:40Z",
        "[FIRING:1] CheckoutErrorsHigh: more than 5% of orders fail (shop)",
        who="Alertmanager",
    )
    evidence.add("slack", "2024-02-15T14:33:00Z", "CheckoutErrorsHigh says more than 5% of orders fail", who="Ana")
    told = tell(evidence.entries)
    assert [(e.what[:18], e.count, len(e.sources)) for e in told.entries] == [
        ("CheckoutErrorsHigh", 2, 2),
        ("CheckoutErrorsHigh", 1, 1),
    ]
    assert told.entries[0].reason is not None
    assert "repeated in the chat by Alertmanager" in told.entries[0].reason


def test_a_limit_keeps_the_milestones_and_says_what_was_left_out(checkout) -> None:  # noqa: ANN001
    """The limit drops the least telling events; their records are set aside with that reason."""
    told = tell(checkout.entries, limit=4)
    assert len(told.entries) >= 4
    assert {"began", "detected", "resolved"} <= {e.phase for e in told.entries}
    assert "left out of the short timeline" in set(told.dispositions)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0.01] * 20 + [0.5] * 20 + [0.01] * 20, ["rose from 0.01 to 0.5", "fell back from 0.5 to 0.01"]),
        ([100.0, 101.0, 99.0] * 10, []),
    ],
)
def test_a_metric_is_told_where_its_level_changes(evidence, values: list[float], words: list[str]) -> None:  # noqa: ANN001
    """A change of level is an event with both medians; a steady series is set aside."""
    for number, value in enumerate(values):
        evidence.add("prometheus", f"2024-02-15T14:{number % 60:02d}:00Z", f'error_ratio{{job="a"}} {value}')
    told = tell(evidence.entries)
    assert [w for w in words if any(w in (e.what or "") for e in told.entries)] == words
    assert len(told.entries) == len(words)
    assert set(told.dispositions) == ({"grouped"} if words else {"metric sample of a series that keeps its level"})


def test_times_without_a_year_stand_among_the_others_with_a_finding(evidence) -> None:  # noqa: ANN001
    """The order takes the year of the rest, says so, and the time itself stays without a year."""
    evidence.add("text", "2024-02-15T14:32:00Z", "first")
    evidence.add("text", "2024-02-15T14:34:00Z", "third")
    evidence.add("syslog", "--02-15T14:33:00", "second")
    told = tell(evidence.entries)
    assert [(e.what, e.at) for e in told.entries][1] == ("second", "--02-15T14:33:00")
    assert any(finding.code == "TL103" for finding in told.findings)


def test_a_burst_of_errors_stands_out_from_what_was_always_there(evidence) -> None:  # noqa: ANN001
    """A message that comes once a minute and then fifty times is told twice: the burst with its own count."""
    for minute in range(60):
        for number in range(50 if 30 <= minute < 40 else 1):
            evidence.add(
                "text", f"2024-02-15T14:{minute:02d}:{number:02d}Z", f"order {number} failed", severity="error"
            )
    told = tell(evidence.entries)
    assert [(e.at, e.count) for e in told.entries] == [("2024-02-15T14:00:00Z", 50), ("2024-02-15T14:30:00Z", 500)]


def test_the_time_of_an_edit_is_no_event(evidence) -> None:  # noqa: ANN001
    """When a record was last written to says nothing of the incident; its other further times are told."""
    touched = (
        EntryMoment(at="2024-02-15T14:33:00Z", what="edited"),
        EntryMoment(at="2024-02-15T14:34:00Z", what="updated"),
        EntryMoment(at="2024-02-15T14:35:00Z", what="merged"),
    )
    evidence.add("github", "2024-02-15T14:32:00Z", "Pull request #7: Raise the limit", moments=touched)
    assert [e.at for e in tell(evidence.entries).entries] == ["2024-02-15T14:32:00Z", "2024-02-15T14:35:00Z"]


def test_a_note_of_what_was_said_is_merged_with_it(evidence) -> None:  # noqa: ANN001
    """The scribe's line of the minute is the same event as the message; a line about something else is not."""
    evidence.add("slack", "2024-02-15T14:36:08Z", "decision: roll back to v41, the migration is safe", who="Ines")
    evidence.add("incident-log", "2024-02-15T14:36:00Z", "Decision: roll back to v41", who="Ines")
    evidence.add("incident-log", "2024-02-15T14:37:00Z", "Call moved to the other bridge", who="Ines")
    told = tell(evidence.entries)
    assert [(e.what, e.count, len(e.sources)) for e in told.entries] == [
        ("decision: roll back to v41, the migration is safe", 2, 2),
        ("Call moved to the other bridge", 1, 1),
    ]


def test_a_change_that_two_tools_number_alike_is_told_once(evidence) -> None:  # noqa: ANN001
    """The merge commit and the merged pull request of one second are one event."""
    evidence.add("git-log", "2024-02-15T14:00:00Z", "Merge pull request #17 from shop/settings")
    evidence.add("github", "2024-02-15T14:00:00Z", "merged: Pull request #17: Read settings")
    evidence.add("github", "2024-02-15T14:00:00Z", "merged: Pull request #18: Other")
    told = tell(evidence.entries)
    assert [(e.what, len(e.sources)) for e in told.entries] == [
        ("Merge pull request #17 from shop/settings", 2),
        ("merged: Pull request #18: Other", 1),
    ]


def test_templates_that_turn_out_to_be_one_are_told_as_one(evidence) -> None:  # noqa: ANN001
    """Messages with many names are counted together, those of the first names included."""
    names = [f"{a}{b}{c}" for a in "kltmn" for b in "aeiou" for c in "rst"]
    for number in range(600):
        at = f"2024-02-15T14:{number // 60:02d}:{number % 60:02d}Z"
        name = names[number % len(names)]
        evidence.add("text", at, f"lookup of {name} in the directory failed", severity="error")
    told = tell(evidence.entries)
    assert sum(e.count for e in told.entries) == 600
    assert [e.what for e in told.entries] == ["lookup of … in the directory failed"]
    assert told.entries[0].sources[0].line == 1
    assert set(told.dispositions) == {"grouped"}


def test_many_requests_of_a_quiet_site_are_counted_by_five_minutes(evidence) -> None:  # noqa: ANN001
    """Where there are few requests a minute the share is taken over five of them."""
    for minute in range(240):
        status = 502 if 120 <= minute < 150 else 200
        evidence.add("access-log", f"2024-02-15T{minute // 60:02d}:{minute % 60:02d}:10Z", f"GET /a/{minute} {status}")
    told = tell(evidence.entries)
    assert [e.phase for e in told.entries] == ["began", "recovered"]
    assert told.entries[0].reason is not None
    assert "by 5 minutes" in told.entries[0].reason
    assert (
        told.entries[0].what == "HTTP 5xx responses rose from 0% to 100% of requests (502 on GET /a/…: 100%; 30 of 30)"
    )


def test_requests_refused_in_great_number_are_told_but_begin_nothing(evidence) -> None:  # noqa: ANN001
    """A wave of 401 is an event, not the start of an outage."""
    for second in range(3600):
        status = 401 if 1800 <= second < 2400 else 200
        evidence.add("access-log", f"2024-02-15T14:{second // 60:02d}:{second % 60:02d}Z", f"GET /login {status}")
    told = tell(evidence.entries)
    assert [(e.what or "")[:27] for e in told.entries] == ["HTTP 4xx responses rose fro", "HTTP 4xx responses fell bac"]
    assert all(e.phase is None for e in told.entries)


def test_a_change_of_traffic_is_told(evidence) -> None:  # noqa: ANN001
    """The number of requests a minute before and after is said, dated by the first request of the new level."""
    second = 0.0
    while second < 3600:
        minute, rest = divmod(int(second), 60)
        evidence.add("access-log", f"2024-02-15T14:{minute:02d}:{rest:02d}Z", "GET / 200")
        second += 2 if second < 1800 else 0.5
    told = tell(evidence.entries)
    assert [(e.at, e.what) for e in told.entries] == [("2024-02-15T14:30:00Z", "Requests rose from 30 to 120 a minute")]


def test_a_counter_is_told_by_its_growth(evidence) -> None:  # noqa: ANN001
    """A total that always grows changes where it grows faster."""
    total = 0
    for minute in range(60):
        total += 500 if 30 <= minute < 45 else 5
        evidence.add("prometheus", f"2024-02-15T14:{minute:02d}:00Z", f'errors_total{{job="a"}} {total}')
    told = tell(evidence.entries)
    assert [e.what for e in told.entries] == [
        'errors_total{job="a"} rose from 5 to 500',
        'errors_total{job="a"} fell back from 500 to 5',
    ]


def test_dispositions_are_a_sequence(evidence) -> None:  # noqa: ANN001
    """They can be indexed and sliced like the records that they belong to."""
    for number in range(3):
        evidence.add(
            "text", f"2024-02-15T14:00:0{number}Z", f"message {number}", severity="debug" if number else "info"
        )
    dispositions = tell(evidence.entries).dispositions
    assert dispositions[0] == "used"
    assert list(dispositions[1:]) == list(dispositions)[1:]


def test_times_that_cannot_be_are_told_without_one(evidence) -> None:  # noqa: ANN001
    """A time that no clock shows neither stops the telling nor gets a phase."""
    evidence.add("slack", "2024-99-99T99:99:99Z", "rolling back now", who="Ana")
    evidence.add("slack", None, "all clear", who="Ana")
    told = tell(evidence.entries)
    assert len(told.entries) == 2
    assert all(e.phase is None for e in told.entries)
